from django.apps import AppConfig


class MembersConfig(AppConfig):
    name = "liangxin.members"
    label = "members"

    def ready(self) -> None:
        from liangxin.members import importing, reach  # noqa: F401

        reach.register()
