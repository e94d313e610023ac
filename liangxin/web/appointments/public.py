"""For everyone: services, a slot in two taps, materials by oneself."""

from datetime import datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from liangxin.core.errors import NotFound, RuleBroken
from liangxin.venues.choices import ServiceMode
from liangxin.venues.selectors import offers
from liangxin.venues.selectors.appointments import get_appointment, is_provider, sessions_of
from liangxin.venues.selectors.materials import get_loan, get_material, public_materials, themes_of_materials
from liangxin.venues.selectors.offers import ServiceFilter
from liangxin.venues.selectors.public import PublicStation, get_public_station
from liangxin.venues.services.appointments import book_appointment, cancel_appointment
from liangxin.venues.services.materials import return_material, take_material
from liangxin.venues.services.requests import ask_service, withdraw_request
from liangxin.web.appointments.forms import AskForm, BookForm, TakeForm
from liangxin.web.shared.refusals import refusals_on
from liangxin.web.shared.rendering import posted, say, warn

if TYPE_CHECKING:
    from liangxin.venues.models import ServiceItem, Slot

PER_PAGE = 20
SESSION_DAYS = 14  # ahead, under 我的坐诊


def public(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """A public page: asked again each time; readers without account may keep a copy for when there is no network."""
    response = render(request, template, context, status=status)
    response["Cache-Control"] = "private, no-cache"
    if not request.user.is_authenticated and status == 200:
        response["X-Liangxin-Public"] = "1"
    return response


def _page(request: HttpRequest) -> int:
    given = request.GET.get("page", "1")
    return max(1, min(int(given), 500)) if given.isdecimal() and len(given) < 5 else 1


@require_safe
def services(request: HttpRequest, slug: str = "") -> HttpResponse:
    """The services of a station, or of all stations; narrowed by category, function, way to come and words."""
    now = timezone.now()
    station = get_public_station(slug=slug, day=timezone.localdate()) if slug else None
    asked = {
        key: " ".join(request.GET.get(key, "").replace("\x00", "").split())[:60]
        for key in ("q", "category", "mode", "function", "by")
    }
    narrowed = ServiceFilter(
        text=asked["q"], station_slug=slug, category_code=asked["category"], mode=asked["mode"],
        function_code=asked["function"], provided_by=asked["by"] if slug else "",
    )  # fmt: skip
    found, page = offers.public_services(narrowed=narrowed), _page(request)
    total = found.count()
    rows = list(offers.with_next_slot(found, now=now)[(page - 1) * PER_PAGE : page * PER_PAGE])
    context = {
        "station": station, "asked": asked, "rows": rows_of(rows, now), "total": total, "page_number": page,
        "next_page": page + 1 if page * PER_PAGE < total else None, "previous_page": page - 1 if page > 1 else None,
        "categories": offers.categories_offered(station_slug=slug), "modes": ServiceMode.choices,
        "functions": offers.functions_of(station_slug=slug), "narrowed": any(asked.values()),
        "offices": offers.offices(station_slug=slug) if slug else [],
    }  # fmt: skip
    return public(request, "appointments/services.html", context)


def rows_of(items: "list[ServiceItem]", now: datetime) -> list[dict[str, Any]]:
    """The services of a page with the next slot that can be booked. One query."""
    wanted = [item.pk for item in items if item.mode == ServiceMode.APPOINTMENT]
    first: dict[int, Slot] = {}
    for slot in offers.free_slots(item_ids=wanted, now=now)[:2_000] if wanted else ():
        first.setdefault(slot.item_id, slot)
    return [{"item": item, "slot": first.get(item.pk), "fee": offers.fee_words(item.fee_fen)} for item in items]


@require_http_methods(["GET", "POST"])
def service(request: Any, slug: str, service_slug: str) -> HttpResponse:
    """One service: what it is, when it can be had; with ?slot= the place that a second tap confirms."""
    item = offers.get_public_service(station_slug=slug, slug=service_slug)
    now = timezone.now()
    if item.mode == ServiceMode.ON_REQUEST:
        return _ask(request, item, now)
    chosen = _chosen(request, item)
    form = BookForm(posted(request))
    if request.method == "POST":
        if not request.user.is_authenticated:
            return redirect(f"{reverse('account_login')}?next={request.path}?slot={chosen.pk if chosen else ''}")
        if chosen is not None and form.is_valid():
            with refusals_on(form):
                made = book_appointment(
                    actor=request.own_actor, slot_id=chosen.pk, note=form.cleaned_data["note"], now=now
                )
                say(request, _("约好了。到站出示预约码 {code}。").format(code=made.code))
                return redirect("my-bookings")

    context = {**_told(item, now), "chosen": chosen, "form": form, "here": request.get_full_path()}
    return public(request, "appointments/service.html", context, status=422 if form.errors else 200)


def _chosen(request: HttpRequest, item: "ServiceItem") -> "Slot | None":
    given = request.POST.get("slot") or request.GET.get("slot") or ""
    if not given.isdecimal() or len(given) > 18:
        return None
    try:
        slot = offers.get_slot(slot_id=int(given))
    except NotFound:
        return None
    return slot if slot.item_id == item.pk else None


def _told(item: "ServiceItem", now: datetime) -> dict[str, Any]:
    slots = offers.upcoming_slots(item=item, now=now) if item.mode == ServiceMode.APPOINTMENT else []
    days = groupby(slots, key=lambda slot: timezone.localdate(slot.during.lower))
    return {
        "item": item, "fee": offers.fee_words(item.fee_fen), "documents": [line for line in item.documents.splitlines() if line.strip()],
        "days": [(day, list(rows)) for day, rows in days],
        "functions": [tag.function for tag in item.tags.select_related("function").order_by("function__position")],
    }  # fmt: skip


def _ask(request: Any, item: "ServiceItem", now: datetime) -> HttpResponse:
    form = AskForm(posted(request))
    if request.method == "POST":
        if not request.user.is_authenticated:
            return redirect(f"{reverse('account_login')}?next={request.path}")
        if form.is_valid():
            with refusals_on(form):
                ask_service(actor=request.own_actor, item=item, now=now, **form.cleaned_data)
                say(request, _("已提出，站点会答复您。"))
                return redirect("my-bookings")
    context = {**_told(item, now), "chosen": None, "form": form, "here": request.path}
    return public(request, "appointments/service.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def cancel(request: Any, appointment_id: int) -> HttpResponse:
    """Give one's own place back."""
    get_appointment(actor=request.own_actor, appointment_id=appointment_id)
    try:
        cancel_appointment(actor=request.own_actor, appointment_id=appointment_id, now=timezone.now())
        say(request, _("已取消，名额让出来了。"))
    except RuleBroken as refusal:
        warn(request, str(refusal))
    return redirect("my-bookings")


@login_required
@require_POST
def withdraw(request: Any, request_id: int) -> HttpResponse:
    """Take one's own request back."""
    try:
        withdraw_request(actor=request.own_actor, request_id=request_id, now=timezone.now())
        say(request, _("已撤回。"))
    except RuleBroken as refusal:
        warn(request, str(refusal))
    return redirect("my-bookings")


@login_required
@require_safe
def sessions(request: Any) -> HttpResponse:
    """我的坐诊: who comes to one's own sessions; of confidential kinds a code and a note, never a name."""
    today = timezone.localdate()
    if not is_provider(user_id=request.user.pk):
        raise NotFound()
    rows = sessions_of(user_id=request.user.pk, first=today, last=today + timedelta(days=SESSION_DAYS))
    response = render(request, "appointments/sessions.html", {"rows": rows})
    response["Cache-Control"] = "no-store"
    return response


# ------------------------------------------------------------------------------------------------------ materials


@require_safe
def materials(request: HttpRequest, slug: str) -> HttpResponse:
    """What can be picked up and borrowed at a station, by oneself."""
    station: PublicStation = get_public_station(slug=slug, day=timezone.localdate())
    theme = request.GET.get("theme", "").replace("\x00", "")[:40]
    context = {
        "station": station, "theme": theme, "themes": themes_of_materials(station_slug=slug),
        "rows": list(public_materials(station_slug=slug, theme=theme)[:200]),
    }  # fmt: skip
    return public(request, "appointments/materials.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def take(request: Any, material_id: int) -> HttpResponse:
    """Take pieces along: the second tap."""
    material = get_material(actor=request.own_actor, material_id=material_id)
    form = TakeForm(posted(request), most=material.most_a_time)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            loan = take_material(
                actor=request.own_actor, material=material, pieces=form.cleaned_data["pieces"],
                key=form.cleaned_data["key"], now=timezone.now(), today=timezone.localdate(),
            )  # fmt: skip
            if loan.due_on:
                say(request, _("已登记，请在 {day} 前归还。").format(day=loan.due_on))
            else:
                say(request, _("已登记，拿走就行。"))
            return redirect("my-bookings")
    context = {"material": material, "form": form, "here": request.path}
    return public(request, "appointments/take.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def bring_back(request: Any, loan_id: int) -> HttpResponse:
    """Bring pieces back by oneself."""
    get_loan(actor=request.own_actor, loan_id=loan_id)
    try:
        return_material(actor=request.own_actor, loan_id=loan_id, now=timezone.now())
        say(request, _("谢谢，已登记归还。"))
    except RuleBroken as refusal:
        warn(request, str(refusal))
    return redirect("my-bookings")
