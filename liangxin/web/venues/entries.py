from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liangxin.access.actor import Actor
from liangxin.access.choices import Anchor
from liangxin.core.errors import NotFound
from liangxin.venues.permissions import Permission
from liangxin.venues.selectors.levels import target_lines
from liangxin.venues.selectors.record import agreements_ending, stations_without_hours
from liangxin.venues.selectors.stations import count_stations, get_station
from liangxin.web.shared.found import register_found
from liangxin.web.shared.navigation import Entry, register_entry
from liangxin.web.shared.panels import Figure, Panel, record_panel
from liangxin.web.shared.pending import NodeNumber, Pending, Step, node_numbers, pending_source
from liangxin.web.shared.picks import Pick, register_pick, search_pick

MOST_PENDING = 20

register_entry(
    Entry(
        group="where", label=gettext_lazy("站点"), icon="building-community", url_name="station-list", order=30,
        permission=Permission.STATION_READ,
    )
)  # fmt: skip
register_found("station", url=lambda pk: reverse("station", args=[pk]), icon="building-community")


def _pick(actor: Actor, station_id: int) -> Pick | None:
    try:
        station = get_station(actor=actor, station_id=station_id)
    except NotFound:
        return None
    return Pick(station.pk, station.node.name, station.place.node.name, station)


register_pick("station", search_pick(label=gettext_lazy("站点"), kind="station", get=_pick))


@pending_source
def stations_to_mend(actor: Actor, today: date) -> Iterable[Pending]:
    """Stations whose hours nobody knows, and sharings that end soon."""
    if not actor.may_somewhere(Permission.STATION_CHANGE):
        return []
    found = [
        Pending(
            title=_("公布{name}的开放时间").format(name=station.node.name), url=reverse("station", args=[station.pk]),
            why=_("公开首页上写着“开放时间未公布”"),
            steps=(Step(label=_("填写"), url=reverse("station-hours", args=[station.pk])),),
        )
        for station in stations_without_hours(actor=actor, day=today)[:MOST_PENDING]
    ]  # fmt: skip
    ending = [
        Pending(
            title=_("续签{name}与{partner}的共建协议").format(
                name=row.station.node.name, partner=row.organisation.node.name
            ),
            url=reverse("station", args=[row.station_id]), why=row.agreement, due=row.during.upper,
        )
        for row in agreements_ending(actor=actor, day=today)[:MOST_PENDING]
    ]  # fmt: skip
    return [*ending, *found]


@node_numbers(order=60)
def station_numbers(actor: Actor, today: date) -> Iterable[NodeNumber]:
    """How many stations, and how many levels are short of their target."""
    if not actor.may_somewhere(Permission.STATION_READ) or actor.anchor != Anchor.PLACE:
        return []
    total = count_stations(actor=actor, day=today, place_path=actor.path)
    if not total:
        return []
    lines = target_lines(actor=actor, path=actor.path, day=today)
    short = [line for line in lines if line.missing]
    if short:
        words = "、".join(f"{line.level.name} {line.actual}/{line.target}" for line in short[:3])
        note = _("未达目标：{levels}").format(levels=words)
    else:
        note = _("各层级都已达到目标") if lines else ""
    url = f"{reverse('station-list')}?place={actor.node_id}"
    return [NodeNumber(value=total, words=_("个站点"), note=note, url=url)]


@record_panel("place", order=60)
def stations_here(actor: Actor, place: Any, today: date) -> Panel | None:
    """The stations at and below a place."""
    if not actor.may_somewhere(Permission.STATION_READ):
        return None
    total = count_stations(actor=actor, day=today, place_path=place.node.path)
    if not total:
        return None
    url = f"{reverse('station-list')}?place={place.pk}"
    return Panel(title=_("站点"), figures=[Figure(value=total, words=_("个站点"), url=url)])


@record_panel("organisation", order=60)
def stations_kept(actor: Actor, organisation: Any, today: date) -> Panel | None:
    """The stations that an organisation and those below it look after."""
    if not actor.may_somewhere(Permission.STATION_READ):
        return None
    total = count_stations(actor=actor, day=today, owner_path=organisation.node.path)
    if not total:
        return None
    url = f"{reverse('station-list')}?owner={organisation.pk}"
    return Panel(title=_("站点"), figures=[Figure(value=total, words=_("个由其主管的站点"), url=url)])
