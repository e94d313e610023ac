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
