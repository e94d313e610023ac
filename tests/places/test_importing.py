"""Places from rosters: what goes in, what comes back, and the real file whole."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from liangxin.access.actor import Actor
from liangxin.core.validators import geo
from liangxin.places.import_plans import plan_rows
from liangxin.places.importing import apply_rows
from liangxin.places.models import Place
from liangxin.spreadsheets.choices import Outcome
from liangxin.spreadsheets.models import ImportBatch
from liangxin.spreadsheets.services.applying import apply_batch
from liangxin.spreadsheets.services.batches import Upload, upload_batch
from liangxin.spreadsheets.services.kinds import ImportContext, Row, get_kind
from liangxin.spreadsheets.services.undoing import undo_batch
from tests.access import factories as access
from tests.places import factories
from tests.places.factories import NOW, TODAY
from tests.spreadsheets.factories import csv_bytes, xlsx

pytestmark = pytest.mark.django_db
DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
HEADINGS = ["楼宇名称", "类型", "所属片区", "详细地址", "经度", "纬度", "建筑面积", "物业公司"]


@pytest.fixture
def region() -> Place:
    return factories.region(boundary=factories.square(121.0, 31.0, 1.0))


@pytest.fixture
def officer(region: Place) -> Actor:
    factories.area(region)
    return access.actor("district_officer", region.node)


def taken_in(actor: Actor, content: bytes, name: str = "楼宇.csv", **options: str) -> ImportBatch:
    upload = Upload(name=name, content=content, options=options)
    batch = upload_batch(actor=actor, kind_code="places", upload=upload, now=NOW, in_background=False)
    return apply_batch(actor=actor, batch=batch, now=NOW, in_background=False)


def outcomes(batch: ImportBatch) -> list[str]:
    return list(batch.rows.order_by("number").values_list("outcome", flat=True))


def codes(batch: ImportBatch) -> list[list[str]]:
    return [list(found) for found in batch.rows.order_by("number").values_list("problem_codes", flat=True)]


ROSTER = [
    HEADINGS,
    ["云帆大厦", "写字楼", "金融城片区", "云帆路88号", "121.5315419", "31.1753040", "52000", "云帆物业"],
    ["望潮园", "园区", "滨港区/金融城片区", "望潮路2号", "", "", "", ""],
    ["远方大厦", "楼宇", "", "远方路1号", "108.25707", "24.83116", "", ""],
]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_roster_goes_in_with_coordinates_converted_and_doubted(officer: Actor, encoding: str) -> None:
    batch = taken_in(officer, csv_bytes(ROSTER, encoding))
    assert outcomes(batch) == [Outcome.CREATED] * 3
    tower = Place.objects.get(node__name="云帆大厦")
    assert (tower.kind.code, tower.node.parent.name, tower.area_m2, tower.property_manager) == (
        "tower",
        "金融城片区",
        52000,
        "云帆物业",
    )
    found = geo.Point(float(tower.longitude), float(tower.latitude))
    assert geo.distance(found, geo.Point(121.5272106, 31.1774276)) < 1
    far = Place.objects.get(node__name="远方大厦")
    assert (far.coordinate_doubt, far.node.parent.name) == ("outside_region", "滨港区")
    assert codes(batch) == [[], [], ["longitude:places.outside_region"]]


def test_the_same_file_again_changes_nothing_and_corrections_are_told_apart(officer: Actor) -> None:
    taken_in(officer, csv_bytes(ROSTER))
    count = Place.objects.count()
    again = upload_batch(
        actor=officer,
        kind_code="places",
        upload=Upload(name="楼宇.csv", content=csv_bytes(ROSTER)),
        now=NOW,
        in_background=False,
    )
    assert set(again.rows.values_list("planned", flat=True)) == {Outcome.UNCHANGED}
    corrected = [ROSTER[0], [*ROSTER[1][:6], "53000", "云帆物业"], ROSTER[2]]
    batch = taken_in(officer, csv_bytes(corrected))
    assert outcomes(batch) == [Outcome.UPDATED, Outcome.UNCHANGED]
    assert Place.objects.get(node__name="云帆大厦").area_m2 == 53000
    assert Place.objects.count() == count


@pytest.mark.parametrize(
    ("_case", "row", "code"),
    [
        ("no such parent", ["甲楼", "楼宇", "别处片区", "", "", "", "", ""], "parent:places.no_such_parent"),
        ("no such kind", ["甲楼", "宇宙飞船", "金融城片区", "", "", "", "", ""], "kind:places.no_such_kind"),
        ("not there", ["3层", "楼层", "金融城片区", "", "", "", "", ""], "kind:places.kind_not_here"),
        ("no number", ["甲楼", "楼宇", "金融城片区", "", "", "", "约五万", ""], "area_m2:cell.not_a_number"),
        ("latitude is a longitude", ["甲楼", "楼宇", "金融城片区", "", "31.2", "121.5", "", ""], "latitude:geo.swapped"),
    ],
)  # fmt: skip
def test_what_cannot_go_in_comes_back_at_its_cell(officer: Actor, _case: str, row: list[str], code: str) -> None:
    batch = taken_in(officer, csv_bytes([HEADINGS, row, ROSTER[2]]))
    assert codes(batch)[0] == [code]
    assert not Place.objects.filter(node__name=row[0]).exists()
    assert Place.objects.filter(node__name="望潮园").exists()


def test_a_row_said_twice_is_refused_once(officer: Actor) -> None:
    batch = taken_in(officer, csv_bytes([HEADINGS, ROSTER[1], ROSTER[1]]))
    assert codes(batch) == [[], ["name:places.row_twice"]]
    assert Place.objects.filter(node__name="云帆大厦").count() == 1


def test_rows_may_name_a_parent_from_the_same_file(officer: Actor) -> None:
    rows = [
        HEADINGS,
        ["3层", "楼层", "新云大厦", "", "", "", "", ""],
        ["新云大厦", "楼宇", "金融城片区", "", "", "", "", ""],
    ]
    assert outcomes(taken_in(officer, csv_bytes(rows))) == [Outcome.CREATED] * 2
    assert Place.objects.get(node__name="3层").node.parent.name == "新云大厦"


def test_an_import_stays_within_the_scope_and_says_nothing_of_elsewhere(region: Place, officer: Actor) -> None:
    science = factories.area(region, "科学城片区")
    narrow = access.actor("place_officer", science.node)
    batch = taken_in(narrow, csv_bytes([HEADINGS, ROSTER[1], ["甲楼", "楼宇", "", "", "", "", "", ""]]))
    assert codes(batch) == [["parent:places.no_such_parent"], []]
    assert Place.objects.get(node__name="甲楼").node.parent_id == science.pk


def test_an_import_is_taken_back_whole(officer: Actor) -> None:
    taken_in(officer, csv_bytes([ROSTER[0], ROSTER[1]]))
    before = Place.objects.count()
    batch = taken_in(officer, csv_bytes([ROSTER[0], [*ROSTER[1][:4], "", "", "1", ""], ROSTER[2]]))
    assert outcomes(batch) == [Outcome.UPDATED, Outcome.CREATED]
    undo_batch(actor=officer, batch=batch, now=NOW)
    tower = Place.objects.get(node__name="云帆大厦")
    assert (tower.area_m2, tower.property_manager, tower.source_system) == (52000, "云帆物业", "gcj02")
    assert Place.objects.count() == before


def test_a_workbook_with_title_rows_and_wgs84(officer: Actor) -> None:
    rows = [["滨港区楼宇名册"], HEADINGS, ["启航楼", "楼宇", "金融城片区", "", "121.5272106", "31.1774276", "", ""]]
    taken_in(officer, xlsx(rows), "楼宇.xlsx", system="wgs84")
    place = Place.objects.get(node__name="启航楼")
    assert (str(place.longitude), place.source_system) == ("121.527211", "wgs84")


def boundary_of_the_city() -> dict[str, Any]:
    """The districts of the real city as one boundary in WGS-84."""
    collection = json.loads((DATA / "districts_shanghai_gcj02.geojson").read_text(encoding="utf-8"))
    polygons = []
    for feature in collection["features"]:
        shape = feature["geometry"]
        for polygon in shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]:
            polygons.append([[_converted(corner) for corner in ring] for ring in polygon])
    return {"type": "MultiPolygon", "coordinates": polygons}


def _converted(corner: list[float]) -> list[float]:
    point = geo.gcj02_to_wgs84(geo.Point(corner[0], corner[1]))
    return [round(point.longitude, 6), round(point.latitude, 6)]


@pytest.mark.skipif(not (DATA / "buildings_shanghai.csv").exists(), reason="../shared/data is not here")
def test_the_real_file_goes_in_whole_with_what_lies_outside_flagged() -> None:
    city = factories.region("某市", boundary=boundary_of_the_city())
    actor = access.actor("district_officer", city.node)
    context = ImportContext(actor=actor, now=NOW, today=TODAY, options=get_kind("places").default_options())
    with (DATA / "buildings_shanghai.csv").open(encoding="utf-8") as file:
        lines = list(csv.DictReader(file))
    rows = [
        Row(
            number=number,
            values={
                "name": line["name"], "address": line["address"], "kind": line["kind_guess"],
                "longitude_wgs84": float(line["lng_wgs84"]), "latitude_wgs84": float(line["lat_wgs84"]),
            },
        )
        for number, line in enumerate(lines, start=2)
    ]  # fmt: skip
    plans = [plan for at in range(0, len(rows), 500) for plan in plan_rows(context, rows[at : at + 500])]
    assert {plan.outcome for plan in plans} == {Outcome.CREATED}
    outside = [line["district_pip"] == "" for line in lines]
    flagged = [bool(plan.problems) for plan in plans]
    assert len(rows) == 5_057 and sum(outside) == 661
    assert sum(one != other for one, other in zip(outside, flagged, strict=True)) == 0
    applied = apply_rows(context, list(zip(rows[:300], plans[:300], strict=True)))
    assert {one.outcome for one in applied} == {Outcome.CREATED}
    assert Place.objects.exclude(coordinate_doubt="").count() == sum(outside[:300])
