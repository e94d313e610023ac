from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class StationStatus(TextChoices):
    PREPARING = "preparing", _("筹建中")
    OPEN = "open", _("开放")
    SUSPENDED = "suspended", _("暂停开放")


class WorkKind(TextChoices):
    """What was done to a station (#095)."""

    NEW = "new", _("新建")
    UPGRADE = "upgrade", _("升级改造")
    MOVE = "move", _("搬迁")


class Weekday(IntegerChoices):
    MONDAY = 1, _("周一")
    TUESDAY = 2, _("周二")
    WEDNESDAY = 3, _("周三")
    THURSDAY = 4, _("周四")
    FRIDAY = 5, _("周五")
    SATURDAY = 6, _("周六")
    SUNDAY = 7, _("周日")
