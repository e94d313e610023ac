from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "liangxin.people"
    label = "people"
