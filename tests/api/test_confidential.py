"""Confidential appointments through the programs' door: they name nobody, and leave no trace of who."""

from typing import Any

import pytest

from liangxin.api.models import IdempotentAnswer
from liangxin.venues.models import Appointment
from tests.access.factories import make_user
from tests.api.conftest import program_for
from tests.places.factories import tower
from tests.venues.factories import make_station, make_world
from tests.venues.offer_factories import make_service, make_slot

pytestmark = pytest.mark.django_db


@pytest.fixture
def slots(district: Any) -> dict[str, Any]:
    make_world()
    station = make_station("云帆站", place=tower(district))
    return {
        "station": station, "open": make_slot(make_service(station, "家庭医生"), places=2),
        "closed": make_slot(make_service(station, "心理咨询", is_confidential=True), places=2),
    }  # fmt: skip


def test_no_answer_of_a_confidential_appointment_is_kept(slots: dict[str, Any]) -> None:
    me = program_for(make_user("me"), None)
    first = me("post", f"/slots/{slots['closed'].pk}/appointments", {}, key="k1")
    assert first.status_code == 201, first.content.decode()
    assert not IdempotentAnswer.objects.exists()
    again = me("post", f"/slots/{slots['closed'].pk}/appointments", {}, key="k1")
    assert again.json()["id"] == first.json()["id"]
    assert Appointment.objects.count() == 1
    assert [each["id"] for each in me("get", "/me/appointments").json()["items"]] == [first.json()["id"]]


def test_the_station_lists_open_kinds_masked_and_no_confidential_ones(slots: dict[str, Any], program: Any) -> None:
    someone = make_user("someone")
    me = program_for(someone, None)
    made = me("post", f"/slots/{slots['open'].pk}/appointments", {}).json()
    other = program_for(make_user("other"), None)
    hidden = other("post", f"/slots/{slots['closed'].pk}/appointments", {}).json()["id"]
    [told] = program("get", "/appointments").json()["items"]
    assert (told["id"], told["code"]) == (made["id"], "")
    assert told["name"] != someone.display_name
    for act in ("came", "absence"):
        assert program("post", f"/appointments/{hidden}/{act}").status_code == 404
    assert program("get", f"/services/{slots['closed'].item_id}/slots").json()[0]["left"] == 1
