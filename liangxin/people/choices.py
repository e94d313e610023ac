from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Sex(TextChoices):
    """GB/T 2261.1."""

    UNKNOWN = "0", _("未知")
    MALE = "1", _("男")
    FEMALE = "2", _("女")
    UNSTATED = "9", _("未说明")


class Precision(TextChoices):
    """How exactly a date is known."""

    DAY = "day", _("到日")
    MONTH = "month", _("到月")
    YEAR = "year", _("到年")
