"""The pages of enterprises: lists and records, forms at their fields, fragments as in fresh pages, acts end to end."""

from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import reverse

from liangxin.access.models import Grant
from liangxin.core.models import AuditEntry
from liangxin.enterprises.models import Correction, Coverage, DesignatedContact, Enterprise
from liangxin.organisations.models import Organisation
from liangxin.places.models import Place
from tests.access import factories as access
from tests.enterprises import factories
from tests.enterprises.factories import NOW, TODAY, credit_code
from tests.helpers import client_for, folded, fragment_of, queries
from tests.places.factories import area, region, tower

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@dataclass
class World:
    spot: Place
    branch: Organisation
    one: Enterprise
    grant: Grant

    @property
    def client(self) -> Client:
        return client_for(self.grant.user, grant=self.grant)


@pytest.fixture
def world() -> World:
    finance = area(region())
    spot = tower(finance)
    one = factories.enterprise(
        "滨港合潮国际货运代理有限公司", spot, figures={"staff": 86, "members": 4, "young_staff": 31}, unit="12层"
    )
    grant = access.grant(access.make_user(), access.role("place_officer"), finance.node)
    return World(spot, factories.organisation("云帆大厦联合党支部", home_place=finance), one, grant)


def test_the_list_says_where_how_many_since_when_and_what_next(world: World) -> None:
    page = world.client.get(reverse("enterprise-list") + "?coverage=none&status=operating").content.decode()
    assert "滨港合潮国际货运代理</a>" in page
    assert "云帆大厦 12层" in page
    assert "逾期 7 天未覆盖" in page
    assert "&lt;5" in page  # four members: too few to be shown through a place
    assert 'aria-current="page">未覆盖' in page


def test_the_list_takes_a_fixed_number_of_queries(world: World) -> None:
    with queries() as few:
        world.client.get(reverse("enterprise-list"))
    for _ in range(5):
        more = factories.enterprise(place=world.spot)
        factories.covered(more, world.branch)
        factories.contacted(more, access.make_user())
    with queries(at_most=len(few) + 1):
        world.client.get(reverse("enterprise-list"))


def test_a_swapped_list_is_the_list_of_the_page(world: World) -> None:
    address = reverse("enterprise-list")
    page = world.client.get(address).content.decode()
    swapped = world.client.get(address, headers=HTMX).content.decode()
    assert folded(swapped).startswith("<")
    assert "滨港合潮国际货运代理" in swapped
    assert "<html" not in swapped
    assert "<html" in page


def test_registering_with_an_error_at_its_field_then_well(world: World) -> None:
    address = reverse("enterprise-new")
    values = {
        "name": "滨港新来有限公司", "credit_code": "91310115MA1KOOOO16", "place": str(world.spot.pk), "place_text": "云帆大厦",
        "moved_in": "2026-11-20", "staff": "20",
    }  # fmt: skip
    refused = world.client.post(address, values)
    page = refused.content.decode()
    assert refused.status_code == 422
    assert "不会出现在统一社会信用代码中" in page
    assert 'name="use_code" value="91310115MA1K000016"' in page
    taken = world.client.post(address, values | {"use_code": "91310115MA1K000016"}).content.decode()
    assert 'value="91310115MA1K000016"' in taken
    assert Enterprise.objects.count() == 1
    made = world.client.post(address, values | {"credit_code": "91310115MA1K000016"})
    found = Enterprise.objects.get(credit_code="91310115MA1K000016")
    assert made.headers["Location"] == reverse("enterprise", args=[found.pk])
    assert (found.staff_count, found.operating_places.get().place_id) == (20, world.spot.pk)


def test_a_code_held_elsewhere_is_said_to_be_with_the_superior_and_no_more(world: World) -> None:
    factories.enterprise("临江旧有有限公司", tower(area(region("临江区"))), credit_code=credit_code(77))
    values = {
        "name": "滨港另一有限公司",
        "credit_code": credit_code(77),
        "place": str(world.spot.pk),
        "place_text": "云帆大厦",
    }
    answer = world.client.post(reverse("enterprise-new"), values, follow=True)
    page = answer.content.decode()
    assert "已交上级核对" in page
    assert "临江旧有" not in page


def test_the_record_says_what_is_due_and_who_can_see(world: World) -> None:
    page = world.client.get(reverse("enterprise", args=[world.one.pk])).content.decode()
    assert "入驻 97 天，还没有指定联系人" in page
    assert "空白 97 天" in page
    assert "谁能看到，为什么" in page
    assert "企业在它的范围内经营" in page
    assert "企业填报" not in page


def test_the_record_of_a_past_day(world: World) -> None:
    factories.covered(world.one, world.branch, since=TODAY)
    past = world.client.get(reverse("enterprise", args=[world.one.pk]) + "?day=2026-11-01").content.decode()
    assert "这是 2026-11-01 的样子" in past
    assert "未覆盖" in past


def test_covering_and_then_again_names_who_answers(world: World) -> None:
    address = reverse("enterprise-act", args=[world.one.pk, "cover"])
    values = {"organisation": str(world.branch.pk), "organisation_text": "", "mode": "joint", "effective": "2026-11-23"}
    assert world.client.post(address, values).status_code == 302
    assert Coverage.objects.get().organisation_id == world.branch.pk
    again = world.client.post(address, values)
    assert again.status_code == 422
    assert "云帆大厦联合党支部自 2026-11-23 起负责这家企业" in again.content.decode()


def test_the_swapped_form_is_that_of_a_fresh_page(world: World) -> None:
    address = reverse("enterprise-act", args=[world.one.pk, "figures"])
    swapped = world.client.post(address, {"source": ""}, headers=HTMX).content.decode()
    fresh = world.client.post(address, {"source": ""}).content.decode()
    assert folded(swapped) == fragment_of(fresh, "act-form")


def test_the_bulk_bar_designates_and_leaves_those_that_have(world: World) -> None:
    person = access.make_user("shen")
    access.grant(person, access.role("place_officer"), world.spot.node)
    two = factories.enterprise(place=world.spot)
    factories.contacted(two, person)
    ids = [str(world.one.pk), str(two.pk)]
    asked = world.client.post(reverse("enterprise-designate-many"), {"id": ids})
    assert "选中 <b" in asked.content.decode()
    values = {"id": ids, "confirm": "1", "user": str(person.pk), "user_text": "shen", "effective": "2026-11-23"}
    done = world.client.post(reverse("enterprise-designate-many"), values, follow=True)
    assert "办好 1 家，1 家已有，未改。" in done.content.decode()
    assert DesignatedContact.objects.filter(user=person).count() == 2


def test_my_enterprises_under_a_grant_that_does_not_reach_them(world: World) -> None:
    me = world.grant.user
    factories.contacted(world.one, me)
    factories.contacted(factories.enterprise(place=tower(area(region("临江区")))), me)
    page = world.client.get(reverse("enterprise-mine")).content.decode()
    assert "滨港合潮国际货运代理" in page
    assert "另有 1 家不在现在身份的范围内" in page


def test_a_number_is_shown_with_a_reason_and_written_down(world: World) -> None:
    from liangxin.access.actor import SYSTEM
    from liangxin.enterprises.services.contacts import add_contact

    contact = add_contact(actor=SYSTEM, enterprise=world.one, name="周一宁", role="人事", phone="13812347710", now=NOW)
    record = world.client.get(reverse("enterprise", args=[world.one.pk])).content.decode()
    assert "138****7710" in record
    assert "周*宁" in record
    assert "13812347710" not in record
    address = reverse("enterprise-part-act", args=[world.one.pk, "reveal-contact", contact.pk])
    assert world.client.post(address, {"reason": ""}).status_code == 422
    shown = world.client.post(address, {"reason": "约走访"})
    assert "13812347710" in shown.content.decode()
    assert shown.headers["Cache-Control"] == "no-store"
    entry = AuditEntry.objects.get(action="enterprises.contact_revealed")
    assert (entry.object_id, entry.reason, entry.user_id) == (world.one.pk, "约走访", world.grant.user_id)


def test_an_enterprise_sees_itself_proposes_a_correction_and_nothing_of_membership(world: World) -> None:
    grant = access.grant(access.make_user(), access.role("enterprise_contact"), world.one.node)
    itself = client_for(grant.user, grant=grant)
    page = itself.get(reverse("enterprise", args=[world.one.pk])).content.decode()
    assert "党员" not in page
    assert "发生过什么" not in page
    other = factories.enterprise(place=world.spot)
    assert itself.get(reverse("enterprise", args=[other.pk])).status_code == 404
    address = reverse("enterprise-act", args=[world.one.pk, "correct"])
    assert itself.post(address, {"field": "staff", "new_value": "九十"}).status_code == 422
    assert itself.post(address, {"field": "staff", "new_value": "91"}).status_code == 302
    correction = Correction.objects.get()
    assert itself.get(reverse("enterprise-correction", args=[correction.pk])).status_code == 403
    decided = world.client.post(reverse("enterprise-correction", args=[correction.pk]), {"do": "accept", "reason": ""})
    assert decided.status_code == 302
    world.one.refresh_from_db()
    assert world.one.staff_count == 91


def test_a_conflict_shows_both_and_is_settled(world: World) -> None:
    from liangxin.access.actor import SYSTEM
    from liangxin.enterprises.services.claims import claim_coverage

    factories.covered(world.one, world.branch)
    rival = factories.organisation("航运物流行业党委", home_place=world.spot)
    claim = claim_coverage(
        actor=SYSTEM, enterprise=world.one, organisation=rival, mode="industry", reason="行业归口", now=NOW
    )
    listed = world.client.get(reverse("enterprise-conflicts")).content.decode()
    assert "云帆大厦联合党支部" in listed
    assert "航运物流行业党委" in listed
    address = reverse("enterprise-conflict", args=[claim.pk])
    values = {"do": "transfer", "effective": "2026-11-23", "reason": "按行业归口"}
    assert world.client.post(address, values).status_code == 302
    assert Coverage.objects.get(during__upper_inf=True).organisation_id == rival.pk
    stranger = access.grant(access.make_user(), access.role("place_officer"), area(region("临江区")).node)
    assert client_for(stranger.user, grant=stranger).get(address).status_code == 404
