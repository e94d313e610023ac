from django.apps import AppConfig


class RulebookConfig(AppConfig):
    name = "liangxin.rulebook"
    label = "rulebook"
