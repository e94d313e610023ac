from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class MemberCategory(TextChoices):
    FULL = "full", _("正式党员")
    PROBATIONARY = "probationary", _("预备党员")


class MembershipStatus(TextChoices):
    ACTIVE = "active", _("正常")
    SUSPENDED = "suspended", _("停止党籍")
    LOST_CONTACT = "lost_contact", _("失去联系")
    ENDED = "ended", _("已结束")


class LinkKind(TextChoices):
    GUIDED = "guided", _("双重管理")
    MOBILE = "mobile", _("流动党员接收地")
    VOLUNTEER = "volunteer", _("报到服务")


class DeclarationState(TextChoices):
    WAITING = "waiting", _("待确认")
    FORWARDED = "forwarded", _("上级核对中")
    CONFIRMED = "confirmed", _("已确认")
    DECLINED = "declined", _("未确认")
    WITHDRAWN = "withdrawn", _("已撤回")
