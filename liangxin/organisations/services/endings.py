"""Merging, dissolving, and taking an act back."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from psycopg.types.range import DateRange

from liangxin.access.actor import Actor
from liangxin.access.services import require
from liangxin.core.errors import NotFound, RuleBroken
from liangxin.core.events import publish
from liangxin.core.history import because
from liangxin.organisations.choices import ActKind
from liangxin.organisations.events import OrganisationDissolved, OrganisationMerged
from liangxin.organisations.models import (
    AllianceMember,
    Organisation,
    OrganisationAct,
    OrganisationLead,
    OrganisationType,
    Post,
    PostHolding,
)
from liangxin.organisations.permissions import Permission
from liangxin.organisations.services import recording
from liangxin.organisations.services.acts import call, check_sibling_names, respan
from liangxin.organisations.services.founding import remove_organisation
from liangxin.organisations.services.recording import Act
from liangxin.organisations.services.ties import TIES, HandOver
from liangxin.trees.models import Node
from liangxin.trees.services.nodes import close_node, move_node, reopen_node


class IntoItself(RuleBroken):
    code, field, message = "organisations.into_itself", "into", _("不能并入自己或自己的下级，请另选。")


class FamiliesDiffer(RuleBroken):
    code, field, message = "organisations.families_differ", "into", _("党组织、群团、单位、联盟之间不能合并。")


class StillHasBelow(RuleBroken):
    code, field, message = "organisations.still_has_below", "", _("还有 {count} 个下级组织，请先调整或撤销它们。")


class StillTied(RuleBroken):
    code, field, message = "organisations.still_tied", "", _("本组织还有：{ties}。请先转出或调整，再撤销。")


class NotTheLastAct(RuleBroken):
    code, field, message = "organisations.not_the_last_act", "", _("其后已有别的变更，请先撤销后来的变更。")


class CannotTakeBack(RuleBroken):
    code, field, message = (
        "organisations.cannot_take_back",
        "",
        _("合并涉及党员与企业的转移，不能一键撤销。请重新成立并逐项转回。"),
    )


@transaction.atomic
def merge_organisation(
    *, actor: Actor, organisation: Organisation, into: Organisation, act: Act, now: datetime
) -> OrganisationAct:
    """Let `into` take over the organisation with what is below it and tied to it; from the effective day it is no more.

    Raises NotAllowed, NotFound, BackdatingNotAllowed, NotYet, OrganisationIsClosed, IntoItself, FamiliesDiffer,
    TypeNotAllowedHere, ParentNotThere, NameTaken, DayBeforeLastChange. Publishes OrganisationMerged.
    """
    for each in (organisation, into):
        require(actor, Permission.ORGANISATION_RESTRUCTURE, scope=each)
    recording.check_day(actor, organisation, act.effective, now)
    recording.check_not_future(act.effective, now)
    if organisation.pk == into.pk:
        raise IntoItself()
    organisation, into = recording.locked(organisation, into)
    recording.check_open(organisation)
    recording.check_open(into)
    if into.node.path.startswith(organisation.node.path):
        raise IntoItself()
    if organisation.type.family != into.type.family:
        raise FamiliesDiffer()
    recording.check_parent_there(into, act.effective)
    with because(act.reason):
        moved = _hand_over_below(organisation, into, act, now)
        for tie in TIES.values():
            tie.hand_over(
                actor,
                HandOver(source_id=organisation.pk, into_id=into.pk, effective=act.effective, reason=act.reason),
                now,
            )
        _close(organisation, act, now)
    publish(OrganisationMerged(organisation_id=organisation.pk, into_id=into.pk))
    return recording.record(
        actor, organisation, ActKind.MERGE, act, now, other=into, facts={"moved": moved, "into": into.node.name}
    )


@transaction.atomic
def dissolve_organisation(*, actor: Actor, organisation: Organisation, act: Act, now: datetime) -> OrganisationAct:
    """End the organisation: the effective day is the first on which it is no more. Its posts end with it.

    Raises NotAllowed, NotFound, BackdatingNotAllowed, NotYet, OrganisationIsClosed, StillHasBelow, StillTied,
    DayBeforeLastChange. Publishes OrganisationDissolved.
    """
    require(actor, Permission.ORGANISATION_RESTRUCTURE, scope=organisation)
    recording.check_day(actor, organisation, act.effective, now)
    recording.check_not_future(act.effective, now)
    [organisation] = recording.locked(organisation)
    recording.check_open(organisation)
    below = Node.objects.filter(parent_id=organisation.pk, during__upper_inf=True).count()
    if below:
        raise StillHasBelow(count=below)
    ties = [(tie, tie.count(organisation.pk, act.effective)) for tie in TIES.values()]
    held = [str(tie.sentence).format(count=count) for tie, count in ties if count]
    if held:
        raise StillTied(ties="、".join(held))
    with because(act.reason):
        _close(organisation, act, now)
    publish(OrganisationDissolved(organisation_id=organisation.pk))
    return recording.record(actor, organisation, ActKind.DISSOLVE, act, now)


@transaction.atomic
def take_back_act(*, actor: Actor, act: OrganisationAct, reason: str, now: datetime) -> None:
    """Undo the organisation's last act, so that it never held. Posts that a dissolution ended stay ended.

    Raises NotAllowed, NotFound, BackdatingNotAllowed, NotTheLastAct, CannotTakeBack, StillInUse.
    """
    require(actor, Permission.ORGANISATION_RESTRUCTURE, scope=act.organisation)
    recording.check_day(actor, act.organisation, act.effective_on, now)
    [organisation] = recording.locked(act.organisation)
    last = organisation.acts.filter(undone_at=None).order_by("-effective_on", "-id").first()
    if last is None or last.pk != act.pk:
        raise NotTheLastAct()
    if act.kind == ActKind.MERGE:
        raise CannotTakeBack()
    if act.kind == ActKind.FOUND:
        remove_organisation(actor=actor, organisation=organisation, now=now, reason=reason)
        return
    with because(reason):
        _take_back(organisation, act, Act(effective=act.effective_on, reason=reason), now)
    act.undone_at, act.undone_by_id = now, actor.user_id
    act.save(update_fields=["undone_at", "undone_by"])
    recording.make_findable([organisation])


def _take_back(organisation: Organisation, done: OrganisationAct, back: Act, now: datetime) -> None:
    facts = done.facts
    if done.kind == ActKind.RENAME:
        call(organisation, name=facts["old_name"], short_name=facts["old_short"], act=back, now=now)
    elif done.kind == ActKind.MOVE:
        parent = Organisation.objects.select_related("node").filter(pk=facts["old_parent"]).first()
        if facts["old_parent"] is not None and parent is None:
            raise NotFound()
        recording.check_parent_there(parent, back.effective)
        check_sibling_names(parent_id=facts["old_parent"], name=organisation.node.name, but=organisation.pk)
        move_node(
            node=organisation.node, parent=parent.node if parent is not None else None, effective=back.effective,
            now=now, reason=back.reason,
        )  # fmt: skip
    elif done.kind in (ActKind.UPGRADE, ActKind.CONVERT):
        old_type = OrganisationType.objects.get(code=facts["old_type"])
        respan(
            organisation, type_=old_type, strand=facts["old_strand"], mode=facts["old_mode"],
            effective=back.effective,
        )  # fmt: skip
        call(organisation, name=facts["old_name"], short_name=organisation.node.short_name, act=back, now=now)
    elif done.kind == ActKind.DISSOLVE:
        check_sibling_names(parent_id=organisation.node.parent_id, name=organisation.node.name, but=organisation.pk)
        organisation.node = reopen_node(node=organisation.node)


def _hand_over_below(organisation: Organisation, into: Organisation, act: Act, now: datetime) -> list[int]:
    below = Organisation.objects.filter(node__parent_id=organisation.pk, node__during__upper_inf=True)
    moved = []
    for child in below.select_related("node", "type").order_by("pk"):
        recording.check_type_below(child.type, into)
        check_sibling_names(parent_id=into.pk, name=child.node.name, but=child.pk)
        move_node(node=child.node, parent=into.node, effective=act.effective, now=now, reason=act.reason)
        moved.append(child.pk)
    return moved


def _close(organisation: Organisation, act: Act, now: datetime) -> None:
    """Close the node, and end what the room itself hangs on it."""
    organisation.node = close_node(node=organisation.node, effective=act.effective, now=now, reason=act.reason)
    ended = act.effective
    for holding in PostHolding.objects.filter(post__organisation=organisation, during__upper_inf=True):
        _end(holding, ended)
    for post in Post.objects.filter(organisation=organisation, during__upper_inf=True):
        _end(post, ended)
    for lead in OrganisationLead.objects.filter(organisation=organisation, during__upper_inf=True):
        _end(lead, ended)
    for lead in OrganisationLead.objects.filter(lead=organisation, during__upper_inf=True):
        _end(lead, ended)
    for member in AllianceMember.objects.filter(alliance=organisation, during__upper_inf=True):
        _end(member, ended)
    for member in AllianceMember.objects.filter(node_id=organisation.pk, during__upper_inf=True):
        _end(member, ended)


def _end(row: PostHolding | Post | OrganisationLead | AllianceMember, ended: date) -> None:
    """End the row's span on `ended`; one that would only begin later keeps its first day, so that it stays readable."""
    row.during = DateRange(row.during.lower, max(ended, row.during.lower + timedelta(days=1)))
    row.save(update_fields=["during"])
