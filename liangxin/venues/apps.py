from django.apps import AppConfig


class VenuesConfig(AppConfig):
    name = "liangxin.venues"
    label = "venues"
