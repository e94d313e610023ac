from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "liangxin.web"
    label = "web"
