"""Joint leads, alliances, recognitions, tags: what ties an organisation to others."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from psycopg.types.range import DateRange

from liangxin.access.actor import Actor
from liangxin.access.choices import Anchor
from liangxin.access.services import require, require_somewhere
from liangxin.core.constraints import constraint_as
from liangxin.core.errors import NotFound, RuleBroken
from liangxin.core.history import because
from liangxin.organisations.choices import Family, LeadKind
from liangxin.organisations.models import AllianceMember, Organisation, OrganisationLead, Recognition, Tag, TagLink
from liangxin.organisations.permissions import Permission
from liangxin.organisations.services import recording
from liangxin.trees.choices import NodeKind

if TYPE_CHECKING:
    from liangxin.trees.models import Node


class LeadsItself(RuleBroken):
    code, field, message = "organisations.leads_itself", "lead", _("不能由自己共同领导，请另选单位。")


class LeadIsParent(RuleBroken):
    code, field, message = "organisations.lead_is_parent", "lead", _("它已是上级组织，不必再登记共同领导。")


class LeadExists(RuleBroken):
    code, field, message = "organisations.lead_exists", "lead", _("这段时间已登记过这个共同领导单位。")


class LinkEndsBeforeStart(RuleBroken):
    code, field, message = "organisations.link_ends_before_start", "end", _("结束日期须晚于开始日期，请改日期。")


class NotAnAlliance(RuleBroken):
    code, field, message = "organisations.not_an_alliance", "", _("“{name}”不是联盟，不能加成员。")


class MemberKind(RuleBroken):
    code, field, message = "organisations.member_kind", "member", _("联盟成员须是组织或企业。")


class AlreadyInAlliance(RuleBroken):
    code, field, message = "organisations.already_in_alliance", "member", _("这段时间它已是联盟成员。")


class RecognitionSpan(RuleBroken):
    code, field, message = "organisations.recognition_span", "valid_to", _("有效期截止早于授予日期，请改日期。")


class TagTaken(RuleBroken):
    code, field, message = "organisations.tag_taken", "code", _("这里已有这个代码的标签，请换一个。")


@transaction.atomic
def add_lead(
    *, actor: Actor, organisation: Organisation, lead: Organisation, kind: str = LeadKind.JOINT, start: date,
    note: str = "", now: datetime,
) -> OrganisationLead:  # fmt: skip
    """Let `lead` lead or guide the organisation besides its parent, from `start` on.

    Raises NotAllowed, NotFound, BackdatingNotAllowed, LeadsItself, LeadIsParent, LeadExists.
    """
    require(actor, Permission.LINK_MANAGE, scope=organisation)
    recording.check_day(actor, organisation, start, now)
    if lead.pk == organisation.pk:
        raise LeadsItself()
    if lead.pk == organisation.node.parent_id:
        raise LeadIsParent()
    with constraint_as(LeadExists(), name="organisations_lead_once_a_day"):
        return OrganisationLead.objects.create(
            organisation=organisation, lead=lead, kind=kind, during=DateRange(start, None), note=note
        )


@transaction.atomic
def end_lead(*, actor: Actor, lead: OrganisationLead, end: date, reason: str, now: datetime) -> OrganisationLead:
    """End the relation: `end` is the first day without it. Raises NotAllowed, NotFound, LinkEndsBeforeStart."""
    require(actor, Permission.LINK_MANAGE, scope=lead.organisation)
    recording.check_day(actor, lead.organisation, end, now)
    if end <= lead.during.lower:
        raise LinkEndsBeforeStart()
    lead.during = DateRange(lead.during.lower, end)
    with because(reason):
        lead.save(update_fields=["during"])
    return lead


@transaction.atomic
def join_alliance(
    *, actor: Actor, alliance: Organisation, members: "Sequence[Node]", start: date, role: str = "", now: datetime
) -> list[AllianceMember]:
    """Let organisations or enterprises (their nodes) join from `start` on; all or none.

    Raises NotAllowed, NotFound, BackdatingNotAllowed, NotAnAlliance, MemberKind, AlreadyInAlliance.
    """
    require(actor, Permission.LINK_MANAGE, scope=alliance)
    recording.check_day(actor, alliance, start, now)
    if alliance.type.family != Family.ALLIANCE:
        raise NotAnAlliance(name=alliance.node.name)
    if any(member.kind not in (NodeKind.ORGANISATION, NodeKind.ENTERPRISE) for member in members):
        raise MemberKind()
    with constraint_as(AlreadyInAlliance(), name="organisations_alliance_once_a_day"):
        return AllianceMember.objects.bulk_create(
            [
                AllianceMember(alliance=alliance, node=member, role=role, during=DateRange(start, None))
                for member in members
            ],
            batch_size=2_000,
        )


@transaction.atomic
def leave_alliance(*, actor: Actor, member: AllianceMember, end: date, now: datetime) -> AllianceMember:
    """Let the member leave: `end` is the first day outside. Raises NotAllowed, NotFound, LinkEndsBeforeStart."""
    require(actor, Permission.LINK_MANAGE, scope=member.alliance)
    recording.check_day(actor, member.alliance, end, now)
    if end <= member.during.lower:
        raise LinkEndsBeforeStart()
    member.during = DateRange(member.during.lower, end)
    member.save(update_fields=["during"])
    return member


@transaction.atomic
def award_recognition(
    *, actor: Actor, holder: Organisation, title: str, level: str, awarded_by: str, awarded_on: date,
    valid_to: date | None = None, document_number: str = "",
) -> Recognition:  # fmt: skip
    """Record a title awarded to an organisation; valid_to: the last day. Raises NotAllowed, NotFound, RecognitionSpan."""
    require(actor, Permission.LINK_MANAGE, scope=holder)
    return _award(
        node=holder.node, title=title, level=level, awarded_by=awarded_by, awarded_on=awarded_on, valid_to=valid_to,
        document_number=document_number,
    )  # fmt: skip


@transaction.atomic
def award_recognition_within(
    *, actor: Actor, node: "Node", title: str, level: str, awarded_by: str, awarded_on: date,
    valid_to: date | None = None,
) -> Recognition:  # fmt: skip
    """Record a title awarded to a place, station or enterprise within the acting grant's node.

    Raises NotAllowed, NotFound, RecognitionSpan.
    """
    require_somewhere(actor, Permission.LINK_MANAGE)
    _check_within(actor, node)
    return _award(
        node=node, title=title, level=level, awarded_by=awarded_by, awarded_on=awarded_on, valid_to=valid_to,
        document_number="",
    )  # fmt: skip


@transaction.atomic
def create_tag(*, actor: Actor, code: str, name: str, group: str, area: "Node | None", position: int = 100) -> Tag:
    """Make a tag that the officers of `area` keep. Raises NotAllowed, NotFound, TagTaken."""
    require_somewhere(actor, Permission.LINK_MANAGE)
    _check_within(actor, area)
    with constraint_as(TagTaken(), name="organisations_tag_once"):
        return Tag.objects.create(code=code, name=name, group=group, area=area, position=position)


@transaction.atomic
def set_tags(*, actor: Actor, organisation: Organisation, tags: Sequence[Tag]) -> list[Tag]:
    """Let the organisation carry exactly these tags. Raises NotAllowed, NotFound."""
    require(actor, Permission.LINK_MANAGE, scope=organisation)
    TagLink.objects.filter(node_id=organisation.pk).exclude(tag__in=tags).delete()
    have = set(TagLink.objects.filter(node_id=organisation.pk).values_list("tag_id", flat=True))
    TagLink.objects.bulk_create(
        [TagLink(tag=tag, node_id=organisation.pk) for tag in tags if tag.pk not in have], ignore_conflicts=True
    )
    return list(tags)


@transaction.atomic
def link_tag(*, actor: Actor, tag: Tag, nodes: "Sequence[Node]") -> None:
    """Put a tag on places, stations or enterprises within the acting grant's node. Raises NotAllowed, NotFound."""
    require_somewhere(actor, Permission.LINK_MANAGE)
    for node in nodes:
        _check_within(actor, node)
    TagLink.objects.bulk_create([TagLink(tag=tag, node=node) for node in nodes], ignore_conflicts=True)


def _award(
    *, node: "Node", title: str, level: str, awarded_by: str, awarded_on: date, valid_to: date | None,
    document_number: str,
) -> Recognition:  # fmt: skip
    with constraint_as(RecognitionSpan(), name="organisations_recognition_span"):
        return Recognition.objects.create(
            node=node, title=title, level=level, awarded_by=awarded_by, awarded_on=awarded_on, valid_to=valid_to,
            document_number=document_number,
        )  # fmt: skip


def _check_within(actor: Actor, node: "Node | None") -> None:
    """Raises NotFound for a node outside the acting grant; the installation reaches all."""
    if actor.is_system or actor.anchor == Anchor.INSTALLATION:
        return
    if node is None or not (node.pk == actor.node_id or (actor.downwards and node.path.startswith(actor.path))):
        raise NotFound()
