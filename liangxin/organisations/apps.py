from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganisationsConfig(AppConfig):
    name = "liangxin.organisations"
    label = "organisations"

    def ready(self) -> None:
        from liangxin.access.registry import register_permissions, register_ways
        from liangxin.organisations import handlers, importing, national  # noqa: F401 - make the kind and the handlers known
        from liangxin.organisations.models import Organisation
        from liangxin.organisations.permissions import Permission
        from liangxin.organisations.reach import WAYS
        from liangxin.organisations.services.marks import register_marked
        from liangxin.places.permissions import Permission as PlacePermission
        from liangxin.search.registry import SearchKind, register_kind

        register_permissions(
            Permission,
            labels={
                Permission.ORGANISATION_READ: _("查看组织"),
                Permission.ORGANISATION_CHANGE: _("修改组织资料"),
                Permission.ORGANISATION_FOUND: _("成立组织"),
                Permission.ORGANISATION_RESTRUCTURE: _("更名、调整隶属、合并、升格、撤销组织"),
                Permission.ORGANISATION_IMPORT: _("导入组织"),
                Permission.ORGANISATION_EXPORT: _("导出组织"),
                Permission.LINK_MANAGE: _("管理联盟、共同领导、荣誉与标签"),
                Permission.POST_MANAGE: _("管理职务与任职"),
                Permission.TYPE_ADMINISTER: _("管理组织类型"),
            },
            own=[Permission.ORGANISATION_READ],
        )
        register_ways(Organisation, WAYS, read=Permission.ORGANISATION_READ)
        register_marked("places.Place", permission=PlacePermission.PLACE_CHANGE)
        register_kind(
            SearchKind(
                code="organisation",
                label=_("组织"),
                model=Organisation,
                permission=Permission.ORGANISATION_READ,
                position=20,
            )
        )
