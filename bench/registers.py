"""Pages of the registers at full size, scoped, beside the same page unscoped in the same run.

60,000 enterprises, 1,000,000 people with memberships, 200,000 organisations (--scale 0.1 for a tenth). What is timed is
the SQL of the very pages: a first page with all that its cells need, and its count, for officers of the district, of an
area, of one branch, of a tower. The least of several runs, for others may use the machine; ratios matter. --explain
CASE prints the plans of a case's page and count, for all actors.
"""

import argparse
import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import django

django.setup()

from django.contrib.auth.models import AnonymousUser  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import RequestFactory  # noqa: E402

from bench._district import BRANCHES, REGION, ROOT, TOWERS, build, officer  # noqa: E402
from liangxin.access.actor import SYSTEM, Actor  # noqa: E402
from liangxin.enterprises.models import Coverage  # noqa: E402
from liangxin.members.selectors.counts import count_at_organisation, count_at_place  # noqa: E402
from liangxin.trees.models import Node  # noqa: E402
from liangxin.web.enterprises.lists import EnterpriseList  # noqa: E402
from liangxin.web.members.views import LinkedList, MemberList  # noqa: E402
from liangxin.web.organisations.lists import OrganisationList  # noqa: E402
from liangxin.web.people.views import PersonList  # noqa: E402
from liangxin.web.places.lists import PlaceList  # noqa: E402
from liangxin.web.shared.lists.page import ListPage  # noqa: E402

ROUNDS = 5
PAGE_MS, COUNT_MS = 60, 150  # what a quiet machine of 2 cores should need at most
LISTS: dict[type[ListPage], list[str]] = {
    EnterpriseList: [
        "", "sort=-moved_in", "sort=name", "sort=-name", "sort=-staff", "coverage=none&status=operating", "new=1",
        "counted=gap", f"place={REGION + 1}", f"place={TOWERS + 1}", f"organisation={ROOT + 1}", "q=滨", "label=bench",
    ],
    OrganisationList: [
        "", "sort=-name", "sort=type", "sort=place", "sort=-founded", "sort=term", "family=party", f"under={ROOT + 1}",
        f"place={REGION + 1}", f"place={TOWERS + 1}", "type=bench3", "q=一",
    ],
    MemberList: [
        "", "sort=-name", "sort=home", "sort=-joined", "sort=status", "category=probationary", "key_staff=1", "elsewhere=1",
        "incomplete=1", f"organisation={ROOT + 1}", f"place={REGION + 1}", f"place={TOWERS + 1}", "last4=0042", "q=一",
    ],
    LinkedList: [""],
    PersonList: ["", "key_staff=1"],
    PlaceList: ["", "sort=name"],
}  # fmt: skip


class Clock:
    """Milliseconds spent in the database."""

    def __init__(self) -> None:
        self.spent = 0.0

    def __call__(self, execute: Any, *asked: Any) -> Any:
        begun = time.perf_counter()
        try:
            return execute(*asked)
        finally:
            self.spent += (time.perf_counter() - begun) * 1000


@contextmanager
def clocked() -> Iterator[Clock]:
    clock = Clock()
    with connection.execute_wrapper(clock):
        yield clock


def timed(work: Callable[[], Any]) -> float:
    """The least SQL time of ROUNDS runs, in milliseconds; the first, cold one is left out, a slow one run less often."""
    work()
    spent: list[float] = []
    while len(spent) < ROUNDS and sum(spent) < 2_000:
        with clocked() as clock:
            work()
        spent.append(clock.spent)
    return min(spent)


def page(kind: type[ListPage], actor: Actor, query: str) -> ListPage:
    """The page as the desk makes it."""
    request = RequestFactory().get(f"/?{query}")
    request.user = AnonymousUser()
    request.actor = actor  # type: ignore[attr-defined]
    return kind(request)


def actors() -> dict[str, Actor]:
    branch = Coverage.objects.filter(enterprise_id__gt=30_000_000).order_by("pk")[0].organisation_id
    return {
        "unscoped": SYSTEM, "district": officer(ROOT), "area": officer(ROOT + 1), "branch": officer(branch),
        "place: district": officer(REGION), "place: area": officer(REGION + 1), "place: tower": officer(TOWERS + 1),
    }  # fmt: skip


def read(kind: type[ListPage], actor: Actor, query: str, part: str) -> object:
    """A fresh page's rows ("shown") or their number ("count")."""
    return getattr(page(kind, actor, query), part)


def time_lists(wanted: str) -> list[dict[str, Any]]:
    """A line for each list, case and actor; ratio: to the unscoped list without conditions."""
    results = []
    print(f"{'list':16}{'case':34}{'actor':18}{'page ms':>10}{'ratio':>8}{'count ms':>10}{'ratio':>8}{'rows':>8}")
    for kind, cases in LISTS.items():
        base: tuple[float, float] | None = None
        for case in cases:
            for who, actor in actors().items():
                if wanted not in f"{kind.name}:{case}:{who}":
                    continue
                first, count = (timed(partial(read, kind, actor, case, part)) for part in ("shown", "count"))
                base, rows = base or (first, count), page(kind, actor, case).count
                over = " !" if first > PAGE_MS or count > COUNT_MS else ""
                ratios = round(first / (base[0] or 1), 2), round(count / (base[1] or 1), 2)
                print(
                    f"{kind.name:16}{case:34}{who:18}{first:10.1f}{ratios[0]:8.2f}{count:10.1f}{ratios[1]:8.2f}{rows:8}{over}",
                    flush=True,
                )
                results.append(
                    {"list": kind.name, "case": case, "actor": who, "page_ms": round(first, 1), "page_ratio": ratios[0],
                     "count_ms": round(count, 1), "count_ratio": ratios[1], "rows": rows}
                )  # fmt: skip
    return results


def time_counts(wanted: str) -> list[dict[str, Any]]:
    """Members' counts at nodes; ratio: to counting all memberships once."""
    who = actors()
    results: list[dict[str, Any]] = []
    base = 0.0
    for name, actor, node_id, count in (
        ("all, unscoped", "unscoped", ROOT, count_at_organisation), ("by home, district", "district", ROOT, count_at_organisation),
        ("by home, area", "area", ROOT + 1, count_at_organisation), ("by home, branch", "branch", BRANCHES + 4, count_at_organisation),
        ("by location, district", "place: district", REGION, count_at_place),
        ("by location, area", "place: area", REGION + 1, count_at_place),
        ("by location, tower", "place: tower", TOWERS + 1, count_at_place),
    ):  # fmt: skip
        if wanted not in f"counts:{name}":
            continue
        node = Node.objects.get(pk=node_id)
        spent = timed(partial(count, actor=who[actor], node=node))
        base = base or spent
        print(f"{'member counts':16}{name:34}{actor:18}{spent:10.1f}{spent / base:8.2f}", flush=True)
        results.append({"counts": name, "actor": actor, "ms": round(spent, 1), "ratio": round(spent / base, 2)})
    return results


def explain(wanted: str) -> None:
    """The plans of every statement of the cases that are asked for."""

    def told(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        with connection.cursor().connection.cursor() as beside:
            beside.execute(f"EXPLAIN (ANALYZE, BUFFERS) {sql}", params)
            print("", sql, *(row[0] for row in beside.fetchall()), sep="\n")
        return execute(sql, params, many, context)

    for kind, cases in LISTS.items():
        for case in cases:
            for who, actor in actors().items():
                if wanted in f"{kind.name}:{case}:{who}":
                    with connection.execute_wrapper(told):
                        print(
                            f"── {kind.name}:{case}:{who}",
                            page(kind, actor, case).count,
                            len(page(kind, actor, case).shown.rows),
                        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--only", default="", help="cases whose list:case:actor contains this")
    parser.add_argument("--explain", metavar="CASE")
    given = parser.parse_args()
    if not Node.objects.filter(pk=ROOT).exists():
        build(given.scale)
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    if given.explain is not None:
        explain(given.explain)
        return
    results = [*time_lists(given.only), *time_counts(given.only)]
    folder = Path(__file__).parent / "results"
    folder.mkdir(exist_ok=True)
    (folder / "registers.json").write_text(json.dumps(results, indent=1, ensure_ascii=False))


if __name__ == "__main__":
    main()
