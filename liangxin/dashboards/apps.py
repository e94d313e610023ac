from django.apps import AppConfig


class DashboardsConfig(AppConfig):
    name = "liangxin.dashboards"
    label = "dashboards"
