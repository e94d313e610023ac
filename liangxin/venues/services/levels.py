"""Schemes of levels, and how many stations of each level a place is meant to have."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from liangxin.access.actor import Actor
from liangxin.access.services import require
from liangxin.core.errors import RuleBroken
from liangxin.core.history import because
from liangxin.venues.models import LevelScheme, LevelTarget, Station, StationLevel
from liangxin.venues.permissions import Permission
from liangxin.venues.rules import MOST_LEVELS, MOST_TARGET
from liangxin.venues.selectors.levels import scheme_for

if TYPE_CHECKING:
    from liangxin.places.models import Place


class SchemeUnnamed(RuleBroken):
    code, field, message = "venues.scheme_unnamed", "name", _("请填写这套层级的名称。")


class LevelsNotRanked(RuleBroken):
    code, field, message = "venues.levels_not_ranked", "levels", _("请填写一到 {most} 个层级，每级一个名称。")


class LevelInUse(RuleBroken):
    code, field, message = "venues.level_in_use", "levels", _("“{level}”还有 {count} 个站点，请先给它们换层级。")


class TargetTooLarge(RuleBroken):
    code, field, message = "venues.target_too_large", "target", _("目标数应在 0 到 {most} 之间。")


class TargetOfAnotherScheme(RuleBroken):
    code, field, message = "venues.target_of_another_scheme", "level", _("“{place}”不用“{level}”所在的层级。")


@dataclass(frozen=True, kw_only=True)
class LevelValues:
    """One level, the first in a list being the highest."""

    name: str
    description: str = ""


@transaction.atomic
def set_scheme(
    *, actor: Actor, place: "Place", name: str, levels: Sequence[LevelValues], description: str = "", reason: str = ""
) -> LevelScheme:
    """Give `place` its own scheme of levels, or change the one it has; levels keep their rank (R-VEN-01).

    Raises NotAllowed, NotFound, SchemeUnnamed, LevelsNotRanked, LevelInUse.
    """
    require(actor, Permission.SCHEME_MANAGE, scope=place)
    if not name.strip():
        raise SchemeUnnamed()
    if not 1 <= len(levels) <= MOST_LEVELS or not all(level.name.strip() for level in levels):
        raise LevelsNotRanked(most=MOST_LEVELS)
    with because(reason):
        scheme, _made = LevelScheme.objects.update_or_create(
            place=place, defaults={"name": name.strip(), "description": description.strip()}
        )
        for rank, level in enumerate(levels, start=1):
            StationLevel.objects.update_or_create(
                scheme=scheme, rank=rank,
                defaults={"name": level.name.strip(), "description": level.description.strip()},
            )  # fmt: skip
        for spare in StationLevel.objects.filter(scheme=scheme, rank__gt=len(levels)).order_by("rank"):
            count = Station.objects.filter(level=spare).count()
            if count:
                raise LevelInUse(level=spare.name, count=count)
            LevelTarget.objects.filter(level=spare).delete()
            spare.delete()
    return scheme


@transaction.atomic
def set_targets(*, actor: Actor, place: "Place", targets: Mapping[StationLevel, int | None], reason: str = "") -> None:
    """Set how many stations of each level `place` is meant to have, itself and below; None takes a target away.

    Raises NotAllowed, NotFound, TargetTooLarge, TargetOfAnotherScheme.
    """
    require(actor, Permission.SCHEME_MANAGE, scope=place)
    scheme = scheme_for(place=place)
    for level, target in targets.items():
        if scheme is None or level.scheme_id != scheme.pk:
            raise TargetOfAnotherScheme(place=place.node.name, level=level.name)
        if target is not None and not 0 <= target <= MOST_TARGET:
            raise TargetTooLarge(most=MOST_TARGET)
    with because(reason):
        for level, target in targets.items():
            if target is None:
                LevelTarget.objects.filter(level=level, place=place).delete()
            else:
                LevelTarget.objects.update_or_create(level=level, place=place, defaults={"target": target})
