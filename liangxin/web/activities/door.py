"""At the door: the list by hand, the code that changes, a registrant's code, and who came without registering."""

import secrets
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from liangxin.access.choices import Part
from liangxin.access.services import require
from liangxin.activities.choices import AttendanceState, RegistrationStatus
from liangxin.activities.permissions import Permission
from liangxin.activities.selectors.activities import get_activity
from liangxin.activities.selectors.afterwards import attendances_of
from liangxin.activities.selectors.registrations import get_registration, list_registrations, masked_name_of, name_of
from liangxin.activities.services.attendance import Entry, check_in_by_code, door_code_of, record_attendance
from liangxin.activities.services.groups import register_at_door
from liangxin.core.errors import NotFound
from liangxin.core.qr import qr_svg
from liangxin.web.activities.forms import ActForm
from liangxin.web.shared.refusals import refusals_on
from liangxin.web.shared.rendering import answer, leave, posted, say

if TYPE_CHECKING:
    from liangxin.activities.models import Activity

MOST_LISTED = 1_000


class CodeForm(ActForm):
    code = forms.CharField(
        label=gettext_lazy("报名人的码"), max_length=100, strip=True,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false", "class": "mono"}),
    )  # fmt: skip


class GuestForm(ActForm):
    name = forms.CharField(label=gettext_lazy("姓名"), max_length=60)
    phone = forms.CharField(label=gettext_lazy("电话"), required=False, max_length=40)
    contingent = forms.ChoiceField(label=gettext_lazy("名额类别"), required=False)
    key = forms.CharField(widget=forms.HiddenInput, max_length=40)

    def __init__(self, *args: Any, activity: "Activity", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(str(one.pk), one.name) for one in activity.contingents.order_by("position", "pk")]
        if kinds:
            self.fields["contingent"].choices = kinds  # type: ignore[attr-defined]
        else:
            del self.fields["contingent"]


def _at_door(request: Any, activity_id: int) -> "Activity":
    found = get_activity(actor=request.actor, activity_id=activity_id, part=Part.FULL)
    require(request.actor, Permission.ATTENDANCE_RECORD, scope=found)
    return found


@login_required
@require_http_methods(["GET", "POST"])
def door(request: Any, activity_id: int) -> HttpResponse:
    """The list by hand, and a box for a registrant's code; POST reads such a code."""
    found = _at_door(request, activity_id)
    form = CodeForm(posted(request), actor=request.actor)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            line = check_in_by_code(
                actor=request.actor, activity=found, code=form.cleaned_data["code"], now=timezone.now()
            )
            one = get_registration(actor=request.actor, registration_id=line.entry.registration_id)
            say(request, _("{name}已到。").format(name=masked_name_of(one)))
            return leave(request, reverse("activity-door", args=[found.pk]))
    return answer(request, "activities/door.html", "activities/_door.html", _context(request, found, form), form=form)


def _context(request: Any, found: "Activity", form: Any) -> dict[str, Any]:
    rows = list_registrations(actor=request.actor, activity=found, statuses=[RegistrationStatus.REGISTERED])
    came = attendances_of(actor=request.actor, activity=found)
    lines = [(one, name_of(one), came.get(one.pk)) for one in rows[:MOST_LISTED]]
    present = sum(1 for _one, _name, noted in lines if noted is not None and noted.state == AttendanceState.PRESENT)
    text = " ".join(request.GET.get("q", "").split())
    shown = [line for line in lines if text in line[1]] if text else lines
    return {
        "activity": found, "form": form, "lines": shown, "present": present, "total": len(lines), "text": text,
        "here": reverse("activity-door", args=[found.pk]),
    }  # fmt: skip


@login_required
@require_POST
def tick(request: Any, activity_id: int, registration_id: int) -> HttpResponse:
    """Note by hand that somebody came, or that they did not after all."""
    found = _at_door(request, activity_id)
    state = request.POST.get("state", "")
    if state not in AttendanceState.values:
        raise NotFound()
    now = timezone.now()
    entry = Entry(registration_id=registration_id, state=state, at=now)
    line = record_attendance(actor=request.actor, activity=found, entries=[entry], now=now)[0]
    if line.refusal is not None:
        raise line.refusal
    return leave(request, f"{reverse('activity-door', args=[found.pk])}#r{registration_id}")


@login_required
@require_safe
def door_code_page(request: Any, activity_id: int) -> HttpResponse:
    """The code that changes, large, for a screen at the door; the fragment is fetched again when it does."""
    found = _at_door(request, activity_id)
    now = timezone.now()
    shown = door_code_of(found, now=now)
    address = request.build_absolute_uri(f"{reverse('activity-here', args=[found.slug])}?code={shown.code}")
    context = {
        "activity": found, "code": shown.code, "qr": qr_svg(address, label=_("签到二维码"), size=360),
        "seconds": max(1, int((shown.changes_at - now).total_seconds()) + 1),
    }  # fmt: skip
    response = answer(request, "activities/door_code.html", "activities/_door_code.html", context)
    response["Cache-Control"] = "no-store"
    return response


@login_required
@require_http_methods(["GET", "POST"])
def guest(request: Any, activity_id: int) -> HttpResponse:
    """Somebody who came without a registration: in while places are left, and noted as there."""
    found = _at_door(request, activity_id)
    form = GuestForm(posted(request), actor=request.actor, activity=found, initial={"key": secrets.token_urlsafe(12)})
    here = reverse("activity-door", args=[found.pk])
    if request.method == "POST" and form.is_valid():
        given, now = form.cleaned_data, timezone.now()
        with refusals_on(form):
            outcome = register_at_door(
                actor=request.actor, activity=found, name=given["name"], phone=given["phone"], key=given["key"], now=now,
                contingent_id=int(given["contingent"]) if given.get("contingent") else None,
            )  # fmt: skip
            entry = Entry(registration_id=outcome.registration_id, at=now)
            record_attendance(actor=request.actor, activity=found, entries=[entry], now=now)
            say(request, _("已登记并记为到场。"))
            return leave(request, here)
    context = {
        "form": form, "title": _("现场登记"), "submit": _("登记"), "back": here, "intro": "", "here": request.path,
        "multipart": False, "alternatives": (), "preview": [], "looked": False,
        "above": [(_("活动"), reverse("activity-list")), (found.title, reverse("activity", args=[found.pk])), (_("签到"), here)],
    }  # fmt: skip
    return answer(request, "activities/form.html", "activities/_form.html", context, form=form)
