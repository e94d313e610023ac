from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlacesConfig(AppConfig):
    name = "liangxin.places"
    label = "places"

    def ready(self) -> None:
        from importlib import import_module

        from liangxin.access.registry import register_permissions, register_ways
        from liangxin.places.models import Feedback, Place
        from liangxin.places.permissions import Permission
        from liangxin.places.reach import FEEDBACK_WAYS, WAYS
        from liangxin.search.registry import SearchKind, register_kind

        register_permissions(
            Permission,
            labels={
                Permission.PLACE_READ: _("查看场所"),
                Permission.PLACE_CREATE: _("登记场所"),
                Permission.PLACE_CHANGE: _("变更场所"),
                Permission.PLACE_CLOSE: _("撤销场所"),
                Permission.PLACE_IMPORT: _("导入场所"),
                Permission.PLACE_EXPORT: _("导出场所"),
                Permission.REGION_FOUND: _("设立区（自贸区）"),
                Permission.FEEDBACK_READ: _("查看意见与投诉"),
                Permission.FEEDBACK_ANSWER: _("答复意见与投诉"),
                Permission.FEEDBACK_REVEAL: _("查看意见人的联系方式"),
                Permission.KIND_ADMINISTER: _("管理场所类别"),
            },
            own=[Permission.PLACE_READ],
        )
        register_kind(
            SearchKind(code="place", label=_("场所"), model=Place, permission=Permission.PLACE_READ, position=30)
        )
        register_ways(Place, WAYS, read=Permission.PLACE_READ)
        register_ways(Feedback, FEEDBACK_WAYS, read=Permission.FEEDBACK_READ)
        import_module("liangxin.places.importing")
