"""The ways to stations: the table of rights, row 场所、站点."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from liangxin.access.choices import Anchor, Part
from liangxin.access.registry import Reach, Way, register_ways
from liangxin.venues.models import Brand, CoOwner, LevelScheme, Station
from liangxin.venues.permissions import Permission


def _public(reach: Reach) -> Q:
    return Q(is_public=True)


def _everything(reach: Reach) -> Q:
    return Q(pk__isnull=False)  # an empty Q would vanish in an “or”


def _shared(reach: Reach) -> Q:
    return Q(
        pk__in=CoOwner.objects.filter(reach.covers("organisation__node"), during__upper_inf=True).values("station")
    )


def declare_ways() -> None:
    """Register the ways to this room's records."""
    register_ways(
        Station,
        [
            Way("place", Anchor.PLACE, Part.FULL, _("站点在其场所之内"), lambda reach: reach.covers("place")),
            Way(
                "owner",
                Anchor.ORGANISATION,
                Part.FULL,
                _("站点由其组织主管"),
                lambda reach: reach.covers("owner__node"),
            ),
            Way("co_owner", Anchor.ORGANISATION, Part.BASIC, _("其组织共建这个站点"), _shared),
            Way("self", Anchor.STATION, Part.FULL, _("就是这个站点，或在其下"), lambda reach: reach.covers("node")),
            *(
                Way(f"public_{anchor}", anchor, Part.BASIC, _("站点的公开部分，人人可见"), _public)
                for anchor in (Anchor.PLACE, Anchor.ORGANISATION, Anchor.STATION, Anchor.ENTERPRISE, Anchor.OWN)
            ),
        ],
        read=Permission.STATION_READ,
    )
    for model in (Brand, LevelScheme):
        register_ways(
            model,
            [
                Way("place", Anchor.PLACE, Part.FULL, _("在其场所之内"), lambda reach: reach.covers("place")),
                Way(
                    "owner",
                    Anchor.ORGANISATION,
                    Part.FULL,
                    _("场所由其组织主管"),
                    lambda reach: reach.covers("place__owner"),
                ),
                *(
                    Way(f"all_{anchor}", anchor, Part.BASIC, _("人人可见"), _everything)
                    for anchor in (Anchor.PLACE, Anchor.ORGANISATION, Anchor.STATION, Anchor.ENTERPRISE, Anchor.OWN)
                ),
            ],
            read=Permission.STATION_READ,
        )
