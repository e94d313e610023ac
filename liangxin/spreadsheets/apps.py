from django.apps import AppConfig


class SpreadsheetsConfig(AppConfig):
    name = "liangxin.spreadsheets"
    label = "spreadsheets"
