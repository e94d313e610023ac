"""Stations at the desk: everyone with a grant that reads stations sees the public part; change needs the station itself."""

from typing import Any

from tests.doors.rows import Row

READERS = "officer linjiang bonded park secretary keeper"
MANAGERS = "officer linjiang park"  # roles with venues:*
OWN = "officer keeper"  # the demo keeper's station stands in the officer's district


def _station(things: dict[str, Any]) -> dict[str, int]:
    return {"station_id": things["station:demo"].pk}


def _district(things: dict[str, Any]) -> dict[str, int]:
    return {"place_id": things["place:bingang"].pk}


def _brand(things: dict[str, Any]) -> dict[str, int]:
    return {"brand_id": things["brand:linjiang"].pk}


def _kind(things: dict[str, Any]) -> dict[str, Any]:
    return {"sort": "kind", "word_id": things["station:demo"].kind_id}


def _no(name: str) -> Any:
    return lambda things: {name: 0}


# One's own account reads the public part of a station, as anyone does on the portal; enterprises have no station right.
PUBLIC = "contact.shen member"
OTHERS = {"enterprise": 404, "sysadmin": 404, "secadmin": 404, "auditor": 404}
CHANGE: dict[str, Any] = {"ok": OWN, "kwargs": _station, "refused": 403, "but": OTHERS}

ROWS = [
    Row("station-list", ok=f"{READERS} {PUBLIC}", refused=403),
    Row("station-tree", ok=f"{READERS} {PUBLIC}", refused=403),
    Row("station-map", ok=f"{READERS} {PUBLIC}", refused=403),
    Row("station-schemes", ok=f"{READERS} {PUBLIC}", refused=403),
    Row("station-words", ok=f"{READERS} {PUBLIC}", refused=403),
    Row("brand-list", ok=f"{READERS} {PUBLIC}", refused=403),
    Row("station", ok=f"{READERS} {PUBLIC}", kwargs=_station),
    Row("station-branch", ok=f"{READERS} {PUBLIC}", kwargs=_station),
    Row("station-new", ok=MANAGERS, refused=403),
    Row("brand-new", ok=MANAGERS, refused=403),
    Row("brand-edit", ok="linjiang", kwargs=_brand, refused=403, but=OTHERS),
    Row("station-word-new", ok="officer linjiang", kwargs=lambda things: {"sort": "kind"}, refused=403),
    Row("station-word", ok="officer linjiang", kwargs=_kind, refused=403),
    Row("station-scheme", ok="officer", kwargs=_district, refused=403, but=dict.fromkeys(("sysadmin", "secadmin", "auditor", "enterprise"), 404)),
    Row("station-targets", ok="officer", kwargs=_district, refused=403, but=dict.fromkeys(("sysadmin", "secadmin", "auditor", "enterprise"), 404)),
    Row("station-edit", **CHANGE),
    Row("station-rename", **CHANGE),
    Row("station-move", **CHANGE),
    Row("station-hours", **CHANGE),
    Row("station-special", **CHANGE),
    Row("station-share", **CHANGE),
    Row("station-host", **CHANGE),
    Row("station-work", **CHANGE),
    Row("station-close", ok="officer", kwargs=_station, refused=403, but=OTHERS),
    Row("station-special-remove", kwargs=_no("exception_id"), method="post"),
    Row("station-share-end", kwargs=_no("co_owner_id")),
    Row("station-host-end", kwargs=_no("host_id")),
]  # fmt: skip
