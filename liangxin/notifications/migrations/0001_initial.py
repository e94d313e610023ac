import datetime
import django.contrib.postgres.fields
import django.db.models.deletion
import liangxin.core.fields
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0002_guests"),
        ("accounts", "__first__"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="CalendarFeed",
            fields=[
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("token", liangxin.core.fields.EncryptedTextField()),
                ("token_index", models.CharField(max_length=64, unique=True)),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="DeliveryRules",
            fields=[
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("quiet_from", models.TimeField(blank=True, default=datetime.time(22, 0), null=True)),
                ("quiet_to", models.TimeField(blank=True, default=datetime.time(8, 0), null=True)),
                (
                    "digest",
                    models.CharField(
                        choices=[("off", "不汇总，逐条发送"), ("daily", "每天一封"), ("weekly", "每周一封")],
                        default="off",
                        max_length=10,
                    ),
                ),
                ("reminders_a_day", models.PositiveSmallIntegerField(default=1)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reminders_a_day__lte", 5)), name="notifications_few_reminders"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DeliveryRulesEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("quiet_from", models.TimeField(blank=True, default=datetime.time(22, 0), null=True)),
                ("quiet_to", models.TimeField(blank=True, default=datetime.time(8, 0), null=True)),
                (
                    "digest",
                    models.CharField(
                        choices=[("off", "不汇总，逐条发送"), ("daily", "每天一封"), ("weekly", "每周一封")],
                        default="off",
                        max_length=10,
                    ),
                ),
                ("reminders_a_day", models.PositiveSmallIntegerField(default=1)),
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
                        to="notifications.deliveryrules",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=60)),
                ("key", models.CharField(max_length=120)),
                ("title", models.CharField(blank=True, default="", max_length=200)),
                ("body", models.TextField(blank=True, default="")),
                ("facts", models.JSONField(blank=True, default=dict)),
                ("url", models.CharField(blank=True, default="", max_length=300)),
                ("shown", models.BooleanField(default=True)),
                ("created_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField(blank=True, null=True)),
                ("read_at", models.DateTimeField(blank=True, null=True)),
                ("planned_at", models.DateTimeField(blank=True, null=True)),
                (
                    "user",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("shown", True)), fields=["user", "-id"], name="notifications_newest"
                    ),
                    models.Index(
                        condition=models.Q(("read_at", None), ("shown", True)),
                        fields=["user"],
                        name="notifications_unread",
                    ),
                    models.Index(
                        condition=models.Q(("planned_at", None)), fields=["id"], name="notifications_unplanned"
                    ),
                ],
                "constraints": [models.UniqueConstraint(fields=("user", "key"), name="notifications_told_once")],
            },
        ),
        migrations.CreateModel(
            name="ProviderToken",
            fields=[
                ("provider", models.CharField(max_length=60, primary_key=True, serialize=False)),
                ("token", liangxin.core.fields.EncryptedTextField()),
                ("expires_at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ReminderSlot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "notice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="notifications.notice"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("user", "day", "position"), name="notifications_reminder_slot_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Webhook",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=100)),
                ("url", models.CharField(max_length=500)),
                (
                    "event_names",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=100), default=list, size=None
                    ),
                ),
                ("secret", liangxin.core.fields.EncryptedTextField()),
                ("is_active", models.BooleanField(default=True)),
                ("made_at", models.DateTimeField()),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="WebhookDelivery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("event_id", models.BigIntegerField()),
                ("event", models.CharField(max_length=100)),
                ("payload", models.JSONField()),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "待发送"), ("sent", "已发出"), ("failed", "没有送达")],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("due_at", models.DateTimeField()),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("status", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("problem", models.CharField(blank=True, default="", max_length=200)),
                ("took_ms", models.PositiveIntegerField(blank=True, null=True)),
                ("created_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                (
                    "webhook",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deliveries",
                        to="notifications.webhook",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "waiting")),
                        fields=["due_at", "id"],
                        name="notifications_webhooks_due",
                    ),
                    models.Index(fields=["webhook", "-id"], name="notifications_webhook_log"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("webhook", "event_id"), name="notifications_event_sent_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="WebhookEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=100)),
                ("url", models.CharField(max_length=500)),
                (
                    "event_names",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=100), default=list, size=None
                    ),
                ),
                ("is_active", models.BooleanField(default=True)),
                ("made_at", models.DateTimeField()),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "made_by",
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
                        to="notifications.webhook",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="WeChatFollower",
            fields=[
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("openid", liangxin.core.fields.EncryptedTextField()),
                ("bound_at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ChannelChoice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("group", models.CharField(max_length=40)),
                (
                    "channel",
                    models.CharField(choices=[("email", "邮件"), ("sms", "短信"), ("wechat", "微信")], max_length=10),
                ),
                ("is_wanted", models.BooleanField()),
                (
                    "user",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("user", "group", "channel"), name="notifications_choice_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="ChannelChoiceEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("group", models.CharField(max_length=40)),
                (
                    "channel",
                    models.CharField(choices=[("email", "邮件"), ("sms", "短信"), ("wechat", "微信")], max_length=10),
                ),
                ("is_wanted", models.BooleanField()),
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
                        to="notifications.channelchoice",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "channel",
                    models.CharField(choices=[("email", "邮件"), ("sms", "短信"), ("wechat", "微信")], max_length=10),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "待发送"),
                            ("digest", "等待汇总"),
                            ("sending", "发送中"),
                            ("sent", "已发出"),
                            ("failed", "没有送达"),
                            ("skipped", "未发送"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("due_at", models.DateTimeField()),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("provider", models.CharField(blank=True, default="", max_length=30)),
                ("provider_id", models.CharField(blank=True, default="", max_length=200)),
                (
                    "failure",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("no_address", "没有可用的地址或号码。"),
                            ("not_offered", "这个渠道没有开通。"),
                            ("reminder_limit", "当天已有一条提醒，这条只在站内显示。"),
                            ("out_of_date", "发送前已经过期。"),
                            ("read_before", "发送前本人已在站内读过。"),
                            ("refused_address", "对方地址不存在或拒收。"),
                            ("refused_by_person", "收件人没有订阅或已退订这个渠道。"),
                            ("blocked", "服务商拦下了这条消息，请检查签名、模板和频次。"),
                            ("misconfigured", "渠道设置有误，请系统管理员检查。"),
                            ("unreachable", "多次尝试都没有连上服务商。"),
                        ],
                        default="",
                        max_length=20,
                    ),
                ),
                ("detail", models.CharField(blank=True, default="", max_length=300)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("changed_at", models.DateTimeField()),
                (
                    "carried_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="carried",
                        to="notifications.delivery",
                    ),
                ),
                (
                    "notice",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deliveries",
                        to="notifications.notice",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ["waiting", "sending"])),
                        fields=["due_at", "id"],
                        name="notifications_due",
                    ),
                    models.Index(
                        condition=models.Q(("state", "digest")), fields=["due_at"], name="notifications_digests"
                    ),
                    models.Index(fields=["-changed_at", "-id"], name="notifications_log"),
                    models.Index(
                        condition=models.Q(("provider_id", ""), _negated=True),
                        fields=["provider_id"],
                        name="notifications_receipt",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("notice", "channel"), name="notifications_one_way_once")
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="deliveryrules",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "notifications_deliveryrulesevent" ("digest", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quiet_from", "quiet_to", "reminders_a_day", "user_id") VALUES (NEW."digest", _pgh_attach_context(), NOW(), \'insert\', NEW."user_id", NEW."quiet_from", NEW."quiet_to", NEW."reminders_a_day", NEW."user_id"); RETURN NULL;',
                    hash="f97ad99e5fa2225b40692c09d8bd84a76d79d894",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_089fe",
                    table="notifications_deliveryrules",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="deliveryrules",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "notifications_deliveryrulesevent" ("digest", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quiet_from", "quiet_to", "reminders_a_day", "user_id") VALUES (NEW."digest", _pgh_attach_context(), NOW(), \'update\', NEW."user_id", NEW."quiet_from", NEW."quiet_to", NEW."reminders_a_day", NEW."user_id"); RETURN NULL;',
                    hash="603718e55d1b93eb09cac33e4483abb449fbe2a1",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_bf998",
                    table="notifications_deliveryrules",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="channelchoice",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "notifications_channelchoiceevent" ("channel", "group", "id", "is_wanted", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id") VALUES (NEW."channel", NEW."group", NEW."id", NEW."is_wanted", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."user_id"); RETURN NULL;',
                    hash="c55bb9433b3c308191dfc7ab9c433b73d828b870",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_b6517",
                    table="notifications_channelchoice",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="channelchoice",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "notifications_channelchoiceevent" ("channel", "group", "id", "is_wanted", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id") VALUES (NEW."channel", NEW."group", NEW."id", NEW."is_wanted", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."user_id"); RETURN NULL;',
                    hash="e1823e503d5aeefbcee6681c0b09a008680dad06",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_ec91e",
                    table="notifications_channelchoice",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="webhook",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "notifications_webhookevent" ("event_names", "id", "is_active", "made_at", "made_by_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "removed_at", "url") VALUES (NEW."event_names", NEW."id", NEW."is_active", NEW."made_at", NEW."made_by_id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."removed_at", NEW."url"); RETURN NULL;',
                    hash="1daea8f64631964c4b1394881740813f4cd81d21",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_53df0",
                    table="notifications_webhook",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="webhook",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."event_names" IS DISTINCT FROM (NEW."event_names") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."made_at" IS DISTINCT FROM (NEW."made_at") OR OLD."made_by_id" IS DISTINCT FROM (NEW."made_by_id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."removed_at" IS DISTINCT FROM (NEW."removed_at") OR OLD."url" IS DISTINCT FROM (NEW."url"))',
                    func='INSERT INTO "notifications_webhookevent" ("event_names", "id", "is_active", "made_at", "made_by_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "removed_at", "url") VALUES (NEW."event_names", NEW."id", NEW."is_active", NEW."made_at", NEW."made_by_id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."removed_at", NEW."url"); RETURN NULL;',
                    hash="0848f1dfafe6ae0796e99ae27463640a8df74323",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_dc8ba",
                    table="notifications_webhook",
                    when="AFTER",
                ),
            ),
        ),
    ]
