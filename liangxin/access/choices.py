from enum import StrEnum

from django.db.models import IntegerChoices
from django.utils.translation import gettext_lazy as _


class Anchor(StrEnum):
    """What an actor stands on: a node of one of the four kinds, the whole installation, or only their own account."""

    PLACE = "place"
    ORGANISATION = "organisation"
    STATION = "station"
    ENTERPRISE = "enterprise"
    INSTALLATION = "installation"
    OWN = "own"


class Part(IntegerChoices):
    """How much of a record is reached."""

    COUNT = 1, _("只计数")
    BASIC = 2, _("公开部分")
    FULL = 3, _("全部")
