"""Which enterprises count on a day, and how each is covered: one definition for every number and every list of it.

Counted is an entity (R-COV-01): a head office with its branches, once, wherever any of them is in operation on that
day (R-COV-02) at a place within the scope (R-COV-03). An entity is covered where any of its records in the scope is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models.expressions import RawSQL
from django.db.models.fields import BigIntegerField

from liangxin.enterprises.choices import EnterpriseStatus


@dataclass(frozen=True, kw_only=True)
class Scope:
    """Of what the coverage is asked. Paths are those of nodes; "" is every place, None asks nothing of the kind.

    place_path: operating there or below. organisation_path: responsible is that organisation or one below it.
    home_path: with organisation_path, also all that operate there or below (an organisation's own ground).
    industry_ids: these industries. by_label: each label that an enterprise bears can be grouped by, as b.label_id.
    """

    day: date
    place_path: str | None = ""
    organisation_path: str | None = None
    home_path: str | None = None
    industry_ids: Sequence[int] | None = None
    label_id: int | None = None
    ownership: str = ""
    by_label: bool = False


BROAD_PARTS = 2  # of a place's path: a region or an area, where reading each table once beats looking up each row
ROWS = """
WITH operating AS {once} (
    SELECT enterprise_id FROM enterprises_statusspan WHERE during @> %(day)s::date AND status = %(operating)s
), answered AS {once} (
    SELECT enterprise_id, organisation_id, mode FROM enterprises_coverage WHERE during @> %(day)s::date
), kept AS {once} (
    SELECT DISTINCT enterprise_id FROM enterprises_designatedcontact WHERE during @> %(day)s::date
)
SELECT {group} AS part, COALESCE(e.head_office_id, e.node_id) AS entity,
       bool_or(c.enterprise_id IS NOT NULL) AS covered, bool_or(w.enterprise_id IS NOT NULL) AS contacted,
       min(lower(o.during)) AS since,
       COALESCE(min(e.node_id) FILTER (WHERE c.enterprise_id IS NOT NULL), min(e.node_id)) AS shown,
       COALESCE(min(e.node_id) FILTER (WHERE w.enterprise_id IS NOT NULL), min(e.node_id)) AS shown_at_work,
       min(c.mode) AS mode
FROM enterprises_operatingplace o
JOIN places_place p ON p.node_id = o.place_id
JOIN enterprises_enterprise e ON e.node_id = o.enterprise_id
JOIN operating s ON s.enterprise_id = e.node_id
LEFT JOIN answered c ON c.enterprise_id = e.node_id
LEFT JOIN kept w ON w.enterprise_id = e.node_id
{joins}
WHERE o.during @> %(day)s::date AND {where}
GROUP BY 1, 2
"""


def rows_sql(scope: Scope, *, group: str = "NULL::bigint") -> tuple[str, dict[str, Any]]:
    """The statement that yields one row for each counted entity (in each part), and its values."""
    values: dict[str, Any] = {"day": scope.day, "operating": str(EnterpriseStatus.OPERATING)}
    where, joins = ["TRUE"], []
    if scope.place_path:
        where.append("p.path LIKE %(place)s")
        values["place"] = f"{scope.place_path}%"
    if scope.organisation_path is not None:
        joins.append("LEFT JOIN trees_node r ON r.id = c.organisation_id")
        where.append(
            "(r.path LIKE %(organisation)s OR p.path LIKE %(home)s)"
            if scope.home_path
            else "r.path LIKE %(organisation)s"
        )
        values |= {"organisation": f"{scope.organisation_path}%", "home": f"{scope.home_path}%"}
    if scope.industry_ids is not None:
        where.append("e.industry_id = ANY(%(industries)s)")
        values["industries"] = list(scope.industry_ids)
    if scope.label_id is not None:
        joins.append("JOIN enterprises_enterprise_labels l ON l.enterprise_id = e.node_id AND l.label_id = %(label)s")
        values["label"] = scope.label_id
    if scope.by_label:
        joins.append("JOIN enterprises_enterprise_labels b ON b.enterprise_id = e.node_id")
    if scope.ownership:
        where.append("e.ownership = %(ownership)s")
        values["ownership"] = scope.ownership
    broad = (scope.place_path or "").count("/") <= BROAD_PARTS
    once = "MATERIALIZED" if broad else "NOT MATERIALIZED"
    return ROWS.format(once=once, group=group, joins="\n".join(joins), where=" AND ".join(where)), values


NUMBERS = """
SELECT part, count(*), count(*) FILTER (WHERE covered), count(*) FILTER (WHERE contacted),
       count(*) FILTER (WHERE NOT covered AND %(day)s::date - since > %(overdue)s),
       count(*) FILTER (WHERE NOT contacted AND %(day)s::date - since > %(undesignated)s),
       count(*) FILTER (WHERE NOT covered AND NOT contacted)
FROM ({rows}) entities GROUP BY part
"""


def count_rows(
    scope: Scope, *, overdue_days: int, undesignated_days: int, group: str = "NULL::bigint", **extra: object
) -> list[tuple[Any, ...]]:  # fmt: skip
    """part, entities, covered, with contact, uncovered too long, without contact too long, with neither."""
    sql, values = rows_sql(scope, group=group)
    values |= {"overdue": overdue_days, "undesignated": undesignated_days} | extra
    with connection.cursor() as cursor:
        cursor.execute(NUMBERS.format(rows=sql), values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


WHICH = {
    "all": "TRUE",
    "covered": "covered",
    "gap": "NOT covered",
    "overdue": "NOT covered AND %(day)s::date - since > %(overdue)s",
    "contacted": "contacted",
    "uncontacted": "NOT contacted",
    "late_contact": "NOT contacted AND %(day)s::date - since > %(undesignated)s",
    "neither": "NOT covered AND NOT contacted",
    "own": "mode = 'own'",
    "joint": "mode = 'joint'",
    "industry": "mode = 'industry'",
    "territorial": "mode = 'territorial'",
}
AT_WORK = frozenset({"contacted", "uncontacted", "late_contact"})


def ids_of(scope: Scope, which: str, *, overdue_days: int, undesignated_days: int) -> RawSQL:
    """The record that stands for each entity of a number, for `pk__in=`: as many as the number says.

    which: a key of WHICH.
    """
    sql, values = rows_sql(scope)
    values |= {"overdue": overdue_days, "undesignated": undesignated_days}
    shown = "shown_at_work" if which in AT_WORK else "shown"
    positional, parameters = _positional(f"SELECT {shown} FROM ({sql}) entities WHERE {WHICH[which]}", values)
    return RawSQL(positional, parameters, output_field=BigIntegerField())


def _positional(sql: str, values: dict[str, Any]) -> tuple[str, list[Any]]:
    """The statement with its values in order: Django joins raw parts by position."""
    parameters: list[Any] = []
    pieces = sql.split("%(")
    out = [pieces[0]]
    for piece in pieces[1:]:
        name, rest = piece.split(")s", 1)
        parameters.append(values[name])
        out.append(f"%s{rest}")
    return "".join(out), parameters
