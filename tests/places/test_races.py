"""Two at once: the parent is locked, so the same place is not registered twice."""

import pytest

from liangxin.access.actor import SYSTEM
from liangxin.places.models import Place
from liangxin.places.services.places import NewPlace, PlaceExists, PlaceFacts, register_place
from tests.helpers import at_once
from tests.places import factories
from tests.places.factories import NOW, TODAY


@pytest.mark.django_db(transaction=True)
def test_the_same_place_registered_twice_at_once_is_registered_once() -> None:
    area = factories.area(factories.region())
    tower = factories.kind("tower")

    def register() -> Place:
        new = NewPlace(name="云帆大厦", parent=area, opened=TODAY, facts=PlaceFacts(kind=tower))
        return register_place(actor=SYSTEM, new=new, now=NOW, today=TODAY)

    results = at_once(register, register)
    assert sorted(type(result) for result in results if isinstance(result, Exception)) == [PlaceExists]
    assert Place.objects.filter(node__name="云帆大厦").count() == 1
