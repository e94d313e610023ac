"""What a half-year came to: sessions by kind, by month, persons who came; each figure opens its rows (#143)."""

from datetime import date, timedelta
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from liangxin.access.services import require_somewhere
from liangxin.activities.permissions import Permission
from liangxin.activities.selectors.activities import list_kinds
from liangxin.activities.selectors.afterwards import count_by_kind, count_by_month
from liangxin.activities.selectors.statistics import totals
from liangxin.web.activities.lists import day_start
from liangxin.web.shared.forms import parse_day

HALF_A_YEAR = timedelta(days=182)


@login_required
@require_safe
def statistics(request: Any) -> HttpResponse:
    """The span asked for, else the half-year until today."""
    require_somewhere(request.actor, Permission.STATISTICS_READ)
    today = timezone.localdate()
    first, last = _day(request, "day_from", today - HALF_A_YEAR), _day(request, "day_to", today)
    if last < first:
        first, last = last, first
    since, until = day_start(first), day_start(last + timedelta(days=1))
    kinds = count_by_kind(actor=request.actor, since=since, until=until)
    months = [(row, *_month(row.key)) for row in count_by_month(actor=request.actor, since=since, until=until)]
    ids = {one.code: one.pk for one in list_kinds()}
    context = {
        "first": first, "last": last, "kinds": [(row, ids[row.key]) for row in kinds], "months": months,
        "most_kind": max([row.activities for row in kinds] or [1]), "most_month": max([row[0].activities for row in months] or [1]),
        "totals": totals(actor=request.actor, since=since, until=until),
    }  # fmt: skip
    return render(request, "activities/statistics.html", context)


def _day(request: Any, name: str, default: date) -> date:
    try:
        return parse_day(request.GET.get(name, ""), default)
    except ValueError:
        return default


def _month(key: str) -> tuple[date, date]:
    """The first and last day of “2026-11”."""
    first = date(int(key[:4]), int(key[5:7]), 1)
    after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return first, after - timedelta(days=1)
