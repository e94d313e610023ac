"""What is on in the demo district: half a year of it in the finance area, a month around today everywhere else."""

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from liangxin.access.actor import SYSTEM
from liangxin.activities.choices import ActivityStatus, RegistrationStatus
from liangxin.activities.models import ActivityKind
from liangxin.activities.seeds_stories import tell_stories
from liangxin.activities.selectors.activities import list_kinds
from liangxin.activities.services.planning import ActivityValues
from liangxin.activities.services.records import Comer, RecordValues, record_activities
from liangxin.core.demo import World
from liangxin.people.selectors import list_persons
from liangxin.venues.choices import StationStatus
from liangxin.venues.selectors.stations import StationFilter, list_stations

if TYPE_CHECKING:
    from liangxin.venues.models import Station

DEMO_FILE = Path(__file__).resolve().parent / "data" / "demo.toml"
LOCAL = ZoneInfo("Asia/Shanghai")
HALF_YEAR, PAST_DAYS, COMING_DAYS = 182, 14, 17
FINANCE_SESSIONS = 520  # in the past half-year (#143)
COMERS = {"small": (2, 7), "seed": (6, 18)}
CHANCE_OF_WORDS = 0.25


@dataclass
class Sowing:
    """One loading of the demo's activities. people: ids of persons who may come."""

    world: World
    data: dict[str, Any]
    kinds: dict[str, ActivityKind]
    people: list[int]
    records: list[RecordValues] = field(default_factory=list)

    def at(self, day: date, clock: str) -> datetime:
        hour, _colon, minute = clock.partition(":")
        return datetime.combine(day, time(int(hour), int(minute)), LOCAL)

    def comers(self, count: int, *, over: bool, among: Sequence[int] | None = None) -> list[Comer]:
        """So many persons; over: most of them came, and some of those said how it was."""
        chance = self.world.random
        pool = self.people if among is None else among
        found = []
        for person_id in chance.sample(pool, min(count, len(pool))):
            came = chance.random() < 0.88 if over else None
            said = came is True and chance.random() < CHANCE_OF_WORDS
            found.append(
                Comer(
                    person_id=person_id, came=came,
                    scores=(chance.choice((3, 4, 4, 5, 5, 5)), chance.choice((3, 4, 5, 5))) if said else (),
                    words=chance.choice(self.data["words"]["good"]) if said and chance.random() < 0.4 else "",
                )
            )  # fmt: skip
        return found

    def waiting(self, count: int, *, but: Iterable[Comer]) -> list[Comer]:
        known = {one.person_id for one in but}
        rest = [person for person in self.people if person not in known]
        chosen = self.world.random.sample(rest, min(count, len(rest)))
        return [Comer(person_id=person, status=RegistrationStatus.WAITING) for person in chosen]

    def report(self) -> str:
        return str(self.world.random.choice(self.data["words"]["reports"]))

    def record(self, values: ActivityValues, **more: Any) -> RecordValues:
        """As it stands today: over, or published and filling."""
        planned = min(values.opens_at or values.starts_at - timedelta(days=14), self.world.now)
        over = values.ends_at <= self.world.now
        more.setdefault("status", ActivityStatus.FINISHED if over else ActivityStatus.PUBLISHED)
        return RecordValues(values=replace(values, opens_at=values.opens_at or planned), planned_at=planned, **more)


def seed(world: World) -> None:
    """Write the demo's activities; keys are noted in `world.things`."""
    people = list(list_persons(actor=SYSTEM).order_by("pk").values_list("pk", flat=True)[:1_500])
    kinds = {kind.code: kind for kind in list_kinds()}
    sowing = Sowing(world, tomllib.loads(DEMO_FILE.read_text("utf-8")), kinds, people)
    stations = _open_stations(world)
    finance = world.things["place:finance"].node.path
    in_finance = [one for one in stations if one.place.node.path.startswith(finance)]
    records = [*_half_year(sowing, in_finance), *_month(sowing, stations, in_finance)]
    made = record_activities(actor=SYSTEM, records=records, now=world.now)
    world.things["activity:all"] = made
    tell_stories(sowing)
    world.say(f"{len(made)} activities at {len(stations)} stations")


def _open_stations(world: World) -> "list[Station]":
    rows = list_stations(actor=SYSTEM, narrowed=StationFilter(), day=world.today)
    return [one for one in rows if one.status == StationStatus.OPEN and one.owner_id is not None]


def _half_year(sowing: Sowing, stations: "Sequence[Station]") -> Iterator[RecordValues]:
    """The finance area's sessions of the past half-year, growing towards today."""
    chance, today = sowing.world.random, sowing.world.today
    for number in range(FINANCE_SESSIONS):
        ago = PAST_DAYS + 1 + int((HALF_YEAR - PAST_DAYS - 2) * chance.random() ** 1.3)
        yield _over(sowing, stations[number % len(stations)], _workday(today - timedelta(days=ago), back=True))


def _month(sowing: Sowing, stations: "Sequence[Station]", in_finance: "Sequence[Station]") -> Iterator[RecordValues]:
    """Everywhere: what was in the last two weeks, and what comes."""
    chance, today = sowing.world.random, sowing.world.today
    busy = {one.pk for one in in_finance}
    for station in stations:
        for _number in range(chance.choice((1, 2, 2, 3)) if station.pk in busy else chance.choice((0, 1, 2))):
            yield _over(sowing, station, _workday(today - timedelta(days=chance.randint(1, PAST_DAYS)), back=True))
        for _number in range(chance.choice((1, 2, 3, 3)) if station.pk in busy else chance.choice((1, 1, 2))):
            yield _coming(sowing, station, _workday(today + timedelta(days=chance.randint(0, COMING_DAYS))))


def _values(sowing: Sowing, station: "Station", day: date) -> ActivityValues:
    chance, sort = sowing.world.random, sowing.world.random.choice(sowing.data["everyday"])
    starts = sowing.at(day, chance.choice(sort["at"]))
    assert station.owner is not None
    return ActivityValues(
        kind=sowing.kinds[sort["kind"]], title=chance.choice(sort["titles"]), summary=sort["summary"],
        organiser=station.owner, station=station, where=chance.choice(("", "一楼活动区", "学习室", "多功能厅")),
        starts_at=starts, ends_at=starts + timedelta(minutes=sort["minutes"]), opens_at=starts - timedelta(days=14),
        closes_at=starts - timedelta(minutes=30), cancel_until=starts - timedelta(hours=4), capacity=sort["capacity"],
    )  # fmt: skip


def _over(sowing: Sowing, station: "Station", day: date) -> RecordValues:
    chance, world = sowing.world.random, sowing.world
    values = _values(sowing, station, day)
    count = chance.randint(*COMERS[world.scale])
    recent = (world.today - day).days <= 30
    return sowing.record(
        values, comers=sowing.comers(min(count, values.capacity or count), over=True), asks_afterwards=True,
        report=sowing.report() if recent and chance.random() < 0.5 else "",
        papers=not recent or chance.random() < 0.6,
    )  # fmt: skip


def _coming(sowing: Sowing, station: "Station", day: date) -> RecordValues:
    chance = sowing.world.random
    values = _values(sowing, station, day)
    if values.ends_at <= sowing.world.now:
        return _over(sowing, station, day)
    mood = chance.random()
    if mood < 0.18:  # full, and some wait
        values = replace(values, capacity=6, offer_minutes=chance.choice((0, 30)))
        held = sowing.comers(6, over=False)
        return sowing.record(values, comers=[*held, *sowing.waiting(chance.randint(1, 4), but=held)])
    if mood < 0.26 and values.starts_at > sowing.world.now + timedelta(days=5):  # not open yet
        return sowing.record(replace(values, opens_at=values.starts_at - timedelta(days=3)))
    few = mood < 0.45  # nearly full
    count = chance.randint(*COMERS[sowing.world.scale])
    if not few and values.capacity is not None:
        count = min(count, values.capacity)
    return sowing.record(
        replace(values, capacity=count + chance.randint(1, 4)) if few else values,
        comers=sowing.comers(count, over=False),
    )


def _workday(day: date, *, back: bool = False) -> date:
    """That day, or the nearest one that is no weekend."""
    if day.weekday() < 5:
        return day
    return day - timedelta(days=day.weekday() - 4) if back else day + timedelta(days=7 - day.weekday())
