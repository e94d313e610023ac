"""Pure rules of activities, and the numbers of this product's own policy."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from liangxin.activities.choices import Category, EligibilityKind

MOST_FEEDBACK_QUESTIONS = 3  # R-ACT-12
FEWEST_FEEDBACK_SHOWN = 5  # answers, R-ACT-13
MOST_IN_A_GROUP = 200  # persons registered at once, R-ACT-08
MOST_QUESTIONS = 10  # R-ACT-10
MOST_DATES = 120  # of a series planned at once, R-ACT-16
LONGEST_OFFER = timedelta(days=2)  # R-ACT-06
MOST_CHILDREN = 5  # of one guardian at one activity, R-ACT-09
EARLY_ENTRY = timedelta(hours=3)  # attendance may be noted before the start, R-ACT-11
LATE_ENTRY = timedelta(days=7)  # attendance may still be noted after the end, R-ACT-11
MOST_PHOTOS = 12  # of one activity, R-ACT-20
PHOTO_PURPOSE = "activities.photo"  # of files
ANSWER_PURPOSE = "activities.answer"
DOCUMENT_PURPOSE = "activities.document"
REGISTRATION_CODE = "activities.registration"  # purposes of codes
DOOR_CODE = "activities.door"
OWN_CODE_LIFE = timedelta(minutes=10)  # R-ACT-21
REMIND_BEFORE = timedelta(hours=20)  # of the start, R-ACT-17
FEEDBACK_SPAN = timedelta(days=30)  # after the end, R-ACT-12


def is_open(*, now: datetime, opens_at: datetime, closes_at: datetime, late_until: datetime | None) -> bool:
    """Whether one may register at `now` (R-ACT-02): [opens_at, closes_at), then as a late one until late_until."""
    return opens_at <= now and (now < closes_at or (late_until is not None and now < late_until))


def offered_until(*, now: datetime, minutes: int, starts_at: datetime) -> datetime | None:
    """Until when a free place is held for the next one waiting; None where it is given at once (R-ACT-06)."""
    return None if minutes == 0 else min(now + timedelta(minutes=minutes), starts_at)


@dataclass(frozen=True)
class WhereOneStands:
    """Somebody who wants to register. person_id: of the registers, where known. member: "", "full" or "probationary".
    The nodes: of the home organisation and all above it, of the enterprise, and of the places it works in and all
    above them."""

    person_id: int | None = None
    member: str = ""
    enterprise_id: int | None = None
    organisation_nodes: frozenset[int] = frozenset()
    place_nodes: frozenset[int] = frozenset()

    @property
    def nodes(self) -> frozenset[int]:
        own: frozenset[int] = frozenset() if self.enterprise_id is None else frozenset({self.enterprise_id})
        return self.organisation_nodes | self.place_nodes | own


NOWHERE = WhereOneStands()


@dataclass(frozen=True)
class Condition:
    """One eligibility. node_id: of an organisation, enterprise or place."""

    kind: str
    node_id: int | None = None
    category: str = ""


def is_of(category: str, stands: WhereOneStands) -> bool:
    """Whether somebody is of a category (R-ACT-04); residents and helpers are anybody: no register tells."""
    if category == Category.MEMBER:
        return bool(stands.member)
    if category == Category.PROBATIONARY:
        return stands.member == "probationary"
    if category == Category.STAFF:
        return stands.enterprise_id is not None
    return True


def is_eligible(conditions: Iterable[Condition], stands: WhereOneStands) -> bool:
    """Whether one of the conditions fits; none at all means everybody (R-ACT-04)."""
    conditions = list(conditions)
    return not conditions or any(_fits(condition, stands) for condition in conditions)


def _fits(condition: Condition, stands: WhereOneStands) -> bool:
    if condition.kind == EligibilityKind.ORGANISATION:
        return bool(stands.member) and condition.node_id in stands.organisation_nodes
    if condition.kind == EligibilityKind.ENTERPRISE:
        return condition.node_id is not None and condition.node_id == stands.enterprise_id
    if condition.kind == EligibilityKind.PLACE:
        return condition.node_id in stands.place_nodes
    return is_of(condition.category, stands)


@dataclass(frozen=True)
class Waiter:
    """One on the waiting list."""

    registration_id: int
    contingent_id: int | None


def next_in_line(
    waiters: Iterable[Waiter], *, free: int | None, free_by_contingent: dict[int, int]
) -> Sequence[Waiter]:
    """Who gets the free places: by number of arrival, passing over those whose kind of place is full (R-ACT-05)."""
    left = dict(free_by_contingent)
    chosen: list[Waiter] = []
    for waiter in waiters:
        if free is not None and len(chosen) >= free:
            break
        if waiter.contingent_id is not None:
            if left.get(waiter.contingent_id, 0) <= 0:
                continue
            left[waiter.contingent_id] -= 1
        chosen.append(waiter)
    return chosen


def age_on(birth: date, day: date) -> int:
    """Whole years."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))
