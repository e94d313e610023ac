from django.db import models

from liangxin.core.models import Model


class DemoLoad(Model):
    """That the demo district was loaded into this database; it is loaded once."""

    scale = models.CharField(max_length=10)
    loaded_at = models.DateTimeField()
