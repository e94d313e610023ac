from django.apps import AppConfig


class TreesConfig(AppConfig):
    name = "liangxin.trees"
    label = "trees"
