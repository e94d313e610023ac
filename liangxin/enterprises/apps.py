from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EnterprisesConfig(AppConfig):
    name = "liangxin.enterprises"
    label = "enterprises"

    def ready(self) -> None:
        from liangxin.access.registry import register_permissions, register_ways
        from liangxin.enterprises import handlers, importing  # noqa: F401
        from liangxin.enterprises.models import Enterprise
        from liangxin.enterprises.permissions import LABELS, OWN, Permission
        from liangxin.enterprises.reach import WAYS
        from liangxin.organisations.services.marks import register_marked
        from liangxin.search.registry import SearchKind, register_kind

        register_permissions(Permission, labels=LABELS, own=OWN, by_hand=[Permission.CONTACT_REVEAL])
        register_ways(Enterprise, WAYS, read=Permission.ENTERPRISE_READ)
        register_marked("enterprises.Enterprise", permission=Permission.ENTERPRISE_CHANGE)
        register_kind(
            SearchKind(
                code="enterprise", label=_("企业"), model=Enterprise, permission=Permission.ENTERPRISE_READ,
                position=20,
            )
        )  # fmt: skip
