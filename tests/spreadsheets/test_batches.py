"""From a file to records and back: through the services, with a register of the test's own."""

import threading
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from liangxin.access.actor import Actor
from liangxin.access.models import Role
from liangxin.core.errors import NotAllowed, NotFound
from liangxin.core.models import AuditEntry, OutboxEvent
from liangxin.core.validators.credit_code import check_character
from liangxin.spreadsheets import rules, selectors
from liangxin.spreadsheets.kinds import KINDS
from liangxin.spreadsheets.models import DuplicateClaim, ImportBatch, ImportRow, ImportSource
from liangxin.spreadsheets.services import applying, batches, claims, corrections, running, undoing
from liangxin.spreadsheets.services.batches import Upload
from tests.access.factories import NOW, actor, make_node, make_role
from tests.spreadsheets.demo_kind import ELSEWHERE
from tests.spreadsheets.factories import csv_bytes, xlsx

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kind")]
HEADER = ["名称", "信用代码", "上级", "成立日期", "身份证号", "注册资本", "员工"]
ALL = ["spreadsheets:import:create", "spreadsheets:export:create", "spreadsheets:claim:settle"]


def code(number: int) -> str:
    first = f"91990100MA{number:07}"
    return first + check_character(first)


def importer(permissions: Sequence[str] = ALL) -> Actor:
    return actor(make_role(permissions), make_node())


def upload(who: Actor, rows: Sequence[Sequence[Any]], *, header: Sequence[str] = HEADER, **more: Any) -> ImportBatch:
    content = xlsx([header, *rows])
    return batches.upload_batch(
        actor=who, kind_code="demo-bodies", upload=Upload(name="名册.xlsx", content=content, **more), now=NOW
    )


def made(number: int) -> list[str | None]:
    return [f"机构{number}", code(number)]


def problems(batch: ImportBatch) -> list[tuple[int, str, str]]:
    views = selectors.views_of(batch=batch, rows=list(selectors.rows_of_batch(batch=batch, only_problems=True)))
    return [
        (view.number, problem.column, problem.code) for view in views for problem in selectors.problems_of(view=view)
    ]


def bodies() -> list[tuple[str, str]]:
    return list(
        Role.objects.filter(is_built_in=False, code__startswith="91").order_by("code").values_list("code", "name")
    )


def test_good_rows_go_in_and_bad_ones_stay_out() -> None:
    who = importer()
    batch = upload(
        who,
        [made(1), ["机构2", "91350100M000100Y4A"], made(3), [None, code(4)], [made(5)[0], None, None, "1990-02-30"]],
    )
    assert batch.status == "checked"
    assert batch.counts["planned"] == {"created": 2, "refused": 3}
    assert problems(batch) == [
        (3, "code", "credit_code.check"), (5, "name", "cell.required"), (6, "code", "cell.required"), (6, "started", "date.impossible"),
    ]  # fmt: skip
    assert bodies() == []
    batch = applying.apply_batch(actor=who, batch=batch, now=NOW)
    assert batch.status == "applied"
    assert batch.counts["outcome"] == {"created": 2, "refused": 3}
    assert bodies() == [(code(1), "机构1"), (code(3), "机构3")]
    assert list(AuditEntry.objects.order_by("id").values_list("action", flat=True))[-2:] == [
        "import.upload",
        "import.apply",
    ]
    event = OutboxEvent.objects.get(name="spreadsheets.batch_applied")
    assert (event.payload["created"], event.payload["updated"]) == (2, 0)


@pytest.mark.parametrize(
    ("_case", "column", "cell", "problem"),
    [
        ("identity number as a number", "身份证号", 310115199001010010.0, "citizen_id.lost_digits"),
        ("identity number in scientific notation", "身份证号", "3.10115E+17", "citizen_id.lost_digits"),
        ("identity number ending in 000", "身份证号", "310115199001013000", "citizen_id.lost_digits"),
        ("no such day", "成立日期", "1990-02-30", "date.impossible"),
        ("January or October", "成立日期", 1990.1, "date.ambiguous"),
        ("letter O", "信用代码", "9135O100M000100Y43", "credit_code.character"),
        ("a vague count", "员工", "约三十几", "cell.not_a_number"),
        ("no amount", "注册资本", "若干", "money.invalid"),
    ],
)  # fmt: skip
def test_what_cannot_be_known_is_refused_at_its_cell(_case: str, column: str, cell: Any, problem: str) -> None:
    row: list[Any] = [*made(1), None, None, None, None, None]
    row[HEADER.index(column)] = cell
    assert [found[2] for found in problems(upload(importer(), [row]))] == [problem]


@pytest.mark.parametrize(
    ("_case", "column", "cell", "key", "value"),
    [
        ("leading apostrophe", "身份证号", "'11010519491231002X", "identity", "11010519491231002X"),
        ("a tab in front", "身份证号", "\t11010519491231002X", "identity", "11010519491231002X"),
        ("full-width digits", "身份证号", "１１０１０５１９４９１２３１００２Ｘ", "identity", "11010519491231002X"),
        ("lower x", "身份证号", "11010519491231002x", "identity", "11010519491231002X"),
        ("dots", "成立日期", "1990.1.5", "started", "1990-01-05"),
        ("a month", "成立日期", "1990.01", "started", "1990-01"),
        ("a compact month", "成立日期", "199001", "started", "1990-01"),
        ("two-digit year", "成立日期", "90年1月", "started", "1990-01"),
        ("Chinese", "成立日期", "1990年1月5日", "started", "1990-01-05"),
        ("a serial day", "成立日期", 32874, "started", "1990-01-01"),
        ("people", "员工", "58人", "staff", 58),
        ("thousands", "员工", "1,200", "staff", 1200),
        ("lower-case code", "信用代码", "91350100m000100y43", "code", "91350100M000100Y43"),
        ("brackets", "名称", "云帆(滨港) 公司", "name", "云帆（滨港）公司"),
    ],
)  # fmt: skip
def test_messy_cells_are_understood(_case: str, column: str, cell: Any, key: str, value: Any) -> None:
    row: list[Any] = [*made(1), None, None, None, None, None]
    row[HEADER.index(column)] = cell
    batch = upload(importer(), [row])
    stored = ImportRow.objects.get(batch=batch)
    assert problems(batch) == []
    assert f'"{key}":{value if isinstance(value, int) else chr(34) + value + chr(34)}' in stored.cleaned


def test_the_unit_in_the_heading_counts() -> None:
    batch = upload(importer(), [[*made(1), "500"]], header=["名称", "信用代码", "注册资本（万元）"])
    assert '"amount":"5000000"' in ImportRow.objects.get(batch=batch).cleaned


def test_rows_said_twice_are_shown_at_the_second() -> None:
    batch = upload(importer(), [made(1), made(2), made(1)])
    assert problems(batch) == [(4, "code", "row.duplicate")]
    assert batch.counts["planned"] == {"created": 2, "refused": 1}


def test_running_the_same_file_again_changes_nothing_and_says_so() -> None:
    who = importer()
    applying.apply_batch(actor=who, batch=upload(who, [made(1), made(2)]), now=NOW)
    before = bodies()
    again = upload(who, [made(1), made(2)])
    assert again.counts["planned"] == {"unchanged": 2}
    assert [note["code"] for note in again.notes] == ["imported_before", "nothing_changes"]
    assert "不会有任何改动" in selectors.notes_of(batch=again)[1]
    again = applying.apply_batch(actor=who, batch=again, now=NOW)
    assert again.counts["outcome"] == {"unchanged": 2}
    assert bodies() == before


def test_a_batch_is_undone_whole() -> None:
    who = importer()
    Role.objects.create(code=code(1), name="旧名")
    batch = applying.apply_batch(actor=who, batch=upload(who, [made(1), made(2)]), now=NOW)
    assert bodies() == [(code(1), "机构1"), (code(2), "机构2")]
    batch = undoing.undo_batch(actor=who, batch=batch, now=NOW + timedelta(days=7))
    assert batch.status == "undone"
    assert bodies() == [(code(1), "旧名")]


def test_undo_is_refused_while_something_depends_on_it_and_nothing_is_undone() -> None:
    who = importer()
    batch = applying.apply_batch(actor=who, batch=upload(who, [made(1), made(2)]), now=NOW)
    Role.objects.create(code="child", name="下级", description="机构1")
    with pytest.raises(undoing.UndoRefused) as refused:
        undoing.undo_batch(actor=who, batch=batch, now=NOW)
    assert str(refused.value) == "第 2 行不能撤回：还有下级。整批都没有撤回。"
    assert bodies() == [(code(1), "机构1"), (code(2), "机构2")]


def test_undo_has_its_time() -> None:
    who = importer()
    batch = applying.apply_batch(actor=who, batch=upload(who, [made(1)]), now=NOW)
    with pytest.raises(undoing.UndoTooLate):
        undoing.undo_batch(actor=who, batch=batch, now=NOW + timedelta(days=7, seconds=1))
    assert bodies() == [(code(1), "机构1")]


def test_rows_may_name_rows_that_come_later() -> None:
    who = importer()
    batch = upload(who, [[*made(1), "机构2"], [*made(2), "机构3"], made(3)])
    batch = applying.apply_batch(actor=who, batch=batch, now=NOW)
    assert batch.counts["outcome"] == {"created": 3}
    batch = undoing.undo_batch(actor=who, batch=batch, now=NOW)
    assert bodies() == []


def test_rows_that_wait_for_each_other_are_refused() -> None:
    who = importer()
    batch = upload(who, [[*made(1), "机构2"], [*made(2), "机构1"], made(3)])
    batch = applying.apply_batch(actor=who, batch=batch, now=NOW)
    assert batch.counts["outcome"] == {"created": 1, "refused": 2}


def test_a_refusal_of_the_register_refuses_the_row_alone() -> None:
    who = importer()
    Role.objects.create(code="closed", name="关闭")
    batch = upload(who, [[*made(1), "关闭"], made(2)])
    batch = applying.apply_batch(actor=who, batch=batch, now=NOW)
    assert batch.counts["outcome"] == {"created": 1, "refused": 1}
    assert problems(batch) == [(2, "parent", "demo.parent_closed")]


def test_an_aborted_import_leaves_nothing_half_done() -> None:
    who = importer()
    Role.objects.create(code="bug", name="故障")
    batch = upload(who, [made(1), [*made(2), "故障"]])
    with pytest.raises(RuntimeError), transaction.atomic():
        applying.apply_batch(actor=who, batch=batch, now=NOW)
    assert bodies() == []
    batch.refresh_from_db()
    assert batch.status == "checked"
    assert not ImportRow.objects.filter(batch=batch).exclude(outcome="").exists()


def test_a_duplicate_elsewhere_is_queued_and_nothing_tells_that_it_exists() -> None:
    who = importer()
    above = make_node()
    Role.objects.create(code=code(1), name="别处", description=ELSEWHERE)
    batch = upload(who, [made(1), made(2)])
    view = selectors.views_of(batch=batch, rows=list(selectors.rows_of_batch(batch=batch)))[0]
    assert (view.planned_label, view.problems, view.object_id) == ("待上级核对", [], None)
    assert all(not cell.problems and not cell.changed_from for cell in view.cells)
    batch = applying.apply_batch(actor=who, batch=batch, now=NOW)
    assert batch.counts["outcome"] == {"created": 1, "queued": 1}
    assert ImportRow.objects.get(batch=batch, number=2).object_id is None
    claim = DuplicateClaim.objects.get()
    assert list(selectors.list_claims(actor=who)) == []
    DuplicateClaim.objects.update(node=above)
    assert list(selectors.list_claims(actor=who)) == []
    judge = actor(make_role(ALL), above)
    assert list(selectors.list_claims(actor=judge)) == [claim]
    with pytest.raises(NotFound):
        claims.settle_claim(actor=who, claim=claim, accept=True, now=NOW)
    settled = claims.settle_claim(actor=judge, claim=claim, accept=False, now=NOW)
    assert (settled.status, settled.values) == ("rejected", "")
    with pytest.raises(claims.ClaimSettled):
        claims.settle_claim(actor=judge, claim=claim, accept=False, now=NOW)
    assert Role.objects.get(code=code(1)).name == "别处"


def test_a_claim_is_accepted_by_those_above() -> None:
    who, above = importer(), make_node()
    Role.objects.create(code=code(1), name="别处", description=ELSEWHERE)
    applying.apply_batch(actor=who, batch=upload(who, [made(1)]), now=NOW)
    DuplicateClaim.objects.update(node=above)
    judge = actor(make_role(ALL), above)
    with pytest.raises(claims.ClaimCannotApply):
        claims.settle_claim(actor=judge, claim=DuplicateClaim.objects.get(), accept=True, now=NOW)
    Role.objects.filter(code=code(1)).update(description="")
    claims.settle_claim(actor=judge, claim=DuplicateClaim.objects.get(), accept=True, now=NOW)
    assert bodies() == [(code(1), "机构1")]


def test_a_suggestion_is_accepted_for_one_or_for_all_alike() -> None:
    who = importer()
    Role.objects.create(code="top", name="总部")
    batch = upload(
        who, [[*made(1), "总布"], [*made(2), "总布"], [*made(3), "别的"], ["机构4", code(4).replace("0", "O", 1)]]
    )
    assert batch.counts["suggestions"] == 3
    assert corrections.accept_suggestion(actor=who, batch=batch, row_number=2, column="parent", now=NOW) == 1
    assert (
        corrections.accept_suggestion(actor=who, batch=batch, row_number=3, column="parent", now=NOW, alike=True) == 1
    )
    assert corrections.accept_all_suggestions(actor=who, batch=batch, now=NOW) == 1
    batch.refresh_from_db()
    assert batch.counts["planned"] == {"created": 3, "refused": 1}
    with pytest.raises(corrections.NoSuggestion):
        corrections.accept_suggestion(actor=who, batch=batch, row_number=4, column="parent", now=NOW)
    with pytest.raises(corrections.NoSuggestion):
        corrections.accept_all_suggestions(actor=who, batch=batch, now=NOW)


def test_all_alike_in_one_stroke() -> None:
    who = importer()
    Role.objects.create(code="top", name="总部")
    batch = upload(who, [[*made(n), "总布"] for n in range(1, 5)])
    assert (
        corrections.accept_suggestion(actor=who, batch=batch, row_number=2, column="parent", now=NOW, alike=True) == 4
    )
    batch.refresh_from_db()
    assert batch.counts["planned"] == {"created": 4}


def test_a_cell_is_edited_and_duplicates_are_looked_at_again() -> None:
    who = importer()
    batch = upload(who, [made(1), made(1)])
    row = corrections.edit_cell(actor=who, batch=batch, row_number=3, column="code", text=code(2), now=NOW)
    assert (row.planned, row.severity) == ("created", "")
    row = corrections.edit_cell(actor=who, batch=batch, row_number=2, column="code", text=code(2), now=NOW)
    assert row.planned == "created"
    assert problems(batch) == [(3, "code", "row.duplicate")]
    with pytest.raises(corrections.NoSuchColumn):
        corrections.edit_cell(actor=who, batch=batch, row_number=2, column="unknown", text="1", now=NOW)
    with pytest.raises(NotFound):
        corrections.edit_cell(actor=who, batch=batch, row_number=99, column="code", text="1", now=NOW)


def test_a_mapping_is_corrected_and_remembered_for_the_same_headings() -> None:
    who = importer()
    header, rows = ["甲", "乙", "信用代码"], [["机构1", "备注", code(1)]]
    batch = upload(who, rows, header=header)
    assert (
        batch.status,
        batches.missing_columns(batches.get_kind("demo-bodies"), selectors.layout_of_batch(batch=batch)),
    ) == ("uploaded", ["name"])
    batch = batches.set_layout(actor=who, batch=batch, columns={"name": 0, "code": 2}, now=NOW)
    assert (batch.status, batch.counts["planned"]) == ("checked", {"created": 1})
    assert upload(who, rows, header=header).status == "checked"
    assert upload(importer(), rows, header=header).status == "uploaded"
    with pytest.raises(batches.ColumnTwice):
        batches.set_layout(actor=who, batch=batch, columns={"name": 0, "code": 0}, now=NOW)
    with pytest.raises(batches.NoSuchHeader):
        batches.set_layout(actor=who, batch=batch, columns={}, now=NOW, header=(0, 99, 1))


def test_the_header_row_is_pointed_at() -> None:
    who = importer()
    batch = upload(who, [["名称", "信用代码"], made(1)], header=["名称", "信用代码"])
    batch = batches.set_layout(actor=who, batch=batch, columns={}, now=NOW, header=(0, 1, 1))
    assert (batch.row_count, batch.layout["first_row"]) == (1, 1)


def test_options_are_chosen() -> None:
    who = importer()
    batch = upload(who, [made(1)])
    assert batch.options == {"system": "GCJ-02"}
    batch = batches.set_layout(
        actor=who, batch=batch, columns=batch.layout["columns"], options={"system": "WGS-84", "other": "x"}, now=NOW
    )
    assert batch.options == {"system": "WGS-84"}


def test_what_is_read_is_encrypted_and_another_person_does_not_see_it() -> None:
    who = importer()
    batch = upload(who, [[*made(1), None, None, "310115199001010010"]])
    with connection.cursor() as cursor:
        cursor.execute("SELECT raw, cleaned FROM spreadsheets_importrow")
        assert all(value.startswith("a:") for value in cursor.fetchone())
        cursor.execute("SELECT content FROM spreadsheets_importsource")
        assert cursor.fetchone()[0].startswith("a:")
    view = selectors.views_of(batch=batch, rows=list(selectors.rows_of_batch(batch=batch)))[0]
    assert [cell.text for cell in view.cells if cell.key == "identity"] == ["**************0010"]
    with pytest.raises(NotFound):
        selectors.get_batch(actor=importer(), batch_id=batch.pk)
    assert selectors.get_batch(actor=who, batch_id=batch.pk) == batch


@pytest.mark.parametrize("held", [[], ["spreadsheets:import:create"], ["spreadsheets:export:create"]])
def test_both_permissions_are_needed(held: list[str]) -> None:
    with pytest.raises(NotAllowed):
        upload(importer(held), [made(1)])
    assert not ImportBatch.objects.exists()


def test_an_unknown_kind_is_not_found() -> None:
    with pytest.raises(NotFound):
        batches.upload_batch(actor=importer(), kind_code="none", upload=Upload(name="a", content=b"a"), now=NOW)


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(batches.NothingInFile):
        upload(importer(), [], header=[])


def test_a_batch_is_applied_once() -> None:
    who = importer()
    batch = applying.apply_batch(actor=who, batch=upload(who, [made(1)]), now=NOW)
    for again in (applying.apply_batch, batches.discard_batch):
        with pytest.raises(batches.BatchNotOpen):
            again(actor=who, batch=batch, now=NOW)
    assert len(bodies()) == 1


def test_nothing_to_import_is_said() -> None:
    who = importer()
    with pytest.raises(applying.NothingToImport):
        applying.apply_batch(actor=who, batch=upload(who, [["机构1", "x"]]), now=NOW)


def test_large_files_wait_for_the_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "INLINE_ROWS", 2)
    monkeypatch.setattr(rules, "PROGRESS_EVERY", 2)
    who = importer()
    batch = upload(who, [made(n) for n in range(1, 6)])
    assert batch.status == "check_waiting"
    assert OutboxEvent.objects.get(name="spreadsheets.batch_waiting").payload == {"batch_id": batch.pk}
    checked = running.run_batch(batch_id=batch.pk, now=NOW)
    assert checked is not None and checked.status == "checked"
    assert applying.apply_batch(actor=who, batch=checked, now=NOW).status == "apply_waiting"
    assert bodies() == []
    applied = running.run_batch(batch_id=batch.pk, now=NOW)
    assert applied is not None and applied.counts["outcome"] == {"created": 5}
    assert running.run_batch(batch_id=batch.pk, now=NOW) is None
    assert selectors.progress_of(batch=batch) is None


def test_an_order_whose_grant_has_ended_is_put_back_with_its_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "INLINE_ROWS", 1)
    who = importer()
    batch = batches.upload_batch(
        actor=who, kind_code="demo-bodies", now=NOW, in_background=False,
        upload=Upload(name="a.csv", content=csv_bytes([HEADER[:2], made(1), made(2)])),
    )  # fmt: skip
    batch = applying.apply_batch(actor=who, batch=batch, now=NOW)
    from liangxin.access.models import Grant

    Grant.objects.filter(pk=who.grant_id).update(ended_at=NOW)
    put_back = running.run_batch(batch_id=batch.pk, now=NOW)
    assert put_back is not None and put_back.status == "checked"
    assert put_back.failure.startswith("没有找到")
    assert bodies() == []


def test_what_was_read_is_deleted_after_thirty_days() -> None:
    who = importer()
    batch = applying.apply_batch(actor=who, batch=upload(who, [made(1)]), now=NOW)
    assert running.purge_batches(now=NOW + timedelta(days=30)) == 0
    assert running.purge_batches(now=NOW + timedelta(days=30, seconds=1)) == 1
    assert not ImportRow.objects.exists() and not ImportSource.objects.exists()
    batch.refresh_from_db()
    assert batch.counts["outcome"] == {"created": 1}
    with pytest.raises(undoing.UndoTooLate):
        undoing.undo_batch(actor=who, batch=batch, now=NOW)


def test_a_discarded_file_is_deleted_at_once() -> None:
    who = importer()
    batch = batches.discard_batch(actor=who, batch=upload(who, [made(1)]), now=NOW)
    assert batch.status == "discarded"
    assert not ImportRow.objects.exists() and not ImportSource.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_at_once_import_once() -> None:
    who = importer()
    batch = upload(who, [made(n) for n in range(1, 4)])
    outcomes: list[str] = []

    def run() -> None:
        try:
            outcomes.append(applying.apply_batch(actor=who, batch=batch, now=NOW).status)
        except batches.BatchNotOpen as refusal:
            outcomes.append(refusal.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["applied", "spreadsheets.batch_not_open"]
    assert len(bodies()) == 3


def test_rows_are_written_together_and_one_by_one_where_one_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.spreadsheets import demo_kind

    calls: list[int] = []

    def apply_rows(context: Any, rows: Any) -> list[Any]:
        calls.append(len(rows))
        return [demo_kind.apply_row(context, row, plan) for row, plan in rows]

    monkeypatch.setattr(rules, "TOGETHER_ROWS", 2)
    KINDS["demo-bodies"] = replace(demo_kind.DEMO, apply_rows=apply_rows)  # the fixture takes it out
    Role.objects.create(code="closed", name="关闭")
    who = importer()
    batch = upload(who, [made(1), made(2), made(3), [*made(4), "关闭"], made(5)])
    batch = applying.apply_batch(actor=who, batch=batch, now=NOW)
    assert calls == [2, 2, 1]
    assert batch.counts["outcome"] == {"created": 4, "refused": 1}
    assert [name for _code, name in bodies()] == ["机构1", "机构2", "机构3", "机构5"]
