from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "liangxin.organisations"
    label = "organisations"
