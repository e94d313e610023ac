from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liangxin.access.actor import Actor
from liangxin.access.choices import Anchor
from liangxin.core.errors import NotFound
from liangxin.places.permissions import Permission
from liangxin.places.selectors import PlaceFilter, choose_places, get_place, list_places, trails_for
from liangxin.web.shared.found import register_found
from liangxin.web.shared.navigation import Entry, register_entry
from liangxin.web.shared.pending import NodeNumber, Pending, Step, node_numbers, pending_source
from liangxin.web.shared.picks import Pick, PickKind, register_pick

register_entry(
    Entry(
        group="where", label=gettext_lazy("场所"), icon="map-pin", url_name="place-list", order=40,
        permission=Permission.PLACE_READ, prefix="/desk/places/",
    ),
    Entry(
        group="manage", label=gettext_lazy("场所类别"), icon="category", url_name="place-kinds", order=60,
        permission=Permission.KIND_ADMINISTER, prefix="/desk/places/kinds/",
    ),
)  # fmt: skip
register_found("place", url=lambda pk: reverse("place", args=[pk]), icon="map-pin")


def _picks(actor: Actor, text: str, limit: int) -> list[Pick]:
    found = choose_places(actor=actor, text=text, today=timezone.localdate())[:limit]
    trails = trails_for(actor=actor, places=found)
    return [
        Pick(
            place.pk, place.node.name, " / ".join(node.name for node in trails[place.pk][:-1]) or place.kind.name, place
        )
        for place in found
    ]


def _pick(actor: Actor, place_id: int) -> Pick | None:
    try:
        place = get_place(actor=actor, place_id=place_id)
    except NotFound:
        return None
    return Pick(place.pk, place.node.name, place.kind.name, place)


register_pick("place", PickKind(label=gettext_lazy("场所"), find=_picks, get=_pick))


@pending_source
def doubted_places(actor: Actor, today: date) -> Iterable[Pending]:
    """Places whose coordinates are doubted, for those who may settle it: one entry for all of them."""
    if not actor.may_somewhere(Permission.PLACE_CHANGE):
        return []
    doubted = list_places(actor=actor, asked=PlaceFilter(doubted=True, day=today)).count()
    if not doubted:
        return []
    url = f"{reverse('place-list')}?doubt=yes"
    title = _("核对 {count} 个场所的坐标").format(count=doubted)
    why = _("坐标落在所属范围之外，地图和距离因此不可靠")
    return [Pending(title=title, url=url, why=why, steps=(Step(label=_("看名单"), url=url),))]


@node_numbers(order=60)
def place_numbers(actor: Actor, today: date) -> Iterable[NodeNumber]:
    """The parks and towers of my node."""
    if actor.anchor not in {Anchor.PLACE, Anchor.ORGANISATION} or not actor.may_somewhere(Permission.PLACE_READ):
        return []
    parks = list_places(actor=actor, asked=PlaceFilter(parks=True, day=today)).count()
    towers = list_places(actor=actor, asked=PlaceFilter(kinds=("tower",), day=today)).count()
    url = reverse("place-list")
    found = [
        NodeNumber(value=parks, words=_("个园区"), url=f"{url}?parks=yes"),
        NodeNumber(value=towers, words=_("栋楼宇"), url=f"{url}?kind=tower"),
    ]
    return [number for number in found if number.value]
