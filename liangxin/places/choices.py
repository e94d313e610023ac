from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PlaceLevel(TextChoices):
    REGION = "region", _("区（自贸区）")
    AREA = "area", _("片区、街镇")
    SITE = "site", _("园区、楼宇")
    SPACE = "space", _("楼层、房间")


class CoordinateSystem(TextChoices):
    WGS84 = "wgs84", "WGS-84"
    GCJ02 = "gcj02", "GCJ-02"
    BD09 = "bd09", "BD-09"


class CoordinateDoubt(TextChoices):
    """Why the coordinates of a place are doubted: kept, shown, and left for a person to settle."""

    OUTSIDE_CHINA = "outside_china", _("坐标不在国内")
    OUTSIDE_REGION = "outside_region", _("坐标不在本区范围内")
    OUTSIDE_AREA = "outside_area", _("坐标不在上级片区范围内")
    OUTSIDE_SITE = "outside_site", _("坐标不在上级园区范围内")


class FeedbackKind(TextChoices):
    """What somebody writes to the staff of a place."""

    SUGGESTION = "suggestion", _("建议")
    COMPLAINT = "complaint", _("投诉")
