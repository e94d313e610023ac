"""Coverage numbers over 60,000 enterprises: the sentence, the table, groups, past days, and the rows they open.

Rows are written by SQL into one transaction that is taken back at the end (--enterprises N for another size, --explain
for the plans). Compared with counting the enterprises alone, in the same run: ratios matter, machines differ.
"""

import argparse
import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import django

django.setup()

from django.db import connection, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from bench._district import OPEN, fill, officer, say  # noqa: E402
from bench.registers import timed  # noqa: E402
from liangxin.accounts.models import User  # noqa: E402
from liangxin.dashboards.selectors import coverage  # noqa: E402
from liangxin.enterprises.models import (  # noqa: E402
    Coverage,
    DesignatedContact,
    Enterprise,
    Label,
    OperatingPlace,
    StatusSpan,
)
from liangxin.enterprises.selectors.enterprises import EnterpriseFilter, list_enterprises, places_of_counted  # noqa: E402
from liangxin.enterprises.selectors.population import count_rows, rows_sql  # noqa: E402
from liangxin.organisations.models import Organisation, OrganisationType  # noqa: E402
from liangxin.places.models import Place, PlaceKind  # noqa: E402
from liangxin.trees.models import Node  # noqa: E402

AREAS, TOWERS_AN_AREA, BRANCHES = 20, 100, 5_000
REGION, ROOT = 20_000_000, 10_000_000


def build(enterprises: int) -> None:
    """A region of 2,000 towers; a tenth are branches of a head office, every eighth has moved, 8 % are uncovered."""
    kind = PlaceKind.objects.create(code="bench", name="bench", level="site", parent_levels=["area"])
    branch = OrganisationType.objects.create(code="bench", name="bench")
    user = User.objects.create(username="bench", display_name="bench", created_at=timezone.now())
    label = Label.objects.create(code="bench", name="bench")
    slug = "substr(md5(({})::text), 1, 10)"

    def nodes(what: str, count: int, node: str, path: str, parent: str, depth: int) -> None:
        fill(
            Node, f"generate_series(0, {count - 1}) g", id=node, kind=f"'{what}'", parent=parent, path=path,
            depth=str(depth), name=f"'滨港' || ({node})", sort_key=f"md5(({node})::text)", slug=slug.format(node), during=OPEN,
        )  # fmt: skip

    area = f"({REGION} + 1 + g / {TOWERS_AN_AREA})"
    nodes("place", 1, str(REGION), f"'{REGION}/'", "NULL", 0)
    nodes("place", AREAS, f"{REGION} + 1 + g", f"'{REGION}/' || ({REGION} + 1 + g) || '/'", str(REGION), 1)
    nodes(
        "place",
        AREAS * TOWERS_AN_AREA,
        "21000001 + g",
        f"'{REGION}/' || {area} || '/' || (21000001 + g) || '/'",
        area,
        2,
    )
    nodes("organisation", 1, str(ROOT), f"'{ROOT}/'", "NULL", 0)
    nodes("organisation", BRANCHES, f"{ROOT} + 1 + g", f"'{ROOT}/' || ({ROOT} + 1 + g) || '/'", str(ROOT), 1)
    nodes("enterprise", enterprises, "30000001 + g", "(30000001 + g) || '/'", "NULL", 0)
    every = "trees_node n WHERE n.id >= 10000000 AND n.kind = '{}'"
    fill(Place, every.format("place"), node="n.id", kind=str(kind.pk), path="n.path")
    fill(Organisation, every.format("organisation"), node="n.id", type=str(branch.pk))
    fill(Enterprise, every.format("enterprise"), node="n.id", moved_in_on="date '2020-01-01' + (n.id %% 2400)::int",
         head_office="CASE WHEN n.id %% 10 = 0 THEN n.id - 9 END")  # fmt: skip
    one, tower = f"generate_series(0, {enterprises - 1}) g", f"21000001 + (g * {{}}) %% {AREAS * TOWERS_AN_AREA}"
    since = "date '2020-01-01' + ((30000001 + g) %% 2400)"
    fill(StatusSpan, one, enterprise="30000001 + g", status="'operating'", during=OPEN)
    fill(OperatingPlace, one, enterprise="30000001 + g", place=tower.format(7), during=f"daterange({since}, NULL)")
    fill(OperatingPlace, f"{one} WHERE g %% 8 = 0", enterprise="30000001 + g", place=tower.format(11), is_main="false",
         during=f"daterange('2019-01-01', {since})")  # fmt: skip
    fill(Coverage, f"{one} WHERE g %% 12 <> 0", enterprise="30000001 + g", organisation=f"{ROOT} + 1 + (g * 3) %% {BRANCHES}",
         mode="'own'", during=f"daterange({since}, NULL)")  # fmt: skip
    fill(
        DesignatedContact,
        f"{one} WHERE g %% 20 <> 0",
        enterprise="30000001 + g",
        user=str(user.pk),
        during=f"daterange({since}, NULL)",
    )
    fill(Enterprise.labels.through, f"{one} WHERE g %% 5 = 0", enterprise="30000001 + g", label=str(label.pk))


def works(today: date) -> dict[str, Callable[[], Any]]:
    """What is timed, the measure of comparison first."""
    district = officer(REGION)
    region = Place.objects.select_related("node").get(pk=REGION)
    tower = Place.objects.select_related("node").get(pk=21_000_001)
    scope = coverage.scope_of(day=today, place=region)
    past = coverage.scope_of(day=today - timedelta(days=900), place=region)
    small = coverage.scope_of(day=today, place=tower)

    def opened(which: str) -> list[Any]:
        asked = EnterpriseFilter(day=today, place=REGION, counted=which)
        return list(list_enterprises(actor=district, asked=asked)[:50])

    return {
        "count of enterprises in the region": lambda: list_enterprises(
            actor=district, asked=EnterpriseFilter(day=today, place=REGION)
        ).count(),
        "coverage of the region": lambda: coverage.coverage_of(actor=district, scope=scope),
        "coverage of the region, 900 days ago": lambda: coverage.coverage_of(actor=district, scope=past),
        "coverage of one tower": lambda: coverage.coverage_of(actor=district, scope=small),
        "the table by area": lambda: coverage.coverage_by_place(actor=district, scope=scope, under=region),
        "by label": lambda: coverage.coverage_by_label(actor=district, scope=scope),
        "by ownership": lambda: coverage.coverage_by_ownership(actor=district, scope=scope),
        "the dots of the map": lambda: places_of_counted(scope=scope, which="gap"),
        "first page of the gaps": lambda: opened("gap"),
        "first page of all that count": lambda: opened("all"),
    }


def explain(today: date) -> None:
    """The plan of the statement behind every number."""
    region = Place.objects.select_related("node").get(pk=REGION)
    sql, values = rows_sql(coverage.scope_of(day=today, place=region))
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS) {sql}", values)
        print("\n".join(row[0] for row in cursor.fetchall()))
    count_rows(coverage.scope_of(day=today, place=region), overdue_days=90, undesignated_days=15)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--enterprises", type=int, default=60_000)
    parser.add_argument("--explain", action="store_true")
    given = parser.parse_args()
    results: dict[str, float] = {}
    with transaction.atomic():
        build(given.enterprises)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        today = timezone.localdate()
        base = 0.0
        for name, work in works(today).items():
            results[name] = round(timed(work), 1)
            base = base or results[name]
            say(f"{name:40}{results[name]:9.1f} ms{results[name] / base:8.2f}")
        if given.explain:
            explain(today)
        transaction.set_rollback(True)
    folder = Path(__file__).parent / "results"
    folder.mkdir(exist_ok=True)
    (folder / "coverage.json").write_text(json.dumps(results, indent=1, ensure_ascii=False))


if __name__ == "__main__":
    main()
