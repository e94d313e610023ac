import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="RuleSet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=40)),
                ("version", models.CharField(max_length=40)),
                ("title", models.CharField(max_length=200)),
                ("issuer", models.CharField(blank=True, default="", max_length=200)),
                ("issued_on", models.DateField(blank=True, null=True)),
                ("effective_on", models.DateField()),
                ("superseded_on", models.DateField(blank=True, null=True)),
                ("source_url", models.CharField(blank=True, default="", max_length=500)),
                (
                    "confidence",
                    models.CharField(
                        choices=[("v2", "两处独立出处"), ("v", "一处出处"), ("k", "常识，未核原文"), ("u", "存疑")],
                        default="u",
                        max_length=4,
                    ),
                ),
                ("note", models.TextField(blank=True, default="")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("code", "version"), name="rulebook_version_once"),
                    models.UniqueConstraint(fields=("code", "effective_on"), name="rulebook_one_version_a_day"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_on", None), ("superseded_on__gt", models.F("effective_on")), _connector="OR"
                        ),
                        name="rulebook_superseded_later",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Rule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=60)),
                ("label", models.CharField(max_length=100)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("frequency", "频次"),
                            ("deadline", "期限"),
                            ("min_duration", "最短时间"),
                            ("max_duration", "最长时间"),
                            ("threshold", "数量界限"),
                            ("ratio", "比例"),
                            ("rate", "费率"),
                            ("checklist", "清单"),
                        ],
                        max_length=12,
                    ),
                ),
                ("value", models.DecimalField(blank=True, decimal_places=4, max_digits=12, null=True)),
                (
                    "unit",
                    models.CharField(
                        choices=[
                            ("person", "人"),
                            ("body", "个单位"),
                            ("working_day", "个工作日"),
                            ("day", "天"),
                            ("month", "个月"),
                            ("year", "年"),
                            ("hour", "学时"),
                            ("per_month", "次/月"),
                            ("per_quarter", "次/季度"),
                            ("per_year", "次/年"),
                            ("percent", "%"),
                            ("fraction", "比例"),
                            ("yuan", "元"),
                            ("times", "次"),
                            ("none", ""),
                        ],
                        default="none",
                        max_length=12,
                    ),
                ),
                (
                    "strength",
                    models.CharField(
                        choices=[("shall", "应当"), ("generally", "一般"), ("local", "地方做法")], max_length=10
                    ),
                ),
                ("article", models.CharField(blank=True, default="", max_length=40)),
                ("text", models.TextField(blank=True, default="")),
                ("details", models.JSONField(blank=True, default=list)),
                (
                    "confidence",
                    models.CharField(
                        choices=[("v2", "两处独立出处"), ("v", "一处出处"), ("k", "常识，未核原文"), ("u", "存疑")],
                        max_length=4,
                    ),
                ),
                ("source", models.CharField(blank=True, default="", max_length=300)),
                ("position", models.PositiveSmallIntegerField(default=100)),
                (
                    "ruleset",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="rules", to="rulebook.ruleset"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["key"], name="rulebook_rule_key")],
                "constraints": [models.UniqueConstraint(fields=("ruleset", "key"), name="rulebook_rule_once")],
            },
        ),
        migrations.CreateModel(
            name="RuleSetEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("code", models.CharField(max_length=40)),
                ("version", models.CharField(max_length=40)),
                ("title", models.CharField(max_length=200)),
                ("issuer", models.CharField(blank=True, default="", max_length=200)),
                ("issued_on", models.DateField(blank=True, null=True)),
                ("effective_on", models.DateField()),
                ("superseded_on", models.DateField(blank=True, null=True)),
                ("source_url", models.CharField(blank=True, default="", max_length=500)),
                (
                    "confidence",
                    models.CharField(
                        choices=[("v2", "两处独立出处"), ("v", "一处出处"), ("k", "常识，未核原文"), ("u", "存疑")],
                        default="u",
                        max_length=4,
                    ),
                ),
                ("note", models.TextField(blank=True, default="")),
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
                        to="rulebook.ruleset",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="WorkCalendarDay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(unique=True)),
                ("is_workday", models.BooleanField()),
                ("name", models.CharField(max_length=60)),
                ("source", models.CharField(max_length=200)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="WorkCalendarDayEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("day", models.DateField()),
                ("is_workday", models.BooleanField()),
                ("name", models.CharField(max_length=60)),
                ("source", models.CharField(max_length=200)),
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
                        to="rulebook.workcalendarday",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="WorkCalendarYear",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(unique=True)),
                ("source", models.CharField(max_length=200)),
                ("loaded_at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="WorkCalendarYearEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("year", models.PositiveSmallIntegerField()),
                ("source", models.CharField(max_length=200)),
                ("loaded_at", models.DateTimeField()),
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
                        to="rulebook.workcalendaryear",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Industry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=5)),
                ("name", models.CharField(max_length=100)),
                ("version", models.CharField(default="2017", max_length=10)),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="rulebook.industry",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("version", "code"), name="rulebook_industry_once")],
            },
        ),
        migrations.CreateModel(
            name="RuleEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("key", models.CharField(max_length=60)),
                ("label", models.CharField(max_length=100)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("frequency", "频次"),
                            ("deadline", "期限"),
                            ("min_duration", "最短时间"),
                            ("max_duration", "最长时间"),
                            ("threshold", "数量界限"),
                            ("ratio", "比例"),
                            ("rate", "费率"),
                            ("checklist", "清单"),
                        ],
                        max_length=12,
                    ),
                ),
                ("value", models.DecimalField(blank=True, decimal_places=4, max_digits=12, null=True)),
                (
                    "unit",
                    models.CharField(
                        choices=[
                            ("person", "人"),
                            ("body", "个单位"),
                            ("working_day", "个工作日"),
                            ("day", "天"),
                            ("month", "个月"),
                            ("year", "年"),
                            ("hour", "学时"),
                            ("per_month", "次/月"),
                            ("per_quarter", "次/季度"),
                            ("per_year", "次/年"),
                            ("percent", "%"),
                            ("fraction", "比例"),
                            ("yuan", "元"),
                            ("times", "次"),
                            ("none", ""),
                        ],
                        default="none",
                        max_length=12,
                    ),
                ),
                (
                    "strength",
                    models.CharField(
                        choices=[("shall", "应当"), ("generally", "一般"), ("local", "地方做法")], max_length=10
                    ),
                ),
                ("article", models.CharField(blank=True, default="", max_length=40)),
                ("text", models.TextField(blank=True, default="")),
                ("details", models.JSONField(blank=True, default=list)),
                (
                    "confidence",
                    models.CharField(
                        choices=[("v2", "两处独立出处"), ("v", "一处出处"), ("k", "常识，未核原文"), ("u", "存疑")],
                        max_length=4,
                    ),
                ),
                ("source", models.CharField(blank=True, default="", max_length=300)),
                ("position", models.PositiveSmallIntegerField(default=100)),
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
                        to="rulebook.rule",
                    ),
                ),
                (
                    "ruleset",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="rulebook.ruleset",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ruleset",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "rulebook_rulesetevent" ("code", "confidence", "effective_on", "id", "issued_on", "issuer", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_url", "superseded_on", "title", "version") VALUES (NEW."code", NEW."confidence", NEW."effective_on", NEW."id", NEW."issued_on", NEW."issuer", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."source_url", NEW."superseded_on", NEW."title", NEW."version"); RETURN NULL;',
                    hash="ba17f5af12a2089e8e84d060c40604bc1dd0226e",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_cd097",
                    table="rulebook_ruleset",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ruleset",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "rulebook_rulesetevent" ("code", "confidence", "effective_on", "id", "issued_on", "issuer", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_url", "superseded_on", "title", "version") VALUES (NEW."code", NEW."confidence", NEW."effective_on", NEW."id", NEW."issued_on", NEW."issuer", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."source_url", NEW."superseded_on", NEW."title", NEW."version"); RETURN NULL;',
                    hash="d26b22aee60e39d7aff2a86658d3dff4565ec530",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_85dc6",
                    table="rulebook_ruleset",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="workcalendarday",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "rulebook_workcalendardayevent" ("day", "id", "is_workday", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source") VALUES (NEW."day", NEW."id", NEW."is_workday", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."source"); RETURN NULL;',
                    hash="637ec03f28896e318fef59e50d99fd2e7f9a807b",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_58e3b",
                    table="rulebook_workcalendarday",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="workcalendarday",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "rulebook_workcalendardayevent" ("day", "id", "is_workday", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source") VALUES (NEW."day", NEW."id", NEW."is_workday", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."source"); RETURN NULL;',
                    hash="c07727dc0332175fd7f22a81dd33bcd0cb4799c7",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a5662",
                    table="rulebook_workcalendarday",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="workcalendaryear",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "rulebook_workcalendaryearevent" ("id", "loaded_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "year") VALUES (NEW."id", NEW."loaded_at", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."source", NEW."year"); RETURN NULL;',
                    hash="55ed04057c348ea570c3ccb53dc4c48e25ddec39",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_17fcb",
                    table="rulebook_workcalendaryear",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="workcalendaryear",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "rulebook_workcalendaryearevent" ("id", "loaded_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "year") VALUES (NEW."id", NEW."loaded_at", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."source", NEW."year"); RETURN NULL;',
                    hash="0e5897238e02b388adc38d1d6340ee647693a759",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_5dcdc",
                    table="rulebook_workcalendaryear",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="rule",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "rulebook_ruleevent" ("article", "confidence", "details", "id", "key", "kind", "label", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "ruleset_id", "source", "strength", "text", "unit", "value") VALUES (NEW."article", NEW."confidence", NEW."details", NEW."id", NEW."key", NEW."kind", NEW."label", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."ruleset_id", NEW."source", NEW."strength", NEW."text", NEW."unit", NEW."value"); RETURN NULL;',
                    hash="408af4a52a3d2355198edd85e5c6ed4236184c2e",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e70f8",
                    table="rulebook_rule",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="rule",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "rulebook_ruleevent" ("article", "confidence", "details", "id", "key", "kind", "label", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "ruleset_id", "source", "strength", "text", "unit", "value") VALUES (NEW."article", NEW."confidence", NEW."details", NEW."id", NEW."key", NEW."kind", NEW."label", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."ruleset_id", NEW."source", NEW."strength", NEW."text", NEW."unit", NEW."value"); RETURN NULL;',
                    hash="e92f1bbc27dc4a076e312139e109ea87b52f14df",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_7be3b",
                    table="rulebook_rule",
                    when="AFTER",
                ),
            ),
        ),
    ]
