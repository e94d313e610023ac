"""Activities brought from elsewhere: counters equal the rows, and what was said names nobody."""

import pytest

from liangxin.access.actor import SYSTEM
from liangxin.activities.models import Attendance, Feedback, Registration
from liangxin.activities.services.planning import ContingentValues
from liangxin.activities.services.records import Comer, RecordValues, add_comers, record_activities
from tests.access.factories import NOW, make_user
from tests.activities.factories import HOUR, again, values

pytestmark = pytest.mark.django_db


def test_counters_equal_the_rows() -> None:
    comers = [Comer(guest_name=f"客{number}", contingent=number % 2, came=True, scores=(5, 4)) for number in range(3)]
    comers.append(Comer(guest_name="等", contingent=0, status="waiting"))
    starts = NOW - 48 * HOUR
    given = values(
        starts_at=starts, ends_at=starts + HOUR, opens_at=starts - 48 * HOUR, closes_at=starts, cancel_until=starts,
        contingents=[ContingentValues(name="甲", capacity=2), ContingentValues(name="乙", capacity=2)],
    )  # fmt: skip
    record = RecordValues(
        values=given, planned_at=NOW - 96 * HOUR, comers=comers, asks_afterwards=True, report="办好了"
    )
    (made,) = record_activities(actor=SYSTEM, records=[record], now=NOW)
    activity = again(made)
    assert (activity.taken, activity.waiting, activity.last_seq, activity.status) == (3, 1, 4, "finished")
    assert [one.taken for one in activity.contingents.order_by("position")] == [2, 1]
    assert (Registration.objects.count(), Attendance.objects.count(), Feedback.objects.count()) == (4, 3, 3)
    assert activity.report.headcount == 3


def test_people_are_put_on_a_list_afterwards() -> None:
    starts = NOW - 48 * HOUR
    given = values(
        starts_at=starts,
        ends_at=starts + HOUR,
        opens_at=starts - HOUR,
        closes_at=starts,
        cancel_until=starts,
        capacity=1,
    )
    (made,) = record_activities(actor=SYSTEM, records=[RecordValues(values=given, planned_at=starts - HOUR)], now=NOW)
    add_comers(
        actor=SYSTEM,
        activity=made,
        comers=[Comer(user_id=make_user().pk, came=name) for name in (True, False)],
        now=NOW,
    )
    activity = again(made)
    assert (activity.taken, activity.capacity, activity.last_seq) == (2, 2, 2)
