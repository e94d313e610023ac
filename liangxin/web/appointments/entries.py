from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liangxin.access.actor import Actor
from liangxin.access.reach import may
from liangxin.core.errors import NotFound
from liangxin.venues.permissions import OfferPermission
from liangxin.venues.selectors import appointments
from liangxin.venues.selectors.checklists import held_of, to_improve
from liangxin.venues.selectors.materials import list_loans, list_orders, own_loans, public_materials
from liangxin.venues.selectors.offers import ServiceFilter, get_service, public_services, service_counts, soonest_first
from liangxin.web.appointments.public import rows_of
from liangxin.web.shared.found import register_found
from liangxin.web.shared.navigation import Entry, Tab, register_entry, register_tab
from liangxin.web.shared.panels import Figure, Panel, page_part, record_panel
from liangxin.web.shared.pending import Pending, Step, pending_source
from liangxin.web.shared.picks import Pick, register_pick, search_pick

MOST_PENDING = 20
SHOWN = 5  # services on a station's page before "all"

register_tab(Tab(label=gettext_lazy("服务"), icon="heart-handshake", url_name="portal-services", order=30))
register_entry(
    Entry(group="together", label=gettext_lazy("服务"), icon="heart-handshake", url_name="service-list", order=20,
          permission=OfferPermission.SERVICE_CHANGE),
    Entry(group="together", label=gettext_lazy("组织生活项目"), icon="list-details", url_name="project-list", order=40,
          permission=OfferPermission.PROJECT_READ),
    Entry(group="together", label=gettext_lazy("仪式"), icon="award", url_name="ceremony-list", order=45,
          permission=OfferPermission.CEREMONY_READ),
    Entry(group="together", label=gettext_lazy("物料"), icon="package", url_name="material-list", order=50,
          permission=OfferPermission.MATERIAL_CHANGE),
    Entry(group="where", label=gettext_lazy("站点达标"), icon="checklist", url_name="improve-list", order=35,
          permission=OfferPermission.CHECKLIST_READ),
)  # fmt: skip
register_found("service", url=lambda pk: reverse("service", args=[pk]), icon="heart-handshake")


def _pick(actor: Actor, service_id: int) -> Pick | None:
    try:
        item = get_service(actor=actor, service_id=service_id)
    except NotFound:
        return None
    return Pick(item.pk, item.name, item.station.node.name, item)


register_pick("service", search_pick(label=gettext_lazy("服务"), kind="service", get=_pick))


@pending_source
def requests_to_answer(actor: Actor, today: date) -> Iterable[Pending]:
    """Requests and orders that wait for an answer, and loans that are overdue."""
    found: list[Pending] = []
    if actor.may_somewhere(OfferPermission.APPOINTMENT_KEEP):
        found += [
            Pending(
                title=_("答复服务申请：{name}").format(name=row.item.name), url=reverse("request", args=[row.pk]),
                why=row.wanted, steps=(Step(label=_("答复"), url=reverse("request", args=[row.pk])),),
            )
            for row in appointments.list_requests(actor=actor, status="asked")[:MOST_PENDING]
        ]  # fmt: skip
    if actor.may_somewhere(OfferPermission.PROJECT_ANSWER):
        found += [
            Pending(
                title=_("答复{organisation}预订的{name}").format(organisation=row.organisation.node.name, name=row.item.name),
                url=reverse("order", args=[row.pk]), due=timezone.localdate(row.starts_at),
                why=_("{count} 人").format(count=row.headcount),
                steps=(Step(label=_("答复"), url=reverse("order", args=[row.pk])),),
            )
            for row in list_orders(actor=actor, status="asked").order_by("starts_at", "pk")[:MOST_PENDING]
            if may(actor, OfferPermission.PROJECT_ANSWER, row)
        ]  # fmt: skip
    if actor.may_somewhere(OfferPermission.LOAN_KEEP):
        found += [
            Pending(
                title=_("收回借出的{name}").format(name=row.item.name), url=reverse("loan", args=[row.pk]), due=row.due_on,
                why=row.station.node.name,
            )
            for row in list_loans(actor=actor, overdue_on=today)[:MOST_PENDING]
        ]  # fmt: skip
    return found


@pending_source
def standards_to_mend(actor: Actor, today: date) -> Iterable[Pending]:
    """Points of the standard whose remedy is due."""
    if not actor.may_somewhere(OfferPermission.CHECKLIST_CHANGE):
        return []
    rows = to_improve(actor=actor, day=today).filter(remedy_due__isnull=False)[:MOST_PENDING]
    return [
        Pending(
            title=_("{station}：{remedy}").format(station=row.checklist.station.node.name, remedy=row.remedy),
            url=reverse("station-standards", args=[row.checklist.station_id]), due=row.remedy_due,
            why=row.checklist.template.name,
        )
        for row in rows
    ]  # fmt: skip


@record_panel("station", order=30)
def offered(actor: Actor, station: Any, today: date) -> Panel | None:
    """What a station offers, at the desk."""
    if not actor.may_somewhere(OfferPermission.SERVICE_READ):
        return None
    count = service_counts(station_ids=[station.pk]).get(station.pk, 0)
    figures = [Figure(value=count, words=_("项服务"), url=f"{reverse('service-list')}?station={station.pk}")]
    if actor.may_somewhere(OfferPermission.KEEPER_READ) and may(actor, OfferPermission.KEEPER_READ, station):
        figures.append(Figure(value="—", words=_("来访人数"), url=reverse("walk-in-sheet", args=[station.pk])))
    return Panel(title=_("服务"), figures=figures)


@record_panel("station", order=40)
def standard(actor: Actor, station: Any, today: date) -> Panel | None:
    """How a station stands against its templates."""
    if not actor.may_somewhere(OfferPermission.CHECKLIST_READ) or not may(
        actor, OfferPermission.CHECKLIST_READ, station
    ):
        return None
    url = reverse("station-standards", args=[station.pk])
    figures = [
        Figure(
            value=f"{held.met}/{held.wanted}", words=held.checklist.template.name, url=url,
            note=_("另有 {n} 间功能室").format(n=len(held.own)) if held.own else "",
        )
        for held in held_of(station=station, day=today)
    ]  # fmt: skip
    return Panel(title=_("空间与标准"), figures=figures, more_url=url, more_words=_("对照"))


@page_part("portal-station", order=10)
def services_here(request: Any, station: Any, now: datetime) -> Panel | None:
    """The services of a station on its public page: those that can be booked first."""
    found = public_services(narrowed=ServiceFilter(station_slug=station.slug))
    total = found.count()
    materials = public_materials(station_slug=station.slug).count()
    if not total and not materials:
        return None
    items = list(soonest_first(found, now=now)[:SHOWN])
    return Panel(
        title=_("能办的服务"), template="appointments/_station_part.html",
        context={"rows": rows_of(items, now), "slug": station.slug, "materials": materials},
        more_url=reverse("station-services", args=[station.slug]) if total > SHOWN else "",
        more_words=_("全部 {n} 项").format(n=total),
    )  # fmt: skip


@page_part("my-bookings", order=20)
def own_appointments(request: Any, user: Any, now: datetime) -> Panel | None:
    """One's own appointments and requests; confidential ones are read by nobody else."""
    found = list(appointments.own_appointments(user_id=user.pk, now=now)[:50])
    ahead = [row for row in found if row.status == "booked" and row.during.upper > now]
    rows = [*reversed(ahead), *(row for row in found if row not in ahead)]
    asked = list(appointments.own_requests(user_id=user.pk, now=now)[:20])
    if not rows and not asked:
        return None
    return Panel(
        title=_("服务预约"), template="appointments/_own.html",
        context={"appointments": rows, "requests": asked, "now": now},
    )  # fmt: skip


@page_part("my-bookings", order=60)
def own_sessions(request: Any, user: Any, now: datetime) -> Panel | None:
    """For those who provide services: the way to their sessions."""
    if not appointments.is_provider(user_id=user.pk):
        return None
    return Panel(title=_("我的坐诊"), more_url=reverse("my-sessions"), more_words=_("看谁约了"))


@page_part("my-bookings", order=40)
def borrowed(request: Any, user: Any, now: datetime) -> Panel | None:
    """What one has borrowed."""
    rows = list(own_loans(user_id=user.pk, now=now)[:50])
    return (
        Panel(title=_("借用与领取"), template="appointments/_own_loans.html", context={"loans": rows}) if rows else None
    )
