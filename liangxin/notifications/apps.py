from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "liangxin.notifications"
    label = "notifications"
