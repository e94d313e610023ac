"""The day from which an act holds: never to come; before today only with the permission to back-date."""

from datetime import date

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from liangxin.access.actor import Actor
from liangxin.access.permissions import Permission as Access
from liangxin.access.services import require
from liangxin.core.errors import RuleBroken


class DayToCome(RuleBroken):
    code, field, message = "enterprises.day_to_come", "effective", _("生效日期不能晚于今天（{today}）。")


def check_effective(actor: Actor, *, scope: Model, effective: date, today: date) -> None:
    """Raises DayToCome; NotAllowed where the day is past and the actor may not back-date."""
    if effective > today:
        raise DayToCome(today=today)
    if effective < today:
        require(actor, Access.HISTORY_BACKDATE, scope=scope)
