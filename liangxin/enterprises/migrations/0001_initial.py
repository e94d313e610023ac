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
        ("pghistory", "0007_auto_20250421_0444"),
        ("places", "0001_initial"),
        ("rulebook", "0001_initial"),
        ("trees", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Label",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=40, unique=True)),
                ("name", models.CharField(max_length=60)),
                (
                    "group",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("standing", "企业地位"),
                            ("key_industry", "重点产业"),
                            ("key_field", "重点领域和项目"),
                        ],
                        default="",
                        max_length=40,
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=100)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="LabelEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("code", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=60)),
                (
                    "group",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("standing", "企业地位"),
                            ("key_industry", "重点产业"),
                            ("key_field", "重点领域和项目"),
                        ],
                        default="",
                        max_length=40,
                    ),
                ),
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
                        to="enterprises.label",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Enterprise",
            fields=[
                (
                    "node",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="trees.node",
                    ),
                ),
                ("credit_code", models.CharField(blank=True, default="", max_length=18)),
                (
                    "ownership",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("state", "国有"),
                            ("private", "民营"),
                            ("foreign", "外资"),
                            ("hmt", "港澳台资"),
                            ("mixed", "混合所有"),
                            ("other", "其他"),
                        ],
                        default="",
                        max_length=10,
                    ),
                ),
                (
                    "unit_category",
                    models.CharField(
                        choices=[("economic", "新经济组织"), ("social", "新社会组织"), ("other", "其他单位")],
                        default="economic",
                        max_length=10,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("operating", "在营"),
                            ("preparing", "筹建"),
                            ("suspended", "停业"),
                            ("moved_out", "迁出"),
                            ("closed", "注销"),
                        ],
                        default="operating",
                        max_length=10,
                    ),
                ),
                ("registered_address", models.CharField(blank=True, default="", max_length=300)),
                ("capital_text", models.CharField(blank=True, default="", max_length=100)),
                ("capital_amount", models.DecimalField(blank=True, decimal_places=2, max_digits=20, null=True)),
                ("capital_currency", models.CharField(blank=True, default="", max_length=3)),
                ("legal_representative", models.CharField(blank=True, default="", max_length=100)),
                ("established_on", models.DateField(blank=True, null=True)),
                ("business_scope", models.TextField(blank=True, default="")),
                ("staff_count", models.PositiveIntegerField(blank=True, null=True)),
                ("member_count", models.PositiveIntegerField(blank=True, null=True)),
                ("young_staff_count", models.PositiveIntegerField(blank=True, null=True)),
                ("moved_in_on", models.DateField(blank=True, null=True)),
                ("description", models.TextField(blank=True, default="")),
                (
                    "head_office",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="branches",
                        to="enterprises.enterprise",
                    ),
                ),
                (
                    "industry",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="rulebook.industry",
                    ),
                ),
                ("labels", models.ManyToManyField(blank=True, related_name="+", to="enterprises.label")),
            ],
            options={
                "indexes": [
                    models.Index(fields=["status"], name="enterprises_status"),
                    models.Index(fields=["industry"], name="enterprises_industry"),
                    models.Index(fields=["moved_in_on"], name="enterprises_moved_in"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("credit_code", ""), _negated=True),
                        fields=("credit_code",),
                        name="enterprises_code_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("head_office", None),
                            models.Q(("head_office", models.F("node")), _negated=True),
                            _connector="OR",
                        ),
                        name="enterprises_not_its_own_head",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OperatingPlace",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("unit", models.CharField(blank=True, default="", max_length=100)),
                ("is_main", models.BooleanField(default=True)),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                (
                    "enterprise",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="operating_places",
                        to="enterprises.enterprise",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.place"),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["place"], name="enterprises_operating_place")],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (liangxin.core.constraints.SpanOf("enterprise"), "&&"),
                            (liangxin.core.constraints.SpanOf("place"), "&&"),
                            ("during", "&&"),
                        ],
                        name="enterprises_place_once_a_day",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("during__upper_inf", True), ("is_main", True)),
                        fields=("enterprise",),
                        name="enterprises_one_main_place",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OperatingPlaceEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("unit", models.CharField(blank=True, default="", max_length=100)),
                ("is_main", models.BooleanField(default=True)),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                (
                    "enterprise",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="enterprises.enterprise",
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
                        to="enterprises.operatingplace",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="places.place",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PendingRegistration",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("credit_code", models.CharField(blank=True, default="", max_length=18)),
                ("name", models.CharField(max_length=200)),
                ("facts", models.JSONField(default=dict)),
                (
                    "mode",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("own", "单独组建"),
                            ("joint", "联合组建"),
                            ("industry", "行业覆盖"),
                            ("territorial", "区域覆盖"),
                        ],
                        default="",
                        max_length=12,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "待核对"), ("accepted", "已入册"), ("declined", "已退回")],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("reported_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("decision_reason", models.CharField(blank=True, default="", max_length=300)),
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
                    "enterprise",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="enterprises.enterprise",
                    ),
                ),
                (
                    "node_above",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="trees.node",
                    ),
                ),
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
                    "place",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.place",
                    ),
                ),
                (
                    "reported_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "reported_from",
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
                "indexes": [models.Index(fields=["node_above"], name="enterprises_pending_above")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "open"), models.Q(("credit_code", ""), _negated=True)),
                        fields=("credit_code", "reported_from"),
                        name="enterprises_pending_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PendingRegistrationEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("credit_code", models.CharField(blank=True, default="", max_length=18)),
                ("name", models.CharField(max_length=200)),
                ("facts", models.JSONField(default=dict)),
                (
                    "mode",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("own", "单独组建"),
                            ("joint", "联合组建"),
                            ("industry", "行业覆盖"),
                            ("territorial", "区域覆盖"),
                        ],
                        default="",
                        max_length=12,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "待核对"), ("accepted", "已入册"), ("declined", "已退回")],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("reported_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("decision_reason", models.CharField(blank=True, default="", max_length=300)),
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
                    "enterprise",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="enterprises.enterprise",
                    ),
                ),
                (
                    "node_above",
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
                        to="enterprises.pendingregistration",
                    ),
                ),
                (
                    "place",
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
                    "reported_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "reported_from",
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
            name="StatusSpan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("operating", "在营"),
                            ("preparing", "筹建"),
                            ("suspended", "停业"),
                            ("moved_out", "迁出"),
                            ("closed", "注销"),
                        ],
                        max_length=10,
                    ),
                ),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                (
                    "enterprise",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statuses",
                        to="enterprises.enterprise",
                    ),
                ),
            ],
            options={
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[(liangxin.core.constraints.SpanOf("enterprise"), "&&"), ("during", "&&")],
                        name="enterprises_one_status_a_day",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StatusSpanEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("operating", "在营"),
                            ("preparing", "筹建"),
                            ("suspended", "停业"),
                            ("moved_out", "迁出"),
                            ("closed", "注销"),
                        ],
                        max_length=10,
                    ),
                ),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                (
                    "enterprise",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="enterprises.enterprise",
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
                        to="enterprises.statusspan",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SupplyLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("upstream", "上游供应"), ("downstream", "下游客户"), ("incubated", "孵化投资")],
                        max_length=10,
                    ),
                ),
                (
                    "leader",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="supply_links",
                        to="enterprises.enterprise",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="supply_leaders",
                        to="enterprises.enterprise",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("leader", "other", "kind"), name="enterprises_supply_link_once"),
                    models.CheckConstraint(
                        condition=models.Q(("leader", models.F("other")), _negated=True),
                        name="enterprises_supply_link_to_another",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SupplyLinkEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("upstream", "上游供应"), ("downstream", "下游客户"), ("incubated", "孵化投资")],
                        max_length=10,
                    ),
                ),
                (
                    "leader",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="enterprises.enterprise",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="enterprises.enterprise",
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
                        to="enterprises.supplylink",
                    ),
                ),
            ],
            options={
                "abstract": False,
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
                            ("name", "名称"),
                            ("registered_address", "注册地址"),
                            ("legal_representative", "法定代表人"),
                            ("capital_text", "注册资本"),
                            ("business_scope", "经营范围"),
                            ("staff", "员工人数"),
                            ("young_staff", "35 岁以下员工人数"),
                        ],
                        max_length=24,
                    ),
                ),
                ("old_value", models.TextField(blank=True, default="")),
                ("new_value", models.TextField()),
                ("note", models.CharField(blank=True, default="", max_length=300)),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "待核对"), ("accepted", "已采纳"), ("declined", "未采纳")],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("proposed_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("decision_reason", models.CharField(blank=True, default="", max_length=300)),
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
                    "proposed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "enterprise",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="enterprises.enterprise",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "open")),
                        fields=("enterprise", "field"),
                        name="enterprises_correction_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Coverage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "mode",
                    models.CharField(
                        choices=[
                            ("own", "单独组建"),
                            ("joint", "联合组建"),
                            ("industry", "行业覆盖"),
                            ("territorial", "区域覆盖"),
                        ],
                        max_length=12,
                    ),
                ),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                ("reason", models.CharField(blank=True, default="", max_length=300)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
                (
                    "enterprise",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="coverages",
                        to="enterprises.enterprise",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["organisation"], name="enterprises_coverage_org")],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[(liangxin.core.constraints.SpanOf("enterprise"), "&&"), ("during", "&&")],
                        name="enterprises_one_responsible_a_day",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CoverageClaim",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "mode",
                    models.CharField(
                        choices=[
                            ("own", "单独组建"),
                            ("joint", "联合组建"),
                            ("industry", "行业覆盖"),
                            ("territorial", "区域覆盖"),
                        ],
                        max_length=12,
                    ),
                ),
                ("reason", models.CharField(max_length=300)),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "待协调"), ("transferred", "已移交"), ("kept", "维持原状")],
                        default="open",
                        max_length=12,
                    ),
                ),
                ("claimed_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("decision_reason", models.CharField(blank=True, default="", max_length=300)),
                (
                    "claimed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
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
                    "enterprise",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="claims", to="enterprises.enterprise"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["organisation"], name="enterprises_claim_org")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "open")),
                        fields=("enterprise", "organisation"),
                        name="enterprises_claim_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DesignatedContact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "enterprise",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="designated_contacts",
                        to="enterprises.enterprise",
                    ),
                ),
            ],
            options={
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (liangxin.core.constraints.SpanOf("enterprise"), "&&"),
                            (liangxin.core.constraints.SpanOf("user"), "&&"),
                            ("during", "&&"),
                        ],
                        name="enterprises_contact_once_a_day",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DesignatedContactEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
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
                        to="enterprises.designatedcontact",
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
                    "enterprise",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="enterprises.enterprise",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CoverageEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "mode",
                    models.CharField(
                        choices=[
                            ("own", "单独组建"),
                            ("joint", "联合组建"),
                            ("industry", "行业覆盖"),
                            ("territorial", "区域覆盖"),
                        ],
                        max_length=12,
                    ),
                ),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                ("reason", models.CharField(blank=True, default="", max_length=300)),
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
                        to="enterprises.coverage",
                    ),
                ),
                (
                    "enterprise",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="enterprises.enterprise",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CoverageClaimEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "mode",
                    models.CharField(
                        choices=[
                            ("own", "单独组建"),
                            ("joint", "联合组建"),
                            ("industry", "行业覆盖"),
                            ("territorial", "区域覆盖"),
                        ],
                        max_length=12,
                    ),
                ),
                ("reason", models.CharField(max_length=300)),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "待协调"), ("transferred", "已移交"), ("kept", "维持原状")],
                        default="open",
                        max_length=12,
                    ),
                ),
                ("claimed_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("decision_reason", models.CharField(blank=True, default="", max_length=300)),
                (
                    "claimed_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
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
                        to="enterprises.coverageclaim",
                    ),
                ),
                (
                    "enterprise",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="enterprises.enterprise",
                    ),
                ),
            ],
            options={
                "abstract": False,
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
                            ("name", "名称"),
                            ("registered_address", "注册地址"),
                            ("legal_representative", "法定代表人"),
                            ("capital_text", "注册资本"),
                            ("business_scope", "经营范围"),
                            ("staff", "员工人数"),
                            ("young_staff", "35 岁以下员工人数"),
                        ],
                        max_length=24,
                    ),
                ),
                ("old_value", models.TextField(blank=True, default="")),
                ("new_value", models.TextField()),
                ("note", models.CharField(blank=True, default="", max_length=300)),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "待核对"), ("accepted", "已采纳"), ("declined", "未采纳")],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("proposed_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("decision_reason", models.CharField(blank=True, default="", max_length=300)),
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
                        to="enterprises.correction",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "enterprise",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="enterprises.enterprise",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="EnterpriseContact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=100)),
                ("role", models.CharField(blank=True, default="", max_length=60)),
                ("phone", liangxin.core.fields.EncryptedTextField(blank=True, default="")),
                ("phone_masked", models.CharField(blank=True, default="", max_length=40)),
                ("sealed_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "enterprise",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contacts",
                        to="enterprises.enterprise",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="EnterpriseContactEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=100)),
                ("role", models.CharField(blank=True, default="", max_length=60)),
                ("phone_masked", models.CharField(blank=True, default="", max_length=40)),
                ("sealed_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "enterprise",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="enterprises.enterprise",
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
                        to="enterprises.enterprisecontact",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="EnterpriseEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("credit_code", models.CharField(blank=True, default="", max_length=18)),
                (
                    "ownership",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("state", "国有"),
                            ("private", "民营"),
                            ("foreign", "外资"),
                            ("hmt", "港澳台资"),
                            ("mixed", "混合所有"),
                            ("other", "其他"),
                        ],
                        default="",
                        max_length=10,
                    ),
                ),
                (
                    "unit_category",
                    models.CharField(
                        choices=[("economic", "新经济组织"), ("social", "新社会组织"), ("other", "其他单位")],
                        default="economic",
                        max_length=10,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("operating", "在营"),
                            ("preparing", "筹建"),
                            ("suspended", "停业"),
                            ("moved_out", "迁出"),
                            ("closed", "注销"),
                        ],
                        default="operating",
                        max_length=10,
                    ),
                ),
                ("registered_address", models.CharField(blank=True, default="", max_length=300)),
                ("capital_text", models.CharField(blank=True, default="", max_length=100)),
                ("capital_amount", models.DecimalField(blank=True, decimal_places=2, max_digits=20, null=True)),
                ("capital_currency", models.CharField(blank=True, default="", max_length=3)),
                ("legal_representative", models.CharField(blank=True, default="", max_length=100)),
                ("established_on", models.DateField(blank=True, null=True)),
                ("business_scope", models.TextField(blank=True, default="")),
                ("staff_count", models.PositiveIntegerField(blank=True, null=True)),
                ("member_count", models.PositiveIntegerField(blank=True, null=True)),
                ("young_staff_count", models.PositiveIntegerField(blank=True, null=True)),
                ("moved_in_on", models.DateField(blank=True, null=True)),
                ("description", models.TextField(blank=True, default="")),
                (
                    "head_office",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="enterprises.enterprise",
                    ),
                ),
                (
                    "industry",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="rulebook.industry",
                    ),
                ),
                (
                    "node",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        serialize=False,
                        to="trees.node",
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
                        to="enterprises.enterprise",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="EnterpriseFigure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("staff", "员工"), ("members", "党员（在地）"), ("young_staff", "35 岁以下")],
                        max_length=12,
                    ),
                ),
                ("value", models.PositiveIntegerField()),
                ("as_of", models.DateField()),
                ("source", models.CharField(max_length=100)),
                ("recorded_at", models.DateTimeField()),
                (
                    "enterprise",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="figures", to="enterprises.enterprise"
                    ),
                ),
                (
                    "recorded_by",
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
                "constraints": [
                    models.UniqueConstraint(
                        fields=("enterprise", "kind", "as_of"), name="enterprises_figure_once_a_day"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="EnterpriseFigureEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("staff", "员工"), ("members", "党员（在地）"), ("young_staff", "35 岁以下")],
                        max_length=12,
                    ),
                ),
                ("value", models.PositiveIntegerField()),
                ("as_of", models.DateField()),
                ("source", models.CharField(max_length=100)),
                ("recorded_at", models.DateTimeField()),
                (
                    "enterprise",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="enterprises.enterprise",
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
                        to="enterprises.enterprisefigure",
                    ),
                ),
                (
                    "recorded_by",
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
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="label",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "enterprises_labelevent" ("code", "group", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (NEW."code", NEW."group", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position"); RETURN NULL;',
                    hash="55556e473d17abff0a7a03a2f251d3008277070b",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_abfa5",
                    table="enterprises_label",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="label",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "enterprises_labelevent" ("code", "group", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (NEW."code", NEW."group", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position"); RETURN NULL;',
                    hash="f1e1ad056406b57247b7a382baf4291915baf43f",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_9ef43",
                    table="enterprises_label",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="designatedcontact",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "enterprises_designatedcontactevent" ("during", "enterprise_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id") VALUES (NEW."during", NEW."enterprise_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."user_id"); RETURN NULL;',
                    hash="116abd7a6e5713f24abe4e0fdd81646e8ee0a7e5",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f51ff",
                    table="enterprises_designatedcontact",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="designatedcontact",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "enterprises_designatedcontactevent" ("during", "enterprise_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id") VALUES (NEW."during", NEW."enterprise_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."user_id"); RETURN NULL;',
                    hash="e185139bf96e88582722e8104d4e84911318a365",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_6781d",
                    table="enterprises_designatedcontact",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="designatedcontact",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "enterprises_designatedcontactevent" ("during", "enterprise_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id") VALUES (OLD."during", OLD."enterprise_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."user_id"); RETURN NULL;',
                    hash="395dd44b8dc2b90a64148731ed13ec42c1d4fdea",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_97708",
                    table="enterprises_designatedcontact",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="coverageclaim",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "enterprises_coverageclaimevent" ("claimed_at", "claimed_by_id", "decided_at", "decided_by_id", "decision_reason", "enterprise_id", "id", "mode", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "state") VALUES (NEW."claimed_at", NEW."claimed_by_id", NEW."decided_at", NEW."decided_by_id", NEW."decision_reason", NEW."enterprise_id", NEW."id", NEW."mode", NEW."organisation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."state"); RETURN NULL;',
                    hash="1d01b515a6986b0ee318f062a5d922fc1e734e4d",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_d92b8",
                    table="enterprises_coverageclaim",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="coverageclaim",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "enterprises_coverageclaimevent" ("claimed_at", "claimed_by_id", "decided_at", "decided_by_id", "decision_reason", "enterprise_id", "id", "mode", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "state") VALUES (NEW."claimed_at", NEW."claimed_by_id", NEW."decided_at", NEW."decided_by_id", NEW."decision_reason", NEW."enterprise_id", NEW."id", NEW."mode", NEW."organisation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."state"); RETURN NULL;',
                    hash="9ea683a84d8a46ff5d8c11e8c7ac6d5a6884c008",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_44d69",
                    table="enterprises_coverageclaim",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="coverage",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "enterprises_coverageevent" ("during", "enterprise_id", "id", "mode", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (NEW."during", NEW."enterprise_id", NEW."id", NEW."mode", NEW."organisation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason"); RETURN NULL;',
                    hash="0bed6ca3c7e796790ac37d702dc57ded0acf9f2a",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e5f0b",
                    table="enterprises_coverage",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="coverage",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "enterprises_coverageevent" ("during", "enterprise_id", "id", "mode", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (NEW."during", NEW."enterprise_id", NEW."id", NEW."mode", NEW."organisation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason"); RETURN NULL;',
                    hash="1567c82967c71e8517578f6e61cdfb5e1aa73483",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_195a9",
                    table="enterprises_coverage",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="coverage",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "enterprises_coverageevent" ("during", "enterprise_id", "id", "mode", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (OLD."during", OLD."enterprise_id", OLD."id", OLD."mode", OLD."organisation_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason"); RETURN NULL;',
                    hash="81ead25e20a1e7f69fb210b3a2967393eabaf9db",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_41e1a",
                    table="enterprises_coverage",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="correction",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "enterprises_correctionevent" ("decided_at", "decided_by_id", "decision_reason", "enterprise_id", "field", "id", "new_value", "note", "old_value", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "state") VALUES (NEW."decided_at", NEW."decided_by_id", NEW."decision_reason", NEW."enterprise_id", NEW."field", NEW."id", NEW."new_value", NEW."note", NEW."old_value", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."proposed_at", NEW."proposed_by_id", NEW."state"); RETURN NULL;',
                    hash="ca45054a9d9893c630a1f3f21327a7963b114f78",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_25f6c",
                    table="enterprises_correction",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="correction",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "enterprises_correctionevent" ("decided_at", "decided_by_id", "decision_reason", "enterprise_id", "field", "id", "new_value", "note", "old_value", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "state") VALUES (NEW."decided_at", NEW."decided_by_id", NEW."decision_reason", NEW."enterprise_id", NEW."field", NEW."id", NEW."new_value", NEW."note", NEW."old_value", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."proposed_at", NEW."proposed_by_id", NEW."state"); RETURN NULL;',
                    hash="84a05fc011c25c65d65d28ffa936366e9e3232bf",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_3487c",
                    table="enterprises_correction",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="enterprisecontact",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "enterprises_enterprisecontactevent" ("ended_at", "enterprise_id", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone_masked", "role", "sealed_at") VALUES (NEW."ended_at", NEW."enterprise_id", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."phone_masked", NEW."role", NEW."sealed_at"); RETURN NULL;',
                    hash="bd1b0a56bb948a18a524f2a76703343eff396f8f",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_b7ddc",
                    table="enterprises_enterprisecontact",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="enterprisecontact",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."ended_at" IS DISTINCT FROM (NEW."ended_at") OR OLD."enterprise_id" IS DISTINCT FROM (NEW."enterprise_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."phone_masked" IS DISTINCT FROM (NEW."phone_masked") OR OLD."role" IS DISTINCT FROM (NEW."role") OR OLD."sealed_at" IS DISTINCT FROM (NEW."sealed_at"))',
                    func='INSERT INTO "enterprises_enterprisecontactevent" ("ended_at", "enterprise_id", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone_masked", "role", "sealed_at") VALUES (NEW."ended_at", NEW."enterprise_id", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phone_masked", NEW."role", NEW."sealed_at"); RETURN NULL;',
                    hash="8c2035c56fa351d077e74dc097dea4dee7ff3431",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_32a6b",
                    table="enterprises_enterprisecontact",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="enterprisefigure",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "enterprises_enterprisefigureevent" ("as_of", "enterprise_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "source", "value") VALUES (NEW."as_of", NEW."enterprise_id", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."source", NEW."value"); RETURN NULL;',
                    hash="0c5ca043e9bc5c755755013d52916040adc3bf8c",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_588d9",
                    table="enterprises_enterprisefigure",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="enterprisefigure",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "enterprises_enterprisefigureevent" ("as_of", "enterprise_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "source", "value") VALUES (NEW."as_of", NEW."enterprise_id", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."source", NEW."value"); RETURN NULL;',
                    hash="a49216138790ef9558ae354e5982035ff64a0f8c",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_f600e",
                    table="enterprises_enterprisefigure",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="enterprise",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "enterprises_enterpriseevent" ("business_scope", "capital_amount", "capital_currency", "capital_text", "credit_code", "description", "established_on", "head_office_id", "industry_id", "legal_representative", "member_count", "moved_in_on", "node_id", "ownership", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "registered_address", "staff_count", "status", "unit_category", "young_staff_count") VALUES (NEW."business_scope", NEW."capital_amount", NEW."capital_currency", NEW."capital_text", NEW."credit_code", NEW."description", NEW."established_on", NEW."head_office_id", NEW."industry_id", NEW."legal_representative", NEW."member_count", NEW."moved_in_on", NEW."node_id", NEW."ownership", _pgh_attach_context(), NOW(), \'insert\', NEW."node_id", NEW."registered_address", NEW."staff_count", NEW."status", NEW."unit_category", NEW."young_staff_count"); RETURN NULL;',
                    hash="1f36c4b486a5311f504950af7817573019d2c260",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_079c7",
                    table="enterprises_enterprise",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="enterprise",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "enterprises_enterpriseevent" ("business_scope", "capital_amount", "capital_currency", "capital_text", "credit_code", "description", "established_on", "head_office_id", "industry_id", "legal_representative", "member_count", "moved_in_on", "node_id", "ownership", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "registered_address", "staff_count", "status", "unit_category", "young_staff_count") VALUES (NEW."business_scope", NEW."capital_amount", NEW."capital_currency", NEW."capital_text", NEW."credit_code", NEW."description", NEW."established_on", NEW."head_office_id", NEW."industry_id", NEW."legal_representative", NEW."member_count", NEW."moved_in_on", NEW."node_id", NEW."ownership", _pgh_attach_context(), NOW(), \'update\', NEW."node_id", NEW."registered_address", NEW."staff_count", NEW."status", NEW."unit_category", NEW."young_staff_count"); RETURN NULL;',
                    hash="985a377942c8298be19722d650966f7524eb535a",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_11bf5",
                    table="enterprises_enterprise",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="operatingplace",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "enterprises_operatingplaceevent" ("during", "enterprise_id", "id", "is_main", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "unit") VALUES (NEW."during", NEW."enterprise_id", NEW."id", NEW."is_main", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place_id", NEW."unit"); RETURN NULL;',
                    hash="940d016a63caae10194e331964f4222a327f1400",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_99f2a",
                    table="enterprises_operatingplace",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="operatingplace",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "enterprises_operatingplaceevent" ("during", "enterprise_id", "id", "is_main", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "unit") VALUES (NEW."during", NEW."enterprise_id", NEW."id", NEW."is_main", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place_id", NEW."unit"); RETURN NULL;',
                    hash="5fc395f47118f4c4c079ab418980bb3ea7c182c6",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_861bb",
                    table="enterprises_operatingplace",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pendingregistration",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "enterprises_pendingregistrationevent" ("credit_code", "decided_at", "decided_by_id", "decision_reason", "enterprise_id", "facts", "id", "mode", "name", "node_above_id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "reported_at", "reported_by_id", "reported_from_id", "state") VALUES (NEW."credit_code", NEW."decided_at", NEW."decided_by_id", NEW."decision_reason", NEW."enterprise_id", NEW."facts", NEW."id", NEW."mode", NEW."name", NEW."node_above_id", NEW."organisation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place_id", NEW."reported_at", NEW."reported_by_id", NEW."reported_from_id", NEW."state"); RETURN NULL;',
                    hash="805daed5963ff47dd590a2e028fb8896ca2b30bb",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_8adfc",
                    table="enterprises_pendingregistration",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pendingregistration",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "enterprises_pendingregistrationevent" ("credit_code", "decided_at", "decided_by_id", "decision_reason", "enterprise_id", "facts", "id", "mode", "name", "node_above_id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "reported_at", "reported_by_id", "reported_from_id", "state") VALUES (NEW."credit_code", NEW."decided_at", NEW."decided_by_id", NEW."decision_reason", NEW."enterprise_id", NEW."facts", NEW."id", NEW."mode", NEW."name", NEW."node_above_id", NEW."organisation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place_id", NEW."reported_at", NEW."reported_by_id", NEW."reported_from_id", NEW."state"); RETURN NULL;',
                    hash="2930004984cd7f3778727b05d67b917b0253f537",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_3ca27",
                    table="enterprises_pendingregistration",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="statusspan",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "enterprises_statusspanevent" ("during", "enterprise_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "status") VALUES (NEW."during", NEW."enterprise_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."status"); RETURN NULL;',
                    hash="edc0b79eb39dac50934acd1f243389100e634c9e",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_a3d68",
                    table="enterprises_statusspan",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="statusspan",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "enterprises_statusspanevent" ("during", "enterprise_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "status") VALUES (NEW."during", NEW."enterprise_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."status"); RETURN NULL;',
                    hash="d2e9c586043ac48f63c4781a8bfa269a7e023285",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_7e834",
                    table="enterprises_statusspan",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="supplylink",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "enterprises_supplylinkevent" ("id", "kind", "leader_id", "other_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."id", NEW."kind", NEW."leader_id", NEW."other_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                    hash="97f6169fff55f0d4382b4631588af04c406247a1",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_8fe85",
                    table="enterprises_supplylink",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="supplylink",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "enterprises_supplylinkevent" ("id", "kind", "leader_id", "other_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."id", NEW."kind", NEW."leader_id", NEW."other_id", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                    hash="6ad348e460f4db9ba8dbe065320302f6bc776931",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_2a746",
                    table="enterprises_supplylink",
                    when="AFTER",
                ),
            ),
        ),
    ]
