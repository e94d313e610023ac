import secrets

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q

from liangxin.core.constraints import SpanOf
from liangxin.core.models import Model
from liangxin.trees.choices import NodeKind

SLUG_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"


def random_slug() -> str:
    """Ten characters for public addresses: says nothing of order or number."""
    return "".join(secrets.choice(SLUG_ALPHABET) for _ in range(10))


@pghistory.track(exclude=["path", "depth", "sort_key"])
class Node(Model):
    """One node as it is now. `path` is "12/55/" (ids from the root down, itself included)."""

    kind = models.CharField(max_length=20, choices=NodeKind)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    path = models.CharField(max_length=200)
    depth = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60, default="", blank=True)
    sort_key = models.CharField(max_length=200)
    slug = models.CharField(max_length=10, default=random_slug, unique=True)
    during = DateRangeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["path"], name="trees_path_once", opclasses=["varchar_pattern_ops"]),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="trees_not_its_own_parent"),
            models.CheckConstraint(condition=~Q(name=""), name="trees_named"),
        ]
        indexes = [
            models.Index(fields=["kind", "sort_key", "id"], name="trees_kind_sorted"),
            models.Index(fields=["parent", "sort_key"], name="trees_children_sorted"),
        ]

    def __str__(self) -> str:
        return self.name


class Placement(Model):
    """Where a node stood and what it was called in a span of days; spans of one node never overlap."""

    node = models.ForeignKey(Node, models.CASCADE, related_name="placements")
    parent = models.ForeignKey(Node, models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=200)
    during = DateRangeField()
    recorded_at = models.DateTimeField()
    reason = models.CharField(max_length=500, default="", blank=True)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="trees_one_placement_a_day",
                expressions=[(SpanOf("node"), RangeOperators.OVERLAPS), ("during", RangeOperators.OVERLAPS)],
            )
        ]
        indexes = [models.Index(fields=["parent"], name="trees_placement_parent")]
