import django.db.models.deletion
import django.db.models.functions.text
import liangxin.core.fields
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="User",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("username", models.CharField(max_length=150)),
                ("display_name", models.CharField(max_length=100)),
                ("phone", liangxin.core.fields.EncryptedTextField(blank=True, default="")),
                ("phone_index", models.CharField(blank=True, default="", max_length=64)),
                ("email", models.EmailField(blank=True, default="", max_length=254)),
                ("is_active", models.BooleanField(default=True)),
                ("is_demo", models.BooleanField(default=False)),
                ("must_change_password", models.BooleanField(default=True)),
                (
                    "language",
                    models.CharField(
                        choices=[("zh-hans", "简体中文"), ("en", "English")], default="zh-hans", max_length=10
                    ),
                ),
                (
                    "theme",
                    models.CharField(
                        choices=[("system", "跟随系统"), ("light", "浅色"), ("dark", "深色")],
                        default="system",
                        max_length=10,
                    ),
                ),
                ("large_text", models.BooleanField(default=False)),
                ("saved_views", models.JSONField(blank=True, default=dict)),
                ("created_at", models.DateTimeField()),
                ("deactivated_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("username"), name="accounts_user_name_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("phone_index", ""), _negated=True),
                        fields=("phone_index",),
                        name="accounts_phone_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="UserEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("username", models.CharField(max_length=150)),
                ("display_name", models.CharField(max_length=100)),
                ("email", models.EmailField(blank=True, default="", max_length=254)),
                ("is_active", models.BooleanField(default=True)),
                ("is_demo", models.BooleanField(default=False)),
                ("must_change_password", models.BooleanField(default=True)),
                (
                    "language",
                    models.CharField(
                        choices=[("zh-hans", "简体中文"), ("en", "English")], default="zh-hans", max_length=10
                    ),
                ),
                (
                    "theme",
                    models.CharField(
                        choices=[("system", "跟随系统"), ("light", "浅色"), ("dark", "深色")],
                        default="system",
                        max_length=10,
                    ),
                ),
                ("large_text", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField()),
                ("deactivated_at", models.DateTimeField(blank=True, null=True)),
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
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="user",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "accounts_userevent" ("created_at", "deactivated_at", "display_name", "email", "id", "is_active", "is_demo", "language", "large_text", "must_change_password", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "theme", "username") VALUES (NEW."created_at", NEW."deactivated_at", NEW."display_name", NEW."email", NEW."id", NEW."is_active", NEW."is_demo", NEW."language", NEW."large_text", NEW."must_change_password", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."theme", NEW."username"); RETURN NULL;',
                    hash="30f6c93243433715927c0e98d506584a9569ba0d",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_3867c",
                    table="accounts_user",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="user",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."deactivated_at" IS DISTINCT FROM (NEW."deactivated_at") OR OLD."display_name" IS DISTINCT FROM (NEW."display_name") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."is_demo" IS DISTINCT FROM (NEW."is_demo") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."large_text" IS DISTINCT FROM (NEW."large_text") OR OLD."must_change_password" IS DISTINCT FROM (NEW."must_change_password") OR OLD."theme" IS DISTINCT FROM (NEW."theme") OR OLD."username" IS DISTINCT FROM (NEW."username"))',
                    func='INSERT INTO "accounts_userevent" ("created_at", "deactivated_at", "display_name", "email", "id", "is_active", "is_demo", "language", "large_text", "must_change_password", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "theme", "username") VALUES (NEW."created_at", NEW."deactivated_at", NEW."display_name", NEW."email", NEW."id", NEW."is_active", NEW."is_demo", NEW."language", NEW."large_text", NEW."must_change_password", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."theme", NEW."username"); RETURN NULL;',
                    hash="4e39486aa3d96ba248283115ab594c63f5434db5",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_0e890",
                    table="accounts_user",
                    when="AFTER",
                ),
            ),
        ),
    ]
