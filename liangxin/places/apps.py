from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "liangxin.places"
    label = "places"
