"""Numbers of people at an enterprise, as stated for a day."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from liangxin.access.actor import Actor
from liangxin.access.choices import Anchor
from liangxin.access.services import require
from liangxin.core.errors import NotAllowed, RuleBroken
from liangxin.core.history import because
from liangxin.enterprises.choices import FigureKind
from liangxin.enterprises.models import Enterprise, EnterpriseFigure
from liangxin.enterprises.permissions import Permission
from liangxin.enterprises.services.effective import DayToCome
from liangxin.enterprises.services.new import FIGURE_COLUMNS


class SourceMissing(RuleBroken):
    code, field, message = "enterprises.source_missing", "source", _("请写明数字的来源，如企业填报、走访核对。")


class MoreThanStaff(RuleBroken):
    code, field, message = "enterprises.more_than_staff", "young_staff", _("35 岁以下人数不能多于员工总数（{staff}）。")


class FigureNegative(RuleBroken):
    code, field, message = "enterprises.figure_negative", "", _("人数不能是负数。")


@transaction.atomic
def record_figures(
    *, actor: Actor, enterprise: Enterprise, values: Mapping[str, int], as_of: date, source: str, now: datetime,
    today: date,
) -> list[EnterpriseFigure]:  # fmt: skip
    """State numbers of people for a day; a second statement for the same day replaces the first.

    values: persons by FigureKind. An enterprise's own account states nothing of members. Raises NotAllowed, NotFound,
    DayToCome, SourceMissing, FigureNegative, MoreThanStaff.
    """
    require(actor, Permission.FIGURE_RECORD, scope=enterprise)
    if actor.anchor == Anchor.ENTERPRISE and FigureKind.MEMBERS in values:
        raise NotAllowed()
    if as_of > today:
        raise DayToCome(today=today)
    if not source.strip():
        raise SourceMissing()
    return _record(enterprise, values, as_of=as_of, source=source.strip(), now=now, user_id=actor.user_id)


def _record(
    enterprise: Enterprise, values: Mapping[str, int], *, as_of: date, source: str, now: datetime, user_id: int | None
) -> list[EnterpriseFigure]:  # fmt: skip
    if any(value < 0 for value in values.values()):
        raise FigureNegative()
    enterprise = Enterprise.objects.select_for_update(of=("self",)).get(pk=enterprise.pk)
    staff = values.get(FigureKind.STAFF, enterprise.staff_count)
    if staff is not None and values.get(FigureKind.YOUNG_STAFF, 0) > staff:
        raise MoreThanStaff(staff=staff)
    made = []
    with because(source):
        for kind, value in values.items():
            figure, _made = EnterpriseFigure.objects.update_or_create(
                enterprise=enterprise, kind=kind, as_of=as_of,
                defaults={"value": value, "source": source, "recorded_at": now, "recorded_by_id": user_id},
            )  # fmt: skip
            made.append(figure)
            newest = EnterpriseFigure.objects.filter(enterprise=enterprise, kind=kind).order_by("-as_of")
            setattr(enterprise, FIGURE_COLUMNS[FigureKind(kind)], newest[0].value)
        enterprise.save(update_fields=[FIGURE_COLUMNS[FigureKind(kind)] for kind in values])
    return made


def record_accepted_figure(
    *, enterprise: Enterprise, kind: str, value: int, as_of: date, now: datetime, user_id: int | None
) -> None:  # fmt: skip
    """State a number that an accepted correction brought. Rights: the caller's."""
    _record(enterprise, {kind: value}, as_of=as_of, source=str(_("企业更正")), now=now, user_id=user_id)
