"""The lists at the desk."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from liangxin.access.choices import Part
from liangxin.venues.choices import AppointmentStatus, LoanStatus, MaterialSort, RequestStatus, ServiceMode
from liangxin.venues.permissions import OfferPermission
from liangxin.venues.selectors.appointments import AppointmentFilter, list_appointments, list_requests, said_name
from liangxin.venues.selectors.catalogue import list_functions
from liangxin.venues.selectors.materials import (
    ProjectFilter,
    list_loans,
    list_materials,
    list_orders,
    list_project_categories,
    list_projects,
    list_themes,
)
from liangxin.venues.selectors.offers import ServiceFilter, fee_words, list_categories, list_providers, list_services
from liangxin.web.shared.lists import Action, ChoiceFilter, Column, DayFilter, ListPage, NodeFilter, TextFilter, View
from liangxin.web.shared.templatetags import lx

APPOINTMENT_STATES = {"booked": "due", "came": "done", "no_show": "over", "cancelled": "none", "called_off": "none"}
REQUEST_STATES = {"asked": "due", "agreed": "done", "declined": "none", "done": "done", "cancelled": "none"}


def station_id(values: dict[str, Any]) -> int | None:
    """The station that a filter picked, or None."""
    pick = values.get("station")
    if pick is None:
        return None
    record = getattr(pick, "record", None)
    return int(record.pk if record is not None else pick.id)


STATION = NodeFilter(key="station", label=_("站点"), kind="station")


def station_name(row: Any) -> str:
    """The name of the row's station."""
    return str(row.station.node.name)


class ServiceList(ListPage):
    """The catalogue of the actor's stations."""

    name, title, unit, default_sort = "services", _("服务"), _("项"), "station"
    export_permission = OfferPermission.SERVICE_EXPORT
    empty_title = _("还没有服务")
    empty_words = _("把站点能办的事列出来，来的人先在手机上看得到。")
    columns = [
        Column(key="name", label=_("服务"), value="name", sort=("sort_key",), url=lambda row: reverse("service", args=[row.pk])),
        Column(key="station", label=_("站点"), value=station_name, sort=("station__node__sort_key", "sort_key")),
        Column(key="category", label=_("类别"), value="category.name", sort=("category__position", "sort_key")),
        Column(key="mode", label=_("怎么来"), value=lambda row: str(ServiceMode(row.mode).label), sort=("mode", "sort_key")),
        Column(key="by", label=_("由谁提供"), value="provided_by", phone="label"),
        Column(key="where", label=_("在哪里"), value="where", phone="label", hidden=True),
        Column(key="fee", label=_("费用"), value=lambda row: fee_words(row.fee_fen) or str(_("不收费")), phone="label"),
        Column(key="sealed", label=_("保密"), value=lambda row: str(_("保密")) if row.is_confidential else "", phone="hide"),
    ]  # fmt: skip
    filters = [
        TextFilter(key="q", label=_("找服务")), STATION,
        ChoiceFilter(key="category", label=_("类别"), choices=lambda request: [(one.code, one.name) for one in list_categories()]),
        ChoiceFilter(key="mode", label=_("怎么来"), choices=ServiceMode.choices),
        ChoiceFilter(key="function", label=_("功能"), choices=lambda request: [(one.code, one.name) for one in list_functions()]),
        ChoiceFilter(key="sealed", label=_("保密"), choices=[("yes", _("保密服务"))]),
        ChoiceFilter(key="gone", label=_("已停"), choices=[("yes", _("只看已停的"))]),
    ]  # fmt: skip
    views = [View(label=_("可预约"), query="mode=appointment"), View(label=_("保密服务"), query="sealed=yes")]

    def rows(self, values: dict[str, Any]) -> QuerySet[Any]:
        narrowed = ServiceFilter(
            text=values.get("q", ""), station_id=station_id(values), category_code=values.get("category", ""),
            mode=values.get("mode", ""), function_code=values.get("function", ""), confidential="sealed" in values,
            inactive="gone" in values,
        )  # fmt: skip
        return list_services(actor=self.actor, narrowed=narrowed)

    def actions(self) -> list[Action]:
        keep = OfferPermission.APPOINTMENT_READ
        return [
            Action(label=_("预约"), url=reverse("appointment-list"), icon="calendar-event", permission=keep),
            Action(label=_("申请"), url=reverse("request-list"), icon="messages", permission=keep),
            Action(
                label=_("排班"),
                url=reverse("provider-list"),
                icon="calendar",
                permission=OfferPermission.SERVICE_CHANGE,
            ),
            Action(
                label=_("加服务"), url=reverse("service-new"), primary=True, permission=OfferPermission.SERVICE_CHANGE
            ),
        ]


class ProviderList(ListPage):
    """Who provides services."""

    name, title, unit, default_sort = "providers", _("服务人员与排班"), _("位"), "station"
    empty_title, empty_words = _("还没有服务人员"), _("家庭医生、律师、咨询师……先加人，再排班，时段就放出来了。")
    columns = [
        Column(key="title", label=_("称呼"), value="title", sort=("title",), url=lambda row: reverse("provider", args=[row.pk])),
        Column(key="organisation", label=_("所属单位"), value="organisation_name", phone="label"),
        Column(key="station", label=_("站点"), value=station_name, sort=("station__node__sort_key", "title")),
    ]  # fmt: skip
    filters = [STATION]

    def rows(self, values: dict[str, Any]) -> QuerySet[Any]:
        return list_providers(actor=self.actor, station_id=station_id(values))

    def actions(self) -> list[Action]:
        return [
            Action(
                label=_("加服务人员"),
                url=reverse("provider-new"),
                primary=True,
                permission=OfferPermission.SERVICE_CHANGE,
            )
        ]


class AppointmentList(ListPage):
    """The appointments of the actor's stations: open kinds only, confidential ones are in no list and no export."""

    name, title, unit, default_sort = "appointments", _("预约"), _("个"), "-at"
    export_permission = OfferPermission.APPOINTMENT_EXPORT
    empty_title, empty_words = _("没有预约"), _("有人约了服务，这里就有；保密服务的预约不在这里。")
    columns = [
        Column(key="at", label=_("时间"), value="during.lower", kind="when", sort=("during",)),
        Column(key="service", label=_("服务"), value="item.name", url=lambda row: reverse("appointment", args=[row.pk])),
        Column(key="who", label=_("谁"), value=said_name),
        Column(key="station", label=_("站点"), value=station_name, phone="label"),
        Column(key="provider", label=_("服务人员"), value="slot.provider.title", phone="label"),
        Column(
            key="status", label=_("状态"), value=lambda row: str(AppointmentStatus(row.status).label), sort=("status", "during"),
            cell=lambda row: lx.state(APPOINTMENT_STATES[row.status], AppointmentStatus(row.status).label),
        ),
    ]  # fmt: skip
    filters = [
        STATION, ChoiceFilter(key="status", label=_("状态"), choices=AppointmentStatus.choices),
        DayFilter(key="day", label=_("日期")),
    ]  # fmt: skip
    views = [View(label=_("未到"), query="status=no_show")]

    def rows(self, values: dict[str, Any]) -> QuerySet[Any]:
        first, last = _span(values.get("day"))
        narrowed = AppointmentFilter(
            station_id=station_id(values), status=values.get("status", ""), first=first, last=last
        )
        return list_appointments(actor=self.actor, narrowed=narrowed)


def _span(given: Any) -> tuple[Any, Any]:
    """The two days of a day filter."""
    if isinstance(given, tuple | list):
        return given[0], given[1]
    return given, given


class RequestList(ListPage):
    """What people asked for."""

    name, title, unit, default_sort = "service-requests", _("服务申请"), _("件"), "asked"
    empty_title, empty_words = _("没有申请"), _("“先提出，再约定”的服务，申请都在这里答复。")
    columns = [
        Column(key="asked", label=_("提出"), value="asked_at", kind="when", sort=("asked_at",)),
        Column(key="service", label=_("服务"), value="item.name", url=lambda row: reverse("request", args=[row.pk])),
        Column(key="wanted", label=_("什么时候方便"), value="wanted"),
        Column(key="station", label=_("站点"), value=station_name, phone="label"),
        Column(
            key="status", label=_("状态"), value=lambda row: str(RequestStatus(row.status).label), sort=("status", "asked_at"),
            cell=lambda row: lx.state(REQUEST_STATES[row.status], RequestStatus(row.status).label),
        ),
    ]  # fmt: skip
    filters = [STATION, ChoiceFilter(key="status", label=_("状态"), choices=RequestStatus.choices)]
    views = [View(label=_("待答复"), query="status=asked")]

    def rows(self, values: dict[str, Any]) -> QuerySet[Any]:
        return list_requests(actor=self.actor, status=values.get("status", ""), station_id=station_id(values))


class MaterialList(ListPage):
    """Materials of the actor's stations."""

    name, title, unit, default_sort = "materials", _("物料"), _("种"), "name"
    empty_title, empty_words = _("还没有物料"), _("投影、话筒、党旗、雨伞……登记后，来的人自己借、自己还。")
    columns = [
        Column(key="name", label=_("物料"), value="name", sort=("name",), url=lambda row: reverse("material-edit", args=[row.pk])),
        Column(key="station", label=_("站点"), value=station_name, sort=("station__node__sort_key", "name")),
        Column(key="sort", label=_("怎么用"), value=lambda row: str(MaterialSort(row.sort).label), phone="label"),
        Column(key="theme", label=_("主题"), value="theme", phone="label"),
        Column(key="stock", label=_("总数"), value="stock", kind="number", sort=("stock",)),
        Column(key="left", label=_("还有"), value="left", kind="number"),
    ]  # fmt: skip
    filters = [
        TextFilter(key="q", label=_("找物料")),
        STATION,
        ChoiceFilter(key="sort", label=_("怎么用"), choices=MaterialSort.choices),
    ]

    def rows(self, values: dict[str, Any]) -> QuerySet[Any]:
        return list_materials(
            actor=self.actor, station_id=station_id(values), text=values.get("q", ""), sort=values.get("sort", "")
        )

    def actions(self) -> list[Action]:
        return [
            Action(label=_("借出"), url=reverse("loan-list"), icon="package"),
            Action(
                label=_("加物料"), url=reverse("material-new"), primary=True, permission=OfferPermission.MATERIAL_CHANGE
            ),
        ]


class LoanList(ListPage):
    """Who has what."""

    name, title, unit, default_sort = "loans", _("借出与领取"), _("笔"), "due"
    empty_title, empty_words = _("没有借出"), _("借走的东西、该还的日子，都在这里。")
    columns = [
        Column(key="item", label=_("物料"), value="item.name", url=lambda row: reverse("loan", args=[row.pk])),
        Column(key="pieces", label=_("件"), value="pieces", kind="number"),
        Column(key="who", label=_("谁"), value=lambda row: str(lx.mask(row.user.display_name))),
        Column(key="station", label=_("站点"), value=station_name, phone="label"),
        Column(key="taken", label=_("拿走"), value="taken_at", kind="when", sort=("taken_at",), phone="label"),
        Column(key="due", label=_("该还"), value="due_on", kind="day", sort=("due_on", "pk")),
        Column(key="status", label=_("状态"), value=lambda row: str(LoanStatus(row.status).label), sort=("status", "due_on")),
    ]  # fmt: skip
    filters = [
        STATION, ChoiceFilter(key="status", label=_("状态"), choices=LoanStatus.choices),
        ChoiceFilter(key="late", label=_("逾期"), choices=[("yes", _("过了该还的日子"))]),
    ]  # fmt: skip
    views = [View(label=_("在外"), query="status=out"), View(label=_("逾期"), query="late=yes")]

    def rows(self, values: dict[str, Any]) -> QuerySet[Any]:
        late = timezone.localdate() if "late" in values else None
        return list_loans(
            actor=self.actor, status=values.get("status", ""), station_id=station_id(values), overdue_on=late
        )


class ProjectList(ListPage):
    """The list of projects for organisational life."""

    name, title, unit, default_sort = "projects", _("组织生活项目"), _("个"), "category"
    empty_title, empty_words = _("还没有项目"), _("站点准备好的组织生活项目，支部选一个就能订。")
    columns = [
        Column(key="name", label=_("项目"), value="name", sort=("sort_key",), url=lambda row: reverse("project", args=[row.pk]),
               small=lambda row: row.summary),
        Column(key="category", label=_("类别"), value="category.name", sort=("category__position", "sort_key")),
        Column(key="themes", label=_("主题"), value=lambda row: "、".join(one.theme.name for one in row.theme_rows.all())),
        Column(key="station", label=_("站点"), value=station_name, phone="label"),
        Column(key="minutes", label=_("时长，分钟"), value="minutes", kind="number", sort=("minutes",), phone="label"),
        Column(key="people", label=_("最多几人"), value="most_people", kind="number", sort=("most_people",), phone="label"),
    ]  # fmt: skip
    filters = [
        TextFilter(key="q", label=_("找项目")),
        ChoiceFilter(key="category", label=_("类别"), choices=lambda request: [(one.code, one.name) for one in list_project_categories()]),
        ChoiceFilter(key="theme", label=_("主题"), choices=lambda request: [(one, one) for one in list_themes()]), STATION,
        ChoiceFilter(key="gone", label=_("已停"), choices=[("yes", _("只看已停的"))]),
    ]  # fmt: skip

    def rows(self, values: dict[str, Any]) -> QuerySet[Any]:
        narrowed = ProjectFilter(
            category_code=values.get("category", ""), theme=values.get("theme", ""), station_id=station_id(values),
            text=values.get("q", ""), inactive="gone" in values,
        )  # fmt: skip
        return list_projects(actor=self.actor, narrowed=narrowed, part=Part.BASIC)

    def actions(self) -> list[Action]:
        return [
            Action(label=_("预订"), url=reverse("order-list"), icon="list-details"),
            Action(
                label=_("类别"),
                url=reverse("project-categories"),
                icon="list-check",
                permission=OfferPermission.PROJECT_MANAGE,
            ),
            Action(
                label=_("加项目"), url=reverse("project-new"), primary=True, permission=OfferPermission.PROJECT_CHANGE
            ),
        ]


class OrderList(ListPage):
    """Orders to the actor's stations and of the actor's organisations."""

    name, title, unit, default_sort = "orders", _("项目预订"), _("个"), "-at"
    empty_title, empty_words = _("没有预订"), _("支部订了项目，站点在这里答复。")
    columns = [
        Column(key="at", label=_("时间"), value="starts_at", kind="when", sort=("starts_at",)),
        Column(key="project", label=_("项目"), value="item.name", url=lambda row: reverse("order", args=[row.pk])),
        Column(key="organisation", label=_("组织"), value="organisation.node.name"),
        Column(key="people", label=_("人数"), value="headcount", kind="number", sort=("headcount",)),
        Column(key="station", label=_("站点"), value=station_name, phone="label"),
        Column(
            key="status", label=_("状态"), value=lambda row: str(RequestStatus(row.status).label), sort=("status", "starts_at"),
            cell=lambda row: lx.state(REQUEST_STATES[row.status], RequestStatus(row.status).label),
        ),
    ]  # fmt: skip
    filters = [STATION, ChoiceFilter(key="status", label=_("状态"), choices=RequestStatus.choices)]
    views = [View(label=_("待答复"), query="status=asked")]

    def rows(self, values: dict[str, Any]) -> QuerySet[Any]:
        return list_orders(actor=self.actor, status=values.get("status", ""), station_id=station_id(values))
