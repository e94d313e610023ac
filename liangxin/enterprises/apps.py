from django.apps import AppConfig


class EnterprisesConfig(AppConfig):
    name = "liangxin.enterprises"
    label = "enterprises"
