"""What the demo accounts have to do with activities: places, a place in a line, what was, what they asked to be told of."""

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING

from liangxin.access.actor import SYSTEM
from liangxin.access.selectors import default_actor, own_actor
from liangxin.activities.selectors.public import contingents_of
from liangxin.activities.services.groups import register_group
from liangxin.activities.services.records import Comer, add_comers
from liangxin.activities.services.registrations import register
from liangxin.activities.services.requests import submit_talk
from liangxin.activities.services.series import subscribe
from liangxin.core.demo import World

if TYPE_CHECKING:
    from liangxin.accounts.models import User


def tell(world: World, users: "Mapping[str, User]") -> None:
    """The member, the secretary and the keeper each find something of their own."""
    things, now = world.things, world.now
    member, secretary = own_actor(user=users["member"]), own_actor(user=users["secretary"])
    yoga = things["activity:demo"]
    first = contingents_of(activity_id=yoga.pk)[0]
    register(actor=member, activity_id=yoga.pk, contingent_id=first.pk, key="demo-yoga", now=now)
    register(actor=member, activity_id=things["activity:full"][0].pk, key="demo-full", now=now)
    register(actor=secretary, activity_id=things["activity:tour"][-1].pk, key="demo-tour", now=now)
    register(
        actor=own_actor(user=users["keeper"]), activity_id=things["activity:course"][0].pk, key="demo-course", now=now
    )
    subscribe(actor=member, series=things["series:yoga"], now=now)
    subscribe(actor=member, series=things["series:classroom"], now=now)
    submit_talk(
        actor=member, series=things["series:talks"], title="把报销时间从五天缩到一天", now=now - timedelta(days=4),
        abstract="讲我们怎样和财务一起，把一张单子的十二道手续减到四道。",
    )  # fmt: skip
    _before(world, users)
    register_group(
        actor=default_actor(user=users["secretary"], today=world.today), activity_id=things["activity:party"][0].pk,
        organisation=things["organisation:branch_demo"], people=[things["person:member_demo"], things["person:secretary_demo"]],
        key="demo-party", now=now,
    )  # fmt: skip


def _before(world: World, users: "Mapping[str, User]") -> None:
    """The member came twice lately, to things that still ask how it was; the secretary came once, and once not."""
    recent = [
        one for one in world.things["activity:all"]
        if one.ends_at <= world.now and world.now - one.ends_at < timedelta(days=20) and not one.kind.is_confidential
    ]  # fmt: skip
    came = {"member": [True, True], "secretary": [True, False]}
    for name, states in came.items():
        for came_in in states:
            comer = Comer(user_id=users[name].pk, came=came_in)
            add_comers(actor=SYSTEM, activity=recent.pop(), comers=[comer], now=world.now)
