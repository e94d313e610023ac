"""The national collection form, whole: out of one district, into an empty one in one go, and out again the same."""

import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from django.utils import translation

from liangxin.access.actor import SYSTEM, Actor
from liangxin.access.registry import PERMISSIONS
from liangxin.members.choices import MemberCategory, MembershipStatus
from liangxin.members.models import HomeSpan, Membership
from liangxin.members.roster_words import CATEGORY, EDUCATION, SEX, STATUS
from liangxin.organisations.models import Organisation, Post, PostHolding
from liangxin.organisations.services.founding import remove_organisation
from liangxin.people.choices import Education, Sex
from liangxin.people.models import Person, Reveal
from liangxin.people.services.persons import remove_person
from liangxin.spreadsheets import rules, selectors
from liangxin.spreadsheets.models import ImportBatch
from liangxin.spreadsheets.national_form import tables_of, write_national_form
from liangxin.spreadsheets.reading import read_sheets
from liangxin.spreadsheets.services import applying, batches, corrections, reports, running, undoing
from liangxin.spreadsheets.services.batches import Upload
from liangxin.spreadsheets.services.national_form import export_national_form, upload_national_form
from tests.access.factories import actor, grant, make_role, make_user
from tests.helpers import client_for
from tests.members.factories import membership
from tests.organisations.factories import NOW, branch, committee, holding, organisation, post, root
from tests.people.factories import identity

pytestmark = pytest.mark.django_db


@pytest.fixture
def district() -> Organisation:
    return root()


@pytest.fixture
def who(district: Organisation) -> Actor:
    return actor(make_role(PERMISSIONS), district.node)


def settle(district: Organisation) -> None:
    """A committee with a general branch and two branches, all three relations to units, members of every kind."""
    top = committee(district, telephone="021-58880000", contact_name="周宁")
    general = organisation("望潮中心党总支", top, "general_branch", unit_relation="same_as_parent")
    joint = organisation(
        "云帆大厦联合党支部", top, "joint_branch", unit_relation="joint", stated_head="何平",
        units=[
            {"name": "甲公司", "nature": "民营", "establishment": "联合", "code": ""},
            {"name": "乙公司", "nature": "外资", "establishment": "联合", "code": ""},
        ],
    )  # fmt: skip
    first = branch(
        general, "望潮中心第一党支部", unit_relation="legal_unit",
        units=[{"name": "滨港望潮有限公司", "nature": "民营", "establishment": "单独", "code": "91350100M000100Y43"}],
    )  # fmt: skip
    whole = membership(
        first, "陈静", person_identity_number=identity(), person_ethnicity="03", person_education="20",
        person_phone="13800000001", person_landline="021-58888888", person_home_address="云帆路 8 号", person_job_title="会计",
        joined_on=date(2011, 7, 1), converted_on=date(2012, 7, 1), converted_precision="month",
    )  # fmt: skip
    holding(post(first), whole.person)
    membership(
        joint, "阿依夏木·买买提", person_identity_number=identity(), category="probationary", joined_on=date(2026, 1, 1),
        joined_precision="year", outflow="临江区",
    )  # fmt: skip
    membership(
        joint, "失联", person_identity_number=identity(), status="lost_contact", lost_contact_on=date(2025, 3, 1)
    )
    membership(joint, "停止", person_identity_number=identity(), status="suspended")


def cells(content: bytes) -> dict[str, list[list[Any]]]:
    return {name: sheet.rows for name, sheet in tables_of(read_sheets(content)).items()}


def empty(district: Organisation) -> None:
    """Take everything out of the district again."""
    people = [one.person for one in Membership.objects.select_related("person")]
    PostHolding.objects.all().delete()
    Post.objects.all().delete()
    HomeSpan.objects.all().delete()
    Membership.objects.all().delete()
    Reveal.objects.all().delete()
    for one in people:
        remove_person(actor=SYSTEM, person=one)
    for one in Organisation.objects.exclude(pk=district.pk).select_related("node", "type").order_by("-node__depth"):
        remove_organisation(actor=SYSTEM, organisation=one, now=NOW, reason="清空")


def records() -> list[Any]:
    bodies = Organisation.objects.values_list(
        "node__name", "node__parent__name", "type__code", "unit_relation", "units", "telephone", "contact_name"
    )
    members = Membership.objects.values_list(
        "person__name", "person__identity_index", "person__sex", "person__ethnicity", "person__birth_date",
        "person__birth_precision", "person__education", "person__job_title", "person__phone_index", "home__node__name",
        "category", "status", "joined_on", "joined_precision", "converted_on", "converted_precision", "lost_contact_on",
        "outflow",
    )  # fmt: skip
    return [sorted(map(str, bodies)), sorted(map(str, members))]


def brought(who: Actor, content: bytes) -> list[ImportBatch]:
    return upload_national_form(actor=who, upload=Upload(name="采集表.xlsx", content=content), now=NOW)


def test_out_into_an_empty_district_and_out_again(district: Organisation, who: Actor) -> None:
    settle(district)
    before, content = records(), export_national_form(actor=who, reason="年度上报", now=NOW)
    empty(district)
    assert [Organisation.objects.count(), Person.objects.count()] == [1, 0]
    first, second = brought(who, content)
    assert first.counts["planned"] == {"created": 4, "unchanged": 1}
    assert second.counts["planned"] == {"created": 4}
    assert second.counts["severity"] == {}
    applying.apply_batch(actor=who, batch=first, now=NOW)
    assert records() == before
    assert cells(export_national_form(actor=who, reason="年度上报", now=NOW)) == cells(content)
    again = brought(who, content)
    assert [each.counts["planned"] for each in again] == [{"unchanged": 5}, {"unchanged": 4}]
    with pytest.raises(undoing.UndoRefused):  # they have been told of the second export: something depends on them
        undoing.undo_batch(actor=who, batch=first, now=NOW)
    Reveal.objects.all().delete()
    undoing.undo_batch(actor=who, batch=first, now=NOW)
    assert [Organisation.objects.count(), Person.objects.count()] == [1, 0]
    assert set(ImportBatch.objects.filter(pk__in=[first.pk, second.pk]).values_list("status", flat=True)) == {"undone"}


def test_each_person_is_told_of_the_export_and_the_form_is_chinese(district: Organisation, who: Actor) -> None:
    settle(district)
    with translation.override("en"):
        content = export_national_form(actor=who, reason="年度上报", now=NOW)
    assert Reveal.objects.filter(kind="export", reason="年度上报").count() == 4
    assert "大学本科" in str(cells(content)["member"])
    below = Organisation.objects.get(node__name="望潮中心党总支")
    part = cells(export_national_form(actor=who, reason="年度上报", now=NOW, under=below.node.path))
    assert [row[0] for row in part["member"][1:]] == ["陈静"]
    assert [row[-1] for row in part["organisation"][1:]] == [None, "望潮中心党总支"]


@pytest.mark.parametrize(
    ("choices", "words"),
    [(Sex, SEX), (Education, EDUCATION), (MemberCategory, CATEGORY), (MembershipStatus, STATUS)],
)
def test_every_word_that_goes_out_is_understood_on_the_way_in(choices: Any, words: dict[str, str]) -> None:
    written = set(choices) - {Sex.UNKNOWN, Sex.UNSTATED, MembershipStatus.ENDED}
    assert {words[str(each.label)] for each in written} == {each.value for each in written}


def dirty() -> bytes:
    bodies = [
        {"name": "甲联合党支部", "category": "联合党支部", "parent": "金融城片区综合党委"},
        {"name": "不明组织"},
    ]  # fmt: skip
    members = [
        {"name": "王　伟", "identity_number": identity(), "branch": "甲联合党支部", "joined_on": "2011年7月"},
        {"name": "李敏", "identity_number": "3.10115E+17", "branch": "甲联合党支部"},
        {"name": "赵磊", "identity_number": identity(), "branch": "不明党支部"},
    ]  # fmt: skip
    return write_national_form(bodies, members)


def test_problems_stand_at_their_cells_and_what_is_mended_lets_others_in(district: Organisation, who: Actor) -> None:
    committee(district)
    first, second = brought(who, dirty())
    assert (first.counts["planned"], second.counts["planned"]) == (
        {"created": 1, "refused": 1}, {"created": 1, "refused": 2},
    )  # fmt: skip
    assert second.counts["problems"] == {"branch:members.no_such_home": 1, "identity_number:citizen_id.lost_digits": 1}
    errors = read_sheets(reports.error_file(actor=who, batch=second))
    assert [(sheet.name, len(sheet.rows) - 1) for sheet in errors] == [("组织汇总表", 1), ("党员汇总表", 2)]
    corrections.edit_cell(actor=who, batch=first, row_number=3, column="name", text="不明党支部", now=NOW)
    corrections.edit_cell(
        actor=who, batch=first, row_number=3, column="parent", text="金融城片区综合党委", now=NOW
    )  # fmt: skip
    second.refresh_from_db()
    assert second.counts["planned"] == {"created": 2, "refused": 1}
    applying.apply_batch(actor=who, batch=second, now=NOW)
    assert sorted(Membership.objects.values_list("person__name", flat=True)) == ["王伟", "赵磊"]
    undoing.undo_batch(actor=who, batch=second, now=NOW)
    assert Person.objects.count() == 0


def test_a_large_form_is_taken_by_the_worker_whole(
    district: Organisation, who: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    committee(district)
    monkeypatch.setattr(rules, "INLINE_ROWS", 1)
    first, second = brought(who, dirty())
    for one in (second, first):
        running.run_batch(batch_id=one.pk, now=NOW)
    first.refresh_from_db()
    applying.apply_batch(actor=who, batch=first, now=NOW)
    assert Membership.objects.count() == 0
    running.run_batch(batch_id=second.pk, now=NOW)
    assert set(ImportBatch.objects.values_list("status", flat=True)) == {"applied"}
    assert Membership.objects.count() == 1


def test_when_the_members_cannot_be_taken_back_the_organisations_stay(district: Organisation, who: Actor) -> None:
    committee(district)
    first, _second = brought(who, dirty())
    applying.apply_batch(actor=who, batch=first, now=NOW)
    one = Membership.objects.select_related("person").get()
    holding(post(one.home, opened=NOW.date()), one.person, start=NOW.date())
    with pytest.raises(undoing.UndoRefused):
        undoing.undo_batch(actor=who, batch=first, now=NOW)
    assert Organisation.objects.filter(node__name="甲联合党支部").exists()
    assert Membership.objects.count() == 1


def test_in_the_browser_both_parts_are_seen_and_go_in_with_one_button(district: Organisation) -> None:
    committee(district)
    user = make_user()
    client = client_for(user, grant=grant(user, make_role(PERMISSIONS), district.node))
    file = SimpleUploadedFile("采集表.xlsx", dirty())
    response = client.post(reverse("imports"), {"kind": "national-form", "file": file})
    first, second = ImportBatch.objects.order_by("pk")
    assert response.url == reverse("import-batch", args=[first.pk])
    shown = client.get(response.url).content.decode()
    assert "两部分一起导入，共 2 行" in shown
    assert reverse("import-batch", args=[second.pk]) in shown
    client.post(reverse("import-apply", args=[second.pk]))
    assert Membership.objects.count() == 1
    shown = client.get(reverse("import-batch", args=[first.pk])).content.decode()
    assert "下载两部分没有导入的 3 行" in shown
    client.post(reverse("import-undo", args=[first.pk]))
    assert Membership.objects.count() == 0
    assert not Organisation.objects.filter(node__name="甲联合党支部").exists()


def test_the_command_takes_the_workbook_whole(district: Organisation, tmp_path: Path) -> None:
    committee(district)
    file, report = tmp_path / "采集表.xlsx", tmp_path / "errors.xlsx"
    file.write_bytes(dirty())
    out = io.StringIO()
    call_command("import_file", "national-form", str(file), "--dry-run", stdout=out)
    assert Membership.objects.count() == 0
    call_command("import_file", "national-form", str(file), "--report", str(report), stdout=out)
    assert Membership.objects.count() == 1
    assert [sheet.name for sheet in read_sheets(report.read_bytes())] == ["组织汇总表", "党员汇总表"]
    assert selectors.parts_of_file(batch=ImportBatch.objects.order_by("pk").last() or ImportBatch())[0].bad == 1
    assert batches.parts_of(ImportBatch.objects.order_by("-pk")[0])[1].counts["outcome"] == {"created": 1, "refused": 2}
