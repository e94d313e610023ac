"""Members: the list and one, names and numbers masked and never revealed; enrolling, changing, transferring, ending."""

from datetime import date
from typing import Any

from django.utils import timezone
from ninja import Field, Query, Router, Schema, Status

from liangxin.access.services.require import require_somewhere
from liangxin.api import references
from liangxin.api.paging import Page, Paging, page_of
from liangxin.api.registers.people import PersonIn
from liangxin.api.words import READING, WRITING, Changed, Day, Effective, Id, Line, Name, Named, named, span, told
from liangxin.core.names import masked_name
from liangxin.members.choices import LinkKind, MemberCategory, MembershipStatus
from liangxin.members.permissions import Permission
from liangxin.members.selectors.histories import history_of
from liangxin.members.selectors.homes import own_home
from liangxin.members.selectors.memberships import (
    MemberFilter,
    get_link,
    get_membership,
    homes_of,
    links_of,
    list_memberships,
)
from liangxin.members.services.enrolment import HomeMissing, enrol_new_person
from liangxin.members.services.memberships import (
    change_membership,
    end_link,
    end_membership,
    link_organisation,
    transfer_home,
)
from liangxin.organisations.selectors.posts import posts_held_by
from liangxin.people.choices import PositionLevel, Precision
from liangxin.people.services.persons import NewPerson

router = Router(tags=["members"])
DIGITS = {"day": 10, "month": 7, "year": 4}


class MemberOut(Schema):
    """One member, masked. home: null where it is outside the district, then home_outside names it; dates as exactly as known."""

    id: int
    person: int
    name: str
    phone: str
    identity_last4: str
    home: Named | None
    home_outside: str
    category: str
    status: str
    joined_on: str
    converted_on: str
    posts: list[str]
    works_at: Named | None
    job_title: str
    position_level: str
    is_key_staff: bool
    located_at: Named | None


class MemberQuery(Schema):
    """As the list's filters. under: an organisation, place: where located, each with all below; elsewhere: home in another place."""

    text: Name = ""
    under: Id | None = None
    place: Id | None = None
    category: MemberCategory | None = None
    status: MembershipStatus | None = None
    level: PositionLevel | None = None
    key_staff: bool = False
    elsewhere: bool = False
    outside: bool = False
    incomplete: bool = False
    no_account: bool = False
    last4: str = Field("", pattern=r"^[0-9]{0,3}[0-9Xx]?$", max_length=4)


class MembershipIn(Schema):
    """What is known of a membership; what is left out of a change stays. Precisions: how exactly a day is known."""

    category: MemberCategory = MemberCategory.FULL
    joined_on: Day | None = None
    joined_precision: Precision = Precision.DAY
    converted_on: Day | None = None
    converted_precision: Precision = Precision.DAY
    located_at: Id | None = None


class NewMemberIn(MembershipIn):
    """A person and their membership in one step. organisation: the home; or outside: the name of one outside."""

    person: PersonIn
    organisation: Id | None = None
    outside: Name = ""
    effective: Day
    reason: Line = ""


class MembershipChangeIn(MembershipIn):
    """status ended has an operation of its own."""

    status: MembershipStatus = MembershipStatus.ACTIVE
    lost_contact_on: Day | None = None
    outflow: Name = ""
    reason: Line = ""


class TransferIn(Effective):
    """organisation: the new home; or outside: the name of one outside the district."""

    organisation: Id | None = None
    outside: Name = ""


class LinkIn(Effective):
    organisation: Id
    kind: LinkKind


class HomeOut(Schema):
    """A home organisation from since up to until."""

    organisation: Named | None
    outside: str
    since: date | None
    until: date | None


class LinkOut(Schema):
    """A further organisation, which knows name and post."""

    id: int
    organisation: Named
    kind: str
    since: date | None
    until: date | None


def stated(day: date | None, precision: str) -> str:
    """1990-01-05, 1990-01 or 1990; "" where unknown."""
    return day.isoformat()[: DIGITS[precision]] if day else ""


def with_posts(rows: list[Any]) -> list[tuple[Any, list[str]]]:
    """Members with the posts they hold today; one query."""
    posts = posts_held_by(person_ids=[one.person_id for one in rows], day=timezone.localdate())
    return [(one, [held.post.title or held.post.kind.name for held in posts.get(one.person_id, [])]) for one in rows]


def shape(pair: tuple[Any, list[str]]) -> dict[str, Any]:
    """A member as they are told: masked."""
    one, posts = pair
    person = one.person
    return {
        "id": one.pk, "person": person.pk, "name": masked_name(person.name), "phone": person.phone_masked,
        "identity_last4": person.identity_last4, "home": named(one.home), "home_outside": one.home_outside,
        "category": one.category, "status": one.status, "joined_on": stated(one.joined_on, one.joined_precision),
        "converted_on": stated(one.converted_on, one.converted_precision), "posts": posts,
        "works_at": named(person.works_at), "job_title": person.job_title, "position_level": person.position_level,
        "is_key_staff": person.is_key_staff, "located_at": named(one.located_at),
    }  # fmt: skip


def one_shape(request: Any, membership_id: int) -> dict[str, Any]:
    """One member as this reader may see them."""
    [pair] = with_posts([get_membership(actor=request.actor, membership_id=membership_id)])
    return shape(pair)


@router.get("", response={200: Page[MemberOut], **READING}, summary="List members", url_name="member-list")
def members(request: Any, asked: Query[MemberQuery], paging: Query[Paging]) -> Any:
    actor = request.actor
    require_somewhere(actor, Permission.MEMBERSHIP_READ)
    narrowed = MemberFilter(
        text=asked.text, under=references.path(references.organisation(actor, asked.under, "under")),
        place=references.path(references.place(actor, asked.place)), category=asked.category or "",
        status=asked.status or "", position_level=asked.level or "", key_staff=asked.key_staff,
        elsewhere=asked.elsewhere, outside=asked.outside, no_account=asked.no_account, incomplete=asked.incomplete,
        last4=asked.last4,
    )  # fmt: skip
    return page_of(list_memberships(actor=actor, narrowed=narrowed), paging, shape=shape, prepare=with_posts)


@router.get("/{member_id}", response={200: MemberOut, **READING}, summary="One member", url_name="member")
def member(request: Any, member_id: Id) -> Any:
    return one_shape(request, member_id)


@router.post("", response={201: MemberOut, **WRITING}, summary="Enrol a member", url_name="member-new")
def enrol(request: Any, values: NewMemberIn) -> Any:
    actor, now = request.actor, timezone.now()
    today = timezone.localdate(now)
    home = references.home(actor, values.organisation)
    keeper = home or own_home(actor=actor, today=today)
    require_somewhere(actor, Permission.MEMBERSHIP_CREATE)
    if keeper is None:
        raise HomeMissing()
    facts = values.dict(include=set(MembershipIn.model_fields)) | {
        "organisation": home, "outside": values.outside, "effective": values.effective,
        "located_at": references.place(actor, values.located_at, "located_at"),
    }  # fmt: skip
    new = NewPerson(keeper=keeper.node, values=values.person.values(actor, sent_only=False))
    made = enrol_new_person(actor=actor, new=new, facts=facts, now=now, today=today, reason=values.reason)
    return Status(201, one_shape(request, made.pk))


@router.patch(
    "/{member_id}", response={200: MemberOut, **WRITING}, summary="Change a membership", url_name="member-change"
)
def change(request: Any, member_id: Id, values: MembershipChangeIn) -> Any:
    membership = get_membership(actor=request.actor, membership_id=member_id)
    changes = values.dict(exclude_unset=True, exclude={"reason"})
    if "located_at" in changes:
        changes["located_at"] = references.place(request.actor, values.located_at, "located_at")
    change_membership(
        actor=request.actor, membership=membership, changes=changes, today=timezone.localdate(), reason=values.reason
    )
    return one_shape(request, member_id)


@router.post(
    "/{member_id}/transfer",
    response={204: None, **WRITING},
    summary="Let another organisation be home",
    url_name="member-transfer",
)
def transfer(request: Any, member_id: Id, values: TransferIn) -> Any:
    """Afterwards the record may be beyond your reach, so nothing of it is answered."""
    membership = get_membership(actor=request.actor, membership_id=member_id)
    transfer_home(
        actor=request.actor, membership=membership, to=references.home(request.actor, values.organisation),
        outside=values.outside, effective=values.effective, reason=values.reason, today=timezone.localdate(),
    )  # fmt: skip
    return Status(204, None)


@router.post("/{member_id}/ending", response={204: None, **WRITING}, summary="End a membership", url_name="member-end")
def end(request: Any, member_id: Id, values: Effective) -> Any:
    membership = get_membership(actor=request.actor, membership_id=member_id)
    end_membership(
        actor=request.actor, membership=membership, effective=values.effective, reason=values.reason,
        today=timezone.localdate(),
    )  # fmt: skip
    return Status(204, None)


@router.get(
    "/{member_id}/homes",
    response={200: list[HomeOut], **READING},
    summary="Home organisations, the newest first",
    url_name="home-list",
)
def homes(request: Any, member_id: Id) -> Any:
    membership = get_membership(actor=request.actor, membership_id=member_id)
    return [
        {"organisation": named(each.organisation), "outside": each.outside, **span(each.during)}
        for each in homes_of(membership=membership)
    ]


@router.get(
    "/{member_id}/links",
    response={200: list[LinkOut], **READING},
    summary="Further organisations",
    url_name="link-list",
)
def links(request: Any, member_id: Id) -> Any:
    membership = get_membership(actor=request.actor, membership_id=member_id)
    return [link_shape(each) for each in links_of(membership=membership)]


@router.post(
    "/{member_id}/links",
    response={201: LinkOut, **WRITING},
    summary="Let a further organisation know",
    url_name="link-new",
)
def link(request: Any, member_id: Id, values: LinkIn) -> Any:
    made = link_organisation(
        actor=request.actor, membership=get_membership(actor=request.actor, membership_id=member_id),
        organisation=references.organisation(request.actor, values.organisation), kind=values.kind,
        effective=values.effective, reason=values.reason, today=timezone.localdate(),
    )  # fmt: skip
    return Status(201, link_shape(made))


@router.post("/links/{link_id}/ending", response={200: LinkOut, **WRITING}, summary="End a link", url_name="link-end")
def end_a_link(request: Any, link_id: Id, values: Effective) -> Any:
    found = get_link(actor=request.actor, link_id=link_id)
    ended = end_link(
        actor=request.actor, link=found, effective=values.effective, today=timezone.localdate(), reason=values.reason
    )
    return link_shape(ended)


def link_shape(one: Any) -> dict[str, Any]:
    """A link as it is told."""
    return {"id": one.pk, "organisation": named(one.organisation), "kind": one.kind, **span(one.during)}


@router.get(
    "/{member_id}/history",
    response={200: list[Changed], **READING},
    summary="What was changed, by whom and why",
    url_name="member-history",
)
def history(request: Any, member_id: Id) -> Any:
    membership = get_membership(actor=request.actor, membership_id=member_id)
    return told(history_of(membership=membership))
