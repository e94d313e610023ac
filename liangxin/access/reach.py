"""The one rule. `visible` is the set a permission reaches; `may` asks the same set about one record."""

from collections.abc import Sequence
from functools import reduce
from operator import or_
from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet

from liangxin.access.actor import Actor
from liangxin.access.choices import Part
from liangxin.access.registry import OWN_PERMISSIONS, READ_PERMISSIONS, check_known, ways_of

AnyModel = TypeVar("AnyModel", bound=Model)


def condition_for(actor: Actor, model: type[Model], permission: str, *, part: Part = Part.FULL) -> Q | None:
    """The condition on `model` for what the actor reaches with `permission`, at least to `part`; None for nothing."""
    check_known(permission)
    if actor.is_system:
        return Q()
    if permission not in actor.permissions:
        return None
    conditions = [
        way.condition(actor.reach) for way in ways_of(model) if way.anchor == actor.anchor and way.part >= part
    ]
    if not conditions:
        return None
    if any(not condition for condition in conditions):
        return Q()  # a way that reaches everything: joined by "or" an empty Q would vanish
    return reduce(or_, conditions)


def visible(
    actor: Actor, records: "QuerySet[AnyModel]", permission: str, *, part: Part = Part.FULL
) -> "QuerySet[AnyModel]":
    """Those of `records` that the actor reaches with `permission`, at least to `part`. Conditions never multiply rows."""
    condition = condition_for(actor, records.model, permission, part=part)
    if condition is None:
        return records.none()
    return records.filter(condition)


def may(actor: Actor, permission: str, record: Model, *, part: Part = Part.FULL) -> bool:
    """Whether the actor reaches this one record with `permission`: the same condition as `visible`."""
    model = type(record)
    return visible(actor, model._default_manager.filter(pk=record.pk), permission, part=part).exists()


def part_of(actor: Actor, record: Model) -> Part | None:
    """How much of the record the actor may read; None for not even its existence."""
    read = READ_PERMISSIONS[type(record)._meta.label]
    for part in (Part.FULL, Part.BASIC):
        if may(actor, read, record, part=part):
            return part
    return None


def own_permissions() -> frozenset[str]:
    """What every account may do with what is its own."""
    return frozenset(OWN_PERMISSIONS)


def sentences_of(model: type[Model]) -> Sequence[tuple[object, Part, Any]]:
    """The ways to a model in words, for its 谁能看到，为什么 panel."""
    return [(way.sentence, way.part, way.anchor) for way in ways_of(model)]
