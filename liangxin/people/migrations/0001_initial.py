import django.db.models.deletion
import liangxin.core.fields
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("trees", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Person",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=100)),
                ("sort_key", models.CharField(max_length=200)),
                (
                    "sex",
                    models.CharField(
                        choices=[("0", "未知"), ("1", "男"), ("2", "女"), ("9", "未说明")], default="0", max_length=1
                    ),
                ),
                ("ethnicity", models.CharField(blank=True, default="", max_length=2)),
                ("birth_date", models.DateField(blank=True, null=True)),
                (
                    "birth_precision",
                    models.CharField(
                        choices=[("day", "到日"), ("month", "到月"), ("year", "到年")], default="day", max_length=5
                    ),
                ),
                (
                    "education",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("10", "研究生"),
                            ("20", "大学本科"),
                            ("30", "大学专科"),
                            ("40", "中等职业"),
                            ("60", "高中"),
                            ("70", "初中"),
                            ("80", "小学"),
                            ("90", "其他"),
                        ],
                        default="",
                        max_length=2,
                    ),
                ),
                ("identity_number", liangxin.core.fields.EncryptedTextField(blank=True, default="")),
                ("identity_index", models.CharField(blank=True, default="", max_length=64)),
                ("identity_last4", models.CharField(blank=True, default="", max_length=4)),
                ("identity_disputed", models.BooleanField(default=False)),
                ("phone", liangxin.core.fields.EncryptedTextField(blank=True, default="")),
                ("phone_index", models.CharField(blank=True, default="", max_length=64)),
                ("phone_masked", models.CharField(blank=True, default="", max_length=20)),
                ("landline", liangxin.core.fields.EncryptedTextField(blank=True, default="")),
                ("home_address", liangxin.core.fields.EncryptedTextField(blank=True, default="")),
                ("sealed_at", models.DateTimeField(blank=True, null=True)),
                ("job_title", models.CharField(blank=True, default="", max_length=100)),
                (
                    "position_level",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("executive", "高层管理"),
                            ("manager", "中层管理"),
                            ("professional", "专业技术"),
                            ("staff", "一般员工"),
                            ("other", "其他"),
                        ],
                        default="",
                        max_length=20,
                    ),
                ),
                ("is_key_staff", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField()),
                (
                    "keeper",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="trees.node"),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "user",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "works_at",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="trees.node",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["keeper", "sort_key", "id"], name="people_keeper_sorted"),
                    models.Index(fields=["sort_key", "id"], name="people_sorted"),
                    models.Index(
                        condition=models.Q(("phone_index", ""), _negated=True),
                        fields=["phone_index"],
                        name="people_phone",
                    ),
                    models.Index(fields=["works_at"], name="people_works_at"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            models.Q(("identity_index", ""), _negated=True),
                            ("identity_disputed", False),
                            ("merged_into", None),
                        ),
                        fields=("identity_index",),
                        name="people_identity_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Correction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "field",
                    models.CharField(
                        choices=[
                            ("name", "姓名"),
                            ("phone", "手机号码"),
                            ("landline", "固定电话"),
                            ("home_address", "家庭住址"),
                            ("education", "学历"),
                            ("job_title", "工作岗位"),
                            ("other", "其他"),
                        ],
                        max_length=20,
                    ),
                ),
                ("proposed", liangxin.core.fields.EncryptedTextField()),
                ("note", models.CharField(blank=True, default="", max_length=300)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "待处理"),
                            ("done", "已处理"),
                            ("declined", "未采纳"),
                            ("withdrawn", "已撤回"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("proposed_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("answer", models.CharField(blank=True, default="", max_length=300)),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="corrections", to="people.person"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["state", "proposed_at"], name="people_correction_waiting")],
            },
        ),
        migrations.CreateModel(
            name="CorrectionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "field",
                    models.CharField(
                        choices=[
                            ("name", "姓名"),
                            ("phone", "手机号码"),
                            ("landline", "固定电话"),
                            ("home_address", "家庭住址"),
                            ("education", "学历"),
                            ("job_title", "工作岗位"),
                            ("other", "其他"),
                        ],
                        max_length=20,
                    ),
                ),
                ("note", models.CharField(blank=True, default="", max_length=300)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "待处理"),
                            ("done", "已处理"),
                            ("declined", "未采纳"),
                            ("withdrawn", "已撤回"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("proposed_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("answer", models.CharField(blank=True, default="", max_length=300)),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="people.correction",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PersonEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=100)),
                (
                    "sex",
                    models.CharField(
                        choices=[("0", "未知"), ("1", "男"), ("2", "女"), ("9", "未说明")], default="0", max_length=1
                    ),
                ),
                ("ethnicity", models.CharField(blank=True, default="", max_length=2)),
                ("birth_date", models.DateField(blank=True, null=True)),
                (
                    "birth_precision",
                    models.CharField(
                        choices=[("day", "到日"), ("month", "到月"), ("year", "到年")], default="day", max_length=5
                    ),
                ),
                (
                    "education",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("10", "研究生"),
                            ("20", "大学本科"),
                            ("30", "大学专科"),
                            ("40", "中等职业"),
                            ("60", "高中"),
                            ("70", "初中"),
                            ("80", "小学"),
                            ("90", "其他"),
                        ],
                        default="",
                        max_length=2,
                    ),
                ),
                ("identity_last4", models.CharField(blank=True, default="", max_length=4)),
                ("phone_masked", models.CharField(blank=True, default="", max_length=20)),
                ("sealed_at", models.DateTimeField(blank=True, null=True)),
                ("job_title", models.CharField(blank=True, default="", max_length=100)),
                (
                    "position_level",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("executive", "高层管理"),
                            ("manager", "中层管理"),
                            ("professional", "专业技术"),
                            ("staff", "一般员工"),
                            ("other", "其他"),
                        ],
                        default="",
                        max_length=20,
                    ),
                ),
                ("is_key_staff", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField()),
                (
                    "keeper",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="trees.node",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="people.person",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "works_at",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="trees.node",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PossibleDuplicate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "待处理"),
                            ("done", "已处理"),
                            ("declined", "未采纳"),
                            ("withdrawn", "已撤回"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("noticed_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("answer", models.CharField(blank=True, default="", max_length=300)),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "node",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="trees.node"
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "waiting")),
                        fields=("person", "other"),
                        name="people_duplicate_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("person", models.F("other")), _negated=True),
                        name="people_duplicate_of_another",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PossibleDuplicateEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "待处理"),
                            ("done", "已处理"),
                            ("declined", "未采纳"),
                            ("withdrawn", "已撤回"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("noticed_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("answer", models.CharField(blank=True, default="", max_length=300)),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "node",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="trees.node",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="people.possibleduplicate",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Reveal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("reveal", "查看"), ("export", "导出"), ("print", "打印")],
                        default="reveal",
                        max_length=10,
                    ),
                ),
                ("field", models.CharField(blank=True, default="", max_length=30)),
                ("reason", models.CharField(max_length=300)),
                ("acting_as", models.CharField(max_length=300)),
                ("revealed_at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reveals", to="people.person"
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
                "indexes": [models.Index(fields=["person", "-revealed_at"], name="people_reveal_newest")],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="person",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "people_personevent" ("birth_date", "birth_precision", "created_at", "education", "ethnicity", "id", "identity_last4", "is_key_staff", "job_title", "keeper_id", "merged_into_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone_masked", "position_level", "sealed_at", "sex", "user_id", "works_at_id") VALUES (NEW."birth_date", NEW."birth_precision", NEW."created_at", NEW."education", NEW."ethnicity", NEW."id", NEW."identity_last4", NEW."is_key_staff", NEW."job_title", NEW."keeper_id", NEW."merged_into_id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."phone_masked", NEW."position_level", NEW."sealed_at", NEW."sex", NEW."user_id", NEW."works_at_id"); RETURN NULL;',
                    hash="1e815e538eb45a6b0d4ffe4c999f21f6dd531874",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_65688",
                    table="people_person",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="person",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."birth_date" IS DISTINCT FROM (NEW."birth_date") OR OLD."birth_precision" IS DISTINCT FROM (NEW."birth_precision") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."education" IS DISTINCT FROM (NEW."education") OR OLD."ethnicity" IS DISTINCT FROM (NEW."ethnicity") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."identity_last4" IS DISTINCT FROM (NEW."identity_last4") OR OLD."is_key_staff" IS DISTINCT FROM (NEW."is_key_staff") OR OLD."job_title" IS DISTINCT FROM (NEW."job_title") OR OLD."keeper_id" IS DISTINCT FROM (NEW."keeper_id") OR OLD."merged_into_id" IS DISTINCT FROM (NEW."merged_into_id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."phone_masked" IS DISTINCT FROM (NEW."phone_masked") OR OLD."position_level" IS DISTINCT FROM (NEW."position_level") OR OLD."sealed_at" IS DISTINCT FROM (NEW."sealed_at") OR OLD."sex" IS DISTINCT FROM (NEW."sex") OR OLD."user_id" IS DISTINCT FROM (NEW."user_id") OR OLD."works_at_id" IS DISTINCT FROM (NEW."works_at_id"))',
                    func='INSERT INTO "people_personevent" ("birth_date", "birth_precision", "created_at", "education", "ethnicity", "id", "identity_last4", "is_key_staff", "job_title", "keeper_id", "merged_into_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone_masked", "position_level", "sealed_at", "sex", "user_id", "works_at_id") VALUES (NEW."birth_date", NEW."birth_precision", NEW."created_at", NEW."education", NEW."ethnicity", NEW."id", NEW."identity_last4", NEW."is_key_staff", NEW."job_title", NEW."keeper_id", NEW."merged_into_id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phone_masked", NEW."position_level", NEW."sealed_at", NEW."sex", NEW."user_id", NEW."works_at_id"); RETURN NULL;',
                    hash="e338d4aa07215269895e6d4fd8bfd63786232d11",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_de829",
                    table="people_person",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="correction",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "people_correctionevent" ("answer", "decided_at", "decided_by_id", "field", "id", "note", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "state") VALUES (NEW."answer", NEW."decided_at", NEW."decided_by_id", NEW."field", NEW."id", NEW."note", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."proposed_at", NEW."state"); RETURN NULL;',
                    hash="3120a91ccab13490785c48b608c10ef396489f02",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_b7ca1",
                    table="people_correction",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="correction",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."answer" IS DISTINCT FROM (NEW."answer") OR OLD."decided_at" IS DISTINCT FROM (NEW."decided_at") OR OLD."decided_by_id" IS DISTINCT FROM (NEW."decided_by_id") OR OLD."field" IS DISTINCT FROM (NEW."field") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."proposed_at" IS DISTINCT FROM (NEW."proposed_at") OR OLD."state" IS DISTINCT FROM (NEW."state"))',
                    func='INSERT INTO "people_correctionevent" ("answer", "decided_at", "decided_by_id", "field", "id", "note", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "state") VALUES (NEW."answer", NEW."decided_at", NEW."decided_by_id", NEW."field", NEW."id", NEW."note", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."proposed_at", NEW."state"); RETURN NULL;',
                    hash="8d84d1f1cf4c6d03673d948568224850513a1760",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_c6b10",
                    table="people_correction",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="possibleduplicate",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "people_possibleduplicateevent" ("answer", "decided_at", "decided_by_id", "id", "node_id", "noticed_at", "other_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state") VALUES (NEW."answer", NEW."decided_at", NEW."decided_by_id", NEW."id", NEW."node_id", NEW."noticed_at", NEW."other_id", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."state"); RETURN NULL;',
                    hash="aaed4368201e7a91d661f8570ceb11b47880668c",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_5a6c2",
                    table="people_possibleduplicate",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="possibleduplicate",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "people_possibleduplicateevent" ("answer", "decided_at", "decided_by_id", "id", "node_id", "noticed_at", "other_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state") VALUES (NEW."answer", NEW."decided_at", NEW."decided_by_id", NEW."id", NEW."node_id", NEW."noticed_at", NEW."other_id", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."state"); RETURN NULL;',
                    hash="998580280160e54df781084c8c7242454ef29e1d",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_6fb2f",
                    table="people_possibleduplicate",
                    when="AFTER",
                ),
            ),
        ),
    ]
