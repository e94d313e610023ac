"""Renaming, moving, upgrading: acts with an effective day and a reason."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from psycopg.types.range import DateRange

from liangxin.access.actor import Actor
from liangxin.access.services import require
from liangxin.core.errors import RuleBroken
from liangxin.core.events import publish
from liangxin.core.history import because
from liangxin.core.names import normalised
from liangxin.organisations.choices import ActKind
from liangxin.organisations.events import OrganisationMoved, OrganisationRenamed, OrganisationTypeChanged
from liangxin.organisations.models import Organisation, OrganisationAct, OrganisationType, OrganisationTypeSpan
from liangxin.organisations.permissions import Permission
from liangxin.organisations.rules import is_rise
from liangxin.organisations.services import recording
from liangxin.organisations.services.recording import Act
from liangxin.trees.choices import NodeKind
from liangxin.trees.models import Node
from liangxin.trees.services.nodes import DayBeforeLastChange, move_node, rename_node


class NothingChanges(RuleBroken):
    code, field, message = "organisations.nothing_changes", "", _("与现在相同，没有要变更的。")


class ChildTypesNotAllowed(RuleBroken):
    code, field, message = (
        "organisations.child_types_not_allowed",
        "type",
        _("改为“{type}”后，下级中的“{child}”不能再设在其下，请先调整下级。"),
    )


@transaction.atomic
def rename_organisation(
    *, actor: Actor, organisation: Organisation, name: str, short_name: str | None = None, act: Act, now: datetime
) -> OrganisationAct:
    """Call the organisation `name` from the effective day on; short_name None: as it is.

    Raises NotAllowed, NotFound, BackdatingNotAllowed, NotYet, OrganisationIsClosed, NameMissing, NameTaken,
    NothingChanges, DayBeforeNode, DayBeforeLastChange. Publishes OrganisationRenamed.
    """
    organisation = _begin(actor, organisation, act, now)
    name = normalised(name)
    old_name, old_short = organisation.node.name, organisation.node.short_name
    short = old_short if short_name is None else normalised(short_name)
    if not name:
        raise recording.NameMissing()
    if (name, short) == (old_name, old_short):
        raise NothingChanges()
    with because(act.reason):
        call(organisation, name=name, short_name=short, act=act, now=now)
    recording.make_findable([organisation])
    publish(OrganisationRenamed(organisation_id=organisation.pk))
    facts = {"old_name": old_name, "new_name": name, "old_short": old_short}
    return recording.record(actor, organisation, ActKind.RENAME, act, now, facts=facts)


@transaction.atomic
def move_organisation(
    *, actor: Actor, organisation: Organisation, parent: Organisation | None, act: Act, now: datetime
) -> OrganisationAct:
    """Hang the organisation, with all below it, under `parent` from the effective day on.

    Raises NotAllowed, NotFound, BackdatingNotAllowed, NotYet, OrganisationIsClosed, NothingChanges,
    TypeNotAllowedHere, TypeIsNoRoot, ParentNotThere, NameTaken, NodeMovedUnderItself, DayBeforeNode,
    DayBeforeLastChange. Publishes OrganisationMoved.
    """
    organisation = _begin(actor, organisation, act, now)
    require(actor, Permission.ORGANISATION_RESTRUCTURE, scope=parent)
    if parent is not None:
        parent = Organisation.objects.select_related("node", "type").get(pk=parent.pk)
    old_parent_id, new_parent_id = organisation.node.parent_id, parent.pk if parent is not None else None
    if old_parent_id == new_parent_id:
        raise NothingChanges()
    recording.check_type_below(organisation.type, parent)
    recording.check_parent_there(parent, act.effective)
    check_sibling_names(parent_id=new_parent_id, name=organisation.node.name, but=organisation.pk)
    with because(act.reason):
        move_node(
            node=organisation.node, parent=parent.node if parent is not None else None, effective=act.effective,
            now=now, reason=act.reason,
        )  # fmt: skip
    publish(
        OrganisationMoved(organisation_id=organisation.pk, old_parent_id=old_parent_id, new_parent_id=new_parent_id)
    )
    facts = {"old_parent": old_parent_id, "new_parent": new_parent_id}
    return recording.record(actor, organisation, ActKind.MOVE, act, now, other=parent, facts=facts)


@transaction.atomic
def change_type(
    *, actor: Actor, organisation: Organisation, type: str, name: str = "", strand: str | None = None,
    establishment_mode: str | None = None, act: Act, now: datetime,
) -> OrganisationAct:  # fmt: skip
    """Make the organisation another type from the effective day on: an upgrade where the level rises, else a conversion.

    name: its new name, or "" to keep it; strand, establishment_mode: None to keep them.
    Raises NotAllowed, NotFound, BackdatingNotAllowed, NotYet, OrganisationIsClosed, NothingChanges, TypeUnknown,
    TypeNotAllowedHere, TypeIsNoRoot, ChildTypesNotAllowed, NameTaken, DayBeforeNode, DayBeforeLastChange.
    Publishes OrganisationTypeChanged.
    """
    organisation = _begin(actor, organisation, act, now)
    old_type, new_type = organisation.type, OrganisationType.objects.filter(code=type).first()
    if new_type is None:
        raise recording.TypeUnknown(type=type)
    if new_type == old_type:
        raise NothingChanges()
    _check_around(organisation, new_type)
    old_name, name = organisation.node.name, normalised(name) or organisation.node.name
    facts = {
        "old_type": old_type.code, "new_type": new_type.code, "old_name": old_name, "new_name": name,
        "old_strand": organisation.strand, "old_mode": organisation.establishment_mode,
    }  # fmt: skip
    with because(act.reason):
        respan(
            organisation, type_=new_type, strand=organisation.strand if strand is None else strand,
            mode=organisation.establishment_mode if establishment_mode is None else establishment_mode,
            effective=act.effective,
        )  # fmt: skip
        if name != old_name:
            call(organisation, name=name, short_name=organisation.node.short_name, act=act, now=now)
    recording.make_findable([organisation])
    publish(OrganisationTypeChanged(organisation_id=organisation.pk, old_type=old_type.code, new_type=new_type.code))
    kind = ActKind.UPGRADE if is_rise(old_type.level, new_type.level) else ActKind.CONVERT
    return recording.record(actor, organisation, kind, act, now, facts=facts)


def call(organisation: Organisation, *, name: str, short_name: str, act: Act, now: datetime) -> None:
    """Give the organisation's node its names. Raises NameTaken, DayBeforeNode, DayBeforeLastChange."""
    node = organisation.node
    if name != node.name:
        check_sibling_names(parent_id=node.parent_id, name=name, but=organisation.pk)
        organisation.node = rename_node(node=node, name=name, effective=act.effective, now=now, reason=act.reason)
    if short_name != organisation.node.short_name:
        organisation.node.short_name = short_name
        organisation.node.save(update_fields=["short_name"])


def respan(organisation: Organisation, *, type_: OrganisationType, strand: str, mode: str, effective: date) -> None:
    """Let the organisation be this from `effective` on. Raises DayBeforeLastChange."""
    last = organisation.type_spans.order_by("-during")[:1].get()
    if effective < last.during.lower:
        raise DayBeforeLastChange(last=last.during.lower)
    values = {"type": type_, "strand": strand, "establishment_mode": mode}
    if effective == last.during.lower:
        organisation.type_spans.filter(pk=last.pk).update(**values)
    else:
        end = last.during.upper
        last.during = DateRange(last.during.lower, effective)
        last.save(update_fields=["during"])
        OrganisationTypeSpan.objects.create(organisation=organisation, during=DateRange(effective, end), **values)
    organisation.type, organisation.strand, organisation.establishment_mode = type_, strand, mode
    organisation.save(update_fields=["type", "strand", "establishment_mode"])


def check_sibling_names(*, parent_id: int | None, name: str, but: int) -> None:
    """Raises NameTaken where a living sibling has the name."""
    siblings = Node.objects.filter(kind=NodeKind.ORGANISATION, parent_id=parent_id, name=name, during__upper_inf=True)
    if siblings.exclude(pk=but).exists():
        raise recording.NameTaken(name=name)


def _begin(actor: Actor, organisation: Organisation, act: Act, now: datetime) -> Organisation:
    require(actor, Permission.ORGANISATION_RESTRUCTURE, scope=organisation)
    recording.check_day(actor, organisation, act.effective, now)
    recording.check_not_future(act.effective, now)
    [organisation] = recording.locked(organisation)
    recording.check_open(organisation)
    return organisation


def _check_around(organisation: Organisation, new_type: OrganisationType) -> None:
    parent_id = organisation.node.parent_id
    parent = Organisation.objects.select_related("type").get(pk=parent_id) if parent_id is not None else None
    recording.check_type_below(new_type, parent)
    below = Organisation.objects.filter(node__parent_id=organisation.pk, node__during__upper_inf=True)
    wrong = below.exclude(type__in=new_type.children.all()).select_related("type").order_by("pk").first()
    if wrong is not None:
        raise ChildTypesNotAllowed(type=new_type.name, child=wrong.type.name)
