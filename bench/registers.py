"""Pages of the registers at full size, scoped, beside the same page unscoped in the same run.

60,000 enterprises, 1,000,000 people with memberships, 200,000 organisations (--scale 0.1 for a tenth). The rows are
written by SQL; what is timed are the product's own selectors, for an officer of the district, of an area and of one
branch. Ratios matter, not milliseconds: machines differ and are noisy.
"""

import argparse
import json
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django

django.setup()

from django.db import connection, models, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from liangxin.access.actor import SYSTEM, Actor  # noqa: E402
from liangxin.access.choices import Anchor  # noqa: E402
from liangxin.access.registry import PERMISSIONS  # noqa: E402
from liangxin.enterprises.models import Coverage, Enterprise, OperatingPlace  # noqa: E402
from liangxin.enterprises.selectors.enterprises import EnterpriseFilter, list_enterprises  # noqa: E402
from liangxin.members.models import HomeSpan, Membership  # noqa: E402
from liangxin.members.selectors.memberships import list_memberships  # noqa: E402
from liangxin.organisations.models import Organisation, OrganisationType  # noqa: E402
from liangxin.organisations.selectors.organisations import list_organisations  # noqa: E402
from liangxin.people.models import Person  # noqa: E402
from liangxin.places.models import Place, PlaceKind  # noqa: E402
from liangxin.search.models import SearchEntry  # noqa: E402
from liangxin.trees.models import Node, Placement  # noqa: E402

ROUNDS = 7
PAGE = 25
COUNTED_TO = 10_001
AREAS, BRANCHES_AN_AREA = 20, 10_000
OPEN = "daterange('2020-01-01', NULL)"


def fill(model: type[models.Model], source: str, **expressions: str) -> None:
    """INSERT … SELECT one row per row of `source`; a field without an expression takes its default."""
    columns, values, constants = [], [], []
    for field in model._meta.concrete_fields:
        expression = expressions.get(field.name)
        if expression is None and field.primary_key and field.get_internal_type() == "BigAutoField":
            continue
        columns.append(f'"{field.column}"')
        if expression is None:
            values.append("%s")
            constants.append(field.get_db_prep_save(field.get_default(), connection))
        else:
            values.append(expression)
    table = model._meta.db_table
    query = f'INSERT INTO "{table}" ({", ".join(columns)}) SELECT {", ".join(values)} FROM {source}'
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(query, constants)
    say(f"{table:34} {model._default_manager.count():>9,}")


def say(words: str) -> None:
    print(f"  {words}", flush=True)


@transaction.atomic
def build(scale: float) -> None:
    """The whole district, in a few statements; ids are laid out so that paths can be computed."""
    branches, enterprises, people = (int(count * scale) for count in (200_000, 60_000, 1_000_000))
    areas = max(2, int(AREAS * scale))
    each = branches // areas
    kind, _ = PlaceKind.objects.get_or_create(code="bench", defaults={"name": "bench", "level": "site"})
    branch, _ = OrganisationType.objects.get_or_create(code="bench", defaults={"name": "bench", "holds_members": True})
    name = (
        "'滨港' || chr(19968 + ((g::bigint * 7919) %% 5000)::int) || chr(19968 + ((g::bigint * 104729) %% 5000)::int)"
    )
    common = {"slug": "substr(md5(({id})::text), 1, 10)", "during": OPEN, "short_name": "''"}

    def nodes(what: str, source: str, *, node: str, path: str, parent: str, depth: int, suffix: str) -> None:
        fill(
            Node, source, id=node, kind=f"'{what}'", parent=parent, path=path, depth=str(depth),
            name=f"{name} || '{suffix}'", sort_key=f"md5(({node})::text)",
            **{key: value.format(id=node) for key, value in common.items()},
        )  # fmt: skip

    one = "generate_series(1, 1) g"
    nodes("organisation", one, node="10000000", path="'10000000/'", parent="NULL", depth=0, suffix="社工委")
    nodes(
        "organisation", f"generate_series(1, {areas}) g", node="10000000 + g", path="'10000000/' || (10000000 + g) || '/'",
        parent="10000000", depth=1, suffix="综合党委",
    )  # fmt: skip
    above = f"(10000001 + (g - 1) / {each})"
    nodes(
        "organisation", f"generate_series(1, {areas * each}) g", node="11000000 + g",
        path=f"'10000000/' || {above} || '/' || (11000000 + g) || '/'", parent=above, depth=2, suffix="支部",
    )  # fmt: skip
    nodes("place", one, node="20000000", path="'20000000/'", parent="NULL", depth=0, suffix="区")
    nodes(
        "place", f"generate_series(1, {areas}) g", node="20000000 + g", path="'20000000/' || (20000000 + g) || '/'",
        parent="20000000", depth=1, suffix="片区",
    )  # fmt: skip
    towers = areas * 100
    nodes(
        "place", f"generate_series(1, {towers}) g", node="21000000 + g",
        path="'20000000/' || (20000001 + (g - 1) / 100) || '/' || (21000000 + g) || '/'",
        parent="(20000001 + (g - 1) / 100)", depth=2, suffix="大厦",
    )  # fmt: skip
    nodes(
        "enterprise", f"generate_series(1, {enterprises}) g", node="30000000 + g", path="(30000000 + g) || '/'",
        parent="NULL", depth=0, suffix="有限公司",
    )  # fmt: skip
    every = "trees_node n WHERE n.id >= 10000000 AND n.kind = '{}'"
    fill(Placement, "trees_node n WHERE n.id >= 10000000", node="n.id", parent="n.parent_id", name="n.name",
         during="n.during", recorded_at="now()")  # fmt: skip
    fill(Organisation, every.format("organisation"), node="n.id", type=str(branch.pk))
    fill(Place, every.format("place"), node="n.id", kind=str(kind.pk))
    fill(Enterprise, every.format("enterprise"), node="n.id", staff_count="(n.id %% 500)::int")
    fill(OperatingPlace, f"generate_series(1, {enterprises}) g", enterprise="30000000 + g",
         place=f"21000001 + (g * 7) %% {towers}", during=OPEN)  # fmt: skip
    fill(Coverage, f"generate_series(1, {enterprises}) g WHERE g %% 12 <> 0", enterprise="30000000 + g",
         organisation=f"11000001 + (g * 3) %% {areas * each}", mode="'own'", during=OPEN)  # fmt: skip
    home = f"(11000001 + g %% {areas * each})"
    fill(
        Person, f"generate_series(1, {people}) g", id="40000000 + g", name="chr(19968 + g %% 400) || chr(19968 + g %% 5000)",
        sort_key="md5(g::text)", keeper=home, created_at="now()",
    )  # fmt: skip
    fill(
        Membership,
        f"generate_series(1, {people}) g",
        id="40000000 + g",
        person="40000000 + g",
        home=home,
        category="'full'",
    )
    fill(HomeSpan, f"generate_series(1, {people}) g", membership="40000000 + g", organisation=home, during=OPEN)
    for what in ("organisation", "enterprise", "place"):
        fill(
            SearchEntry, every.format(what), kind=f"'{what}'", object_id="n.id", title="n.name",
            words="array_to_tsvector(ARRAY['w:' || substr(n.name, 3, 1), 'w:' || substr(n.name, 4, 1), 'w:' || substr(n.name, 3, 2)])",
        )  # fmt: skip


def officer(node_id: int) -> Actor:
    """Somebody who may do everything at this node and below."""
    node = Node.objects.get(pk=node_id)
    return Actor(
        user_id=None, anchor=Anchor(node.kind), node_id=node.pk, path=node.path, downwards=True,
        permissions=frozenset(PERMISSIONS),
    )  # fmt: skip


def timed(work: Callable[[], Any]) -> float:
    """The median of ROUNDS runs, in milliseconds; the first, cold one is left out."""
    work()
    spent = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        work()
        spent.append((time.perf_counter() - begun) * 1000)
    return statistics.median(spent)


def first_page(rows: "models.QuerySet[Any]") -> None:
    list(rows[:PAGE])


def counted(rows: "models.QuerySet[Any]") -> None:
    rows.order_by()[:COUNTED_TO].count()


LISTS: dict[str, Callable[[Actor], "models.QuerySet[Any]"]] = {
    "enterprises": lambda actor: list_enterprises(
        actor=actor, asked=EnterpriseFilter(day=timezone.localdate(), sort="name")
    ),
    "organisations": lambda actor: list_organisations(actor=actor, today=timezone.localdate()),
    "memberships": lambda actor: list_memberships(actor=actor),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=float, default=1.0)
    given = parser.parse_args()
    if not Node.objects.filter(pk=10_000_000).exists():
        build(given.scale)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    branch = Coverage.objects.filter(enterprise_id__gt=30_000_000).order_by("pk")[0].organisation_id
    actors = {
        "unscoped": SYSTEM, "district": officer(10_000_000), "area": officer(10_000_001), "branch": officer(branch),
        "place: district": officer(20_000_000), "place: tower": officer(21_000_001),
    }  # fmt: skip
    results = []
    print(f"{'list':16}{'actor':18}{'first page':>14}{'ratio':>8}{'count ≤ 10,000':>18}{'ratio':>8}")
    for name, rows in LISTS.items():
        base: tuple[float, float] | None = None
        for who, actor in actors.items():
            page, count = timed(lambda: first_page(rows(actor))), timed(lambda: counted(rows(actor)))  # noqa: B023
            base = base or (page, count)
            print(f"{name:16}{who:18}{page:11.1f} ms{page / base[0]:8.2f}{count:15.1f} ms{count / base[1]:8.2f}")
            results.append({"list": name, "actor": who, "page_ms": round(page, 2), "count_ms": round(count, 2)})
    folder = Path(__file__).parent / "results"
    folder.mkdir(exist_ok=True)
    (folder / "registers.json").write_text(json.dumps(results, indent=1))


if __name__ == "__main__":
    main()
