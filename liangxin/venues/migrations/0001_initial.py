import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import liangxin.core.constraints
import liangxin.core.fields
import liangxin.trees.models
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("files", "0001_stored_files"),
        ("organisations", "0002_stated_units_and_head"),
        ("people", "0003_guests_and_links"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("places", "0003_feedback"),
        ("trees", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="RoomFunction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=40, unique=True)),
                ("name", models.CharField(max_length=60)),
                ("description", models.CharField(blank=True, default="", max_length=300)),
                ("icon", models.CharField(default="circle-check", max_length=40)),
                ("position", models.PositiveSmallIntegerField(default=100)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RoomKind",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=40, unique=True)),
                ("name", models.CharField(max_length=60)),
                ("description", models.CharField(blank=True, default="", max_length=300)),
                ("icon", models.CharField(default="door", max_length=40)),
                ("position", models.PositiveSmallIntegerField(default=100)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Brand",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60)),
                ("slogan", models.CharField(blank=True, default="", max_length=120)),
                ("description", models.TextField(blank=True, default="")),
                ("slug", models.CharField(max_length=10, unique=True)),
                ("is_public", models.BooleanField(default=True)),
                (
                    "place",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.place"),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("place", "name"), name="venues_brand_once")],
            },
        ),
        migrations.CreateModel(
            name="StationFunction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=40, unique=True)),
                ("name", models.CharField(max_length=60)),
                ("description", models.CharField(blank=True, default="", max_length=300)),
                ("icon", models.CharField(default="circle-check", max_length=40)),
                ("position", models.PositiveSmallIntegerField(default=100)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="StationKind",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=40, unique=True)),
                ("name", models.CharField(max_length=60)),
                ("description", models.CharField(blank=True, default="", max_length=300)),
                ("icon", models.CharField(default="building-community", max_length=40)),
                ("position", models.PositiveSmallIntegerField(default=100)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="LevelScheme",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60)),
                ("description", models.CharField(blank=True, default="", max_length=300)),
                (
                    "place",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.place"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="StationLevel",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("rank", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=60)),
                ("description", models.CharField(blank=True, default="", max_length=300)),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="levels", to="venues.levelscheme"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("scheme", "rank"), name="venues_level_rank_once"),
                    models.CheckConstraint(
                        condition=models.Q(("rank__range", (1, 9))), name="venues_level_rank_1_to_9"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Station",
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
                    "status",
                    models.CharField(
                        choices=[("preparing", "筹建中"), ("open", "开放"), ("suspended", "暂停开放")],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("status_note", models.CharField(blank=True, default="", max_length=200)),
                ("area_m2", models.DecimalField(blank=True, decimal_places=2, max_digits=9, null=True)),
                ("address", models.CharField(blank=True, default="", max_length=300)),
                ("latitude", models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True)),
                ("longitude", models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True)),
                ("telephone", models.CharField(blank=True, default="", max_length=60)),
                ("description", models.TextField(blank=True, default="")),
                ("is_public", models.BooleanField(default=True)),
                (
                    "brand",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="venues.brand",
                    ),
                ),
                (
                    "owner",
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
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.place"),
                ),
                (
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="venues.stationkind"
                    ),
                ),
                (
                    "level",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="venues.stationlevel",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["place"], name="venues_station_place"),
                    models.Index(fields=["level"], name="venues_station_level"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("area_m2", None), ("area_m2__gt", 0), _connector="OR"),
                        name="venues_area_positive",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("latitude", None), ("longitude", None)),
                            models.Q(("latitude__range", (-90, 90)), ("longitude__range", (-180, 180))),
                            _connector="OR",
                        ),
                        name="venues_coordinates_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Room",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60)),
                ("slug", models.CharField(default=liangxin.trees.models.random_slug, max_length=10, unique=True)),
                ("description", models.TextField(blank=True, default="")),
                ("floor", models.CharField(blank=True, default="", max_length=20)),
                ("directions", models.CharField(blank=True, default="", max_length=300)),
                ("capacity", models.PositiveSmallIntegerField()),
                (
                    "equipment",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=30), blank=True, default=list, size=None
                    ),
                ),
                ("is_hosted", models.BooleanField(default=False)),
                (
                    "status",
                    models.CharField(
                        choices=[("open", "可预约"), ("suspended", "暂停预约"), ("closed", "已停用")],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("status_note", models.CharField(blank=True, default="", max_length=200)),
                ("is_public", models.BooleanField(default=True)),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("everyone", "凡有账号者"),
                            ("organisations", "以组织或企业身份"),
                            ("staff", "仅站点工作人员"),
                        ],
                        default="everyone",
                        max_length=15,
                    ),
                ),
                ("min_minutes", models.PositiveSmallIntegerField(default=30)),
                ("max_minutes", models.PositiveSmallIntegerField(default=240)),
                ("lead_minutes", models.PositiveIntegerField(default=0)),
                ("ahead_days", models.PositiveSmallIntegerField(default=30)),
                ("buffer_minutes", models.PositiveSmallIntegerField(default=0)),
                ("cancel_minutes", models.PositiveIntegerField(default=0)),
                ("needs_approval", models.BooleanField(default=False)),
                ("opens_on_holidays", models.BooleanField(default=False)),
                ("quota_minutes", models.PositiveIntegerField(blank=True, null=True)),
                ("offer_minutes", models.PositiveSmallIntegerField(default=0)),
                ("price_fen", models.PositiveIntegerField(default=0)),
                (
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="venues.roomkind"
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="rooms", to="venues.station"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("station", "name"), name="venues_room_name_once"),
                    models.CheckConstraint(condition=models.Q(("capacity__gt", 0)), name="venues_room_holds_somebody"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("max_minutes__gte", models.F("min_minutes")),
                            ("max_minutes__lte", 1440),
                            ("min_minutes__gt", 0),
                        ),
                        name="venues_room_minutes_in_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CeremonyPackage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60)),
                ("slug", models.CharField(max_length=10, unique=True)),
                ("content", models.TextField(blank=True, default="")),
                ("minutes", models.PositiveSmallIntegerField(default=60)),
                ("most_people", models.PositiveSmallIntegerField(default=60)),
                ("position", models.PositiveSmallIntegerField(default=100)),
                ("is_active", models.BooleanField(default=True)),
                (
                    "room",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="venues.room",
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="venues.station"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("station", "name"), name="venues_package_once"),
                    models.CheckConstraint(
                        condition=models.Q(("minutes__range", (15, 480))), name="venues_package_15_to_480_minutes"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ChecklistTemplate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=40, unique=True)),
                (
                    "sort",
                    models.CharField(
                        choices=[("spaces", "空间组成"), ("standard", "建设标准"), ("functions", "功能空间")],
                        max_length=10,
                    ),
                ),
                ("name", models.CharField(max_length=60)),
                ("description", models.CharField(blank=True, default="", max_length=300)),
                ("own_lines", models.BooleanField(default=False)),
                ("position", models.PositiveSmallIntegerField(default=100)),
                ("is_active", models.BooleanField(default=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ChecklistLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("group", models.CharField(blank=True, default="", max_length=30)),
                ("name", models.CharField(blank=True, default="", max_length=60)),
                ("hint", models.CharField(blank=True, default="", max_length=200)),
                ("valid_months", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("position", models.PositiveSmallIntegerField()),
                ("is_active", models.BooleanField(default=True)),
                (
                    "template",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="venues.checklisttemplate"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("template", "position"), name="venues_line_position_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="ChecklistTemplateEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("code", models.CharField(max_length=40)),
                (
                    "sort",
                    models.CharField(
                        choices=[("spaces", "空间组成"), ("standard", "建设标准"), ("functions", "功能空间")],
                        max_length=10,
                    ),
                ),
                ("name", models.CharField(max_length=60)),
                ("description", models.CharField(blank=True, default="", max_length=300)),
                ("own_lines", models.BooleanField(default=False)),
                ("position", models.PositiveSmallIntegerField(default=100)),
                ("is_active", models.BooleanField(default=True)),
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
                        to="venues.checklisttemplate",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CoOwner",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("agreement", models.CharField(max_length=200)),
                ("contribution", models.CharField(blank=True, default="", max_length=200)),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="co_owners", to="venues.station"
                    ),
                ),
            ],
            options={
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (liangxin.core.constraints.SpanOf("station"), "&&"),
                            (liangxin.core.constraints.SpanOf("organisation"), "&&"),
                            ("during", "&&"),
                        ],
                        name="venues_co_owner_once_a_day",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CoOwnerEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("agreement", models.CharField(max_length=200)),
                ("contribution", models.CharField(blank=True, default="", max_length=200)),
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
                        to="venues.coowner",
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="venues.station",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Guide",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=60)),
                ("languages", models.CharField(blank=True, default="", max_length=60)),
                ("weekdays", models.CharField(default="1234567", max_length=20)),
                ("is_active", models.BooleanField(default=True)),
                (
                    "person",
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
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="venues.station"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("station", "title"), name="venues_guide_once")],
            },
        ),
        migrations.CreateModel(
            name="GuideEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("title", models.CharField(max_length=60)),
                ("languages", models.CharField(blank=True, default="", max_length=60)),
                ("weekdays", models.CharField(default="1234567", max_length=20)),
                ("is_active", models.BooleanField(default=True)),
                (
                    "person",
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
                        to="venues.guide",
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
                    "station",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="venues.station",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="KeeperEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=64)),
                ("act", models.CharField(max_length=40)),
                ("noted_at", models.DateTimeField()),
                ("received_at", models.DateTimeField()),
                ("outcome", models.CharField(choices=[("taken", "已记下"), ("conflict", "有冲突")], max_length=10)),
                ("message", models.CharField(default="", max_length=300)),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="venues.station"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["station", "-received_at"], name="venues_keeper_entry_list")],
                "constraints": [models.UniqueConstraint(fields=("station", "key"), name="venues_keeper_entry_once")],
            },
        ),
        migrations.CreateModel(
            name="KeeperNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.CharField(max_length=300)),
                ("written_at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                (
                    "written_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="venues.station"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["station", "-written_at"], name="venues_note_list")],
            },
        ),
        migrations.CreateModel(
            name="KeeperNoteEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("text", models.CharField(max_length=300)),
                ("written_at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
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
                        to="venues.keepernote",
                    ),
                ),
                (
                    "written_by",
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
                    "station",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="venues.station",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="LevelSchemeEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=60)),
                ("description", models.CharField(blank=True, default="", max_length=300)),
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
                        to="venues.levelscheme",
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
            name="LevelTarget",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("target", models.PositiveIntegerField()),
                (
                    "place",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.place"),
                ),
                (
                    "level",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="targets", to="venues.stationlevel"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("level", "place"), name="venues_target_once")],
            },
        ),
        migrations.CreateModel(
            name="LevelTargetEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("target", models.PositiveIntegerField()),
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
                        to="venues.leveltarget",
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
                (
                    "level",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="venues.stationlevel",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MaterialItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "sort",
                    models.CharField(
                        choices=[("loan", "借用，要还"), ("take", "领取，不用还")], default="loan", max_length=6
                    ),
                ),
                ("name", models.CharField(max_length=80)),
                ("theme", models.CharField(blank=True, default="", max_length=40)),
                ("shelf", models.CharField(blank=True, default="", max_length=80)),
                ("stock", models.PositiveIntegerField()),
                ("away", models.PositiveIntegerField(default=0)),
                ("loan_days", models.PositiveSmallIntegerField(default=14)),
                ("most_a_time", models.PositiveSmallIntegerField(default=1)),
                ("is_self_service", models.BooleanField(default=True)),
                ("is_active", models.BooleanField(default=True)),
                (
                    "station",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="venues.station"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("station", "name"), name="venues_material_once"),
                    models.CheckConstraint(
                        condition=models.Q(("away__lte", models.F("stock"))), name="venues_material_in_stock"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("loan_days__range", (1, 365))), name="venues_loan_1_to_365_days"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MaterialLoan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("pieces", models.PositiveSmallIntegerField()),
                (
                    "status",
                    models.CharField(
                        choices=[("out", "在外"), ("returned", "已还"), ("taken", "已领"), ("lost", "遗失")],
                        max_length=8,
                    ),
                ),
                ("taken_at", models.DateTimeField()),
                ("due_on", models.DateField(blank=True, null=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("key", models.CharField(max_length=64)),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="loans", to="venues.materialitem"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="venues.station"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["station", "status", "due_on"], name="venues_loan_list"),
                    models.Index(fields=["user", "status"], name="venues_loan_own"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("user", "key"), name="venues_loan_key_once"),
                    models.CheckConstraint(condition=models.Q(("pieces__gte", 1)), name="venues_loan_of_something"),
                ],
            },
        ),
        migrations.CreateModel(
            name="MaterialLoanEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("pieces", models.PositiveSmallIntegerField()),
                (
                    "status",
                    models.CharField(
                        choices=[("out", "在外"), ("returned", "已还"), ("taken", "已领"), ("lost", "遗失")],
                        max_length=8,
                    ),
                ),
                ("taken_at", models.DateTimeField()),
                ("due_on", models.DateField(blank=True, null=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("key", models.CharField(max_length=64)),
                (
                    "item",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="venues.materialitem",
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
                        to="venues.materialloan",
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
                    "station",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="venues.station",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="OpeningException",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("days", django.contrib.postgres.fields.ranges.DateRangeField()),
                ("minutes", django.contrib.postgres.fields.ranges.IntegerRangeField(blank=True, null=True)),
                ("note", models.CharField(max_length=100)),
                (
                    "station",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="opening_exceptions",
                        to="venues.station",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("minutes", None),
                            models.Q(("minutes__contained_by", (0, 1440)), ("minutes__isempty", False)),
                            _connector="OR",
                        ),
                        name="venues_exception_minutes_of_a_day",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[(liangxin.core.constraints.SpanOf("station"), "&&"), ("days", "&&")],
                        name="venues_one_exception_a_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OpeningExceptionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("days", django.contrib.postgres.fields.ranges.DateRangeField()),
                ("minutes", django.contrib.postgres.fields.ranges.IntegerRangeField(blank=True, null=True)),
                ("note", models.CharField(max_length=100)),
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
                        to="venues.openingexception",
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="venues.station",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="OpeningHours",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "weekday",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "周一"),
                            (2, "周二"),
                            (3, "周三"),
                            (4, "周四"),
                            (5, "周五"),
                            (6, "周六"),
                            (7, "周日"),
                        ]
                    ),
                ),
                ("minutes", django.contrib.postgres.fields.ranges.IntegerRangeField()),
                (
                    "station",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="opening_hours", to="venues.station"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("weekday__range", (1, 7))), name="venues_weekday_1_to_7"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("minutes__contained_by", (0, 1440)), ("minutes__isempty", False)),
                        name="venues_minutes_of_a_day",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (liangxin.core.constraints.SpanOf("station"), "&&"),
                            (liangxin.core.constraints.SpanOf("weekday"), "&&"),
                            ("minutes", "&&"),
                        ],
                        name="venues_opening_hours_apart",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OpeningHoursEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "weekday",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "周一"),
                            (2, "周二"),
                            (3, "周三"),
                            (4, "周四"),
                            (5, "周五"),
                            (6, "周六"),
                            (7, "周日"),
                        ]
                    ),
                ),
                ("minutes", django.contrib.postgres.fields.ranges.IntegerRangeField()),
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
                        to="venues.openinghours",
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="venues.station",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ProjectCategory",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=40, unique=True)),
                ("name", models.CharField(max_length=60)),
                ("position", models.PositiveSmallIntegerField(default=100)),
                ("is_active", models.BooleanField(default=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ProjectCategoryEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("code", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=60)),
                ("position", models.PositiveSmallIntegerField(default=100)),
                ("is_active", models.BooleanField(default=True)),
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
                        to="venues.projectcategory",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ProjectTheme",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=40, unique=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ProjectItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80)),
                ("slug", models.CharField(max_length=10, unique=True)),
                ("sort_key", models.CharField(max_length=200)),
                ("summary", models.CharField(blank=True, default="", max_length=200)),
                ("description", models.TextField(blank=True, default="")),
                ("minutes", models.PositiveSmallIntegerField(default=90)),
                ("most_people", models.PositiveSmallIntegerField(default=40)),
                ("lead_days", models.PositiveSmallIntegerField(default=3)),
                ("is_active", models.BooleanField(default=True)),
                (
                    "category",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="venues.projectcategory"
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="venues.station"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("station", "name"), name="venues_project_once")],
            },
        ),
        migrations.CreateModel(
            name="ProjectItemEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=80)),
                ("slug", models.CharField(max_length=10)),
                ("sort_key", models.CharField(max_length=200)),
                ("summary", models.CharField(blank=True, default="", max_length=200)),
                ("description", models.TextField(blank=True, default="")),
                ("minutes", models.PositiveSmallIntegerField(default=90)),
                ("most_people", models.PositiveSmallIntegerField(default=40)),
                ("lead_days", models.PositiveSmallIntegerField(default=3)),
                ("is_active", models.BooleanField(default=True)),
                (
                    "category",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="venues.projectcategory",
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
                        to="venues.projectitem",
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="venues.station",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ProjectItemTheme",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="theme_rows", to="venues.projectitem"
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="venues.projecttheme"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("item", "theme"), name="venues_project_theme_once")],
            },
        ),
        migrations.CreateModel(
            name="ProjectOrder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts_at", models.DateTimeField()),
                ("headcount", models.PositiveSmallIntegerField()),
                ("wish", models.CharField(blank=True, default="", max_length=300)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("asked", "待答复"),
                            ("agreed", "已约定"),
                            ("declined", "不能安排"),
                            ("done", "已完成"),
                            ("cancelled", "已撤回"),
                        ],
                        default="asked",
                        max_length=10,
                    ),
                ),
                ("answer", models.CharField(blank=True, default="", max_length=300)),
                ("ordered_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="orders", to="venues.projectitem"
                    ),
                ),
                (
                    "ordered_by",
                    models.ForeignKey(
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
                    "station",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="venues.station"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["station", "status", "starts_at"], name="venues_order_list")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("headcount__gte", 1)), name="venues_order_for_somebody"),
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ["asked", "agreed"])),
                        fields=("item", "organisation", "starts_at"),
                        name="venues_order_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProjectOrderEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("starts_at", models.DateTimeField()),
                ("headcount", models.PositiveSmallIntegerField()),
                ("wish", models.CharField(blank=True, default="", max_length=300)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("asked", "待答复"),
                            ("agreed", "已约定"),
                            ("declined", "不能安排"),
                            ("done", "已完成"),
                            ("cancelled", "已撤回"),
                        ],
                        default="asked",
                        max_length=10,
                    ),
                ),
                ("answer", models.CharField(blank=True, default="", max_length=300)),
                ("ordered_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "item",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="venues.projectitem",
                    ),
                ),
                (
                    "ordered_by",
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
                        to="venues.projectorder",
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="venues.station",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ProjectThemeEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=40)),
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
                        to="venues.projecttheme",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Provider",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=60)),
                ("organisation_name", models.CharField(blank=True, default="", max_length=80)),
                ("is_active", models.BooleanField(default=True)),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="venues.station"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("station", "title"), name="venues_provider_once")],
            },
        ),
        migrations.CreateModel(
            name="ProviderAbsence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("days", django.contrib.postgres.fields.ranges.DateRangeField()),
                ("note", models.CharField(blank=True, default="", max_length=100)),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="absences", to="venues.provider"
                    ),
                ),
            ],
            options={
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[(liangxin.core.constraints.SpanOf("provider"), "&&"), ("days", "&&")],
                        name="venues_one_absence_a_day",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ProviderAbsenceEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("days", django.contrib.postgres.fields.ranges.DateRangeField()),
                ("note", models.CharField(blank=True, default="", max_length=100)),
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
                        to="venues.providerabsence",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="venues.provider",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ProviderEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("title", models.CharField(max_length=60)),
                ("organisation_name", models.CharField(blank=True, default="", max_length=80)),
                ("is_active", models.BooleanField(default=True)),
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
                        to="venues.provider",
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
                    "station",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="venues.station",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ServiceCategory",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=40, unique=True)),
                ("name", models.CharField(max_length=60)),
                ("icon", models.CharField(default="circle-check", max_length=40)),
                ("position", models.PositiveSmallIntegerField(default=100)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ServiceItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80)),
                ("slug", models.CharField(max_length=10, unique=True)),
                ("sort_key", models.CharField(max_length=200)),
                ("summary", models.CharField(blank=True, default="", max_length=200)),
                ("description", models.TextField(blank=True, default="")),
                ("provided_by", models.CharField(blank=True, default="", max_length=80)),
                (
                    "mode",
                    models.CharField(
                        choices=[("walk_in", "直接来"), ("appointment", "预约"), ("on_request", "先提出，再约定")],
                        max_length=12,
                    ),
                ),
                ("where", models.CharField(blank=True, default="", max_length=80)),
                ("documents", models.TextField(blank=True, default="")),
                ("fee_fen", models.PositiveIntegerField(default=0)),
                ("is_confidential", models.BooleanField(default=False)),
                ("is_public", models.BooleanField(default=True)),
                ("is_active", models.BooleanField(default=True)),
                (
                    "category",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="venues.servicecategory"
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="venues.station"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["station", "category", "sort_key"], name="venues_service_list")],
                "constraints": [
                    models.UniqueConstraint(fields=("station", "name"), name="venues_service_once"),
                    models.CheckConstraint(
                        condition=models.Q(("is_confidential", True), ("mode", "on_request"), _negated=True),
                        name="venues_confidential_not_on_request",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProviderHours",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "weekday",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "周一"),
                            (2, "周二"),
                            (3, "周三"),
                            (4, "周四"),
                            (5, "周五"),
                            (6, "周六"),
                            (7, "周日"),
                        ]
                    ),
                ),
                ("minutes", django.contrib.postgres.fields.ranges.IntegerRangeField()),
                ("slot_minutes", models.PositiveSmallIntegerField(default=30)),
                ("places", models.PositiveSmallIntegerField(default=1)),
                ("days", django.contrib.postgres.fields.ranges.DateRangeField()),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="hours", to="venues.provider"
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="venues.serviceitem"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("weekday__range", (1, 7))), name="venues_provider_weekday_1_to_7"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("slot_minutes__range", (5, 480))), name="venues_slot_5_to_480_minutes"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("places__range", (1, 200))), name="venues_slot_1_to_200_places"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("minutes__contained_by", (0, 1440)), ("minutes__isempty", False)),
                        name="venues_provider_minutes_of_a_day",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (liangxin.core.constraints.SpanOf("provider"), "&&"),
                            (liangxin.core.constraints.SpanOf("weekday"), "&&"),
                            ("minutes", "&&"),
                            ("days", "&&"),
                        ],
                        name="venues_provider_hours_apart",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProviderHoursEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "weekday",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "周一"),
                            (2, "周二"),
                            (3, "周三"),
                            (4, "周四"),
                            (5, "周五"),
                            (6, "周六"),
                            (7, "周日"),
                        ]
                    ),
                ),
                ("minutes", django.contrib.postgres.fields.ranges.IntegerRangeField()),
                ("slot_minutes", models.PositiveSmallIntegerField(default=30)),
                ("places", models.PositiveSmallIntegerField(default=1)),
                ("days", django.contrib.postgres.fields.ranges.DateRangeField()),
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
                        to="venues.providerhours",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="venues.provider",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="venues.serviceitem",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RoomSeries",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("rrule", models.CharField(max_length=200)),
                ("first_starts_at", models.DateTimeField()),
                ("minutes", models.PositiveSmallIntegerField()),
                ("created_at", models.DateTimeField()),
                (
                    "booker",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "room",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="venues.room"),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RoomBooking",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("purpose", models.CharField(max_length=120)),
                ("headcount", models.PositiveSmallIntegerField()),
                ("during", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                ("held", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("requested", "待审批"),
                            ("confirmed", "已预约"),
                            ("offered", "为候补保留"),
                            ("declined", "未同意"),
                            ("cancelled", "已取消"),
                            ("lapsed", "保留已过期"),
                            ("no_show", "未到场"),
                        ],
                        max_length=10,
                    ),
                ),
                ("held_for", models.CharField(blank=True, default="", max_length=40)),
                ("price_fen", models.PositiveIntegerField(default=0)),
                ("key", models.CharField(blank=True, default="", max_length=64)),
                ("requested_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                ("decision_note", models.CharField(blank=True, default="", max_length=200)),
                ("ended_at", models.DateTimeField(null=True)),
                ("end_reason", models.CharField(blank=True, default="", max_length=200)),
                ("is_late_cancellation", models.BooleanField(default=False)),
                ("offered_until", models.DateTimeField(null=True)),
                ("reminded_at", models.DateTimeField(null=True)),
                (
                    "booker",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "room",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bookings",
                        to="venues.room",
                    ),
                ),
                (
                    "series",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bookings",
                        to="venues.roomseries",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(models.F("room"), models.F("during__startswith"), name="venues_booking_room_start"),
                    models.Index(
                        models.F("booker"), models.F("during__startswith"), name="venues_booking_booker_start"
                    ),
                    models.Index(
                        models.F("organisation"), models.F("during__startswith"), name="venues_booking_organisation"
                    ),
                    models.Index(
                        condition=models.Q(("status", "requested")),
                        fields=["requested_at", "id"],
                        name="venues_booking_pending",
                    ),
                    models.Index(
                        condition=models.Q(("status", "offered")),
                        fields=["offered_until"],
                        name="venues_booking_offered",
                    ),
                ],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("status__in", ("requested", "confirmed", "offered"))),
                        expressions=[(liangxin.core.constraints.SpanOf("room"), "&&"), ("held", "&&")],
                        name="venues_one_booking_per_room_and_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("during__isempty", False), ("during__lower_inf", False), ("during__upper_inf", False)
                        ),
                        name="venues_booking_has_a_span",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("held__contains", models.F("during"))), name="venues_booking_holds_its_span"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("headcount__gt", 0)), name="venues_booking_for_somebody"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "offered"), _negated=True),
                            ("offered_until__isnull", False),
                            _connector="OR",
                        ),
                        name="venues_offer_has_an_end",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("key", ""), _negated=True),
                        fields=("booker", "key"),
                        name="venues_booking_key_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RoomBookingEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("purpose", models.CharField(max_length=120)),
                ("headcount", models.PositiveSmallIntegerField()),
                ("during", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                ("held", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("requested", "待审批"),
                            ("confirmed", "已预约"),
                            ("offered", "为候补保留"),
                            ("declined", "未同意"),
                            ("cancelled", "已取消"),
                            ("lapsed", "保留已过期"),
                            ("no_show", "未到场"),
                        ],
                        max_length=10,
                    ),
                ),
                ("held_for", models.CharField(blank=True, default="", max_length=40)),
                ("price_fen", models.PositiveIntegerField(default=0)),
                ("key", models.CharField(blank=True, default="", max_length=64)),
                ("requested_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                ("decision_note", models.CharField(blank=True, default="", max_length=200)),
                ("ended_at", models.DateTimeField(null=True)),
                ("end_reason", models.CharField(blank=True, default="", max_length=200)),
                ("is_late_cancellation", models.BooleanField(default=False)),
                ("offered_until", models.DateTimeField(null=True)),
                ("reminded_at", models.DateTimeField(null=True)),
                (
                    "booker",
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
                        to="venues.roombooking",
                    ),
                ),
                (
                    "room",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="venues.room",
                    ),
                ),
                (
                    "series",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="venues.roomseries",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RoomClosure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("during", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                ("note", models.CharField(max_length=100)),
                (
                    "room",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="closures", to="venues.room"
                    ),
                ),
            ],
            options={
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[(liangxin.core.constraints.SpanOf("room"), "&&"), ("during", "&&")],
                        name="venues_room_closures_apart",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RoomClosureEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("during", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                ("note", models.CharField(max_length=100)),
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
                        to="venues.roomclosure",
                    ),
                ),
                (
                    "room",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="venues.room",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RoomEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=60)),
                ("slug", models.CharField(default=liangxin.trees.models.random_slug, max_length=10)),
                ("description", models.TextField(blank=True, default="")),
                ("floor", models.CharField(blank=True, default="", max_length=20)),
                ("directions", models.CharField(blank=True, default="", max_length=300)),
                ("capacity", models.PositiveSmallIntegerField()),
                (
                    "equipment",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=30), blank=True, default=list, size=None
                    ),
                ),
                ("is_hosted", models.BooleanField(default=False)),
                (
                    "status",
                    models.CharField(
                        choices=[("open", "可预约"), ("suspended", "暂停预约"), ("closed", "已停用")],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("status_note", models.CharField(blank=True, default="", max_length=200)),
                ("is_public", models.BooleanField(default=True)),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("everyone", "凡有账号者"),
                            ("organisations", "以组织或企业身份"),
                            ("staff", "仅站点工作人员"),
                        ],
                        default="everyone",
                        max_length=15,
                    ),
                ),
                ("min_minutes", models.PositiveSmallIntegerField(default=30)),
                ("max_minutes", models.PositiveSmallIntegerField(default=240)),
                ("lead_minutes", models.PositiveIntegerField(default=0)),
                ("ahead_days", models.PositiveSmallIntegerField(default=30)),
                ("buffer_minutes", models.PositiveSmallIntegerField(default=0)),
                ("cancel_minutes", models.PositiveIntegerField(default=0)),
                ("needs_approval", models.BooleanField(default=False)),
                ("opens_on_holidays", models.BooleanField(default=False)),
                ("quota_minutes", models.PositiveIntegerField(blank=True, null=True)),
                ("offer_minutes", models.PositiveSmallIntegerField(default=0)),
                ("price_fen", models.PositiveIntegerField(default=0)),
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
                        to="venues.room",
                    ),
                ),
                (
                    "kind",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="venues.roomkind",
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="venues.station",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RoomFunctionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("code", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=60)),
                ("description", models.CharField(blank=True, default="", max_length=300)),
                ("icon", models.CharField(default="circle-check", max_length=40)),
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
                        to="venues.roomfunction",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RoomKindEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("code", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=60)),
                ("description", models.CharField(blank=True, default="", max_length=300)),
                ("icon", models.CharField(default="door", max_length=40)),
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
                        to="venues.roomkind",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RoomNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("written_at", models.DateTimeField()),
                ("text", models.CharField(max_length=300)),
                ("needs_action", models.BooleanField(default=False)),
                ("settled_at", models.DateTimeField(null=True)),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "booking",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="notes", to="venues.roombooking"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RoomNoteEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("written_at", models.DateTimeField()),
                ("text", models.CharField(max_length=300)),
                ("needs_action", models.BooleanField(default=False)),
                ("settled_at", models.DateTimeField(null=True)),
                (
                    "author",
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
                    "booking",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="venues.roombooking",
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
                        to="venues.roomnote",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RoomPhoto",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("caption", models.CharField(max_length=100)),
                ("added_at", models.DateTimeField()),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.storedfile"
                    ),
                ),
                (
                    "room",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="photos", to="venues.room"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["room", "id"], name="venues_room_photos")],
            },
        ),
        migrations.CreateModel(
            name="RoomPhotoEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("caption", models.CharField(max_length=100)),
                ("added_at", models.DateTimeField()),
                (
                    "file",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="files.storedfile",
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
                        to="venues.roomphoto",
                    ),
                ),
                (
                    "room",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="venues.room",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RoomSeriesEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("rrule", models.CharField(max_length=200)),
                ("first_starts_at", models.DateTimeField()),
                ("minutes", models.PositiveSmallIntegerField()),
                ("created_at", models.DateTimeField()),
                (
                    "booker",
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
                        to="venues.roomseries",
                    ),
                ),
                (
                    "room",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="venues.room",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RoomUse",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "function",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="venues.roomfunction"
                    ),
                ),
                (
                    "room",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="uses", to="venues.room"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("room", "function"), name="venues_room_use_once")],
            },
        ),
        migrations.CreateModel(
            name="RoomUseEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "function",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="venues.roomfunction",
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
                        to="venues.roomuse",
                    ),
                ),
                (
                    "room",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="venues.room",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RoomWait",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("during", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                ("purpose", models.CharField(max_length=120)),
                ("headcount", models.PositiveSmallIntegerField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("waiting", "候补中"),
                            ("offered", "已保留，待确认"),
                            ("taken", "已约上"),
                            ("passed", "未接受"),
                            ("left", "已退出"),
                            ("over", "已过时间"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("told_at", models.DateTimeField(null=True)),
                (
                    "booking",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="waits",
                        to="venues.roombooking",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "room",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="waits", to="venues.room"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("status", "waiting")), fields=["room", "id"], name="venues_wait_in_order"
                    ),
                    models.Index(fields=["user", "-id"], name="venues_wait_user"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ("waiting", "offered"))),
                        fields=("room", "user", "during"),
                        name="venues_wait_once",
                    ),
                    models.CheckConstraint(condition=models.Q(("headcount__gt", 0)), name="venues_wait_for_somebody"),
                ],
            },
        ),
        migrations.CreateModel(
            name="RoomWaitEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("during", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                ("purpose", models.CharField(max_length=120)),
                ("headcount", models.PositiveSmallIntegerField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("waiting", "候补中"),
                            ("offered", "已保留，待确认"),
                            ("taken", "已约上"),
                            ("passed", "未接受"),
                            ("left", "已退出"),
                            ("over", "已过时间"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("told_at", models.DateTimeField(null=True)),
                (
                    "booking",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="venues.roombooking",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
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
                        to="venues.roomwait",
                    ),
                ),
                (
                    "room",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="venues.room",
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
            name="ServiceCategoryEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("code", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=60)),
                ("icon", models.CharField(default="circle-check", max_length=40)),
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
                        to="venues.servicecategory",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ServiceFunction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="tags", to="venues.serviceitem"
                    ),
                ),
                (
                    "function",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="venues.stationfunction"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("item", "function"), name="venues_service_function_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="ServiceFunctionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
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
                        to="venues.servicefunction",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="venues.serviceitem",
                    ),
                ),
                (
                    "function",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="venues.stationfunction",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ServiceItemEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=80)),
                ("slug", models.CharField(max_length=10)),
                ("sort_key", models.CharField(max_length=200)),
                ("summary", models.CharField(blank=True, default="", max_length=200)),
                ("description", models.TextField(blank=True, default="")),
                ("provided_by", models.CharField(blank=True, default="", max_length=80)),
                (
                    "mode",
                    models.CharField(
                        choices=[("walk_in", "直接来"), ("appointment", "预约"), ("on_request", "先提出，再约定")],
                        max_length=12,
                    ),
                ),
                ("where", models.CharField(blank=True, default="", max_length=80)),
                ("documents", models.TextField(blank=True, default="")),
                ("fee_fen", models.PositiveIntegerField(default=0)),
                ("is_confidential", models.BooleanField(default=False)),
                ("is_public", models.BooleanField(default=True)),
                ("is_active", models.BooleanField(default=True)),
                (
                    "category",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="venues.servicecategory",
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
                        to="venues.serviceitem",
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="venues.station",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ServiceRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("wanted", models.CharField(max_length=120)),
                ("note", liangxin.core.fields.EncryptedTextField(blank=True, default="")),
                ("contact", liangxin.core.fields.EncryptedTextField(blank=True, default="")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("asked", "待答复"),
                            ("agreed", "已约定"),
                            ("declined", "不能安排"),
                            ("done", "已完成"),
                            ("cancelled", "已撤回"),
                        ],
                        default="asked",
                        max_length=10,
                    ),
                ),
                ("answer", models.CharField(blank=True, default="", max_length=300)),
                ("asked_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="venues.serviceitem"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="venues.station"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["station", "status", "asked_at"], name="venues_request_list")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status", "asked")), fields=("item", "user"), name="venues_one_open_request"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ServiceRequestEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("wanted", models.CharField(max_length=120)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("asked", "待答复"),
                            ("agreed", "已约定"),
                            ("declined", "不能安排"),
                            ("done", "已完成"),
                            ("cancelled", "已撤回"),
                        ],
                        default="asked",
                        max_length=10,
                    ),
                ),
                ("answer", models.CharField(blank=True, default="", max_length=300)),
                ("asked_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "item",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="venues.serviceitem",
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
                        to="venues.servicerequest",
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
                    "station",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="venues.station",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Slot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("during", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                ("places", models.PositiveSmallIntegerField()),
                ("taken", models.PositiveSmallIntegerField(default=0)),
                (
                    "status",
                    models.CharField(choices=[("open", "可约"), ("closed", "已停")], default="open", max_length=8),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="slots", to="venues.serviceitem"
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="venues.provider"
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="venues.station"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(models.F("item"), models.F("during__startswith"), name="venues_slot_of_item"),
                    models.Index(models.F("station"), models.F("during__startswith"), name="venues_slot_of_station"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("taken__lte", models.F("places"))), name="venues_slot_not_overfull"
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[(liangxin.core.constraints.SpanOf("provider"), "&&"), ("during", "&&")],
                        name="venues_provider_in_one_place",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StationChecklist",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateField()),
                (
                    "station",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="venues.station"
                    ),
                ),
                (
                    "template",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="venues.checklisttemplate"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("station", "template"), name="venues_checklist_once")],
            },
        ),
        migrations.CreateModel(
            name="StationChecklistEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("since", models.DateField()),
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
                        to="venues.stationchecklist",
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="venues.station",
                    ),
                ),
                (
                    "template",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="venues.checklisttemplate",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="StationEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "status",
                    models.CharField(
                        choices=[("preparing", "筹建中"), ("open", "开放"), ("suspended", "暂停开放")],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("status_note", models.CharField(blank=True, default="", max_length=200)),
                ("area_m2", models.DecimalField(blank=True, decimal_places=2, max_digits=9, null=True)),
                ("address", models.CharField(blank=True, default="", max_length=300)),
                ("latitude", models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True)),
                ("longitude", models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True)),
                ("telephone", models.CharField(blank=True, default="", max_length=60)),
                ("description", models.TextField(blank=True, default="")),
                ("is_public", models.BooleanField(default=True)),
                (
                    "brand",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="venues.brand",
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
                    "owner",
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
                        to="venues.station",
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
                (
                    "kind",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="venues.stationkind",
                    ),
                ),
                (
                    "level",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="venues.stationlevel",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="StationFunctionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("code", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=60)),
                ("description", models.CharField(blank=True, default="", max_length=300)),
                ("icon", models.CharField(default="circle-check", max_length=40)),
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
                        to="venues.stationfunction",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="StationKindEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("code", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=60)),
                ("description", models.CharField(blank=True, default="", max_length=300)),
                ("icon", models.CharField(default="building-community", max_length=40)),
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
                        to="venues.stationkind",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="StationLevelEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("rank", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=60)),
                ("description", models.CharField(blank=True, default="", max_length=300)),
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
                        to="venues.stationlevel",
                    ),
                ),
                (
                    "scheme",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="venues.levelscheme",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="StationOffer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "function",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="venues.stationfunction"
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="offers", to="venues.station"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("station", "function"), name="venues_offer_once")],
            },
        ),
        migrations.CreateModel(
            name="StationOfferEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "function",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="venues.stationfunction",
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
                        to="venues.stationoffer",
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="venues.station",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="StationWork",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("new", "新建"), ("upgrade", "升级改造"), ("move", "搬迁")], max_length=10
                    ),
                ),
                ("completed_on", models.DateField()),
                ("description", models.CharField(max_length=300)),
                (
                    "station",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="works", to="venues.station"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="StationWorkEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("new", "新建"), ("upgrade", "升级改造"), ("move", "搬迁")], max_length=10
                    ),
                ),
                ("completed_on", models.DateField()),
                ("description", models.CharField(max_length=300)),
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
                        to="venues.stationwork",
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="venues.station",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="StudioHost",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=60)),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="hosts", to="venues.station"
                    ),
                ),
            ],
            options={
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (liangxin.core.constraints.SpanOf("station"), "&&"),
                            (liangxin.core.constraints.SpanOf("person"), "&&"),
                            ("during", "&&"),
                        ],
                        name="venues_host_once_a_day",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StudioHostEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("title", models.CharField(max_length=60)),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
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
                        to="venues.studiohost",
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="venues.station",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="WalkInCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                (
                    "part",
                    models.CharField(
                        choices=[("morning", "上午"), ("afternoon", "下午"), ("evening", "晚上")], max_length=10
                    ),
                ),
                ("people", models.PositiveIntegerField(default=0)),
                (
                    "station",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="venues.station"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("station", "day", "part"), name="venues_walk_ins_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Appointment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_confidential", models.BooleanField()),
                ("guest_name", liangxin.core.fields.EncryptedTextField(blank=True, default="")),
                ("holder", liangxin.core.fields.EncryptedTextField(blank=True, default="")),
                ("holder_key", models.BigIntegerField(blank=True, null=True)),
                ("during", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                ("code", models.CharField(max_length=8)),
                ("note", liangxin.core.fields.EncryptedTextField(blank=True, default="")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("booked", "已预约"),
                            ("came", "已到"),
                            ("no_show", "未到"),
                            ("cancelled", "已取消"),
                            ("called_off", "站点取消"),
                        ],
                        default="booked",
                        max_length=10,
                    ),
                ),
                ("made_at", models.DateTimeField()),
                ("came_at", models.DateTimeField(blank=True, null=True)),
                ("cancelled_at", models.DateTimeField(blank=True, null=True)),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="venues.serviceitem"
                    ),
                ),
                (
                    "slot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="appointments", to="venues.slot"
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="venues.station"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(models.F("station"), models.F("during__startswith"), name="venues_appointment_day"),
                    models.Index(fields=["holder_key"], name="venues_appointment_holder"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_confidential", False),
                            models.Q(("holder_key__isnull", False), ("user", None)),
                            _connector="OR",
                        ),
                        name="venues_confidential_unnamed",
                    ),
                    models.UniqueConstraint(fields=("slot", "code"), name="venues_appointment_code_once"),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("holder_key__isnull", False), ("status", "booked")),
                        expressions=[(liangxin.core.constraints.SpanOf("holder_key"), "&&"), ("during", "&&")],
                        name="venues_one_appointment_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AppointmentEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("is_confidential", models.BooleanField()),
                ("during", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("booked", "已预约"),
                            ("came", "已到"),
                            ("no_show", "未到"),
                            ("cancelled", "已取消"),
                            ("called_off", "站点取消"),
                        ],
                        default="booked",
                        max_length=10,
                    ),
                ),
                ("made_at", models.DateTimeField()),
                ("came_at", models.DateTimeField(blank=True, null=True)),
                ("cancelled_at", models.DateTimeField(blank=True, null=True)),
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
                        to="venues.appointment",
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
                    "item",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="venues.serviceitem",
                    ),
                ),
                (
                    "slot",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="venues.slot",
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="venues.station",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="BrandEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=60)),
                ("slogan", models.CharField(blank=True, default="", max_length=120)),
                ("description", models.TextField(blank=True, default="")),
                ("slug", models.CharField(max_length=10)),
                ("is_public", models.BooleanField(default=True)),
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
                        to="venues.brand",
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
            name="CeremonyBooking",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("during", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                ("headcount", models.PositiveSmallIntegerField()),
                ("note", models.CharField(blank=True, default="", max_length=300)),
                ("booked_at", models.DateTimeField()),
                ("cancelled_at", models.DateTimeField(blank=True, null=True)),
                (
                    "booked_by",
                    models.ForeignKey(
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
                    "package",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bookings",
                        to="venues.ceremonypackage",
                    ),
                ),
                (
                    "guide",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="venues.guide",
                    ),
                ),
                (
                    "room_booking",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="venues.roombooking"
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="venues.station"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["station", "cancelled_at"], name="venues_ceremony_list")],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("cancelled_at", None), ("guide__isnull", False)),
                        expressions=[(liangxin.core.constraints.SpanOf("guide"), "&&"), ("during", "&&")],
                        name="venues_guide_in_one_place",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CeremonyBookingEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("during", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                ("headcount", models.PositiveSmallIntegerField()),
                ("note", models.CharField(blank=True, default="", max_length=300)),
                ("booked_at", models.DateTimeField()),
                ("cancelled_at", models.DateTimeField(blank=True, null=True)),
                (
                    "booked_by",
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
                        to="venues.ceremonybooking",
                    ),
                ),
                (
                    "package",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="venues.ceremonypackage",
                    ),
                ),
                (
                    "guide",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="venues.guide",
                    ),
                ),
                (
                    "room_booking",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="venues.roombooking",
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="venues.station",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CeremonyPackageEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=60)),
                ("slug", models.CharField(max_length=10)),
                ("content", models.TextField(blank=True, default="")),
                ("minutes", models.PositiveSmallIntegerField(default=60)),
                ("most_people", models.PositiveSmallIntegerField(default=60)),
                ("position", models.PositiveSmallIntegerField(default=100)),
                ("is_active", models.BooleanField(default=True)),
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
                        to="venues.ceremonypackage",
                    ),
                ),
                (
                    "room",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="venues.room",
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="venues.station",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ChecklistState",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(blank=True, default="", max_length=60)),
                (
                    "state",
                    models.CharField(
                        choices=[("missing", "没有"), ("partial", "有，待改进"), ("met", "具备")],
                        default="missing",
                        max_length=8,
                    ),
                ),
                ("evidence", models.CharField(blank=True, default="", max_length=300)),
                ("checked_on", models.DateField(blank=True, null=True)),
                ("expires_on", models.DateField(blank=True, null=True)),
                ("remedy", models.CharField(blank=True, default="", max_length=200)),
                ("remedy_due", models.DateField(blank=True, null=True)),
                (
                    "line",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="venues.checklistline",
                    ),
                ),
                (
                    "checklist",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="states", to="venues.stationchecklist"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["checklist", "state"], name="venues_line_state")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("line__isnull", False)),
                        fields=("checklist", "line"),
                        name="venues_line_state_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("line__isnull", False), models.Q(("name", ""), _negated=True), _connector="OR"
                        ),
                        name="venues_own_line_named",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ChecklistStateEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(blank=True, default="", max_length=60)),
                (
                    "state",
                    models.CharField(
                        choices=[("missing", "没有"), ("partial", "有，待改进"), ("met", "具备")],
                        default="missing",
                        max_length=8,
                    ),
                ),
                ("evidence", models.CharField(blank=True, default="", max_length=300)),
                ("checked_on", models.DateField(blank=True, null=True)),
                ("expires_on", models.DateField(blank=True, null=True)),
                ("remedy", models.CharField(blank=True, default="", max_length=200)),
                ("remedy_due", models.DateField(blank=True, null=True)),
                (
                    "line",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="venues.checklistline",
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
                        to="venues.checkliststate",
                    ),
                ),
                (
                    "checklist",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="venues.stationchecklist",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ChecklistLineEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("group", models.CharField(blank=True, default="", max_length=30)),
                ("name", models.CharField(blank=True, default="", max_length=60)),
                ("hint", models.CharField(blank=True, default="", max_length=200)),
                ("valid_months", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("position", models.PositiveSmallIntegerField()),
                ("is_active", models.BooleanField(default=True)),
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
                        to="venues.checklistline",
                    ),
                ),
                (
                    "template",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="venues.checklisttemplate",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="Station",
            name="functions",
            field=models.ManyToManyField(related_name="+", through="venues.StationOffer", to="venues.stationfunction"),
        ),
        migrations.AddField(
            model_name="Room",
            name="functions",
            field=models.ManyToManyField(related_name="+", through="venues.RoomUse", to="venues.roomfunction"),
        ),
        migrations.AddField(
            model_name="ProjectItem",
            name="themes",
            field=models.ManyToManyField(related_name="+", through="venues.ProjectItemTheme", to="venues.projecttheme"),
        ),
        migrations.AddField(
            model_name="ServiceItem",
            name="functions",
            field=models.ManyToManyField(
                related_name="+", through="venues.ServiceFunction", to="venues.stationfunction"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="checklisttemplate",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "venues_checklisttemplateevent" ("code", "description", "id", "is_active", "name", "own_lines", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "sort") VALUES (NEW."code", NEW."description", NEW."id", NEW."is_active", NEW."name", NEW."own_lines", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."sort"); RETURN NULL;',
                    hash="0f947bd4d331d2730a9e7b81e613d811e0be558d",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_c2d4e",
                    table="venues_checklisttemplate",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="checklisttemplate",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "venues_checklisttemplateevent" ("code", "description", "id", "is_active", "name", "own_lines", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "sort") VALUES (NEW."code", NEW."description", NEW."id", NEW."is_active", NEW."name", NEW."own_lines", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."sort"); RETURN NULL;',
                    hash="f71f6699f042ea3eb8877b0f4cff33fbdfc88aa0",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e2f15",
                    table="venues_checklisttemplate",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="projectcategory",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "venues_projectcategoryevent" ("code", "id", "is_active", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (NEW."code", NEW."id", NEW."is_active", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position"); RETURN NULL;',
                    hash="70d1731f17d65f2a9a36cff726b42e1d7bd9341b",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_26a05",
                    table="venues_projectcategory",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="projectcategory",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "venues_projectcategoryevent" ("code", "id", "is_active", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (NEW."code", NEW."id", NEW."is_active", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position"); RETURN NULL;',
                    hash="4060bfee05fbf87f054f3fa55997616d75f5845d",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_33f9c",
                    table="venues_projectcategory",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="projecttheme",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "venues_projectthemeevent" ("id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                    hash="8e1cce103e8aeeff79e974af538a3c1ec517b50a",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_29743",
                    table="venues_projecttheme",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="projecttheme",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "venues_projectthemeevent" ("id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                    hash="118c91205f3750b4ed5d376098009360a4d8064e",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_2120d",
                    table="venues_projecttheme",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="roomfunction",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "venues_roomfunctionevent" ("code", "description", "icon", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (NEW."code", NEW."description", NEW."icon", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position"); RETURN NULL;',
                    hash="2843868498daa1b218f5ee7f62074c0c04f59bb6",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_3185d",
                    table="venues_roomfunction",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="roomfunction",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "venues_roomfunctionevent" ("code", "description", "icon", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (NEW."code", NEW."description", NEW."icon", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position"); RETURN NULL;',
                    hash="d9633afea23d22e91a3356ac1a9b7bc2e3afec62",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_1e3cc",
                    table="venues_roomfunction",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="roomkind",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "venues_roomkindevent" ("code", "description", "icon", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (NEW."code", NEW."description", NEW."icon", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position"); RETURN NULL;',
                    hash="245eb87fb9e99a66e8535479f021b3e5659c2b70",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_67aa3",
                    table="venues_roomkind",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="roomkind",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "venues_roomkindevent" ("code", "description", "icon", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (NEW."code", NEW."description", NEW."icon", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position"); RETURN NULL;',
                    hash="ffacdbd61d5537332754f26999f42b87013d8051",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_aba16",
                    table="venues_roomkind",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="servicecategory",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "venues_servicecategoryevent" ("code", "icon", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (NEW."code", NEW."icon", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position"); RETURN NULL;',
                    hash="d141d082031b9f5e8a14cfbd202799e05a6d8ff7",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_1b43c",
                    table="venues_servicecategory",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="servicecategory",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "venues_servicecategoryevent" ("code", "icon", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (NEW."code", NEW."icon", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position"); RETURN NULL;',
                    hash="7a0b5f16d231947ecb86b22dc8e39b9f6566b058",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d62d0",
                    table="venues_servicecategory",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="stationfunction",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "venues_stationfunctionevent" ("code", "description", "icon", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (NEW."code", NEW."description", NEW."icon", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position"); RETURN NULL;',
                    hash="9adc7695de2d6c9083065eaec93d5a5c2c84ceee",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e2cae",
                    table="venues_stationfunction",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="stationfunction",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "venues_stationfunctionevent" ("code", "description", "icon", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (NEW."code", NEW."description", NEW."icon", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position"); RETURN NULL;',
                    hash="c63a1086248eb11976d169bbd8cc1f10419b14cd",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_f6e44",
                    table="venues_stationfunction",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="stationkind",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "venues_stationkindevent" ("code", "description", "icon", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (NEW."code", NEW."description", NEW."icon", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position"); RETURN NULL;',
                    hash="51d9dd618794b9a2515ee4371670055c3e6191aa",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_54445",
                    table="venues_stationkind",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="stationkind",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "venues_stationkindevent" ("code", "description", "icon", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (NEW."code", NEW."description", NEW."icon", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position"); RETURN NULL;',
                    hash="89d2fa6ad6e4aab57ab7dbe67b0f550e8854d429",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_81285",
                    table="venues_stationkind",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="brand",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "venues_brandevent" ("description", "id", "is_public", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "slogan", "slug") VALUES (NEW."description", NEW."id", NEW."is_public", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place_id", NEW."slogan", NEW."slug"); RETURN NULL;',
                    hash="4453cb673cae23a8fdf619403e8c7a0b097d5360",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_3097a",
                    table="venues_brand",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="brand",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "venues_brandevent" ("description", "id", "is_public", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "slogan", "slug") VALUES (NEW."description", NEW."id", NEW."is_public", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place_id", NEW."slogan", NEW."slug"); RETURN NULL;',
                    hash="e5c8922db6dcd70bb1295588199dbf61e88173c3",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_63ca0",
                    table="venues_brand",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="checklistline",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "venues_checklistlineevent" ("group", "hint", "id", "is_active", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "template_id", "valid_months") VALUES (NEW."group", NEW."hint", NEW."id", NEW."is_active", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."template_id", NEW."valid_months"); RETURN NULL;',
                    hash="2e91a870f6ec69d67ac2e2714d2432bdedcc0f2f",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_3052d",
                    table="venues_checklistline",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="checklistline",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "venues_checklistlineevent" ("group", "hint", "id", "is_active", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "template_id", "valid_months") VALUES (NEW."group", NEW."hint", NEW."id", NEW."is_active", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."template_id", NEW."valid_months"); RETURN NULL;',
                    hash="53d8e169d795410e8b53d55c8d3cdf93fa1aca15",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_425d5",
                    table="venues_checklistline",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="levelscheme",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "venues_levelschemeevent" ("description", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id") VALUES (NEW."description", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place_id"); RETURN NULL;',
                    hash="f2276b89011a871a34050d5b4fa5d8215813cb79",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_6a680",
                    table="venues_levelscheme",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="levelscheme",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "venues_levelschemeevent" ("description", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id") VALUES (NEW."description", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place_id"); RETURN NULL;',
                    hash="4c1e817aa76482ab896baad847a1a2826eb99a72",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_92766",
                    table="venues_levelscheme",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="providerabsence",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "venues_providerabsenceevent" ("days", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provider_id") VALUES (NEW."days", NEW."id", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."provider_id"); RETURN NULL;',
                    hash="387fcb0b9060c864921082bed04e235cf21b777f",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_a2393",
                    table="venues_providerabsence",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="providerabsence",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "venues_providerabsenceevent" ("days", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provider_id") VALUES (NEW."days", NEW."id", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."provider_id"); RETURN NULL;',
                    hash="59a6cd1cf9ef3a6d2d90cdd67f1bed8731bd966f",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_3e3b6",
                    table="venues_providerabsence",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="roomclosure",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "venues_roomclosureevent" ("during", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "room_id") VALUES (NEW."during", NEW."id", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."room_id"); RETURN NULL;',
                    hash="eb9ae241156d650fd68b4a181442f6e13dd21a9b",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_696e3",
                    table="venues_roomclosure",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="roomclosure",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "venues_roomclosureevent" ("during", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "room_id") VALUES (NEW."during", NEW."id", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."room_id"); RETURN NULL;',
                    hash="65df12de6e19cad6f02a8f1289d5d32f690f43ac",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_6eeac",
                    table="venues_roomclosure",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="roomnote",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "venues_roomnoteevent" ("author_id", "booking_id", "id", "needs_action", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "settled_at", "text", "written_at") VALUES (NEW."author_id", NEW."booking_id", NEW."id", NEW."needs_action", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."settled_at", NEW."text", NEW."written_at"); RETURN NULL;',
                    hash="51cf60760db2162bfa466f7a293052329e03b040",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_438eb",
                    table="venues_roomnote",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="roomnote",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "venues_roomnoteevent" ("author_id", "booking_id", "id", "needs_action", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "settled_at", "text", "written_at") VALUES (NEW."author_id", NEW."booking_id", NEW."id", NEW."needs_action", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."settled_at", NEW."text", NEW."written_at"); RETURN NULL;',
                    hash="0aacff7a5156df2ab79fbb849a9973fb81ed070e",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_eae8b",
                    table="venues_roomnote",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="roomphoto",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "venues_roomphotoevent" ("added_at", "caption", "file_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "room_id") VALUES (NEW."added_at", NEW."caption", NEW."file_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."room_id"); RETURN NULL;',
                    hash="7e35dfe5cff4aa4a9a2eb3f960211360c577ee95",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e6930",
                    table="venues_roomphoto",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="roomphoto",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "venues_roomphotoevent" ("added_at", "caption", "file_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "room_id") VALUES (NEW."added_at", NEW."caption", NEW."file_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."room_id"); RETURN NULL;',
                    hash="9f588ef747edf4f6c6074bea56c5cbea8fd011d7",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_3a062",
                    table="venues_roomphoto",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="roomseries",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "venues_roomseriesevent" ("booker_id", "created_at", "first_starts_at", "id", "minutes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "room_id", "rrule") VALUES (NEW."booker_id", NEW."created_at", NEW."first_starts_at", NEW."id", NEW."minutes", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."room_id", NEW."rrule"); RETURN NULL;',
                    hash="0d742006d654485d5e98249b0742075cbbc965aa",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e381e",
                    table="venues_roomseries",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="roomseries",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "venues_roomseriesevent" ("booker_id", "created_at", "first_starts_at", "id", "minutes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "room_id", "rrule") VALUES (NEW."booker_id", NEW."created_at", NEW."first_starts_at", NEW."id", NEW."minutes", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."room_id", NEW."rrule"); RETURN NULL;',
                    hash="46b3d0a98a39aedd890240ab28a6e3cdb06dd0ea",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e5d32",
                    table="venues_roomseries",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="roombooking",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "venues_roombookingevent" ("booker_id", "decided_at", "decided_by_id", "decision_note", "during", "end_reason", "ended_at", "headcount", "held", "held_for", "id", "is_late_cancellation", "key", "offered_until", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price_fen", "purpose", "reminded_at", "requested_at", "room_id", "series_id", "status") VALUES (NEW."booker_id", NEW."decided_at", NEW."decided_by_id", NEW."decision_note", NEW."during", NEW."end_reason", NEW."ended_at", NEW."headcount", NEW."held", NEW."held_for", NEW."id", NEW."is_late_cancellation", NEW."key", NEW."offered_until", NEW."organisation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."price_fen", NEW."purpose", NEW."reminded_at", NEW."requested_at", NEW."room_id", NEW."series_id", NEW."status"); RETURN NULL;',
                    hash="ef808552f7a3d76c8ccdb4843c69891f14cf797f",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_5a93a",
                    table="venues_roombooking",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="roombooking",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "venues_roombookingevent" ("booker_id", "decided_at", "decided_by_id", "decision_note", "during", "end_reason", "ended_at", "headcount", "held", "held_for", "id", "is_late_cancellation", "key", "offered_until", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price_fen", "purpose", "reminded_at", "requested_at", "room_id", "series_id", "status") VALUES (NEW."booker_id", NEW."decided_at", NEW."decided_by_id", NEW."decision_note", NEW."during", NEW."end_reason", NEW."ended_at", NEW."headcount", NEW."held", NEW."held_for", NEW."id", NEW."is_late_cancellation", NEW."key", NEW."offered_until", NEW."organisation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."price_fen", NEW."purpose", NEW."reminded_at", NEW."requested_at", NEW."room_id", NEW."series_id", NEW."status"); RETURN NULL;',
                    hash="090e044272dec6c2d0d0d4d469b13778cf0a9e81",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_7d168",
                    table="venues_roombooking",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="roomuse",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "venues_roomuseevent" ("function_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "room_id") VALUES (NEW."function_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."room_id"); RETURN NULL;',
                    hash="025f0ccc526895836c595df6f9c3865ea5ef5e2a",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_79474",
                    table="venues_roomuse",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="roomuse",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "venues_roomuseevent" ("function_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "room_id") VALUES (NEW."function_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."room_id"); RETURN NULL;',
                    hash="52d9e93587e1e6d2afe87bc2d639ed05664364ad",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d204e",
                    table="venues_roomuse",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="roomwait",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "venues_roomwaitevent" ("asked_at", "booking_id", "during", "headcount", "id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "room_id", "status", "told_at", "user_id") VALUES (NEW."asked_at", NEW."booking_id", NEW."during", NEW."headcount", NEW."id", NEW."organisation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."purpose", NEW."room_id", NEW."status", NEW."told_at", NEW."user_id"); RETURN NULL;',
                    hash="079233607259c17f74de089b11c95c8693041e7e",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_20c7a",
                    table="venues_roomwait",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="roomwait",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "venues_roomwaitevent" ("asked_at", "booking_id", "during", "headcount", "id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "room_id", "status", "told_at", "user_id") VALUES (NEW."asked_at", NEW."booking_id", NEW."during", NEW."headcount", NEW."id", NEW."organisation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."purpose", NEW."room_id", NEW."status", NEW."told_at", NEW."user_id"); RETURN NULL;',
                    hash="54c0b3fc2b7fa1e229f6862eb78f7cd3b9fd37d8",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_6401e",
                    table="venues_roomwait",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="providerhours",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "venues_providerhoursevent" ("days", "id", "item_id", "minutes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "places", "provider_id", "slot_minutes", "weekday") VALUES (NEW."days", NEW."id", NEW."item_id", NEW."minutes", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."places", NEW."provider_id", NEW."slot_minutes", NEW."weekday"); RETURN NULL;',
                    hash="7b7e06fa37db436aa06fce71522d2e0175bd8c03",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_74523",
                    table="venues_providerhours",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="providerhours",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "venues_providerhoursevent" ("days", "id", "item_id", "minutes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "places", "provider_id", "slot_minutes", "weekday") VALUES (NEW."days", NEW."id", NEW."item_id", NEW."minutes", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."places", NEW."provider_id", NEW."slot_minutes", NEW."weekday"); RETURN NULL;',
                    hash="6158adad7cc6726ad470b94c9918d8b6427b48ef",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_331e3",
                    table="venues_providerhours",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="servicerequest",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "venues_servicerequestevent" ("answer", "answered_at", "asked_at", "id", "item_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "station_id", "status", "user_id", "wanted") VALUES (NEW."answer", NEW."answered_at", NEW."asked_at", NEW."id", NEW."item_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."station_id", NEW."status", NEW."user_id", NEW."wanted"); RETURN NULL;',
                    hash="cc77027ac155e71ff013169c1b743b4a75decc26",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_4ca2c",
                    table="venues_servicerequest",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="servicerequest",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."answer" IS DISTINCT FROM (NEW."answer") OR OLD."answered_at" IS DISTINCT FROM (NEW."answered_at") OR OLD."asked_at" IS DISTINCT FROM (NEW."asked_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."item_id" IS DISTINCT FROM (NEW."item_id") OR OLD."station_id" IS DISTINCT FROM (NEW."station_id") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."user_id" IS DISTINCT FROM (NEW."user_id") OR OLD."wanted" IS DISTINCT FROM (NEW."wanted"))',
                    func='INSERT INTO "venues_servicerequestevent" ("answer", "answered_at", "asked_at", "id", "item_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "station_id", "status", "user_id", "wanted") VALUES (NEW."answer", NEW."answered_at", NEW."asked_at", NEW."id", NEW."item_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."station_id", NEW."status", NEW."user_id", NEW."wanted"); RETURN NULL;',
                    hash="215dfb568d9953f69ea6daa795960da579b355c2",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_6977d",
                    table="venues_servicerequest",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="room",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "venues_roomevent" ("ahead_days", "audience", "buffer_minutes", "cancel_minutes", "capacity", "description", "directions", "equipment", "floor", "id", "is_hosted", "is_public", "kind_id", "lead_minutes", "max_minutes", "min_minutes", "name", "needs_approval", "offer_minutes", "opens_on_holidays", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price_fen", "quota_minutes", "slug", "station_id", "status", "status_note") VALUES (NEW."ahead_days", NEW."audience", NEW."buffer_minutes", NEW."cancel_minutes", NEW."capacity", NEW."description", NEW."directions", NEW."equipment", NEW."floor", NEW."id", NEW."is_hosted", NEW."is_public", NEW."kind_id", NEW."lead_minutes", NEW."max_minutes", NEW."min_minutes", NEW."name", NEW."needs_approval", NEW."offer_minutes", NEW."opens_on_holidays", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."price_fen", NEW."quota_minutes", NEW."slug", NEW."station_id", NEW."status", NEW."status_note"); RETURN NULL;',
                    hash="5f8ea0f04b7a9f58ae7dcab239dac8b60e160fd4",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_8bdaf",
                    table="venues_room",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="room",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "venues_roomevent" ("ahead_days", "audience", "buffer_minutes", "cancel_minutes", "capacity", "description", "directions", "equipment", "floor", "id", "is_hosted", "is_public", "kind_id", "lead_minutes", "max_minutes", "min_minutes", "name", "needs_approval", "offer_minutes", "opens_on_holidays", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price_fen", "quota_minutes", "slug", "station_id", "status", "status_note") VALUES (NEW."ahead_days", NEW."audience", NEW."buffer_minutes", NEW."cancel_minutes", NEW."capacity", NEW."description", NEW."directions", NEW."equipment", NEW."floor", NEW."id", NEW."is_hosted", NEW."is_public", NEW."kind_id", NEW."lead_minutes", NEW."max_minutes", NEW."min_minutes", NEW."name", NEW."needs_approval", NEW."offer_minutes", NEW."opens_on_holidays", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."price_fen", NEW."quota_minutes", NEW."slug", NEW."station_id", NEW."status", NEW."status_note"); RETURN NULL;',
                    hash="1cc10ae8aed0ba688ba69749b02e43bdf009f3cc",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_734a9",
                    table="venues_room",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="provider",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "venues_providerevent" ("id", "is_active", "organisation_name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "station_id", "title", "user_id") VALUES (NEW."id", NEW."is_active", NEW."organisation_name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."station_id", NEW."title", NEW."user_id"); RETURN NULL;',
                    hash="b39a66b82efa39d2839ced5827b60bc7bcf0b914",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f737e",
                    table="venues_provider",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="provider",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "venues_providerevent" ("id", "is_active", "organisation_name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "station_id", "title", "user_id") VALUES (NEW."id", NEW."is_active", NEW."organisation_name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."station_id", NEW."title", NEW."user_id"); RETURN NULL;',
                    hash="2a7be5e156add442ec18a4489551587d3b8faa3d",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_988bf",
                    table="venues_provider",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="projectorder",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "venues_projectorderevent" ("answer", "answered_at", "headcount", "id", "item_id", "ordered_at", "ordered_by_id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_at", "station_id", "status", "wish") VALUES (NEW."answer", NEW."answered_at", NEW."headcount", NEW."id", NEW."item_id", NEW."ordered_at", NEW."ordered_by_id", NEW."organisation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."starts_at", NEW."station_id", NEW."status", NEW."wish"); RETURN NULL;',
                    hash="00639b04fc8c2f64874081a38e6dcdefcb28e001",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_cd5bb",
                    table="venues_projectorder",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="projectorder",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "venues_projectorderevent" ("answer", "answered_at", "headcount", "id", "item_id", "ordered_at", "ordered_by_id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_at", "station_id", "status", "wish") VALUES (NEW."answer", NEW."answered_at", NEW."headcount", NEW."id", NEW."item_id", NEW."ordered_at", NEW."ordered_by_id", NEW."organisation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."starts_at", NEW."station_id", NEW."status", NEW."wish"); RETURN NULL;',
                    hash="10dc7b1e1d664e710e6bbb10b01ba0ad24dcd955",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_84e5f",
                    table="venues_projectorder",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="projectitem",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "venues_projectitemevent" ("category_id", "description", "id", "is_active", "lead_days", "minutes", "most_people", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "sort_key", "station_id", "summary") VALUES (NEW."category_id", NEW."description", NEW."id", NEW."is_active", NEW."lead_days", NEW."minutes", NEW."most_people", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."slug", NEW."sort_key", NEW."station_id", NEW."summary"); RETURN NULL;',
                    hash="3c39076963bc8796eb788ebcfe990a24cb24c56a",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_569d0",
                    table="venues_projectitem",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="projectitem",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "venues_projectitemevent" ("category_id", "description", "id", "is_active", "lead_days", "minutes", "most_people", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "sort_key", "station_id", "summary") VALUES (NEW."category_id", NEW."description", NEW."id", NEW."is_active", NEW."lead_days", NEW."minutes", NEW."most_people", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."slug", NEW."sort_key", NEW."station_id", NEW."summary"); RETURN NULL;',
                    hash="13390f67aaa3655966024bd4feb33c5b661c2680",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_7cd1b",
                    table="venues_projectitem",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="openinghours",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "venues_openinghoursevent" ("id", "minutes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "station_id", "weekday") VALUES (NEW."id", NEW."minutes", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."station_id", NEW."weekday"); RETURN NULL;',
                    hash="10076bfd469ef3202e7ce9ba0c8592079b6d7387",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_ddfae",
                    table="venues_openinghours",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="openinghours",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "venues_openinghoursevent" ("id", "minutes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "station_id", "weekday") VALUES (NEW."id", NEW."minutes", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."station_id", NEW."weekday"); RETURN NULL;',
                    hash="303daf71a6ac257915bd55420bff8a851b4259c1",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_600ee",
                    table="venues_openinghours",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="openingexception",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "venues_openingexceptionevent" ("days", "id", "minutes", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "station_id") VALUES (NEW."days", NEW."id", NEW."minutes", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."station_id"); RETURN NULL;',
                    hash="1062313f24837ee9ddddab076b76a955b4307d97",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_6aa39",
                    table="venues_openingexception",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="openingexception",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "venues_openingexceptionevent" ("days", "id", "minutes", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "station_id") VALUES (NEW."days", NEW."id", NEW."minutes", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."station_id"); RETURN NULL;',
                    hash="7ec7676b9ff8e12a6a9d6f516aafdbd61e7226d7",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_8c724",
                    table="venues_openingexception",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="materialloan",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "venues_materialloanevent" ("closed_at", "due_on", "id", "item_id", "key", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pieces", "station_id", "status", "taken_at", "user_id") VALUES (NEW."closed_at", NEW."due_on", NEW."id", NEW."item_id", NEW."key", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."pieces", NEW."station_id", NEW."status", NEW."taken_at", NEW."user_id"); RETURN NULL;',
                    hash="ac8353c156e6a30e09b1b8dfaaccaf44be07b194",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_7e86f",
                    table="venues_materialloan",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="materialloan",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "venues_materialloanevent" ("closed_at", "due_on", "id", "item_id", "key", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pieces", "station_id", "status", "taken_at", "user_id") VALUES (NEW."closed_at", NEW."due_on", NEW."id", NEW."item_id", NEW."key", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."pieces", NEW."station_id", NEW."status", NEW."taken_at", NEW."user_id"); RETURN NULL;',
                    hash="9603b5ae8bca1afffd28525ee73164ae9b05da0a",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_69431",
                    table="venues_materialloan",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="keepernote",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "venues_keepernoteevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "settled_at", "station_id", "text", "written_at", "written_by_id") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."settled_at", NEW."station_id", NEW."text", NEW."written_at", NEW."written_by_id"); RETURN NULL;',
                    hash="c460de10493cef0b467bb289a72652e3bbd5a4bf",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_92395",
                    table="venues_keepernote",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="keepernote",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "venues_keepernoteevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "settled_at", "station_id", "text", "written_at", "written_by_id") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."settled_at", NEW."station_id", NEW."text", NEW."written_at", NEW."written_by_id"); RETURN NULL;',
                    hash="5b5b84d2a33183eb5f236e0a4175be2ae327b652",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_ff756",
                    table="venues_keepernote",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="guide",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "venues_guideevent" ("id", "is_active", "languages", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "station_id", "title", "user_id", "weekdays") VALUES (NEW."id", NEW."is_active", NEW."languages", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."station_id", NEW."title", NEW."user_id", NEW."weekdays"); RETURN NULL;',
                    hash="5b045b646a256daed29a1eb035cb6281000a3b03",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f3159",
                    table="venues_guide",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="guide",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "venues_guideevent" ("id", "is_active", "languages", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "station_id", "title", "user_id", "weekdays") VALUES (NEW."id", NEW."is_active", NEW."languages", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."station_id", NEW."title", NEW."user_id", NEW."weekdays"); RETURN NULL;',
                    hash="7136c3e8000d103da9c03db2a0e99a00cdb23752",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_4a64a",
                    table="venues_guide",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="coowner",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "venues_coownerevent" ("agreement", "contribution", "during", "id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "station_id") VALUES (NEW."agreement", NEW."contribution", NEW."during", NEW."id", NEW."organisation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."station_id"); RETURN NULL;',
                    hash="f2a08def8e992d818eff50bb9b1cf16f8be20f59",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_a4f2d",
                    table="venues_coowner",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="coowner",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "venues_coownerevent" ("agreement", "contribution", "during", "id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "station_id") VALUES (NEW."agreement", NEW."contribution", NEW."during", NEW."id", NEW."organisation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."station_id"); RETURN NULL;',
                    hash="d155e8f4f5a439e7f42165fb5043f2711776ecae",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_1494e",
                    table="venues_coowner",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ceremonypackage",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "venues_ceremonypackageevent" ("content", "id", "is_active", "minutes", "most_people", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "room_id", "slug", "station_id") VALUES (NEW."content", NEW."id", NEW."is_active", NEW."minutes", NEW."most_people", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."room_id", NEW."slug", NEW."station_id"); RETURN NULL;',
                    hash="d3513585838c15f92268bf4299803101f6f36fbe",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_6f2fc",
                    table="venues_ceremonypackage",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ceremonypackage",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "venues_ceremonypackageevent" ("content", "id", "is_active", "minutes", "most_people", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "room_id", "slug", "station_id") VALUES (NEW."content", NEW."id", NEW."is_active", NEW."minutes", NEW."most_people", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."room_id", NEW."slug", NEW."station_id"); RETURN NULL;',
                    hash="b511086d04281543fcbe622d1b4c288c668ccb2f",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_18f93",
                    table="venues_ceremonypackage",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ceremonybooking",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "venues_ceremonybookingevent" ("booked_at", "booked_by_id", "cancelled_at", "during", "guide_id", "headcount", "id", "note", "organisation_id", "package_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "room_booking_id", "station_id") VALUES (NEW."booked_at", NEW."booked_by_id", NEW."cancelled_at", NEW."during", NEW."guide_id", NEW."headcount", NEW."id", NEW."note", NEW."organisation_id", NEW."package_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."room_booking_id", NEW."station_id"); RETURN NULL;',
                    hash="f3713234d496fa873d1ce16f3ff8e6912e78ef50",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_2bf19",
                    table="venues_ceremonybooking",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ceremonybooking",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "venues_ceremonybookingevent" ("booked_at", "booked_by_id", "cancelled_at", "during", "guide_id", "headcount", "id", "note", "organisation_id", "package_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "room_booking_id", "station_id") VALUES (NEW."booked_at", NEW."booked_by_id", NEW."cancelled_at", NEW."during", NEW."guide_id", NEW."headcount", NEW."id", NEW."note", NEW."organisation_id", NEW."package_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."room_booking_id", NEW."station_id"); RETURN NULL;',
                    hash="a46589da6aa6a7238830951765bc9542a968ddb6",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_3899d",
                    table="venues_ceremonybooking",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="appointment",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NOT NEW."is_confidential")',
                    func='INSERT INTO "venues_appointmentevent" ("came_at", "cancelled_at", "during", "id", "is_confidential", "item_id", "made_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slot_id", "station_id", "status", "user_id") VALUES (NEW."came_at", NEW."cancelled_at", NEW."during", NEW."id", NEW."is_confidential", NEW."item_id", NEW."made_at", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."slot_id", NEW."station_id", NEW."status", NEW."user_id"); RETURN NULL;',
                    hash="8aacc9067e4a5a9709e95f78b451e16e06bdd054",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e68af",
                    table="venues_appointment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="appointment",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NOT NEW."is_confidential")',
                    func='INSERT INTO "venues_appointmentevent" ("came_at", "cancelled_at", "during", "id", "is_confidential", "item_id", "made_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slot_id", "station_id", "status", "user_id") VALUES (NEW."came_at", NEW."cancelled_at", NEW."during", NEW."id", NEW."is_confidential", NEW."item_id", NEW."made_at", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."slot_id", NEW."station_id", NEW."status", NEW."user_id"); RETURN NULL;',
                    hash="3f5890cd5f763ac16f44c513b6209f92efbd8ba2",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_61bce",
                    table="venues_appointment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="stationchecklist",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "venues_stationchecklistevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "station_id", "template_id") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."since", NEW."station_id", NEW."template_id"); RETURN NULL;',
                    hash="6ba45366280d02f445496f2ad4bd30f708ec486d",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_06811",
                    table="venues_stationchecklist",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="stationchecklist",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "venues_stationchecklistevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "station_id", "template_id") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."since", NEW."station_id", NEW."template_id"); RETURN NULL;',
                    hash="179eb1e6b8f5dbd35221fe3b09d014e21f760b6b",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d8481",
                    table="venues_stationchecklist",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="checkliststate",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "venues_checkliststateevent" ("checked_on", "checklist_id", "evidence", "expires_on", "id", "line_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "remedy", "remedy_due", "state") VALUES (NEW."checked_on", NEW."checklist_id", NEW."evidence", NEW."expires_on", NEW."id", NEW."line_id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."remedy", NEW."remedy_due", NEW."state"); RETURN NULL;',
                    hash="36f75381c3e0b89df119587e44aa23b137914e5d",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_9d337",
                    table="venues_checkliststate",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="checkliststate",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "venues_checkliststateevent" ("checked_on", "checklist_id", "evidence", "expires_on", "id", "line_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "remedy", "remedy_due", "state") VALUES (NEW."checked_on", NEW."checklist_id", NEW."evidence", NEW."expires_on", NEW."id", NEW."line_id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."remedy", NEW."remedy_due", NEW."state"); RETURN NULL;',
                    hash="737e0811c4680cf6fa1bf022d54d0164eee6b31e",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_2f976",
                    table="venues_checkliststate",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="serviceitem",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "venues_serviceitemevent" ("category_id", "description", "documents", "fee_fen", "id", "is_active", "is_confidential", "is_public", "mode", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provided_by", "slug", "sort_key", "station_id", "summary", "where") VALUES (NEW."category_id", NEW."description", NEW."documents", NEW."fee_fen", NEW."id", NEW."is_active", NEW."is_confidential", NEW."is_public", NEW."mode", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."provided_by", NEW."slug", NEW."sort_key", NEW."station_id", NEW."summary", NEW."where"); RETURN NULL;',
                    hash="6488af57006a4515dee5ac33865a46052ab13006",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_75c9c",
                    table="venues_serviceitem",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="serviceitem",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "venues_serviceitemevent" ("category_id", "description", "documents", "fee_fen", "id", "is_active", "is_confidential", "is_public", "mode", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provided_by", "slug", "sort_key", "station_id", "summary", "where") VALUES (NEW."category_id", NEW."description", NEW."documents", NEW."fee_fen", NEW."id", NEW."is_active", NEW."is_confidential", NEW."is_public", NEW."mode", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."provided_by", NEW."slug", NEW."sort_key", NEW."station_id", NEW."summary", NEW."where"); RETURN NULL;',
                    hash="31f825328c4ef6b968a09314fbbace07dcf675ca",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_3d5e1",
                    table="venues_serviceitem",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="servicefunction",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "venues_servicefunctionevent" ("function_id", "id", "item_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."function_id", NEW."id", NEW."item_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                    hash="bd2e56f4298cc67c8c3047d33cfc32ca14bdb958",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_696e6",
                    table="venues_servicefunction",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="servicefunction",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "venues_servicefunctionevent" ("function_id", "id", "item_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."function_id", NEW."id", NEW."item_id", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                    hash="b8df947e5d18d2ac3ede1e8a1b62f3064ac799a4",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e24a3",
                    table="venues_servicefunction",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="stationlevel",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "venues_stationlevelevent" ("description", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rank", "scheme_id") VALUES (NEW."description", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."rank", NEW."scheme_id"); RETURN NULL;',
                    hash="3d6174cb368cfacff5d6229e7f5e42cc70ccabcf",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_ed5f2",
                    table="venues_stationlevel",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="stationlevel",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "venues_stationlevelevent" ("description", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rank", "scheme_id") VALUES (NEW."description", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."rank", NEW."scheme_id"); RETURN NULL;',
                    hash="03d9f17b81906142bf09152b2909572ba332db31",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_8e9b6",
                    table="venues_stationlevel",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="leveltarget",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "venues_leveltargetevent" ("id", "level_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "target") VALUES (NEW."id", NEW."level_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place_id", NEW."target"); RETURN NULL;',
                    hash="9729fc8f0bdc6b22792557319cd5d5acff38a3ae",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_6ddbd",
                    table="venues_leveltarget",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="leveltarget",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "venues_leveltargetevent" ("id", "level_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "target") VALUES (NEW."id", NEW."level_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place_id", NEW."target"); RETURN NULL;',
                    hash="090fd3a814a300357ed05623b1b0bbf7feb2ead3",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_7c643",
                    table="venues_leveltarget",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="stationoffer",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "venues_stationofferevent" ("function_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "station_id") VALUES (NEW."function_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."station_id"); RETURN NULL;',
                    hash="953a989c204dcd51d21a73c269c6e81a5f9d2a9c",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_82e90",
                    table="venues_stationoffer",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="stationoffer",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "venues_stationofferevent" ("function_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "station_id") VALUES (NEW."function_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."station_id"); RETURN NULL;',
                    hash="f23742d9d8eda645bf1db22c6f475e65361ea7a5",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_09243",
                    table="venues_stationoffer",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="station",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "venues_stationevent" ("address", "area_m2", "brand_id", "description", "is_public", "kind_id", "latitude", "level_id", "longitude", "node_id", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "status", "status_note", "telephone") VALUES (NEW."address", NEW."area_m2", NEW."brand_id", NEW."description", NEW."is_public", NEW."kind_id", NEW."latitude", NEW."level_id", NEW."longitude", NEW."node_id", NEW."owner_id", _pgh_attach_context(), NOW(), \'insert\', NEW."node_id", NEW."place_id", NEW."status", NEW."status_note", NEW."telephone"); RETURN NULL;',
                    hash="875c3b07c9dbb8637d2d513cbe9385264bd3783e",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_d2832",
                    table="venues_station",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="station",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "venues_stationevent" ("address", "area_m2", "brand_id", "description", "is_public", "kind_id", "latitude", "level_id", "longitude", "node_id", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "status", "status_note", "telephone") VALUES (NEW."address", NEW."area_m2", NEW."brand_id", NEW."description", NEW."is_public", NEW."kind_id", NEW."latitude", NEW."level_id", NEW."longitude", NEW."node_id", NEW."owner_id", _pgh_attach_context(), NOW(), \'update\', NEW."node_id", NEW."place_id", NEW."status", NEW."status_note", NEW."telephone"); RETURN NULL;',
                    hash="a61a066c71046cb55311ac3d4cf1314fc06c1234",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_03754",
                    table="venues_station",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="stationwork",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "venues_stationworkevent" ("completed_on", "description", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "station_id") VALUES (NEW."completed_on", NEW."description", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."station_id"); RETURN NULL;',
                    hash="dc2073dc3508ce3dda474cef2701b62d8d7503e4",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_755bc",
                    table="venues_stationwork",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="stationwork",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "venues_stationworkevent" ("completed_on", "description", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "station_id") VALUES (NEW."completed_on", NEW."description", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."station_id"); RETURN NULL;',
                    hash="071ffa346d86d8fb31c252ed9d062521ba0b44c4",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_65877",
                    table="venues_stationwork",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="studiohost",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "venues_studiohostevent" ("during", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "station_id", "title") VALUES (NEW."during", NEW."id", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."station_id", NEW."title"); RETURN NULL;',
                    hash="db31556aeeb23ebbab3451e2ba64b8a0605a5dae",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_3f0ed",
                    table="venues_studiohost",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="studiohost",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "venues_studiohostevent" ("during", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "station_id", "title") VALUES (NEW."during", NEW."id", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."station_id", NEW."title"); RETURN NULL;',
                    hash="889b30ef312a4d74f560a792d1e9cdf40962c8cb",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_74017",
                    table="venues_studiohost",
                    when="AFTER",
                ),
            ),
        ),
    ]
