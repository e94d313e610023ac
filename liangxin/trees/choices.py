from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class NodeKind(TextChoices):
    PLACE = "place", _("场所")
    ORGANISATION = "organisation", _("组织")
    STATION = "station", _("站点")
    ENTERPRISE = "enterprise", _("企业")
