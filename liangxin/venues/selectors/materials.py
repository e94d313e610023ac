"""Reading materials and loans, projects and orders."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import F, Prefetch, Q, QuerySet

from liangxin.access.actor import Actor
from liangxin.access.choices import Part
from liangxin.access.reach import visible
from liangxin.core.errors import NotFound
from liangxin.venues.choices import LoanStatus
from liangxin.venues.models import (
    MaterialItem,
    MaterialLoan,
    ProjectCategory,
    ProjectItem,
    ProjectItemTheme,
    ProjectOrder,
    ProjectTheme,
)
from liangxin.venues.permissions import OfferPermission

OWN_PAST = timedelta(days=90)


def list_materials(
    *, actor: Actor, station_id: int | None = None, text: str = "", sort: str = ""
) -> "QuerySet[MaterialItem]":
    """The materials of the actor's stations, with how many pieces are there as `left`."""
    rows = visible(actor, MaterialItem.objects.all(), OfferPermission.MATERIAL_READ)
    plain = {"station": station_id, "sort": sort, "name__icontains": text}
    rows = rows.filter(**{name: value for name, value in plain.items() if value})
    return rows.annotate(left=F("stock") - F("away")).select_related("station__node").order_by(
        "station__node__sort_key", "name", "pk"
    )  # fmt: skip


def get_material(*, actor: Actor, material_id: int, part: Part = Part.FULL) -> MaterialItem:
    """The material. Raises NotFound."""
    rows = visible(actor, MaterialItem.objects.all(), OfferPermission.MATERIAL_READ, part=part)
    row = rows.annotate(left=F("stock") - F("away")).select_related("station__node").filter(pk=material_id).first()
    if row is None:
        raise NotFound()
    return row


def public_materials(*, station_slug: str, theme: str = "") -> "QuerySet[MaterialItem]":
    """What can be picked up at a public station, by theme and name, with how many pieces are there as `left`."""
    rows = MaterialItem.objects.filter(
        station__node__slug=station_slug, station__is_public=True, station__place__is_public=True, is_active=True
    )
    if theme:
        rows = rows.filter(theme=theme)
    return rows.annotate(left=F("stock") - F("away")).order_by("theme", "name", "pk")


def themes_of_materials(*, station_slug: str) -> Sequence[str]:
    """The themes of a station's materials."""
    rows = public_materials(station_slug=station_slug).order_by().exclude(theme="")
    return list(rows.values_list("theme", flat=True).distinct().order_by("theme")[:100])


def list_loans(
    *, actor: Actor, status: str = "", station_id: int | None = None, overdue_on: date | None = None
) -> "QuerySet[MaterialLoan]":
    """The loans of the actor's stations, those due first in front."""
    rows = visible(actor, MaterialLoan.objects.all(), OfferPermission.MATERIAL_READ)
    plain = {"status": status, "station": station_id}
    rows = rows.filter(**{name: value for name, value in plain.items() if value})
    if overdue_on is not None:
        rows = rows.filter(status=LoanStatus.OUT, due_on__lt=overdue_on)
    return rows.select_related("item", "station__node", "user").order_by(
        F("due_on").asc(nulls_last=True), "-taken_at", "pk"
    )


def get_loan(*, actor: Actor, loan_id: int) -> MaterialLoan:
    """The loan. Raises NotFound."""
    row = list_loans(actor=actor).filter(pk=loan_id).first()
    if row is None:
        raise NotFound()
    return row


def own_loans(*, user_id: int, now: datetime) -> "QuerySet[MaterialLoan]":
    """What one has borrowed, and what one took or brought back in the last months."""
    rows = MaterialLoan.objects.filter(Q(status=LoanStatus.OUT) | Q(taken_at__gt=now - OWN_PAST), user=user_id)
    return rows.select_related("item", "station__node").order_by(F("closed_at").desc(nulls_first=True), "due_on", "pk")


# --------------------------------------------------------------------------------------- projects and their orders


@dataclass(frozen=True, kw_only=True)
class ProjectFilter:
    """What the list of projects is narrowed to."""

    category_code: str = ""
    theme: str = ""
    station_id: int | None = None
    text: str = ""
    inactive: bool = False


def list_projects(*, actor: Actor, narrowed: ProjectFilter, part: Part = Part.BASIC) -> "QuerySet[ProjectItem]":
    """The projects that can be ordered, by category and name, with their themes."""
    rows = visible(actor, ProjectItem.objects.all(), OfferPermission.PROJECT_READ, part=part)
    plain = {
        "category__code": narrowed.category_code, "station": narrowed.station_id, "name__icontains": narrowed.text,
    }  # fmt: skip
    rows = rows.filter(**{name: value for name, value in plain.items() if value})
    rows = rows.filter(is_active=not narrowed.inactive)
    if narrowed.theme:
        rows = rows.filter(pk__in=ProjectItemTheme.objects.filter(theme__name=narrowed.theme).values("item"))
    themes = Prefetch("theme_rows", ProjectItemTheme.objects.select_related("theme").order_by("theme__name"))
    return (
        rows.select_related("category", "station__node")
        .prefetch_related(themes)
        .order_by("category__position", "sort_key", "pk")
    )


def get_project(*, actor: Actor, project_id: int, part: Part = Part.BASIC) -> ProjectItem:
    """The project. Raises NotFound."""
    rows = visible(actor, ProjectItem.objects.all(), OfferPermission.PROJECT_READ, part=part)
    row = rows.select_related("category", "station__node").filter(pk=project_id).first()
    if row is None:
        raise NotFound()
    return row


def themes_of(*, project: ProjectItem) -> Sequence[str]:
    """The themes of a project, in words."""
    rows = ProjectItemTheme.objects.filter(item=project)
    return list(rows.order_by("theme__name").values_list("theme__name", flat=True))


def list_project_categories() -> Sequence[ProjectCategory]:
    """The categories in their order."""
    return list(ProjectCategory.objects.filter(is_active=True).order_by("position", "pk"))


def list_themes() -> Sequence[str]:
    """The themes that some project has."""
    used = ProjectItemTheme.objects.order_by().values("theme")
    return list(ProjectTheme.objects.filter(pk__in=used).order_by("name").values_list("name", flat=True)[:200])


def list_orders(*, actor: Actor, status: str = "", station_id: int | None = None) -> "QuerySet[ProjectOrder]":
    """The orders to the actor's stations and of the actor's organisations, the next first."""
    rows = visible(actor, ProjectOrder.objects.all(), OfferPermission.PROJECT_READ)
    plain = {"status": status, "station": station_id}
    rows = rows.filter(**{name: value for name, value in plain.items() if value})
    return rows.select_related("item", "station__node", "organisation__node").order_by("-starts_at", "-pk")


def get_order(*, actor: Actor, order_id: int) -> ProjectOrder:
    """The order. Raises NotFound."""
    row = list_orders(actor=actor).filter(pk=order_id).first()
    if row is None:
        raise NotFound()
    return row
