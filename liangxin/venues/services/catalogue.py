"""Kinds, functions and brands: words that are data."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, TypeVar

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from liangxin.access.actor import Actor
from liangxin.access.services import require
from liangxin.core.constraints import constraint_as
from liangxin.core.errors import NotAllowed, RuleBroken
from liangxin.trees.models import random_slug
from liangxin.venues.models import Brand, RoomFunction, RoomKind, StationFunction, StationKind
from liangxin.venues.permissions import Permission
from liangxin.venues.selectors.catalogue import may_manage_words

if TYPE_CHECKING:
    from liangxin.places.models import Place


class WordTaken(RuleBroken):
    code, field, message = "venues.code_taken", "code", _("代码“{code}”已有，请换一个。")


class WordUnnamed(RuleBroken):
    code, field, message = "venues.word_unnamed", "name", _("请填写名称。")


class BrandExists(RuleBroken):
    code, field, message = "venues.brand_exists", "name", _("这里已有品牌“{name}”。")


@dataclass(frozen=True, kw_only=True)
class Word:
    """A kind or a function. icon: the name of a Tabler icon; position: its place in lists."""

    code: str
    name: str
    description: str = ""
    icon: str = "building-community"
    position: int = 100


def _require_district(actor: Actor) -> None:
    """Raises NotAllowed."""
    if not may_manage_words(actor=actor):
        raise NotAllowed()


Words = TypeVar("Words", StationKind, StationFunction, RoomKind, RoomFunction)


def _put(model: type[Words], word: Word, pk: int | None) -> Words:
    if not word.name.strip():
        raise WordUnnamed()
    row = model.objects.select_for_update().get(pk=pk) if pk is not None else model(code=word.code)
    row.code, row.name, row.description = word.code, word.name.strip(), word.description.strip()
    row.icon, row.position = word.icon, word.position
    with constraint_as(WordTaken(code=word.code), name=f"venues_{model._meta.model_name}_code_key"):
        row.save()
    return row


@transaction.atomic
def put_kind(*, actor: Actor, word: Word, kind: StationKind | None = None) -> StationKind:
    """Add a kind of station, or change `kind`. Raises NotAllowed, WordUnnamed, WordTaken."""
    _require_district(actor)
    return _put(StationKind, word, kind.pk if kind else None)


@transaction.atomic
def put_function(*, actor: Actor, word: Word, function: StationFunction | None = None) -> StationFunction:
    """Add a function, or change `function`. Raises NotAllowed, WordUnnamed, WordTaken."""
    _require_district(actor)
    return _put(StationFunction, word, function.pk if function else None)


@transaction.atomic
def put_room_kind(*, actor: Actor, word: Word, kind: RoomKind | None = None) -> RoomKind:
    """Add a kind of room, or change `kind` (#111). Raises NotAllowed, WordUnnamed, WordTaken."""
    _require_district(actor)
    return _put(RoomKind, word, kind.pk if kind else None)


@transaction.atomic
def put_room_function(*, actor: Actor, word: Word, function: RoomFunction | None = None) -> RoomFunction:
    """Add a function of rooms, or change `function`: the set of five and its names (#100). Raises as put_room_kind."""
    _require_district(actor)
    return _put(RoomFunction, word, function.pk if function else None)


@dataclass(frozen=True, kw_only=True)
class BrandValues:
    """A service brand."""

    name: str
    place: "Place"
    slogan: str = ""
    description: str = ""
    is_public: bool = True


@transaction.atomic
def put_brand(*, actor: Actor, values: BrandValues, brand: Brand | None = None) -> Brand:
    """Add a brand, or change `brand`. Raises NotAllowed, NotFound, WordUnnamed, BrandExists."""
    require(actor, Permission.BRAND_MANAGE, scope=values.place)
    if brand is not None:
        require(actor, Permission.BRAND_MANAGE, scope=brand)
    if not values.name.strip():
        raise WordUnnamed()
    row = Brand.objects.select_for_update().get(pk=brand.pk) if brand else Brand(slug=random_slug())
    row.name, row.place, row.slogan = values.name.strip(), values.place, values.slogan.strip()
    row.description, row.is_public = values.description.strip(), values.is_public
    with constraint_as(BrandExists(name=row.name), name="venues_brand_once"):
        row.save()
    return row


@transaction.atomic
def install_words(*, kinds: Sequence[Word], functions: Sequence[Word]) -> None:
    """Add the kinds and functions whose codes are missing."""
    StationKind.objects.bulk_create([StationKind(**asdict(word)) for word in kinds], ignore_conflicts=True)
    StationFunction.objects.bulk_create([StationFunction(**asdict(word)) for word in functions], ignore_conflicts=True)


@transaction.atomic
def install_room_words(*, kinds: Sequence[Word], functions: Sequence[Word]) -> None:
    """Add the kinds and functions of rooms whose codes are missing."""
    RoomKind.objects.bulk_create([RoomKind(**asdict(word)) for word in kinds], ignore_conflicts=True)
    RoomFunction.objects.bulk_create([RoomFunction(**asdict(word)) for word in functions], ignore_conflicts=True)
