"""Members of the demo district: fictional people in the branches that the organisations room has founded.

Scale "seed": 4,300 in the bonded area, 120 located in the automobile innovation port.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from liangxin.access.actor import SYSTEM
from liangxin.core.demo import World
from liangxin.enterprises.selectors.enterprises import rows_of
from liangxin.members.choices import LinkKind, MemberCategory
from liangxin.members.models import Membership
from liangxin.members.services.enrolment import Enrolment, enrol_many
from liangxin.members.services.memberships import change_membership, link_organisation
from liangxin.people import fiction
from liangxin.people.services.persons import NewPerson, register_persons

if TYPE_CHECKING:
    from liangxin.organisations.models import Organisation
    from liangxin.people.models import Person
    from liangxin.places.models import Place
    from liangxin.trees.models import Node

BONDED = {"seed": 4_300, "small": 150}
PORT = {"seed": 120, "small": 24}
PORT_AT_HOME = {"seed": 38, "small": 9}  # of them at home in the port's own branch
ELSEWHERE = {"seed": (8, 24), "small": (3, 7)}  # members of each other branch, least and most
LINKED_SHARE = 0.04
JOBS = ("工程师", "高级工程师", "项目经理", "产品经理", "财务主管", "行政专员", "法务", "市场经理", "报关员", "研究员",
        "运营主管", "人力资源专员", "车间主任", "质量主管", "客户经理")  # fmt: skip
LEVELS = ("staff",) * 11 + ("professional",) * 5 + ("manager",) * 3 + ("executive",)
SCHOOLING = ("20",) * 12 + ("10",) * 6 + ("30",) * 5 + ("40",)
OUTSIDE = (
    "临海市湖心街道柳荫社区党支部",
    "青川市东门镇机关党支部",
    "望海大学校友流动党支部",
    "云岭县人才服务中心流动党支部",
)


@dataclass
class Sower:
    """Sows people with numbers that never repeat. leaders: holders of posts by home; firms: by responsible organisation."""

    world: World
    sown: int = 0
    used: set[str] = field(default_factory=set)
    leaders: "dict[int, list[Person]]" = field(default_factory=dict)
    firms: "dict[int, list[Node]]" = field(default_factory=dict)

    @property
    def chance(self) -> Random:
        return self.world.random

    def person(self, keeper: "Node", works_at: "Node | None" = None) -> NewPerson:
        self.sown += 1
        chance, today = self.chance, self.world.today
        female = chance.random() < 0.44
        youngest, oldest = today - timedelta(days=22 * 365), today - timedelta(days=60 * 365)
        born = fiction.birth_date(chance, youngest=youngest, oldest=oldest)
        level = chance.choice(LEVELS)
        values: dict[str, Any] = {
            "name": fiction.name(chance, female=female),
            "identity_number": self.number(born, female=female), "phone": fiction.phone(self.sown), "ethnicity": chance.choice(fiction.ETHNICITIES),
            "education": chance.choice(SCHOOLING), "job_title": chance.choice(JOBS), "position_level": level,
            "is_key_staff": level != "staff" and chance.random() < 0.3, "works_at": works_at,
        }  # fmt: skip
        if chance.random() < 0.03:
            del values["identity_number"]  # registers have gaps; the list of incomplete records shows them
        return NewPerson(keeper=keeper, values=values)

    def number(self, born: date, *, female: bool) -> str:
        """A number not yet used, with this birth date."""
        while True:
            number = fiction.identity_number(self.chance, born=born, female=female)
            if number not in self.used:
                self.used.add(number)
                return number

    def firm(self, home: "Organisation") -> "Node | None":
        """An enterprise that the home organisation is responsible for."""
        firms = self.firms.get(home.pk)
        return self.chance.choice(firms) if firms else None

    def enrolment(self, person: Any, home: "Organisation | None", **more: Any) -> Enrolment:
        chance, today = self.chance, self.world.today
        opened = home.node.during.lower if home is not None else date(2019, 1, 1)
        since = max(opened, date(2016, 1, 1))
        effective = since + timedelta(days=chance.randrange(max(1, (today - since).days)))
        born = person.birth_date or date(1985, 1, 1)
        joined = min(born + timedelta(days=int(365.25 * chance.uniform(19, 30))), today - timedelta(days=30))
        to_the_month = chance.random() < 0.1
        joined = joined.replace(day=1) if to_the_month else joined
        probationary = joined > today - timedelta(days=365)
        converted = None if probationary else joined + timedelta(days=366)
        if converted is not None and converted > today:
            converted = None
        return Enrolment(
            person=person, organisation=home, effective=effective,
            category=MemberCategory.PROBATIONARY if probationary else MemberCategory.FULL,
            joined_on=joined, joined_precision="month" if to_the_month else "day", converted_on=converted, **more,
        )  # fmt: skip


def seed(world: World) -> None:
    """Enrol the demo members; organisations and places were sown by their rooms."""
    sower = Sower(world, firms=_firms(world))
    for person, home in world.things.get("leaders", ()):
        sower.leaders.setdefault(home.pk, []).append(person)
    bonded = holders(world, "organisation:bonded")
    leading = [len(sower.leaders.get(home.pk, ())) for home in bonded]
    enrolled = _into(sower, bonded, split(world.random, BONDED[world.scale], leading))
    port = world.things["organisation:autoport"]
    others = [one for key in ("organisation:finance", "organisation:science") for one in holders(world, key)]
    nearby = [one for one in holders(world, "organisation:linjiang") if not _at_port(world, one)]
    least, most = ELSEWHERE[world.scale]
    for homes in (others, nearby):
        led = [len(sower.leaders.get(home.pk, ())) for home in homes]
        enrolled += _into(sower, homes, [max(world.random.randint(least, most), one + 2) for one in led])
    _port_members(sower, port, [one for one in enrolled if one.home in nearby])
    _links(world, enrolled, others + bonded)
    _known_people(world, enrolled)


def holders(world: World, key: str) -> "list[Organisation]":
    """The open organisations at or below the thing that directly hold members, in the order of their ids."""
    top = world.things[key]
    below = type(top)._default_manager.filter(
        node__path__startswith=top.node.path, type__holds_members=True, node__during__contains=world.today
    )
    return list(below.select_related("node", "type", "home_place__node").order_by("pk"))


def split(chance: Random, total: int, least: Sequence[int]) -> list[int]:
    """`total` in as many shares as `least` has, each at least that and 3 where they suffice, unequal as branches are."""
    if not least:
        return []
    shares = [max(one, min(3, total // len(least))) for one in least]
    free = total - sum(shares)
    if free < 0:
        raise ValueError(f"{total} is less than the {sum(least)} who are there already")
    weights = [chance.uniform(0.3, 1.7) for _ in least]
    shares = [share + int(free * weight / sum(weights)) for share, weight in zip(shares, weights, strict=True)]
    for at in range(total - sum(shares)):
        shares[at % len(shares)] += 1
    return shares


def _firms(world: World) -> "dict[int, list[Node]]":
    """The enterprises by the organisation responsible for them today."""
    found: dict[int, list[Node]] = {}
    enterprises = world.things.get("enterprise:all", [])
    for start in range(0, len(enterprises), 500):
        for row in rows_of(enterprises[start : start + 500], day=world.today):
            if row.coverage is not None:
                found.setdefault(row.coverage.organisation_id, []).append(row.enterprise.node)
    return found


def _into(sower: Sower, homes: "Sequence[Organisation]", sizes: Sequence[int]) -> list[Membership]:
    """Enrol so many into each home: who leads it first, then people sown."""
    leading = [(person, home) for home in homes for person in sower.leaders.pop(home.pk, ())]
    already = Counter(home.pk for _person, home in leading)
    places = [home for home, size in zip(homes, sizes, strict=True) for _ in range(size - already[home.pk])]
    people = register_persons(
        actor=SYSTEM, news=[sower.person(home.node, sower.firm(home)) for home in places], now=sower.world.now,
        today=sower.world.today,
    )  # fmt: skip
    pairs = [*leading, *zip(people, places, strict=True)]
    return _enrol(sower, [sower.enrolment(one, home) for one, home in pairs])


def _enrol(sower: Sower, enrolments: Sequence[Enrolment]) -> list[Membership]:
    return enrol_many(
        actor=SYSTEM, enrolments=enrolments, now=sower.world.now, today=sower.world.today, reason="演示区"
    )


def _at_port(world: World, organisation: "Organisation") -> bool:
    path = world.things["place:autoport"].node.path
    return organisation.pk == world.things["organisation:autoport"].pk or (
        organisation.home_place is not None and organisation.home_place.node.path.startswith(path)
    )


def _port_members(sower: Sower, port: "Organisation", nearby: Sequence[Membership]) -> None:
    """The located members of the port: some at home there, most with their home elsewhere (#087)."""
    world = sower.world
    place: Place = world.things["place:autoport"]
    total, at_home = PORT[world.scale], PORT_AT_HOME[world.scale]
    outside = (total - at_home) // 3
    people = sower.leaders.pop(port.pk, [])
    missing = at_home + outside - len(people)
    people += register_persons(
        actor=SYSTEM, news=[sower.person(port.node, sower.firm(port)) for _ in range(missing)], now=world.now,
        today=world.today,
    )  # fmt: skip
    _enrol(sower, [sower.enrolment(one, port, located_at=place) for one in people[:at_home]])
    _enrol(
        sower,
        [
            sower.enrolment(one, None, outside=world.random.choice(OUTSIDE), located_at=place)
            for one in people[at_home:]
        ],
    )
    rest = total - at_home - outside
    chosen = nearby if len(nearby) <= rest else world.random.sample(list(nearby), rest)
    for membership in chosen:
        change_membership(actor=SYSTEM, membership=membership, changes={"located_at": place}, today=world.today)
    short = rest - len(chosen)
    if short:
        more = register_persons(
            actor=SYSTEM, news=[sower.person(port.node) for _ in range(short)], now=world.now, today=world.today
        )
        _enrol(
            sower,
            [sower.enrolment(one, None, outside=world.random.choice(OUTSIDE), located_at=place) for one in more],
        )


def _links(world: World, enrolled: Sequence[Membership], organisations: "Sequence[Organisation]") -> None:
    """A few members who take part elsewhere too."""
    chance = world.random
    count = min(60, max(3, int(len(enrolled) * LINKED_SHARE)))
    for membership in chance.sample(list(enrolled), count):
        other = chance.choice(list(organisations))
        if other.pk != membership.home_id:
            link_organisation(
                actor=SYSTEM, membership=membership, organisation=other, kind=chance.choice(LinkKind.values),
                effective=max(other.node.during.lower, world.today - timedelta(days=chance.randrange(30, 700))),
                today=world.today,
            )  # fmt: skip


def _known_people(world: World, enrolled: Sequence[Membership]) -> None:
    """A branch of the finance area with its secretary and a member, for the demo accounts."""
    branches = {one.pk for one in world.things["organisation:finance_branches"]}
    of_branches = [one for one in enrolled if one.home_id in branches]
    leaders = [(person, home) for person, home in world.things.get("leaders", ()) if home.pk in branches]
    led = {person.pk for person, _home in leaders}
    heads = {person.pk for person, home in leaders if person.keeper_id == home.pk}  # not of a committee above
    secretary = next(one for one in of_branches if one.person_id in heads)
    member = next(one for one in of_branches if one.home_id == secretary.home_id and one.person_id not in led)
    world.things["organisation:branch_demo"] = secretary.home
    world.things["person:secretary_demo"] = secretary.person
    world.things["person:member_demo"] = member.person
    world.things["membership:member_demo"] = member
