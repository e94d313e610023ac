import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import liangxin.core.constraints
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("people", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("places", "0001_initial"),
        ("rulebook", "0001_initial"),
        ("trees", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="PostKind",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=40, unique=True)),
                ("name", models.CharField(max_length=60)),
                (
                    "family",
                    models.CharField(
                        choices=[
                            ("party", "党组织"),
                            ("mass", "群团组织"),
                            ("partner", "共建单位"),
                            ("alliance", "联盟"),
                        ],
                        default="party",
                        max_length=10,
                    ),
                ),
                ("is_head", models.BooleanField(default=False)),
                ("position", models.PositiveSmallIntegerField(default=100)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PostKindEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("code", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=60)),
                (
                    "family",
                    models.CharField(
                        choices=[
                            ("party", "党组织"),
                            ("mass", "群团组织"),
                            ("partner", "共建单位"),
                            ("alliance", "联盟"),
                        ],
                        default="party",
                        max_length=10,
                    ),
                ),
                ("is_head", models.BooleanField(default=False)),
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
                        to="organisations.postkind",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Recognition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=200)),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("national", "国家级"),
                            ("municipal", "市级"),
                            ("district", "区级"),
                            ("area", "片区级"),
                            ("other", "其他"),
                        ],
                        max_length=10,
                    ),
                ),
                ("awarded_by", models.CharField(max_length=200)),
                ("awarded_on", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("document_number", models.CharField(blank=True, default="", max_length=100)),
                ("note", models.CharField(blank=True, default="", max_length=300)),
                (
                    "node",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="trees.node"),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["node", "-awarded_on"], name="organisations_recognised")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None), ("valid_to__gte", models.F("awarded_on")), _connector="OR"
                        ),
                        name="organisations_recognition_span",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RecognitionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("title", models.CharField(max_length=200)),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("national", "国家级"),
                            ("municipal", "市级"),
                            ("district", "区级"),
                            ("area", "片区级"),
                            ("other", "其他"),
                        ],
                        max_length=10,
                    ),
                ),
                ("awarded_by", models.CharField(max_length=200)),
                ("awarded_on", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("document_number", models.CharField(blank=True, default="", max_length=100)),
                ("note", models.CharField(blank=True, default="", max_length=300)),
                (
                    "node",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
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
                        to="organisations.recognition",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Tag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=60)),
                (
                    "group",
                    models.CharField(
                        choices=[
                            ("field", "重要领域"),
                            ("industry", "重点产业"),
                            ("project", "重大项目"),
                            ("other", "其他"),
                        ],
                        max_length=10,
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=100)),
                (
                    "area",
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
                "constraints": [
                    models.UniqueConstraint(
                        fields=("area", "code"), name="organisations_tag_once", nulls_distinct=False
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TagEvent",
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
                        choices=[
                            ("field", "重要领域"),
                            ("industry", "重点产业"),
                            ("project", "重大项目"),
                            ("other", "其他"),
                        ],
                        max_length=10,
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=100)),
                (
                    "area",
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
                        to="organisations.tag",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="TagLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "node",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="trees.node"),
                ),
                (
                    "tag",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="links", to="organisations.tag"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["node"], name="organisations_tag_node")],
                "constraints": [models.UniqueConstraint(fields=("tag", "node"), name="organisations_tag_link_once")],
            },
        ),
        migrations.CreateModel(
            name="TagLinkEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "node",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
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
                        to="organisations.taglink",
                    ),
                ),
                (
                    "tag",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organisations.tag",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="OrganisationType",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=40, unique=True)),
                ("name", models.CharField(max_length=60)),
                (
                    "family",
                    models.CharField(
                        choices=[
                            ("party", "党组织"),
                            ("mass", "群团组织"),
                            ("partner", "共建单位"),
                            ("alliance", "联盟"),
                        ],
                        default="party",
                        max_length=10,
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("committee", "党委"),
                            ("general_branch", "党总支"),
                            ("branch", "党支部"),
                            ("", "不适用"),
                        ],
                        default="",
                        max_length=16,
                    ),
                ),
                ("may_be_root", models.BooleanField(default=False)),
                ("holds_members", models.BooleanField(default=False)),
                ("has_units", models.BooleanField(default=False)),
                ("position", models.PositiveSmallIntegerField(default=100)),
                (
                    "children",
                    models.ManyToManyField(blank=True, related_name="parents", to="organisations.organisationtype"),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Organisation",
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
                (
                    "strand",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("regional", "区域化引领"),
                            ("community", "社区基础"),
                            ("industry", "行业特色"),
                            ("non_public", "非公和社会组织关键"),
                            ("unit", "单位基本"),
                        ],
                        default="",
                        max_length=12,
                    ),
                ),
                (
                    "establishment_mode",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("separate", "单独组建"),
                            ("joint", "联合组建"),
                            ("industry", "行业组建"),
                            ("territorial", "区域组建"),
                            ("other", "其他"),
                        ],
                        default="",
                        max_length=12,
                    ),
                ),
                (
                    "unit_relation",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("same_as_parent", "与上级党组织相同"),
                            ("legal_unit", "法人单位"),
                            ("joint", "联合党支部"),
                        ],
                        default="",
                        max_length=16,
                    ),
                ),
                ("code", models.CharField(blank=True, default="", max_length=40)),
                ("is_overseas", models.BooleanField(default=False)),
                ("country", models.CharField(blank=True, default="", max_length=60)),
                ("time_zone", models.CharField(blank=True, default="", max_length=60)),
                ("telephone", models.CharField(blank=True, default="", max_length=60)),
                ("contact_name", models.CharField(blank=True, default="", max_length=100)),
                ("link_note", models.CharField(blank=True, default="", max_length=200)),
                ("description", models.TextField(blank=True, default="")),
                ("is_public", models.BooleanField(default=True)),
                ("term_starts_on", models.DateField(blank=True, null=True)),
                ("term_ends_on", models.DateField(blank=True, null=True)),
                (
                    "home_place",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.place",
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
                (
                    "type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisationtype",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["type"], name="organisations_type"),
                    models.Index(fields=["home_place"], name="organisations_home_place"),
                    models.Index(
                        condition=models.Q(("term_ends_on", None), _negated=True),
                        fields=["term_ends_on"],
                        name="organisations_term_end",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("code", ""), _negated=True),
                        fields=("code",),
                        name="organisations_code_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("is_overseas", True), ("is_public", True), _negated=True),
                        name="organisations_overseas_not_public",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AllianceMember",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("role", models.CharField(blank=True, default="", max_length=60)),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                (
                    "node",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="trees.node"),
                ),
                (
                    "alliance",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="alliance_members",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["node"], name="organisations_alliance_node")],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (liangxin.core.constraints.SpanOf("alliance"), "&&"),
                            (liangxin.core.constraints.SpanOf("node"), "&&"),
                            ("during", "&&"),
                        ],
                        name="organisations_alliance_once_a_day",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AllianceMemberEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("role", models.CharField(blank=True, default="", max_length=60)),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                (
                    "node",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
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
                        to="organisations.alliancemember",
                    ),
                ),
                (
                    "alliance",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="OrganisationAct",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("found", "成立"),
                            ("rename", "更名"),
                            ("move", "调整隶属"),
                            ("merge", "合并"),
                            ("upgrade", "升格"),
                            ("convert", "改建"),
                            ("dissolve", "撤销"),
                        ],
                        max_length=10,
                    ),
                ),
                ("effective_on", models.DateField()),
                ("reason", models.CharField(blank=True, default="", max_length=500)),
                ("document_number", models.CharField(blank=True, default="", max_length=100)),
                ("facts", models.JSONField(blank=True, default=dict)),
                ("recorded_at", models.DateTimeField()),
                ("acting_as", models.CharField(blank=True, default="", max_length=300)),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acts",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "undone_by",
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
                "indexes": [
                    models.Index(fields=["organisation", "-effective_on", "-id"], name="organisations_act_newest"),
                    models.Index(
                        condition=models.Q(("other", None), _negated=True),
                        fields=["other"],
                        name="organisations_act_other",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OrganisationLead",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("joint", "共同领导"), ("guidance", "业务指导")], default="joint", max_length=10
                    ),
                ),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                ("note", models.CharField(blank=True, default="", max_length=200)),
                (
                    "lead",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="led", to="organisations.organisation"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="leads",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("organisation", models.F("lead")), _negated=True),
                        name="organisations_lead_is_another",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (liangxin.core.constraints.SpanOf("organisation"), "&&"),
                            (liangxin.core.constraints.SpanOf("lead"), "&&"),
                            ("during", "&&"),
                        ],
                        name="organisations_lead_once_a_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OrganisationLeadEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("joint", "共同领导"), ("guidance", "业务指导")], default="joint", max_length=10
                    ),
                ),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                ("note", models.CharField(blank=True, default="", max_length=200)),
                (
                    "lead",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organisations.organisation",
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
                        to="organisations.organisationlead",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="OrganisationEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "strand",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("regional", "区域化引领"),
                            ("community", "社区基础"),
                            ("industry", "行业特色"),
                            ("non_public", "非公和社会组织关键"),
                            ("unit", "单位基本"),
                        ],
                        default="",
                        max_length=12,
                    ),
                ),
                (
                    "establishment_mode",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("separate", "单独组建"),
                            ("joint", "联合组建"),
                            ("industry", "行业组建"),
                            ("territorial", "区域组建"),
                            ("other", "其他"),
                        ],
                        default="",
                        max_length=12,
                    ),
                ),
                (
                    "unit_relation",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("same_as_parent", "与上级党组织相同"),
                            ("legal_unit", "法人单位"),
                            ("joint", "联合党支部"),
                        ],
                        default="",
                        max_length=16,
                    ),
                ),
                ("code", models.CharField(blank=True, default="", max_length=40)),
                ("is_overseas", models.BooleanField(default=False)),
                ("country", models.CharField(blank=True, default="", max_length=60)),
                ("time_zone", models.CharField(blank=True, default="", max_length=60)),
                ("telephone", models.CharField(blank=True, default="", max_length=60)),
                ("contact_name", models.CharField(blank=True, default="", max_length=100)),
                ("link_note", models.CharField(blank=True, default="", max_length=200)),
                ("description", models.TextField(blank=True, default="")),
                ("is_public", models.BooleanField(default=True)),
                ("term_starts_on", models.DateField(blank=True, null=True)),
                ("term_ends_on", models.DateField(blank=True, null=True)),
                (
                    "home_place",
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
                        to="organisations.organisation",
                    ),
                ),
                (
                    "type",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organisations.organisationtype",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="OrganisationTypeEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("code", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=60)),
                (
                    "family",
                    models.CharField(
                        choices=[
                            ("party", "党组织"),
                            ("mass", "群团组织"),
                            ("partner", "共建单位"),
                            ("alliance", "联盟"),
                        ],
                        default="party",
                        max_length=10,
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("committee", "党委"),
                            ("general_branch", "党总支"),
                            ("branch", "党支部"),
                            ("", "不适用"),
                        ],
                        default="",
                        max_length=16,
                    ),
                ),
                ("may_be_root", models.BooleanField(default=False)),
                ("holds_members", models.BooleanField(default=False)),
                ("has_units", models.BooleanField(default=False)),
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
                        to="organisations.organisationtype",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="OrganisationTypeSpan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "strand",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("regional", "区域化引领"),
                            ("community", "社区基础"),
                            ("industry", "行业特色"),
                            ("non_public", "非公和社会组织关键"),
                            ("unit", "单位基本"),
                        ],
                        default="",
                        max_length=12,
                    ),
                ),
                (
                    "establishment_mode",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("separate", "单独组建"),
                            ("joint", "联合组建"),
                            ("industry", "行业组建"),
                            ("territorial", "区域组建"),
                            ("other", "其他"),
                        ],
                        default="",
                        max_length=12,
                    ),
                ),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="type_spans",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisationtype",
                    ),
                ),
            ],
            options={
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[(liangxin.core.constraints.SpanOf("organisation"), "&&"), ("during", "&&")],
                        name="organisations_one_type_a_day",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Post",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(blank=True, default="", max_length=60)),
                ("is_part_time", models.BooleanField(default=False)),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="posts",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.postkind"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["organisation", "kind"], name="organisations_post_of")],
            },
        ),
        migrations.CreateModel(
            name="PostHolding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("elected", "选举产生"),
                            ("appointed", "上级任命"),
                            ("dispatched", "选派"),
                            ("seconded", "挂职派驻"),
                            ("part_time", "兼职"),
                            ("other", "其他"),
                        ],
                        default="other",
                        max_length=10,
                    ),
                ),
                ("source_note", models.CharField(blank=True, default="", max_length=200)),
                ("home_unit_name", models.CharField(blank=True, default="", max_length=200)),
                ("home_unit_post", models.CharField(blank=True, default="", max_length=100)),
                ("is_concurrent", models.BooleanField(default=False)),
                ("secondment_ends_on", models.DateField(blank=True, null=True)),
                ("evaluation", models.CharField(blank=True, default="", max_length=500)),
                ("end_reason", models.CharField(blank=True, default="", max_length=200)),
                (
                    "home_unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="trees.node",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="holdings", to="organisations.post"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["person"], name="organisations_holding_person")],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[(liangxin.core.constraints.SpanOf("post"), "&&"), ("during", "&&")],
                        name="organisations_one_holder_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("secondment_ends_on", None), ("source", "seconded"), _connector="OR"),
                        name="organisations_secondment_end",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PostHoldingEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("elected", "选举产生"),
                            ("appointed", "上级任命"),
                            ("dispatched", "选派"),
                            ("seconded", "挂职派驻"),
                            ("part_time", "兼职"),
                            ("other", "其他"),
                        ],
                        default="other",
                        max_length=10,
                    ),
                ),
                ("source_note", models.CharField(blank=True, default="", max_length=200)),
                ("home_unit_name", models.CharField(blank=True, default="", max_length=200)),
                ("home_unit_post", models.CharField(blank=True, default="", max_length=100)),
                ("is_concurrent", models.BooleanField(default=False)),
                ("secondment_ends_on", models.DateField(blank=True, null=True)),
                ("evaluation", models.CharField(blank=True, default="", max_length=500)),
                ("end_reason", models.CharField(blank=True, default="", max_length=200)),
                (
                    "home_unit",
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
                        to="organisations.postholding",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organisations.post",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PostEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("title", models.CharField(blank=True, default="", max_length=60)),
                ("is_part_time", models.BooleanField(default=False)),
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
                        to="organisations.post",
                    ),
                ),
                (
                    "kind",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organisations.postkind",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="postkind",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organisations_postkindevent" ("code", "family", "id", "is_head", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (NEW."code", NEW."family", NEW."id", NEW."is_head", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position"); RETURN NULL;',
                    hash="c8d7be378a77a5e2fa034e007e891fb2b2172af5",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f7f90",
                    table="organisations_postkind",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="postkind",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "organisations_postkindevent" ("code", "family", "id", "is_head", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (NEW."code", NEW."family", NEW."id", NEW."is_head", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position"); RETURN NULL;',
                    hash="924a403d2262ba6158b1d58419354c5163555903",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_6ab00",
                    table="organisations_postkind",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="alliancemember",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organisations_alliancememberevent" ("alliance_id", "during", "id", "node_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role") VALUES (NEW."alliance_id", NEW."during", NEW."id", NEW."node_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."role"); RETURN NULL;',
                    hash="7b026eef589ee1a8d8fcd88eec721b8d2a3f9afb",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_a9a35",
                    table="organisations_alliancemember",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="alliancemember",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "organisations_alliancememberevent" ("alliance_id", "during", "id", "node_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role") VALUES (NEW."alliance_id", NEW."during", NEW."id", NEW."node_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."role"); RETURN NULL;',
                    hash="2d6e760fad2d75f38210cfe0bd54cc9633fd7247",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_45a79",
                    table="organisations_alliancemember",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="organisationlead",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organisations_organisationleadevent" ("during", "id", "kind", "lead_id", "note", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."during", NEW."id", NEW."kind", NEW."lead_id", NEW."note", NEW."organisation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                    hash="ca72b1e33bb1565d3b2c3fa0141014863c6894f2",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_35f55",
                    table="organisations_organisationlead",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="organisationlead",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "organisations_organisationleadevent" ("during", "id", "kind", "lead_id", "note", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."during", NEW."id", NEW."kind", NEW."lead_id", NEW."note", NEW."organisation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                    hash="e9f00d5ea5aede02a1d247220a1b3dbf0b7cc17b",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_ae6d2",
                    table="organisations_organisationlead",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="organisationtype",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organisations_organisationtypeevent" ("code", "family", "has_units", "holds_members", "id", "level", "may_be_root", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (NEW."code", NEW."family", NEW."has_units", NEW."holds_members", NEW."id", NEW."level", NEW."may_be_root", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position"); RETURN NULL;',
                    hash="6ab2d0b0ab35619e1f7dfc2899392a10cdd102c4",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_8e2ad",
                    table="organisations_organisationtype",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="organisationtype",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "organisations_organisationtypeevent" ("code", "family", "has_units", "holds_members", "id", "level", "may_be_root", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (NEW."code", NEW."family", NEW."has_units", NEW."holds_members", NEW."id", NEW."level", NEW."may_be_root", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position"); RETURN NULL;',
                    hash="c86254e61fe59660e71dcb46322b1bd3f01ddd7c",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_32288",
                    table="organisations_organisationtype",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="organisation",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organisations_organisationevent" ("code", "contact_name", "country", "description", "establishment_mode", "home_place_id", "industry_id", "is_overseas", "is_public", "link_note", "node_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "strand", "telephone", "term_ends_on", "term_starts_on", "time_zone", "type_id", "unit_relation") VALUES (NEW."code", NEW."contact_name", NEW."country", NEW."description", NEW."establishment_mode", NEW."home_place_id", NEW."industry_id", NEW."is_overseas", NEW."is_public", NEW."link_note", NEW."node_id", _pgh_attach_context(), NOW(), \'insert\', NEW."node_id", NEW."strand", NEW."telephone", NEW."term_ends_on", NEW."term_starts_on", NEW."time_zone", NEW."type_id", NEW."unit_relation"); RETURN NULL;',
                    hash="f53151b56ae7c95207437af4fb4e85aa0ce10df7",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_040c9",
                    table="organisations_organisation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="organisation",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "organisations_organisationevent" ("code", "contact_name", "country", "description", "establishment_mode", "home_place_id", "industry_id", "is_overseas", "is_public", "link_note", "node_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "strand", "telephone", "term_ends_on", "term_starts_on", "time_zone", "type_id", "unit_relation") VALUES (NEW."code", NEW."contact_name", NEW."country", NEW."description", NEW."establishment_mode", NEW."home_place_id", NEW."industry_id", NEW."is_overseas", NEW."is_public", NEW."link_note", NEW."node_id", _pgh_attach_context(), NOW(), \'update\', NEW."node_id", NEW."strand", NEW."telephone", NEW."term_ends_on", NEW."term_starts_on", NEW."time_zone", NEW."type_id", NEW."unit_relation"); RETURN NULL;',
                    hash="5fb2553b02dce1a352fdfd4254191220b55e6252",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_0b99b",
                    table="organisations_organisation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="postholding",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organisations_postholdingevent" ("during", "end_reason", "evaluation", "home_unit_id", "home_unit_name", "home_unit_post", "id", "is_concurrent", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post_id", "secondment_ends_on", "source", "source_note") VALUES (NEW."during", NEW."end_reason", NEW."evaluation", NEW."home_unit_id", NEW."home_unit_name", NEW."home_unit_post", NEW."id", NEW."is_concurrent", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."post_id", NEW."secondment_ends_on", NEW."source", NEW."source_note"); RETURN NULL;',
                    hash="5e7aae204941e57c66a8948ba7c07e763333cb51",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_d8188",
                    table="organisations_postholding",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="postholding",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "organisations_postholdingevent" ("during", "end_reason", "evaluation", "home_unit_id", "home_unit_name", "home_unit_post", "id", "is_concurrent", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post_id", "secondment_ends_on", "source", "source_note") VALUES (NEW."during", NEW."end_reason", NEW."evaluation", NEW."home_unit_id", NEW."home_unit_name", NEW."home_unit_post", NEW."id", NEW."is_concurrent", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."post_id", NEW."secondment_ends_on", NEW."source", NEW."source_note"); RETURN NULL;',
                    hash="e42629d795b2e13ed834b19d20e5c0f8c69c1cbc",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_f092f",
                    table="organisations_postholding",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="post",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organisations_postevent" ("during", "id", "is_part_time", "kind_id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title") VALUES (NEW."during", NEW."id", NEW."is_part_time", NEW."kind_id", NEW."organisation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."title"); RETURN NULL;',
                    hash="658a4ee504a3091fe73d34f8fcd29d822009785e",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_be63e",
                    table="organisations_post",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="post",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "organisations_postevent" ("during", "id", "is_part_time", "kind_id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title") VALUES (NEW."during", NEW."id", NEW."is_part_time", NEW."kind_id", NEW."organisation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."title"); RETURN NULL;',
                    hash="b46a086ac5b2591abdc8e9f5587c0e00b4694dbf",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_961a6",
                    table="organisations_post",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="recognition",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organisations_recognitionevent" ("awarded_by", "awarded_on", "document_number", "id", "level", "node_id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title", "valid_to") VALUES (NEW."awarded_by", NEW."awarded_on", NEW."document_number", NEW."id", NEW."level", NEW."node_id", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."title", NEW."valid_to"); RETURN NULL;',
                    hash="877ad207a82fe2c7a5752511a5a69d5a38758c88",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_7ca00",
                    table="organisations_recognition",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="recognition",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "organisations_recognitionevent" ("awarded_by", "awarded_on", "document_number", "id", "level", "node_id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title", "valid_to") VALUES (NEW."awarded_by", NEW."awarded_on", NEW."document_number", NEW."id", NEW."level", NEW."node_id", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."title", NEW."valid_to"); RETURN NULL;',
                    hash="3a17448eb36bd8a1c62cbdc0d23b4a6a0606b54f",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d2f26",
                    table="organisations_recognition",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="tag",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organisations_tagevent" ("area_id", "code", "group", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (NEW."area_id", NEW."code", NEW."group", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position"); RETURN NULL;',
                    hash="b1909b75cc82307a67b227d81f246e8083b8835d",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_1af99",
                    table="organisations_tag",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="tag",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "organisations_tagevent" ("area_id", "code", "group", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (NEW."area_id", NEW."code", NEW."group", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position"); RETURN NULL;',
                    hash="8e31477faea61c736c55cf83c5199bef7062eb41",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_82dbb",
                    table="organisations_tag",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="taglink",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organisations_taglinkevent" ("id", "node_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "tag_id") VALUES (NEW."id", NEW."node_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."tag_id"); RETURN NULL;',
                    hash="782fa44b18126d7e938dc603f06715c0b43f7193",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_1c795",
                    table="organisations_taglink",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="taglink",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "organisations_taglinkevent" ("id", "node_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "tag_id") VALUES (NEW."id", NEW."node_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."tag_id"); RETURN NULL;',
                    hash="c17d792dd8ed8958d93f9721dc38b036c874a705",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_1d5f9",
                    table="organisations_taglink",
                    when="AFTER",
                ),
            ),
        ),
    ]
