"""Sharing, opening hours, levels, words and brands."""

import threading
from datetime import date

import pytest
from django.db import connection

from liangxin.access.actor import SYSTEM
from liangxin.access.choices import Part
from liangxin.core.errors import NotAllowed, Refusal
from liangxin.venues.models import (
    Brand,
    CoOwner,
    LevelTarget,
    OpeningException,
    OpeningHours,
    StationKind,
    StationLevel,
    StationWork,
)
from liangxin.venues.prepare import FUNCTIONS, KINDS, prepare
from liangxin.venues.selectors.catalogue import list_brands
from liangxin.venues.selectors.levels import list_schemes
from liangxin.venues.selectors.stations import stations_for, timetables_of
from liangxin.venues.services import catalogue, levels, opening, sharing
from liangxin.venues.services.catalogue import BrandValues, Word, put_brand, put_function, put_kind
from liangxin.venues.services.levels import LevelValues, set_scheme, set_targets
from liangxin.venues.services.opening import add_special_days, remove_special_days, set_opening_hours
from liangxin.venues.services.sharing import NewCoOwner, add_co_owner, end_co_owner, record_work
from tests.access.factories import NOW, TODAY, actor
from tests.venues.factories import World, kind, make_organisation, make_station, make_world

pytestmark = pytest.mark.django_db
JANUARY, JUNE = date(2026, 1, 1), date(2026, 6, 1)


@pytest.fixture
def world() -> World:
    return make_world()


def test_a_co_owner_shares_under_an_agreement_until_it_ends(world: World) -> None:
    new = NewCoOwner(organisation=world.other, agreement=" 共建协议〔2026〕3号 ", since=JANUARY, contribution="场地")
    shared = add_co_owner(actor=actor("place_officer", world.finance.node), station=world.building, new=new)
    assert (shared.agreement, shared.during.lower, shared.during.upper) == ("共建协议〔2026〕3号", JANUARY, None)
    assert end_co_owner(actor=SYSTEM, co_owner=shared, effective=JUNE).during.upper == JUNE
    again = add_co_owner(
        actor=SYSTEM, station=world.building, new=NewCoOwner(organisation=world.other, agreement="续签", since=JUNE)
    )
    assert again.pk != shared.pk


@pytest.mark.parametrize(
    ("_case", "changed", "refusal"),
    [
        ("the owner itself", {"organisation": "branch"}, sharing.CoOwnerIsOwner),
        ("no agreement", {"agreement": " "}, sharing.AgreementMissing),
        ("ends before it starts", {"until": JANUARY}, sharing.SharingEndsBeforeStart),
        ("twice in one span", {"since": JUNE}, sharing.CoOwnerTwice),
    ],
)
def test_sharing_refusals(world: World, _case: str, changed: dict[str, object], refusal: type[Refusal]) -> None:
    add_co_owner(
        actor=SYSTEM, station=world.building, new=NewCoOwner(organisation=world.other, agreement="甲", since=JANUARY)
    )
    facts: dict[str, object] = {"organisation": "other", "agreement": "乙", "since": JANUARY, "until": None, **changed}
    facts["organisation"] = getattr(world, str(facts["organisation"]))
    with pytest.raises(refusal):
        add_co_owner(actor=SYSTEM, station=world.building, new=NewCoOwner(**facts))  # type: ignore[arg-type]
    assert CoOwner.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_at_once_one_wins() -> None:
    station, partner = make_station(), make_organisation()
    outcomes: list[str] = []
    gate = threading.Barrier(2)

    def share() -> None:
        try:
            gate.wait(5)
            add_co_owner(
                actor=SYSTEM, station=station, new=NewCoOwner(organisation=partner, agreement="甲", since=JANUARY)
            )
            outcomes.append("shared")
        except sharing.CoOwnerTwice:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=share) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(outcomes) == ["refused", "shared"]
    assert CoOwner.objects.count() == 1


def test_an_upgrade_is_recorded(world: World) -> None:
    record_work(
        actor=SYSTEM, station=world.building, kind="upgrade", completed_on=JUNE, description=" 改造书吧 ", today=TODAY
    )
    assert list(StationWork.objects.values_list("kind", "completed_on", "description")) == [
        ("upgrade", JUNE, "改造书吧")
    ]
    with pytest.raises(sharing.WorkUndescribed):
        record_work(actor=SYSTEM, station=world.building, kind="new", completed_on=JUNE, description="", today=TODAY)
    with pytest.raises(sharing.WorkInTheFuture):
        record_work(
            actor=SYSTEM,
            station=world.building,
            kind="new",
            completed_on=date(2027, 1, 1),
            description="x",
            today=TODAY,
        )


def test_the_week_is_replaced_whole(world: World) -> None:
    keeper = actor("station_keeper", world.building.node)
    set_opening_hours(actor=keeper, station=world.building, week={1: [(780, 1080), (540, 720)], 2: [(540, 720)]})
    set_opening_hours(actor=keeper, station=world.building, week={1: [(600, 1440)]})
    assert OpeningHours.objects.count() == 1
    assert timetables_of(station_ids=[world.building.pk], day=TODAY)[world.building.pk].week == {1: [(600, 1440)]}


@pytest.mark.parametrize(
    ("_case", "spans", "refusal"),
    [
        ("backwards", [(720, 540)], opening.HoursBackwards),
        ("past midnight", [(720, 1441)], opening.HoursBackwards),
        ("overlap", [(540, 720), (700, 800)], opening.HoursOverlap),
        ("too many", [(n * 60, n * 60 + 30) for n in range(5)], opening.TooManySpans),
    ],
)
def test_hours_refused(world: World, _case: str, spans: list[tuple[int, int]], refusal: type[Refusal]) -> None:
    set_opening_hours(actor=SYSTEM, station=world.building, week={1: [(0, 60)]})
    with pytest.raises(refusal):
        set_opening_hours(actor=SYSTEM, station=world.building, week={3: spans})
    assert list(OpeningHours.objects.values_list("weekday", flat=True)) == [1]


def test_special_days_come_and_go(world: World) -> None:
    october = (date(2026, 10, 1), date(2026, 10, 7))
    special = add_special_days(
        actor=SYSTEM, station=world.building, first=october[0], last=october[1], span=None, note="国庆放假"
    )
    assert (special.days.lower, special.days.upper) == (date(2026, 10, 1), date(2026, 10, 8))
    with pytest.raises(opening.SpecialDaysOverlap):
        add_special_days(
            actor=SYSTEM, station=world.building, first=october[1], last=october[1], span=(540, 600), note="x"
        )
    remove_special_days(actor=SYSTEM, special=special)
    assert not OpeningException.objects.exists()


@pytest.mark.parametrize(
    ("_case", "last", "span", "note", "refusal"),
    [
        ("backwards", date(2026, 9, 30), None, "x", opening.SpecialDaysBackwards),
        ("unexplained", date(2026, 10, 1), None, " ", opening.SpecialDaysUnexplained),
        ("hours backwards", date(2026, 10, 1), (600, 540), "x", opening.HoursBackwards),
    ],
)
def test_special_days_refused(
    world: World, _case: str, last: date, span: tuple[int, int] | None, note: str, refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        add_special_days(actor=SYSTEM, station=world.building, first=date(2026, 10, 1), last=last, span=span, note=note)
    assert not OpeningException.objects.exists()


def test_a_scheme_is_changed_by_rank_and_a_used_level_stays(world: World) -> None:
    set_scheme(
        actor=SYSTEM, place=world.district, name="1–10–30", levels=[LevelValues(name=name) for name in "甲乙丙丁"]
    )
    assert list(StationLevel.objects.order_by("rank").values_list("rank", "name")) == [
        (1, "甲"),
        (2, "乙"),
        (3, "丙"),
        (4, "丁"),
    ]
    assert StationLevel.objects.get(rank=1).pk == world.levels[0].pk
    with pytest.raises(levels.LevelInUse) as error:
        set_scheme(actor=SYSTEM, place=world.district, name="两级", levels=[LevelValues(name=name) for name in "甲乙"])
    assert error.value.facts == {"level": "丙", "count": 2}
    assert StationLevel.objects.count() == 4


@pytest.mark.parametrize(
    ("_case", "name", "names", "refusal"),
    [
        ("no name", " ", "甲", levels.SchemeUnnamed),
        ("no levels", "x", "", levels.LevelsNotRanked),
        ("ten", "x", "甲乙丙丁戊己庚辛壬癸", levels.LevelsNotRanked),
    ],
)
def test_schemes_refused(world: World, _case: str, name: str, names: str, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        set_scheme(actor=SYSTEM, place=world.finance, name=name, levels=[LevelValues(name=each) for each in names])


def test_targets_are_set_and_taken_away(world: World) -> None:
    officer = actor("district_officer", world.district.node)
    set_targets(actor=officer, place=world.finance, targets={world.levels[0]: 1, world.levels[2]: 30})
    set_targets(actor=officer, place=world.finance, targets={world.levels[0]: None, world.levels[2]: 31})
    assert list(LevelTarget.objects.values_list("level", "place", "target")) == [
        (world.levels[2].pk, world.finance.pk, 31)
    ]
    with pytest.raises(levels.TargetTooLarge):
        set_targets(actor=officer, place=world.finance, targets={world.levels[0]: 10_000})
    foreign = set_scheme(actor=SYSTEM, place=world.harbour, name="另一套", levels=[LevelValues(name="站")])
    with pytest.raises(levels.TargetOfAnotherScheme):
        set_targets(actor=officer, place=world.finance, targets={foreign.levels.get(): 1})
    with pytest.raises(NotAllowed):
        set_targets(actor=actor("place_officer", world.harbour.node), place=world.finance, targets={})


def test_words_are_installed_once_and_stay_as_changed() -> None:
    prepare(NOW)
    put_kind(actor=SYSTEM, word=Word(code="micro_station", name="迷你驿站"), kind=kind("micro_station"))
    prepare(NOW)
    assert StationKind.objects.count() == len(KINDS)
    assert len(FUNCTIONS) == 6
    assert kind("micro_station").name == "迷你驿站"


def test_words_are_changed_at_a_districts_root_only(world: World) -> None:
    put_function(actor=actor("district_officer", world.district.node), word=Word(code="x", name="新功能"))
    with pytest.raises(NotAllowed):
        put_kind(actor=actor("place_officer", world.finance.node), word=Word(code="y", name="新类型"))
    with pytest.raises(catalogue.WordTaken):
        put_kind(actor=SYSTEM, word=Word(code="micro_station", name="又一种"))
    with pytest.raises(catalogue.WordUnnamed):
        put_kind(actor=SYSTEM, word=Word(code="z", name=" "))


def test_a_brand_belongs_to_a_place(world: World) -> None:
    officer = actor("district_officer", world.district.node)
    brand = put_brand(actor=officer, values=BrandValues(name="创新港·理想湾", place=world.district))
    put_brand(
        actor=officer, values=BrandValues(name="创新港·理想湾", place=world.district, slogan="进一扇门"), brand=brand
    )
    assert list(Brand.objects.values_list("name", "slogan")) == [("创新港·理想湾", "进一扇门")]
    with pytest.raises(catalogue.BrandExists):
        put_brand(actor=officer, values=BrandValues(name="创新港·理想湾", place=world.district))
    with pytest.raises(NotAllowed):
        put_brand(actor=actor("place_officer", world.harbour.node), values=BrandValues(name="x", place=world.finance))


@pytest.mark.parametrize(
    ("role", "where", "found"),
    [
        ("place_officer", "harbour", {"hidden", "centre", "building"}),
        ("place_officer", "tower", {"centre", "building"}),
        ("organisation_officer", "other", {"hidden", "centre", "building"}),
        ("station_keeper", "building", {"centre", "building"}),
    ],
)
def test_the_public_part_is_for_all_and_the_rest_by_place_owner_or_station(
    world: World, role: str, where: str, found: set[str]
) -> None:
    somebody = actor(role, getattr(world, where).node)
    known = set(stations_for(actor=somebody).values_list("pk", flat=True))
    assert known == {getattr(world, name).pk for name in found}


@pytest.mark.parametrize(
    ("role", "where", "full"),
    [
        ("place_officer", "harbour", {"hidden"}),
        ("place_officer", "tower", {"building"}),
        ("organisation_officer", "committee", {"centre", "building"}),
        ("organisation_officer", "branch", {"building"}),
        ("station_keeper", "centre", {"centre", "building"}),
    ],
)
def test_the_whole_record_is_reached_by_place_owner_or_station(
    world: World, role: str, where: str, full: set[str]
) -> None:
    somebody = actor(role, getattr(world, where).node)
    reached = set(stations_for(actor=somebody, part=Part.FULL).values_list("pk", flat=True))
    assert reached == {getattr(world, name).pk for name in full}


def test_a_co_owner_knows_of_what_it_shares(world: World) -> None:
    officer = actor("organisation_officer", world.branch.node)
    assert not stations_for(actor=officer).filter(pk=world.hidden.pk).exists()
    new = NewCoOwner(organisation=world.branch, agreement="甲", since=JANUARY)
    shared = add_co_owner(actor=SYSTEM, station=world.hidden, new=new)
    assert stations_for(actor=officer).filter(pk=world.hidden.pk).exists()
    assert not stations_for(actor=officer, part=Part.FULL).filter(pk=world.hidden.pk).exists()
    end_co_owner(actor=SYSTEM, co_owner=shared, effective=TODAY)
    assert not stations_for(actor=officer).filter(pk=world.hidden.pk).exists()


def test_brands_and_schemes_are_known_to_all(world: World) -> None:
    brand = put_brand(actor=SYSTEM, values=BrandValues(name="拾光湾", place=world.harbour))
    somebody = actor("place_officer", world.finance.node)
    assert list(list_brands(actor=somebody)) == [brand]
    assert list_schemes(actor=somebody).count() == 1
    with pytest.raises(NotAllowed):
        put_brand(actor=somebody, values=BrandValues(name="x", place=world.finance), brand=brand)
