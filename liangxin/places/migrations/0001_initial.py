import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("pghistory", "0007_auto_20250421_0444"),
        ("trees", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="PlaceKind",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=40, unique=True)),
                ("name", models.CharField(max_length=60)),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("region", "区（自贸区）"),
                            ("area", "片区、街镇"),
                            ("site", "园区、楼宇"),
                            ("space", "楼层、房间"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "parent_levels",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("region", "区（自贸区）"),
                                ("area", "片区、街镇"),
                                ("site", "园区、楼宇"),
                                ("space", "楼层、房间"),
                            ],
                            max_length=10,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                ("is_park", models.BooleanField(default=False)),
                ("is_retired", models.BooleanField(default=False)),
                ("position", models.PositiveSmallIntegerField(default=100)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PlaceKindEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("code", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=60)),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("region", "区（自贸区）"),
                            ("area", "片区、街镇"),
                            ("site", "园区、楼宇"),
                            ("space", "楼层、房间"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "parent_levels",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("region", "区（自贸区）"),
                                ("area", "片区、街镇"),
                                ("site", "园区、楼宇"),
                                ("space", "楼层、房间"),
                            ],
                            max_length=10,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                ("is_park", models.BooleanField(default=False)),
                ("is_retired", models.BooleanField(default=False)),
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
                        to="places.placekind",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Place",
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
                ("division_code", models.CharField(blank=True, default="", max_length=12)),
                ("address", models.CharField(blank=True, default="", max_length=300)),
                ("latitude", models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True)),
                ("longitude", models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True)),
                (
                    "source_system",
                    models.CharField(
                        blank=True,
                        choices=[("wgs84", "WGS-84"), ("gcj02", "GCJ-02"), ("bd09", "BD-09")],
                        default="",
                        max_length=10,
                    ),
                ),
                ("source_latitude", models.DecimalField(blank=True, decimal_places=7, max_digits=10, null=True)),
                ("source_longitude", models.DecimalField(blank=True, decimal_places=7, max_digits=10, null=True)),
                (
                    "coordinate_doubt",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("outside_china", "坐标不在国内"),
                            ("outside_region", "坐标不在本区范围内"),
                            ("outside_area", "坐标不在上级片区范围内"),
                            ("outside_site", "坐标不在上级园区范围内"),
                        ],
                        default="",
                        max_length=200,
                    ),
                ),
                ("boundary", models.JSONField(blank=True, null=True)),
                ("area_m2", models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True)),
                ("property_manager", models.CharField(blank=True, default="", max_length=200)),
                ("description", models.TextField(blank=True, default="")),
                ("is_public", models.BooleanField(default=True)),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="trees.node",
                    ),
                ),
                (
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.placekind"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["division_code"], name="places_division"),
                    models.Index(
                        condition=models.Q(("coordinate_doubt", ""), _negated=True),
                        fields=["coordinate_doubt"],
                        name="places_doubted",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("latitude", None), ("longitude", None)),
                            models.Q(("latitude__range", (-90, 90)), ("longitude__range", (-180, 180))),
                            _connector="OR",
                        ),
                        name="places_coordinates_whole",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PlaceEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("division_code", models.CharField(blank=True, default="", max_length=12)),
                ("address", models.CharField(blank=True, default="", max_length=300)),
                ("latitude", models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True)),
                ("longitude", models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True)),
                (
                    "source_system",
                    models.CharField(
                        blank=True,
                        choices=[("wgs84", "WGS-84"), ("gcj02", "GCJ-02"), ("bd09", "BD-09")],
                        default="",
                        max_length=10,
                    ),
                ),
                ("source_latitude", models.DecimalField(blank=True, decimal_places=7, max_digits=10, null=True)),
                ("source_longitude", models.DecimalField(blank=True, decimal_places=7, max_digits=10, null=True)),
                (
                    "coordinate_doubt",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("outside_china", "坐标不在国内"),
                            ("outside_region", "坐标不在本区范围内"),
                            ("outside_area", "坐标不在上级片区范围内"),
                            ("outside_site", "坐标不在上级园区范围内"),
                        ],
                        default="",
                        max_length=200,
                    ),
                ),
                ("boundary", models.JSONField(blank=True, null=True)),
                ("area_m2", models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True)),
                ("property_manager", models.CharField(blank=True, default="", max_length=200)),
                ("description", models.TextField(blank=True, default="")),
                ("is_public", models.BooleanField(default=True)),
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
                        to="places.placekind",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="placekind",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "places_placekindevent" ("code", "id", "is_park", "is_retired", "level", "name", "parent_levels", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (NEW."code", NEW."id", NEW."is_park", NEW."is_retired", NEW."level", NEW."name", NEW."parent_levels", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position"); RETURN NULL;',
                    hash="e3629df5573fe3974a2c25f95dec6e80a354b713",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_bb026",
                    table="places_placekind",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="placekind",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "places_placekindevent" ("code", "id", "is_park", "is_retired", "level", "name", "parent_levels", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (NEW."code", NEW."id", NEW."is_park", NEW."is_retired", NEW."level", NEW."name", NEW."parent_levels", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position"); RETURN NULL;',
                    hash="dec9e540794872444be86ff21fd9e9b274c7bc24",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_35e4f",
                    table="places_placekind",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="place",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "places_placeevent" ("address", "area_m2", "boundary", "coordinate_doubt", "description", "division_code", "is_public", "kind_id", "latitude", "longitude", "node_id", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "property_manager", "source_latitude", "source_longitude", "source_system") VALUES (NEW."address", NEW."area_m2", NEW."boundary", NEW."coordinate_doubt", NEW."description", NEW."division_code", NEW."is_public", NEW."kind_id", NEW."latitude", NEW."longitude", NEW."node_id", NEW."owner_id", _pgh_attach_context(), NOW(), \'insert\', NEW."node_id", NEW."property_manager", NEW."source_latitude", NEW."source_longitude", NEW."source_system"); RETURN NULL;',
                    hash="cd732b3edd8122fe7833929dc90ad8d41f07b2eb",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_15623",
                    table="places_place",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="place",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "places_placeevent" ("address", "area_m2", "boundary", "coordinate_doubt", "description", "division_code", "is_public", "kind_id", "latitude", "longitude", "node_id", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "property_manager", "source_latitude", "source_longitude", "source_system") VALUES (NEW."address", NEW."area_m2", NEW."boundary", NEW."coordinate_doubt", NEW."description", NEW."division_code", NEW."is_public", NEW."kind_id", NEW."latitude", NEW."longitude", NEW."node_id", NEW."owner_id", _pgh_attach_context(), NOW(), \'update\', NEW."node_id", NEW."property_manager", NEW."source_latitude", NEW."source_longitude", NEW."source_system"); RETURN NULL;',
                    hash="0039d96d6cc369ae727f0de626cb4455909966b1",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_cbec4",
                    table="places_place",
                    when="AFTER",
                ),
            ),
        ),
    ]
