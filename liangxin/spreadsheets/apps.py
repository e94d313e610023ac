from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SpreadsheetsConfig(AppConfig):
    name = "liangxin.spreadsheets"
    label = "spreadsheets"

    def ready(self) -> None:
        from liangxin.access.registry import register_permissions
        from liangxin.spreadsheets.permissions import Permission

        register_permissions(
            Permission,
            labels={
                Permission.IMPORT_CREATE: _("导入表格"),
                Permission.EXPORT_CREATE: _("导出表格"),
                Permission.CLAIM_SETTLE: _("核对重复"),
            },
        )
