"""The posts of the demo organisations and who holds them: secretaries, commissioners, seconded and part-time seats."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, cast

from liangxin.access.actor import SYSTEM
from liangxin.core.demo import World
from liangxin.organisations.choices import Family, Level, PostSource
from liangxin.organisations.models import Organisation, Post
from liangxin.organisations.services.posts import NewHolding, NewPost, appoint_many, create_posts, end_holding
from liangxin.people import fiction
from liangxin.people.services.persons import NewPerson, register_persons

if TYPE_CHECKING:
    from liangxin.people.models import Person

SEATS = {
    Level.COMMITTEE: ("secretary", "deputy_secretary", "organisation_commissioner", "publicity_commissioner",
                      "discipline_commissioner"),
    Level.GENERAL_BRANCH: ("secretary", "organisation_commissioner", "publicity_commissioner"),
    Level.BRANCH: ("secretary",),
}  # fmt: skip
LARGER_BRANCH = ("secretary", "organisation_commissioner", "publicity_commissioner")
VACANT_SHARE = 0.05
TOWN = "310198"  # no division has this code, nor is it that of the demo members
JOBS = ("部门经理", "行政总监", "项目总监", "人力资源总监", "副总经理", "综合主管")


def seat_leaders(world: World) -> None:
    """Set the posts up, and fill all but a few.

    `world.things["leaders"]`: (person, home organisation) pairs, so that the members' room enrols them.
    """
    organisations = list(
        Organisation.objects.filter(node__during__contains=world.today, type__family=Family.PARTY)
        .select_related("node", "type", "home_place__node")
        .order_by("pk")
    )
    news = [
        NewPost(organisation=each, kind=kind, opened=each.node.during.lower)
        for each in organisations
        for kind in _seats(each)
    ]
    posts = create_posts(actor=SYSTEM, news=news, now=world.now)
    filled = [post for post in posts if world.random.random() >= VACANT_SHARE or _is_named(world, post)]
    people = _people(world, [post.organisation for post in filled])
    appoint_many(
        actor=SYSTEM, now=world.now,
        news=[_holding(world, post, person) for post, person in zip(filled, people, strict=True)],
    )  # fmt: skip
    homes = _homes(organisations)
    world.things["leaders"] = [
        (person, homes[post.organisation_id])
        for post, person in zip(filled, people, strict=True)
        if post.organisation_id in homes
    ]
    _special(world, dict(zip([post.pk for post in filled], people, strict=True)), filled)


def _seats(organisation: Organisation) -> tuple[str, ...]:
    if organisation.type.level == Level.BRANCH and organisation.pk % 3 == 0:
        return LARGER_BRANCH
    return SEATS[Level(organisation.type.level)]


def _is_named(world: World, post: Post) -> bool:
    named = {
        each.pk
        for key, each in world.things.items()
        if key.startswith("organisation:") and isinstance(each, Organisation)
    }
    return post.organisation_id in named


def _people(world: World, organisations: Iterable[Organisation], *, first: int = 0) -> "list[Person]":
    chance, news = world.random, []
    for number, organisation in enumerate(organisations, start=first):
        female = chance.random() < 0.42
        born = fiction.birth_date(
            chance, youngest=world.today - timedelta(days=30 * 365), oldest=world.today - timedelta(days=57 * 365)
        )
        values: dict[str, Any] = {
            "name": fiction.name(chance, female=female), "sex": "2" if female else "1",
            "identity_number": fiction.identity_number(chance, born=born, female=female, order=number, town=TOWN),
            "phone": fiction.phone(9_000_000 + number), "job_title": chance.choice(JOBS),
            "position_level": chance.choice(("manager", "executive")), "is_key_staff": True, "education": "20",
        }  # fmt: skip
        news.append(NewPerson(keeper=organisation.node, values=values))
    return register_persons(actor=SYSTEM, news=news, now=world.now, today=world.today)


def _holding(world: World, post: Post, person: "Person") -> NewHolding:
    start = max(post.during.lower, post.organisation.term_starts_on or post.during.lower)
    source = world.random.choice((PostSource.ELECTED,) * 5 + (PostSource.APPOINTED, PostSource.DISPATCHED))
    note = "成员企业" if source == PostSource.DISPATCHED else ""
    return NewHolding(post=post, person=person, start=min(start, world.today), source=source, source_note=note)


def _homes(organisations: Iterable[Organisation]) -> dict[int, Organisation]:
    """The organisation where a leader of each is at home: itself, or the first below it that holds members."""
    everyone = list(organisations)
    holding = [each for each in everyone if each.type.holds_members]
    homes = {}
    for each in everyone:
        found = (
            each
            if each.type.holds_members
            else next((lower for lower in holding if lower.node.path.startswith(each.node.path)), None)
        )
        if found is not None:
            homes[each.pk] = found
    return homes


def _special(world: World, people: "dict[int, Person]", posts: list[Post]) -> None:
    """What the domain names: a dispatched secretary, a part-time seat, cross-entry, a founder heading a federation."""
    things, now = world.things, world.now

    def named(key: str) -> Organisation:
        return cast(Organisation, things[f"organisation:{key}"])

    def secretary(organisation: Organisation) -> "Person":
        return next(
            people[post.pk]
            for post in posts
            if post.organisation_id == organisation.pk and post.kind.code == "secretary"
        )

    operator = next(each for each in things["organisation:linjiang_beside"] if each.type.code == "developer")
    port, finance, women = named("autoport"), named("finance"), named("women")
    leader = secretary(port)
    seats = create_posts(
        actor=SYSTEM, now=now,
        news=[
            NewPost(organisation=operator, kind="unit_head", opened=operator.node.during.lower),
            NewPost(organisation=finance, kind="commissioner", opened=date(2023, 6, 1), is_part_time=True, title="兼职委员"),
            NewPost(organisation=named("bonded"), kind="commissioner", opened=date(2024, 2, 1)),
            NewPost(organisation=women, kind="women_chair", opened=women.node.during.lower),
            NewPost(organisation=named("qihang"), kind="discipline_commissioner", opened=date(2024, 3, 12)),
        ],
    )  # fmt: skip
    guest, seconded = _people(world, [finance, named("bonded")], first=len(posts))
    qihang_leader = secretary(named("qihang"))
    holdings = appoint_many(
        actor=SYSTEM, now=now,
        news=[
            NewHolding(post=seats[0], person=leader, start=date(2018, 6, 15), source=PostSource.DISPATCHED,
                       is_concurrent=True, source_note="双向进入、联合任职"),
            NewHolding(post=seats[1], person=guest, start=date(2023, 6, 1), source=PostSource.PART_TIME,
                       home_unit_name="澄明资产管理有限公司", home_unit_post="党支部书记、副总裁"),
            NewHolding(post=seats[2], person=seconded, start=date(2025, 1, 6), source=PostSource.SECONDED,
                       home_unit_name="保税区管理局", home_unit_post="综合处科员",
                       secondment_ends_on=world.today + timedelta(days=44)),
            NewHolding(post=seats[3], person=secretary(named("startup_branch")), start=date(2021, 3, 8),
                       source=PostSource.ELECTED, home_unit_post="创始人"),
            NewHolding(post=seats[4], person=qihang_leader, start=date(2024, 3, 12), source=PostSource.ELECTED),
        ],
    )  # fmt: skip
    end_holding(actor=SYSTEM, holding=holdings[4], end=world.today - timedelta(days=21), reason="原任调离", now=now)
