"""Rosters of organisations as people make them, and the ten items of the national form, through the import services."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from liangxin.access.actor import Actor
from liangxin.organisations.models import Organisation, OrganisationAct
from liangxin.organisations.roster import short_form, type_of_name
from liangxin.organisations.selectors.organisations import OrganisationFilter, list_organisations
from liangxin.spreadsheets import selectors
from liangxin.spreadsheets.models import DuplicateClaim, ImportBatch
from liangxin.spreadsheets.services import applying, batches, undoing
from liangxin.spreadsheets.services.batches import Upload
from liangxin.spreadsheets.services.national_form import export_national_form, upload_national_form
from tests.access.factories import actor
from tests.organisations.factories import NOW, TODAY, branch, committee, holding, organisation, post, root
from tests.people.factories import person
from tests.spreadsheets.factories import xlsx

pytestmark = pytest.mark.django_db
HEAD = [
    "党组织名称",
    "上级党组织",
    "组织类别",
    "党组织书记",
    "联系电话",
    "党组织所在单位情况",
    "单位名称",
    "统一社会信用代码",
    "成立日期",
]


class Area:
    """A district with two areas, and somebody who imports for one of them."""

    def __init__(self) -> None:
        self.district = root()
        self.top = committee(self.district)
        self.other = committee(self.district, "保税片区综合党委")
        self.officer = actor("organisation_officer", self.top.node)
        self.district_officer = actor("district_officer", self.district.node)

    def upload(
        self, rows: Sequence[Sequence[Any]], *, who: Actor | None = None, head: Sequence[str] = HEAD
    ) -> ImportBatch:
        upload = Upload(name="组织名册.xlsx", content=xlsx([head, *rows]))
        return batches.upload_batch(actor=who or self.officer, kind_code="organisations", upload=upload, now=NOW)

    def apply(
        self, rows: Sequence[Sequence[Any]], *, who: Actor | None = None, head: Sequence[str] = HEAD
    ) -> ImportBatch:
        batch = self.upload(rows, who=who, head=head)
        return applying.apply_batch(actor=who or self.officer, batch=batch, now=NOW)


@pytest.fixture
def area() -> Area:
    return Area()


def problems(batch: ImportBatch) -> list[tuple[str, str]]:
    views = selectors.views_of(batch=batch, rows=list(selectors.rows_of_batch(batch=batch, only_problems=True)))
    return [(each.column, each.code) for view in views for each in selectors.problems_of(view=view)]


def test_a_body_and_what_is_below_it_come_in_one_file_in_any_order(area: Area) -> None:
    rows = [
        [
            "望潮中心第一党支部",
            "望潮中心党总支",
            "党支部",
            "陈　静",
            "021-58888888",
            "法人单位",
            "滨港望潮有限公司",
            "",
            "",
        ],
        ["望潮中心党总支", "", "党总支", "", "", "", "", "", ""],
    ]
    batch = area.apply(rows)
    assert problems(batch) == []
    below = Organisation.objects.get(node__name="望潮中心第一党支部")
    assert below.node.parent is not None
    assert (below.node.parent.name, below.type.code, below.unit_relation) == ("望潮中心党总支", "branch", "legal_unit")
    assert (below.stated_head, below.telephone, below.node.during.lower) == ("陈静", "021-58888888", TODAY)
    assert below.units == [{"name": "滨港望潮有限公司", "nature": "", "establishment": "", "code": ""}]
    again = area.upload(rows)
    assert {row.planned for row in selectors.rows_of_batch(batch=again)} == {"unchanged"}
    assert OrganisationAct.objects.filter(reason="名册导入").count() == 2


def test_the_formal_name_means_the_same_body_and_details_are_updated_and_put_back(area: Area) -> None:
    known = branch(area.top, "滨港云帆贸易有限公司党支部", telephone="1")
    row = ["中共滨港云帆贸易有限公司支部委员会", "", "", "", "021-58888888", "联合党支部", "甲公司、乙公司", "", ""]
    batch = area.apply([row])
    known.refresh_from_db()
    assert (known.telephone, known.unit_relation, [each["name"] for each in known.units]) == (
        "021-58888888",
        "joint",
        ["甲公司", "乙公司"],
    )
    undoing.undo_batch(actor=area.officer, batch=batch, now=NOW)
    known.refresh_from_db()
    assert (known.telephone, known.unit_relation, known.units) == ("1", "", [])


def test_what_a_file_founded_is_taken_back_while_nothing_depends_on_it(area: Area) -> None:
    batch = area.apply([["云帆大厦联合党支部", "", "", "", "", "", "", "", ""]])
    made = Organisation.objects.get(node__name="云帆大厦联合党支部")
    assert made.type.code == "joint_branch"
    undoing.undo_batch(actor=area.officer, batch=batch, now=NOW)
    assert not Organisation.objects.filter(pk=made.pk).exists()


@pytest.mark.parametrize(
    ("_case", "row", "problem"),
    [
        ("no type to be seen", ["某某小组", "", "", "", "", "", "", "", ""], ("category", "organisations.type_missing")),
        ("no such parent", ["甲党支部", "没有这个党委", "", "", "", "", "", "", ""], ("parent", "organisations.no_such_parent")),
        ("parent beyond reach", ["甲党支部", "保税片区综合党委", "", "", "", "", "", "", ""], ("parent", "organisations.no_such_parent")),
        ("type not there", ["甲党委", "望潮中心党总支", "", "", "", "", "", "", ""], ("category", "organisations.type_not_here")),
        ("past day", ["甲党支部", "", "", "", "", "", "", "", "2020-01-01"], ("opened", "organisations.backdating")),
        ("ambiguous", ["第一党支部", "", "", "", "", "", "", "", ""], ("name", "organisations.several_of_this_name")),
    ],
)  # fmt: skip
def test_rows_refused(area: Area, _case: str, row: list[str], problem: tuple[str, str]) -> None:
    general = organisation("望潮中心党总支", area.top, "general_branch")
    branch(general, "第一党支部")
    branch(area.top, "第一党支部")
    before = Organisation.objects.count()
    assert problems(area.upload([row])) == [problem]
    assert Organisation.objects.count() == before


def test_the_district_records_past_foundings(area: Area) -> None:
    area.apply([["甲党支部", "保税片区综合党委", "", "", "", "", "", "", "2019.7.1"]], who=area.district_officer)
    assert Organisation.objects.get(node__name="甲党支部").node.during.lower == date(2019, 7, 1)


def test_a_code_used_elsewhere_goes_to_the_node_above_both_and_says_nothing(area: Area) -> None:
    foreign = branch(area.other, "别处党支部", code="BG-7")
    batch = area.apply([["甲党支部", "", "BG-7"]], head=["党组织名称", "上级党组织", "组织代码"])
    claim = DuplicateClaim.objects.get()
    assert (claim.object_id, claim.node_id) == (foreign.pk, area.district.pk)
    assert not Organisation.objects.filter(node__name="甲党支部").exists()
    shown = selectors.views_of(batch=batch, rows=list(selectors.rows_of_batch(batch=batch)))
    assert "别处" not in str(shown)


def test_the_national_form_goes_out_and_comes_in_unchanged(area: Area) -> None:
    made = organisation(
        "云帆大厦联合党支部", area.top, "joint_branch", unit_relation="joint", telephone="021-58888888", contact_name="周宁",
        units=[{"name": "甲公司", "nature": "民营", "establishment": "联合", "code": ""}, {"name": "乙公司", "nature": "外资", "establishment": "联合", "code": ""}],
    )  # fmt: skip
    holding(post(made), person(made.node, "陈静"))
    content = export_national_form(actor=area.district_officer, reason="年度上报", now=NOW)
    upload = Upload(name="采集表.xlsx", content=content)
    [batch] = [
        each
        for each in upload_national_form(actor=area.district_officer, upload=upload, now=NOW, in_background=False)
        if each.kind == "organisations"
    ]
    outcomes = {row.planned for row in selectors.rows_of_batch(batch=batch)}
    assert outcomes == {"unchanged"}
    assert len(list(selectors.rows_of_batch(batch=batch))) == 4
    assert (
        list_organisations(
            actor=area.district_officer, today=TODAY, only=OrganisationFilter(families=("party",))
        ).count()
        == 4
    )


@pytest.mark.parametrize(
    ("written", "short", "kind"),
    [
        ("中共滨港云帆贸易有限公司支部委员会", "滨港云帆贸易有限公司党支部", "branch"),
        ("中国共产党滨港云帆集团委员会", "滨港云帆集团党委", "committee"),
        ("中共云帆大厦联合支部委员会", "云帆大厦联合党支部", "joint_branch"),
        ("中共望潮中心总支部委员会", "望潮中心党总支", "general_branch"),
        ("启航楼联合党支部", "启航楼联合党支部", "joint_branch"),
        ("滨港区业主委员会", "滨港区业主委员会", ""),
    ],
)
def test_one_body_written_in_several_ways(written: str, short: str, kind: str) -> None:
    assert (short_form(written), type_of_name(written)) == (short, kind)
