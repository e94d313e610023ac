import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

FILL = "UPDATE places_place p SET path = n.path FROM trees_node n WHERE n.id = p.node_id"
FOLLOW = """
ALTER TABLE places_place ADD CONSTRAINT places_path_of_node FOREIGN KEY (path) REFERENCES trees_node (path)
    ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED
"""


class Migration(migrations.Migration):
    dependencies = [
        ("places", "0001_initial"),
        ("trees", "0001_initial"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="place",
            name="update_update",
        ),
        migrations.AddField(
            model_name="place",
            name="path",
            field=models.CharField(default="", editable=False, max_length=200),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name="place",
            index=models.Index(fields=["path"], name="places_path", opclasses=["varchar_pattern_ops"]),
        ),
        migrations.RunSQL(FOLLOW, "ALTER TABLE places_place DROP CONSTRAINT places_path_of_node"),
        pgtrigger.migrations.AddTrigger(
            model_name="place",
            trigger=pgtrigger.compiler.Trigger(
                name="path_of_node",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.path := (SELECT path FROM trees_node WHERE id = NEW.node_id); RETURN NEW;",
                    hash="8ddc2761f45304889a9ee817c62eef94e5c7c862",
                    operation="INSERT",
                    pgid="pgtrigger_path_of_node_46777",
                    table="places_place",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="place",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."address" IS DISTINCT FROM (NEW."address") OR OLD."area_m2" IS DISTINCT FROM (NEW."area_m2") OR OLD."boundary" IS DISTINCT FROM (NEW."boundary") OR OLD."coordinate_doubt" IS DISTINCT FROM (NEW."coordinate_doubt") OR OLD."description" IS DISTINCT FROM (NEW."description") OR OLD."division_code" IS DISTINCT FROM (NEW."division_code") OR OLD."is_public" IS DISTINCT FROM (NEW."is_public") OR OLD."kind_id" IS DISTINCT FROM (NEW."kind_id") OR OLD."latitude" IS DISTINCT FROM (NEW."latitude") OR OLD."longitude" IS DISTINCT FROM (NEW."longitude") OR OLD."node_id" IS DISTINCT FROM (NEW."node_id") OR OLD."owner_id" IS DISTINCT FROM (NEW."owner_id") OR OLD."property_manager" IS DISTINCT FROM (NEW."property_manager") OR OLD."source_latitude" IS DISTINCT FROM (NEW."source_latitude") OR OLD."source_longitude" IS DISTINCT FROM (NEW."source_longitude") OR OLD."source_system" IS DISTINCT FROM (NEW."source_system"))',
                    func='INSERT INTO "places_placeevent" ("address", "area_m2", "boundary", "coordinate_doubt", "description", "division_code", "is_public", "kind_id", "latitude", "longitude", "node_id", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "property_manager", "source_latitude", "source_longitude", "source_system") VALUES (NEW."address", NEW."area_m2", NEW."boundary", NEW."coordinate_doubt", NEW."description", NEW."division_code", NEW."is_public", NEW."kind_id", NEW."latitude", NEW."longitude", NEW."node_id", NEW."owner_id", _pgh_attach_context(), NOW(), \'update\', NEW."node_id", NEW."property_manager", NEW."source_latitude", NEW."source_longitude", NEW."source_system"); RETURN NULL;',
                    hash="edb6be2a6498af8a458539857b1ba2547f9d5315",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_cbec4",
                    table="places_place",
                    when="AFTER",
                ),
            ),
        ),
    ]
