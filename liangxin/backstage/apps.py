from django.apps import AppConfig


class BackstageConfig(AppConfig):
    name = "liangxin.backstage"
    label = "backstage"
