from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liangxin.access.actor import Actor
from liangxin.places.permissions import Permission
from liangxin.places.rules import FEEDBACK_ANSWER_WORKING_DAYS
from liangxin.places.selectors import list_feedback
from liangxin.web.shared.navigation import Entry, register_entry
from liangxin.web.shared.pending import Pending, Step, pending_source

MOST_PENDING = 20

register_entry(
    Entry(
        group="today", label=gettext_lazy("意见与投诉"), icon="message-report", url_name="feedback-list", order=60,
        permission=Permission.FEEDBACK_READ,
    )
)  # fmt: skip


def due_of(sent: date) -> date:
    """Fifteen working days, taken as Mondays to Fridays: holidays only give more time (R-PLA-21)."""
    day, left = sent, FEEDBACK_ANSWER_WORKING_DAYS
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < 5
    return day


@pending_source
def waiting(actor: Actor, today: date) -> list[Pending]:
    """What nobody has answered yet, the oldest first."""
    if not actor.may_somewhere(Permission.FEEDBACK_ANSWER):
        return []
    found = list_feedback(actor=actor).filter(answered_at=None).order_by("sent_at", "pk")[:MOST_PENDING]
    return [
        Pending(
            title=_("答复{kind}：{words}").format(kind=one.get_kind_display(), words=one.words[:24]),
            url=reverse("feedback", args=[one.pk]), due=due_of(timezone.localdate(one.sent_at)),
            why=_("送给 {place}").format(place=one.place.node.name),
            steps=(Step(label=_("答复"), url=reverse("feedback", args=[one.pk])),),
        )
        for one in found
    ]  # fmt: skip
