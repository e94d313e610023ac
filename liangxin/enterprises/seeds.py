"""The demo district's enterprises: where they work, who answers for them, what is still open."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from liangxin.access.actor import SYSTEM
from liangxin.core.demo import World
from liangxin.core.validators.credit_code import check_character
from liangxin.enterprises import demo_words as words
from liangxin.enterprises.choices import CoverageMode, FigureKind, Ownership, SupplyKind
from liangxin.enterprises.models import Enterprise, Label
from liangxin.enterprises.seeds_open import seed_what_is_open
from liangxin.enterprises.selectors.enterprises import list_labels
from liangxin.enterprises.services.contacts import add_contacts
from liangxin.enterprises.services.coverage import end_coverage
from liangxin.enterprises.services.labels import install_labels
from liangxin.enterprises.services.moving import move_in, move_out
from liangxin.enterprises.services.new import NewEnterprise
from liangxin.enterprises.services.records import link_supply
from liangxin.enterprises.services.registration import register_enterprises
from liangxin.organisations.services.links import join_alliance
from liangxin.rulebook.selectors import list_industries

if TYPE_CHECKING:
    from liangxin.organisations.models import Organisation
    from liangxin.places.models import Place
    from liangxin.rulebook.models import Industry

SIZES = {
    "small": {"finance": 96, "science": 60, "bonded": 48, "linjiang": 60, "jinsha": 36},
    "seed": {"finance": 606, "science": 430, "bonded": 380, "linjiang": 340, "jinsha": 180},
}
PORT, PORT_NEW_FORCE, PORT_YOUNG, PORT_MEMBERS = 51, 17, 3_000, 120  # of the source document, at every scale
ALLIANCE_SINCE = date(2017, 9, 20)
GAP_SHARE = 0.075
GAP_EVERY = {"finance": 30, "science": 13, "bonded": 18, "linjiang": 14, "jinsha": 16}  # one in so many uncovered
OWNERSHIPS = [Ownership.PRIVATE] * 7 + [Ownership.FOREIGN] * 2 + [Ownership.STATE, Ownership.HONG_KONG_MACAO_TAIWAN]
ORGANISATION_CODE_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def credit_code(number: int, division: str) -> str:
    """A valid code in a division that does not exist, with the organisation code's own check as well."""
    body = "MA" + "".join("0123456789ABCDEFGH"[number // 18**at % 18] for at in range(5, -1, -1))
    total = sum(int(letter, 36) * weight for letter, weight in zip(body, ORGANISATION_CODE_WEIGHTS, strict=True))
    check = (11 - total % 11) % 11
    first = f"91{division}{body}{'X' if check == 10 else check}"
    return first + check_character(first)


def split(chance: Any, total: int, parts: int, *, least: int) -> list[int]:
    """`total` as a sum of `parts` numbers, each at least `least`."""
    cuts = sorted(chance.randrange(total - least * parts + 1) for _ in range(parts - 1))
    edges = [0, *cuts, total - least * parts]
    return [least + end - start for start, end in pairwise(edges)]


@dataclass
class Sower:
    """What the demo's enterprises are made from."""

    world: World
    labels: dict[str, Label]
    industries: "dict[str, Industry]"
    names: set[str] = field(default_factory=set)
    number: int = 0

    def name(self, prefix: str, trade: str) -> str:
        while True:
            stem = self.world.random.choice(words.FIRST) + self.world.random.choice(words.SECOND)
            if stem[0] != stem[1] and f"{stem}{trade}" not in self.names:
                self.names.add(f"{stem}{trade}")
                return f"{prefix}{stem}{trade}{self.world.random.choice(words.SUFFIXES)}"

    def code(self, division: str) -> str:
        self.number += 1
        return credit_code(40_000 + self.number * 7, division)

    def days_ago(self, least: int, most: int) -> date:
        return self.world.today - timedelta(days=self.world.random.randint(least, most))

    def new(self, zone: str, place: "Place", organisations: "list[Organisation]", **values: Any) -> NewEnterprise:
        """One enterprise of a zone, covered or not as the dice fall."""
        chance, today = self.world.random, self.world.today
        trade, division, labels = chance.choice(words.TRADES[zone])
        gap = values.pop("gap", None)
        gap = chance.random() < GAP_SHARE if gap is None else gap
        moved_in = self.days_ago(4, 130) if gap or chance.random() < 0.12 else self.days_ago(130, 3_200)
        staff = max(4, int(chance.lognormvariate(3.6, 0.9)))
        members = min(staff, int(staff * chance.uniform(0.01, 0.11)))
        answering = [] if gap else [one for one in organisations if one.node.during.lower <= today - timedelta(days=3)]
        organisation = chance.choice(answering) if answering else None
        covered_from = moved_in
        if organisation is not None:
            first = max(moved_in + timedelta(days=chance.randint(5, 60)), organisation.node.during.lower)
            covered_from = min(first, today)
        young = int(staff * chance.uniform(0.3, 0.75))
        linjiang = zone in {"linjiang", "autoport", "jinsha"}
        facts: dict[str, Any] = {
            "name": self.name("临江" if linjiang else "滨港", trade),
            "credit_code": self.code("990200" if linjiang else "990100"),
            "ownership": chance.choice(OWNERSHIPS), "industry": self.industries.get(division),
            "labels": tuple(self.labels[code] for code in labels), "place": place, "unit": f"{chance.randint(1, 30)}层",
            "moved_in": moved_in, "registered_address": place.address or place.node.name,
            "capital_text": f"{chance.choice((50, 100, 200, 500, 1000, 3000, 5000))}万元人民币",
            "legal_representative": chance.choice(words.SURNAMES) + chance.choice(words.GIVEN),
            "established_on": moved_in - timedelta(days=chance.randint(20, 2_500)), "organisation": organisation,
            "mode": chance.choice((CoverageMode.OWN, CoverageMode.JOINT, CoverageMode.JOINT, CoverageMode.TERRITORIAL)),
            "covered_from": covered_from, "figures": _figures(staff, members, young),
            "figures_as_of": max(moved_in, self.days_ago(5, 200)), "figures_source": chance.choice(("企业填报", "走访核对")),
        }  # fmt: skip
        return NewEnterprise(**(facts | values))


def _figures(staff: int, members: int, young: int) -> dict[str, int]:
    return {FigureKind.STAFF: staff, FigureKind.MEMBERS: members, FigureKind.YOUNG_STAFF: young}


def seed(world: World) -> None:
    """Register the demo's enterprises; keys are noted in `world.things`."""
    install_labels()
    sower = Sower(
        world,
        {label.code: label for label in list_labels()},
        {industry.code: industry for industry in list_industries().filter(code__regex=r"^\d\d$")},
    )
    news: list[NewEnterprise] = []
    marks: dict[str, slice] = {}
    for zone in ("finance", "science", "bonded", "linjiang", "jinsha"):
        made = _zone(sower, zone)
        marks[zone] = slice(len(news), len(news) + len(made))
        news += made
    port = _port(sower)
    marks["autoport"] = slice(len(news), len(news) + len(port))
    waiting = _waiting(sower)
    marks["waiting"] = slice(len(news) + len(port), len(news) + len(port) + len(waiting))
    results = register_enterprises(
        actor=SYSTEM, news=[*news, *port, *waiting], now=world.now, today=world.today, reason="演示区"
    )
    enterprises = [result.enterprise for result in results if result.enterprise is not None]
    for zone, mark in marks.items():
        world.things[f"enterprise:{zone}"] = enterprises[mark]
    world.things["enterprise:all"] = enterprises
    join_alliance(
        actor=SYSTEM, alliance=world.things["organisation:jinsha_alliance"], start=ALLIANCE_SINCE, now=world.now,
        members=[one.node for one in enterprises[marks["jinsha"]]],
    )  # fmt: skip
    _moved(sower)
    _branches(sower, enterprises[marks["finance"]])
    _people_to_talk_to(sower, enterprises)
    seed_what_is_open(world)


def answering(world: World, key: str) -> "list[Organisation]":
    """The organisations under a key that may answer for enterprises; the top itself where none is below."""
    top: Organisation = world.things[key]
    below = type(top).objects.filter(
        node__path__startswith=top.node.path, type__holds_members=True, node__during__contains=world.today,
        is_overseas=False,
    )  # fmt: skip
    return list(below.select_related("node").order_by("pk")) or [top]


def places_of(world: World, zone: str) -> "list[Place]":
    """The sites of a zone."""
    things = world.things
    if zone == "finance":
        return list(things["place:towers"])
    if zone in {"science", "bonded"}:
        return list(things[f"place:{zone}_sites"])
    if zone == "linjiang":
        own = {things["place:autoport"].pk, things["place:jinsha"].pk}
        return [place for place in things["place:parks"] if place.pk not in own]
    return [things[f"place:{zone}"]]


def _zone(sower: Sower, zone: str) -> list[NewEnterprise]:
    world = sower.world
    organisations = answering(world, "organisation:linjiang" if zone == "jinsha" else f"organisation:{zone}")
    sites = places_of(world, zone)
    every = GAP_EVERY[zone]
    return [
        sower.new(zone, world.random.choice(sites), organisations, gap=number % every == every // 2)
        for number in range(SIZES[world.scale][zone])
    ]


def _port(sower: Sower) -> list[NewEnterprise]:
    """The innovation port: 51 enterprises, 17 of the new force, 3,000 young staff in sum."""
    world, place = sower.world, sower.world.things["place:autoport"]
    young = split(world.random, PORT_YOUNG, PORT, least=8)
    members = split(world.random, PORT_MEMBERS, PORT, least=0)
    force = set(world.random.sample(range(PORT), PORT_NEW_FORCE))
    branch = [world.things["organisation:autoport"]]
    news = []
    for at in range(PORT):
        staff = int(young[at] * 1.5) + world.random.randint(3, 25)
        labels = (sower.labels["new_force"],) if at in force else ()
        news.append(
            sower.new(
                "autoport", place, branch, gap=at in {11, 34}, mode=CoverageMode.TERRITORIAL, labels=labels,
                figures=_figures(staff, members[at], young[at]), unit=f"{at % 9 + 1}号楼",
            )
        )  # fmt: skip
    return news


def _waiting(sower: Sower) -> list[NewEnterprise]:
    towers = {place.node.name: place for place in sower.world.things["place:towers"]}
    news = []
    for name, building, unit, division, staff, members, young, days, _contact in words.WAITING:
        moved_in = sower.world.today - timedelta(days=days)
        news.append(
            sower.new(
                "finance", towers[building], [], name=name, unit=unit, moved_in=moved_in, gap=True, labels=(),
                industry=sower.industries.get(division), figures=_figures(staff, members, young),
                established_on=moved_in - timedelta(days=400), figures_as_of=moved_in + timedelta(days=min(days, 8)),
            )
        )  # fmt: skip
    return news


def _moved(sower: Sower) -> None:
    """One that was covered in the science area and has been without since it moved to the finance area."""
    world = sower.world
    start, moved = world.today - timedelta(days=172), world.today - timedelta(days=97)
    towers = {place.node.name: place for place in world.things["place:towers"]}
    branch = [one for one in answering(world, "organisation:science") if one.node.during.lower <= start]
    new = sower.new(
        "science", world.things["place:science_sites"][0], [], name="滨港砺石智驾技术有限公司", moved_in=start, gap=True,
        labels=(sower.labels["smart_making"],), figures=_figures(142, 9, 96), unit="2号楼", ownership=Ownership.PRIVATE,
        industry=sower.industries.get("36"), established_on=date(2021, 3, 1), figures_as_of=world.today - timedelta(days=21),
        organisation=branch[0] if branch else None, mode=CoverageMode.JOINT, covered_from=start,
    )  # fmt: skip
    made = register_enterprises(actor=SYSTEM, news=[new], now=world.now, today=world.today, reason="演示区")[
        0
    ].enterprise
    if made is None:
        return
    move_in(
        actor=SYSTEM, enterprise=made, place=towers["启航楼"], unit="7层", effective=moved, today=world.today,
        reason="迁入启航楼",
    )  # fmt: skip
    old = made.operating_places.exclude(place=towers["启航楼"]).get()
    move_out(actor=SYSTEM, spot=old, effective=moved, today=world.today, reason="迁入启航楼")
    if branch:
        end_coverage(actor=SYSTEM, enterprise=made, effective=moved, today=world.today, reason="迁出科学城片区")
    world.things["enterprise:moved"] = made


def _branches(sower: Sower, enterprises: list[Enterprise]) -> None:
    """Branches of one entity in another tower, and a leader with its chain."""
    world = sower.world
    heads = world.random.sample(enterprises, 8)
    towers = places_of(world, "finance")
    news = [
        sower.new(
            "finance", world.random.choice(towers), answering(world, "organisation:finance"),
            name=f"{head.node.name}分公司", head_office=head,
        )
        for head in heads[:5]
    ]  # fmt: skip
    register_enterprises(actor=SYSTEM, news=news, now=world.now, today=world.today, reason="演示区")
    for other in heads[5:]:
        link_supply(actor=SYSTEM, leader=heads[0], other=other, kind=SupplyKind.UPSTREAM)


def _people_to_talk_to(sower: Sower, enterprises: list[Enterprise]) -> None:
    chance = sower.world.random
    chosen = chance.sample(enterprises, int(len(enterprises) * 0.6))
    add_contacts(
        actor=SYSTEM, now=sower.world.now,
        news=[
            (one, chance.choice(words.SURNAMES) + chance.choice(words.GIVEN), chance.choice(words.ROLES), f"1990000{at:04d}")
            for at, one in enumerate(chosen)
        ],
    )  # fmt: skip
