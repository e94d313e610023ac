from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Ownership(TextChoices):
    STATE = "state", _("国有")
    PRIVATE = "private", _("民营")
    FOREIGN = "foreign", _("外资")
    HONG_KONG_MACAO_TAIWAN = "hmt", _("港澳台资")
    MIXED = "mixed", _("混合所有")
    OTHER = "other", _("其他")


class EnterpriseStatus(TextChoices):
    OPERATING = "operating", _("在营")
    PREPARING = "preparing", _("筹建")
    SUSPENDED = "suspended", _("停业")
    MOVED_OUT = "moved_out", _("迁出")
    CLOSED = "closed", _("注销")


class UnitCategory(TextChoices):
    """两新 and what else works here; a suggestion comes from the credit code."""

    ECONOMIC = "economic", _("新经济组织")
    SOCIAL = "social", _("新社会组织")
    OTHER = "other", _("其他单位")


class CoverageMode(TextChoices):
    OWN = "own", _("单独组建")
    JOINT = "joint", _("联合组建")
    INDUSTRY = "industry", _("行业覆盖")
    TERRITORIAL = "territorial", _("区域覆盖")


class FigureKind(TextChoices):
    STAFF = "staff", _("员工")
    MEMBERS = "members", _("党员（在地）")
    YOUNG_STAFF = "young_staff", _("35 岁以下")


class LabelGroup(TextChoices):
    STANDING = "standing", _("企业地位")
    KEY_INDUSTRY = "key_industry", _("重点产业")
    KEY_FIELD = "key_field", _("重点领域和项目")


class CorrectionState(TextChoices):
    OPEN = "open", _("待核对")
    ACCEPTED = "accepted", _("已采纳")
    DECLINED = "declined", _("未采纳")


class CorrectedField(TextChoices):
    """What an enterprise may propose to correct about itself."""

    NAME = "name", _("名称")
    REGISTERED_ADDRESS = "registered_address", _("注册地址")
    LEGAL_REPRESENTATIVE = "legal_representative", _("法定代表人")
    CAPITAL_TEXT = "capital_text", _("注册资本")
    BUSINESS_SCOPE = "business_scope", _("经营范围")
    STAFF = "staff", _("员工人数")
    YOUNG_STAFF = "young_staff", _("35 岁以下员工人数")


class ClaimState(TextChoices):
    OPEN = "open", _("待协调")
    TRANSFERRED = "transferred", _("已移交")
    KEPT = "kept", _("维持原状")


class PendingState(TextChoices):
    OPEN = "open", _("待核对")
    ACCEPTED = "accepted", _("已入册")
    DECLINED = "declined", _("已退回")


class SupplyKind(TextChoices):
    UPSTREAM = "upstream", _("上游供应")
    DOWNSTREAM = "downstream", _("下游客户")
    INCUBATED = "incubated", _("孵化投资")
