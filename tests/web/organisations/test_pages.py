"""The pages of organisations: what each shows, to whom; forms; fragments as their pages."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from liangxin.access.actor import SYSTEM
from liangxin.enterprises.models import Coverage
from liangxin.organisations.models import AllianceMember, Organisation, OrganisationLead, PostHolding
from liangxin.organisations.selectors.links import recognitions_of, tags_of
from liangxin.organisations.services.acts import move_organisation, rename_organisation
from liangxin.organisations.services.links import add_lead, create_tag, join_alliance
from liangxin.rulebook.prepare import prepare as prepare_rulebook
from tests.access.factories import actor, grant, make_user, role
from tests.enterprises.factories import enterprise
from tests.helpers import client_for, folded, fragment_of, queries
from tests.organisations.factories import (
    NOW,
    OPENED,
    again,
    alliance,
    branch,
    committee,
    holding,
    organisation,
    post,
    root,
)
from tests.people.factories import person
from tests.places.factories import area, region, tower

pytestmark = pytest.mark.django_db


def signed_in(code: str, node: Any) -> Client:
    user = make_user()
    return client_for(user, grant=grant(user, role(code), node))


@pytest.fixture
def world() -> dict[str, Any]:
    place = area(region())
    house = tower(place, "启航楼")
    district = root()
    finance = committee(district, home_place=place, strand="regional")
    bonded = committee(district, "保税片区综合党委", strand="regional")
    made = organisation(
        "启航楼联合党支部", finance, "joint_branch", home_place=house, strand="regional", establishment_mode="joint",
        term_starts_on=date(2024, 3, 12), term_ends_on=timezone.localdate() + timedelta(days=30), telephone="0310-61234567",
    )  # fmt: skip
    secretary = post(made)
    holding(secretary, person(made.node, "陆远"))
    vacant = post(made, "organisation_commissioner", opened=date(2024, 3, 12))
    return {
        "place": place, "house": house, "district": district, "finance": finance, "bonded": bonded, "branch": made,
        "secretary": secretary, "vacant": vacant, "officer": signed_in("district_officer", district.node),
    }  # fmt: skip


def page(client: Client, name: str, *args: Any, query: str = "", status: int = 200) -> str:
    response = client.get(reverse(name, args=args) + query)
    assert response.status_code == status, response.content.decode()[:2000]
    return response.content.decode()


def test_the_record_says_what_it_is_what_is_due_and_who_sees_it(world: dict[str, Any]) -> None:
    text = page(world["officer"], "organisation", world["branch"].pk)
    for words in ("启航楼联合党支部", "联合党支部", "区域化引领", "金融城片区综合党委", "启航楼", "陆*", "组织委员", "空缺",
                  "谁能看到，为什么", "沿革", "2024-03-12", "换届", "0310-61234567"):  # fmt: skip
        assert words in text, words
    assert "陆远" not in text


def test_a_place_grant_reads_the_public_part_only(world: dict[str, Any]) -> None:
    text = page(signed_in("place_officer", world["place"].node), "organisation", world["branch"].pk)
    assert "启航楼联合党支部" in text
    assert "您以现在的身份看到的是公开部分" in text
    for hidden in ("陆*", "班子", "沿革", "谁能看到"):
        assert hidden not in text


def test_what_one_may_not_know_of_is_not_found(world: dict[str, Any]) -> None:
    stranger = signed_in("organisation_officer", world["bonded"].node)
    for name in ("organisation", "organisation-change", "organisation-rename", "organisation-move", "organisation-print",
                 "organisation-tree-below", "organisation-post-new", "organisation-tags"):  # fmt: skip
        page(stranger, name, world["branch"].pk, status=404)
    assert "启航楼联合党支部" not in page(stranger, "organisation-list")
    assert client_for().get(reverse("organisation", args=[world["branch"].pk])).status_code == 302


def test_the_list_filters_in_the_address_and_takes_a_fixed_number_of_queries(world: dict[str, Any]) -> None:
    officer = world["officer"]
    assert "保税片区综合党委" in page(officer, "organisation-list")
    narrowed = page(officer, "organisation-list", query="?type=joint_branch&q=qihang")
    assert "启航楼联合党支部" in narrowed
    assert "保税片区综合党委" not in narrowed
    for number in range(5):
        branch(world["finance"], f"支部{number}")
    page(officer, "organisation-list")
    with queries() as few:
        page(officer, "organisation-list")
    for number in range(5, 20):
        branch(world["finance"], f"支部{number}")
    with queries(at_most=len(few)):
        page(officer, "organisation-list")


def test_the_list_leaves_as_a_file(world: dict[str, Any]) -> None:
    response = world["officer"].post(
        reverse("organisation-list"), {"do": "export-csv", "query": "type=joint_branch", "reason": "核对"}
    )
    assert response.status_code == 200
    text = b"".join(response).decode("utf-8-sig") if response.streaming else response.content.decode("utf-8-sig")
    assert "启航楼联合党支部" in text
    assert "保税片区综合党委" not in text


def test_the_tree_opens_on_the_way_and_fetches_below(world: dict[str, Any]) -> None:
    officer = world["officer"]
    text = page(officer, "organisation-tree", query=f"?at={world['branch'].pk}")
    assert text.count('role="treeitem"') == 4
    lines = folded(page(officer, "organisation-tree-below", world["finance"].pk))
    assert "启航楼联合党支部" in lines
    found = officer.get(reverse("organisation-tree-found"), {"q": "qhl"}, HTTP_HX_REQUEST="true").content.decode()
    whole = page(officer, "organisation-tree-found", query="?q=qhl")
    assert folded(found) == fragment_of(whole, "tree-found")
    assert "启航楼联合党支部" in found


def test_the_tree_of_a_past_day(world: dict[str, Any]) -> None:
    from tests.organisations.factories import act

    rename_organisation(
        actor=SYSTEM, organisation=world["branch"], name="启航楼新支部", act=act(date(2025, 6, 1)), now=NOW
    )
    move_organisation(
        actor=SYSTEM, organisation=world["branch"], parent=world["bonded"], act=act(date(2025, 7, 1)), now=NOW
    )
    text = page(world["officer"], "organisation-tree", query="?day=2025-05-31")
    assert "启航楼联合党支部" in text
    assert "启航楼新支部" not in text
    assert "共 4 个组织" in text


def founding(world: dict[str, Any], **values: Any) -> dict[str, Any]:
    return {
        "parent": world["finance"].pk, "type": "branch", "name": "云帆大厦党支部",
        "effective": f"{timezone.localdate():%Y-%m-%d}", "is_public": "on", **values,
    }  # fmt: skip


def test_founding_asks_the_parent_first_and_leads_to_the_record(world: dict[str, Any]) -> None:
    officer = world["officer"]
    assert "先选上级" in page(officer, "organisation-new")
    form = page(officer, "organisation-new", query=f"?parent={world['finance'].pk}")
    assert "联合党支部" in form
    response = officer.post(
        reverse("organisation-new"), founding(world, home_place=world["house"].pk, establishment_mode="separate")
    )
    made = Organisation.objects.get(node__name="云帆大厦党支部")
    assert (response.status_code, response["Location"]) == (302, reverse("organisation", args=[made.pk]))
    assert (made.establishment_mode, made.home_place_id) == ("separate", world["house"].pk)


def test_a_refused_founding_keeps_the_input_and_swaps_as_the_page_shows_it(world: dict[str, Any]) -> None:
    officer = world["officer"]
    given = founding(world, name="启航楼联合党支部")
    whole = officer.post(reverse("organisation-new"), given)
    swapped = officer.post(reverse("organisation-new"), given, HTTP_HX_REQUEST="true")
    assert (whole.status_code, swapped.status_code) == (422, 422)
    assert "同一上级之下已有“启航楼联合党支部”" in whole.content.decode()
    assert folded(swapped.content.decode()) == fragment_of(whole.content.decode(), "new")
    assert Organisation.objects.filter(node__name="启航楼联合党支部").count() == 1


def test_every_act_by_its_form_and_back_by_the_notice(world: dict[str, Any]) -> None:
    officer, subject = world["officer"], world["branch"]
    day = f"{timezone.localdate():%Y-%m-%d}"
    posts: list[tuple[str, dict[str, Any]]] = [
        ("organisation-rename", {"name": "启航楼第一党支部"}),
        ("organisation-move", {"parent": world["bonded"].pk}),
        ("organisation-change-type", {"type": "general_branch", "name": "启航楼党总支"}),
        ("organisation-dissolve", {}),
    ]
    for name, values in posts:
        assert "生效日期" in page(officer, name, subject.pk)
        given = {"effective": day, "reason": "工作需要", "document_number": "滨综〔2026〕9号", **values}
        response = officer.post(reverse(name, args=[subject.pk]), given)
        assert response.status_code == 302, response.content.decode()[:3000]
        act = subject.acts.order_by("-pk").first()
        assert act.reason == "工作需要"
        back = officer.post(reverse("organisation-take-back", args=[act.pk]), {"next": "/desk/"})
        assert back.status_code == 302
        act.refresh_from_db()
        assert act.undone_at is not None
    now = again(subject)
    assert (now.node.name, now.node.parent_id, now.type.code, now.node.during.upper) == (
        "启航楼联合党支部", world["finance"].pk, "joint_branch", None,
    )  # fmt: skip


def test_merging_by_its_form(world: dict[str, Any]) -> None:
    into = organisation("云帆联合党支部", world["finance"], "joint_branch")
    given = {"effective": "2026-11-01", "reason": "合并", "document_number": "", "into": into.pk}
    response = world["officer"].post(reverse("organisation-merge", args=[world["branch"].pk]), given)
    assert response.status_code == 302
    assert again(world["branch"]).node.during.upper == date(2026, 11, 1)
    assert "启航楼联合党支部 并入" in page(world["officer"], "organisation", into.pk)


def test_htmx_is_led_on_by_a_header(world: dict[str, Any]) -> None:
    given = {"effective": "今天", "reason": "改名", "document_number": "", "name": "新名党支部"}
    response = world["officer"].post(
        reverse("organisation-rename", args=[world["branch"].pk]), given, HTTP_HX_REQUEST="true"
    )
    assert response["HX-Redirect"] == reverse("organisation", args=[world["branch"].pk])


def test_posts_are_set_up_filled_ended_and_given_up(world: dict[str, Any]) -> None:
    officer = world["officer"]
    member = person(world["branch"].node, "唐宜")
    appoint = reverse("organisation-appoint", args=[world["vacant"].pk])
    assert "登记组织委员任职" in page(officer, "organisation-appoint", world["vacant"].pk)
    given = {"person": member.pk, "start": "2026-11-02", "source": "elected"}
    response = officer.post(appoint, given)
    assert response.status_code == 302, response.content.decode()[:3000]
    held = PostHolding.objects.get(post=world["vacant"])
    again_ = officer.post(appoint, given)
    assert again_.status_code == 422
    assert "已有人担任" in again_.content.decode()
    end = {"end": "2026-11-20", "reason": "调离", "evaluation": ""}
    assert officer.post(reverse("organisation-holding-end", args=[held.pk]), end).status_code == 302
    held.refresh_from_db()
    assert (held.during.upper, held.end_reason) == (date(2026, 11, 20), "调离")
    closing = reverse("organisation-post-close", args=[world["vacant"].pk])
    assert officer.post(closing, {"end": "2026-11-21", "reason": "不再设"}).status_code == 302
    new = reverse("organisation-post-new", args=[world["branch"].pk])
    assert officer.post(new, {"kind": "youth_commissioner", "opened": "2026-11-21"}).status_code == 302
    assert [each.kind.code for each in world["branch"].posts.order_by("pk")] == [
        "secretary", "organisation_commissioner", "youth_commissioner",
    ]  # fmt: skip


def test_leads_tags_titles_and_alliances(world: dict[str, Any]) -> None:
    officer, subject = world["officer"], world["branch"]
    given = {"lead": world["bonded"].pk, "kind": "joint", "start": "2026-01-01", "note": ""}
    assert officer.post(reverse("organisation-lead-new", args=[subject.pk]), given).status_code == 302
    lead = OrganisationLead.objects.get(organisation=subject)
    assert "共同领导：保税片区综合党委" in page(officer, "organisation", subject.pk)
    assert (
        officer.post(
            reverse("organisation-lead-end", args=[lead.pk]), {"end": "2026-11-01", "reason": "调整"}
        ).status_code
        == 302
    )
    chips = create_tag(actor=SYSTEM, code="chips", name="芯片", group="industry", area=None)
    assert officer.post(reverse("organisation-tags", args=[subject.pk]), {"tags": [chips.pk]}).status_code == 302
    assert [each.name for each in tags_of(node_id=subject.pk)] == ["芯片"]
    title = {"title": "市示范点", "level": "municipal", "awarded_by": "市委组织部门", "awarded_on": "2025-07-01"}
    assert officer.post(reverse("organisation-title-new", args=[subject.pk]), title).status_code == 302
    assert [each.title for each in recognitions_of(node_id=subject.pk)] == ["市示范点"]
    group = alliance(world["finance"])
    joined = {"organisation": subject.pk, "role": "理事长单位", "start": "2026-01-01"}
    assert officer.post(reverse("organisation-join", args=[group.pk]), joined).status_code == 302
    assert "理事长单位" in page(officer, "organisation-members", group.pk)
    assert "成员 1 家" in page(officer, "organisation", group.pk)
    member = AllianceMember.objects.get(alliance=group)
    assert officer.post(reverse("organisation-leave", args=[member.pk]), {"end": "2026-11-01"}).status_code == 302
    assert "理事长单位" not in page(officer, "organisation-members", group.pk)


def test_the_joint_lead_reads_the_public_part(world: dict[str, Any]) -> None:
    add_lead(actor=SYSTEM, organisation=world["branch"], lead=world["bonded"], start=OPENED, now=NOW)
    text = page(signed_in("organisation_officer", world["bonded"].node), "organisation", world["branch"].pk)
    assert "您以现在的身份看到的是公开部分" in text
    assert "陆*" not in text


def test_the_reports(world: dict[str, Any]) -> None:
    officer = world["officer"]
    join_alliance(
        actor=SYSTEM, alliance=alliance(world["finance"]), members=[world["branch"].node], start=OPENED, now=NOW
    )
    holding(
        post(world["finance"], "commissioner"),
        person(world["finance"].node, "沈宁"),
        home_unit_name="某证券公司",
        source="part_time",
    )
    assert "启航楼联合党支部" in page(officer, "organisation-terms")
    assert "组织委员" in page(officer, "organisation-vacancies")
    crossed = page(officer, "organisation-cross-postings")
    assert "沈*" in crossed
    assert "某证券公司" in crossed
    assert "金沙湾党建联盟" in page(officer, "organisation-alliances")
    strands = page(officer, "organisation-strands")
    assert "共有 5 个组织" in strands
    assert "共有 0 个组织" in page(officer, "organisation-strands", query="?day=2017-12-31")


def test_the_print_has_posts_masked_and_acts(world: dict[str, Any]) -> None:
    text = page(world["officer"], "organisation-print", world["branch"].pk)
    assert "陆*" in text
    assert "陆远" not in text
    assert "成立" in text


def test_details_are_corrected_with_a_reason_that_is_read_on_the_record(world: dict[str, Any]) -> None:
    officer, subject = world["officer"], world["branch"]
    given = {"strand": "unit", "telephone": "0310-60000000", "reason": "核对更正", "is_public": "on"}
    assert "五位一体" in page(officer, "organisation-change", subject.pk)
    assert officer.post(reverse("organisation-change", args=[subject.pk]), given).status_code == 302
    text = page(officer, "organisation", subject.pk)
    assert "核对更正" in text
    assert "0310-60000000" in text


def test_the_pending_box_and_the_numbers(world: dict[str, Any]) -> None:
    from liangxin.web.organisations.entries import ends_of_term, organisation_numbers, vacancies

    who, today = actor("organisation_officer", world["finance"].node), timezone.localdate()
    assert [item.title for item in ends_of_term(who, today)] == ["筹备 启航楼联合党支部 换届"]
    assert [item.title for item in vacancies(who, today)] == ["补选 启航楼联合党支部 组织委员"]
    assert [number.value for number in organisation_numbers(who, today)] == ["2", 1]
    assert list(vacancies(actor("viewer", world["finance"].node), today)) == []


def test_advice_rests_on_the_rulebook(world: dict[str, Any]) -> None:
    prepare_rulebook(NOW)
    text = page(world["officer"], "organisation", world["branch"].pk)
    assert "正式党员 0 名，不足 3 名" in text
    assert "《" in text


def test_types_are_kept_by_the_system_administrator(world: dict[str, Any]) -> None:
    keeper = make_user()
    client = client_for(keeper, grant=grant(keeper, role("system_admin"), None))
    assert "综合党委" in page(client, "organisation-types")
    made = {
        "code": "service_team",
        "name": "服务队党支部",
        "family": "party",
        "level": "branch",
        "parents": ["committee"],
    }
    assert client.post(reverse("organisation-type-new"), made).status_code == 302
    refused = client.post(
        reverse("organisation-type", args=["comprehensive_committee"]), {"name": "综合党委", "children": []}
    )
    assert refused.status_code == 422
    assert "之下已有" in refused.content.decode()
    changed = client.post(reverse("organisation-type", args=["service_team"]), {"name": "服务队支部", "children": []})
    assert changed.status_code == 302
    page(world["officer"], "organisation-types", status=403)


def test_a_joint_branch_is_founded_with_its_units_and_answers_for_them(world: dict[str, Any]) -> None:
    firm = enterprise("滨港云帆贸易有限公司", world["house"])
    since = timezone.localdate() - timedelta(days=30)
    Coverage.objects.create(enterprise=firm, organisation=world["finance"], mode="territorial", during=(since, None))
    given = founding(world, type="joint_branch", name="云帆联合党支部", establishment_mode="joint", unit_1=firm.pk)
    response = world["officer"].post(reverse("organisation-new"), given)
    assert response.status_code == 302, response.content.decode()[:3000]
    made = Organisation.objects.get(node__name="云帆联合党支部")
    now = Coverage.objects.get(enterprise=firm, during__upper_inf=True)
    assert (now.organisation_id, now.mode) == (made.pk, "joint")
