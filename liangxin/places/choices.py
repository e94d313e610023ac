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
