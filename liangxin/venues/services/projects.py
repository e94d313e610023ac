"""The list of projects for organisational life, and the branches' orders (#126)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from liangxin.access.actor import Actor
from liangxin.access.services import require, require_somewhere
from liangxin.core.constraints import constraint_as
from liangxin.core.errors import NotAllowed, NotFound, RuleBroken
from liangxin.core.events import publish
from liangxin.core.names import normalised, sort_key
from liangxin.notifications.services.notices import queue_facts
from liangxin.trees.models import random_slug
from liangxin.trees.selectors import ancestor_ids
from liangxin.venues.choices import RequestStatus
from liangxin.venues.events import ProjectOrdered
from liangxin.venues.models import (
    ProjectCategory,
    ProjectItem,
    ProjectItemTheme,
    ProjectOrder,
    ProjectTheme,
    Station,
)
from liangxin.venues.notices_offers import ORDER_ANSWERED
from liangxin.venues.permissions import OfferPermission
from liangxin.venues.services.requests import AnswerMissing, RequestSettled

if TYPE_CHECKING:
    from liangxin.organisations.models import Organisation

ORDERS_PAGE = "/desk/projects/orders/"


class ProjectUnnamed(RuleBroken):
    code, field, message = "venues.project_unnamed", "name", _("请填写项目名称。")


class ProjectExists(RuleBroken):
    code, field, message = "venues.project_exists", "name", _("这个站点已有项目“{name}”。")


class ProjectMinutesOdd(RuleBroken):
    code, field, message = "venues.project_minutes_odd", "minutes", _("时长应在 15 到 480 分钟之间。")


class ProjectClosed(RuleBroken):
    code, field, message = "venues.project_closed", "", _("“{name}”现在不接受预订。")


class OrderedTooLate(RuleBroken):
    code, field, message = "venues.ordered_too_late", "starts_at", _("请至少提前 {days} 天预订。")


class TooManyPeople(RuleBroken):
    code, field, message = "venues.too_many_people", "headcount", _("人数应在 1 到 {most} 之间。")


class OrderedAlready(RuleBroken):
    code, field, message = "venues.ordered_already", "starts_at", _("贵组织已订了这个时间的同一项目。")


class ProjectCategoryUnnamed(RuleBroken):
    code, field, message = "venues.project_category_unnamed", "name", _("请填写类别名称。")


@dataclass(frozen=True, kw_only=True)
class ProjectValues:
    """What a project is. minutes: how long; lead_days: ordered at least so many days before; themes: words."""

    name: str
    category: ProjectCategory
    themes: tuple[str, ...] = ()
    summary: str = ""
    description: str = ""
    minutes: int = 90
    most_people: int = 40
    lead_days: int = 3
    is_active: bool = True


_PLAIN = ("category", "summary", "description", "minutes", "most_people", "lead_days", "is_active")


def _check(values: ProjectValues) -> None:
    if not values.name.strip():
        raise ProjectUnnamed()
    if not 15 <= values.minutes <= 480:
        raise ProjectMinutesOdd()
    if not 1 <= values.most_people <= 5_000:
        raise TooManyPeople(most=5_000)


@transaction.atomic
def put_project(
    *, actor: Actor, station: Station, values: ProjectValues, project: ProjectItem | None = None
) -> ProjectItem:
    """Add a project to a station's list, or change `project`.

    Raises NotAllowed, NotFound, ProjectUnnamed, ProjectExists, ProjectMinutesOdd, TooManyPeople.
    """
    require(actor, OfferPermission.PROJECT_CHANGE, scope=project or station)
    _check(values)
    row = (
        ProjectItem.objects.select_for_update(of=("self",)).get(pk=project.pk)
        if project
        else ProjectItem(station=station, slug=random_slug())
    )
    row.name, row.sort_key = normalised(values.name), sort_key(values.name)
    for name in _PLAIN:
        setattr(row, name, getattr(values, name))
    with constraint_as(ProjectExists(name=row.name), name="venues_project_once"):
        row.save()
    _put_themes(row, values.themes)
    return row


def _put_themes(item: ProjectItem, words: Sequence[str]) -> None:
    wanted = {" ".join(word.split())[:40] for word in words if word.strip()}
    ProjectTheme.objects.bulk_create([ProjectTheme(name=word) for word in sorted(wanted)], ignore_conflicts=True)
    themes = ProjectTheme.objects.filter(name__in=wanted)
    ProjectItemTheme.objects.filter(item=item).exclude(theme__in=themes).delete()
    ProjectItemTheme.objects.bulk_create(
        [ProjectItemTheme(item=item, theme=theme) for theme in themes], ignore_conflicts=True
    )


@transaction.atomic
def put_project_category(*, actor: Actor, code: str, name: str, position: int = 100) -> ProjectCategory:
    """Add a category, or rename the one with this code; the words are the district's own (R-OFF-11).

    Raises NotAllowed, ProjectCategoryUnnamed.
    """
    require_somewhere(actor, OfferPermission.PROJECT_MANAGE)
    if not actor.is_system and len(ancestor_ids(actor.path)) != 1:
        raise NotAllowed()
    if not name.strip():
        raise ProjectCategoryUnnamed()
    row = ProjectCategory.objects.select_for_update().filter(code=code).first() or ProjectCategory(code=code)
    row.name, row.position = name.strip(), position
    row.save()
    return row


@transaction.atomic
def install_project_categories(*, categories: Sequence[tuple[str, str]]) -> None:
    """Add the categories (code, name) whose codes are missing."""
    ProjectCategory.objects.bulk_create(
        [
            ProjectCategory(code=code, name=name, position=(number + 1) * 10)
            for number, (code, name) in enumerate(categories)
        ],
        ignore_conflicts=True,
    )


@dataclass(frozen=True, kw_only=True)
class NewOrder:
    """An order of a project. wish: what the branch would like besides, public to the station."""

    organisation: "Organisation"
    starts_at: datetime
    headcount: int
    wish: str = ""


@transaction.atomic
def order_project(*, actor: Actor, project: ProjectItem, new: NewOrder, now: datetime) -> ProjectOrder:
    """Order a project for an organisation of one's own; the station answers (R-OFF-12).

    Raises NotAllowed, NotFound, ProjectClosed, OrderedTooLate, TooManyPeople, OrderedAlready.
    Publishes ProjectOrdered.
    """
    require(actor, OfferPermission.PROJECT_ORDER, scope=new.organisation)
    if not project.is_active:
        raise ProjectClosed(name=project.name)
    if new.starts_at < now + timedelta(days=project.lead_days):
        raise OrderedTooLate(days=project.lead_days)
    if not 1 <= new.headcount <= project.most_people:
        raise TooManyPeople(most=project.most_people)
    with constraint_as(OrderedAlready(), name="venues_order_once"):
        row = ProjectOrder.objects.create(
            item=project, station_id=project.station_id, organisation=new.organisation, ordered_by_id=actor.user_id,
            starts_at=new.starts_at, headcount=new.headcount, wish=new.wish.strip()[:300], ordered_at=now,
        )  # fmt: skip
    publish(ProjectOrdered(order_id=row.pk))
    return row


def _locked(order_id: int) -> ProjectOrder:
    row = (
        ProjectOrder.objects.select_for_update(of=("self",))
        .select_related("item", "station", "organisation__node")
        .filter(pk=order_id)
        .first()
    )
    if row is None:
        raise NotFound()
    return row


@transaction.atomic
def answer_order(*, actor: Actor, order_id: int, status: str, answer: str, now: datetime) -> ProjectOrder:
    """The station agrees, declines, or notes that it is done; who ordered is told.

    Raises NotAllowed, NotFound, AnswerMissing, RequestSettled.
    """
    row = _locked(order_id)
    require(actor, OfferPermission.PROJECT_ANSWER, scope=row)
    open_to = (RequestStatus.ASKED, RequestStatus.AGREED)
    if row.status not in open_to or status not in (RequestStatus.AGREED, RequestStatus.DECLINED, RequestStatus.DONE):
        raise RequestSettled(status=RequestStatus(row.status).label)
    if status == RequestStatus.DECLINED and not answer.strip():
        raise AnswerMissing()
    row.status, row.answer, row.answered_at = status, answer.strip()[:300] or row.answer, now
    row.save(update_fields=["status", "answer", "answered_at"])
    if row.ordered_by_id is not None and status != RequestStatus.DONE:
        queue_facts(
            kind=ORDER_ANSWERED, to=[row.ordered_by_id], url=ORDERS_PAGE, key=f"order-{row.pk}-{status}", now=now,
            facts={"project": row.item.name, "status": str(RequestStatus(status).label), "answer": row.answer},
        )  # fmt: skip
    return row


@transaction.atomic
def withdraw_order(*, actor: Actor, order_id: int, now: datetime) -> ProjectOrder:
    """The branch takes its order back. Raises NotAllowed, NotFound, RequestSettled."""
    row = _locked(order_id)
    require(actor, OfferPermission.PROJECT_ORDER, scope=row)
    if row.status not in (RequestStatus.ASKED, RequestStatus.AGREED):
        raise RequestSettled(status=RequestStatus(row.status).label)
    row.status, row.answered_at = RequestStatus.CANCELLED, now
    row.save(update_fields=["status", "answered_at"])
    return row
