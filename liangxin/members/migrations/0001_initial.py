import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import liangxin.core.constraints
import liangxin.core.fields
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("organisations", "0001_initial"),
        ("people", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("places", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Membership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("home_outside", models.CharField(blank=True, default="", max_length=200)),
                (
                    "category",
                    models.CharField(choices=[("full", "正式党员"), ("probationary", "预备党员")], max_length=12),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("active", "正常"),
                            ("suspended", "停止党籍"),
                            ("lost_contact", "失去联系"),
                            ("ended", "已结束"),
                        ],
                        default="active",
                        max_length=12,
                    ),
                ),
                ("joined_on", models.DateField(blank=True, null=True)),
                (
                    "joined_precision",
                    models.CharField(
                        choices=[("day", "到日"), ("month", "到月"), ("year", "到年")], default="day", max_length=5
                    ),
                ),
                ("converted_on", models.DateField(blank=True, null=True)),
                (
                    "converted_precision",
                    models.CharField(
                        choices=[("day", "到日"), ("month", "到月"), ("year", "到年")], default="day", max_length=5
                    ),
                ),
                ("lost_contact_on", models.DateField(blank=True, null=True)),
                ("outflow", models.CharField(blank=True, default="", max_length=200)),
                ("declared_by_person", models.BooleanField(default=False)),
                (
                    "home",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "located_at",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.place",
                    ),
                ),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["home", "status"], name="members_home"),
                    models.Index(fields=["located_at"], name="members_located"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("home__isnull", False), ("home_outside", "")),
                            models.Q(("home__isnull", True), models.Q(("home_outside", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="members_exactly_one_home",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Declaration",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", liangxin.core.fields.EncryptedTextField()),
                ("identity_number", liangxin.core.fields.EncryptedTextField(blank=True, default="")),
                ("phone", liangxin.core.fields.EncryptedTextField(blank=True, default="")),
                (
                    "category",
                    models.CharField(choices=[("full", "正式党员"), ("probationary", "预备党员")], max_length=12),
                ),
                ("joined_on", models.DateField(blank=True, null=True)),
                (
                    "joined_precision",
                    models.CharField(
                        choices=[("day", "到日"), ("month", "到月"), ("year", "到年")], default="day", max_length=5
                    ),
                ),
                ("note", models.CharField(blank=True, default="", max_length=300)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "待确认"),
                            ("forwarded", "上级核对中"),
                            ("confirmed", "已确认"),
                            ("declined", "未确认"),
                            ("withdrawn", "已撤回"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("declared_at", models.DateTimeField()),
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
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "membership",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.membership",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["organisation", "state"], name="members_declaration_org")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["waiting", "forwarded"])),
                        fields=("user",),
                        name="members_one_declaration_open",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HomeSpan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("outside", models.CharField(blank=True, default="", max_length=200)),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                ("reason", models.CharField(blank=True, default="", max_length=300)),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "membership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="homes", to="members.membership"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["organisation"], name="members_span_org")],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[(liangxin.core.constraints.SpanOf("membership"), "&&"), ("during", "&&")],
                        name="members_one_home_a_day",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LinkedOrganisation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("guided", "双重管理"), ("mobile", "流动党员接收地"), ("volunteer", "报到服务")],
                        max_length=10,
                    ),
                ),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
                (
                    "membership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="links", to="members.membership"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["organisation"], name="members_link_org")],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (liangxin.core.constraints.SpanOf("membership"), "&&"),
                            (liangxin.core.constraints.SpanOf("organisation"), "&&"),
                            ("during", "&&"),
                        ],
                        name="members_one_link_a_day",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LinkedOrganisationEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("guided", "双重管理"), ("mobile", "流动党员接收地"), ("volunteer", "报到服务")],
                        max_length=10,
                    ),
                ),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                (
                    "organisation",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organisations.organisation",
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
                        to="members.linkedorganisation",
                    ),
                ),
                (
                    "membership",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="members.membership",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="HomeSpanEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("outside", models.CharField(blank=True, default="", max_length=200)),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                ("reason", models.CharField(blank=True, default="", max_length=300)),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organisations.organisation",
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
                        to="members.homespan",
                    ),
                ),
                (
                    "membership",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="members.membership",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="DeclarationEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "category",
                    models.CharField(choices=[("full", "正式党员"), ("probationary", "预备党员")], max_length=12),
                ),
                ("joined_on", models.DateField(blank=True, null=True)),
                (
                    "joined_precision",
                    models.CharField(
                        choices=[("day", "到日"), ("month", "到月"), ("year", "到年")], default="day", max_length=5
                    ),
                ),
                ("note", models.CharField(blank=True, default="", max_length=300)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "待确认"),
                            ("forwarded", "上级核对中"),
                            ("confirmed", "已确认"),
                            ("declined", "未确认"),
                            ("withdrawn", "已撤回"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("declared_at", models.DateTimeField()),
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
                    "organisation",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organisations.organisation",
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
                        to="members.declaration",
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
                (
                    "membership",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="members.membership",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MembershipEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("home_outside", models.CharField(blank=True, default="", max_length=200)),
                (
                    "category",
                    models.CharField(choices=[("full", "正式党员"), ("probationary", "预备党员")], max_length=12),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("active", "正常"),
                            ("suspended", "停止党籍"),
                            ("lost_contact", "失去联系"),
                            ("ended", "已结束"),
                        ],
                        default="active",
                        max_length=12,
                    ),
                ),
                ("joined_on", models.DateField(blank=True, null=True)),
                (
                    "joined_precision",
                    models.CharField(
                        choices=[("day", "到日"), ("month", "到月"), ("year", "到年")], default="day", max_length=5
                    ),
                ),
                ("converted_on", models.DateField(blank=True, null=True)),
                (
                    "converted_precision",
                    models.CharField(
                        choices=[("day", "到日"), ("month", "到月"), ("year", "到年")], default="day", max_length=5
                    ),
                ),
                ("lost_contact_on", models.DateField(blank=True, null=True)),
                ("outflow", models.CharField(blank=True, default="", max_length=200)),
                ("declared_by_person", models.BooleanField(default=False)),
                (
                    "home",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "located_at",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="places.place",
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
                        to="members.membership",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="membership",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "members_membershipevent" ("category", "converted_on", "converted_precision", "declared_by_person", "home_id", "home_outside", "id", "joined_on", "joined_precision", "located_at_id", "lost_contact_on", "outflow", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "status") VALUES (NEW."category", NEW."converted_on", NEW."converted_precision", NEW."declared_by_person", NEW."home_id", NEW."home_outside", NEW."id", NEW."joined_on", NEW."joined_precision", NEW."located_at_id", NEW."lost_contact_on", NEW."outflow", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."status"); RETURN NULL;',
                    hash="b947049e9692b905f51507ba5e4b2a20ccf73c23",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_20243",
                    table="members_membership",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="membership",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "members_membershipevent" ("category", "converted_on", "converted_precision", "declared_by_person", "home_id", "home_outside", "id", "joined_on", "joined_precision", "located_at_id", "lost_contact_on", "outflow", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "status") VALUES (NEW."category", NEW."converted_on", NEW."converted_precision", NEW."declared_by_person", NEW."home_id", NEW."home_outside", NEW."id", NEW."joined_on", NEW."joined_precision", NEW."located_at_id", NEW."lost_contact_on", NEW."outflow", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."status"); RETURN NULL;',
                    hash="ef33d65c5717d5f64ca70e31038e3c57edbea75e",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_f5071",
                    table="members_membership",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="linkedorganisation",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "members_linkedorganisationevent" ("during", "id", "kind", "membership_id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."during", NEW."id", NEW."kind", NEW."membership_id", NEW."organisation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                    hash="2f27b2de5d8638277da634a764c4940f4bf2bf1b",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_18532",
                    table="members_linkedorganisation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="linkedorganisation",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "members_linkedorganisationevent" ("during", "id", "kind", "membership_id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."during", NEW."id", NEW."kind", NEW."membership_id", NEW."organisation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                    hash="a040100a1814fe9814fe08a5d2dad597eac8a685",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_97263",
                    table="members_linkedorganisation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="homespan",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "members_homespanevent" ("during", "id", "membership_id", "organisation_id", "outside", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (NEW."during", NEW."id", NEW."membership_id", NEW."organisation_id", NEW."outside", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason"); RETURN NULL;',
                    hash="19bbfe0bb16497326826d3e936091e5545ae9824",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_5bfbf",
                    table="members_homespan",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="homespan",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "members_homespanevent" ("during", "id", "membership_id", "organisation_id", "outside", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (NEW."during", NEW."id", NEW."membership_id", NEW."organisation_id", NEW."outside", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason"); RETURN NULL;',
                    hash="9ee7bec8769fd02e5fa5af10df135f61dfdc7dc0",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e4c6e",
                    table="members_homespan",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="declaration",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "members_declarationevent" ("answer", "category", "decided_at", "decided_by_id", "declared_at", "id", "joined_on", "joined_precision", "membership_id", "note", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "user_id") VALUES (NEW."answer", NEW."category", NEW."decided_at", NEW."decided_by_id", NEW."declared_at", NEW."id", NEW."joined_on", NEW."joined_precision", NEW."membership_id", NEW."note", NEW."organisation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."state", NEW."user_id"); RETURN NULL;',
                    hash="9d00bae3b5ee264d69c11d9bdc82bb4e37557935",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_28452",
                    table="members_declaration",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="declaration",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."answer" IS DISTINCT FROM (NEW."answer") OR OLD."category" IS DISTINCT FROM (NEW."category") OR OLD."decided_at" IS DISTINCT FROM (NEW."decided_at") OR OLD."decided_by_id" IS DISTINCT FROM (NEW."decided_by_id") OR OLD."declared_at" IS DISTINCT FROM (NEW."declared_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."joined_on" IS DISTINCT FROM (NEW."joined_on") OR OLD."joined_precision" IS DISTINCT FROM (NEW."joined_precision") OR OLD."membership_id" IS DISTINCT FROM (NEW."membership_id") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."organisation_id" IS DISTINCT FROM (NEW."organisation_id") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."user_id" IS DISTINCT FROM (NEW."user_id"))',
                    func='INSERT INTO "members_declarationevent" ("answer", "category", "decided_at", "decided_by_id", "declared_at", "id", "joined_on", "joined_precision", "membership_id", "note", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "user_id") VALUES (NEW."answer", NEW."category", NEW."decided_at", NEW."decided_by_id", NEW."declared_at", NEW."id", NEW."joined_on", NEW."joined_precision", NEW."membership_id", NEW."note", NEW."organisation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."state", NEW."user_id"); RETURN NULL;',
                    hash="1ab8189879372d3485b780ea03a29a6f9383e1ec",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_67866",
                    table="members_declaration",
                    when="AFTER",
                ),
            ),
        ),
    ]
