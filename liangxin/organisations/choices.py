from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Strand(TextChoices):
    """五位一体 (#006)."""

    REGIONAL = "regional", _("区域化引领")
    COMMUNITY = "community", _("社区基础")
    INDUSTRY = "industry", _("行业特色")
    NON_PUBLIC = "non_public", _("非公和社会组织关键")
    UNIT = "unit", _("单位基本")


class EstablishmentMode(TextChoices):
    SEPARATE = "separate", _("单独组建")
    JOINT = "joint", _("联合组建")
    INDUSTRY = "industry", _("行业组建")
    TERRITORIAL = "territorial", _("区域组建")
    OTHER = "other", _("其他")


class UnitRelation(TextChoices):
    """党组织所在单位情况, the three choices of the national collection form."""

    SAME_AS_PARENT = "same_as_parent", _("与上级党组织相同")
    LEGAL_UNIT = "legal_unit", _("法人单位")
    JOINT = "joint", _("联合党支部")


class ActKind(TextChoices):
    FOUND = "found", _("成立")
    RENAME = "rename", _("更名")
    MOVE = "move", _("调整隶属")
    MERGE = "merge", _("合并")
    UPGRADE = "upgrade", _("升格")
    DISSOLVE = "dissolve", _("撤销")
