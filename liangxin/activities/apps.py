from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    name = "liangxin.activities"
    label = "activities"

    def ready(self) -> None:
        from liangxin.access.registry import register_permissions
        from liangxin.activities.notices import declare_kinds
        from liangxin.activities.permissions import LABELS, OWN, Permission
        from liangxin.activities.reach import declare_ways

        register_permissions(Permission, labels=LABELS, own=OWN)
        declare_ways()
        declare_kinds()
