"""Tags and titles on the records of places and enterprises."""

from typing import Any

import pytest
from django.urls import reverse

from liangxin.access.actor import SYSTEM
from liangxin.core.errors import NotAllowed
from liangxin.organisations.selectors.links import recognitions_of, tags_of
from liangxin.organisations.services.links import RecognitionSpan, create_tag
from liangxin.organisations.services.marks import NewTitle, award_to_record, set_record_tags
from tests.access.factories import grant, make_user, role
from tests.enterprises.factories import enterprise
from tests.helpers import TODAY, client_for
from tests.places import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def park() -> Any:
    return factories.park(factories.area(factories.region()))


@pytest.fixture
def tag() -> Any:
    return create_tag(actor=SYSTEM, code="chips", name="芯片", group="industry", area=None)


@pytest.fixture
def desk(park: Any) -> Any:
    user = make_user("park")
    return client_for(user, grant=grant(user, role("place_officer"), park.node))


def test_a_place_is_tagged_and_named_from_its_record(desk: Any, park: Any, tag: Any) -> None:
    record = desk.get(reverse("place", args=[park.pk])).content.decode()
    assert reverse("mark-tags", args=["place", park.pk]) in record and "还没有标签和荣誉。" in record
    assert desk.post(reverse("mark-tags", args=["place", park.pk]), {"tags": [tag.pk]}).status_code == 302
    title = {"title": "五星园区", "level": "district", "awarded_by": "滨港区", "awarded_on": "2026-05-01"}
    assert desk.post(reverse("mark-title", args=["place", park.pk]), title).status_code == 302
    record = desk.get(reverse("place", args=[park.pk])).content.decode()
    assert "芯片" in record and "五星园区" in record
    assert "五星园区" in desk.get(reverse("mark-title", args=["place", park.pk])).content.decode()  # its history
    assert desk.post(reverse("mark-tags", args=["place", park.pk]), {"tags": []}).status_code == 302
    assert list(tags_of(node_id=park.pk)) == []


def test_an_enterprise_is_tagged_from_its_record(desk: Any, park: Any, tag: Any) -> None:
    one = enterprise(place=park)
    assert (
        reverse("mark-tags", args=["enterprise", one.pk])
        in desk.get(reverse("enterprise", args=[one.pk])).content.decode()
    )
    assert desk.post(reverse("mark-tags", args=["enterprise", one.pk]), {"tags": [tag.pk]}).status_code == 302
    assert [each.name for each in tags_of(node_id=one.pk)] == ["芯片"]


def test_others_may_not(park: Any, tag: Any) -> None:
    elsewhere = factories.park(factories.area(factories.region("临江区")), "听涛园")
    reader = factories.officer(park, permissions=["places:place:read"])
    for record, actor in ((elsewhere, factories.officer(park)), (park, reader)):
        with pytest.raises(NotAllowed):
            set_record_tags(actor=actor, record=record, tags=[tag])
        with pytest.raises(NotAllowed):
            award_to_record(actor=actor, record=record, new=_title())
        assert list(tags_of(node_id=record.pk)) == [] and list(recognitions_of(node_id=record.pk)) == []


def test_a_title_does_not_end_before_it_is_awarded(park: Any) -> None:
    with pytest.raises(RecognitionSpan):
        award_to_record(actor=SYSTEM, record=park, new=_title(valid_to=TODAY.replace(year=2020)))


def _title(**values: Any) -> NewTitle:
    return NewTitle(**{"title": "五星园区", "level": "district", "awarded_by": "滨港区", "awarded_on": TODAY, **values})
