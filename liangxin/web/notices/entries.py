"""How the house finds this area."""

from django.utils.translation import gettext_lazy as _

from liangxin.notifications.permissions import Permission
from liangxin.web.shared.navigation import Entry, register_entry

register_entry(
    Entry(
        group="manage", label=_("通知发送"), icon="mail", url_name="notice-log", order=50, permission=Permission.DELIVERY_READ,
    ),
    Entry(
        group="manage", label=_("事件推送"), icon="share", url_name="webhook-list", order=60,
        permission=Permission.WEBHOOK_ADMINISTER,
    ),
)  # fmt: skip
