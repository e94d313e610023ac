"""Rosters of members as people make them, through the import services."""

from collections.abc import Sequence
from typing import Any

import pytest

from liangxin.access.actor import Actor
from liangxin.members.models import HomeSpan, Membership
from liangxin.members.roster_words import organisation_names
from liangxin.organisations.selectors.posts import posts_of
from liangxin.people.models import Person
from liangxin.spreadsheets import selectors
from liangxin.spreadsheets.models import DuplicateClaim, ImportBatch
from liangxin.spreadsheets.services import applying, batches, undoing
from liangxin.spreadsheets.services.batches import Upload
from tests.access.factories import actor
from tests.members.factories import membership, organisation
from tests.organisations import factories as founded
from tests.people.factories import NOW, TODAY, identity
from tests.spreadsheets.factories import csv_bytes, xlsx

pytestmark = pytest.mark.django_db
NATIONAL = ["姓名", "公民身份号码", "性别", "民族", "出生日期", "学历", "人员类别", "所在党支部", "加入党组织日期",
            "转为正式党员日期", "工作岗位", "手机号码", "固定电话", "家庭住址", "党籍状态"]  # fmt: skip


class Area:
    """A committee with two branches and somebody who imports for it."""

    def __init__(self) -> None:
        self.top = organisation("综合党委", holds_members=False)
        self.home = organisation("滨港云帆贸易有限公司党支部", self.top)
        self.other = organisation("潮生中心联合党支部", self.top)
        self.elsewhere = organisation("别处党支部")
        self.who = actor("district_officer", self.top.node)

    def upload(self, rows: Sequence[Sequence[Any]], *, who: Actor | None = None) -> ImportBatch:
        upload = Upload(name="党员名册.xlsx", content=xlsx(list(rows)))
        return batches.upload_batch(actor=who or self.who, kind_code="members", upload=upload, now=NOW)

    def apply(self, rows: Sequence[Sequence[Any]], *, who: Actor | None = None) -> ImportBatch:
        batch = self.upload(rows, who=who)
        return applying.apply_batch(actor=who or self.who, batch=batch, now=NOW)


@pytest.fixture
def area() -> Area:
    return Area()


def problems(batch: ImportBatch) -> list[tuple[int, str, str]]:
    views = selectors.views_of(batch=batch, rows=list(selectors.rows_of_batch(batch=batch, only_problems=True)))
    return [(view.number, each.column, each.code) for view in views for each in selectors.problems_of(view=view)]


def test_the_sixteen_items_go_in_and_the_same_file_again_changes_nothing(area: Area) -> None:
    number = identity(female=True)
    rows = [
        ["2026年党员信息采集表"],
        NATIONAL,
        ["陈　静", f"'{number.lower()}", "女", "汉", "1990.01", "大本", "正式", "中共滨港云帆贸易有限公司支部委员会", "2011年7月1日",
         "201207", "会计", "138 1234 5678、021-58888888", None, "滨港区云帆路8号", "正常"],
    ]  # fmt: skip
    batch = area.apply(rows)
    assert batch.counts["outcome"] == {"created": 1}
    one = Membership.objects.select_related("person").get()
    person = one.person
    assert (person.name, person.identity_number, person.ethnicity, person.education) == ("陈静", number, "01", "20")
    assert (person.birth_date.isoformat(), person.birth_precision) == ("1990-01-01", "month")
    assert (person.phone, person.landline, person.home_address) == ("13812345678", "021-58888888", "滨港区云帆路8号")
    assert (one.home, one.category, one.status) == (area.home, "full", "active")
    assert (one.joined_on.isoformat(), one.converted_on.isoformat(), one.converted_precision) == (
        "2011-07-01", "2012-07-01", "month",
    )  # fmt: skip
    again = area.apply(rows)
    assert again.counts["outcome"] == {"unchanged": 1}
    assert HomeSpan.objects.count() == 1


def test_what_cannot_be_known_is_refused_and_the_rest_goes_in(area: Area) -> None:
    number = identity()
    head = ["姓名", "身份证号", "所在支部", "入党时间", "联系电话"]
    batch = area.apply(
        [
            head,
            ["王伟", "3.10115E+17", "潮生中心联合党支部", None, None],
            ["李敏", f"{number[:15]}000", "潮生中心联合党支部", None, None],
            ["赵磊", None, "没有这个支部", None, None],
            ["周芳", None, "潮生中心联合党支部", "1990-02-30", None],
            ["吴娜", None, None, None, None],
            ["欧阳明", None, "潮生中心联合党支部", "1998", "13900001111"],
        ]
    )
    assert batch.counts["outcome"] == {"created": 1, "refused": 5}
    assert problems(batch) == [
        (2, "identity_number", "citizen_id.lost_digits"),
        (3, "identity_number", "citizen_id.lost_digits"),
        (4, "branch", "members.no_such_home"),
        (5, "joined_on", "date.impossible"),
        (6, "branch", "members.home_missing"),
    ]
    assert Person.objects.get().name == "欧阳明"
    assert Membership.objects.get().joined_precision == "year"


def test_a_secretarys_roster_needs_no_column_of_branches(area: Area) -> None:
    secretary = actor("branch_secretary", area.home.node)
    batch = area.apply([["姓名", "党员类别"], ["王伟", "预备党员"]], who=secretary)
    assert batch.counts["outcome"] == {"created": 1}
    one = Membership.objects.get()
    assert (one.home, one.category) == (area.home, "probationary")
    again = area.apply([["姓名", "党员类别"], ["王伟", "正式党员"]], who=secretary)
    assert again.counts["outcome"] == {"updated": 1}
    one.refresh_from_db()
    assert one.category == "full"
    undoing.undo_batch(actor=secretary, batch=again, now=NOW)
    one.refresh_from_db()
    assert one.category == "probationary"


def test_category_written_under_the_heading_of_status(area: Area) -> None:
    area.apply([["姓名", "所属党支部", "党籍状态"], ["王伟", "潮生中心联合党支部", "预备党员"]])
    one = Membership.objects.get()
    assert (one.category, one.status) == ("probationary", "active")


def test_a_number_elsewhere_is_queued_and_one_at_another_branch_of_mine_is_told(area: Area) -> None:
    far, near = identity(), identity()
    membership(area.elsewhere, "陈静", person_identity_number=far)
    membership(area.other, "李敏", person_identity_number=near)
    head = ["姓名", "身份证号", "所在支部"]
    batch = area.apply([head, ["陈静", far, area.home.node.name], ["李敏", near, area.home.node.name]])
    assert batch.counts["outcome"] == {"queued": 1, "refused": 1}
    assert (3, "branch", "members.home_differs") in problems(batch)
    assert DuplicateClaim.objects.count() == 1
    assert Membership.objects.filter(home=area.home).count() == 0


def test_an_import_is_taken_back_while_nothing_depends_on_it(area: Area) -> None:
    known = membership(area.home, "陈静", person_identity_number=identity())
    batch = area.apply([["姓名", "身份证号", "所在支部"], ["王伟", identity(), area.home.node.name]])
    assert Membership.objects.count() == 2
    undoing.undo_batch(actor=area.who, batch=batch, now=NOW)
    assert Membership.objects.get() == known
    assert Person.objects.get() == known.person


def test_namesakes_without_a_number_are_not_guessed(area: Area) -> None:
    for _ in range(2):
        membership(area.home, "王伟")
    batch = area.upload([["姓名", "所在支部", "学历"], ["王伟", area.home.node.name, "本科"]])
    assert problems(batch) == [(2, "name", "members.several_namesakes")]
    assert not Person.objects.filter(education="20").exists()


def test_one_column_a_post_seats_the_members_and_is_taken_back() -> None:
    top = founded.committee(founded.root())
    home = founded.branch(top, "云帆大厦党支部")
    rows = [
        ["党组织信息表", None, None, None],
        ["姓名", "支部书记", "组织委员", "青年委员"],
        ["王伟", "是", None, "√"],
        ["李敏", None, "是", None],
    ]
    secretary = actor("organisation_officer", home.node)
    content = xlsx(rows)

    def run() -> ImportBatch:
        upload = Upload(name="班子.xlsx", content=content)
        batch = batches.upload_batch(actor=secretary, kind_code="members", upload=upload, now=NOW)
        return batch

    batch = applying.apply_batch(actor=secretary, batch=run(), now=NOW)
    assert batch.counts["outcome"] == {"created": 2}
    seats = {one.name: one.holding.person.name for one in posts_of(organisation=home, day=TODAY) if one.holding}
    assert seats == {"书记": "王伟", "青年委员": "王伟", "组织委员": "李敏"}
    assert run().counts["planned"] == {"unchanged": 2}
    undoing.undo_batch(actor=secretary, batch=batch, now=NOW)
    assert not [one for one in posts_of(organisation=home, day=TODAY) if one.holding]
    assert Person.objects.count() == 0


def test_a_csv_of_old_office_software_is_read(area: Area) -> None:
    content = csv_bytes([["姓名", "所在支部"], ["单雄", area.home.node.name]], encoding="gb18030")
    upload = Upload(name="名册.csv", content=content)
    batch = batches.upload_batch(actor=area.who, kind_code="members", upload=upload, now=NOW)
    applying.apply_batch(actor=area.who, batch=batch, now=NOW)
    assert Person.objects.get().sort_key == "shan xiong|单雄"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("中共滨港云帆贸易有限公司支部委员会", "滨港云帆贸易有限公司党支部"),
        ("滨港云帆贸易有限公司支部", "滨港云帆贸易有限公司党支部"),
        ("中国共产党创业营总支部委员会", "创业营党总支"),
        ("潮生中心联合党总支", "潮生中心联合总支部委员会"),
    ],
)
def test_ways_to_write_a_branch(written: str, meant: str) -> None:
    assert meant in organisation_names(written)
