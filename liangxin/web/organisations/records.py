"""What the record page shows of one organisation, gathered once for the page, the tree and the print."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from liangxin.access.actor import Actor
from liangxin.access.choices import Part
from liangxin.access.permissions import Permission as AccessPermission
from liangxin.access.reach import may, part_of
from liangxin.access.selectors import Viewer, who_can_see
from liangxin.access.services import require
from liangxin.core.changes import Change
from liangxin.members.choices import MemberCategory
from liangxin.members.permissions import Permission as MemberPermission
from liangxin.members.selectors.memberships import MemberFilter, list_memberships
from liangxin.organisations.choices import ActKind, Family
from liangxin.organisations.permissions import Permission
from liangxin.organisations.rules import TERM_WARNING
from liangxin.organisations.selectors.advice import Advice, Size, advice_for
from liangxin.organisations.selectors.histories import history_of
from liangxin.organisations.selectors.links import (
    alliance_members,
    alliances_of,
    leads_of,
    led_by,
    recognitions_of,
    tags_of,
)
from liangxin.organisations.selectors.organisations import acts_of, get_organisation, last_act, organisations_by_id
from liangxin.organisations.selectors.posts import PostOnDay, posts_of
from liangxin.trees.models import Node
from liangxin.trees.selectors import ancestors_of
from liangxin.web.shared.panels import Panel, panels_of

if TYPE_CHECKING:
    from liangxin.organisations.models import Organisation, OrganisationAct


SHOWN_MEMBERS = 12  # of an alliance, on its record


@dataclass(frozen=True)
class Ancestor:
    """A node above; id is None where the actor may not open it."""

    name: str
    id: int | None


@dataclass(frozen=True, kw_only=True)
class Record:
    """One organisation as this reader sees it. Lists that need the whole record are empty in the public part."""

    organisation: "Organisation"
    part: Part
    above: Sequence[Ancestor]
    leads: Sequence[Any]
    led: Sequence[Any]
    alliances: "Sequence[Organisation]"
    titles: Sequence[Any]
    tags: Sequence[Any]
    panels: Sequence[Panel]
    posts: Sequence[PostOnDay] = ()
    acts: "Sequence[OrganisationAct]" = ()
    last: "OrganisationAct | None" = None  # where the actor may take it back
    advice: Sequence[Advice] = ()
    history: Sequence[Change] = ()
    viewers: Sequence[Viewer] = ()
    alliance_size: int = 0
    alliance_some: Sequence[Any] = ()
    due: dict[str, Any] = field(default_factory=dict)

    @property
    def full(self) -> bool:
        return self.part == Part.FULL

    @property
    def is_alliance(self) -> bool:
        return self.organisation.type.family == Family.ALLIANCE

    @property
    def is_closed(self) -> bool:
        return self.organisation.node.during.upper is not None

    @property
    def side_panels(self) -> list[Panel]:
        return [panel for panel in self.panels if panel.side]

    @property
    def main_panels(self) -> list[Panel]:
        return [panel for panel in self.panels if not panel.side]


def record_of(*, actor: Actor, organisation_id: int, today: date) -> Record:
    """The record of an organisation. Raises NotFound."""
    organisation = get_organisation(actor=actor, organisation_id=organisation_id)
    part = part_of(actor, organisation) or Part.FULL
    if actor.is_system:
        part = Part.FULL
    shared = {
        "organisation": organisation, "part": part, "above": _above(actor, organisation.node),
        "leads": list(leads_of(organisation=organisation, day=today)),
        "led": list(led_by(actor=actor, lead=organisation, day=today)[:20]),
        "alliances": list(alliances_of(node_id=organisation.pk, day=today)),
        "titles": list(recognitions_of(node_id=organisation.pk)), "tags": list(tags_of(node_id=organisation.pk)),
        "panels": panels_of("organisation", actor, organisation, today), **_alliance(organisation, today),
    }  # fmt: skip
    if part != Part.FULL:
        return Record(**shared)
    posts = posts_of(organisation=organisation, day=today)
    return Record(
        **shared, posts=posts, acts=list(acts_of(organisation=organisation)[:50]),
        last=_to_take_back(actor, organisation, today), history=history_of(organisation=organisation),
        viewers=who_can_see(record=organisation, today=today), due=_due(actor, organisation, posts, today),
        advice=advice_for(organisation=organisation, size=_size(actor, organisation), today=today),
    )  # fmt: skip


def _to_take_back(actor: Actor, organisation: "Organisation", today: date) -> "OrganisationAct | None":
    last = last_act(organisation=organisation)
    if last is None or last.kind == ActKind.MERGE or not may(actor, Permission.ORGANISATION_RESTRUCTURE, organisation):
        return None
    dated_back = last.effective_on < today
    return None if dated_back and not may(actor, AccessPermission.HISTORY_BACKDATE, organisation) else last


def _alliance(organisation: "Organisation", today: date) -> dict[str, Any]:
    if organisation.type.family != Family.ALLIANCE:
        return {}
    members = alliance_members(alliance=organisation, day=today)
    return {"alliance_size": members.count(), "alliance_some": list(members[:SHOWN_MEMBERS])}


def _above(actor: Actor, node: Node) -> list[Ancestor]:
    nodes = ancestors_of(node)
    known = organisations_by_id(actor=actor, ids=[each.pk for each in nodes])
    return [Ancestor(each.name, each.pk if each.pk in known else None) for each in nodes]


def _size(actor: Actor, organisation: "Organisation") -> Size:
    """What may be counted for the advice; nothing for those who do not read the members."""
    if not actor.may_somewhere(MemberPermission.MEMBERSHIP_READ):
        return Size()
    here = MemberFilter(under=organisation.node.path)
    full = MemberFilter(under=organisation.node.path, category=MemberCategory.FULL)
    return Size(
        members=list_memberships(actor=actor, narrowed=here).count(),
        full_members=list_memberships(actor=actor, narrowed=full).count(),
    )


def _due(actor: Actor, organisation: "Organisation", posts: Sequence[PostOnDay], today: date) -> dict[str, Any]:
    """What should be done now: the election first, then the longest vacancy."""
    if organisation.node.during.upper is not None or not actor.may_somewhere(Permission.POST_MANAGE):
        return {}
    words, actions = [], []
    ends = organisation.term_ends_on
    if ends is not None and ends <= today + TERM_WARNING:
        said = _("本届任期已于 {day} 届满，请换届。") if ends < today else _("本届任期到 {day}，请筹备换届。")
        words.append(said.format(day=ends))
        actions.append(
            {
                "label": _("登记新一届任期"),
                "url": reverse("organisation-change", args=[organisation.pk]),
                "primary": True,
            }
        )
    vacant = [post for post in posts if post.holding is None and post.vacant_since is not None]
    for post in sorted(vacant, key=lambda each: each.vacant_since or today)[:1]:
        days = (today - (post.vacant_since or today)).days
        words.append(_("{post}空缺 {days} 天。").format(post=post.name, days=days))
        actions.append(
            {"label": _("登记{post}任职").format(post=post.name), "primary": not actions,
             "url": reverse("organisation-appoint", args=[post.post.pk])}
        )  # fmt: skip
    return {"words": "".join(words), "actions": actions} if words else {}


def organisation_for(*, actor: Actor, organisation_id: int, permission: str) -> "Organisation":
    """The organisation for one who may do this with it. Raises NotFound, NotAllowed."""
    organisation = get_organisation(actor=actor, organisation_id=organisation_id)
    require(actor, permission, scope=organisation)
    return organisation
