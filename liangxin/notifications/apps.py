from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    name = "liangxin.notifications"
    label = "notifications"

    def ready(self) -> None:
        from liangxin.access.registry import register_permissions
        from liangxin.notifications.permissions import Permission

        register_permissions(
            Permission,
            labels={
                Permission.DELIVERY_READ: _("查看通知发送记录"),
                Permission.WEBHOOK_ADMINISTER: _("管理事件推送"),
            },
        )
