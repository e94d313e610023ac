"""What the staff do: read, answer, and look at a contact with a reason."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from liangxin.access.reach import may
from liangxin.access.selectors import who_can_see
from liangxin.access.services import require, require_somewhere
from liangxin.core.changes import changes_of
from liangxin.places.choices import FeedbackKind
from liangxin.places.permissions import Permission
from liangxin.places.selectors import get_feedback, list_feedback
from liangxin.places.services.feedback import answer_feedback, reveal_feedback_contact
from liangxin.web.feedback.forms import AnswerForm, ContactForm
from liangxin.web.shared.desk import desk_page
from liangxin.web.shared.lists import ChoiceFilter, Column, DayFilter, ListPage, TextFilter, View
from liangxin.web.shared.refusals import refusals_on
from liangxin.web.shared.rendering import posted, say
from liangxin.web.shared.templatetags import lx

STATES = [("waiting", gettext_lazy("等答复")), ("answered", gettext_lazy("已答复"))]
LABELS = {"answer": gettext_lazy("答复"), "answered_at": gettext_lazy("答复时间"), "words": gettext_lazy("内容")}
BRIEF = 40  # characters


def _state(row: Any) -> Any:
    return lx.state("done", _("已答复")) if row.answered_at else lx.state("due", _("等答复"))


class FeedbackList(ListPage):
    """What was written to the places of the actor."""

    name, title, unit, default_sort = "feedback", gettext_lazy("意见与投诉"), gettext_lazy("条"), "-sent"
    export_permission = Permission.FEEDBACK_READ
    search_hint = gettext_lazy("内容里的字")
    columns = (
        Column(
            key="words", label=gettext_lazy("内容"), value=lambda row: row.words if len(row.words) <= BRIEF else f"{row.words[:BRIEF]}…",
            url=lambda row: reverse("feedback", args=[row.pk]),
        ),
        Column(key="kind", label=gettext_lazy("类别"), value="get_kind_display", sort=("kind",)),
        Column(key="place", label=gettext_lazy("送给"), value="place.node.name", sort=("place__node__sort_key",)),
        Column(
            key="state", label=gettext_lazy("状态"), cell=_state,
            value=lambda row: str(dict(STATES)["answered" if row.answered_at else "waiting"]),
        ),
        Column(key="sent", label=gettext_lazy("收到"), value="sent_at", kind="when", sort=("sent_at",), phone="label"),
    )  # fmt: skip
    filters = (
        TextFilter(key="q", label=gettext_lazy("找意见"), lookup="words__icontains"),
        ChoiceFilter(
            key="state", label=gettext_lazy("状态"), choices=STATES,
            apply=lambda rows, value: rows.filter(answered_at__isnull=value == "waiting"),
        ),
        ChoiceFilter(key="kind", label=gettext_lazy("类别"), choices=FeedbackKind.choices, lookup="kind"),
        DayFilter(key="sent", label=gettext_lazy("收到"), lookup="sent_at__date"),
    )  # fmt: skip
    views = (View(label=gettext_lazy("等答复"), query="state=waiting"),)

    def rows(self, values: dict[str, Any]) -> QuerySet[Any]:
        return list_feedback(actor=self.actor)


@desk_page
@require_http_methods(["GET", "POST"])
def feedback_list(request: Any) -> HttpResponse:
    """The list."""
    require_somewhere(request.actor, Permission.FEEDBACK_READ)
    return FeedbackList(request).answer()


@desk_page
@require_http_methods(["GET", "POST"])
def feedback(request: Any, feedback_id: int) -> HttpResponse:
    """One of them; POST answers."""
    found = get_feedback(actor=request.actor, feedback_id=feedback_id)
    form = AnswerForm(posted(request))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            answer_feedback(actor=request.actor, feedback=found, words=form.cleaned_data["words"], now=timezone.now())
            say(request, _("已答复，对方现在看得到。"))
            return redirect("feedback", found.pk)
    context = {
        "one": found, "form": form, "history": changes_of(found, labels=LABELS),
        "may_answer": found.answered_at is None and may(request.actor, Permission.FEEDBACK_ANSWER, found),
        "may_reveal": bool(found.contact_masked) and may(request.actor, Permission.FEEDBACK_REVEAL, found),
        "viewers": who_can_see(record=found, today=timezone.localdate()),
    }  # fmt: skip
    return render(request, "feedback/record.html", context, status=422 if form.errors else 200)


@desk_page
@require_http_methods(["GET", "POST"])
def contact(request: Any, feedback_id: int) -> HttpResponse:
    """The contact in clear, with a reason."""
    found = get_feedback(actor=request.actor, feedback_id=feedback_id)
    require(request.actor, Permission.FEEDBACK_REVEAL, scope=found)
    form, revealed = ContactForm(posted(request)), ""
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            revealed = reveal_feedback_contact(
                actor=request.actor, feedback=found, reason=form.cleaned_data["reason"], now=timezone.now()
            )
    response = render(
        request, "feedback/contact.html", {"one": found, "form": form, "revealed": revealed},
        status=422 if form.errors else 200,
    )  # fmt: skip
    response["Cache-Control"] = "no-store"
    return response
