"""What the demo accounts have done with what stations offer: an open and a confidential appointment, a loan, an order."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from liangxin.access.selectors import default_actor, own_actor
from liangxin.core.demo import World
from liangxin.organisations.selectors.organisations import get_organisation
from liangxin.venues.selectors.offers import free_slots
from liangxin.venues.services.appointments import book_appointment
from liangxin.venues.services.materials import take_material
from liangxin.venues.services.projects import NewOrder, order_project
from liangxin.venues.services.requests import ask_service

if TYPE_CHECKING:
    from liangxin.accounts.models import User


def tell_offers(world: World, users: "Mapping[str, User]") -> None:
    """Let the member have something under 我的预约, and the keeper something to answer."""
    things, now = world.things, world.now
    member, contact = own_actor(user=users["member"]), own_actor(user=users["contact.shen"])
    for key in ("service:demo", "service:sealed"):
        slot = free_slots(item_ids=[things[key].pk], now=now + timedelta(hours=20)).first()
        if slot is not None:
            book_appointment(actor=member, slot_id=slot.pk, now=now)
    take_material(actor=member, material=things["material:demo"], pieces=1, key="demo-loan", now=now, today=world.today)
    ask_service(
        actor=contact, item=things["service:asked"], wanted="下周任一工作日午间", note="公司新来的二十多位同事，想听四十分钟。",
        now=now - timedelta(hours=5),
    )  # fmt: skip
    secretary = default_actor(user=users["secretary"], today=world.today)
    day = world.today + timedelta(days=9)
    order_project(
        actor=secretary, project=things["project:demo"], now=now - timedelta(days=1),
        new=NewOrder(
            organisation=get_organisation(actor=secretary, organisation_id=things["organisation:secretary"].pk),
            starts_at=timezone.make_aware(datetime.combine(day, time(14))), headcount=18, wish="想留二十分钟讨论。",
        ),
    )  # fmt: skip
