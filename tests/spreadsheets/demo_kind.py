"""A register for tests: bodies kept as roles (code, name, parent in the description), written without services."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from liangxin.access.models import Role
from liangxin.core.errors import RuleBroken
from liangxin.spreadsheets.choices import Outcome
from liangxin.spreadsheets.kinds import KINDS
from liangxin.spreadsheets.services import cleaning
from liangxin.spreadsheets.services.kinds import (
    Applied,
    Column,
    ImportContext,
    ImportKind,
    NotYet,
    Option,
    Plan,
    Problem,
    Row,
    refused,
    register_kind,
)

ELSEWHERE = "elsewhere"  # the marker of a record outside everyone's scope


class ParentClosed(RuleBroken):
    code, field, message = "demo.parent_closed", "parent", "上级已关闭。"


class StillUsed(RuleBroken):
    code, message = "demo.still_used", "还有下级。"


def plan_rows(context: ImportContext, rows: Sequence[Row]) -> list[Plan]:
    known = {role.code: role for role in Role.objects.filter(code__in=[row.get("code", "") for row in rows])}
    names = set(Role.objects.values_list("name", flat=True)) | context.provided
    return [_plan(row, known.get(row.get("code", "")), names) for row in rows]


def _plan(row: Row, role: Role | None, names: set[str]) -> Plan:
    parent = row.get("parent", "")
    if parent and parent not in names:
        problem = Problem(
            column="parent",
            code="demo.no_parent",
            message="没有这个上级。",
            suggestion="总部" if parent == "总布" else "",
        )
        return refused(problem)
    if role is None:
        return Plan(outcome=Outcome.CREATED)
    if role.description == ELSEWHERE:
        return Plan(outcome=Outcome.QUEUED, object_id=role.pk)
    if role.name == row.get("name") and role.description == parent:
        return Plan(outcome=Outcome.UNCHANGED, object_id=role.pk)
    return Plan(outcome=Outcome.UPDATED, object_id=role.pk, changes={"name": (role.name, row.get("name"))})


def apply_row(context: ImportContext, row: Row, plan: Plan) -> Applied:
    parent = row.get("parent", "")
    if parent == "关闭":
        raise ParentClosed()
    if parent == "故障":
        raise RuntimeError("a bug")
    if parent and not Role.objects.filter(name=parent).exists():
        raise NotYet()
    if plan.outcome == Outcome.CREATED:
        role = Role.objects.create(code=row.get("code"), name=row.get("name"), description=parent)
        return Applied(outcome=Outcome.CREATED, object_kind="access.Role", object_id=role.pk)
    role = Role.objects.get(pk=plan.object_id)
    before = {"name": role.name, "description": role.description}
    role.name, role.description = row.get("name"), parent
    role.save()
    return Applied(outcome=Outcome.UPDATED, object_kind="access.Role", object_id=role.pk, before=before)


def undo_row(context: ImportContext, applied: Applied) -> None:
    role = Role.objects.get(pk=applied.object_id)
    if applied.before is not None:
        role.name, role.description = applied.before["name"], applied.before["description"]
        role.save()
        return
    if Role.objects.filter(description=role.name).exists():
        raise StillUsed()
    role.delete()


DEMO = ImportKind(
    code="demo-bodies",
    title="机构名册",
    permission="spreadsheets:export:create",
    identity=("code",),
    provides="name",
    columns=(
        Column(key="name", title="名称", synonyms=("单位名称", "机构名称"), required=True, clean=cleaning.body_name(60), example="总部"),
        Column(key="code", title="信用代码", synonyms=("统一社会信用代码",), required=True, clean=cleaning.credit_code(), example="91350100M000100Y43"),
        Column(key="parent", title="上级", clean=cleaning.text(60)),
        Column(key="started", title="成立日期", synonyms=("成立时间",), clean=cleaning.stated_date(past=True)),
        Column(key="identity", title="身份证号", clean=cleaning.citizen_id(), personal=True),
        Column(key="capital", title="注册资本", clean=cleaning.money()),
        Column(key="staff", title="员工", clean=cleaning.whole_number(most=1_000_000)),
    ),
    options=(Option(key="system", title="坐标系", choices={"GCJ-02": "GCJ-02", "WGS-84": "WGS-84"}),),
    plan_rows=plan_rows,
    apply_row=apply_row,
    undo_row=undo_row,
)  # fmt: skip


@contextmanager
def registered() -> Iterator[ImportKind]:
    """The demo kind is known inside the block."""
    try:
        yield register_kind(DEMO)
    finally:
        del KINDS[DEMO.code]
