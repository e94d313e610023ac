import django.contrib.postgres.fields
import django.db.models.deletion
import liangxin.core.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("access", "0001_initial"),
        ("accounts", "__first__"),
        ("trees", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="ImportBatch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=40)),
                ("acting_as", models.CharField(default="", max_length=300)),
                ("path", models.CharField(blank=True, default="", max_length=200)),
                ("door", models.CharField(default="web", max_length=20)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("uploaded", "已上传"),
                            ("check_waiting", "等待核对"),
                            ("checked", "已核对"),
                            ("apply_waiting", "等待导入"),
                            ("applied", "已导入"),
                            ("undo_waiting", "等待撤回"),
                            ("undone", "已撤回"),
                            ("discarded", "已放弃"),
                        ],
                        default="uploaded",
                        max_length=20,
                    ),
                ),
                ("file_name", models.CharField(max_length=255)),
                ("file_bytes", models.PositiveBigIntegerField()),
                ("file_digest", models.CharField(max_length=64)),
                ("layout", models.JSONField(default=dict)),
                ("options", models.JSONField(default=dict)),
                ("notes", models.JSONField(default=list)),
                ("counts", models.JSONField(default=dict)),
                ("row_count", models.PositiveIntegerField(default=0)),
                ("uploaded_at", models.DateTimeField()),
                ("checked_at", models.DateTimeField(null=True)),
                ("applied_at", models.DateTimeField(null=True)),
                ("undone_at", models.DateTimeField(null=True)),
                ("purged_at", models.DateTimeField(null=True)),
                ("failure", models.CharField(blank=True, default="", max_length=300)),
                (
                    "grant",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.grant"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["user", "-uploaded_at", "-id"], name="spreadsheets_batch_mine"),
                    models.Index(fields=["kind", "file_digest"], name="spreadsheets_batch_file"),
                    models.Index(
                        condition=models.Q(("purged_at", None)),
                        fields=["uploaded_at"],
                        name="spreadsheets_batch_to_purge",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportProgress",
            fields=[
                ("batch_id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("step", models.CharField(max_length=20)),
                ("done", models.PositiveIntegerField()),
                ("total", models.PositiveIntegerField()),
                ("beaten_at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ImportSource",
            fields=[
                (
                    "batch",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="source",
                        serialize=False,
                        to="spreadsheets.importbatch",
                    ),
                ),
                ("content", liangxin.core.fields.EncryptedTextField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="DuplicateClaim",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("row_number", models.PositiveIntegerField()),
                ("kind", models.CharField(max_length=40)),
                ("object_id", models.BigIntegerField(null=True)),
                ("values", liangxin.core.fields.EncryptedTextField(default="")),
                (
                    "status",
                    models.CharField(
                        choices=[("open", "待核对"), ("accepted", "已采用"), ("rejected", "未采用")],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("raised_at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(null=True)),
                ("note", models.CharField(blank=True, default="", max_length=300)),
                (
                    "node",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="trees.node"
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claims",
                        to="spreadsheets.importbatch",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("status", "open")),
                        fields=["node", "raised_at"],
                        name="spreadsheets_claim_open",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("batch", "row_number"), name="spreadsheets_claim_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("raw", liangxin.core.fields.EncryptedTextField()),
                ("cleaned", liangxin.core.fields.EncryptedTextField(default="")),
                ("problems", liangxin.core.fields.EncryptedTextField(default="")),
                (
                    "problem_codes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=160), default=list, size=None
                    ),
                ),
                ("plan", liangxin.core.fields.EncryptedTextField(default="")),
                (
                    "planned",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("created", "新增"),
                            ("updated", "更新"),
                            ("unchanged", "没有变化"),
                            ("queued", "待上级核对"),
                            ("refused", "未导入"),
                        ],
                        default="",
                        max_length=10,
                    ),
                ),
                ("severity", models.CharField(blank=True, default="", max_length=10)),
                (
                    "identities",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=64), default=list, size=None
                    ),
                ),
                ("has_suggestion", models.BooleanField(default=False)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("created", "新增"),
                            ("updated", "更新"),
                            ("unchanged", "没有变化"),
                            ("queued", "待上级核对"),
                            ("refused", "未导入"),
                        ],
                        default="",
                        max_length=10,
                    ),
                ),
                ("object_kind", models.CharField(blank=True, default="", max_length=60)),
                ("object_id", models.BigIntegerField(null=True)),
                ("before", liangxin.core.fields.EncryptedTextField(default="")),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="rows", to="spreadsheets.importbatch"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["batch", "planned", "number"], name="spreadsheets_row_planned")],
                "constraints": [models.UniqueConstraint(fields=("batch", "number"), name="spreadsheets_row_once")],
            },
        ),
        migrations.CreateModel(
            name="RememberedMapping",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=40)),
                ("signature", models.CharField(max_length=64)),
                ("columns", models.JSONField(default=dict)),
                ("used_at", models.DateTimeField()),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("user", "kind", "signature"), name="spreadsheets_mapping_once")
                ],
            },
        ),
    ]
