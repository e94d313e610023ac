from django.apps import AppConfig


class MembersConfig(AppConfig):
    name = "liangxin.members"
    label = "members"

    def ready(self) -> None:
        from liangxin.members import reach

        reach.register()
