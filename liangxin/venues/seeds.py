"""The stations of the demo world: 1–10–30 with shared sites and micro-stations, and centre–park–studio."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from liangxin.access.actor import SYSTEM
from liangxin.core.demo import World
from liangxin.venues.choices import StationStatus
from liangxin.venues.models import Brand, Station, StationFunction, StationKind, StationLevel
from liangxin.venues.rules import Span
from liangxin.venues.seeds_offers import seed_ceremonies, seed_offers
from liangxin.venues.seeds_rooms import seed_rooms
from liangxin.venues.selectors.catalogue import list_functions, list_kinds
from liangxin.venues.selectors.levels import list_levels
from liangxin.venues.services.catalogue import BrandValues, put_brand
from liangxin.venues.services.levels import LevelValues, set_scheme, set_targets
from liangxin.venues.services.opening import add_special_days, set_opening_hours_many
from liangxin.venues.services.sharing import NewCoOwner, add_co_owner, record_work
from liangxin.venues.services.stations import NewStation, StationValues, register_stations

if TYPE_CHECKING:
    from liangxin.organisations.models import Organisation
    from liangxin.places.models import Place

DEMO_FILE = Path(__file__).resolve().parent / "data" / "demo.toml"
OPENED = date(2019, 3, 1)
TARGETS_1_10_30 = (1, 10, 30, 6)  # centre, sub-centres, building stations, micro-stations
TARGETS_LINJIANG = (7, 24, 12)


@dataclass
class Sowing:
    """One loading of the demo stations."""

    world: World
    data: dict[str, Any]
    kinds: dict[str, StationKind]
    functions: dict[str, StationFunction]
    weeks: list[tuple[Station, Mapping[int, Sequence[Span]]]] = field(default_factory=list)

    def place(self, key: str) -> "Place":
        name, _colon, position = key.partition(":")
        found = self.world.things[f"place:{name}"]
        return cast("Place", found[int(position)] if isinstance(found, list) and position else found)

    def places(self, key: str) -> "list[Place]":
        return cast("list[Place]", self.world.things[f"place:{key}"])

    def organisation(self, key: str) -> "Organisation":
        return cast("Organisation", self.world.things[f"organisation:{key}"])

    def new(self, name: str, kind: str, place: "Place", *, parent: Station | None = None, **values: Any) -> NewStation:
        codes = values.pop("functions", None) or list(self.functions)
        address = values.pop("address", "") or place.address
        return NewStation(
            name=name, opened=values.pop("opened", OPENED), parent=parent,
            values=StationValues(
                kind=self.kinds[kind], place=place, address=address, telephone=self.telephone(),
                functions=tuple(self.functions[code] for code in codes), area_m2=Decimal(values.pop("area")), **values,
            ),
        )  # fmt: skip

    def telephone(self) -> str:
        return f"000-5500 {self.world.random.randrange(10_000):04d}"

    def register(self, news: Sequence[NewStation], hours: str) -> list[Station]:
        stations = register_stations(actor=SYSTEM, news=news, now=self.world.now, today=self.world.today)
        self.weeks += [(station, self.week(hours)) for station in stations]
        return stations

    def week(self, name: str) -> dict[int, list[Span]]:
        week: dict[int, list[Span]] = {}
        for days, spans in self.data["weeks"][name].items():
            first, _dash, last = days.partition("-")
            for weekday in range(int(first), int(last or first) + 1):
                week[weekday] = [_span(text) for text in spans.split(",")]
        return week


def _span(text: str) -> Span:
    start, end = (int(hour) * 60 + int(minute) for hour, minute in (part.split(":") for part in text.split("-")))
    return start, end


def seed(world: World) -> None:
    """Register the demo stations; keys are noted in `world.things`."""
    sowing = Sowing(
        world, tomllib.loads(DEMO_FILE.read_text("utf-8")), {kind.code: kind for kind in list_kinds()},
        {function.code: function for function in list_functions()},
    )  # fmt: skip
    _finance(sowing)
    _more(sowing)
    _linjiang(sowing)
    set_opening_hours_many(actor=SYSTEM, weeks=sowing.weeks)
    world.things["station:demo_keeper"] = world.things["station:shared"][0]
    seed_offers(world)
    seed_rooms(world)
    seed_ceremonies(world)


def _scheme(sowing: Sowing, key: str, name: str, levels: Sequence[str]) -> list[StationLevel]:
    place = sowing.place(key)
    return list(
        list_levels(
            scheme=set_scheme(actor=SYSTEM, place=place, name=name, levels=[LevelValues(name=n) for n in levels])
        )
    )


def _finance(sowing: Sowing) -> None:
    world, finance, owner = sowing.world, sowing.place("finance"), sowing.organisation("finance")
    levels = _scheme(sowing, "bingang", "1–10–30 三级阵地", ["党群服务中心", "片区分中心", "楼宇党群服务站", "微驿站"])
    set_targets(actor=SYSTEM, place=finance, targets=dict(zip(levels, TARGETS_1_10_30, strict=True)))
    sub_areas, towers = sowing.places("finance_subareas"), sowing.places("towers")
    first_tower = {tower.node.parent_id: tower for tower in reversed(towers)}
    centre = sowing.register(
        [
            sowing.new(
                sowing.data["finance"]["centre"], "service_centre", finance, level=levels[0], owner=owner, area=2_400,
                address=f"{towers[0].address} 1–2 层", description="金融城片区的总站：问政策、办事项、借场地、找活动，都可以先来这里。",
            )
        ],
        "centre",
    )[0]  # fmt: skip
    sub_centres = sowing.register(
        [
            sowing.new(
                f"{area.node.name.removesuffix('板块')}党群服务分中心", "sub_centre", area, parent=centre, level=levels[1],
                owner=owner, area=world.random.randrange(30, 60) * 10, address=f"{first_tower[area.pk].address} 1 层",
                description="就近的分站，附近几栋楼的人都可以来。",
            )
            for area in sub_areas
        ],
        "area",
    )  # fmt: skip
    above = {station.place_id: station for station in sub_centres}
    buildings = sowing.register(
        [
            sowing.new(
                f"{tower.node.name}党群服务站", "building_station", tower, parent=above[tower.node.parent_id],
                level=levels[2], owner=owner, area=world.random.randrange(8, 36) * 10,
                address=f"{tower.address} {world.random.randrange(2, 6)} 层", functions=_some(sowing),
                status=_status(number), status_note="书吧改造，元旦前后恢复" if _status(number) == "suspended" else "",
                description="设在楼里，下楼就到。",
            )
            for number, tower in enumerate(towers)
        ],
        "building",
    )  # fmt: skip
    _shared(sowing, centre, towers)
    _micro(sowing, levels[3], above)
    add_special_days(
        actor=SYSTEM, station=centre, first=date(world.today.year + 1, 1, 1), last=date(world.today.year + 1, 1, 3),
        span=None, note="元旦放假",
    )  # fmt: skip
    world.things |= {
        "station:finance_centre": centre,
        "station:finance_subcentres": sub_centres,
        "station:buildings": buildings,
    }


def _micro(sowing: Sowing, level: StationLevel, above: Mapping[Any, Station]) -> None:
    world, towers, owner = sowing.world, sowing.places("towers"), sowing.organisation("finance")
    sowing.register(
        [
            sowing.new(
                name, "micro_station", tower, parent=above[tower.node.parent_id], level=level, owner=owner,
                area=world.random.randrange(12, 30), functions=["daily_life", "exchange"], opened=date(2025, 9, 1),
                address=f"{tower.address} 大堂", description="歇脚、充电、热饭、看书。",
            )
            for name in sowing.data["finance"]["micro"]
            for tower in [next(one for one in towers if one.node.name.startswith(name[:2]))]
        ],
        "micro",
    )  # fmt: skip


def _status(number: int) -> str:
    return StationStatus.SUSPENDED if number == 17 else StationStatus.OPEN


def _some(sowing: Sowing) -> list[str]:
    codes = list(sowing.functions)
    chosen = set(sowing.world.random.sample(codes, sowing.world.random.randrange(3, len(codes) + 1)))
    return [code for code in codes if code in chosen]


def _shared(sowing: Sowing, centre: Station, towers: "Sequence[Place]") -> None:
    world, owner = sowing.world, sowing.organisation("finance")
    district = sowing.organisation("bingang").node.path
    partners = [one for one in _organisations(world) if one.pk != owner.pk and one.node.path.startswith(district)]
    plans = sowing.data["finance"]["shared"]
    stations = sowing.register(
        [
            sowing.new(
                name, "shared_site", towers[number * 7], parent=centre, owner=owner, area=world.random.randrange(20, 60) * 10,
                opened=date(2024, 5, 1), address=f"{towers[number * 7].address} 1 层", description="几家单位一起建、一起用。",
            )
            for number, (name, _kind, _words) in enumerate(plans)
        ],
        "area",
    )  # fmt: skip
    for number, (station, (_name, kind, words)) in enumerate(zip(stations, plans, strict=True)):
        for offset, share in enumerate(("场地", "人员与活动")):
            partner = partners[(number * 2 + offset) % len(partners)]
            new = NewCoOwner(
                organisation=partner, agreement=f"共享共建协议〔2024〕{number * 2 + offset + 1}号", since=date(2024, 5, 1),
                contribution=share,
            )  # fmt: skip
            add_co_owner(actor=SYSTEM, station=station, new=new)
        record_work(
            actor=SYSTEM,
            station=station,
            kind=kind,
            completed_on=date(2024, 5, 1),
            description=words,
            today=world.today,
        )
    world.things["station:shared"] = stations


def _organisations(world: World) -> "list[Organisation]":
    """The demo organisations, each once, in the order of their keys."""

    def walk() -> Iterator[Any]:
        for key in sorted(world.things):
            if key.startswith("organisation:"):
                found = world.things[key]
                yield from found if isinstance(found, list) else [found]

    return list({one.pk: one for one in walk()}.values())


def _more(sowing: Sowing) -> None:
    for plan in sowing.data["more"]:
        plan = dict(plan)
        hours, name, kind = plan.pop("hours"), plan.pop("name"), plan.pop("kind")
        place, owner = sowing.place(plan.pop("place")), sowing.organisation(plan.pop("owner"))
        made = sowing.register([sowing.new(name, kind, place, owner=owner, **plan)], hours)
        if kind == "political_life_hall":
            sowing.world.things["station:ceremony"] = made[0]


def _linjiang(sowing: Sowing) -> None:
    world, data, owner = sowing.world, sowing.data["linjiang"], sowing.organisation("linjiang")
    district = sowing.place("linjiang")
    levels = _scheme(
        sowing,
        "linjiang",
        "中心—园区—工作室",
        ["区（街镇）党建服务中心", "园区党群服务中心（站点）", "书记（党员）工作室"],
    )
    set_targets(actor=SYSTEM, place=district, targets=dict(zip(levels, TARGETS_LINJIANG, strict=True)))
    brand = put_brand(
        actor=SYSTEM,
        values=BrandValues(
            name=data["brand"], place=district, slogan=data["slogan"], description=data["brand_description"]
        ),
    )
    towns = sowing.places("towns")
    centre = sowing.register(
        [
            sowing.new(
                "临江区党建服务中心", "service_centre", district, level=levels[0], owner=owner, area=3_600,
                address="望新街道临江大道 100 号", description="全区的总站。",
            )
        ],
        "centre",
    )[0]  # fmt: skip
    town_centres = sowing.register(
        [
            sowing.new(
                f"{town.node.name}党建服务中心", "service_centre", town, parent=centre, level=levels[0], owner=owner,
                area=world.random.randrange(60, 140) * 10, address=f"{town.node.name}中心路 {world.random.randrange(1, 60) * 2} 号",
                description="本街镇的党员群众都可以来。",
            )
            for town in towns
        ],
        "area",
    )  # fmt: skip
    above = {station.place_id: station for station in town_centres}
    autoport, jinsha = _parks(sowing, levels[1], brand, above)
    studios = _studios(sowing, levels[2], autoport, jinsha)
    world.things |= {
        "station:linjiang_centre": centre, "station:autoport": autoport, "station:jinsha": jinsha,
        "station:studios": studios, "brand:linjiang": brand,
    }  # fmt: skip


def _studios(sowing: Sowing, level: StationLevel, autoport: Station, jinsha: Station) -> list[Station]:
    """The express desk for talents, and the studios of secretaries and members."""
    world = sowing.world
    sowing.register(
        [
            sowing.new(
                "创新港科创人才直通站", "talent_express", autoport.place, parent=autoport, owner=autoport.owner, area=85,
                functions=["talent_service", "policy_advice"], description="居住、落户、子女入学、职称，一站问清。",
            )
        ],
        "building",
    )  # fmt: skip
    parents = {"autoport": autoport, "jinsha": jinsha}
    return sowing.register(
        [
            sowing.new(
                name, kind, parents[key].place, parent=parents[key], level=level, owner=parents[key].owner,
                area=world.random.randrange(18, 45), functions=["party_education", "exchange"], description="每周固定接谈，也可约。",
            )
            for key, name, kind in sowing.data["linjiang"]["studios"]
        ],
        "noon",
    )  # fmt: skip


def _parks(
    sowing: Sowing, level: StationLevel, brand: Brand, above: Mapping[int | None, Station]
) -> tuple[Station, Station]:
    """The stations in parks: two under the brand, one of them about 3,000 square metres, and plain ones."""
    world, data, owner = sowing.world, sowing.data["linjiang"], sowing.organisation("linjiang")
    autoport, jinsha = sowing.place("autoport"), sowing.place("jinsha")
    parks = [park for park in sowing.places("parks") if park.pk not in {autoport.pk, jinsha.pk}]
    cloud = next(park for park in parks if park.node.parent_id in above)

    def new(name: str, park: "Place", area: int, **values: Any) -> NewStation:
        parent = above[park.node.parent_id]
        facts = {"owner": owner, "functions": _some(sowing), **values}
        return sowing.new(name, "park_centre", park, parent=parent, level=level, area=area, **facts)

    made = sowing.register(
        [
            new(
                "创新港·拾光湾党群服务站", autoport, 860, owner=sowing.organisation("autoport"), brand=brand,
                functions=list(sowing.functions), opened=date(2018, 9, 1),
                description="两室五厅一岗，园区青年常来的地方；家庭医生、心理咨询常年坐诊。",
            ),
            new(
                "云图里·拾光湾党群服务中心", cloud, 3_000, brand=brand, functions=list(sowing.functions),
                opened=date(2019, 6, 1), description="近三千平方米，设咖啡吧、瑜伽房、书吧和路演厅。",
            ),
            new("金沙湾党群服务站", jinsha, 540, opened=date(2020, 4, 1), description="文创和互联网团队的会客厅。"),
        ],
        "area",
    )  # fmt: skip
    plain = [park for park in parks if park.pk != cloud.pk][: data["park_stations"]]
    sowing.register(
        [
            new(
                f"{park.node.name}党群服务站", park, world.random.randrange(8, 40) * 10,
                status=StationStatus.PREPARING if number == 0 else StationStatus.OPEN,
                status_note="预计明年春天开放" if number == 0 else "", description="设在园区里，企业职工随时可来。",
            )
            for number, park in enumerate(plain)
        ],
        "building",
    )  # fmt: skip
    add_special_days(
        actor=SYSTEM, station=made[0], first=world.today + timedelta(days=5), last=world.today + timedelta(days=5),
        span=(600, 960), note="周末开放日",
    )  # fmt: skip
    world.things["station:catalogue"] = made[1]
    return made[0], made[2]
