"""The words of fields, for histories; personal numbers are never among them."""

from django.utils.translation import gettext_lazy as _

ENTERPRISE_WORDS: dict[str, object] = {
    "credit_code": _("统一社会信用代码"), "ownership": _("所有制"), "unit_category": _("单位类别"), "industry_id": _("行业"),
    "status": _("状态"), "registered_address": _("注册地址"), "capital_text": _("注册资本"),
    "legal_representative": _("法定代表人"), "established_on": _("成立日期"), "business_scope": _("经营范围"),
    "staff_count": _("员工"), "young_staff_count": _("35 岁以下"), "description": _("说明"),
}  # fmt: skip
COVERAGE_WORDS: dict[str, object] = {"during": _("起止"), "mode": _("覆盖方式")}
DESIGNATION_WORDS: dict[str, object] = {"during": _("起止")}
SPOT_WORDS: dict[str, object] = {"during": _("起止"), "unit": _("楼层室号"), "is_main": _("主要经营场所")}
CONTACT_WORDS: dict[str, object] = {"role": _("职务"), "sealed_at": _("号码"), "ended_at": _("停用")}
FIGURE_WORDS: dict[str, object] = {"value": _("人数")}
SUBJECTS: dict[str, object] = {
    "coverage": _("责任组织"), "designation": _("指定联系人"), "spot": _("经营场所"), "contact": _("企业联系人"),
}  # fmt: skip
