"""Registrations at the desk: the list, taking somebody off, registering a group."""

import secrets
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from liangxin.access.choices import Anchor, Part
from liangxin.access.services import require, require_somewhere
from liangxin.activities.choices import LIVE, ActivityStatus, AttendanceState, Origin, RegistrationStatus
from liangxin.activities.permissions import Permission
from liangxin.activities.rules import MOST_IN_A_GROUP
from liangxin.activities.selectors.activities import get_activity
from liangxin.activities.selectors.afterwards import attendances_of
from liangxin.activities.selectors.registrations import (
    get_registration,
    list_registrations,
    masked_name_of,
    name_of,
    positions_of,
)
from liangxin.activities.services.groups import register_group, remove_registration
from liangxin.core.errors import NotAllowed
from liangxin.members.selectors.memberships import MemberFilter, list_memberships
from liangxin.organisations.selectors.organisations import get_organisation
from liangxin.web.activities.forms import ActForm, WhyForm
from liangxin.web.activities.pages import done, form_page
from liangxin.web.shared.lists import Action, ChoiceFilter, Column, ListPage, View
from liangxin.web.shared.picks import NodeField
from liangxin.web.shared.refusals import refusals_on
from liangxin.web.shared.rendering import answer, posted
from liangxin.web.shared.templatetags import lx

if TYPE_CHECKING:
    from liangxin.activities.models import Activity, Registration

STATES = {
    RegistrationStatus.REGISTERED: "done", RegistrationStatus.WAITING: "due", RegistrationStatus.OFFERED: "due",
    RegistrationStatus.CANCELLED: "none", RegistrationStatus.EXPIRED: "none", RegistrationStatus.REMOVED: "over",
}  # fmt: skip
NOTED = gettext_lazy("没有登记")
CAME = [(AttendanceState.PRESENT.value, AttendanceState.PRESENT.label), (AttendanceState.ABSENT.value, AttendanceState.ABSENT.label),
        (AttendanceState.EXCUSED.value, AttendanceState.EXCUSED.label)]  # fmt: skip


def _status(row: Any) -> object:
    words = str(RegistrationStatus(row.status).label)
    if row.status == RegistrationStatus.WAITING and row.position:
        words = _("候补第 {position} 位").format(position=row.position)
    return lx.state(STATES[row.status], words)


def _came(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    return rows.filter(attendances__state=value, attendances__session=None)


class RegistrationList(ListPage):
    """The registrations of one activity, by number of arrival; names masked, in the file in clear."""

    name, unit, default_sort = "registrations", gettext_lazy("人"), "seq"
    template = "activities/registrations.html"
    empty_title = gettext_lazy("还没有人报名")
    columns = [
        Column(
            key="name", label=gettext_lazy("姓名"), value=name_of, cell=masked_name_of,
            url=lambda row: reverse("registration-remove", args=[row.pk]) if row.status in LIVE and row.may_remove else "",
        ),
        Column(key="seq", label=gettext_lazy("序"), kind="number", sort=("seq",), phone="label"),
        Column(key="contingent", label=gettext_lazy("名额类别"), value="contingent.name"),
        Column(key="origin", label=gettext_lazy("怎么报的"), value=lambda row: str(Origin(row.origin).label), phone="hide"),
        Column(key="status", label=gettext_lazy("状态"), value=lambda row: str(RegistrationStatus(row.status).label), cell=_status,
               small=lambda row: _("临近取消") if row.was_late else ""),
        Column(key="again", label=gettext_lazy("改期后"), value=lambda row: row.again),
        Column(key="came", label=gettext_lazy("到场"), value=lambda row: row.came, phone="label"),
        Column(key="answers", label=gettext_lazy("回答"), value=lambda row: row.said, hidden=True),
        Column(key="at", label=gettext_lazy("报名时间"), value="registered_at", kind="when", sort=("registered_at",), phone="hide"),
    ]  # fmt: skip
    filters = [
        ChoiceFilter(
            key="status", label=gettext_lazy("状态"),
            choices=[("live", gettext_lazy("有名额或候补")), *RegistrationStatus.choices],
        ),
        ChoiceFilter(key="came", label=gettext_lazy("到场"), choices=CAME, apply=_came),
        ChoiceFilter(key="origin", label=gettext_lazy("怎么报的"), choices=Origin.choices, lookup="origin"),
        ChoiceFilter(
            key="late", label=gettext_lazy("临近取消"), choices=[("1", gettext_lazy("是"))],
            apply=lambda rows, value: rows.filter(was_late=True),
        ),
    ]  # fmt: skip
    views = [
        View(label=gettext_lazy("已报名"), query="status=registered"),
        View(label=gettext_lazy("候补"), query="status=waiting"),
        View(label=gettext_lazy("已取消"), query="status=cancelled"),
    ]

    def __init__(self, request: Any, activity: "Activity") -> None:
        super().__init__(request)
        self.activity = activity
        self.title = _("报名名单")  # type: ignore[misc]
        if not activity.kind.is_confidential:
            self.export_permission = Permission.ACTIVITY_EXPORT  # type: ignore[misc]

    def rows(self, values: dict[str, Any]) -> QuerySet[Any]:
        status = values.get("status")
        statuses = LIVE if status == "live" else [status] if status else list(RegistrationStatus)
        return list_registrations(actor=self.actor, activity=self.activity, statuses=statuses).prefetch_related(
            "answers__question"
        )

    def prepare(self, records: "list[Registration]") -> list[Any]:
        positions = positions_of(activity_ids=[self.activity.pk])
        came = attendances_of(actor=self.actor, activity=self.activity)
        may_remove = self.actor.may_somewhere(Permission.REGISTRATION_MANAGE)
        found: list[Any] = list(records)
        for row in found:
            row.position, row.may_remove = positions.get(row.pk), may_remove
            row.came = str(came[row.pk].get_state_display()) if row.pk in came else ""
            row.again = "" if row.asked_again_at is None else _("确认还来") if row.confirmed_at else _("还没回复")
            row.said = "；".join(f"{one.question.text} {one.text}" for one in row.answers.all())
        return found

    def actions(self) -> list[Action]:
        open_now = self.activity.status == ActivityStatus.PUBLISHED and self.activity.starts_at > timezone.now()
        if not open_now:
            return []
        return [
            Action(label=_("改名额"), icon="adjustments", url=reverse("activity-act", args=[self.activity.pk, "capacity"]),
                   permission=Permission.ACTIVITY_CHANGE),
            Action(label=_("代本组织的人报名"), icon="users-plus", url=reverse("activity-group", args=[self.activity.pk]),
                   primary=True, permission=Permission.GROUP_REGISTER),
        ]  # fmt: skip

    def extra(self) -> dict[str, Any]:
        return {"activity": self.activity}


@login_required
@require_http_methods(["GET", "POST"])
def registrations(request: Any, activity_id: int) -> HttpResponse:
    """The list; POST exports it, with names in clear and a reason."""
    found = get_activity(actor=request.actor, activity_id=activity_id)
    require_somewhere(request.actor, Permission.REGISTRATION_READ)
    return RegistrationList(request, found).answer()


@login_required
@require_http_methods(["GET", "POST"])
def remove(request: Any, registration_id: int) -> HttpResponse:
    """Take somebody off; the next one waiting moves up."""
    one = get_registration(actor=request.actor, registration_id=registration_id)
    if not request.actor.may_somewhere(Permission.REGISTRATION_MANAGE):
        if one.organisation is None:
            raise NotAllowed()
        require(request.actor, Permission.GROUP_REGISTER, scope=one.organisation)
    form = WhyForm(posted(request), actor=request.actor)
    here = reverse("activity-registrations", args=[one.activity_id])

    def do() -> str:
        remove_registration(
            actor=request.actor, registration=one, reason=form.cleaned_data["reason"], now=timezone.now()
        )
        return _("已取消{name}的报名，空出的名额给下一位。").format(name=masked_name_of(one))

    answered = done(request, form, do, to=here)
    if answered is not None:
        return answered
    above = [(_("活动"), reverse("activity-list")), (one.activity.title, reverse("activity", args=[one.activity_id])),
             (_("报名名单"), here)]  # fmt: skip
    title = _("取消{name}的报名").format(name=masked_name_of(one))
    return form_page(
        request, form, title=title, submit=_("取消报名"), above=above, intro=_("本人会收到通知，候补的人按先后递补。")
    )


class GroupForm(ActForm):
    """Whom of one's own organisation to register. key: of this form, so that sending it twice changes nothing."""

    organisation = NodeField(kind="organisation", label=gettext_lazy("组织"))
    contingent = forms.ChoiceField(label=gettext_lazy("名额类别"), required=False)
    people = forms.MultipleChoiceField(
        label=gettext_lazy("报哪些人"), widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("只列本组织的党员；不能报的会逐个说明原因，其余照报。"),
    )  # fmt: skip
    key = forms.CharField(widget=forms.HiddenInput, max_length=40)

    def __init__(self, *args: Any, activity: "Activity", known: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(str(one.pk), one.name) for one in activity.contingents.order_by("position", "pk")]
        if kinds:
            self.fields["contingent"].choices = kinds  # type: ignore[attr-defined]
        else:
            del self.fields["contingent"]
        self.fields["people"].choices = [(key, one.name) for key, one in known.items()]  # type: ignore[attr-defined]


@login_required
@require_http_methods(["GET", "POST"])
def group(request: Any, activity_id: int) -> HttpResponse:
    """A secretary registers own members: who may not is named with the reason, the others are in."""
    found = get_activity(actor=request.actor, activity_id=activity_id)
    require_somewhere(request.actor, Permission.GROUP_REGISTER)
    organisation = _asked_organisation(request)
    known = _people_of(request, organisation)
    form = GroupForm(
        posted(request), actor=request.actor, activity=found, known=known,
        initial={"organisation": organisation.pk if organisation else None, "key": secrets.token_urlsafe(12)},
    )  # fmt: skip
    lines: list[tuple[str, str, bool]] = []
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        with refusals_on(form):
            outcome = register_group(
                actor=request.actor, activity_id=found.pk, organisation=given["organisation"],
                people=[known[key] for key in given["people"]],
                contingent_id=int(given["contingent"]) if given.get("contingent") else None, key=given["key"],
                now=timezone.now(),
            )  # fmt: skip
            lines = [(known[str(line.person_id)].name, *_said(line)) for line in outcome]
    context = {
        "activity": found, "form": form, "lines": lines, "here": request.get_full_path(), "organisation": organisation,
        "known": known, "text": request.GET.get("q", ""), "more": len(known) > MOST_IN_A_GROUP,
    }  # fmt: skip
    return answer(request, "activities/group.html", "activities/_group.html", context, form=form)


def _said(line: Any) -> tuple[str, bool]:
    if line.refusal is not None:
        return str(line.refusal), False
    if line.outcome.position is not None:
        return _("候补第 {position} 位").format(position=line.outcome.position), True
    return _("已报名"), True


def _asked_organisation(request: Any) -> Any:
    given = request.POST.get("organisation") or request.GET.get("organisation") or ""
    if given.isdecimal() and len(given) < 19:
        return get_organisation(actor=request.actor, organisation_id=int(given), part=Part.FULL)
    if request.actor.anchor == Anchor.ORGANISATION and request.actor.node_id is not None:
        return get_organisation(actor=request.actor, organisation_id=request.actor.node_id)
    return None


def _people_of(request: Any, organisation: Any) -> dict[str, Any]:
    """Those of the organisation and below who may be ticked; of a long list those found by name."""
    if organisation is None:
        return {}
    text = request.GET.get("q", "").strip()
    rows = list_memberships(actor=request.actor, narrowed=MemberFilter(under=organisation.node.path, text=text))
    if request.method == "POST":
        chosen = [int(one) for one in request.POST.getlist("people")[: MOST_IN_A_GROUP + 1] if one.isdecimal()]
        rows = rows.filter(person_id__in=chosen)
    return {str(one.person_id): one.person for one in rows[: MOST_IN_A_GROUP + 1]}
