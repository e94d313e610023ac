from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "liangxin.people"
    label = "people"

    def ready(self) -> None:
        from liangxin.people import finding, reach
        from liangxin.people.notices import register_notices

        reach.register()
        register_notices()
        finding.register()
