"""Activities of the demo district that tell something: series, campaigns, an oath, visits, tours, a camp, classes asked for."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from liangxin.access.actor import SYSTEM
from liangxin.activities.choices import (
    ActivityStatus,
    Category,
    EligibilityKind,
    QuestionKind,
    RegistrationStatus,
    Shape,
)
from liangxin.activities.models import Series
from liangxin.activities.recurrence import days_of
from liangxin.activities.seeds_asked import ask, day_about
from liangxin.activities.services.planning import (
    ActivityValues,
    ContingentValues,
    EligibilityValues,
    QuestionValues,
    SessionValues,
    StopValues,
)
from liangxin.activities.services.records import Comer, RecordValues, record_activities
from liangxin.activities.services.series import CampaignValues, SeriesValues, put_campaign, put_series
from liangxin.members.selectors.standings import standings_of

if TYPE_CHECKING:
    from liangxin.activities.seeds import Sowing
    from liangxin.organisations.models import Organisation

GROWTH = (1, 9, 31, 64, 103, 118)  # who came to the talks, month by month (#167)


def tell_stories(sowing: "Sowing") -> None:
    """Write them all; keys are noted in `world.things`."""
    _campaigns(sowing)
    _yoga(sowing)
    _classroom(sowing)
    _talks(sowing)
    records = {
        "oath": _oath(sowing), "visit": _visit(sowing), "tour": _tour(sowing), "camp": _camp(sowing),
        "course": _course(sowing), "draft": _draft(sowing), "cancelled": _cancelled(sowing), "care": _care(sowing),
        "submitted": _submitted(sowing), "party": _party(sowing), "full": _full(sowing),
    }  # fmt: skip
    flat = [record for group in records.values() for record in group]
    made = iter(record_activities(actor=SYSTEM, records=flat, now=sowing.world.now))
    for name, group in records.items():
        sowing.world.things[f"activity:{name}"] = [next(made) for _record in group]
    ask(sowing)


def _values(
    sowing: "Sowing", kind: str, title: str, day: date, clock: str, minutes: int, **more: Any
) -> ActivityValues:
    station = more.pop("station", None) or sowing.world.things["station:demo_keeper"]
    starts = sowing.at(day, clock)
    more.setdefault("organiser", station.owner)
    more.setdefault("opens_at", starts - timedelta(days=21))
    return ActivityValues(
        kind=sowing.kinds[kind], title=title, station=station, starts_at=starts,
        ends_at=starts + timedelta(minutes=minutes), cancel_until=starts - timedelta(hours=4), **more,
    )  # fmt: skip


def _campaigns(sowing: "Sowing") -> None:
    world = sowing.world
    finance, root = world.things["organisation:finance"], world.things["organisation:bingang"]
    span: dict[str, Any] = {"first_on": world.today - timedelta(days=60), "last_on": world.today + timedelta(days=45)}
    noon = CampaignValues(
        title="百场午间课进楼宇",
        organiser=finance,
        summary="片区搭台，楼里的支部点题办班：中午一小时，下楼就能学。",
        **span,
    )
    winter = CampaignValues(
        title="暖冬服务季", organiser=root, summary="各片区、各支部一起，把体检、热饭、法律和暖课堂送到楼里。", **span
    )
    world.things["campaign:noon"] = put_campaign(actor=SYSTEM, values=noon, now=world.now)
    world.things["campaign:winter"] = put_campaign(actor=SYSTEM, values=winter, now=world.now)


def _series(sowing: "Sowing", key: str, values: SeriesValues) -> Series:
    made = put_series(actor=SYSTEM, values=values, now=sowing.world.now)
    sowing.world.things[f"series:{key}"] = made
    return made


def _date(sowing: "Sowing", series: Series, day: date, **more: Any) -> ActivityValues:
    """One date of a series."""
    starts = datetime.combine(day, series.starts, sowing.at(day, "12:00").tzinfo)
    return ActivityValues(
        kind=series.kind, title=series.title, summary=series.summary, organiser=series.organiser, station=series.station,
        where=series.where, series=series, starts_at=starts, ends_at=starts + timedelta(minutes=series.minutes),
        opens_at=starts - timedelta(days=series.opens_days), closes_at=starts - timedelta(minutes=series.closes_minutes),
        cancel_until=starts - timedelta(hours=2), **{"capacity": series.capacity, **more},
    )  # fmt: skip


def _yoga(sowing: "Sowing") -> None:
    """Noon classes three times a week (#140), under a campaign to which branches of towers add their own (#146, #152)."""
    world, today = sowing.world, sowing.world.today
    station, campaign = world.things["station:demo_keeper"], world.things["campaign:noon"]
    series = _series(
        sowing, "yoga",
        SeriesValues(
            kind=sowing.kinds["noon_class"], title="肩颈舒缓瑜伽", organiser=station.owner, station=station, where="3 层瑜伽房",
            rule="FREQ=WEEKLY;BYDAY=MO,WE,FR", first_on=today - timedelta(days=42), starts=sowing.at(today, "12:10").time(),
            minutes=50, capacity=30, closes_minutes=30, opens_days=14,
            summary="跟着老师做一组坐姿与站姿的肩颈放松，不需要基础，也不用换衣服。请提前五分钟到，场地有瑜伽垫和柜子。近期做过颈椎手术的朋友请先问过医生。",
        ),
    )  # fmt: skip
    places = [
        ContingentValues(name="园区职工", capacity=20), ContingentValues(name="附近居民", capacity=8, category=Category.RESIDENT),
        ContingentValues(name="现场协助", capacity=2, category=Category.HELPER),
    ]  # fmt: skip
    days = days_of(series.rule, first=series.first_on, after=series.first_on, until=today + timedelta(days=14), most=60)
    records = []
    for number, day in enumerate(days):
        values = _date(sowing, series, day, contingents=places, campaign=campaign if number % 3 == 0 else None)
        over = values.ends_at <= world.now
        full = not over and number % 3 == 1
        comers = sowing.comers(30 if full else 10 + number % 9, over=over)
        placed = [_placed(one, position) for position, one in enumerate(comers)]
        if full:
            placed += [_placed(one, 0) for one in sowing.waiting(4, but=comers)]
        records.append(sowing.record(values, comers=placed, asks_afterwards=over))
    branches: list[Organisation] = world.things["organisation:finance_branches"]
    for number, station in enumerate(world.things["station:buildings"][:8]):
        values = _values(
            sowing, "noon_class", f"{station.node.name.removesuffix('党群服务站')}午间小课", day_about(sowing, number - 4), "12:20", 40,
            station=station, organiser=branches[number % len(branches)], campaign=campaign, capacity=20,
        )  # fmt: skip
        over = values.ends_at <= world.now
        records.append(sowing.record(values, comers=sowing.comers(5 + number, over=over)))
    made = record_activities(actor=SYSTEM, records=records, now=world.now)
    coming = [one for one in made if one.series_id == series.pk and one.starts_at > world.now]
    world.things["activity:demo"] = next(one for one in coming if not one.waiting)
    world.things["activity:yoga_past"] = [
        one for one in made if one.series_id == series.pk and one.ends_at <= world.now
    ]


def _placed(one: Comer, position: int) -> Comer:
    contingent = 0 if position % 30 < 20 else 1 if position % 30 < 28 else 2
    return Comer(**{**one.__dict__, "contingent": contingent})


def _classroom(sowing: "Sowing") -> None:
    """The warm classroom on the last Saturday of each month (#155)."""
    world, today = sowing.world, sowing.world.today
    station = world.things["station:finance_centre"]
    series = _series(
        sowing, "classroom",
        SeriesValues(
            kind=sowing.kinds["warm_classroom"], title="周末暖课堂", organiser=station.owner, station=station, where="2 层多功能厅",
            rule="FREQ=MONTHLY;BYDAY=-1SA", first_on=today - timedelta(days=160), starts=sowing.at(today, "10:00").time(),
            minutes=90, capacity=40, opens_days=30, summary="每月最后一个周六，大人孩子一起来：手工、急救、家电小修。",
        ),
    )  # fmt: skip
    days = days_of(series.rule, first=series.first_on, after=series.first_on, until=today + timedelta(days=40), most=12)
    records = []
    for number, day in enumerate(days):
        values = _date(sowing, series, day, campaign=None)
        over = values.ends_at <= world.now
        records.append(
            sowing.record(values, comers=sowing.comers(14 + 3 * number, over=over), asks_afterwards=over,
                          report=sowing.report() if over else "")
        )  # fmt: skip
    record_activities(actor=SYSTEM, records=records, now=world.now)


def _talks(sowing: "Sowing") -> None:
    """A series that began with one and grew beyond a hundred (#167); talks are submitted for its next date (#159)."""
    world, today = sowing.world, sowing.world.today
    station = world.things["station:catalogue"]
    series = _series(
        sowing, "talks",
        SeriesValues(
            kind=sowing.kinds["talks"], title="党员创新说", organiser=world.things["organisation:bonded"], station=station,
            rule="FREQ=MONTHLY;BYDAY=2TH", first_on=today - timedelta(days=190), starts=sowing.at(today, "18:30").time(),
            minutes=100, capacity=160, opens_days=45, where="路演厅", summary="三位一线党员，各讲十五分钟自己做成的一件事。",
        ),
    )  # fmt: skip
    first = days_of(
        series.rule, first=series.first_on, after=series.first_on, until=today + timedelta(days=60), most=12
    )
    past, coming = [day for day in first if day < today][-len(GROWTH) :], [day for day in first if day >= today][:1]
    records = [
        sowing.record(
            _date(sowing, series, day),
            comers=sowing.comers(count, over=True),
            asks_afterwards=True,
            report=sowing.report(),
        )
        for day, count in zip(past, GROWTH[-len(past) :], strict=True)
    ]
    records += [sowing.record(_date(sowing, series, day), comers=sowing.comers(71, over=False)) for day in coming]
    record_activities(actor=SYSTEM, records=records, now=world.now)


def _oath(sowing: "Sowing") -> list[RecordValues]:
    """For probationary members alone (#073)."""
    station = sowing.world.things["station:ceremony"]
    standings = standings_of(person_ids=sowing.people[:500])
    probationary = [person for person, one in standings.items() if one.category == "probationary"]
    place = {
        "station": station,
        "where": "仪式厅",
        "summary": "预备党员面向党旗宣誓。请提前十五分钟到，着正装。",
        "capacity": 40,
    }
    past = _values(sowing, "oath", "七一集中宣誓", date(sowing.world.today.year, 7, 1), "09:30", 60, **place)
    coming = _values(sowing, "oath", "预备党员入党宣誓", day_about(sowing, 9), "15:00", 60, **place)
    over = past.ends_at <= sowing.world.now
    return [
        sowing.record(past, comers=sowing.comers(8, over=over, among=probationary), report=sowing.report() if over else ""),
        sowing.record(coming, comers=sowing.comers(3, over=False, among=probationary)),
    ]  # fmt: skip


def _visit(sowing: "Sowing") -> list[RecordValues]:
    """Into a factory, by a list that the host is given (#161)."""
    world = sowing.world
    host = world.things["enterprise:autoport"][0]
    more: dict[str, Any] = {
        "station": world.things["station:autoport"], "shape": Shape.VISIT, "host": host, "visitor_list": True, "capacity": 20,
        "where": "园区南门集合", "summary": "看一条产线怎样装出一辆车，工程师带着走，限二十人。请带身份证，穿平底鞋。",
        "questions": [
            QuestionValues(text="鞋码（借安全鞋用）"),
            QuestionValues(text="怎么来", kind=QuestionKind.CHOICE, choices=("坐接驳车", "自己开车")),
        ],
    }  # fmt: skip
    titles = ((-34, "走进主机厂：总装车间"), (-6, "走进主机厂：电池实验室"), (8, "走进主机厂：总装车间"))
    return [
        sowing.record(values, comers=sowing.comers(14, over=values.ends_at <= world.now), asks_afterwards=ahead < 0)
        for ahead, title in titles
        for values in [_values(sowing, "visit", title, day_about(sowing, ahead), "14:00", 120, **more)]
    ]


def _tour(sowing: "Sowing") -> list[RecordValues]:
    """From tower to tower (#151)."""
    stations = sowing.world.things["station:buildings"][:4]
    found = []
    for ahead in (-20, -3, 6):
        day = day_about(sowing, ahead)
        stops = [
            StopValues(name=one.node.name, place=one.place, arrives_at=sowing.at(day, f"{14 + number // 2}:{30 * (number % 2):02}"),
                       minutes=25, note="讲二十分钟，答几个问题" if number == 0 else "")
            for number, one in enumerate(stations)
        ]  # fmt: skip
        values = _values(
            sowing, "tour", "宣讲小分队进楼宇", day, "14:00", 120, station=sowing.world.things["station:finance_centre"],
            shape=Shape.TOUR, stops=stops, capacity=60, summary="四栋楼，一栋半小时，就近在哪一站听都行。",
        )  # fmt: skip
        over = values.ends_at <= sowing.world.now
        found.append(sowing.record(values, comers=sowing.comers(12, over=over), report=sowing.report() if over else ""))
    return found


def _camp(sowing: "Sowing") -> list[RecordValues]:
    """Children, registered by their parents (#165)."""
    world, names = sowing.world, sowing.data["words"]["children"]
    found = []
    for ahead, title in ((-110, "楼宇小候鸟夏令营"), (12, "周末小小实验家")):
        day = day_about(sowing, ahead)
        values = _values(
            sowing, "camp", title, day, "09:30", 150, station=world.things["station:finance_centre"], capacity=16,
            summary="给爸妈在楼里上班的孩子：做实验、画港口、认识消防员。七到十一岁，家长送到、接走。",
        )  # fmt: skip
        over = values.ends_at <= world.now
        children = [
            Comer(guest_name=f"{world.random.choice('王李张刘陈杨')}{name}", came=True if over else None)
            for name in names
        ]
        found.append(
            sowing.record(values, comers=children if over else children[:5], report=sowing.report() if over else "")
        )
    return found


def _course(sowing: "Sowing") -> list[RecordValues]:
    """Three meetings, one registration."""
    days = [day_about(sowing, 3), day_about(sowing, 10), day_about(sowing, 17)]
    meetings = [
        SessionValues(title=title, starts_at=sowing.at(day, "18:30"), ends_at=sowing.at(day, "20:00"))
        for day, title in zip(days, ("拍清楚", "剪明白", "讲好听"), strict=True)
    ]
    values = _values(sowing, "salon", "手机短片三次课", days[0], "18:30", 90, shape=Shape.SESSIONS, sessions=meetings, capacity=18,
                     summary="三个晚上，从拍到剪，最后一次放大家的片子。", where="多功能厅")  # fmt: skip
    last = ActivityValues(**{**values.__dict__, "ends_at": meetings[-1].ends_at})
    return [sowing.record(last, comers=sowing.comers(11, over=False))]


def _draft(sowing: "Sowing") -> list[RecordValues]:
    values = _values(
        sowing, "lecture", "新年第一课", day_about(sowing, 30), "15:00", 90, capacity=40, opens_at=sowing.world.now
    )
    return [sowing.record(values, status=ActivityStatus.DRAFT)]


def _submitted(sowing: "Sowing") -> list[RecordValues]:
    values = _values(
        sowing, "oath", "元旦前入党宣誓", day_about(sowing, 24), "10:00", 60, station=sowing.world.things["station:ceremony"],
        capacity=30, opens_at=sowing.world.now,
    )  # fmt: skip
    return [sowing.record(values, status=ActivityStatus.SUBMITTED)]


def _cancelled(sowing: "Sowing") -> list[RecordValues]:
    values = _values(
        sowing, "salon", "江边夜跑", day_about(sowing, 2), "19:00", 60, capacity=30, summary="五公里，慢慢跑。"
    )
    return [
        sowing.record(values, status=ActivityStatus.CANCELLED, cancel_reason="气象台发布大风蓝色预警，改期另行通知")
    ]


def _care(sowing: "Sowing") -> list[RecordValues]:
    """Of a confidential kind (#143): who comes is known to the organiser alone."""
    day = day_about(sowing, 4)
    values = _values(
        sowing,
        "care",
        "心灵养护工作坊",
        day,
        "18:30",
        90,
        capacity=10,
        summary="咨询师带着做呼吸和放松，说的话不出这间屋子。",
    )
    return [sowing.record(values, comers=sowing.comers(4, over=False))]


def _party(sowing: "Sowing") -> list[RecordValues]:
    """For one branch alone, not public."""
    home = sowing.world.things["organisation:branch_demo"]
    values = _values(
        sowing, "theme_day", "支部主题党日：学习与讨论", day_about(sowing, 5), "17:30", 90, organiser=home, is_public=False, capacity=30,
        eligibilities=[EligibilityValues(kind=EligibilityKind.ORGANISATION, node=home.node)],
    )  # fmt: skip
    return [sowing.record(values)]


def _full(sowing: "Sowing") -> list[RecordValues]:
    """Full, with an offer window: a place that comes free is held for half an hour."""
    values = _values(sowing, "salon", "咖啡拉花小班", day_about(sowing, 3), "12:20", 40, capacity=6, offer_minutes=30,
                     summary="六个人一班，一人一台机器。", where="一楼咖啡吧")  # fmt: skip
    held = sowing.comers(6, over=False)
    waits = [Comer(person_id=one.person_id, status=RegistrationStatus.WAITING) for one in sowing.waiting(1, but=held)]
    return [sowing.record(values, comers=[*held, *waits])]
