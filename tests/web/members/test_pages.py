"""The pages of members and persons at the desk, and 我的, through a client."""

import io
import json
import zipfile
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from liangxin.accounts.models import User
from liangxin.core.models import AuditEntry
from liangxin.members.models import Declaration, LinkedOrganisation, Membership
from liangxin.members.services.declarations import NewDeclaration, declare_membership
from liangxin.people.models import Correction, Person, PossibleDuplicate, Reveal
from liangxin.people.services.persons import NewPerson, register_person
from tests.access.factories import grant, make_user, role
from tests.helpers import client_for, queries
from tests.members.factories import membership, organisation
from tests.people.factories import NOW, TODAY, identity, officer, oneself, person
from tests.places import factories as places

pytestmark = pytest.mark.django_db


def today() -> str:
    """Views read the clock, so do these forms."""
    return timezone.localdate().isoformat()


class Desk:
    """A committee with two branches, their secretary and officer, and a member with an account."""

    def __init__(self) -> None:
        self.region = places.region()
        self.tower = places.tower(self.region)
        self.committee = organisation("综合党委", holds_members=False, home_place=self.region)
        self.home = organisation("云帆大厦联合党支部", self.committee, home_place=self.tower)
        self.other = organisation("潮生中心党支部", self.committee)
        self.number = identity()
        self.one = membership(
            self.home, "陈静宁", person_identity_number=self.number, person_phone="13812345678",
            person_home_address="滨港区云帆路8号", person_job_title="项目经理",
        )  # fmt: skip
        self.account = make_user("chen")
        Person.objects.filter(pk=self.one.person_id).update(user=self.account)

    def client(self, code: str, node: Any) -> Client:
        user = make_user()
        return client_for(user, grant=grant(user, role(code), node))

    @property
    def officer(self) -> Client:
        return self.client("organisation_officer", self.committee.node)

    @property
    def secretary(self) -> Client:
        return self.client("branch_secretary", self.home.node)

    @property
    def me(self) -> Client:
        return client_for(self.account)


@pytest.fixture
def desk() -> Desk:
    return Desk()


def text(response: Any) -> str:
    assert response.status_code == 200, response.content.decode()[:2000]
    return str(response.content.decode())


def test_the_list_shows_masked_members_of_the_grant_only(desk: Desk) -> None:
    membership(organisation("别处"), "王伟")
    page = text(desk.secretary.get(reverse("member-list")))
    assert "陈*宁" in page
    assert "138****5678" in page
    for hidden in ("陈静宁", "13812345678", desk.number, "王*"):
        assert hidden not in page
    assert "陈*宁" not in text(desk.secretary.get(reverse("member-list"), {"q": "wang"}))
    assert "陈*宁" in text(desk.secretary.get(reverse("member-list"), {"q": "cjn"}))


def test_a_list_of_any_length_takes_the_same_queries(desk: Desk) -> None:
    client = desk.officer
    client.get(reverse("member-list"))
    with queries() as few:
        client.get(reverse("member-list"))
    for _ in range(6):
        membership(desk.home)
    with queries(exactly=len(few)):
        client.get(reverse("member-list"))


@pytest.mark.parametrize(
    "query", ["category=probationary", "status=active", "key_staff=1", "elsewhere=1", "outside=1", "incomplete=1",
              "no_account=1", "last4=0011", "joined_from=2011-01-01", "level=manager"],
)  # fmt: skip
def test_every_filter_answers(desk: Desk, query: str) -> None:
    text(desk.officer.get(f"{reverse('member-list')}?{query}"))


def test_the_record_masks_numbers_and_shows_why_who_may_see_it(desk: Desk) -> None:
    page = text(desk.secretary.get(reverse("member", args=[desk.one.pk])))
    assert "陈静宁" in page
    assert f"**************{desk.number[-4:]}" in page
    assert "云帆路**" in page or "滨港区**" in page
    assert "谁能看到，为什么" in page
    assert "组织关系所在组织及其上级组织" in page
    assert desk.number not in page
    assert "13812345678" not in page


def test_a_reveal_asks_for_a_reason_and_the_member_sees_who_looked(desk: Desk) -> None:
    address = reverse("person-reveal", args=[desk.one.person_id])
    secretary = desk.secretary
    assert "13812345678" not in text(secretary.get(f"{address}?field=phone"))
    refused = secretary.post(address, {"field": "phone", "reason": ""})
    assert refused.status_code == 422
    assert Reveal.objects.count() == 0
    assert "13812345678" in text(secretary.post(address, {"field": "phone", "reason": "通知开会"}))
    looks = text(desk.me.get(reverse("me-looks")))
    assert "通知开会" in looks
    assert "手机号码" in looks


def test_names_of_ticked_rows_are_shown_after_a_reason(desk: Desk) -> None:
    secretary = desk.secretary
    page = text(secretary.post(reverse("member-names"), {"id": [desk.one.pk]}))
    assert "陈静宁" not in page
    assert f'value="{desk.one.person_id}"' in page
    shown = text(secretary.post(reverse("people-names"), {"id": [desk.one.person_id], "reason": "核对名单"}))
    assert "陈静宁" in shown
    assert Reveal.objects.get().field == "name"


def test_an_export_is_masked_as_shown_and_told_to_each_person(desk: Desk) -> None:
    secretary = desk.secretary
    refused = secretary.post(reverse("member-list"), {"do": "export-csv", "reason": "", "query": ""})
    assert refused.status_code == 302
    assert Reveal.objects.count() == 0
    response = secretary.post(reverse("member-list"), {"do": "export-csv", "reason": "支部换届核对", "query": ""})
    content = response.content.decode("utf-8-sig")
    assert "陈*宁" in content
    assert "陈静宁" not in content
    assert Reveal.objects.get().kind == "export"


def test_a_roster_on_paper_names_who_printed_it_and_why(desk: Desk) -> None:
    secretary = desk.secretary
    text(secretary.get(reverse("member-roster")))
    page = text(secretary.post(reverse("member-roster"), {"organisation": desk.home.pk, "reason": "年度核对"}))
    assert "陈静宁" in page
    assert "13812345678" in page
    assert "打印，共 1 人" in page
    look = Reveal.objects.get()
    assert (look.kind, look.reason) == ("print", "年度核对")
    book = secretary.post(reverse("member-national-form"), {"organisation": desk.home.pk, "reason": "报送采集表"})
    strings = zipfile.ZipFile(io.BytesIO(book.content)).read("xl/sharedStrings.xml").decode()
    assert "公民身份号码" in strings
    assert desk.number in strings
    other = desk.client("branch_secretary", desk.other.node)
    assert other.post(reverse("member-roster"), {"organisation": desk.home.pk, "reason": "年度核对"}).status_code == 422


def test_enrolling_through_the_form_keeps_input_where_it_is_refused(desk: Desk) -> None:
    secretary, address = desk.secretary, reverse("member-new")
    text(secretary.get(address))
    given = {
        "name": "王　伟", "identity_number": "31019919900101001", "organisation": desk.home.pk, "category": "full",
        "effective": today(), "joined_on": "2011-07",
    }  # fmt: skip
    refused = secretary.post(address, given)
    assert refused.status_code == 422
    assert "身份证号应为 18 位" in refused.content.decode()
    assert Membership.objects.count() == 1
    done = secretary.post(address, {**given, "identity_number": identity()})
    made = Membership.objects.exclude(pk=desk.one.pk).get()
    assert done.url == reverse("member", args=[made.pk])
    assert (made.person.name, made.joined_precision, made.home) == ("王伟", "month", desk.home)


def test_a_secretary_cannot_enrol_elsewhere(desk: Desk) -> None:
    given = {"name": "王伟", "organisation": desk.other.pk, "category": "full", "effective": today()}
    assert desk.secretary.post(reverse("member-new"), given).status_code == 422
    assert Membership.objects.count() == 1


def test_a_membership_is_changed_linked_transferred_and_ended(desk: Desk) -> None:
    client, pk = desk.client("district_officer", desk.committee.node), desk.one.pk
    for name in ("member-change", "member-link", "member-transfer", "member-end"):
        text(client.get(reverse(name, args=[pk])))
    client.post(
        reverse("member-change", args=[pk]), {"category": "full", "status": "active", "joined_on": "2011-07-01"}
    )
    linked = {"organisation": desk.other.pk, "kind": "mobile", "effective": today()}
    client.post(reverse("member-link", args=[pk]), linked)
    link = LinkedOrganisation.objects.get()
    there = desk.client("branch_secretary", desk.other.node)
    assert "陈静宁" in text(there.get(reverse("member-linked")))
    assert there.get(reverse("member", args=[pk])).status_code == 404
    basic = text(there.get(reverse("person", args=[desk.one.person_id])))
    assert "138****5678" not in basic
    assert client.post(reverse("member-link-end", args=[link.pk])).status_code == 302
    given = {"organisation": desk.other.pk, "effective": today(), "reason": "换工作"}
    client.post(reverse("member-transfer", args=[pk]), given)
    desk.one.refresh_from_db()
    assert (desk.one.home, desk.one.joined_on.isoformat()) == (desk.other, "2011-07-01")
    page = text(client.get(reverse("member", args=[pk])))
    assert "换工作" in page
    ended = client.post(reverse("member-end", args=[pk]), {"effective": today(), "reason": "出国定居"})
    assert ended.status_code == 302
    desk.one.refresh_from_db()
    assert desk.one.status == "ended"


def test_a_stranger_gets_404_and_an_employer_finds_no_page(desk: Desk) -> None:
    stranger = desk.client("branch_secretary", desk.other.node)
    for name in ("member", "member-change", "member-transfer", "member-end", "member-link"):
        assert stranger.get(reverse(name, args=[desk.one.pk])).status_code == 404
    for name in ("person", "person-change", "person-reveal", "person-account", "person-merge"):
        assert stranger.get(reverse(name, args=[desk.one.person_id])).status_code == 404
    from liangxin.trees.services.nodes import NewNode, create_node

    firm = create_node(new=NewNode(kind="enterprise", name="滨港云帆贸易有限公司", opened=TODAY), now=NOW)
    employer = desk.client("enterprise_contact", firm)
    assert employer.get(reverse("member-list")).status_code == 403
    assert employer.get(reverse("member", args=[desk.one.pk])).status_code == 404
    assert employer.get(reverse("person", args=[desk.one.person_id])).status_code == 404


def test_a_place_officer_sees_counts_and_no_record(desk: Desk) -> None:
    park = desk.client("place_officer", desk.region.node)
    assert park.get(reverse("member-list")).url == reverse("member-located")
    page = text(park.get(reverse("member-located")))
    assert "不到 5 人" in page
    assert "陈" not in page
    for _ in range(6):
        membership(desk.home)
    page = text(park.get(reverse("member-located")))
    assert "在这里的党员 7 人" in page
    assert park.get(reverse("member", args=[desk.one.pk])).status_code == 404
    assert park.get(reverse("member-located"), {"place": places.region("临江区").pk}).status_code == 404


def test_persons_are_registered_changed_found_and_given_an_account(desk: Desk) -> None:
    secretary = desk.secretary
    text(secretary.get(reverse("person-new")))
    made = secretary.post(
        reverse("person-new"), {"name": "李敏", "phone": "13900001111", "keeper": desk.home.pk, "sex": "2"}
    )
    li = Person.objects.get(name="李敏")
    assert made.url == reverse("person", args=[li.pk])
    page = text(secretary.get(reverse("person", args=[li.pk])))
    assert "139****1111" in page
    text(secretary.get(reverse("person-change", args=[li.pk])))
    changed = {"name": "李敏", "sex": "2", "job_title": "会计", "reason": "更新"}
    assert secretary.post(reverse("person-change", args=[li.pk]), changed).status_code == 302
    li.refresh_from_db()
    assert (li.job_title, li.phone) == ("会计", "13900001111")
    text(secretary.get(reverse("person-list")))
    text(secretary.get(reverse("person-find")))
    assert secretary.post(reverse("person-find"), {"number": "13900001111"}).url == reverse("person", args=[li.pk])
    assert "没有这个号码" in text(desk.officer.post(reverse("person-find"), {"number": "13900002222"}))
    text(secretary.get(reverse("person-account", args=[li.pk])))
    made_page = text(secretary.post(reverse("person-account", args=[li.pk]), {"username": ""}))
    account = User.objects.get(display_name="李敏")
    assert account.username in made_page
    assert secretary.post(reverse("person-account-unlink", args=[li.pk])).status_code == 302
    li.refresh_from_db()
    assert li.user is None


def test_an_administrator_links_by_paper(desk: Desk) -> None:
    user = make_user("paper")
    admin_user = make_user()
    admin = client_for(admin_user, grant=grant(admin_user, role("system_admin"), None))
    Person.objects.filter(pk=desk.one.person_id).update(user=None)
    text(admin.get(reverse("person-paper-link")))
    given = {"user": user.pk, "name": "陈静宁", "identity_number": desk.number, "reason": "纸面登记表"}
    wrong = admin.post(reverse("person-paper-link"), {**given, "name": "陈静"})
    assert wrong.status_code == 422
    assert admin.post(reverse("person-paper-link"), given).status_code == 302
    assert Person.objects.get(user=user).pk == desk.one.person_id
    assert admin.get(reverse("member", args=[desk.one.pk])).status_code == 404


def test_duplicates_are_seen_and_settled_above(desk: Desk) -> None:
    new = NewPerson(keeper=desk.other.node, values={"name": "陈静宁", "identity_number": desk.number})
    made = register_person(actor=officer(desk.other.node), new=new, now=NOW, today=TODAY)
    case = PossibleDuplicate.objects.get()
    assert desk.secretary.get(reverse("duplicate", args=[case.pk])).status_code == 404
    above = desk.officer
    assert "陈*宁" in text(above.get(reverse("duplicate-list")))
    text(above.get(reverse("duplicate", args=[case.pk])))
    done = above.post(reverse("duplicate", args=[case.pk]), {"do": "right", "reason": "同一人"})
    assert done.status_code == 302
    made.refresh_from_db()
    assert made.merged_into_id == desk.one.person_id
    twin = person(desk.home.node, "陈静宁")
    text(above.get(reverse("person-merge", args=[twin.pk])))
    given = {"duplicate": desk.one.person_id, "reason": "同一人"}
    assert above.post(reverse("person-merge", args=[twin.pk]), given).status_code == 302
    assert Membership.objects.get().person_id == twin.pk


# 我的 -------------------------------------------------------------------------------------------------------------


def test_my_page_shows_my_organisation_and_my_data(desk: Desk) -> None:
    me = desk.me
    page = text(me.get(reverse("me")))
    assert "云帆大厦联合党支部" in page
    assert "13812345678" not in page
    own = text(me.get(reverse("me-data")))
    assert "13812345678" in own
    assert desk.number in own
    text(me.get(reverse("me-export")))
    taken = json.loads(me.post(reverse("me-export"), {"kind": "json"}).content)
    assert taken["个人情况"][0]["身份证号"] == desk.number
    assert taken["组织关系"][0]["组织关系"] == "云帆大厦联合党支部"
    assert me.post(reverse("me-export"), {"kind": "xlsx"})["Content-Type"].endswith("spreadsheetml.sheet")
    assert AuditEntry.objects.filter(action="people.own_data_exported").count() == 2


def test_i_propose_a_correction_and_it_is_answered(desk: Desk) -> None:
    me, secretary = desk.me, desk.secretary
    text(me.get(reverse("me-correct")))
    assert me.post(reverse("me-correct"), {"field": "phone", "proposed": "12"}).status_code == 422
    me.post(reverse("me-correct"), {"field": "phone", "proposed": "139 0000 1111"})
    made = Correction.objects.get()
    assert "更正：手机号码" in text(me.get(reverse("me")))
    assert "陈*宁" in text(secretary.get(reverse("correction-list")))
    text(secretary.get(reverse("correction", args=[made.pk])))
    assert secretary.post(reverse("correction", args=[made.pk]), {"do": "decline", "answer": ""}).status_code == 422
    secretary.post(reverse("correction", args=[made.pk]), {"do": "accept", "answer": ""})
    assert Person.objects.get(pk=desk.one.person_id).phone == "13900001111"
    me.post(reverse("me-correct"), {"field": "other", "proposed": "入党日期"})
    again = Correction.objects.get(state="waiting")
    stranger = client_for(make_user())
    assert stranger.post(reverse("me-correct-withdraw", args=[again.pk])).status_code == 404
    assert me.post(reverse("me-correct-withdraw", args=[again.pk])).status_code == 302


def test_somebody_without_a_record_declares_and_the_secretary_confirms(desk: Desk) -> None:
    user = make_user("zhao")
    client = client_for(user)
    page = text(client.get(reverse("me")))
    assert "说明我的组织关系" in page
    assert client.get(reverse("me-correct")).status_code == 404
    text(client.get(reverse("me-declare"), {"q": "没有这个"}))
    address = reverse("me-declare")
    slug = desk.home.node.slug
    text(client.get(address, {"organisation": slug}))
    given = {
        "organisation": slug,
        "name": "赵磊",
        "category": "full",
        "joined_on": "2010",
        "identity_number": identity(),
    }
    assert client.post(address, {**given, "joined_on": "明年"}).status_code == 422
    assert client.post(address, given).status_code == 302
    made = Declaration.objects.get()
    assert "声明组织关系：云帆大厦联合党支部" in text(client.get(reverse("me")))
    secretary = desk.secretary
    assert "赵*" in text(secretary.get(reverse("declaration-list")))
    text(secretary.get(reverse("declaration", args=[made.pk])))
    assert (
        desk.client("branch_secretary", desk.other.node).get(reverse("declaration", args=[made.pk])).status_code == 404
    )
    assert secretary.post(reverse("declaration", args=[made.pk]), {"do": "decline", "answer": ""}).status_code == 422
    secretary.post(reverse("declaration", args=[made.pk]), {"do": "confirm", "answer": ""})
    assert "云帆大厦联合党支部" in text(client.get(reverse("me")))


def test_a_declaration_is_withdrawn_by_the_one_who_made_it(desk: Desk) -> None:
    user = make_user()
    made = declare_membership(
        actor=oneself(user), new=NewDeclaration(organisation=desk.home, name="赵磊"), now=NOW, today=TODAY
    )
    address = reverse("me-declare-withdraw", args=[made.pk])
    assert client_for(make_user()).post(address).status_code == 404
    assert client_for(user).post(address).status_code == 302


def test_the_desk_home_counts_members_and_lists_what_waits(desk: Desk) -> None:
    declare_membership(
        actor=oneself(make_user()), new=NewDeclaration(organisation=desk.home, name="赵磊"), now=NOW, today=TODAY
    )
    page = text(desk.secretary.get(reverse("desk-home")))
    assert "名党员" in page
    assert "确认 赵* 的党员身份声明" in page


@pytest.mark.parametrize(
    ("page", "element"), [("person-reveal", "reveal"), ("member-change", "act"), ("person-change", "act")]
)
def test_the_fragment_is_the_part_of_the_page(desk: Desk, page: str, element: str) -> None:
    from tests.helpers import folded, fragment_of

    client = desk.secretary
    pk = desk.one.pk if page.startswith("member") else desk.one.person_id
    address = reverse(page, args=[pk])
    whole = text(client.get(address))
    fragment = text(client.get(address, headers={"HX-Request": "true"}))
    assert fragment_of(whole, element) == folded(fragment)
