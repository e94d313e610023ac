"""Walk-ins, notes, and entries that a device sends late or twice."""

from datetime import timedelta

import pytest

from liangxin.core.errors import NotAllowed, RuleBroken
from liangxin.venues.models import KeeperEntry, KeeperNote, Station, WalkInCount
from liangxin.venues.selectors.keeping import month_of, open_notes, recent_conflicts, walk_ins_on
from liangxin.venues.services.keeping import (
    NewEntry,
    add_walk_ins,
    set_walk_ins,
    settle_note,
    take_entry,
    write_note,
)
from tests.access.factories import NOW, TODAY, actor
from tests.helpers import at_once
from tests.venues.factories import make_station

KEY = "0123456789abcdef"


@pytest.fixture
def station(db: None) -> Station:
    return make_station()


def test_walk_ins_grow_by_taps_and_never_fall_below_none(station: Station) -> None:
    keeper = actor("station_keeper", station.node)
    for people in (1, 1, 5, -3):
        add_walk_ins(actor=keeper, station=station, day=TODAY, part="morning", people=people, today=TODAY)
    assert walk_ins_on(station=station, day=TODAY) == {"morning": 4}
    assert add_walk_ins(actor=keeper, station=station, day=TODAY, part="morning", people=-9, today=TODAY) == 0
    assert add_walk_ins(actor=keeper, station=station, day=TODAY, part="evening", people=-1, today=TODAY) == 0
    with pytest.raises(RuleBroken) as refused:
        add_walk_ins(
            actor=keeper, station=station, day=TODAY + timedelta(days=1), part="morning", people=1, today=TODAY
        )
    assert refused.value.code == "venues.walk_ins_in_the_future"


def test_a_month_is_a_sheet_of_every_day(station: Station) -> None:
    keeper = actor("station_keeper", station.node)
    set_walk_ins(actor=keeper, station=station, counts=[(TODAY, "morning", 12), (TODAY, "afternoon", 30)], today=TODAY)
    set_walk_ins(actor=keeper, station=station, counts=[(TODAY, "morning", 13)], today=TODAY)
    sheet = month_of(station=station, first=TODAY.replace(day=1))
    assert (len(sheet), sum(row.total for row in sheet)) == (30, 43)
    assert [people for _part, _label, people in sheet[TODAY.day - 1].cells] == [13, 30, None]
    with pytest.raises(RuleBroken):
        set_walk_ins(actor=keeper, station=station, counts=[(TODAY, "morning", -1)], today=TODAY)
    with pytest.raises(NotAllowed):
        set_walk_ins(actor=actor("station_keeper", make_station().node), station=station, counts=[], today=TODAY)


def test_a_note_stays_until_it_is_settled(station: Station) -> None:
    keeper = actor("station_keeper", station.node)
    note = write_note(actor=keeper, station=station, text="话筒没电", at=NOW)
    assert open_notes(station=station, now=NOW) == [note]
    assert open_notes(station=station, now=NOW + timedelta(days=15)) == []
    settle_note(actor=keeper, note_id=note.pk, at=NOW)
    assert open_notes(station=station, now=NOW) == []
    with pytest.raises(RuleBroken):
        write_note(actor=keeper, station=station, text="  ", at=NOW)


def test_an_entry_counts_once_however_often_it_is_sent(station: Station) -> None:
    keeper = actor("station_keeper", station.node)

    def one_more() -> object:
        return add_walk_ins(actor=keeper, station=station, day=TODAY, part="morning", people=1, today=TODAY)

    new = NewEntry(key=KEY, act="walk-ins", noted_at=NOW)
    for _number in range(3):
        assert take_entry(actor=keeper, station=station, new=new, apply=one_more, now=NOW).outcome == "taken"
    assert (walk_ins_on(station=station, day=TODAY), KeeperEntry.objects.count()) == ({"morning": 1}, 1)


def test_what_a_rule_refuses_is_kept_as_a_conflict(station: Station) -> None:
    keeper = actor("station_keeper", station.node)

    def refused() -> object:
        KeeperNote.objects.create(station=station, text="x", written_at=NOW)
        return write_note(actor=keeper, station=station, text="", at=NOW)

    row = take_entry(
        actor=keeper, station=station, new=NewEntry(key=KEY, act="note.write", noted_at=NOW), apply=refused, now=NOW
    )
    assert (row.outcome, row.message) == ("conflict", "请写一句要交接的话。")
    assert KeeperNote.objects.count() == 0  # nothing of it happened
    assert [one.pk for one in recent_conflicts(station=station, now=NOW)] == [row.pk]


def test_an_entry_needs_a_number_and_a_station_of_ones_own(station: Station) -> None:
    keeper = actor("station_keeper", station.node)
    with pytest.raises(RuleBroken) as refused:
        take_entry(
            actor=keeper, station=station, new=NewEntry(key="k", act="x", noted_at=NOW), apply=lambda: None, now=NOW
        )
    assert refused.value.code == "venues.key_missing"
    stranger = actor("station_keeper", make_station().node)
    with pytest.raises(NotAllowed):
        take_entry(
            actor=stranger, station=station, new=NewEntry(key=KEY, act="x", noted_at=NOW), apply=lambda: None, now=NOW
        )
    assert KeeperEntry.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_two_devices_tap_at_once_and_one_entry_sent_twice_at_once_counts_once() -> None:
    station = make_station()
    keeper = actor("station_keeper", station.node)

    def tap(key: str) -> object:
        def one_more() -> object:
            return add_walk_ins(actor=keeper, station=station, day=TODAY, part="morning", people=1, today=TODAY)

        return take_entry(
            actor=keeper, station=station, new=NewEntry(key=key, act="walk-ins", noted_at=NOW), apply=one_more, now=NOW
        )

    at_once(*[lambda key=key: tap(key) for key in ("a" * 16, "a" * 16, "b" * 16, "c" * 16)])
    assert WalkInCount.objects.get().people == 3
