from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccessConfig(AppConfig):
    name = "liangxin.access"
    label = "access"

    def ready(self) -> None:
        from liangxin.access.permissions import Permission
        from liangxin.access.registry import register_permissions

        register_permissions(
            Permission,
            labels={
                Permission.ACCOUNT_READ: _("查看账号"),
                Permission.ACCOUNT_ADMINISTER: _("管理账号"),
                Permission.GRANT_READ: _("查看授权"),
                Permission.GRANT_GIVE: _("授权与收回"),
                Permission.GRANT_DELEGATE: _("委托授权"),
                Permission.ROLE_ADMINISTER: _("管理角色"),
                Permission.SECURITY_ADMINISTER: _("管理安全设置"),
                Permission.AUDIT_READ: _("查看审计记录"),
                Permission.HISTORY_BACKDATE: _("补记过去的变更"),
            },
            by_hand=[
                Permission.ACCOUNT_ADMINISTER,
                Permission.GRANT_GIVE,
                Permission.GRANT_DELEGATE,
                Permission.ROLE_ADMINISTER,
                Permission.SECURITY_ADMINISTER,
            ],
        )
