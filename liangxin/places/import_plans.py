"""What would become of the rows of a place roster: a place is recognised by its parent, name and address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from liangxin.access.choices import Anchor, Part
from liangxin.access.reach import visible
from liangxin.places.choices import CoordinateDoubt, CoordinateSystem, PlaceLevel
from liangxin.places.models import Place, PlaceKind
from liangxin.places.permissions import Permission
from liangxin.places.rules import is_division_code, may_stand_under
from liangxin.places.selectors import list_kinds
from liangxin.places.services.coordinates import (
    Boundaries,
    Coordinates,
    CoordinatesWrong,
    boundaries_above,
    coordinate_columns,
    doubt_at,
)
from liangxin.places.services.places import PlaceFacts
from liangxin.spreadsheets.choices import Outcome, Severity
from liangxin.spreadsheets.services.kinds import (
    ImportContext,
    Plan,
    Problem,
    Row,
    refused,
)
from liangxin.trees.selectors import trails_of

FACTS = ("short_name", "division_code", "area_m2", "property_manager", "description", "is_public")
PAIRS = (
    ("longitude_wgs84", "latitude_wgs84", CoordinateSystem.WGS84),
    ("longitude_gcj02", "latitude_gcj02", CoordinateSystem.GCJ02),
    ("longitude_bd09", "latitude_bd09", CoordinateSystem.BD09),
)
KIND_WORDS = {"园区": "small_park", "写字楼": "tower", "办公楼": "tower", "商务楼": "tower", "大厦": "tower", "住宅": "residence",
              "众创空间": "maker_park", "其他": "other_site", "楼层": "floor", "房间": "room"}  # fmt: skip
DEFAULT_KIND = "other_site"
SAME_METRES = Decimal("0.000002")  # degrees: about 0.2 m, under the rounding of what is kept


@dataclass
class Known:
    """What a batch of rows is looked up in; read once for all its rows."""

    kinds: dict[str, PlaceKind]
    parents: dict[str, list[Place]] = field(default_factory=dict)
    home: Place | None = None
    standing: dict[tuple[int, str], list[Place]] = field(default_factory=dict)
    boundaries: Boundaries = field(default_factory=dict)
    trails: dict[str, str] = field(default_factory=dict)


def looked_up(context: ImportContext, rows: Sequence[Row]) -> Known:
    kinds = list_kinds()
    known = Known({kind.code: kind for kind in kinds} | {kind.name: kind for kind in reversed(kinds)})
    mine = visible(
        context.actor, Place.objects.filter(node__during__upper_inf=True), Permission.PLACE_CREATE, part=Part.FULL
    )
    mine = mine.select_related("node", "kind")
    names = {part for row in rows for part in [_last(row.get("parent", ""))] if part}
    for place in mine.filter(node__name__in=names) if names else ():
        known.parents.setdefault(place.node.name, []).append(place)
    known.home = _home(context, mine)
    above = [place for places in known.parents.values() for place in places]
    above += [known.home] if known.home is not None else []
    known.trails = {
        path: " / ".join(node.name for node in trail)
        for path, trail in trails_of([place.node.path for place in above]).items()
    }
    known.boundaries = boundaries_above([place.node.path for place in above])
    ids = {place.pk for place in above}
    standing = Place.objects.filter(
        node__parent_id__in=ids, node__name__in={row.get("name") for row in rows}, node__during__upper_inf=True
    )
    for place in standing.select_related("node", "kind", "owner"):
        known.standing.setdefault((place.node.parent_id or 0, place.node.name), []).append(place)
    return known


def _home(context: ImportContext, mine: Any) -> Place | None:
    """Where rows go that name no parent: the place acted for, else the only region there is."""
    if context.actor.anchor == Anchor.PLACE:
        home: Place | None = mine.filter(pk=context.actor.node_id).first()
        return home
    regions = list(mine.filter(kind__level=PlaceLevel.REGION)[:2])
    return regions[0] if len(regions) == 1 else None


def _last(parent: str) -> str:
    return parent.replace("／", "/").split("/")[-1].strip()


def parent_of(row: Row, known: Known) -> Place | Problem:
    written = row.get("parent", "")
    if not written:
        if known.home is not None:
            return known.home
        return Problem(column="parent", code="places.parent_missing", message=_("请写上级场所，例如 金融城片区。"))
    found = known.parents.get(_last(written), [])
    if len(found) > 1:
        above = [part.strip() for part in written.replace("／", "/").split("/")]
        found = [place for place in found if known.trails[place.node.path].endswith(" / ".join(above))]
    if len(found) == 1:
        return found[0]
    if found or len(known.parents.get(_last(written), [])) > 1:
        message = _("有不止一个“{name}”，请连同它的上级一起写，例如 滨港区/金融城片区。").format(name=_last(written))
        return Problem(column="parent", code="places.parent_ambiguous", message=message)
    message = _("没有“{name}”这个场所，或不在您的范围内。").format(name=_last(written))
    return Problem(column="parent", code="places.no_such_parent", message=message)


def comes_with_the_file(context: ImportContext, row: Row) -> bool:
    """Whether another row of the same file is the parent that this one names."""
    return bool(row.get("parent")) and _last(row.get("parent", "")) in context.provided


def kind_of(row: Row, known: Known) -> PlaceKind | None:
    written = row.get("kind", "")
    return known.kinds.get(KIND_WORDS.get(written, written or DEFAULT_KIND))


def coordinates_of(context: ImportContext, row: Row) -> Coordinates | None:
    pairs = (*PAIRS, ("longitude", "latitude", CoordinateSystem(context.options.get("system", CoordinateSystem.GCJ02))))
    for longitude, latitude, system in pairs:
        if row.get(longitude) is not None and row.get(latitude) is not None:
            return Coordinates(
                longitude=Decimal(str(row.get(longitude))), latitude=Decimal(str(row.get(latitude))), system=system
            )
    return None


def plan_rows(context: ImportContext, rows: Sequence[Row]) -> list[Plan]:
    """What would become of each row, in a fixed number of queries."""
    known = looked_up(context, rows)
    mine = {place.pk for places in known.standing.values() for place in places}
    changeable = visible(context.actor, Place.objects.filter(pk__in=mine), Permission.PLACE_CHANGE)
    mine = set(changeable.values_list("pk", flat=True))
    seen: dict[tuple[int, str, str], int] = {}
    return [_plan(context, row, known, mine, seen) for row in rows]


def _plan(
    context: ImportContext, row: Row, known: Known, mine: set[int], seen: dict[tuple[int, str, str], int]
) -> Plan:
    parent = parent_of(row, known)
    if isinstance(parent, Problem):
        if comes_with_the_file(context, row):
            return Plan(outcome=Outcome.CREATED)
        return refused(parent)
    kind = kind_of(row, known)
    problem = _kind_problem(row, kind, parent) or _coordinate_problem(context, row)
    if problem is not None:
        return refused(problem)
    key = (parent.pk, row.get("name", ""), row.get("address", ""))
    if key in seen:
        message = _("与第 {number} 行是同一个场所（名称、地址、上级都相同）。").format(number=seen[key])
        return refused(Problem(column="name", code="places.row_twice", message=message))
    seen[key] = row.number
    place = _same(row, parent, known)
    flags = _flags(context, row, parent, place, known)
    if place is None:
        return Plan(outcome=Outcome.CREATED, problems=flags)
    changes = _changes(context, row, place, known)
    if changes and place.pk not in mine:
        message = _("这个场所已经登记，您不能更改它。")
        return refused(Problem(column="name", code="places.not_yours", message=message))
    return Plan(
        outcome=Outcome.UPDATED if changes else Outcome.UNCHANGED, object_id=place.pk, problems=flags, changes=changes
    )


def _kind_problem(row: Row, kind: PlaceKind | None, parent: Place) -> Problem | None:
    if kind is None:
        message = _("没有“{kind}”这个类别。").format(kind=row.get("kind"))
        return Problem(column="kind", code="places.no_such_kind", message=message)
    if not may_stand_under(parent_levels=kind.parent_levels, parent_level=parent.kind.level):
        message = _("“{kind}”不能登记在“{parent}”之下。").format(kind=kind.name, parent=parent.node.name)
        return Problem(column="kind", code="places.kind_not_here", message=message)
    if row.get("division_code") and not is_division_code(row.get("division_code")):
        message = _("行政区划代码应为 6、9 或 12 位数字。")
        return Problem(column="division_code", code="places.division_code_wrong", message=message)
    return None


def _coordinate_problem(context: ImportContext, row: Row) -> Problem | None:
    try:
        coordinate_columns(coordinates_of(context, row))
    except CoordinatesWrong as wrong:
        return Problem(column="longitude", code=wrong.code, message=str(wrong))
    return None


def _same(row: Row, parent: Place, known: Known) -> Place | None:
    """The place on record that the row means: same parent and name, and the same address where it gives one."""
    found = known.standing.get((parent.pk, row.get("name", "")), [])
    address = row.get("address", "")
    exact = [place for place in found if place.address == address]
    if exact:
        return exact[0]
    return found[0] if len(found) == 1 and not address else None


def _flags(context: ImportContext, row: Row, parent: Place, place: Place | None, known: Known) -> tuple[Problem, ...]:
    flags = []
    columns = coordinate_columns(coordinates_of(context, row))
    if columns["latitude"] is not None:
        path = place.node.path if place is not None else parent.node.path
        doubt = doubt_at(float(columns["longitude"]), float(columns["latitude"]), path, known.boundaries)
        if doubt:
            message = _("{doubt}，照样登记并标为存疑。").format(doubt=CoordinateDoubt(doubt).label)
            flags.append(
                Problem(column=_given_pair(row), code=f"places.{doubt}", message=message, severity=Severity.FLAG)
            )
    others = [
        one for one in known.standing.get((parent.pk, row.get("name", "")), []) if one.address != row.get("address", "")
    ]
    if place is None and others:
        message = _("这里已有同名的场所，地址是“{address}”。").format(address=others[0].address)
        flags.append(Problem(column="name", code="places.same_name", message=message, severity=Severity.FLAG))
    return tuple(flags)


def _given_pair(row: Row) -> str:
    return next((longitude for longitude, _latitude, _system in PAIRS if row.get(longitude) is not None), "longitude")


def facts_after(row: Row, kind: PlaceKind, place: Place | None) -> PlaceFacts:
    """The facts after the row: what it gives, else what is on record."""
    facts = facts_of(place) if place is not None else PlaceFacts(kind=kind)
    given: dict[str, Any] = {name: row.get(name) for name in FACTS if row.get(name) is not None}
    if "area_m2" in given:
        given["area_m2"] = Decimal(given["area_m2"])
    if row.get("kind"):
        given["kind"] = kind
    if row.get("address"):
        given["address"] = row.get("address")
    return replace(facts, **given)


def facts_of(place: Place) -> PlaceFacts:
    return PlaceFacts(
        kind=place.kind, short_name=place.node.short_name, owner=place.owner, division_code=place.division_code,
        address=place.address, area_m2=place.area_m2, property_manager=place.property_manager,
        description=place.description, is_public=place.is_public,
    )  # fmt: skip


def _changes(context: ImportContext, row: Row, place: Place, known: Known) -> dict[str, tuple[Any, Any]]:
    kind = kind_of(row, known) or place.kind
    before, after = facts_of(place), facts_after(row, kind, place)
    changes: dict[str, tuple[Any, Any]] = {}
    for name in ("kind", "address", *FACTS):
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            changes[name] = (str(old or ""), str(new or ""))
    if has_moved(coordinate_columns(coordinates_of(context, row)), place):
        columns = coordinate_columns(coordinates_of(context, row))
        changes[_given_pair(row)] = (
            f"{place.longitude or ''},{place.latitude or ''}", f"{columns['longitude']},{columns['latitude']}",
        )  # fmt: skip
    return changes


def has_moved(columns: Mapping[str, Any], place: Place) -> bool:
    if columns["latitude"] is None:
        return False
    if place.latitude is None or place.longitude is None:
        return True
    return bool(
        abs(columns["latitude"] - place.latitude) > SAME_METRES
        or abs(columns["longitude"] - place.longitude) > SAME_METRES
    )
