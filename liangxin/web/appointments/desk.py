"""Services, who provides them and who comes, at the desk."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from liangxin.access.reach import may
from liangxin.access.services import require, require_somewhere
from liangxin.accounts.selectors import get_user_by_login
from liangxin.core.errors import RuleBroken
from liangxin.venues.choices import Weekday
from liangxin.venues.permissions import OfferPermission
from liangxin.venues.rules import clock
from liangxin.venues.selectors.offers import (
    fee_words,
    get_absence,
    get_provider,
    get_service,
    get_shift,
    list_absences,
    list_shifts,
    upcoming_slots,
)
from liangxin.venues.selectors.stations import get_station
from liangxin.venues.services.appointments import (
    book_for_guest,
    close_slot,
    open_slot_again,
)
from liangxin.venues.services.offers import add_service, change_service, set_service_active
from liangxin.venues.services.providers import (
    add_absence,
    add_shift,
    bind_provider,
    end_shift,
    put_provider,
    remove_absence,
)
from liangxin.web.appointments.acting import act
from liangxin.web.appointments.forms import (
    AbsenceForm,
    BindForm,
    EndShiftForm,
    GuestForm,
    ProviderForm,
    ServiceForm,
    ShiftForm,
    StationChoiceForm,
    WhyForm,
)
from liangxin.web.appointments.lists import ProviderList, ServiceList
from liangxin.web.shared.rendering import posted, say

SERVICE, KEEP = OfferPermission.SERVICE_CHANGE, OfferPermission.APPOINTMENT_KEEP
FORM_METHODS = require_http_methods(["GET", "POST"])


class AccountUnknown(RuleBroken):
    code, field, message = "venues.account_unknown", "login", gettext_lazy("没有这个登录名。")


def chosen_station(request: Any, permission: str, *, title: str) -> Any:
    """The station that something new is for: asked for where the actor reaches several. An answer, or the station."""
    require_somewhere(request.actor, permission)
    if request.actor.anchor == "station":
        station = get_station(actor=request.actor, station_id=request.actor.node_id)
        require(request.actor, permission, scope=station)
        return station
    given = request.GET.get("station") or request.POST.get("station") or ""
    if given.isdecimal() and len(given) < 19:
        station = get_station(actor=request.actor, station_id=int(given))
        require(request.actor, permission, scope=station)
        return station
    form = StationChoiceForm(actor=request.actor)
    context = {"form": form, "title": title, "here": request.path}
    return render(request, "appointments/choose.html", context)


# ------------------------------------------------------------------------------------------------------- services


@login_required
@FORM_METHODS
def services(request: Any) -> HttpResponse:
    """The catalogue; POST exports it or keeps it as a view."""
    require_somewhere(request.actor, OfferPermission.SERVICE_READ)
    return ServiceList(request).answer()


@login_required
@FORM_METHODS
def new_service(request: Any) -> HttpResponse:
    """Put a service into a station's catalogue."""
    station = chosen_station(request, SERVICE, title=_("加服务"))
    if isinstance(station, HttpResponse):
        return station
    form = ServiceForm(posted(request))

    def do() -> str:
        made = add_service(actor=request.actor, station=station, values=form.values())
        return _("已加上{name}。").format(name=made.name)

    above = (_("服务"), reverse("service-list"))
    return act(
        request,
        form,
        do,
        to=above[1],
        title=_("给{station}加服务").format(station=station.node.name),
        submit=_("加上"),
        above=above,
    )


@login_required
@require_safe
def service(request: Any, service_id: int) -> HttpResponse:
    """A service at the desk, with its slots ahead."""
    item = get_service(actor=request.actor, service_id=service_id)
    context = {
        "item": item, "fee": fee_words(item.fee_fen), "may_change": may(request.actor, SERVICE, item),
        "slots": upcoming_slots(item=item, now=timezone.now(), days=7),
        "tags": [tag.function for tag in item.tags.select_related("function").order_by("function__position")],
        "documents": [line for line in item.documents.splitlines() if line.strip()],
    }  # fmt: skip
    return render(request, "appointments/service_record.html", context)


@login_required
@FORM_METHODS
def edit_service(request: Any, service_id: int) -> HttpResponse:
    """Change a service."""
    item = get_service(actor=request.actor, service_id=service_id)
    require(request.actor, SERVICE, scope=item)
    form = ServiceForm(posted(request), item=item)

    def do() -> str:
        change_service(actor=request.actor, item=item, values=form.values(), reason=form.cleaned_data["reason"])
        return _("已保存。")

    to = reverse("service", args=[item.pk])
    return act(request, form, do, to=to, title=_("修改服务"), submit=_("保存"), above=(item.name, to))


@login_required
@require_POST
def service_active(request: Any, service_id: int) -> HttpResponse:
    """Take a service out of the catalogue, or put it back."""
    item = get_service(actor=request.actor, service_id=service_id)
    set_service_active(actor=request.actor, item=item, is_active=not item.is_active)
    say(request, _("已停。") if item.is_active else _("已恢复。"))
    return redirect("service", item.pk)


# ------------------------------------------------------------------------------------------------------ providers


@login_required
@FORM_METHODS
def providers(request: Any) -> HttpResponse:
    """Who provides services."""
    require_somewhere(request.actor, SERVICE)
    return ProviderList(request).answer()


@login_required
@FORM_METHODS
def new_provider(request: Any) -> HttpResponse:
    """Add who provides services."""
    station = chosen_station(request, SERVICE, title=_("加服务人员"))
    if isinstance(station, HttpResponse):
        return station
    form = ProviderForm(posted(request))

    def do() -> str:
        put_provider(actor=request.actor, station=station, **form.cleaned_data)
        return _("已加上，接着排班。")

    above = (_("服务人员与排班"), reverse("provider-list"))
    return act(request, form, do, to=above[1], title=_("加服务人员"), submit=_("加上"), above=above)


@login_required
@FORM_METHODS
def provider(request: Any, provider_id: int) -> HttpResponse:
    """Who provides: shifts, absences; POST adds a shift."""
    found = get_provider(actor=request.actor, provider_id=provider_id)
    today = timezone.localdate()
    form = ShiftForm(posted(request), provider=found)
    if request.method == "POST" and form.is_valid():
        try:
            add_shift(actor=request.actor, provider=found, new=form.shift(), now=timezone.now())
            say(request, _("已排上，时段放出来了。"))
            return redirect("provider", found.pk)
        except RuleBroken as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    context = {
        "provider": found, "form": form, "here": request.path, "may_change": may(request.actor, SERVICE, found),
        "may_bind": may(request.actor, OfferPermission.SERVICE_MANAGE, found),
        "shifts": [
            (row, Weekday(row.weekday).label, f"{clock(row.minutes.lower)}–{clock(row.minutes.upper)}")
            for row in list_shifts(provider=found, day=today)
        ],
        "absences": list_absences(provider=found, day=today),
    }  # fmt: skip
    return render(request, "appointments/provider.html", context, status=422 if form.errors else 200)


@login_required
@FORM_METHODS
def end_a_shift(request: Any, shift_id: int) -> HttpResponse:
    """End a weekly shift."""
    shift = get_shift(actor=request.actor, shift_id=shift_id)
    require(request.actor, SERVICE, scope=shift.provider)
    form = EndShiftForm(posted(request))

    def do() -> str:
        count = end_shift(actor=request.actor, hours=shift, now=timezone.now(), **form.cleaned_data)
        return _("已结束；取消了 {count} 个预约，都已告知。").format(count=count)

    to = reverse("provider", args=[shift.provider_id])
    intro = _("这天起的时段关闭，已约的人会收到通知。")
    return act(
        request, form, do, to=to, title=_("结束排班"), submit=_("结束"), above=(shift.provider.title, to), intro=intro
    )


@login_required
@FORM_METHODS
def absent(request: Any, provider_id: int) -> HttpResponse:
    """Note an absence."""
    found = get_provider(actor=request.actor, provider_id=provider_id)
    require(request.actor, SERVICE, scope=found)
    form = AbsenceForm(posted(request))

    def do() -> str:
        count = add_absence(actor=request.actor, provider=found, now=timezone.now(), **form.cleaned_data)
        return _("已登记；取消了 {count} 个预约，都已告知。").format(count=count)

    to = reverse("provider", args=[found.pk])
    return act(request, form, do, to=to, title=_("登记请假"), submit=_("登记"), above=(found.title, to))


@login_required
@FORM_METHODS
def bind(request: Any, provider_id: int) -> HttpResponse:
    """Which account sees the sessions of a provider."""
    found = get_provider(actor=request.actor, provider_id=provider_id)
    require(request.actor, OfferPermission.SERVICE_MANAGE, scope=found)
    form = BindForm(posted(request), initial={"login": found.user.username if found.user else ""})

    def do() -> str:
        login = form.cleaned_data["login"].strip()
        user = get_user_by_login(login=login) if login else None
        if login and user is None:
            raise AccountUnknown()
        bind_provider(actor=request.actor, provider=found, user=user, reason=form.cleaned_data["reason"])
        return _("已保存。")

    to = reverse("provider", args=[found.pk])
    return act(request, form, do, to=to, title=_("绑定账号"), submit=_("保存"), above=(found.title, to))


@login_required
@require_POST
def absence_over(request: Any, absence_id: int) -> HttpResponse:
    """The provider comes after all."""
    absence = get_absence(actor=request.actor, absence_id=absence_id)
    provider_id = absence.provider_id
    remove_absence(actor=request.actor, absence=absence, now=timezone.now())
    say(request, _("已撤销请假，时段重新开放。"))
    return redirect("provider", provider_id)


@login_required
@FORM_METHODS
def slot_close(request: Any, service_id: int, slot_id: int) -> HttpResponse:
    """Close a slot, with its reason."""
    item = get_service(actor=request.actor, service_id=service_id)
    require(request.actor, KEEP, scope=item)
    form = WhyForm(posted(request))

    def do() -> str:
        count = close_slot(actor=request.actor, slot_id=slot_id, reason=form.cleaned_data["reason"], now=timezone.now())
        return _("已停约；取消了 {count} 个预约，都已告知。").format(count=count)

    to = reverse("service", args=[item.pk])
    return act(request, form, do, to=to, title=_("停约这个时段"), submit=_("停约"), above=(item.name, to))


@login_required
@require_POST
def slot_open(request: Any, service_id: int, slot_id: int) -> HttpResponse:
    """Open a slot again."""
    item = get_service(actor=request.actor, service_id=service_id)
    open_slot_again(actor=request.actor, slot_id=slot_id)
    say(request, _("重新可约。"))
    return redirect("service", item.pk)


@login_required
@FORM_METHODS
def guest(request: Any, service_id: int, slot_id: int) -> HttpResponse:
    """The keeper books for who calls."""
    item = get_service(actor=request.actor, service_id=service_id)
    require(request.actor, KEEP, scope=item)
    form = GuestForm(posted(request))

    def do() -> str:
        made = book_for_guest(
            actor=request.actor, slot_id=slot_id, guest_name=form.cleaned_data["guest_name"], now=timezone.now()
        )
        return _("已约上，预约码 {code}。").format(code=made.code)

    to = reverse("service", args=[item.pk])
    return act(request, form, do, to=to, title=_("代约"), submit=_("约上"), above=(item.name, to))
