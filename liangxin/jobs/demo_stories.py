"""What has already happened in the demo district between its people: looks, a correction, a declaration, a duplicate."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from psycopg.types.range import TimestamptzRange

from liangxin.access.actor import NOBODY, SYSTEM, Actor
from liangxin.access.choices import Anchor
from liangxin.access.selectors import default_actor, own_actor
from liangxin.accounts.services.accounts import reset_password
from liangxin.accounts.services.guests import register_guest
from liangxin.core.demo import World
from liangxin.members.selectors.rosters import roster_of
from liangxin.members.services.declarations import NewDeclaration, declare_membership
from liangxin.people import fiction
from liangxin.people.choices import LookKind
from liangxin.people.permissions import Permission
from liangxin.people.services.corrections import propose_correction
from liangxin.people.services.links import ask_link
from liangxin.people.services.persons import NewPerson, register_person
from liangxin.people.services.reveals import record_disclosure, reveal_field
from liangxin.places.choices import FeedbackKind
from liangxin.places.services.feedback import NewFeedback, answer_feedback, send_feedback
from liangxin.venues.rules.rooms import at_minute
from liangxin.venues.selectors.rooms import taken_of
from liangxin.venues.services.room_bookings import NewBooking, book_room
from liangxin.venues.services.room_waits import join_wait

if TYPE_CHECKING:
    from liangxin.accounts.models import User

TOWN = "310197"  # no division has this code, nor has any other of the demo numbers


def tell(world: World, users: "Mapping[str, User]") -> None:
    """Let the secretary and the member have something to see on their first visit."""
    person, home, now = world.things["person:member_demo"], world.things["organisation:branch_demo"], world.now
    secretary = default_actor(user=users["secretary"], today=world.today)
    reveal_field(
        actor=secretary,
        person=person,
        field="phone",
        reason="通知支部党员大会改期",
        now=now - timedelta(days=3, hours=2),
    )
    record_disclosure(
        actor=secretary, person_ids=roster_of(actor=secretary, path=home.node.path).order_by().values("person_id"),
        kind=LookKind.PRINT, reason="年度花名册核对", now=now - timedelta(days=20), what="党员花名册",
    )  # fmt: skip
    propose_correction(
        actor=own_actor(user=users["member"]), person=person, field="job_title", proposed="运营总监", note="上月起任新岗位",
        now=now - timedelta(days=2), today=world.today,
    )  # fmt: skip
    declare_membership(
        actor=own_actor(user=users["contact.shen"]), now=now - timedelta(days=9), today=world.today,
        new=NewDeclaration(
            organisation=home, name=users["contact.shen"].display_name, joined_on=date(2014, 7, 1), joined_precision="month",
            phone=fiction.phone(8_000_001), note="组织关系介绍信已交支部",
        ),
    )  # fmt: skip
    _rooms(world, users)
    _one_person_twice(world)
    _voices(world, users)
    _a_guest(world, secretary)


def _a_guest(world: World, secretary: Actor) -> None:
    """Somebody registered by themselves and says to be in the branch; the secretary is to check."""
    home = world.things["organisation:branch_demo"]
    without = roster_of(actor=secretary, path=home.node.path).filter(person__user=None).order_by("pk")
    membership = without.select_related("person").first()
    if membership is None:
        return
    since = world.now - timedelta(days=4)
    guest = register_guest(name="阿哲", phone=fiction.phone(8_000_021), way="sms", now=since)
    reset_password(user=guest, now=since)
    world.things["link:demo"] = ask_link(
        actor=own_actor(user=guest), node=home.node, name=membership.person.name, note="研发楼 3 层，可打前台",
        now=world.now - timedelta(days=1),
    )  # fmt: skip


def _voices(world: World, users: "Mapping[str, User]") -> None:
    """A complaint that waits, and a suggestion that was answered."""
    finance, now = world.things["place:finance"], world.now
    waiting = send_feedback(
        actor=NOBODY, now=now - timedelta(days=6),
        new=NewFeedback(
            place=finance, kind=FeedbackKind.COMPLAINT, page=f"/a/{finance.node.slug}/", contact=fiction.phone(8_000_011),
            words="中心周三晚上的开放时间和网页上写的不一样，门口的人说七点就关门。",
        ),
    )  # fmt: skip
    answered = send_feedback(
        actor=own_actor(user=users["member"]), now=now - timedelta(days=15),
        new=NewFeedback(
            place=finance, kind=FeedbackKind.SUGGESTION, page="/stations/", words="希望中午也有一个能热饭的地方，附近几栋楼的人都用得上。"
        ),
    )  # fmt: skip
    answer_feedback(
        actor=default_actor(user=users["officer"], today=world.today), feedback=answered.feedback,
        words="已和金融城中心商量，二楼茶水间从下周起中午开放，有两台微波炉。", now=now - timedelta(days=11),
    )  # fmt: skip
    world.things |= {"feedback:waiting": waiting.feedback, "feedback:answered": answered.feedback}


def _rooms(world: World, users: "Mapping[str, User]") -> None:
    """The member has a room and waits for another time; the secretary asks for the hall, the keeper is to answer."""
    room, hall, now = world.things["room:demo"], world.things["room:hall"], world.now
    day = _workday(world.today + timedelta(days=3))

    def new(room: Any, start: int, end: int, purpose: str, headcount: int) -> NewBooking:
        return NewBooking(
            room_id=room.pk, during=TimestamptzRange(at_minute(day, start * 60), at_minute(day, end * 60)),
            headcount=headcount, purpose=purpose,
        )  # fmt: skip

    member, keeper = own_actor(user=users["member"]), default_actor(user=users["keeper"], today=world.today)
    book_room(actor=member, new=new(room, 10, 12, "项目复盘", 6), now=now)
    book_room(actor=keeper, new=new(room, 14, 16, "站点例会", 8), now=now)
    join_wait(actor=member, new=new(room, 14, 15, "读书会", 8), now=now)
    secretary = default_actor(user=users["secretary"], today=world.today)
    clear = next(
        start for start in range(10, 17)
        if not taken_of(room_ids=[hall.pk], start=at_minute(day, start * 60), end=at_minute(day, start * 60 + 90))
    )  # fmt: skip
    book_room(actor=secretary, new=new(hall, clear, clear + 1, "支部党员大会", 24), now=now)


def _workday(day: date) -> date:
    """The first day from `day` on that is no weekend."""
    return day + timedelta(days=max(0, 7 - day.weekday()) % 7 if day.weekday() > 4 else 0)


def _one_person_twice(world: World) -> None:
    """Two branches of the bonded area have registered the same person; the committee above is to compare."""
    first, second = world.things["organisation:bonded_branches"][:2]
    chance = Random(1)
    number = fiction.identity_number(chance, born=date(1986, 5, 17), female=True, town=TOWN)
    values: dict[str, Any] = {"name": "孟雨薇", "identity_number": number, "phone": fiction.phone(8_000_002)}
    for organisation, more in ((first, {"job_title": "报关员"}), (second, {"job_title": "关务主管"})):
        keeper = _keeper_of(organisation)
        register_person(
            actor=keeper, new=NewPerson(keeper=organisation.node, values={**values, **more}), now=world.now,
            today=world.today,
        )  # fmt: skip


def _keeper_of(organisation: Any) -> Actor:
    """Somebody who reaches no further than this branch: the number elsewhere stays unseen."""
    node = organisation.node
    return replace(
        SYSTEM, is_system=False, anchor=Anchor.ORGANISATION, node_id=node.pk, node_name=node.name, path=node.path,
        permissions=frozenset({Permission.PERSON_CREATE.value, Permission.PERSON_READ.value}),
    )  # fmt: skip
