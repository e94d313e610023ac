from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Channel(TextChoices):
    """What carries a notice beyond the app."""

    EMAIL = "email", _("邮件")
    SMS = "sms", _("短信")
    WECHAT = "wechat", _("微信")


class DeliveryState(TextChoices):
    WAITING = "waiting", _("待发送")
    DIGEST = "digest", _("等待汇总")
    SENDING = "sending", _("发送中")
    SENT = "sent", _("已发出")
    FAILED = "failed", _("没有送达")
    SKIPPED = "skipped", _("未发送")


class Failure(TextChoices):
    """Why a delivery was not made or not received, in plain words."""

    NO_ADDRESS = "no_address", _("没有可用的地址或号码。")
    NOT_OFFERED = "not_offered", _("这个渠道没有开通。")
    REMINDER_LIMIT = "reminder_limit", _("当天已有一条提醒，这条只在站内显示。")
    OUT_OF_DATE = "out_of_date", _("发送前已经过期。")
    READ_BEFORE = "read_before", _("发送前本人已在站内读过。")
    REFUSED_ADDRESS = "refused_address", _("对方地址不存在或拒收。")
    REFUSED_BY_PERSON = "refused_by_person", _("收件人没有订阅或已退订这个渠道。")
    BLOCKED = "blocked", _("服务商拦下了这条消息，请检查签名、模板和频次。")
    MISCONFIGURED = "misconfigured", _("渠道设置有误，请系统管理员检查。")
    UNREACHABLE = "unreachable", _("多次尝试都没有连上服务商。")


class DigestRhythm(TextChoices):
    OFF = "off", _("不汇总，逐条发送")
    DAILY = "daily", _("每天一封")
    WEEKLY = "weekly", _("每周一封")


class WebhookState(TextChoices):
    WAITING = "waiting", _("待发送")
    SENT = "sent", _("已发出")
    FAILED = "failed", _("没有送达")
