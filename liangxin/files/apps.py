from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "liangxin.files"
    label = "files"
