"""One enterprise in full: what holds, what held, what it is linked to, what should be done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet

from liangxin.access.actor import Actor
from liangxin.access.choices import Anchor
from liangxin.access.reach import visible
from liangxin.access.selectors import colleagues
from liangxin.accounts.selectors import list_users
from liangxin.core.changes import Change, changes_among, changes_of, merged
from liangxin.core.errors import NotFound
from liangxin.enterprises.choices import ClaimState, CorrectionState, EnterpriseStatus, FigureKind
from liangxin.enterprises.models import (
    Correction,
    Coverage,
    CoverageClaim,
    DesignatedContact,
    Enterprise,
    EnterpriseContact,
    OperatingPlace,
    SupplyLink,
)
from liangxin.enterprises.permissions import Permission
from liangxin.enterprises.rules import DAYS_TO_COVER, DAYS_TO_DESIGNATE
from liangxin.enterprises.selectors.people import sees_exact
from liangxin.enterprises.words import (
    CONTACT_WORDS,
    COVERAGE_WORDS,
    DESIGNATION_WORDS,
    ENTERPRISE_WORDS,
    FIGURE_WORDS,
    SPOT_WORDS,
    SUBJECTS,
)

if TYPE_CHECKING:
    from liangxin.accounts.models import User

HISTORY_SHOWN = 40
LATEST_SPANS = 12


@dataclass(frozen=True)
class SpanPart:
    """A piece of the coverage line: who answered, or nobody (coverage None), for so many days up to `end`."""

    coverage: Coverage | None
    start: date
    end: date
    days: int


@dataclass(frozen=True)
class EnterpriseRecord:
    """What the record page shows. line: coverage from its beginning here until the day; days: since it moved in."""

    enterprise: Enterprise
    spots: Sequence[OperatingPlace]
    former_spots: Sequence[OperatingPlace]
    coverage: Coverage | None
    line: Sequence[SpanPart]
    designations: Sequence[DesignatedContact]
    contacts: Sequence[EnterpriseContact]
    claims: Sequence[CoverageClaim]
    corrections: Sequence[Correction]
    branches: Sequence[Enterprise]
    supply: Sequence[SupplyLink]
    days: int | None
    since: date | None

    @property
    def is_operating(self) -> bool:
        return self.enterprise.status == EnterpriseStatus.OPERATING

    @property
    def cover_by(self) -> date | None:
        """The day by which an organisation should answer for it (R-ENT-02); None where one does."""
        if self.coverage is not None or self.since is None or not self.is_operating:
            return None
        return self.since + DAYS_TO_COVER

    @property
    def designate_by(self) -> date | None:
        """The day by which somebody should keep contact (R-ENT-01); None where somebody does."""
        if self.designations or self.since is None or not self.is_operating:
            return None
        return self.since + DAYS_TO_DESIGNATE


def record_of(*, actor: Actor, enterprise: Enterprise, day: date) -> EnterpriseRecord:
    """The record as of `day`, in a fixed number of queries."""
    every_spot = list(
        OperatingPlace.objects.filter(enterprise=enterprise).select_related("place__node", "place__node__parent")
        .order_by("-is_main", "-during", "pk")
    )  # fmt: skip
    spots = [spot for spot in every_spot if day in spot.during]
    spans = list(Coverage.objects.filter(enterprise=enterprise).select_related("organisation__node").order_by("during"))
    since = min((spot.during.lower for spot in spots), default=None)
    beginning = min((spot.during.lower for spot in every_spot), default=None)
    by_itself = actor.anchor == Anchor.ENTERPRISE
    own = Correction.objects.filter(enterprise=enterprise)
    shown = own if by_itself else own.filter(state=CorrectionState.OPEN)
    return EnterpriseRecord(
        enterprise=enterprise, spots=spots,
        former_spots=[spot for spot in every_spot if spot not in spots and spot.during.lower <= day],
        coverage=next((span for span in spans if day in span.during), None), line=line_of(spans, beginning, day),
        designations=list(
            DesignatedContact.objects.filter(enterprise=enterprise, during__contains=day)
            .select_related("user").order_by("during", "pk")
        ),
        contacts=list(EnterpriseContact.objects.filter(enterprise=enterprise, ended_at=None).defer("phone").order_by("pk")),
        claims=[] if by_itself else list(
            CoverageClaim.objects.filter(enterprise=enterprise, state=ClaimState.OPEN)
            .select_related("organisation__node").order_by("claimed_at", "pk")
        ),
        corrections=list(shown.order_by("-proposed_at", "-pk")[:20]),
        branches=list(
            visible(actor, enterprise.branches.all(), Permission.ENTERPRISE_READ)
            .select_related("node").order_by("node__sort_key", "pk")[:50]
        ),
        supply=_supply(actor, enterprise), days=(day - since).days if since is not None else None, since=since,
    )  # fmt: skip


def _supply(actor: Actor, enterprise: Enterprise) -> list[SupplyLink]:
    """Links of the chain whose other end the actor may read."""
    reached = visible(actor, Enterprise.objects.all(), Permission.ENTERPRISE_READ).order_by().values("pk")
    links = SupplyLink.objects.filter(
        Q(leader=enterprise, other__in=reached) | Q(other=enterprise, leader__in=reached)
    )  # fmt: skip
    return list(links.select_related("leader__node", "other__node").order_by("kind", "pk")[:50])


def line_of(spans: Sequence[Coverage], beginning: date | None, day: date) -> list[SpanPart]:
    """The coverage from the first day here to `day`, gaps included; at most the latest few parts."""
    if beginning is None and not spans:
        return []
    at = min([span.during.lower for span in spans] + ([beginning] if beginning is not None else []))
    parts: list[SpanPart] = []
    for span in spans:
        if span.during.lower > day:
            break
        if span.during.lower > at:
            parts.append(_part(None, at, span.during.lower))
        end = min(span.during.upper or day, day)
        parts.append(_part(span, span.during.lower, end))
        at = end
    if at < day:
        parts.append(_part(None, at, day))
    return parts[-LATEST_SPANS:]


def _part(span: Coverage | None, start: date, end: date) -> SpanPart:
    return SpanPart(span, start, end, max((end - start).days, 1))


def history_of(*, actor: Actor, record: EnterpriseRecord) -> list[Change]:
    """What happened to the record and to what hangs on it, newest first. Not for the enterprise's own accounts."""
    if actor.anchor == Anchor.ENTERPRISE:
        return []
    enterprise = record.enterprise
    kinds = [FigureKind.STAFF, FigureKind.YOUNG_STAFF]
    if sees_exact(actor):
        kinds.append(FigureKind.MEMBERS)
    parts: tuple[tuple[Any, dict[str, object], object], ...] = (
        (enterprise.coverages, COVERAGE_WORDS, SUBJECTS["coverage"]),
        (enterprise.designated_contacts, DESIGNATION_WORDS, SUBJECTS["designation"]),
        (enterprise.operating_places, SPOT_WORDS, SUBJECTS["spot"]),
        (enterprise.contacts, CONTACT_WORDS, SUBJECTS["contact"]),
        *((enterprise.figures.filter(kind=kind), FIGURE_WORDS, kind.label) for kind in kinds),
    )
    return merged(
        changes_of(enterprise, labels=ENTERPRISE_WORDS),
        *(changes_among(records.all(), labels=labels, subject=subject) for records, labels, subject in parts),
        limit=HISTORY_SHOWN,
    )


def candidates(*, actor: Actor, text: str, today: date) -> "QuerySet[User]":
    """Accounts that can be designated: colleagues near the actor, those who keep contact already, oneself."""
    reached = visible(actor, Enterprise.objects.all(), Permission.ENTERPRISE_READ).order_by().values("pk")
    active = DesignatedContact.objects.filter(enterprise__in=reached, during__contains=today)
    users = list_users(text=text).filter(is_active=True)
    return users.filter(
        Q(pk__in=colleagues(actor=actor, today=today)) | Q(pk__in=active.values("user_id")) | Q(pk=actor.user_id)
    )


def get_spot(*, enterprise: Enterprise, spot_id: int) -> OperatingPlace:
    """A place where it operates now. Raises NotFound."""
    spot: OperatingPlace | None = (
        enterprise.operating_places.filter(pk=spot_id, during__upper_inf=True).select_related("place__node").first()
    )
    if spot is None:
        raise NotFound()
    return spot


def get_contact(*, enterprise: Enterprise, contact_id: int) -> EnterpriseContact:
    """A person to talk to. Raises NotFound."""
    contact: EnterpriseContact | None = enterprise.contacts.filter(pk=contact_id, ended_at=None).first()
    if contact is None:
        raise NotFound()
    return contact


def get_designation(*, enterprise: Enterprise, designation_id: int) -> DesignatedContact:
    """Somebody who keeps contact now. Raises NotFound."""
    contact: DesignatedContact | None = (
        enterprise.designated_contacts.filter(pk=designation_id, during__upper_inf=True).select_related("user").first()
    )
    if contact is None:
        raise NotFound()
    return contact


def get_supply_link(*, enterprise: Enterprise, link_id: int) -> SupplyLink:
    """A link of which the enterprise is the leader. Raises NotFound."""
    link: SupplyLink | None = enterprise.supply_links.filter(pk=link_id).select_related("leader").first()
    if link is None:
        raise NotFound()
    return link
