"""The numbers and pure rules of reaching people (docs/rules/notifications.md)."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

HOUSE_ZONE = ZoneInfo("Asia/Shanghai")
QUIET_FROM, QUIET_TO = time(22, 0), time(8, 0)  # R-NOT-01: nothing leaves the app at night unless a person says so
REMINDERS_A_DAY = 1  # R-NOT-02: reminders a person and day beyond the app
MOST_REMINDERS = 5  # R-NOT-02: that a person may choose a day
DIGEST_AT = time(8, 30)  # R-NOT-03: when a digest is made
DIGEST_WEEKDAY = 0  # R-NOT-03: a weekly one on Monday
MOST_ATTEMPTS = 6  # R-NOT-04: of one delivery, then it has failed
FIRST_WAIT = timedelta(minutes=1)  # R-NOT-04: before the second attempt; doubled each time
LONGEST_WAIT = timedelta(hours=4)  # R-NOT-04
LEASE = timedelta(minutes=10)  # R-NOT-05: a delivery taken up by a worker that died is taken up again
NOTICES_KEPT = timedelta(days=365)  # R-NOT-06
SHORT_TEXT = 35  # characters, R-NOT-07: longest value of an SMS variable
WEBHOOK_MOST_ATTEMPTS = 8  # R-NOT-09: over about two hours
WEBHOOK_LEASE = timedelta(minutes=10)  # R-NOT-05, of an event under way
WEBHOOKS_MOST = 50  # R-NOT-09: subscriptions of an installation


def is_quiet(*, at: datetime, quiet_from: time | None, quiet_to: time | None) -> bool:
    """Whether `at` lies in the quiet hours, which may cross midnight; equal or missing ends: there are none."""
    if quiet_from is None or quiet_to is None or quiet_from == quiet_to:
        return False
    clock = at.astimezone(HOUSE_ZONE).time()
    if quiet_from < quiet_to:
        return quiet_from <= clock < quiet_to
    return clock >= quiet_from or clock < quiet_to


def after_quiet(*, at: datetime, quiet_from: time | None, quiet_to: time | None) -> datetime:
    """The first moment from `at` on that is not quiet (R-NOT-01)."""
    if not is_quiet(at=at, quiet_from=quiet_from, quiet_to=quiet_to) or quiet_to is None:
        return at
    local = at.astimezone(HOUSE_ZONE)
    end = local.replace(hour=quiet_to.hour, minute=quiet_to.minute, second=0, microsecond=0)
    return end if end > local else end + timedelta(days=1)


def wait_before(*, attempt: int) -> timedelta:
    """How long after `attempt` failures the next attempt is made (R-NOT-04)."""
    doubled: timedelta = FIRST_WAIT * 2 ** max(attempt - 1, 0)
    return min(LONGEST_WAIT, doubled)


def next_digest(*, after: datetime, weekly: bool) -> datetime:
    """When the digest is made that collects what came at `after` (R-NOT-03)."""
    local = after.astimezone(HOUSE_ZONE)
    found = local.replace(hour=DIGEST_AT.hour, minute=DIGEST_AT.minute, second=0, microsecond=0)
    if found <= local:
        found += timedelta(days=1)
    while weekly and found.weekday() != DIGEST_WEEKDAY:
        found += timedelta(days=1)
    return found


def shortened(text: str, *, most: int = SHORT_TEXT) -> str:
    """`text` in at most `most` characters, cut with an ellipsis (R-NOT-07)."""
    return text if len(text) <= most else f"{text[: most - 1]}…"
