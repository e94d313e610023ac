"""The keeper's day is made of what areas bring: what happens at a station today, and what the keeper may do about it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from liangxin.core.errors import NotFound

if TYPE_CHECKING:
    from liangxin.access.actor import Actor

EXPECTED, CAME, ABSENT = "expected", "came", "absent"


@dataclass(frozen=True, kw_only=True)
class Visitor:
    """Someone who is expected. name: masked; state: EXPECTED, CAME or ABSENT; words: a second line.

    came_act, absent_act, back_act: names of acts that take `id`; "" where that is not offered.
    """

    id: int
    name: str
    state: str = EXPECTED
    at: datetime | None = None
    words: object = ""
    came_act: str = ""
    absent_act: str = ""
    back_act: str = ""
    back_label: object = ""  # in place of “撤回”


@dataclass(frozen=True, kw_only=True)
class Sitting:
    """One thing that happens at a station on a day: a booking of a room, a slot, an activity.

    room_id: the lane it stands in, None for none; sealed: shown as taken, without title or people;
    tone: "serv", "mgmt", "indu" or ""; count: “4 / 6”; visitors: who is to be checked in.
    """

    kind: str
    id: int
    starts_at: datetime
    ends_at: datetime
    title: object
    where: object = ""
    room_id: int | None = None
    count: object = ""
    tone: str = ""
    url: str = ""
    note: object = ""
    sealed: bool = False
    visitors: Sequence[Visitor] = ()

    @property
    def came(self) -> int:
        return sum(visitor.state == CAME for visitor in self.visitors)


Source = Callable[["Actor", Any, date, datetime], Iterable[Sitting]]


@dataclass(frozen=True, kw_only=True)
class Act:
    """What the keeper's device asks to be done. subject_id: of what; value: a word or a number; at: when on the device."""

    actor: "Actor"
    station: Any
    subject_id: int
    value: str
    at: datetime
    now: datetime


SOURCES: list[tuple[int, Source]] = []
ACTS: dict[str, Callable[[Act], object]] = {}


def keeper_source(*, order: int = 50) -> Callable[[Source], Source]:
    """Register what an area brings to the day of a station that the actor keeps; a fixed number of queries."""

    def register(source: Source) -> Source:
        SOURCES.append((order, source))
        return source

    return register


def keeper_act(name: str) -> Callable[[Callable[[Act], object]], Callable[[Act], object]]:
    """Register what happens on an act ("appointment.came"): one service call, which asks for rights itself.

    It may come late: from a device that was without a network. What a rule refuses by then is shown as a conflict.
    """

    def register(do: Callable[[Act], object]) -> Callable[[Act], object]:
        if name in ACTS:
            raise ValueError(f"two acts are named {name}")
        ACTS[name] = do
        return do

    return register


def sittings_of(actor: "Actor", station: Any, day: date, now: datetime) -> list[Sitting]:
    """Everything of the day, in the order of time."""
    sources = sorted(SOURCES, key=lambda one: one[0])
    found = [one for _order, source in sources for one in source(actor, station, day, now)]
    return sorted(found, key=lambda one: (one.starts_at, one.ends_at, one.kind, one.id))


def do_act(name: str, act: Act) -> object:
    """Do it. Raises NotFound for an act that nobody registered, and as its service."""
    if name not in ACTS:
        raise NotFound()
    return ACTS[name](act)
