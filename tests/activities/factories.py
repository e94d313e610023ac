"""Activities and those who register, for tests."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from liangxin.access.actor import SYSTEM, Actor
from liangxin.access.selectors import own_actor
from liangxin.accounts.models import User
from liangxin.activities.models import Activity, ActivityKind
from liangxin.activities.services.planning import ActivityValues, plan_activity
from liangxin.activities.services.publishing import publish_activity
from liangxin.activities.services.registrations import Outcome, register
from liangxin.organisations.models import Organisation
from tests.access.factories import NOW, make_user
from tests.venues.factories import make_organisation

numbers = count(1)
HOUR = timedelta(hours=1)


def kind(code: str = "lecture", **changed: Any) -> ActivityKind:
    """A kind, made once for a code."""
    made, _new = ActivityKind.objects.get_or_create(code=code, defaults={"name": f"类型{code}", **changed})
    return made


def values(organiser: Organisation | None = None, **changed: Any) -> ActivityValues:
    """A lecture tomorrow for ten, open for registration."""
    plain = ActivityValues(
        kind=changed.pop("kind", None) or kind(), title=f"午间讲堂{next(numbers)}",
        organiser=organiser or make_organisation(), starts_at=NOW + 24 * HOUR, ends_at=NOW + 26 * HOUR,
        opens_at=NOW - HOUR, closes_at=NOW + 23 * HOUR, cancel_until=NOW + 12 * HOUR, capacity=10,
    )  # fmt: skip
    return replace(plain, **changed)


def draft(organiser: Organisation | None = None, **changed: Any) -> Activity:
    return plan_activity(actor=SYSTEM, values=values(organiser, **changed), now=NOW)


def published(organiser: Organisation | None = None, **changed: Any) -> Activity:
    """A published activity; changed: of ActivityValues."""
    return publish_activity(actor=SYSTEM, activity=draft(organiser, **changed), now=NOW)


def somebody(name: str = "") -> Actor:
    """A person on their own account."""
    return own_actor(user=make_user(name))


def account_of(actor: Actor) -> User:
    return User.objects.get(pk=actor.user_id)


def registered(activity: Activity, actor: Actor | None = None, *, now: datetime = NOW, **more: Any) -> Outcome:
    """Register somebody, another one each time."""
    more.setdefault("key", f"key{next(numbers)}")
    return register(actor=actor or somebody(), activity_id=activity.pk, now=now, **more)


def again(activity: Activity) -> Activity:
    """The activity as it is now."""
    return Activity.objects.get(pk=activity.pk)
