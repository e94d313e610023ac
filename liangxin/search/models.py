from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from liangxin.core.models import Model


class SearchEntry(Model):
    """What can be found of one record. kind: "place", "organisation", "station", "enterprise", "person" …"""

    kind = models.CharField(max_length=30)
    object_id = models.BigIntegerField()
    title = models.CharField(max_length=200)
    words = SearchVectorField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="search_entry_once")]
        indexes = [GinIndex(fields=["words"], name="search_entry_words")]
