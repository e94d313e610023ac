"""Materials, projects and ceremonies at the desk."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from liangxin.access.choices import Part
from liangxin.access.reach import may
from liangxin.access.services import require, require_somewhere
from liangxin.core.errors import RuleBroken
from liangxin.organisations.selectors.organisations import get_organisation
from liangxin.people.selectors import get_person
from liangxin.venues.permissions import OfferPermission
from liangxin.venues.selectors.ceremonies import get_ceremony, get_guide, get_package, guides_of
from liangxin.venues.selectors.materials import (
    get_order,
    get_project,
    list_project_categories,
    themes_of,
)
from liangxin.venues.services.ceremonies import NewCeremony, book_ceremony, cancel_ceremony, put_guide, put_package
from liangxin.venues.services.projects import (
    NewOrder,
    answer_order,
    order_project,
    put_project,
    put_project_category,
    withdraw_order,
)
from liangxin.web.appointments.acting import act
from liangxin.web.appointments.desk import chosen_station
from liangxin.web.appointments.forms import AnswerForm, WhyForm, WordForm
from liangxin.web.appointments.forms_more import CeremonyForm, GuideForm, OrderForm, PackageForm, ProjectForm
from liangxin.web.appointments.lists import OrderList, ProjectList
from liangxin.web.appointments.lists_more import CeremonyList, GuideList, PackageList
from liangxin.web.shared.rendering import posted, say, warn

FORM_METHODS = require_http_methods(["GET", "POST"])
PROJECT, CEREMONY = OfferPermission.PROJECT_CHANGE, OfferPermission.CEREMONY_CHANGE


def _pk(chosen: Any) -> int:
    return int(getattr(chosen, "pk", chosen))


# ------------------------------------------------------------------------------------------------------- projects


@login_required
@FORM_METHODS
def projects(request: Any) -> HttpResponse:
    """The list of projects for organisational life."""
    require_somewhere(request.actor, OfferPermission.PROJECT_READ)
    return ProjectList(request).answer()


@login_required
@FORM_METHODS
def new_project(request: Any) -> HttpResponse:
    """Add a project."""
    station = chosen_station(request, PROJECT, title=_("加项目"))
    if isinstance(station, HttpResponse):
        return station
    form = ProjectForm(posted(request))

    def do() -> str:
        put_project(actor=request.actor, station=station, values=form.values())
        return _("已加上。")

    above = (_("组织生活项目"), reverse("project-list"))
    return act(request, form, do, to=above[1], title=_("加项目"), submit=_("加上"), above=above)


@login_required
@FORM_METHODS
def project(request: Any, project_id: int) -> HttpResponse:
    """A project; POST orders it for an organisation of one's own."""
    found = get_project(actor=request.actor, project_id=project_id)
    may_order = request.actor.may_somewhere(OfferPermission.PROJECT_ORDER)
    form = OrderForm(posted(request), actor=request.actor)
    if request.method == "POST" and form.is_valid():
        organisation = get_organisation(actor=request.actor, organisation_id=_pk(form.cleaned_data["organisation"]))
        new = NewOrder(
            organisation=organisation, starts_at=form.starts_at(), headcount=form.cleaned_data["headcount"],
            wish=form.cleaned_data["wish"],
        )  # fmt: skip
        try:
            order_project(actor=request.actor, project=found, new=new, now=timezone.now())
            say(request, _("已预订，站点会答复。"))
            return redirect("order-list")
        except RuleBroken as refusal:
            form.add_error({"starts_at": "day"}.get(refusal.field, refusal.field or None), str(refusal))
    context = {
        "project": found, "form": form, "here": request.path, "may_order": may_order, "themes": themes_of(project=found),
        "may_change": may(request.actor, PROJECT, found),
    }  # fmt: skip
    return render(request, "appointments/project.html", context, status=422 if form.errors else 200)


@login_required
@FORM_METHODS
def edit_project(request: Any, project_id: int) -> HttpResponse:
    """Change a project."""
    found = get_project(actor=request.actor, project_id=project_id, part=Part.FULL)
    require(request.actor, PROJECT, scope=found)
    form = ProjectForm(posted(request), project=found, themes=themes_of(project=found))

    def do() -> str:
        put_project(actor=request.actor, station=found.station, values=form.values(), project=found)
        return _("已保存。")

    to = reverse("project", args=[found.pk])
    return act(request, form, do, to=to, title=_("修改项目"), submit=_("保存"), above=(found.name, to))


@login_required
@require_safe
def project_categories(request: Any) -> HttpResponse:
    """The categories, whose words are the district's own."""
    require_somewhere(request.actor, OfferPermission.PROJECT_MANAGE)
    return render(request, "appointments/categories.html", {"rows": list_project_categories()})


@login_required
@FORM_METHODS
def project_category(request: Any, code: str) -> HttpResponse:
    """Name a category; “new” adds one."""
    require_somewhere(request.actor, OfferPermission.PROJECT_MANAGE)
    rows = {row.code: row for row in list_project_categories()}
    row = rows.get(code)
    form = WordForm(posted(request), initial={"name": row.name if row else ""})

    def do() -> str:
        taken = code if row else f"aspect_{len(rows) + 1}"
        position = row.position if row else (len(rows) + 1) * 10
        put_project_category(actor=request.actor, code=taken, name=form.cleaned_data["name"], position=position)
        return _("已保存。")

    above = (_("项目类别"), reverse("project-categories"))
    title = _("改类别名称") if row else _("加类别")
    return act(request, form, do, to=above[1], title=title, submit=_("保存"), above=above)


@login_required
@FORM_METHODS
def orders(request: Any) -> HttpResponse:
    """Orders, both sides."""
    require_somewhere(request.actor, OfferPermission.PROJECT_READ)
    return OrderList(request).answer()


@login_required
@FORM_METHODS
def order(request: Any, order_id: int) -> HttpResponse:
    """An order: the station answers, the branch may take it back."""
    row = get_order(actor=request.actor, order_id=order_id)
    may_answer = may(request.actor, OfferPermission.PROJECT_ANSWER, row)
    form = AnswerForm(posted(request) if may_answer else None)
    if request.method == "POST" and form.is_valid():
        try:
            answer_order(actor=request.actor, order_id=row.pk, now=timezone.now(), **form.cleaned_data)
            say(request, _("已答复。"))
            return redirect("order-list")
        except RuleBroken as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    context = {
        "row": row, "form": form, "here": request.path, "may_answer": may_answer,
        "may_withdraw": may(request.actor, OfferPermission.PROJECT_ORDER, row) and row.status in ("asked", "agreed"),
    }  # fmt: skip
    return render(request, "appointments/order.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def order_withdraw(request: Any, order_id: int) -> HttpResponse:
    """The branch takes its order back."""
    row = get_order(actor=request.actor, order_id=order_id)
    try:
        withdraw_order(actor=request.actor, order_id=row.pk, now=timezone.now())
        say(request, _("已撤回。"))
    except RuleBroken as refusal:
        warn(request, str(refusal))
    return redirect("order", order_id)


# ------------------------------------------------------------------------------------------------------ ceremonies


@login_required
@FORM_METHODS
def ceremonies(request: Any) -> HttpResponse:
    """Ceremonies that are booked."""
    require_somewhere(request.actor, OfferPermission.CEREMONY_READ)
    return CeremonyList(request).answer()


@login_required
@FORM_METHODS
def packages(request: Any) -> HttpResponse:
    """What halls offer."""
    require_somewhere(request.actor, OfferPermission.CEREMONY_READ)
    return PackageList(request).answer()


@login_required
@FORM_METHODS
def new_package(request: Any) -> HttpResponse:
    """Add a package."""
    station = chosen_station(request, CEREMONY, title=_("加仪式服务"))
    if isinstance(station, HttpResponse):
        return station
    form = PackageForm(posted(request), station=station)

    def do() -> str:
        put_package(actor=request.actor, station=station, values=form.values())
        return _("已加上。")

    above = (_("仪式服务"), reverse("package-list"))
    return act(request, form, do, to=above[1], title=_("加仪式服务"), submit=_("加上"), above=above)


@login_required
@FORM_METHODS
def package(request: Any, package_id: int) -> HttpResponse:
    """A package; POST books it with its hall and a guide."""
    found = get_package(actor=request.actor, package_id=package_id)
    form = CeremonyForm(posted(request), actor=request.actor, package=found)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        organisation = get_organisation(actor=request.actor, organisation_id=_pk(given["organisation"]))
        new = NewCeremony(
            package=found, organisation=organisation, starts_at=form.starts_at(), headcount=given["headcount"],
            guide=form.guides.get(given["guide"]), note=given["wish"],
        )  # fmt: skip
        try:
            made = book_ceremony(actor=request.actor, new=new, now=timezone.now())
            say(request, _("已订好：礼堂和领管人都留下了。"))
            return redirect("ceremony", made.pk)
        except RuleBroken as refusal:
            at = {"starts_at": "day", "start": "day", "end": "day"}.get(refusal.field, refusal.field)
            form.add_error(at if at in form.fields else None, str(refusal))
    context = {
        "package": found, "form": form, "here": request.path, "guides": guides_of(package=found),
        "parts": [line for line in found.content.splitlines() if line.strip()],
        "may_book": request.actor.may_somewhere(OfferPermission.CEREMONY_BOOK) and found.room_id is not None,
        "may_change": may(request.actor, CEREMONY, found),
    }  # fmt: skip
    return render(request, "appointments/package.html", context, status=422 if form.errors else 200)


@login_required
@FORM_METHODS
def edit_package(request: Any, package_id: int) -> HttpResponse:
    """Change a package."""
    found = get_package(actor=request.actor, package_id=package_id, part=Part.FULL)
    require(request.actor, CEREMONY, scope=found)
    form = PackageForm(posted(request), station=found.station, package=found)

    def do() -> str:
        put_package(actor=request.actor, station=found.station, values=form.values(), package=found)
        return _("已保存。")

    to = reverse("package", args=[found.pk])
    return act(request, form, do, to=to, title=_("修改仪式服务"), submit=_("保存"), above=(found.name, to))


@login_required
@require_safe
def ceremony(request: Any, booking_id: int) -> HttpResponse:
    """A ceremony that is booked."""
    row = get_ceremony(actor=request.actor, booking_id=booking_id)
    open_still = row.cancelled_at is None and row.during.lower > timezone.now()
    may_cancel = open_still and (
        may(request.actor, CEREMONY, row) or may(request.actor, OfferPermission.CEREMONY_BOOK, row)
    )
    return render(request, "appointments/ceremony.html", {"row": row, "may_cancel": may_cancel})


@login_required
@FORM_METHODS
def ceremony_cancel(request: Any, booking_id: int) -> HttpResponse:
    """Cancel a ceremony: hall and guide are free again."""
    row = get_ceremony(actor=request.actor, booking_id=booking_id)
    form = WhyForm(posted(request))

    def do() -> str:
        cancel_ceremony(actor=request.actor, booking_id=row.pk, reason=form.cleaned_data["reason"], now=timezone.now())
        return _("已取消，礼堂和领管人都让出来了。")

    to = reverse("ceremony", args=[row.pk])
    return act(request, form, do, to=to, title=_("取消仪式"), submit=_("取消仪式"), above=(row.package.name, to))


@login_required
@FORM_METHODS
def guides(request: Any) -> HttpResponse:
    """The roster."""
    require_somewhere(request.actor, CEREMONY)
    return GuideList(request).answer()


def _guide_form(request: Any, station: Any, guide: Any = None) -> HttpResponse:
    form = GuideForm(posted(request), actor=request.actor, guide=guide)

    def do() -> str:
        chosen = form.cleaned_data["person"]
        person = get_person(actor=request.actor, person_id=_pk(chosen)) if chosen else None
        put_guide(actor=request.actor, station=station, values=form.values(person), guide=guide)
        return _("已保存。")

    above = (_("特约领管人"), reverse("guide-list"))
    title = guide.title if guide else _("加一位领管人")
    return act(request, form, do, to=above[1], title=title, submit=_("保存"), above=above)


@login_required
@FORM_METHODS
def new_guide(request: Any) -> HttpResponse:
    """Put someone on the roster."""
    station = chosen_station(request, CEREMONY, title=_("加一位领管人"))
    return station if isinstance(station, HttpResponse) else _guide_form(request, station)


@login_required
@FORM_METHODS
def edit_guide(request: Any, guide_id: int) -> HttpResponse:
    """Change someone on the roster."""
    guide = get_guide(actor=request.actor, guide_id=guide_id)
    require(request.actor, CEREMONY, scope=guide)
    return _guide_form(request, guide.station, guide)
