"""The kinds of places: installed once, changed by the administrators of the installation."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from liangxin.access.actor import Actor
from liangxin.access.services import require
from liangxin.core.constraints import constraint_as
from liangxin.core.errors import RuleBroken
from liangxin.places.models import Place, PlaceKind
from liangxin.places.permissions import Permission
from liangxin.places.rules import level_fits

KINDS_FILE = Path(__file__).resolve().parent.parent / "data" / "kinds.toml"


class KindExists(RuleBroken):
    code, field, message = "places.kind_exists", "code", _("已有这个代码的类别，请换一个代码。")


class KindLevelsWrong(RuleBroken):
    code, field, message = (
        "places.kind_levels_wrong",
        "parent_levels",
        _("上级只能是同级或更高的层级；只有区（自贸区）没有上级。"),
    )


class KindInUse(RuleBroken):
    code, field, message = "places.kind_in_use", "level", _("已有 {count} 个场所属于这一类别，不能再改它的层级。")


@dataclass(frozen=True, kw_only=True)
class KindValues:
    """What a kind of place says."""

    name: str
    level: str
    parent_levels: tuple[str, ...] = ()
    is_park: bool = False
    is_retired: bool = False
    position: int = 100


@transaction.atomic
def install_kinds() -> None:
    """Make the kinds that are missing; existing ones keep what administrators made of them."""
    for position, kind in enumerate(tomllib.loads(KINDS_FILE.read_text(encoding="utf-8"))["kind"]):
        PlaceKind.objects.get_or_create(
            code=kind["code"],
            defaults={
                "name": kind["name"], "level": kind["level"], "parent_levels": kind.get("under", []),
                "is_park": kind.get("park", False), "position": position * 10,
            },
        )  # fmt: skip


@transaction.atomic
def create_kind(*, actor: Actor, code: str, values: KindValues) -> PlaceKind:
    """Make a kind of place. Raises NotAllowed, KindExists, KindLevelsWrong."""
    require(actor, Permission.KIND_ADMINISTER, scope=None)
    _check_levels(values)
    with constraint_as(KindExists(), name="places_placekind_code_key"):
        kind: PlaceKind = PlaceKind.objects.create(code=code, **_columns(values))
    return kind


@transaction.atomic
def change_kind(*, actor: Actor, kind: PlaceKind, values: KindValues) -> PlaceKind:
    """Let a kind say `values`; its level stays once places have it. Raises NotAllowed, KindInUse, KindLevelsWrong."""
    require(actor, Permission.KIND_ADMINISTER, scope=None)
    kind = PlaceKind.objects.select_for_update().get(pk=kind.pk)
    _check_levels(values)
    if values.level != kind.level:
        count = Place.objects.filter(kind=kind).count()
        if count:
            raise KindInUse(count=count)
    for name, value in _columns(values).items():
        setattr(kind, name, value)
    kind.save()
    return kind


def _check_levels(values: KindValues) -> None:
    if not level_fits(level=values.level, parent_levels=list(values.parent_levels)):
        raise KindLevelsWrong()


def _columns(values: KindValues) -> dict[str, object]:
    return {
        "name": values.name, "level": values.level, "parent_levels": list(values.parent_levels),
        "is_park": values.is_park, "is_retired": values.is_retired, "position": values.position,
    }  # fmt: skip
