"""What the demo stations offer: a long catalogue, doctors and counsellors with slots, checklists, materials, projects."""

import tomllib
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any

from liangxin.access.actor import SYSTEM
from liangxin.core.demo import World
from liangxin.venues.choices import DayPart, LineState, ServiceMode
from liangxin.venues.models import ChecklistLine, ServiceItem, Station, StationChecklist
from liangxin.venues.selectors.catalogue import list_functions
from liangxin.venues.selectors.ceremonies import halls_of
from liangxin.venues.selectors.checklists import held_of, lines_of, template_by_code
from liangxin.venues.selectors.materials import ProjectFilter, list_materials, list_project_categories, list_projects
from liangxin.venues.selectors.offers import list_categories, list_providers
from liangxin.venues.selectors.public_rooms import list_room_kinds
from liangxin.venues.services.appointments import note_guests
from liangxin.venues.services.ceremonies import GuideValues, PackageValues, put_guide, put_package
from liangxin.venues.services.checklists import StateValues, hold_against, set_states_many
from liangxin.venues.services.keeping import set_walk_ins, write_note
from liangxin.venues.services.materials import MaterialValues, add_materials
from liangxin.venues.services.offers import ServiceValues, add_services
from liangxin.venues.services.projects import ProjectValues, put_project
from liangxin.venues.services.providers import NewShift, add_shift, put_provider
from liangxin.venues.services.rooms import RoomValues, register_room

OFFERS_FILE = Path(__file__).resolve().parent / "data" / "offers.toml"
PAST_DAYS = 60
SHIFTS = {  # service → (title, weekdays, from, to, minutes a slot, places)
    "家庭医生坐诊": ("家庭医生", (1, 2, 4), 13 * 60, 16 * 60, 20, 1),
    "心理咨询": ("心理咨询师", (1, 3, 5), 12 * 60, 15 * 60, 60, 1),
    "法律咨询": ("公益律师", (2, 4), 17 * 60, 19 * 60, 30, 1),
    "劳动纠纷调解咨询": ("劳动关系协调员", (3,), 17 * 60, 19 * 60, 30, 1),
    "企业政策申报辅导": ("政策专员", (1, 2, 3, 4, 5), 9 * 60, 11 * 60, 40, 2),
}
HAVE_EVIDENCE = (
    "一楼至二楼，已挂牌",
    "桌椅、投影、无障碍通道",
    "门楣与导视齐全",
    "多功能厅主席台",
    "书架两组，每季更新",
    "制度上墙，见二楼走廊",
)


def seed_offers(world: World) -> None:
    """Fill the demo stations; needs the stations of `seeds.seed`."""
    data = tomllib.loads(OFFERS_FILE.read_text("utf-8"))
    long_one, stations = world.things["station:catalogue"], _stations(world)
    _catalogue(data, long_one)
    items = [item for station in stations for item in _plain(data, station)]
    _shifts(world, items)
    _guests(world, data, items)
    _checklists(world, stations)
    _materials(data, [*stations[:4], long_one])
    _projects(data, [world.things["station:finance_centre"], world.things["station:demo_keeper"]])
    _days(world, data, stations)
    _note_things(world, items)


def _note_things(world: World, items: Iterable[ServiceItem]) -> None:
    """What other rooms and the tests find by name: those of the demo keeper's station."""
    keeper = world.things["station:demo_keeper"]
    mine = {item.name: item for item in items if item.station_id == keeper.pk}
    world.things |= {
        "service:demo": mine["家庭医生坐诊"], "service:sealed": mine["心理咨询"], "service:asked": mine["入企讲解预约"],
        "provider:demo": list_providers(actor=SYSTEM, station_id=keeper.pk).first(),
        "material:demo": list_materials(actor=SYSTEM, station_id=keeper.pk).first(),
        "project:demo": list_projects(actor=SYSTEM, narrowed=ProjectFilter(station_id=keeper.pk)).first(),
        "checklist:demo": held_of(station=keeper, day=world.today)[0].checklist,
    }  # fmt: skip


def seed_ceremonies(world: World) -> None:
    """Five services of the ceremony hall, which the source counts but does not name, and its guides; needs its rooms."""
    data = tomllib.loads(OFFERS_FILE.read_text("utf-8"))
    station = world.things["station:ceremony"]
    kind = next(one for one in list_room_kinds() if one.code == "ceremony_hall")
    hall = halls_of(station=station).first() or register_room(
        actor=SYSTEM, station=station, values=RoomValues(name="仪式厅", kind=kind, floor="1 层", capacity=80)
    )
    for number, name in enumerate(data["packages"]["names"]):
        values = PackageValues(name=name, minutes=(45, 60, 90)[number % 3], position=number + 1, room=hall)
        world.things.setdefault("package:demo", put_package(actor=SYSTEM, station=station, values=values))
    for number, title in enumerate(data["packages"]["guides"]):
        guide = GuideValues(
            title=title, languages="普通话" if number < 2 else "普通话、英语", weekdays=("135", "246", "12345")[number]
        )
        put_guide(actor=SYSTEM, station=station, values=guide)


def _stations(world: World) -> list[Station]:
    """The stations with a plain list of services: the keeper's own first."""
    shared, buildings = world.things["station:shared"], world.things["station:buildings"]
    found = [shared[0], world.things["station:finance_centre"], world.things["station:autoport"], *shared[1:]]
    return [
        *found,
        *world.things["station:finance_subcentres"],
        *(buildings if world.scale == "seed" else buildings[:6]),
    ]


def _catalogue(data: dict[str, Any], station: Station) -> None:
    """250 services and more at the largest centre (#110)."""
    functions = {one.code: one for one in list_functions()}
    categories = {one.code: one for one in list_categories()}
    news = [
        ServiceValues(
            name=f"{subject}{verb}", category=categories[group["category"]], mode=mode, provided_by=group["by"],
            functions=tuple(functions[code] for code in group["functions"]), where="一楼服务大厅",
        )
        for group in data["catalogue"] for subject in group["subjects"] for verb, mode in group["verbs"]
    ]  # fmt: skip
    add_services(actor=SYSTEM, station=station, news=[*news, *_plain_values(data)])


def _plain_values(data: dict[str, Any]) -> list[ServiceValues]:
    functions = {one.code: one for one in list_functions()}
    categories = {one.code: one for one in list_categories()}
    return [
        ServiceValues(
            name=row["name"], category=categories[row["category"]], mode=row["mode"], summary=row["summary"],
            provided_by=row["by"], where=row.get("where", ""), documents=row.get("documents", ""),
            fee_fen=row.get("fee", 0), is_confidential=row.get("confidential", False),
            functions=tuple(functions[code] for code in row["functions"]),
        )
        for row in data["plain"]
    ]  # fmt: skip


def _plain(data: dict[str, Any], station: Station) -> list[ServiceItem]:
    return add_services(actor=SYSTEM, station=station, news=_plain_values(data))


def _shifts(world: World, items: Iterable[ServiceItem]) -> None:
    """Doctors, counsellors and lawyers of the first stations, with slots for the weeks ahead."""
    kept = {one.pk for one in _stations(world)[: 12 if world.scale == "seed" else 4]}
    for item in items:
        if item.mode != ServiceMode.APPOINTMENT or item.station_id not in kept or item.name not in SHIFTS:
            continue
        title, weekdays, start, end, minutes, places = SHIFTS[item.name]
        provider = put_provider(actor=SYSTEM, station=item.station, title=title, organisation_name=item.provided_by)
        for weekday in weekdays:
            new = NewShift(
                item=item, weekday=weekday, start=start, end=end, slot_minutes=minutes, places=places,
                since=world.today - timedelta(days=7),
            )  # fmt: skip
            add_shift(actor=SYSTEM, provider=provider, new=new, now=world.now)


def _guests(world: World, data: dict[str, Any], items: Iterable[ServiceItem]) -> None:
    """Those who called the desk: some of the open slots of open kinds are taken."""
    names = data["guests"]["names"]
    open_kinds = [item.pk for item in items if not item.is_confidential]
    note_guests(item_ids=open_kinds, names=names, every=3, now=world.now)


def _checklists(world: World, stations: list[Station]) -> None:
    """Some stations are held against the templates; a few points are open, one has run out."""
    haves, spaces = template_by_code(code="six_haves"), template_by_code(code="two_rooms_five_halls_one_post")
    lines, parts = lines_of(template=haves), lines_of(template=spaces)
    today = world.today
    rows: list[tuple[StationChecklist, ChecklistLine | None, StateValues]] = []
    for number, station in enumerate(stations[:10]):
        held = hold_against(actor=SYSTEM, station=station, template=haves, today=today - timedelta(days=300))
        for place, line in enumerate(lines):
            open_one = (number + place) % 7 == 6
            values = StateValues(
                state=LineState.PARTIAL if open_one else LineState.MET, evidence="" if open_one else HAVE_EVIDENCE[place],
                checked_on=today - timedelta(days=300 + 20 * number if place != 4 else 380),
                remedy="补齐后请主管组织复核" if open_one else "",
                remedy_due=today + timedelta(days=10 + number) if open_one else None,
            )  # fmt: skip
            rows.append((held, line, values))
        for name in ("书吧", "静谈室", "健康小屋")[: 1 + number % 3]:
            rows.append((held, None, StateValues(state=LineState.MET, name=name, evidence="已开放", checked_on=today)))
    autoport = hold_against(actor=SYSTEM, station=world.things["station:autoport"], template=spaces, today=today)
    for place, line in enumerate(parts):
        met = place != 5
        rows.append((autoport, line, StateValues(
            state=LineState.MET if met else LineState.MISSING, evidence="二楼" if met else "",
            remedy="" if met else "正在选址", remedy_due=None if met else today + timedelta(days=30),
        )))  # fmt: skip
    set_states_many(rows=rows, today=today)


def _materials(data: dict[str, Any], stations: list[Station]) -> None:
    rows = [
        (station, MaterialValues(
            name=row["name"], stock=row["stock"], sort=row.get("sort", "loan"), theme=row["theme"], shelf=row["shelf"],
            loan_days=row.get("days", 14), most_a_time=row.get("most", 1), is_self_service=row.get("self", True),
        ))
        for station in stations for row in data["materials"]
    ]  # fmt: skip
    add_materials(actor=SYSTEM, rows=rows)


def _projects(data: dict[str, Any], stations: list[Station]) -> None:
    categories = list_project_categories()
    for station in stations:
        for number, row in enumerate(data["projects"]):
            values = ProjectValues(
                name=row["name"], category=categories[number % len(categories)], themes=tuple(row["themes"]),
                summary=row["summary"], minutes=row["minutes"], most_people=row["people"], lead_days=row.get("lead", 3),
            )  # fmt: skip
            put_project(actor=SYSTEM, station=station, values=values)


def _days(world: World, data: dict[str, Any], stations: list[Station]) -> None:
    """Walk-ins of the last two months, and notes of the last shift."""
    chance = world.random
    for station in stations[:12]:
        counts = [
            (day, part.value, chance.randrange(low, 4 * low + 6))
            for back in range(1, PAST_DAYS)
            for day in [world.today - timedelta(days=back)]
            if day.isoweekday() <= 5
            for part, low in ((DayPart.MORNING, 6), (DayPart.AFTERNOON, 9), (DayPart.EVENING, 3))
        ]
        set_walk_ins(actor=SYSTEM, station=station, counts=counts, today=world.today)
    for back, text in enumerate(data["notes"]["texts"]):
        write_note(
            actor=SYSTEM,
            station=world.things["station:demo_keeper"],
            text=text,
            at=world.now - timedelta(hours=15 + back),
        )
