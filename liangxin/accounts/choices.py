from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Language(TextChoices):
    CHINESE = "zh-hans", _("简体中文")
    ENGLISH = "en", "English"


class Theme(TextChoices):
    SYSTEM = "system", _("跟随系统")
    LIGHT = "light", _("浅色")
    DARK = "dark", _("深色")
