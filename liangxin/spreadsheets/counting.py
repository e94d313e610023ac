"""How many rows of a batch are what; a fixed number of queries."""

from typing import Any

from django.db import connection
from django.db.models import Count

from liangxin.spreadsheets.models import ImportBatch, ImportRow


def counts_of(batch: ImportBatch) -> dict[str, Any]:
    """planned and outcome: rows by outcome; severity: rows by the heaviest problem; suggestions; problems: by code."""
    rows = ImportRow.objects.filter(batch=batch)
    counts: dict[str, Any] = {}
    for field in ("planned", "outcome", "severity"):
        found = rows.exclude(**{field: ""}).values_list(field).annotate(count=Count("id")).order_by(field)
        counts[field] = dict(found)
    counts["suggestions"] = rows.filter(has_suggestion=True).count()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT code, count(*) FROM spreadsheets_importrow, unnest(problem_codes) AS code"
            " WHERE batch_id = %s GROUP BY code ORDER BY count(*) DESC, code LIMIT 100",
            [batch.pk],
        )
        counts["problems"] = dict(cursor.fetchall())
    return counts
