"""Services, slots and those who come to them."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from psycopg.types.range import TimestamptzRange

from liangxin.access.actor import SYSTEM, Actor
from liangxin.access.selectors import own_actor
from liangxin.accounts.models import User
from liangxin.venues.choices import ServiceMode
from liangxin.venues.models import Provider, ServiceCategory, ServiceItem, Slot, Station
from liangxin.venues.services.offers import ServiceValues, add_service, put_category
from liangxin.venues.services.providers import NewShift, add_shift, put_provider
from tests.access.factories import NOW, grant, make_user, numbers, role
from tests.helpers import TODAY

TOMORROW_AT_TEN = datetime(2026, 11, 24, 2, tzinfo=UTC)  # 10:00 in Shanghai


def category(code: str = "health") -> ServiceCategory:
    """A category of services."""
    return ServiceCategory.objects.filter(code=code).first() or put_category(actor=SYSTEM, code=code, name="健康")


def make_service(station: Station, name: str = "", **values: Any) -> ServiceItem:
    """A service by appointment, unless said otherwise."""
    given = {"mode": ServiceMode.APPOINTMENT, "category": category(), **values}
    return add_service(
        actor=SYSTEM, station=station, values=ServiceValues(name=name or f"服务{next(numbers)}", **given)
    )


def make_provider(station: Station, title: str = "") -> Provider:
    """Someone who provides services."""
    return put_provider(actor=SYSTEM, station=station, title=title or f"医生{next(numbers)}")


def make_slot(
    item: ServiceItem, *, at: datetime = TOMORROW_AT_TEN, minutes: int = 30, places: int = 1,
    provider: Provider | None = None,
) -> Slot:  # fmt: skip
    """One slot."""
    return Slot.objects.create(
        item=item, station=item.station, provider=provider or make_provider(item.station),
        during=TimestamptzRange(at, at + timedelta(minutes=minutes)), places=places,
    )  # fmt: skip


def make_shift(item: ServiceItem, provider: Provider, *, weekday: int = 2, since: date = TODAY, **values: Any) -> Any:
    """A weekly shift from ten to eleven."""
    given = {"start": 600, "end": 660, "slot_minutes": 30, "places": 1, **values}
    return add_shift(
        actor=SYSTEM, provider=provider, new=NewShift(item=item, weekday=weekday, since=since, **given), now=NOW
    )


def own(user: User | None = None) -> Actor:
    """An account on its own."""
    return own_actor(user=user or make_user())


def keeper_of(station: Station) -> tuple[User, Any]:
    """A keeper with a grant at the station."""
    user = make_user()
    return user, grant(user, role("station_keeper"), station.node)
