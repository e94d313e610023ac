"""What the address of the coverage page asks."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from liangxin.dashboards.rules import MOST_OPENED
from liangxin.dashboards.selectors.coverage import ORGANISATIONAL, WORK
from liangxin.web.shared.forms import parse_day

BY = ("place", "industry", "label", "ownership")
LONGEST_ID = 18  # digits


@dataclass(frozen=True, kw_only=True)
class Asked:
    """view: organisational or work coverage. opened: places whose line is open. sort: of the gaps, "days" or "staff"."""

    day: date
    view: str = ORGANISATIONAL
    by: str = "place"
    place: int | None = None
    industry: str = ""
    label: str = ""
    opened: tuple[int, ...] = ()
    sort: str = "days"
    given: dict[str, str] = field(default_factory=dict)

    def url(self, **changes: object) -> str:
        """The page with some things asked otherwise; "" or None takes one away."""
        params = self.given | {key: "" if value is None else str(value) for key, value in changes.items()}
        kept = {key: value for key, value in params.items() if value}
        return f"{reverse('coverage')}?{urlencode(kept)}" if kept else reverse("coverage")


def asked(params: Any) -> Asked:
    """The address as far as it makes sense; nothing is refused, what is not understood is left out."""
    today = timezone.localdate()
    try:
        day = min(parse_day(params.get("day", ""), today), today)
    except ValueError:
        day = today
    view = WORK if params.get("view") == WORK else ORGANISATIONAL
    by = params.get("by") if params.get("by") in BY else "place"
    place = _number(params.get("place", ""))
    opened = tuple(dict.fromkeys(found for part in params.get("open", "").split(",") if (found := _number(part))))
    given = {
        "day": f"{day:%Y-%m-%d}" if day != today else "", "view": view if view == WORK else "",
        "by": by if by != "place" else "", "place": str(place or ""), "industry": params.get("industry", "")[:5],
        "label": params.get("label", "")[:40], "open": ",".join(str(one) for one in opened[:MOST_OPENED]),
        "sort": "staff" if params.get("sort") == "staff" else "",
    }  # fmt: skip
    return Asked(
        day=day, view=view, by=str(by), place=place, industry=given["industry"], label=given["label"],
        opened=opened[:MOST_OPENED], sort=given["sort"] or "days", given=given,
    )  # fmt: skip


def _number(text: str) -> int | None:
    return int(text) if text.isdigit() and len(text) <= LONGEST_ID else None
