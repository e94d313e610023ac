from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Family(TextChoices):
    """What sort of body a type is."""

    PARTY = "party", _("党组织")
    MASS = "mass", _("群团组织")
    PARTNER = "partner", _("共建单位")
    ALLIANCE = "alliance", _("联盟")


class Level(TextChoices):
    """The level of a party organisation: decides terms, hints and what counts as an upgrade."""

    COMMITTEE = "committee", _("党委")
    GENERAL_BRANCH = "general_branch", _("党总支")
    BRANCH = "branch", _("党支部")
    NONE = "", _("不适用")


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
    CONVERT = "convert", _("改建")
    DISSOLVE = "dissolve", _("撤销")


class LeadKind(TextChoices):
    """How a body leads besides the administrative parent (#057)."""

    JOINT = "joint", _("共同领导")
    GUIDANCE = "guidance", _("业务指导")


class PostSource(TextChoices):
    """Where a post-holder came from (#081)."""

    ELECTED = "elected", _("选举产生")
    APPOINTED = "appointed", _("上级任命")
    DISPATCHED = "dispatched", _("选派")
    SECONDED = "seconded", _("挂职派驻")
    PART_TIME = "part_time", _("兼职")
    OTHER = "other", _("其他")


class RecognitionLevel(TextChoices):
    NATIONAL = "national", _("国家级")
    MUNICIPAL = "municipal", _("市级")
    DISTRICT = "district", _("区级")
    AREA = "area", _("片区级")
    OTHER = "other", _("其他")


class TagGroup(TextChoices):
    """What a tag says (#037, #038, #042)."""

    FIELD = "field", _("重要领域")
    INDUSTRY = "industry", _("重点产业")
    PROJECT = "project", _("重大项目")
    OTHER = "other", _("其他")
