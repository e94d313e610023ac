"""Organisations from spreadsheets: the ten items of the national form and more; one row planned, written, taken back."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import zip_longest
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from liangxin.access.choices import Anchor, Part
from liangxin.access.permissions import Permission as AccessPermission
from liangxin.access.reach import visible
from liangxin.core.errors import RuleBroken
from liangxin.organisations.choices import EstablishmentMode, Strand, UnitRelation
from liangxin.organisations.models import Organisation, OrganisationType
from liangxin.organisations.permissions import Permission
from liangxin.organisations.roster import TYPE_WORDS, type_of_name, ways_of_writing
from liangxin.organisations.selectors.posts import heads_of
from liangxin.organisations.services.founding import NewOrganisation, found_organisations, remove_organisation
from liangxin.organisations.services.organisations import OrganisationDetails, change_organisation
from liangxin.spreadsheets.choices import Outcome, Severity
from liangxin.spreadsheets.services import cleaning
from liangxin.spreadsheets.services.kinds import (
    Applied,
    Column,
    ImportContext,
    ImportKind,
    NotYet,
    Plan,
    Problem,
    Row,
    refused,
    register_kind,
)
from liangxin.spreadsheets.services.national_form import (
    JOINT_BRANCH,
    LEGAL_ENTITY,
    SAME_AS_SUPERIOR,
)
from liangxin.trees.selectors import ancestor_ids

RELATION_WORDS = {
    SAME_AS_SUPERIOR: UnitRelation.SAME_AS_PARENT.value, LEGAL_ENTITY: UnitRelation.LEGAL_UNIT.value,
    JOINT_BRANCH: UnitRelation.JOINT.value, "与上级相同": UnitRelation.SAME_AS_PARENT.value,
    "联合支部": UnitRelation.JOINT.value,
}  # fmt: skip
WORDS_OF_RELATION = {value: word for word, value in reversed(RELATION_WORDS.items())}
UNIT_KEYS = {"unit_name": "name", "unit_nature": "nature", "unit_establishment": "establishment", "unit_code": "code"}
PLAIN = {
    "unit_relation": "unit_relation", "strand": "strand", "mode": "establishment_mode", "code": "code",
    "contact": "contact_name", "secretary": "stated_head",
}  # fmt: skip
BETWEEN_UNITS = "、"
KIND = "organisations.Organisation"

COLUMNS = (
    Column(key="name", title=_("党组织名称"), synonyms=("党组织全称", "组织名称", "名称", "单位党组织名称"), required=True, clean=cleaning.body_name(), example="云帆大厦联合党支部"),
    Column(key="parent", title=_("上级党组织"), synonyms=("上级组织", "上级", "隶属", "上级党组织名称"), clean=cleaning.body_name(), example="金融城片区综合党委", note=_("不写就设在您所在的组织之下")),
    Column(key="secretary", title=_("党组织书记"), synonyms=("书记", "书记姓名", "负责人"), clean=cleaning.person_name(), personal=True, example="陈静"),
    Column(key="contact", title=_("党组织联系人"), synonyms=("联系人", "联络员"), clean=cleaning.person_name(), personal=True, example="周宁"),
    Column(key="phone", title=_("联系电话"), synonyms=("党组织联系电话", "固定电话", "电话"), clean=cleaning.phones(), example="021-58888888"),
    Column(key="category", title=_("组织类别"), synonyms=("党组织类别", "组织类型", "类型", "类别"), clean=cleaning.text(60), example="联合党支部"),
    Column(key="unit_relation", title=_("党组织所在单位情况"), synonyms=("所在单位情况", "单位情况"), clean=cleaning.choice(RELATION_WORDS), example=JOINT_BRANCH),
    Column(key="unit_name", title=_("单位名称"), synonyms=("所在单位名称", "法人单位名称"), clean=cleaning.text(1000)),
    Column(key="unit_nature", title=_("单位性质类别"), synonyms=("单位性质",), clean=cleaning.text(500)),
    Column(key="unit_establishment", title=_("单位建立党组织情况"), synonyms=("建立党组织情况",), clean=cleaning.text(500)),
    Column(key="unit_code", title=_("统一社会信用代码"), synonyms=("法人单位统一社会信用代码", "法人单位标识", "信用代码"), clean=cleaning.text(500)),
    Column(key="short_name", title=_("简称"), clean=cleaning.text(60)),
    Column(key="opened", title=_("成立日期"), synonyms=("成立时间", "建立时间", "建立日期", "批准成立时间"), clean=cleaning.whole_day(past=True), example="2024-03-12", note=_("早于今天的，需要补记的权限")),
    Column(key="document_number", title=_("批复文号"), synonyms=("文号",), clean=cleaning.text(100)),
    Column(key="strand", title=_("五位一体"), clean=cleaning.choice({str(each.label): each.value for each in Strand})),
    Column(key="mode", title=_("组建方式"), synonyms=("组建形式", "设置形式"), clean=cleaning.choice({str(each.label): each.value for each in EstablishmentMode} | {"单独": "separate", "联合": "joint"})),
    Column(key="code", title=_("组织代码"), synonyms=("党组织代码",), clean=cleaning.text(40)),
)  # fmt: skip


class RowRefused(RuleBroken):
    code, field, message = "organisations.row_refused", "parent", "{problem}"


@dataclass
class Known:
    """What a batch of rows is looked up in; read once for all its rows."""

    types: dict[str, OrganisationType]
    children: set[tuple[int, int]]
    mine: dict[str, list[Organisation]] = field(default_factory=dict)
    parents: dict[str, list[Organisation]] = field(default_factory=dict)
    home: Organisation | None = None
    coded: dict[str, Organisation] = field(default_factory=dict)
    changeable: set[int] = field(default_factory=set)
    may_backdate: bool = False
    heads: dict[int, str] = field(
        default_factory=dict
    )  # who holds the head's post: a roster that says so changes nothing


def known_of(context: ImportContext, rows: Sequence[Row]) -> Known:
    """Everything the rows refer to, in a fixed number of queries."""
    types = list(OrganisationType.objects.prefetch_related("children").order_by("position"))
    known = Known(
        types={each.code: each for each in types} | {each.name: each for each in types},
        children={(each.pk, child.pk) for each in types for child in each.children.all()},
        may_backdate=context.actor.is_system or AccessPermission.HISTORY_BACKDATE in context.actor.permissions,
    )
    alive = Organisation.objects.filter(node__during__upper_inf=True).select_related("node", "type")
    names = {way for row in rows for key in ("name", "parent") for way in ways_of_writing(str(row.get(key, "")))}
    within = visible(context.actor, alive, Permission.ORGANISATION_READ, part=Part.FULL)
    found = list(within.filter(node__name__in=names - {""}).order_by("pk"))
    codes = {str(row.get("code")) for row in rows if row.get("code")}
    known.coded = {each.code: each for each in alive.filter(code__in=codes)} if codes else {}
    for each in found:
        known.mine.setdefault(each.node.name, []).append(each)
    founding = visible(context.actor, alive, Permission.ORGANISATION_FOUND).filter(pk__in=[each.pk for each in found])
    parents = set(founding.values_list("pk", flat=True))
    for each in found:
        if each.pk in parents:
            known.parents.setdefault(each.node.name, []).append(each)
    ids = [each.pk for each in (*found, *known.coded.values())]
    if any(row.get("secretary") for row in rows):
        heads = heads_of(organisation_ids=ids, day=context.today)
        known.heads = {pk: holding.person.name for pk, holding in heads.items()}
    changeable = visible(context.actor, Organisation.objects.filter(pk__in=ids), Permission.ORGANISATION_CHANGE)
    known.changeable = set(changeable.values_list("pk", flat=True))
    if context.actor.anchor == Anchor.ORGANISATION:
        known.home = within.filter(pk=context.actor.node_id).first()
    return known


def plan_rows(context: ImportContext, rows: Sequence[Row]) -> list[Plan]:
    """What would become of these rows."""
    known = known_of(context, rows)
    return [_plan(context, row, known) for row in rows]


def _plan(context: ImportContext, row: Row, known: Known) -> Plan:
    existing = _existing(row, known)
    if isinstance(existing, Problem):
        return refused(existing)
    if existing is not None:
        return _plan_existing(context, row, existing, known)
    kind, parent = _type(row, known), _parent(row, known)
    if kind is None:
        return refused(
            _problem("category", "type_missing", gettext("看不出是哪类组织，请写组织类别，例如 联合党支部。"))
        )
    if not known.may_backdate and row.get("opened") and row.get("opened") < context.today.isoformat():
        words = gettext("成立日期早于今天，需要补记权限。请由有权限的人导入，或不填成立日期。")
        return refused(_problem("opened", "backdating", words))
    if isinstance(parent, Problem):
        return Plan(outcome=Outcome.CREATED) if _comes_with_the_file(context, row) else refused(parent)
    if (parent.type_id, kind.pk) not in known.children:
        words = gettext("“{parent}”之下不能设“{kind}”。").format(parent=parent.type.name, kind=kind.name)
        return refused(_problem("category", "type_not_here", words))
    return Plan(outcome=Outcome.CREATED)


def _plan_existing(context: ImportContext, row: Row, existing: Organisation, known: Known) -> Plan:
    if existing.pk not in known.changeable:
        above = _node_above(existing, known.home)
        return Plan(outcome=Outcome.QUEUED, object_id=existing.pk, queued_node_id=above)
    changes = {
        name: (_shown(getattr(existing, name)), _shown(value)) for name, value in _changes(row, existing, known).items()
    }
    kind, flags = _type(row, known), []
    if row.get("category") and kind is not None and kind.pk != existing.type_id:
        words = gettext("登记的类型是“{kind}”。换类型请办升格或改建，这里不改。").format(kind=existing.type.name)
        flags.append(_problem("category", "type_differs", words, severity=Severity.FLAG))
    outcome = Outcome.UPDATED if changes else Outcome.UNCHANGED
    return Plan(outcome=outcome, object_id=existing.pk, changes=changes, problems=tuple(flags))


def _node_above(existing: Organisation, home: Organisation | None) -> int:
    """The nearest body above both, whose people decide."""
    above = ancestor_ids(existing.node.path)
    mine = ancestor_ids(home.node.path) if home is not None else []
    shared = [one for one, other in zip(above, mine, strict=False) if one == other]
    return shared[-1] if shared else above[0]


def _existing(row: Row, known: Known) -> Organisation | Problem | None:
    """The registered body that the row means: by its code, else by name below the parent that is written."""
    if row.get("code") and row.get("code") in known.coded:
        return known.coded[str(row.get("code"))]
    found = [each for way in ways_of_writing(str(row.get("name"))) for each in known.mine.get(way, [])]
    if row.get("parent") and found:
        above = {each.pk for way in ways_of_writing(str(row.get("parent"))) for each in known.mine.get(way, [])}
        found = [each for each in found if each.node.parent_id in above] or (found if len(found) == 1 else [])
    if len({each.pk for each in found}) > 1:
        return _problem("name", "several_of_this_name", gettext("有不止一个组织叫这个名字，请写明上级党组织。"))
    return found[0] if found else None


def _type(row: Row, known: Known) -> OrganisationType | None:
    written = str(row.get("category", ""))
    by_name = type_of_name(str(row.get("name")))
    code = TYPE_WORDS.get(written, written) if written else by_name
    if code in ("branch", "general_branch") and by_name.endswith(code):  # “党支部” is also said of joint ones
        code = by_name
    return known.types.get(code)


def _parent(row: Row, known: Known) -> Organisation | Problem:
    if not row.get("parent"):
        if known.home is not None:
            return known.home
        return _problem("parent", "parent_missing", gettext("请写上级党组织。"))
    found = {each.pk: each for way in ways_of_writing(str(row.get("parent"))) for each in known.parents.get(way, [])}
    if len(found) == 1:
        return next(iter(found.values()))
    if found:
        return _problem("parent", "several_parents", gettext("有不止一个上级叫这个名字，请用全称。"))
    return _problem("parent", "no_such_parent", gettext("您管的组织里没有这个上级党组织，请核对名称。"))


def _comes_with_the_file(context: ImportContext, row: Row) -> bool:
    return bool(row.get("parent")) and row.get("parent") in context.provided


def _problem(column: str, code: str, message: str, *, severity: str = Severity.ERROR) -> Problem:
    return Problem(column=column, code=f"organisations.{code}", message=message, severity=severity)


def _values(row: Row) -> dict[str, Any]:
    """Details as the row states them; blank cells and missing columns state nothing."""
    values = {name: row.get(key) for key, name in PLAIN.items() if row.get(key) is not None}
    if row.get("phone"):
        values["telephone"] = " / ".join(row.get("phone"))
    if any(row.get(key) for key in UNIT_KEYS):
        values["units"] = _units(row)
    return values


def _units(row: Row) -> list[dict[str, str]]:
    parts = {key: str(row.get(key, "")).split(BETWEEN_UNITS) for key in UNIT_KEYS}
    lines = zip_longest(*parts.values(), fillvalue="")
    return [dict(zip(UNIT_KEYS.values(), (one.strip() for one in line), strict=True)) for line in lines]


def _changes(row: Row, existing: Organisation, known: Known) -> dict[str, Any]:
    values = _values(row)
    if values.get("stated_head") == known.heads.get(existing.pk):
        values.pop("stated_head", None)
    return {name: value for name, value in values.items() if getattr(existing, name) != value}


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return BETWEEN_UNITS.join(str(one.get("name", "")) for one in value)
    return str(value or "")


def apply_row(context: ImportContext, row: Row, plan: Plan) -> Applied:
    """Write one row through the services."""
    return apply_rows(context, [(row, plan)])[0]


def apply_rows(context: ImportContext, rows: Sequence[tuple[Row, Plan]]) -> list[Applied]:
    """Write many rows: new bodies level by level, those above first; what is known already is changed one by one."""
    done = {row.number: _change(context, row, plan.object_id) for row, plan in rows if plan.object_id is not None}
    waiting = [row for row, plan in rows if plan.object_id is None]
    while waiting:
        known = known_of(context, waiting)
        ready = {row.number: new for row in waiting if (new := _new(context, row, known)) is not None}
        if not ready:
            raise NotYet()
        made = found_organisations(actor=context.actor, news=list(ready.values()), now=context.now)
        for number, each in zip(ready, made, strict=True):
            done[number] = Applied(outcome=Outcome.CREATED, object_kind=KIND, object_id=each.pk)
        waiting = [row for row in waiting if row.number not in ready]
    return [done[row.number] for row, _plan in rows]


def _change(context: ImportContext, row: Row, organisation_id: int) -> Applied:
    existing = Organisation.objects.select_related("node", "type").get(pk=organisation_id)
    changes = _changes(row, existing, known_of(context, [row]))
    before = {name: getattr(existing, name) for name in changes}
    change_organisation(
        actor=context.actor, organisation=existing, details=OrganisationDetails(**changes), now=context.now,
        reason=gettext("名册导入"),
    )  # fmt: skip
    return Applied(outcome=Outcome.UPDATED, object_kind=KIND, object_id=existing.pk, before=before)


def _new(context: ImportContext, row: Row, known: Known) -> NewOrganisation | None:
    """The body to found; None while the one above it, which the file brings, is not there. Raises RowRefused."""
    kind, parent = _type(row, known), _parent(row, known)
    if isinstance(parent, Problem) and _comes_with_the_file(context, row):
        return None
    if isinstance(parent, Problem) or kind is None:
        raise RowRefused(problem=parent.message if isinstance(parent, Problem) else gettext("看不出是哪类组织。"))
    return NewOrganisation(
        name=str(row.get("name")), type=kind.code, parent=parent, short_name=str(row.get("short_name", "")),
        opened=date.fromisoformat(row.get("opened")) if row.get("opened") else context.today,
        document_number=str(row.get("document_number", "")), reason=gettext("名册导入"), **_values(row),
    )  # fmt: skip


def undo_row(context: ImportContext, applied: Applied) -> None:
    """Take one row back: remove what it founded, or put back what it changed."""
    found = visible(
        context.actor, Organisation.objects.filter(pk=applied.object_id or 0), Permission.ORGANISATION_CHANGE
    )
    organisation = found.select_related("node", "type").first()
    if organisation is None:
        return
    if applied.outcome == Outcome.CREATED:
        remove_organisation(actor=context.actor, organisation=organisation, now=context.now, reason=gettext("撤回导入"))
        return
    details = OrganisationDetails(**dict(applied.before or {}))
    change_organisation(
        actor=context.actor, organisation=organisation, details=details, now=context.now, reason=gettext("撤回导入")
    )


ORGANISATIONS = register_kind(
    ImportKind(
        code="organisations", title=_("组织名册"), permission=Permission.ORGANISATION_IMPORT, identity=("code",),
        columns=COLUMNS, provides="name", plan_rows=plan_rows, apply_row=apply_row,
        apply_rows=apply_rows, undo_row=undo_row,
    )
)  # fmt: skip
