from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "liangxin.jobs"
    label = "jobs"

    def ready(self) -> None:
        from liangxin.jobs import handlers  # noqa: F401
