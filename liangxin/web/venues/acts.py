"""Changing stations: each view loads, fills a form, calls one service, and says what happened."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from liangxin.access.choices import Part
from liangxin.access.services import require, require_somewhere
from liangxin.organisations.selectors.organisations import get_organisation
from liangxin.people.selectors import get_person
from liangxin.venues.permissions import Permission
from liangxin.venues.selectors.record import get_host
from liangxin.venues.selectors.stations import (
    get_co_owner,
    get_exception,
    get_station,
    timetables_of,
)
from liangxin.venues.services.hosts import NewHost, appoint_host, end_host
from liangxin.venues.services.opening import add_special_days, remove_special_days, set_opening_hours
from liangxin.venues.services.sharing import NewCoOwner, add_co_owner, end_co_owner, record_work
from liangxin.venues.services.stations import (
    change_station,
    close_station,
    move_station,
    register_station,
    rename_station,
)
from liangxin.web.shared.refusals import refusals_on
from liangxin.web.shared.rendering import answer, posted, say
from liangxin.web.venues.forms import (
    CloseForm,
    CoOwnerForm,
    EndForm,
    HostForm,
    HoursForm,
    MoveForm,
    NewStationForm,
    RenameForm,
    SpecialDaysForm,
    StationForm,
    WorkForm,
    last_day,
    pk_of,
)

if TYPE_CHECKING:
    from liangxin.venues.models import Station

Do = Callable[[], str]


def _changeable(request: Any, station_id: int, permission: str = Permission.STATION_CHANGE) -> "Station":
    station = get_station(actor=request.actor, station_id=station_id)
    require(request.actor, permission, scope=station)
    return station


def form_page(
    request: Any, form: Any, *, title: str, submit: str, above: tuple[object, str], intro: str = ""
) -> HttpResponse:
    """A page with one form; 422 with its errors."""
    context = {"form": form, "title": title, "submit": submit, "above": above, "intro": intro, "here": request.path}
    return answer(request, "venues/form.html", "venues/_form.html", context, form=form)


def act(request: Any, form: Any, do: Do, *, to: str, **words: Any) -> HttpResponse:
    """Show the form; where it was sent and is in order, do it, say what happened and go on to `to`."""
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            say(request, do())
        if not form.errors:
            if request.headers.get("HX-Request") == "true":
                response = HttpResponse(status=204)
                response["HX-Redirect"] = to
                return response
            return redirect(to)
    return form_page(request, form, **words)


def _act_on(
    request: Any, station: "Station", form: Any, do: Do, *, title: str, submit: str, intro: str = ""
) -> HttpResponse:
    to = reverse("station", args=[station.pk])
    return act(request, form, do, to=to, title=title, submit=submit, intro=intro, above=(station.node.name, to))


@login_required
@require_http_methods(["GET", "POST"])
def new_station(request: Any) -> HttpResponse:
    """Register a station."""
    require_somewhere(request.actor, Permission.STATION_CREATE)
    form = NewStationForm(posted(request), actor=request.actor)
    made: list[Station] = []

    def do() -> str:
        made.append(
            register_station(
                actor=request.actor, new=form.station(), now=timezone.now(), today=timezone.localdate(),
                reason=form.cleaned_data["reason"],
            )
        )  # fmt: skip
        return _("已登记{name}。").format(name=made[0].node.name)

    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            say(request, do())
        if not form.errors:
            return redirect("station-hours", made[0].pk)
    above = (_("站点"), reverse("station-list"))
    return form_page(request, form, title=_("登记站点"), submit=_("登记"), above=above)


@login_required
@require_http_methods(["GET", "POST"])
def edit_station(request: Any, station_id: int) -> HttpResponse:
    """Change what a station is."""
    station = _changeable(request, station_id)
    form = StationForm(posted(request), actor=request.actor, station=station)

    def do() -> str:
        change_station(
            actor=request.actor, station=station, values=form.values(), now=timezone.now(), today=timezone.localdate(),
            reason=form.cleaned_data["reason"],
        )  # fmt: skip
        return _("已改好{name}。").format(name=station.node.name)

    return _act_on(request, station, form, do, title=_("修改站点"), submit=_("保存"))


@login_required
@require_http_methods(["GET", "POST"])
def rename(request: Any, station_id: int) -> HttpResponse:
    """Give a station another name from a day on."""
    station = _changeable(request, station_id)
    form = RenameForm(posted(request), initial={"name": station.node.name})

    def do() -> str:
        given = form.cleaned_data
        rename_station(
            actor=request.actor, station=station, name=given["name"], effective=given["effective"], reason=given["reason"],
            now=timezone.now(), today=timezone.localdate(),
        )  # fmt: skip
        return _("已改名为{name}。").format(name=given["name"])

    return _act_on(request, station, form, do, title=_("改名"), submit=_("改名"))


@login_required
@require_http_methods(["GET", "POST"])
def move(request: Any, station_id: int) -> HttpResponse:
    """Hang a station under another."""
    station = _changeable(request, station_id)
    form = MoveForm(posted(request), actor=request.actor, initial={"parent": station.node.parent_id})

    def do() -> str:
        given = form.cleaned_data
        parent = given["parent"]
        move_station(
            actor=request.actor, station=station, effective=given["effective"], reason=given["reason"],
            parent=get_station(actor=request.actor, station_id=pk_of(parent)) if parent is not None else None,
            now=timezone.now(), today=timezone.localdate(),
        )  # fmt: skip
        return _("已改挂{name}。").format(name=station.node.name)

    return _act_on(request, station, form, do, title=_("改挂上级"), submit=_("改挂"), intro=_("下面的站点跟着一起走。"))


@login_required
@require_http_methods(["GET", "POST"])
def close(request: Any, station_id: int) -> HttpResponse:
    """End a station."""
    station = _changeable(request, station_id, Permission.STATION_CLOSE)
    form = CloseForm(posted(request))

    def do() -> str:
        given = form.cleaned_data
        close_station(
            actor=request.actor, station=station, effective=given["effective"], reason=given["reason"],
            now=timezone.now(), today=timezone.localdate(),
        )  # fmt: skip
        return _("{name}已撤销。").format(name=station.node.name)

    intro = _("撤销后不再出现在公开首页和名单里，共建和主持一并结束；历史保留。")
    return _act_on(request, station, form, do, title=_("撤销站点"), submit=_("撤销"), intro=intro)


@login_required
@require_http_methods(["GET", "POST"])
def hours(request: Any, station_id: int) -> HttpResponse:
    """Set the week."""
    station = _changeable(request, station_id)
    table = timetables_of(station_ids=[station.pk], day=timezone.localdate())[station.pk]
    form = HoursForm(posted(request), week=dict(table.week))

    def do() -> str:
        set_opening_hours(actor=request.actor, station=station, week=form.week())
        return _("开放时间已更新。")

    return _act_on(request, station, form, do, title=_("开放时间"), submit=_("保存"))


@login_required
@require_http_methods(["GET", "POST"])
def special(request: Any, station_id: int) -> HttpResponse:
    """Days that differ."""
    station = _changeable(request, station_id)
    form = SpecialDaysForm(posted(request))

    def do() -> str:
        given = form.cleaned_data
        add_special_days(
            actor=request.actor, station=station, first=given["first"], last=last_day(form), span=given["hours"],
            note=given["note"],
        )  # fmt: skip
        return _("已记下特别安排：{note}。").format(note=given["note"])

    return _act_on(request, station, form, do, title=_("特别安排"), submit=_("记下"))


@login_required
@require_POST
def remove_special(request: Any, exception_id: int) -> HttpResponse:
    """Let those days be as usual."""
    found = get_exception(actor=request.actor, exception_id=exception_id)
    station_id, note = found.station_id, found.note
    remove_special_days(actor=request.actor, special=found)
    say(request, _("已删去特别安排：{note}。").format(note=note))
    return redirect("station", station_id)


@login_required
@require_http_methods(["GET", "POST"])
def share(request: Any, station_id: int) -> HttpResponse:
    """Add a co-owner."""
    station = _changeable(request, station_id)
    form = CoOwnerForm(posted(request), actor=request.actor, initial={"since": timezone.localdate()})

    def do() -> str:
        given = dict(form.cleaned_data)
        partner = get_organisation(actor=request.actor, organisation_id=pk_of(given.pop("organisation")))
        add_co_owner(actor=request.actor, station=station, new=NewCoOwner(organisation=partner, **given))
        return _("已加上共建单位{name}。").format(name=partner.node.name)

    return _act_on(request, station, form, do, title=_("加共建单位"), submit=_("加上"))


@login_required
@require_http_methods(["GET", "POST"])
def end_share(request: Any, co_owner_id: int) -> HttpResponse:
    """End a sharing."""
    row = get_co_owner(actor=request.actor, co_owner_id=co_owner_id)
    require(request.actor, Permission.STATION_CHANGE, scope=row.station)
    form = EndForm(posted(request))

    def do() -> str:
        end_co_owner(actor=request.actor, co_owner=row, effective=form.cleaned_data["effective"])
        return _("与{name}的共建已结束。").format(name=row.organisation.node.name)

    title = _("结束与{name}的共建").format(name=row.organisation.node.name)
    return _act_on(request, row.station, form, do, title=title, submit=_("结束"))


@login_required
@require_http_methods(["GET", "POST"])
def host(request: Any, station_id: int) -> HttpResponse:
    """Appoint a host."""
    station = _changeable(request, station_id)
    form = HostForm(posted(request), actor=request.actor, initial={"since": timezone.localdate()})

    def do() -> str:
        given = dict(form.cleaned_data)
        person = get_person(actor=request.actor, person_id=pk_of(given.pop("person")), part=Part.BASIC)
        appoint_host(actor=request.actor, station=station, new=NewHost(person=person, **given))
        return _("已加上主持人。")

    return _act_on(request, station, form, do, title=_("加主持人"), submit=_("加上"))


@login_required
@require_http_methods(["GET", "POST"])
def end_hosting(request: Any, host_id: int) -> HttpResponse:
    """End a hosting."""
    row = get_host(actor=request.actor, host_id=host_id)
    require(request.actor, Permission.STATION_CHANGE, scope=row.station)
    form = EndForm(posted(request))

    def do() -> str:
        end_host(actor=request.actor, host=row, effective=form.cleaned_data["effective"])
        return _("主持已结束。")

    return _act_on(request, row.station, form, do, title=_("结束主持"), submit=_("结束"))


@login_required
@require_http_methods(["GET", "POST"])
def work(request: Any, station_id: int) -> HttpResponse:
    """Record that a station was built or upgraded."""
    station = _changeable(request, station_id)
    form = WorkForm(posted(request))

    def do() -> str:
        record_work(actor=request.actor, station=station, today=timezone.localdate(), **form.cleaned_data)
        return _("已记下。")

    return _act_on(request, station, form, do, title=_("记一次建设或改造"), submit=_("记下"))
