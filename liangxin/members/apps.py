from django.apps import AppConfig


class MembersConfig(AppConfig):
    name = "liangxin.members"
    label = "members"
