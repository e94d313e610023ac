"""Enterprises from spreadsheets: the columns of real rosters, and writing or undoing one row."""

import re
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liangxin.core.validators.texts import person_name
from liangxin.enterprises.choices import CoverageMode, Ownership
from liangxin.enterprises.import_plans import (
    Known,
    capital_text,
    facts_in,
    figures_in,
    looked_up,
    organisation_of,
    place_of,
    plan_rows,
)
from liangxin.enterprises.models import Enterprise
from liangxin.enterprises.permissions import Permission
from liangxin.enterprises.services.contacts import add_contact
from liangxin.enterprises.services.coverage import assign_coverage
from liangxin.enterprises.services.figures import record_figures
from liangxin.enterprises.services.moving import move_in
from liangxin.enterprises.services.new import NewEnterprise
from liangxin.enterprises.services.records import EnterpriseChange, change_enterprise, rename_enterprise
from liangxin.enterprises.services.registration import Registered, register_enterprise, register_enterprises
from liangxin.enterprises.services.undoing import remove_enterprise, restore_enterprise
from liangxin.spreadsheets.choices import Outcome
from liangxin.spreadsheets.services import cleaning
from liangxin.spreadsheets.services.kinds import (
    Applied,
    Column,
    ImportContext,
    ImportKind,
    Plan,
    Problem,
    Row,
    register_kind,
)

if TYPE_CHECKING:
    from liangxin.organisations.models import Organisation
    from liangxin.places.models import Place

OWNERSHIP_SIGNS = (
    (Ownership.HONG_KONG_MACAO_TAIWAN, ("港澳台", "台港澳", "港资", "台资", "香港", "台湾", "澳门")),
    (Ownership.FOREIGN, ("外资", "外商", "外国", "中外合", "合资")),
    (Ownership.STATE, ("国有", "国资", "央企", "国企")),
    (Ownership.MIXED, ("混合",)),
    (Ownership.PRIVATE, ("民营", "私营", "自然人", "个体", "个人独资", "民办", "内资", "合伙")),
    (Ownership.OTHER, ("集体", "股份合作", "其他", "社会团体", "基金会", "有限责任", "有限公司", "股份有限")),
)


def clean_ownership(cell: Any, context: cleaning.CleanContext) -> Any:
    """The ownership that the words of the type tell; a legal form alone tells none, and what is not known is flagged."""
    written = cleaning.plain(cell)
    for ownership, signs in OWNERSHIP_SIGNS:
        if written in (ownership.value, str(ownership.label)) or any(sign in written for sign in signs):
            legal_form_only = ownership == Ownership.OTHER and re.search("有限|股份有限", written)
            return "" if legal_form_only else ownership.value
    message = _("看不懂企业类型“{text}”，先不填；可写国有、民营、外资、港澳台资、混合所有或其他。").format(text=written)
    return cleaning.Flagged(value="", code="enterprises.ownership_unknown", message=message)


def apply_row(context: ImportContext, row: Row, plan: Plan) -> Applied:
    """Write one row through the register's services."""
    known = looked_up(context, [row])
    place, organisation = place_of(row, known), organisation_of(row, known)
    if isinstance(place, Problem) or isinstance(organisation, Problem):
        return Applied(outcome=Outcome.REFUSED)
    if plan.object_id is not None:
        return _update(context, row, plan)
    new = _new(row, known, place, organisation)
    made = register_enterprise(actor=context.actor, new=new, now=context.now, today=context.today, reason=_("导入"))
    return _registered(context, row, made)


def apply_rows(context: ImportContext, rows: Sequence[tuple[Row, Plan]]) -> list[Applied]:
    """Write many rows: what is new by one bulk service, the rest one by one."""
    known = looked_up(context, [row for row, _plan in rows])
    news: dict[int, NewEnterprise] = {}
    for row, plan in rows:
        place, organisation = place_of(row, known), organisation_of(row, known)
        if plan.object_id is None and not isinstance(place, Problem) and not isinstance(organisation, Problem):
            news[row.number] = _new(row, known, place, organisation)
    made = register_enterprises(
        actor=context.actor, news=list(news.values()), now=context.now, today=context.today, reason=_("导入")
    )
    made_by = dict(zip(news, made, strict=True))
    return [
        _registered(context, row, made_by[row.number]) if row.number in made_by else apply_row(context, row, plan)
        for row, plan in rows
    ]


def _new(row: Row, known: Known, place: "Place | None", organisation: "Organisation | None") -> NewEnterprise:
    moved_in = date.fromisoformat(row.get("moved_in")) if row.get("moved_in") else None
    facts = {name: value for name, value in facts_in(row, known).items() if name != "capital_text"}
    return NewEnterprise(
        name=row.get("name", ""), credit_code=row.get("credit_code", ""), capital_text=capital_text(row), place=place,
        unit=_unit(row), moved_in=moved_in, organisation=organisation, mode=row.get("mode") or CoverageMode.TERRITORIAL,
        figures=figures_in(row), figures_source=str(_("名册导入")), **facts,
    )  # fmt: skip


def _registered(context: ImportContext, row: Row, made: Registered) -> Applied:
    if made.enterprise is None:
        return Applied(outcome=Outcome.QUEUED)
    _add_contact(context, made.enterprise, row)
    return Applied(outcome=Outcome.CREATED, object_kind="enterprises.Enterprise", object_id=made.enterprise.pk)


def _unit(row: Row) -> str:
    if row.get("unit"):
        return str(row.get("unit"))[:100]
    found = re.search(r"[地负\-]?\d+\s*(?:层|楼|号楼|室|座|F).*$", str(row.get("operating_address", "")))
    return found[0][:100] if found else ""


def _add_contact(context: ImportContext, enterprise: Enterprise, row: Row) -> None:
    name, phones = row.get("contact_name", ""), row.get("contact_phone") or []
    if name and not enterprise.contacts.filter(name=name, ended_at=None).exists():
        add_contact(
            actor=context.actor, enterprise=enterprise, name=name, role="", phone=phones[0] if phones else "",
            now=context.now,
        )  # fmt: skip


def _update(context: ImportContext, row: Row, plan: Plan) -> Applied:
    enterprise = Enterprise.objects.select_related("node", "industry", "head_office").get(pk=plan.object_id)
    known = looked_up(context, [row])
    before = _kept(enterprise)
    actor, today, why = context.actor, context.today, _("导入")
    facts = facts_in(row, known)
    if row.get("credit_code"):
        facts["credit_code"] = row.get("credit_code")
    if facts:
        change = EnterpriseChange.of(enterprise, **facts)
        enterprise = change_enterprise(actor=actor, enterprise=enterprise, change=change, reason=why)
    if "name" in plan.changes:
        rename_enterprise(
            actor=actor, enterprise=enterprise, name=row.get("name", ""), effective=today, now=context.now, today=today,
            reason=why,
        )  # fmt: skip
    figures = figures_in(row)
    if figures and any(kind in plan.changes for kind in figures):
        record_figures(
            actor=actor, enterprise=enterprise, values=figures, as_of=today, source=str(_("名册导入")), now=context.now,
            today=today,
        )  # fmt: skip
    place, organisation = place_of(row, known), organisation_of(row, known)
    if "place" in plan.changes and place is not None and not isinstance(place, Problem):
        spot = move_in(
            actor=actor, enterprise=enterprise, place=place, unit=_unit(row), is_main=not known.spots.get(enterprise.pk),
            effective=today, today=today, reason=why,
        )  # fmt: skip
        before["spot"] = spot.pk
    if "organisation" in plan.changes and organisation is not None and not isinstance(organisation, Problem):
        span = assign_coverage(
            actor=actor, enterprise=enterprise, organisation=organisation,
            mode=row.get("mode") or CoverageMode.TERRITORIAL, effective=today, today=today, reason=why,
        )  # fmt: skip
        before["coverage"] = span.pk
    _add_contact(context, enterprise, row)
    return Applied(
        outcome=Outcome.UPDATED, object_kind="enterprises.Enterprise", object_id=enterprise.pk, before=before
    )


def _kept(enterprise: Enterprise) -> dict[str, Any]:
    """What an undo puts back."""
    return {
        "name": enterprise.node.name, "credit_code": enterprise.credit_code, "ownership": enterprise.ownership,
        "industry": enterprise.industry_id, "registered_address": enterprise.registered_address,
        "capital_text": enterprise.capital_text, "legal_representative": enterprise.legal_representative,
        "established_on": enterprise.established_on.isoformat() if enterprise.established_on else None,
        "business_scope": enterprise.business_scope, "description": enterprise.description,
        "figures": {str(pk): value for pk, value in enterprise.figures.order_by("pk").values_list("pk", "value")},
    }  # fmt: skip


def undo_row(context: ImportContext, applied: Applied) -> None:
    """Take one row back: remove what it made, or put back what it changed."""
    enterprise = Enterprise.objects.select_related("node").get(pk=applied.object_id)
    if applied.outcome == Outcome.CREATED:
        remove_enterprise(actor=context.actor, enterprise=enterprise)
        return
    restore_enterprise(
        actor=context.actor, enterprise=enterprise, before=dict(applied.before or {}), now=context.now,
        today=context.today, reason=_("撤回导入"),
    )  # fmt: skip


def clean_contact(cell: Any, context: cleaning.CleanContext) -> str:
    """One person's name; of several the first."""
    return person_name(re.split(r"[、/，,;；]", cleaning.plain(cell))[0])


COUNT = cleaning.whole_number(most=2_000_000)
MODES = {str(mode.label): mode.value for mode in CoverageMode} | {
    "单独": "own", "联合": "joint", "行业": "industry", "区域": "territorial", "独立": "own", "独立组建": "own",
}  # fmt: skip

register_kind(
    ImportKind(
        code="enterprises",
        title=gettext_lazy("企业名册"),
        permission=Permission.ENTERPRISE_IMPORT,
        identity=("credit_code",),
        columns=(
            Column(
                key="name", title=gettext_lazy("企业名称"), required=True, clean=cleaning.body_name(),
                synonyms=("单位名称", "公司名称", "名称", "企业全称", "单位全称", "name"), example="滨港云帆贸易有限公司",
            ),
            Column(
                key="credit_code", title=gettext_lazy("统一社会信用代码"), clean=cleaning.credit_code(),
                synonyms=("信用代码", "社会信用代码", "统一信用代码", "机构代码", "uscc"), example="91990100MA00004P9E",
            ),
            Column(
                key="legal_representative", title=gettext_lazy("法定代表人"), clean=cleaning.text(100),
                synonyms=("法人", "法人代表", "法定代表人姓名", "负责人"), personal=True,
            ),
            Column(
                key="capital", title=gettext_lazy("注册资本"), clean=cleaning.money(),
                synonyms=("注册资本万元", "注册资金", "资本", "capital"), example="500万元人民币",
            ),
            Column(
                key="established", title=gettext_lazy("成立日期"), clean=cleaning.whole_day(past=True),
                synonyms=("成立时间", "注册日期", "注册时间", "登记日期", "reg_date"), example="2019-05-01",
            ),
            Column(
                key="industry", title=gettext_lazy("行业"), clean=cleaning.text(100),
                synonyms=("行业分类", "所属行业", "行业门类", "国民经济行业", "行业代码"), example="65",
                note=gettext_lazy("国民经济行业分类的代码或名称"),
            ),
            Column(
                key="ownership", title=gettext_lazy("企业类型"), clean=clean_ownership,
                synonyms=("所有制", "单位性质", "单位性质类别", "经济类型", "企业性质", "type"), example="民营",
            ),
            Column(
                key="registered_address", title=gettext_lazy("注册地址"), clean=cleaning.text(300),
                synonyms=("住所", "注册地", "注册住所", "登记地址"),
            ),
            Column(
                key="place", title=gettext_lazy("园区或楼宇"), clean=cleaning.text(200),
                synonyms=("楼宇", "园区", "所在楼宇", "所在园区", "楼宇名称", "园区名称", "经营地址楼宇"), example="云帆大厦",
                note=gettext_lazy("不写就放在您所在的场所；同名时连同上级一起写：金融城片区/云帆大厦"),
            ),
            Column(
                key="unit", title=gettext_lazy("楼层室号"), clean=cleaning.text(100),
                synonyms=("室号", "房号", "楼层", "门牌", "经营地址室号"), example="12层1203室",
            ),
            Column(
                key="operating_address", title=gettext_lazy("经营地址"), clean=cleaning.text(300),
                synonyms=("经营地址楼宇/楼层/室号", "经营场所", "办公地址", "实际经营地址", "实际办公地址", "地址"),
            ),
            Column(
                key="moved_in", title=gettext_lazy("入驻日期"), clean=cleaning.whole_day(past=True),
                synonyms=("入驻时间", "迁入日期", "迁入时间"),
            ),
            Column(key="staff", title=gettext_lazy("从业人数"), clean=COUNT, synonyms=("员工数", "员工人数", "职工数", "职工人数", "从业人员数")),
            Column(key="members", title=gettext_lazy("党员数"), clean=COUNT, synonyms=("党员人数", "中共党员数", "在册党员数")),
            Column(key="young_staff", title=gettext_lazy("35岁以下人数"), clean=COUNT, synonyms=("青年人数", "35周岁以下员工数", "青年员工数")),
            Column(
                key="organisation", title=gettext_lazy("党组织名称"), clean=cleaning.text(200),
                synonyms=("所属党组织", "责任组织", "覆盖党组织", "党组织"), note=gettext_lazy("负责这家企业的组织；没有就空着"),
            ),
            Column(
                key="mode", title=gettext_lazy("覆盖方式"), clean=cleaning.choice(MODES),
                synonyms=("单位建立党组织情况", "组建方式", "党组织组建方式"),
            ),
            Column(key="contact_name", title=gettext_lazy("联系人"), clean=clean_contact, synonyms=("联系人姓名", "企业联系人"), personal=True),
            Column(
                key="contact_phone", title=gettext_lazy("联系电话"), clean=cleaning.phones(),
                synonyms=("电话", "联系方式", "手机", "手机号码", "联系人电话"), personal=True,
            ),
            Column(key="business_scope", title=gettext_lazy("经营范围"), clean=cleaning.text(20_000), synonyms=("主营业务", "scope")),
            Column(key="description", title=gettext_lazy("备注"), clean=cleaning.text(2_000), synonyms=("说明", "简介")),
        ),
        plan_rows=plan_rows,
        apply_row=apply_row,
        apply_rows=apply_rows,
        undo_row=undo_row,
    )
)  # fmt: skip
