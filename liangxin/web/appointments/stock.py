"""Materials and loans at the desk."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from liangxin.access.services import require, require_somewhere
from liangxin.core.names import masked_name
from liangxin.venues.choices import LoanStatus
from liangxin.venues.permissions import OfferPermission
from liangxin.venues.selectors.materials import get_loan, get_material
from liangxin.venues.services.materials import put_material, return_material, write_off
from liangxin.web.appointments.acting import act
from liangxin.web.appointments.desk import chosen_station
from liangxin.web.appointments.forms import LoanForm, MaterialForm
from liangxin.web.appointments.lists import LoanList, MaterialList
from liangxin.web.shared.rendering import posted

FORM_METHODS = require_http_methods(["GET", "POST"])
MATERIAL, LOAN = OfferPermission.MATERIAL_CHANGE, OfferPermission.LOAN_KEEP


@login_required
@FORM_METHODS
def materials(request: Any) -> HttpResponse:
    """Materials of one's stations."""
    require_somewhere(request.actor, MATERIAL)
    return MaterialList(request).answer()


@login_required
@FORM_METHODS
def new_material(request: Any) -> HttpResponse:
    """Add a material."""
    station = chosen_station(request, MATERIAL, title=_("加物料"))
    if isinstance(station, HttpResponse):
        return station
    form = MaterialForm(posted(request))

    def do() -> str:
        put_material(actor=request.actor, station=station, values=form.values())
        return _("已加上。")

    above = (_("物料"), reverse("material-list"))
    return act(request, form, do, to=above[1], title=_("加物料"), submit=_("加上"), above=above)


@login_required
@FORM_METHODS
def edit_material(request: Any, material_id: int) -> HttpResponse:
    """Change a material."""
    material = get_material(actor=request.actor, material_id=material_id)
    require(request.actor, MATERIAL, scope=material)
    form = MaterialForm(posted(request), material=material)

    def do() -> str:
        put_material(actor=request.actor, station=material.station, values=form.values(), material=material)
        return _("已保存。")

    above = (_("物料"), reverse("material-list"))
    return act(request, form, do, to=above[1], title=material.name, submit=_("保存"), above=above)


@login_required
@FORM_METHODS
def loans(request: Any) -> HttpResponse:
    """Who has what."""
    require_somewhere(request.actor, LOAN)
    return LoanList(request).answer()


@login_required
@FORM_METHODS
def loan(request: Any, loan_id: int) -> HttpResponse:
    """Taken back by the keeper, or lost."""
    row = get_loan(actor=request.actor, loan_id=loan_id)
    require(request.actor, LOAN, scope=row)
    form = LoanForm(posted(request))

    def do() -> str:
        if form.cleaned_data["status"] == LoanStatus.LOST:
            write_off(actor=request.actor, loan_id=row.pk, reason=form.cleaned_data["reason"], now=timezone.now())
            return _("已记为遗失。")
        return_material(actor=request.actor, loan_id=row.pk, now=timezone.now())
        return _("已收回。")

    above = (_("借出与领取"), reverse("loan-list"))
    intro = f"{masked_name(row.user.display_name)} · {row.pieces} · {row.get_status_display()}"
    return act(request, form, do, to=above[1], title=row.item.name, submit=_("记下"), above=above, intro=intro)
