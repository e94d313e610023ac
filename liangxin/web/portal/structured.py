"""schema.org data of public pages."""

import json
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from liangxin.venues.choices import StationStatus
from liangxin.venues.rules import Timetable, joined
from liangxin.venues.selectors.public import PublicStation

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
LAST_MINUTE = 1439


def _time(minutes: int) -> str:
    minutes = min(minutes, LAST_MINUTE)
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _hours(timetable: Timetable) -> list[dict[str, Any]]:
    return [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": DAYS[weekday - 1],
            "opens": _time(start),
            "closes": _time(end),
        }
        for weekday in range(1, 8)
        for start, end in joined(timetable.week.get(weekday, ()))
    ]


def station_data(station: PublicStation, *, url: str) -> dict[str, Any]:
    """The station as a CivicStructure; what is not known is left out."""
    found: dict[str, Any] = {
        "@context": "https://schema.org", "@type": "CivicStructure", "name": station.name, "url": url,
        "description": station.description, "telephone": station.telephone,
        "address": {"@type": "PostalAddress", "streetAddress": station.address, "addressLocality": station.place},
        "isAccessibleForFree": True, "publicAccess": station.status == StationStatus.OPEN,
    }  # fmt: skip
    if station.latitude is not None and station.longitude is not None:
        found["geo"] = {
            "@type": "GeoCoordinates", "latitude": float(station.latitude), "longitude": float(station.longitude),
        }  # fmt: skip
    if station.status == StationStatus.OPEN:
        found["openingHoursSpecification"] = _hours(station.timetable)
    return {key: value for key, value in found.items() if value not in ("", [], None)}


def as_script(data: dict[str, Any]) -> SafeString:
    """The data for a script element: no character in it can end the element."""
    text = json.dumps(data, ensure_ascii=False)
    for character, escaped in (("<", "\\u003C"), (">", "\\u003E"), ("&", "\\u0026")):
        text = text.replace(character, escaped)
    return mark_safe(text)
