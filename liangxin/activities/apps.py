from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    name = "liangxin.activities"
    label = "activities"

    def ready(self) -> None:
        from liangxin.access.registry import register_permissions
        from liangxin.activities.notices import declare_kinds
        from liangxin.activities.permissions import LABELS, OWN, Permission
        from liangxin.activities.reach import declare_ways, may_read_answer, may_read_document, may_read_photo
        from liangxin.activities.rules import ANSWER_PURPOSE, DOCUMENT_PURPOSE, PHOTO_PURPOSE
        from liangxin.activities.selectors.activities import tells_of_confidential
        from liangxin.activities.selectors.calendars import own_events, series_calendar, station_calendar
        from liangxin.files.choices import FileKind
        from liangxin.files.registry import register_file_guard
        from liangxin.notifications.registry import (
            register_calendar_source,
            register_public_calendar,
            register_silencer,
        )

        register_permissions(Permission, labels=LABELS, own=OWN)
        declare_ways()
        declare_kinds()
        register_calendar_source("activities", own_events)
        register_silencer("activities", tells_of_confidential)
        register_public_calendar("series", series_calendar)
        register_public_calendar("station", station_calendar)
        register_file_guard(PHOTO_PURPOSE, may_read_photo, kinds=frozenset({FileKind.IMAGE}))
        register_file_guard(ANSWER_PURPOSE, may_read_answer, inline=False)
        register_file_guard(DOCUMENT_PURPOSE, may_read_document, inline=False)
