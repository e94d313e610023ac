"""Calendars: what is written is read back the same, by a maintained parser."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from icalendar import Calendar

from liangxin.core.calendars import CalendarEvent, CalendarStatus, build_calendar, read_calendar, uid_of

SHANGHAI = ZoneInfo("Asia/Shanghai")
STARTS = datetime(2026, 11, 28, 14, 0, tzinfo=SHANGHAI)
CHANGED = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


def an_event(**changes: object) -> CalendarEvent:
    facts: dict[str, object] = {
        "uid": uid_of("registration", 17), "title": "周末课堂：摄影入门, 第一讲; 带相机", "starts": STARTS,
        "ends": STARTS + timedelta(hours=2), "updated_at": CHANGED, "location": "金融城片区党群服务中心 2 楼，203",
        "description": "第一行\n第二行", "url": "https://example.cn/activities/x/",
    }  # fmt: skip
    return CalendarEvent(**{**facts, **changes})  # type: ignore[arg-type]


def test_what_is_written_is_read_back() -> None:
    event = an_event(
        sequence=3, remind_before=timedelta(hours=1), latitude=31.23, longitude=121.5, categories=("课程", "周末")
    )
    (read,) = read_calendar(build_calendar([event]))
    assert read.starts == datetime(2026, 11, 28, 6, 0, tzinfo=UTC)
    assert read == event


def test_long_lines_are_folded_by_bytes_and_end_in_crlf() -> None:
    content = build_calendar([an_event(title="党" * 200)])
    lines = content.split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert read_calendar(content)[0].title == "党" * 200


def test_a_feed_has_a_name_and_says_when_to_ask_again() -> None:
    calendar = Calendar.from_ical(build_calendar([], name="我的安排", url="https://example.cn/calendar/x.ics"))
    assert str(calendar["x-wr-calname"]) == "我的安排"
    assert calendar["refresh-interval"].to_ical() == b"PT1H"
    assert str(calendar["version"]) == "2.0"
    assert str(calendar["method"]) == "PUBLISH"


def test_a_cancelled_event_is_struck_out_and_rings_no_bell() -> None:
    content = build_calendar([an_event(status=CalendarStatus.CANCELLED, sequence=4, remind_before=timedelta(hours=1))])
    (read,) = read_calendar(content)
    assert (read.status, read.sequence, read.remind_before) == (CalendarStatus.CANCELLED, 4, None)
    assert b"TRANSP:TRANSPARENT" in content


def test_whole_days_stay_days() -> None:
    (read,) = read_calendar(build_calendar([an_event(starts=date(2026, 12, 1), ends=date(2026, 12, 3))]))
    assert (read.starts, read.ends) == (date(2026, 12, 1), date(2026, 12, 3))


def test_a_private_event_says_so() -> None:
    content = build_calendar([an_event(private=True)])
    assert b"CLASS:PRIVATE" in content
    assert read_calendar(content)[0].private


def test_a_naive_time_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        build_calendar([an_event(starts=datetime(2026, 11, 28, 14, 0))])  # noqa: DTZ001


def test_what_recurs_is_written_in_the_time_of_the_house_with_its_zone() -> None:
    """Every last Saturday at seven in the morning, which is a Friday in UTC; one of them does not take place."""
    zone = ZoneInfo("Asia/Shanghai")
    starts = datetime(2026, 11, 28, 7, tzinfo=zone)
    skipped = datetime(2026, 12, 26, 7, tzinfo=zone)
    one = CalendarEvent(
        uid="series-1@liangxin", title="周末讲堂" * 30, starts=starts.astimezone(UTC), ends=starts + timedelta(hours=2),
        updated_at=starts, recurs="FREQ=MONTHLY;BYDAY=-1SA;COUNT=4", leaves_out=(skipped,),
    )  # fmt: skip
    written = build_calendar([one])
    assert max(len(line) for line in written.split(b"\r\n")) <= 75
    read = Calendar.from_ical(written)
    (rules,) = read.walk("VTIMEZONE")
    assert (str(rules["TZID"]), rules.walk("STANDARD")[0]["TZOFFSETTO"].td) == ("Asia/Shanghai", timedelta(hours=8))
    (event,) = read.walk("VEVENT")
    assert event["DTSTART"].params["TZID"] == "Asia/Shanghai"
    rule = rrulestr(event["RRULE"].to_ical().decode(), dtstart=event["DTSTART"].dt)
    left_out = {each.dt for each in event["EXDATE"].dts}
    days = [moment.date().isoformat() for moment in rule if moment not in left_out]
    assert days == ["2026-11-28", "2027-01-30", "2027-02-27"]
    assert str(event["SUMMARY"]) == "周末讲堂" * 30


def test_a_single_event_needs_no_zone() -> None:
    starts = datetime(2026, 11, 28, 7, tzinfo=UTC)
    one = CalendarEvent(uid="a@b", title="一次", starts=starts, ends=starts + timedelta(hours=1), updated_at=starts)
    assert Calendar.from_ical(build_calendar([one])).walk("VTIMEZONE") == []
