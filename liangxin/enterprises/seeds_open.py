"""What is still open in the demo district: who keeps contact, claims, corrections, cases for the superior."""

from datetime import timedelta
from typing import TYPE_CHECKING

from liangxin.access.actor import SYSTEM, Actor
from liangxin.access.choices import Anchor
from liangxin.accounts.services.accounts import NewAccount, create_account
from liangxin.core.demo import World
from liangxin.enterprises import demo_words as words
from liangxin.enterprises.choices import CorrectedField, CoverageMode
from liangxin.enterprises.models import Coverage, Enterprise
from liangxin.enterprises.services.claims import claim_coverage
from liangxin.enterprises.services.corrections import propose_correction
from liangxin.enterprises.services.designation import designate_contacts
from liangxin.enterprises.services.new import NewEnterprise, checked
from liangxin.enterprises.services.pending import hand_up

if TYPE_CHECKING:
    from liangxin.accounts.models import User
    from liangxin.organisations.models import Organisation

CONTACTS = (("contact.shen", "沈知夏"), ("contact.xu", "许明远"), ("contact.gu", "顾清和"), ("contact.lin", "林书恒"))
WITHOUT_CONTACT, RECENT_DAYS = 0.3, 60  # of those that came of late


def seed_what_is_open(world: World) -> None:
    """Designate contacts and leave some work undone, so that every queue has something in it."""
    users = _users(world)
    _designate(world, users)
    _claims(world)
    _corrections(world)
    _handed_up(world)


def _users(world: World) -> "list[User]":
    made = []
    for at, (username, name) in enumerate(CONTACTS):
        password = world.password_of(username)
        if at == 0:
            password = world.announce(username=username, name=name, role="指定联系人（金融城片区的企业）")
        new = NewAccount(
            username=username, display_name=name, password=password, is_demo=True, must_change_password=False
        )
        made.append(create_account(new=new, now=world.now)[0])
    world.things["user:contacts"] = made
    return made


def _designate(world: World, users: "list[User]") -> None:
    chance, today = world.random, world.today
    waiting = {one.pk: row[8] for one, row in zip(world.things["enterprise:waiting"], words.WAITING, strict=True)}
    finance = {one.pk for one in world.things["enterprise:finance"]}
    pairs = []
    enterprises: list[Enterprise] = [*world.things["enterprise:all"]]
    if "enterprise:moved" in world.things:
        enterprises.append(world.things["enterprise:moved"])
    for one in enterprises:
        settled = (today - (one.moved_in_on or today)).days
        without = settled < RECENT_DAYS and chance.random() < WITHOUT_CONTACT
        if not waiting.get(one.pk, not without):
            continue
        user = (
            users[0]
            if one.pk in waiting or (one.pk in finance and chance.random() < 0.12)
            else chance.choice(users[1:])
        )
        since = (one.moved_in_on or today) + timedelta(days=chance.randint(1, 15))
        pairs.append((one, user, min(since, today)))
    designate_contacts(actor=SYSTEM, pairs=pairs, today=today, reason="演示区")


def _claims(world: World) -> None:
    spans = Coverage.objects.filter(
        enterprise__in=[one.pk for one in world.things["enterprise:finance"]], during__upper_inf=True
    ).select_related("enterprise__node", "organisation__node")
    rival: Organisation = world.things["organisation:science"]
    for span, reason in zip(
        spans.order_by("pk")[:3],
        (
            "企业研发团队常驻科学城，党员多在我片区支部活动。",
            "我方已派专员联系两年，企业也希望由我方负责。",
            "与行业党组织归口不一致，请协调。",
        ),
        strict=False,
    ):
        claim_coverage(
            actor=SYSTEM, enterprise=span.enterprise, organisation=rival, mode=CoverageMode.INDUSTRY, reason=reason,
            now=world.now,
        )  # fmt: skip


def _corrections(world: World) -> None:
    first, second = world.things["enterprise:waiting"][:2]
    propose_correction(
        actor=SYSTEM,
        enterprise=first,
        field=CorrectedField.STAFF,
        new_value="91",
        note="本月新入职 5 人",
        now=world.now,
    )
    propose_correction(
        actor=SYSTEM,
        enterprise=second,
        field=CorrectedField.REGISTERED_ADDRESS,
        new_value="云帆路 88 号 21 层",
        now=world.now,
    )


def _handed_up(world: World) -> None:
    """The science area's committee enters an enterprise that the finance area holds already."""
    held: Enterprise = world.things["enterprise:finance"][-1]
    committee: Organisation = world.things["organisation:science"]
    reporter = Actor(
        user_id=world.things["user:contacts"][1].pk, anchor=Anchor.ORGANISATION, node_id=committee.pk,
        path=committee.node.path,
    )  # fmt: skip
    new = NewEnterprise(
        name=held.node.name, credit_code=held.credit_code, organisation=committee, mode=CoverageMode.TERRITORIAL,
        place=world.things["place:science_sites"][1], unit="4层",
    )  # fmt: skip
    hand_up(actor=reporter, checked=checked(new, today=world.today), holder=held, now=world.now)
