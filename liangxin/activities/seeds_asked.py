"""Who is asked in the demo district: lecturers, an organisation to hold something together, classes on request."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from liangxin.access.actor import SYSTEM
from liangxin.activities.services.requests import ClassValues, OfferValues, ask_for_class, offer_class, take_offer
from liangxin.activities.services.together import LecturerValues, ask_co_organiser, put_lecturer

if TYPE_CHECKING:
    from liangxin.activities.models import Activity
    from liangxin.activities.seeds import Sowing

LECTURERS = (
    ("顾临川", "滨港澄泉律所 合伙人", "劳动法、合同"),
    ("许知微", "滨港沐石健康 康复师", "办公族健康"),
    ("方砚秋", "滨港大学 副教授", "党史、城市史"),
    ("秦牧野", "滨港澜川数据 工程师", "数据、自动化"),
)


def ask(sowing: "Sowing") -> None:
    """Write them; the activities they belong to are there."""
    _people(sowing)
    _asked(sowing)


def day_about(sowing: "Sowing", ahead: int) -> date:
    """A working day about so many days from today."""
    day = sowing.world.today + timedelta(days=ahead)
    return day + timedelta(days=7 - day.weekday()) if day.weekday() > 4 else day


def _people(sowing: "Sowing") -> None:
    """Lecturers of the pool, and an organisation asked to hold something together."""
    world = sowing.world
    pool = world.things["organisation:finance"]
    world.things["lecturer:all"] = [
        put_lecturer(
            actor=SYSTEM, pool=pool, values=LecturerValues(name=name, title=title, topics=topics), now=world.now
        )
        for name, title, topics in LECTURERS
    ]
    shared: Activity = world.things["activity:course"][0]
    asked = world.things["organisation:branch_demo"]
    if shared.organiser_id != asked.pk:
        ask_co_organiser(actor=SYSTEM, activity=shared, organisation=asked, note="请贵支部出两名助教", now=world.now)


def _asked(sowing: "Sowing") -> None:
    """Classes asked for (#157): one with two offers, one that was taken."""
    world, things = sowing.world, sowing.world.things
    station, enterprise = things["station:demo_keeper"], things["enterprise:autoport"][0]
    kind = sowing.kinds["noon_class"]
    values: dict[str, Any] = {
        "first_on": day_about(sowing, 6),
        "last_on": day_about(sowing, 20),
        "minutes": 60,
        "kind": kind,
    }
    asked = ask_for_class(
        actor=SYSTEM, today=world.today, now=world.now - timedelta(days=3),
        values=ClassValues(topic="久坐的人怎样护腰", headcount=25, enterprise=enterprise, wishes="最好能带两件小器械", **values),
    )  # fmt: skip
    taken = ask_for_class(
        actor=SYSTEM, today=world.today, now=world.now - timedelta(days=8),
        values=ClassValues(topic="新任书记怎样开好支委会", headcount=12, organisation=things["organisation:branch_demo"], **values),
    )  # fmt: skip
    starts = sowing.at(day_about(sowing, 8), "12:10")
    offer = OfferValues(
        organisation=station.owner, station=station, starts_at=starts, ends_at=starts + timedelta(minutes=60),
        where="3 层学习室", message="可以提供垫子。",
    )  # fmt: skip
    offer_class(actor=SYSTEM, request=asked, values=offer, now=world.now - timedelta(days=1))
    chosen = offer_class(actor=SYSTEM, request=taken, values=offer, now=world.now - timedelta(days=6))
    take_offer(actor=SYSTEM, offer=chosen, now=world.now - timedelta(days=5))
    things["request:open"] = asked
