"""What is printed: the poster, the sheet to sign, the list of visitors for the host, a certificate."""

from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from liangxin.access.choices import Part
from liangxin.access.services import require
from liangxin.activities.choices import AttendanceState, RegistrationStatus
from liangxin.activities.permissions import Permission
from liangxin.activities.selectors.activities import get_activity
from liangxin.activities.selectors.afterwards import attendances_of
from liangxin.activities.selectors.registrations import get_registration, list_registrations, name_of
from liangxin.activities.services.papers import note_printing
from liangxin.core.errors import NotFound
from liangxin.core.papers.rendering import MEDIA_TYPE
from liangxin.core.papers.sheets import (
    Certificate,
    Column,
    Poster,
    PrintedList,
    SignatureSheet,
    certificate,
    poster,
    printed_list,
    signature_sheet,
)
from liangxin.web.activities.lists import where_of

if TYPE_CHECKING:
    from liangxin.activities.models import Activity, Registration

MOST_NAMES = 2_000


def _pdf(made: bytes, name: str) -> HttpResponse:
    response = HttpResponse(made, content_type=MEDIA_TYPE)
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    response["Cache-Control"] = "no-store"
    return response


def _when(found: "Activity") -> str:
    start, end = timezone.localtime(found.starts_at), timezone.localtime(found.ends_at)
    return (
        f"{start:%Y-%m-%d %H:%M}–{end:%H:%M}"
        if start.date() == end.date()
        else f"{start:%Y-%m-%d %H:%M} – {end:%Y-%m-%d %H:%M}"
    )


def _where(found: "Activity") -> str:
    return " ".join(part for part in dict.fromkeys((where_of(found), found.where)) if part)


def _registered(request: Any, found: "Activity") -> "list[Registration]":
    rows = list_registrations(actor=request.actor, activity=found, statuses=[RegistrationStatus.REGISTERED])
    return list(rows.select_related("person__works_at")[:MOST_NAMES])


def _unit(one: "Registration") -> str:
    """Where somebody works, or the kind of place they took."""
    if one.person is not None and one.person.works_at is not None:
        return str(one.person.works_at.name)
    return one.contingent.name if one.contingent is not None else ""


@login_required
@require_safe
def poster_page(request: Any, activity_id: int) -> HttpResponse:
    """A poster with a code to register by."""
    found = get_activity(actor=request.actor, activity_id=activity_id, part=Part.FULL)
    if found.published_at is None:
        raise NotFound()
    facts = Poster(
        title=found.title, when=_when(found), where=_where(found), organiser=found.organiser.node.name,
        address=request.build_absolute_uri(reverse("activity-page", args=[found.slug])), kicker=found.kind.name,
        summary=found.summary, places=str(found.capacity) if found.capacity is not None else "",
    )  # fmt: skip
    return _pdf(poster(facts), f"poster-{found.slug}")


@login_required
@require_safe
def sheet(request: Any, activity_id: int) -> HttpResponse:
    """The sheet to sign; names are in clear, and that it was opened is kept."""
    found = get_activity(actor=request.actor, activity_id=activity_id, part=Part.FULL)
    require(request.actor, Permission.ATTENDANCE_RECORD, scope=found)
    rows = _registered(request, found)
    note_printing(actor=request.actor, activity=found, paper="sheet", names=len(rows), now=timezone.now())
    facts = SignatureSheet(
        title=found.title, when=_when(found), where=_where(found), organiser=found.organiser.node.name,
        rows=[(name_of(one), _unit(one)) for one in rows],
    )  # fmt: skip
    return _pdf(signature_sheet(facts), f"sheet-{found.slug}")


@login_required
@require_safe
def visitors(request: Any, activity_id: int) -> HttpResponse:
    """The list of visitors for the host of a visit: names and firms, nothing else (#161)."""
    found = get_activity(actor=request.actor, activity_id=activity_id, part=Part.FULL)
    require(request.actor, Permission.REGISTRATION_MANAGE, scope=found)
    if not found.visitor_list or found.kind.is_confidential:
        raise NotFound()
    rows = _registered(request, found)
    note_printing(actor=request.actor, activity=found, paper="visitors", names=len(rows), now=timezone.now())
    host = found.host.node.name if found.host is not None else ""
    facts = PrintedList(
        title=_("来访名单"), subtitle=f"{found.title} · {_when(found)} · {host}",
        columns=[Column(word=_("序号"), share=0.4, number=True), Column(word=_("姓名")), Column(word=_("单位"), share=2)],
        rows=[(str(at), name_of(one), _unit(one)) for at, one in enumerate(rows, 1)],
        note=_("只供门卫核对，用后销毁。"),
        foot=_("{name}提供").format(name=found.organiser.node.name),
    )  # fmt: skip
    return _pdf(printed_list(facts), f"visitors-{found.slug}")


@login_required
@require_safe
def certificate_page(request: Any, registration_id: int) -> HttpResponse:
    """A certificate for one who was there."""
    one = get_registration(actor=request.actor, registration_id=registration_id)
    found = get_activity(actor=request.actor, activity_id=one.activity_id)
    noted = attendances_of(actor=request.actor, activity=found).get(one.pk)
    if noted is None or noted.state != AttendanceState.PRESENT:
        raise NotFound()
    note_printing(actor=request.actor, activity=found, paper="certificate", names=1, now=timezone.now())
    hours = round((found.ends_at - found.starts_at).total_seconds() / 3600, 1)
    sentence = _("于 {day} 参加“{title}”，共 {hours} 小时。").format(
        day=f"{timezone.localtime(found.starts_at):%Y-%m-%d}", title=found.title, hours=f"{hours:g}"
    )
    facts = Certificate(
        name=name_of(one), sentence=sentence, issuer=found.organiser.node.name, day=f"{timezone.localdate():%Y-%m-%d}",
        number=f"{found.slug}-{one.seq}",
    )  # fmt: skip
    return _pdf(certificate(facts), f"certificate-{found.slug}-{one.seq}")
