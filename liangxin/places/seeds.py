"""The places of the demo world: two fictional districts, their areas, parks, towers and floors."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from liangxin.access.actor import SYSTEM
from liangxin.core.demo import World
from liangxin.places import demo_maps
from liangxin.places.models import Place, PlaceKind
from liangxin.places.selectors import list_kinds
from liangxin.places.services.places import NewPlace, PlaceFacts, register_places

DEMO_FILE = Path(__file__).resolve().parent / "data" / "demo.toml"
OPENED = date(2009, 1, 1)
TOWER_FLOORS = {"seed": 12, "small": 6}
TOWERS_WITH_FLOORS = {"seed": 30, "small": 4}


@dataclass
class Sowing:
    """One loading of the demo places."""

    world: World
    kinds: dict[str, PlaceKind]
    data: dict[str, Any] = field(default_factory=dict)

    def register(self, news: Sequence[NewPlace]) -> list[Place]:
        return register_places(actor=SYSTEM, news=news, now=self.world.now, today=self.world.today)

    def new(self, name: str, kind: str, parent: Place | None, *, opened: date = OPENED, **values: Any) -> NewPlace:
        facts = {
            key: values.pop(key) for key in ("address", "area_m2", "property_manager", "description") if key in values
        }
        return NewPlace(
            name=name, parent=parent, opened=opened, facts=PlaceFacts(kind=self.kinds[kind], **facts), **values
        )

    def sites(self, area: Place, sites: Sequence[tuple[str, str]], road: str) -> list[Place]:
        """Sites within an area, each somewhere in its outline."""
        boundary = area.boundary or {}
        return self.register(
            [
                self.new(
                    name, kind, area, coordinates=demo_maps.somewhere_in(boundary, self.world.random),
                    address=f"{road}{self.world.random.randrange(1, 60) * 2}号", property_manager=f"{name[:2]}物业管理有限公司",
                    area_m2=self.world.random.randrange(8, 120) * 500,
                )
                for name, kind in sites
            ]
        )  # fmt: skip


def seed(world: World) -> None:
    """Register the demo places; keys are noted in `world.things`."""
    sowing = Sowing(world, {kind.code: kind for kind in list_kinds()}, tomllib.loads(DEMO_FILE.read_text("utf-8")))
    for region in sowing.data["region"]:
        _region(sowing, region)
    _finance(sowing)
    things = world.things
    for key, road in (("science", "澄海路"), ("bonded", "北港大道")):
        sites = [(name, kind) for name, kind in sowing.data[key]["sites"]]
        things[f"place:{key}_sites"] = sowing.sites(_place(world, f"place:{key}"), sites, road)
    _linjiang(sowing)


def _place(world: World, key: str) -> Place:
    found = world.things[key]
    if not isinstance(found, Place):
        raise TypeError(f"{key} is not a place")
    return found


def _region(sowing: Sowing, region: dict[str, Any]) -> None:
    made = sowing.register(
        [sowing.new(region["name"], region["kind"], None, boundary=demo_maps.outline(region["outline"]))]
    )[0]
    areas = sowing.register(
        [
            sowing.new(
                area["name"], area["kind"], made, boundary=demo_maps.outline(area["outline"]),
                coordinates=demo_maps.point(area["at"]), description=area.get("description", ""),
                opened=date(2024, 7, 1) if area["key"] == "newcoast" else OPENED,
            )
            for area in region["area"]
        ]
    )  # fmt: skip
    sowing.world.things[f"place:{region['key']}"] = made
    for area, place in zip(region["area"], areas, strict=True):
        sowing.world.things[f"place:{area['key']}"] = place
    if region["key"] == "linjiang":
        sowing.world.things["place:towns"] = areas


def _finance(sowing: Sowing) -> None:
    world, data = sowing.world, sowing.data["finance"]
    finance = _place(world, "place:finance")
    shape = finance.boundary or {}
    sub_areas = sowing.register(
        [
            sowing.new(f"{name}板块", "sub_area", finance, coordinates=demo_maps.somewhere_in(shape, world.random))
            for name in data["sub_areas"]
        ]
    )
    towers = sowing.register(
        [
            sowing.new(
                name, "tower", sub_area, coordinates=demo_maps.somewhere_in(shape, world.random),
                address=f"{stem}路{world.random.randrange(1, 90) * 2}号", property_manager=f"{stem}物业管理有限公司",
                area_m2=world.random.randrange(40, 240) * 500,
            )
            for stem, sub_area, names in zip(data["sub_areas"], sub_areas, data["towers"], strict=True)
            for name in names
        ]
    )  # fmt: skip
    floors = sowing.register(
        [
            sowing.new(f"{number}层", "floor", tower, address=tower.address)
            for tower in towers[: TOWERS_WITH_FLOORS[world.scale]]
            for number in range(1, TOWER_FLOORS[world.scale] + 1)
        ]
    )
    world.things |= {"place:finance_subareas": sub_areas, "place:towers": towers, "place:floors": floors}


def _linjiang(sowing: Sowing) -> None:
    world, data = sowing.world, sowing.data["linjiang"]
    towns = _list(world, "place:towns")
    anjiang = _place(world, "place:anjiang")
    plans = [
        *((name, "municipal_park") for name in data["municipal"]),
        *((f"{name}私营经济小区", "private_economy_park") for name in data["private_economy_names"]),
        *((f"{name}产业园", "service_industry_park") for name in data["service_industry_names"]),
    ]
    parks = sowing.register(
        [
            sowing.new(
                name, kind, town, coordinates=demo_maps.somewhere_in(town.boundary or {}, world.random),
                area_m2=world.random.randrange(20, 400) * 1_000, property_manager=f"{name[:2]}园区管理有限公司",
                address=f"{town.node.name}{name[:2]}路{world.random.randrange(1, 60) * 2}号",
            )
            for number, (name, kind) in enumerate(plans)
            for town in [towns[number % len(towns)]]
        ]
    )  # fmt: skip
    own = sowing.register(
        [
            sowing.new(
                "汽车创新港", "emerging_cluster", anjiang, opened=date(2016, 3, 1), area_m2=180_000,
                address="安江镇创新大道1号", property_manager="汽车创新港管理有限公司",
                coordinates=demo_maps.point("-545,40"), description="整车、智能驾驶、动力电池企业集聚的园区。",
            ),
            sowing.new(
                "金沙湾创意园", "small_park", towns[3], opened=date(2012, 9, 1), area_m2=62_000,
                address="南渚镇金沙路18号", property_manager="金沙湾园区管理有限公司",
                coordinates=demo_maps.point("-400,230"), description="文化创意与电子商务企业为主的园区。",
            ),
        ]
    )  # fmt: skip
    partners = [(name, "care_home") for name in data["care_homes"]] + [(name, "village") for name in data["villages"]]
    made = sowing.register(
        [
            sowing.new(
                name, kind, towns[number % len(towns)],
                coordinates=demo_maps.somewhere_in(towns[number % len(towns)].boundary or {}, world.random),
            )
            for number, (name, kind) in enumerate(partners)
        ]
    )  # fmt: skip
    world.things |= {
        "place:autoport": own[0], "place:jinsha": own[1], "place:parks": [*parks, *own],
        "place:care_homes": made[: len(data["care_homes"])], "place:villages": made[len(data["care_homes"]) :],
    }  # fmt: skip


def _list(world: World, key: str) -> list[Place]:
    found = world.things[key]
    return [place for place in found if isinstance(place, Place)] if isinstance(found, list) else []
