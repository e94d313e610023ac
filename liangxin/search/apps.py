from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "liangxin.search"
    label = "search"
