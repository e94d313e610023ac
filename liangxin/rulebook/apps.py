from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RulebookConfig(AppConfig):
    name = "liangxin.rulebook"
    label = "rulebook"

    def ready(self) -> None:
        from liangxin.access.registry import register_permissions
        from liangxin.rulebook.permissions import Permission

        register_permissions(
            Permission,
            labels={
                Permission.RULESET_READ: _("查看规则库"),
                Permission.RULESET_CHANGE: _("维护规则库"),
                Permission.CALENDAR_READ: _("查看工作日历"),
                Permission.CALENDAR_CHANGE: _("维护工作日历"),
            },
            own=[Permission.RULESET_READ, Permission.CALENDAR_READ],
        )
