"""The programs' door, tried with browsers' sessions; tokens are tried in tests/api."""

from collections.abc import Callable
from typing import Any

from liangxin.venues.models import ServiceItem
from tests.doors.rows import EVERYONE, Row

PLACE_READERS = "officer linjiang bonded park secretary keeper member contact.shen"
ORGANISATION_READERS = "officer linjiang bonded park secretary contact.shen member"
ENTERPRISE_READERS = f"{ORGANISATION_READERS} enterprise"
MEMBER_READERS = "officer linjiang bonded secretary contact.shen member"
STATION_READERS = "officer linjiang bonded park secretary keeper contact.shen member"
ROOM_READERS = f"{STATION_READERS} enterprise"
BOOKING_READERS = ROOM_READERS
SERVICE_READERS = "officer linjiang bonded park keeper contact.shen member"
ACTIVITY_READERS = f"{STATION_READERS} enterprise"
UNKNOWN = 401
NO_SUCH = 987_654_321
NOTHING_SENT = {"post": 400, "put": 422, "patch": 422}  # a body that is none, or lacks what it must have

Kwargs = Callable[[dict[str, Any]], dict[str, Any]]


def key_of(name: str, thing: str) -> Kwargs:
    """The id of a demo record as the argument of this name."""
    return lambda things: {name: things[thing].pk}


def with_part(one: Kwargs, **parts: int) -> Kwargs:
    """And ids that nobody reaches."""
    return lambda things: one(things) | parts


def none(things: dict[str, Any]) -> dict[str, Any]:
    return {}


PLACE = key_of("place_id", "place:autoport")
ORGANISATION = key_of("organisation_id", "organisation:bonded")
STATION = key_of("station_id", "station:demo")
MEMBER = key_of("member_id", "membership:member_demo")
PERSON = key_of("person_id", "person:member_demo")


def enterprise(things: dict[str, Any]) -> dict[str, Any]:
    return {"enterprise_id": things["enterprise:waiting"][0].pk}


def no_activity(things: dict[str, Any]) -> dict[str, Any]:
    return {"activity_id": NO_SUCH}


def service(things: dict[str, Any]) -> dict[str, Any]:
    return {"service_id": ServiceItem.objects.filter(is_public=True, station__is_public=True).order_by("pk")[0].pk}


def webhook(things: dict[str, Any]) -> dict[str, Any]:
    return {"webhook_id": 1}


def reads(name: str, ok: str, kwargs: Kwargs = none, *, refused: int = 404, but: dict[str, int] | None = None) -> Row:
    """What is read."""
    return Row(f"api-v1:{name}", ok=ok, refused=refused, kwargs=kwargs, nobody=UNKNOWN, but=but or {})


def writes(
    name: str, kwargs: Kwargs = none, *, method: str = "post", refused: int = 0, but: dict[str, int] | None = None
) -> Row:
    """What is written: here nothing is sent, so that everybody signed in is told what is lacking."""
    return Row(
        f"api-v1:{name}", refused=refused or NOTHING_SENT[method], kwargs=kwargs, nobody=UNKNOWN, method=method,
        but=but or {},
    )  # fmt: skip


ROWS = [
    Row("api-v1:openapi-json", anyone=200),
    Row("api-docs", anyone=200),
    Row("api-v1:api-root", anyone=200),  # the same address
    reads("place-list", PLACE_READERS, refused=403),
    reads("place", PLACE_READERS, PLACE),
    writes("place-new"),
    writes("place-change", PLACE, method="put"),
    writes("place-locate", PLACE, method="put"),
    *(writes(f"place-{act}", PLACE) for act in ("rename", "move", "close")),
    reads("organisation-list", ORGANISATION_READERS, refused=403),
    reads("organisation-types", ORGANISATION_READERS, refused=403),
    reads("organisation", "officer bonded", ORGANISATION),
    *(reads(f"organisation{tail}", "bonded", ORGANISATION) for tail in ("-acts", "-history")),
    writes("organisation-new"),
    writes("organisation-change", ORGANISATION, method="patch"),
    *(writes(f"organisation-{act}", ORGANISATION) for act in ("rename", "move", "type", "merge", "dissolve")),
    writes("organisation-take-back", lambda things: {"act_id": 1}),
    reads("post-list", "bonded", ORGANISATION),
    writes("post-new", ORGANISATION),
    writes("post-appoint", lambda things: {"post_id": 1}),
    writes("post-close", lambda things: {"post_id": 1}),
    writes("post-end", lambda things: {"holding_id": 1}),
    reads("enterprise-list", ENTERPRISE_READERS, refused=403),
    reads("enterprise-labels", ENTERPRISE_READERS, refused=403),
    *(
        reads(name, "officer", enterprise)
        for name in ("enterprise", "enterprise-history", "coverage-list", "spot-list", "contact-list")
    ),
    writes("enterprise-new"),
    writes("enterprise-change", enterprise, method="patch"),
    *(
        writes(name, enterprise)
        for name in (
            "enterprise-figures",
            "enterprise-status",
            "enterprise-rename",
            "coverage-assign",
            "coverage-transfer",
            "coverage-end",
            "spot-new",
            "keeper-new",
            "contact-new",
        )
    ),
    writes("spot-end", with_part(enterprise, spot_id=1)),
    writes("keeper-end", with_part(enterprise, keeper_id=1)),
    writes("contact-end", with_part(enterprise, contact_id=1)),
    reads("member-list", MEMBER_READERS, refused=403),
    *(reads(name, "secretary member", MEMBER) for name in ("member", "home-list", "link-list", "member-history")),
    writes("member-new"),
    writes("member-change", MEMBER, method="patch"),
    *(writes(f"member-{act}", MEMBER) for act in ("transfer", "end")),
    writes("link-new", MEMBER),
    writes("link-end", lambda things: {"link_id": 1}),
    reads("person-list", MEMBER_READERS, refused=403),
    *(reads(name, "secretary member", PERSON) for name in ("person", "person-history")),
    writes("person-new"),
    writes("person-change", PERSON, method="patch"),
    reads("station-list", STATION_READERS, refused=403),
    reads("station", STATION_READERS, STATION),
    reads("station-history", "officer keeper", STATION),
    writes("station-new"),
    writes("station-change", STATION, method="put"),
    *(writes(f"station-{act}", STATION) for act in ("rename", "move", "close")),
    reads("ruleset-list", f"{ORGANISATION_READERS} sysadmin", refused=403),
    reads("ruleset", f"{ORGANISATION_READERS} sysadmin", lambda things: {"ruleset_id": 1}, refused=403),
    reads("work-calendar", f"{STATION_READERS} sysadmin", refused=403),
    reads("industry-list", EVERYONE),
    Row("api-v1:search", ok=EVERYONE, nobody=UNKNOWN, query="?text=%E5%8F%B7"),
    reads("room-list", ROOM_READERS, refused=403),
    *(reads(name, "", lambda things: {"room_id": NO_SUCH}) for name in ("room",)),
    *(
        reads(name, "", lambda things: {"room_id": NO_SUCH}, refused=422)
        for name in ("room-taken", "room-alternatives")
    ),
    *(writes(name, lambda things: {"room_id": NO_SUCH}) for name in ("booking-new", "wait-new")),
    reads("booking-list", BOOKING_READERS, refused=403),
    reads("booking", "", lambda things: {"booking_id": NO_SUCH}),
    *(writes(f"booking-{act}", lambda things: {"booking_id": NO_SUCH}) for act in ("move", "cancel", "decide")),
    writes("booking-absent", lambda things: {"booking_id": NO_SUCH}, refused=404),
    reads("service-list", SERVICE_READERS, refused=403),
    reads("service-categories", EVERYONE),
    *(reads(name, SERVICE_READERS, service) for name in ("service", "slot-list")),
    writes("service-new"),
    writes("service-change", service, method="put"),
    writes("service-active", service),
    writes("appointment-new", lambda things: {"slot_id": 1}),
    reads("appointment-list", "officer linjiang park keeper contact.shen member", refused=403),
    reads("my-appointments", EVERYONE),
    *(
        writes(f"appointment-{act}", lambda things: {"appointment_id": NO_SUCH}, refused=404)
        for act in ("cancel", "came", "absent")
    ),
    writes("appointment-call-off", lambda things: {"appointment_id": 1}),
    reads("activity-kinds", EVERYONE),
    reads("activity-list", ACTIVITY_READERS, refused=403),
    reads("activity", "", no_activity),
    writes("activity-new"),
    *(writes(f"activity-{act}", no_activity, refused=404) for act in ("submit", "approve", "publish", "finish")),
    *(writes(f"activity-{act}", no_activity) for act in ("return", "cancel", "capacity", "time")),
    writes("registration-new", no_activity),
    reads(
        "registration-list",
        "",
        no_activity,
        refused=403,
        but=dict.fromkeys(["officer", "linjiang", "bonded", "park", "secretary", "keeper"], 404),
    ),
    reads("my-registrations", EVERYONE),
    writes("registration-cancel", lambda things: {"registration_id": 1}),
    *(
        writes(f"registration-{act}", lambda things: {"registration_id": NO_SUCH}, refused=404)
        for act in ("accept", "confirm")
    ),
    reads("my-notices", EVERYONE),
    writes("notices-read", refused=204),
    writes("notice-read", lambda things: {"notice_id": 1}),
    *(reads(name, "sysadmin", refused=403) for name in ("webhook-list", "webhook-events")),
    *(reads(name, "", webhook, refused=403, but={"sysadmin": 404}) for name in ("webhook", "webhook-deliveries")),
    writes("webhook-new"),
    writes("webhook-change", webhook, method="put"),
    writes("webhook-secret", webhook, refused=403, but={"sysadmin": 404}),
    writes("webhook-end", webhook, refused=403, but={"sysadmin": 404}),
]
