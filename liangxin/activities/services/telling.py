"""Telling registrants, in the transaction of what it tells of: one INSERT, nothing remote."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from liangxin.activities import notices
from liangxin.activities.models import Activity, Registration
from liangxin.notifications.services.notices import queue_facts, queue_notice


def address_of(slug: str) -> str:
    """The activity's page."""
    return f"/activities/{slug}/"


def tell_placed(
    *, user_id: int, registration_id: int, slug: str, title: str, starts_at: datetime, is_quiet: bool, now: datetime
) -> None:
    """Tell one person that they have a place: on the hot path, from values already read."""
    _tell(
        notices.PLACED, [user_id], slug=slug, key=f"registration-{registration_id}-placed", is_quiet=is_quiet,
        facts={"title": title, "starts": starts_at}, now=now,
    )  # fmt: skip


def tell_registrants(
    kind: str, activity: Activity, registrations: Iterable[Registration], *, now: datetime, about: str = "",
    **facts: object,
) -> None:  # fmt: skip
    """Tell the accounts behind registrations of one activity. about: sets apart what is told twice, a change of time."""
    users = sorted({each.user_id for each in registrations if each.user_id is not None})
    key = f"activity-{activity.pk}-{kind.rsplit('.', 1)[-1]}{f'-{about}' if about else ''}"
    _tell(
        kind, users, slug=activity.slug, key=key, is_quiet=activity.kind.is_confidential,
        facts={"title": activity.title, "starts": activity.starts_at, "where": activity.where, **facts}, now=now,
    )  # fmt: skip


def tell_accounts(
    kind: str, user_ids: Iterable[int], activity: Activity, *, key: str, url: str = "", now: datetime, **facts: object
) -> None:
    """Tell accounts that have to do with an activity, not as registrants."""
    _tell(
        kind, sorted(set(user_ids)), slug=activity.slug, url=url, key=key, is_quiet=False,
        facts={"title": activity.title, "starts": activity.starts_at, **facts}, now=now,
    )  # fmt: skip


def _tell(
    kind: str, users: list[int], *, slug: str, key: str, is_quiet: bool, facts: Mapping[str, object], now: datetime,
    url: str = "",
) -> None:  # fmt: skip
    address = url or address_of(slug)
    if is_quiet:
        queue_notice(kind=notices.QUIET, to=users, title="", body="", url=address, key=key, now=now)
    else:
        queue_facts(kind=kind, to=users, facts=facts, url=address, key=key, now=now)
