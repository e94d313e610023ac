from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "liangxin.people"
    label = "people"

    def ready(self) -> None:
        from liangxin.people import finding, reach

        reach.register()
        finding.register()
