"""Enterprise rosters as they come, through the import engine."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest

from liangxin.access.actor import SYSTEM, Actor
from liangxin.enterprises.models import Enterprise
from liangxin.places.models import Place
from liangxin.rulebook.models import Industry
from liangxin.spreadsheets import selectors
from liangxin.spreadsheets.models import DuplicateClaim, ImportBatch
from liangxin.spreadsheets.services import applying, batches, undoing
from liangxin.spreadsheets.services.batches import Upload
from tests.access.factories import actor
from tests.enterprises.factories import NOW, covered, credit_code, enterprise, organisation
from tests.places.factories import area, region, tower
from tests.spreadsheets.factories import csv_bytes, xlsx

pytestmark = pytest.mark.django_db
ROSTER = [
    ["滨港区金融城片区企业名册"],
    ["序号", "企业名称", "统一社会信用代码", "法定代表人", "注册资本(万元)", "成立日期", "行业", "企业类型", "注册地址",
     "经营地址(楼宇/楼层/室号)", "从业人数", "党员数", "是否建立党组织", "党组织名称", "联系人", "联系电话", "备注"],
]  # fmt: skip


def bring(who: Actor, rows: Sequence[Sequence[Any]], name: str = "企业名册.xlsx") -> ImportBatch:
    content = csv_bytes(rows) if name.endswith(".csv") else xlsx(rows)
    batch = batches.upload_batch(
        actor=who, kind_code="enterprises", upload=Upload(name=name, content=content), now=NOW, in_background=False
    )
    if not selectors.importable_count(batch=batch):
        return batch
    return applying.apply_batch(actor=who, batch=batch, now=NOW, in_background=False)


def problems(batch: ImportBatch) -> list[tuple[int, str, str]]:
    views = selectors.views_of(batch=batch, rows=list(selectors.rows_of_batch(batch=batch, only_problems=True)))
    return [(view.number, each.column, each.code) for view in views for each in selectors.problems_of(view=view)]


def world() -> tuple[Place, Place]:
    finance = area(region())
    return finance, tower(finance)


def test_the_roster_of_the_standard_with_its_dirt() -> None:
    finance, spot = world()
    branch = organisation("云帆大厦联合党支部", home_place=finance)
    Industry.objects.create(code="51", name="批发业")
    who = actor("place_officer", finance.node)
    batch = bring(
        who,
        [
            *ROSTER,
            [1, "滨港甲(中国)贸易有限公司", f" {credit_code(1).lower()} ", "王　伟", "500", "2019.5.1", "51", "民营", "云帆路1号",
             "云帆大厦/12层/1203室", "58人", 3, "是", "云帆大厦联合党支部", "周宁、何平", "021-5888 8888转8001/13812341234", ""],
            [2, "滨港乙科技有限公司", credit_code(2), None, "1,000", "2020年3月", "软件", "外商投资企业", None, "云帆大厦", None, None, "否", "无",
             None, None, None],
            [4, "滨港丙有限公司", "91310115MA1KOOOO16"],
            [5, "滨港丁有限公司", credit_code(4), None, "很多钱"],
            ["填表人：张三"],
        ],
    )  # fmt: skip
    assert batch.counts["outcome"].get("created") == 1
    assert problems(batch) == [
        (4, "established", "date.day_missing"),
        (5, "credit_code", "credit_code.character"),
        (6, "capital", "money.invalid"),
    ]
    made = Enterprise.objects.select_related("node", "industry").get()
    assert (made.node.name, made.credit_code) == ("滨港甲（中国）贸易有限公司", credit_code(1))
    assert (made.capital_amount, made.staff_count, made.member_count) == (Decimal(5_000_000), 58, 3)
    assert made.operating_places.get().place_id == spot.pk
    assert made.operating_places.get().unit == "12层/1203室"
    assert made.coverages.get().organisation_id == branch.pk
    contact = made.contacts.get()
    assert (contact.name, contact.phone, contact.phone_masked) == ("周宁", "021-58888888-8001", "*************8001")


def test_the_same_file_again_changes_nothing_and_can_be_taken_back() -> None:
    finance, _spot = world()
    who = actor("place_officer", finance.node)
    rows = [["企业名称", "统一社会信用代码", "楼宇", "员工数"], ["滨港甲有限公司", credit_code(1), "云帆大厦", 20]]
    first = bring(who, rows)
    assert bring(who, rows).counts["planned"] == {"unchanged": 1}
    more = bring(who, [rows[0], ["滨港甲有限公司", credit_code(1), "云帆大厦", 25]])
    assert more.counts["outcome"] == {"updated": 1}
    undoing.undo_batch(actor=who, batch=more, now=NOW)
    assert Enterprise.objects.get().staff_count == 20
    undoing.undo_batch(actor=who, batch=first, now=NOW)
    assert Enterprise.objects.count() == 0


def test_a_duplicate_beyond_the_scope_waits_for_the_node_above_and_says_nothing() -> None:
    root = region()
    finance, science = area(root), area(root, "科学城片区")
    enterprise("滨港甲有限公司", tower(finance), credit_code=credit_code(1))
    who = actor("place_officer", science.node)
    batch = bring(
        who, [["企业名称", "统一社会信用代码"], ["滨港甲有限公司", credit_code(1)], ["滨港乙有限公司", credit_code(2)]]
    )
    assert batch.counts["outcome"] == {"created": 1, "queued": 1}
    assert problems(batch) == []
    claim = DuplicateClaim.objects.get()
    assert claim.node_id == root.pk
    assert Enterprise.objects.count() == 2


def test_under_an_organisation_the_rows_are_its_own() -> None:
    finance, spot = world()
    committee = organisation("金融城片区综合党委", home_place=finance)
    who = actor("organisation_officer", committee.node)
    bring(who, [["企业名称", "统一社会信用代码", "楼宇"], ["滨港甲有限公司", credit_code(1), "云帆大厦"]])
    made = Enterprise.objects.get()
    assert made.coverages.get().organisation_id == committee.pk
    assert made.operating_places.get().place_id == spot.pk


def test_who_answers_is_not_changed_by_a_file() -> None:
    finance, spot = world()
    one = enterprise("滨港甲有限公司", spot, credit_code=credit_code(1))
    covered(one, organisation("甲支部", home_place=finance))
    organisation("乙支部", home_place=finance)
    who = actor("place_officer", finance.node)
    batch = bring(who, [["企业名称", "统一社会信用代码", "党组织名称"], ["滨港甲有限公司", credit_code(1), "乙支部"]])
    assert batch.counts["planned"] == {"unchanged": 1}
    assert problems(batch) == [(2, "organisation", "enterprises.covered_by_another")]


def test_the_columns_of_the_public_register() -> None:
    region()
    batch = bring(
        SYSTEM,
        [
            ["name", "uscc", "uscc_check_ok", "reg_date", "type", "capital", "scope", "district"],
            ["滨港甲有限公司", credit_code(1).lower(), 1, "2000-12-25", "国有企业", "500(万元人民币)", "自营和代理", "自贸区"],
            ["滨港乙有限公司", credit_code(2), 1, "1997-04-21", "", "200(万美元)", "", "自贸区"],
            ["滨港丙有限公司", credit_code(3), 1, "1997-04-21", "", "SAN-KUEI）", "", "自贸区"],
        ],
        "companies.csv",
    )  # fmt: skip
    assert batch.counts["outcome"] == {"created": 2, "refused": 1}
    rows = Enterprise.objects.order_by("credit_code").values_list("capital_amount", "capital_currency", "ownership")
    assert set(rows) == {(Decimal(5_000_000), "CNY", "state"), (Decimal(2_000_000), "USD", "")}
