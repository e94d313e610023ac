"""Reading the register, each read scoped by the actor."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, Q, QuerySet

from liangxin.access.actor import Actor
from liangxin.access.choices import Part
from liangxin.access.reach import visible
from liangxin.core.errors import NotFound
from liangxin.enterprises.choices import EnterpriseStatus, LabelGroup
from liangxin.enterprises.models import Coverage, DesignatedContact, Enterprise, Label, OperatingPlace
from liangxin.enterprises.permissions import Permission
from liangxin.enterprises.rules import DAYS_TO_COVER, DAYS_TO_DESIGNATE, NEWLY_MOVED_IN
from liangxin.enterprises.selectors.population import WHICH, Scope, ids_of
from liangxin.search.selectors import closest_first, matching, matching_ids
from liangxin.trees.selectors import get_node

if TYPE_CHECKING:
    from liangxin.accounts.models import User

MOST_CHOICES = 20
SORTS: dict[str, tuple[Any, ...]] = {
    "name": ("node__sort_key", "pk"),
    "-name": ("-node__sort_key", "-pk"),
    "days": (F("moved_in_on").desc(nulls_last=True), "pk"),
    "-days": (F("moved_in_on").asc(nulls_last=True), "pk"),
    "staff": (F("staff_count").asc(nulls_last=True), "pk"),
    "-staff": (F("staff_count").desc(nulls_last=True), "pk"),
    "-recent": ("-pk",),
}


@dataclass(frozen=True, kw_only=True)
class EnterpriseFilter:
    """What a list asks for.

    place, organisation: ids of nodes, with all below; organisation: the responsible one. coverage: "none", "any" or a
    mode; contact: "none" or "any"; all three and status hold on `day`. labels: any of these codes; group: of labels.
    counted: with it, one record for each counted entity of a number (a key of WHICH), so that a number opens its rows.
    """

    day: date
    text: str = ""
    place: int | None = None
    organisation: int | None = None
    industries: tuple[int, ...] = ()
    labels: tuple[str, ...] = ()
    group: str = ""
    ownership: tuple[str, ...] = ()
    category: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    coverage: str = ""
    contact: str = ""
    new: bool = False
    overdue: bool = False
    counted: str = ""
    contact_user: int | None = None
    sort: str = "-days"
    ids: tuple[int, ...] = field(default=())


def get_enterprise(*, actor: Actor, enterprise_id: int, part: Part = Part.FULL) -> Enterprise:
    """The enterprise, where the actor reaches it. Raises NotFound."""
    reached = visible(actor, Enterprise.objects.filter(pk=enterprise_id), Permission.ENTERPRISE_READ, part=part)
    found: Enterprise | None = reached.select_related("node", "industry", "head_office__node").first()
    if found is None:
        raise NotFound()
    return found


def list_enterprises(
    *, actor: Actor, asked: EnterpriseFilter, permission: str = Permission.ENTERPRISE_READ
) -> "QuerySet[Enterprise]":  # fmt: skip
    """The enterprises that fit `asked` and that the actor reaches, in the order asked for."""
    found = fitting(visible(actor, Enterprise.objects.all(), permission), asked)
    return found.select_related("node", "industry").order_by(*SORTS.get(asked.sort, SORTS["-days"]))


def fitting(enterprises: "QuerySet[Enterprise]", asked: EnterpriseFilter) -> "QuerySet[Enterprise]":
    """Those of `enterprises` that fit. Conditions never multiply rows."""
    if asked.ids:
        enterprises = enterprises.filter(pk__in=asked.ids)
    if asked.text:
        enterprises = enterprises.filter(pk__in=matching_ids(kind="enterprise", text=asked.text))
    if asked.counted:
        return enterprises.filter(_counted(asked))
    if asked.place is not None:
        spots = OperatingPlace.objects.filter(during__contains=asked.day, place__path__startswith=_path(asked.place))
        enterprises = enterprises.filter(pk__in=spots.values("enterprise_id"))
    if asked.organisation is not None:
        spans = Coverage.objects.filter(
            during__contains=asked.day, organisation__node__path__startswith=_path(asked.organisation)
        )
        enterprises = enterprises.filter(pk__in=spans.values("enterprise_id"))
    return _by_spans(_by_columns(enterprises, asked), asked)


def _counted(asked: EnterpriseFilter) -> Q:
    labels = Label.objects.filter(code__in=asked.labels[:1]).values_list("pk", flat=True) if asked.labels else []
    scope = Scope(
        day=asked.day,
        place_path=_path(asked.place) if asked.place is not None else "",
        organisation_path=_path(asked.organisation) if asked.organisation is not None else None,
        industry_ids=asked.industries or None,
        label_id=next(iter(labels), 0 if asked.labels else None),
        ownership=asked.ownership[0] if asked.ownership else "",
    )
    which = asked.counted if asked.counted in WHICH else "all"
    return Q(pk__in=ids_of(scope, which, overdue_days=DAYS_TO_COVER.days, undesignated_days=DAYS_TO_DESIGNATE.days))


def _by_columns(enterprises: "QuerySet[Enterprise]", asked: EnterpriseFilter) -> "QuerySet[Enterprise]":
    if asked.industries:
        enterprises = enterprises.filter(industry_id__in=asked.industries)
    if asked.ownership:
        enterprises = enterprises.filter(ownership__in=asked.ownership)
    if asked.category:
        enterprises = enterprises.filter(unit_category__in=asked.category)
    if asked.status:
        enterprises = enterprises.filter(status__in=asked.status)
    bearing = Enterprise.labels.through.objects
    if asked.labels:
        enterprises = enterprises.filter(pk__in=bearing.filter(label__code__in=asked.labels).values("enterprise_id"))
    if asked.group:
        enterprises = enterprises.filter(pk__in=bearing.filter(label__group=asked.group).values("enterprise_id"))
    if asked.new:
        enterprises = enterprises.filter(moved_in_on__gte=asked.day - NEWLY_MOVED_IN)
    if asked.overdue:
        enterprises = enterprises.filter(moved_in_on__lt=asked.day - DAYS_TO_COVER)
    return enterprises


def _by_spans(enterprises: "QuerySet[Enterprise]", asked: EnterpriseFilter) -> "QuerySet[Enterprise]":
    covered = Coverage.objects.filter(during__contains=asked.day)
    contacted = DesignatedContact.objects.filter(during__contains=asked.day)
    if asked.coverage == "none":
        enterprises = enterprises.exclude(pk__in=covered.values("enterprise_id"))
    elif asked.coverage:
        held = covered if asked.coverage == "any" else covered.filter(mode=asked.coverage)
        enterprises = enterprises.filter(pk__in=held.values("enterprise_id"))
    if asked.contact == "none":
        enterprises = enterprises.exclude(pk__in=contacted.values("enterprise_id"))
    elif asked.contact:
        enterprises = enterprises.filter(pk__in=contacted.values("enterprise_id"))
    if asked.contact_user is not None:
        mine = contacted.filter(user_id=asked.contact_user)
        enterprises = enterprises.filter(pk__in=mine.values("enterprise_id"))
    return enterprises


def _path(node_id: int) -> str:
    return get_node(node_id=node_id).path


@dataclass(frozen=True)
class Row:
    """One line of a list: the enterprise with what holds on the day. days: since it moved in."""

    enterprise: Enterprise
    spot: OperatingPlace | None
    coverage: Coverage | None
    contacts: Sequence[DesignatedContact]
    labels: Sequence[Label]
    days: int | None
    is_overdue: bool
    needs_contact: bool


def rows_of(enterprises: Iterable[Enterprise], *, day: date) -> list[Row]:
    """The lines of a page (at most a few hundred), in four queries."""
    page = list(enterprises)
    ids = [enterprise.pk for enterprise in page]
    spots: dict[int, OperatingPlace] = {}
    for spot in (
        OperatingPlace.objects.filter(enterprise_id__in=ids, during__contains=day)
        .select_related("place__node").order_by("is_main", "-during", "pk")
    ):  # fmt: skip
        spots[spot.enterprise_id] = spot
    held = Coverage.objects.filter(enterprise_id__in=ids, during__contains=day).select_related("organisation__node")
    coverages = {span.enterprise_id: span for span in held.order_by("pk")}
    contacts: dict[int, list[DesignatedContact]] = {}
    for contact in (
        DesignatedContact.objects.filter(enterprise_id__in=ids, during__contains=day)
        .select_related("user").order_by("during", "pk")
    ):  # fmt: skip
        contacts.setdefault(contact.enterprise_id, []).append(contact)
    bearing = Enterprise.labels.through.objects.filter(enterprise_id__in=ids).select_related("label")
    labels: dict[int, list[Label]] = {}
    for each in bearing.order_by("label__position", "label_id"):
        labels.setdefault(each.enterprise_id, []).append(each.label)
    return [
        _row(enterprise, day, spots.get(enterprise.pk), coverages.get(enterprise.pk), contacts.get(enterprise.pk, []),
             labels.get(enterprise.pk, []))
        for enterprise in page
    ]  # fmt: skip


def _row(
    enterprise: Enterprise, day: date, spot: OperatingPlace | None, coverage: Coverage | None,
    contacts: Sequence[DesignatedContact], labels: Sequence[Label],
) -> Row:  # fmt: skip
    since = spot.during.lower if spot is not None else None
    days = (day - since).days if since is not None else None
    operating = enterprise.status == EnterpriseStatus.OPERATING
    return Row(
        enterprise, spot, coverage, contacts, labels, days,
        is_overdue=operating and coverage is None and days is not None and days > DAYS_TO_COVER.days,
        needs_contact=operating and not contacts and days is not None and days > DAYS_TO_DESIGNATE.days,
    )  # fmt: skip


def choose_enterprises(*, actor: Actor, text: str, permission: str = Permission.ENTERPRISE_READ) -> list[Enterprise]:
    """For pickers: at most MOST_CHOICES that `text` finds, the closest first."""
    reached = visible(actor, Enterprise.objects.all(), permission)
    entries = closest_first(
        matching(kind="enterprise", text=text).filter(object_id__in=reached.order_by().values("pk")), text
    )
    ids = list(entries.values_list("object_id", flat=True)[:MOST_CHOICES])
    found = Enterprise.objects.select_related("node").in_bulk(ids)
    return [found[each] for each in ids if each in found]


def enterprises_by_id(*, actor: Actor, enterprise_ids: Iterable[int]) -> dict[int, Enterprise]:
    """Those of at most 500 enterprises that the actor reaches."""
    ids = list(enterprise_ids)[:500]
    reached = visible(actor, Enterprise.objects.filter(pk__in=ids), Permission.ENTERPRISE_READ)
    return {enterprise.pk: enterprise for enterprise in reached.select_related("node")}


def my_enterprises(*, actor: Actor, user: "User", day: date) -> "QuerySet[Enterprise]":
    """Those for which the user is the designated contact and that the actor reaches; the longest without coverage first."""
    asked = EnterpriseFilter(day=day, contact_user=user.pk)
    return list_enterprises(actor=actor, asked=asked)


def count_mine(*, user: "User", day: date) -> int:
    """How many enterprises the user keeps contact with."""
    mine = DesignatedContact.objects.filter(user=user, during__contains=day)
    return int(mine.values("enterprise_id").distinct().count())


def list_labels(*, group: str = "") -> list[Label]:
    """All labels, in their order."""
    labels = Label.objects.filter(group=group) if group else Label.objects.all()
    return list(labels.order_by("position", "code"))


def get_label(*, label_id: int) -> Label:
    """Raises NotFound."""
    label: Label | None = Label.objects.filter(pk=label_id).first()
    if label is None:
        raise NotFound()
    return label


KEY_INDUSTRY = LabelGroup.KEY_INDUSTRY


@dataclass(frozen=True)
class PlaceCount:
    """How many enterprises at a place; WGS-84 where its coordinates are known."""

    place_id: int
    latitude: Decimal | None
    longitude: Decimal | None
    count: int


def places_of_counted(*, scope: Scope, which: str) -> list[PlaceCount]:
    """Where the enterprises of a number work, main places only: for a map. Unscoped: numbers, no records."""
    ids = ids_of(scope, which, overdue_days=DAYS_TO_COVER.days, undesignated_days=DAYS_TO_DESIGNATE.days)
    spots = OperatingPlace.objects.filter(enterprise_id__in=ids, during__contains=scope.day, is_main=True)
    if scope.place_path:
        spots = spots.filter(place__path__startswith=scope.place_path)
    rows = spots.order_by("place_id").values_list("place_id", "place__latitude", "place__longitude")
    return [PlaceCount(*row) for row in rows.annotate(count=Count("pk"))]
