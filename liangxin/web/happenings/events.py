"""schema.org data of the page of an activity."""

import json
from typing import Any

from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from liangxin.activities.selectors.public import PublicActivity

SCHEMA = "https://schema.org"


def event_data(found: PublicActivity) -> SafeString | str:
    """The Event for a script element: no character in it can end the element. "" for what is not everybody's."""
    if not found.is_public or found.is_confidential:
        return ""
    cancelled = found.status == "cancelled"
    data: dict[str, Any] = {
        "@context": SCHEMA, "@type": "Event", "name": found.title, "description": found.summary,
        "startDate": timezone.localtime(found.starts_at).isoformat(timespec="minutes"),
        "endDate": timezone.localtime(found.ends_at).isoformat(timespec="minutes"),
        "eventStatus": f"{SCHEMA}/{'EventCancelled' if cancelled else 'EventScheduled'}",
        "eventAttendanceMode": f"{SCHEMA}/OfflineEventAttendanceMode",
        "location": {"@type": "Place", "name": found.station or found.place, "address": found.where or found.place},
        "organizer": {"@type": "Organization", "name": found.organiser},
    }  # fmt: skip
    if found.capacity is not None:
        data["maximumAttendeeCapacity"] = found.capacity
    text = json.dumps({key: value for key, value in data.items() if value}, ensure_ascii=False)
    for character, escaped in (("<", "\\u003C"), (">", "\\u003E"), ("&", "\\u0026")):
        text = text.replace(character, escaped)
    return mark_safe(text)
