"""What stations offer: public pages for everyone, the desk for those who reach the station."""

from typing import Any

from tests.doors.rows import EVERYONE, Row

READERS = "officer linjiang bonded park keeper contact.shen member"  # hold venues:service:read, or their own account
KEEPERS = "officer linjiang park keeper"
OWN = "officer keeper"  # the demo keeper's station stands in the officer's district
ORDERERS = "officer linjiang bonded park secretary keeper contact.shen member"
MANAGERS = "officer linjiang"


def _slug(things: dict[str, Any], **more: str) -> dict[str, Any]:
    return {"slug": things["station:demo_keeper"].node.slug, **more}


def _service(things: dict[str, Any]) -> dict[str, Any]:
    return {"service_id": things["service:demo"].pk}


def _station(things: dict[str, Any]) -> dict[str, Any]:
    return {"station_id": things["station:demo_keeper"].pk}


def _checklist(things: dict[str, Any], **more: int) -> dict[str, Any]:
    return {"checklist_id": things["checklist:demo"].pk, **more}


def _no(*names: str) -> Any:
    return lambda things: dict.fromkeys(names, 0)


ROWS = [
    Row("portal-services", anyone=200),
    Row("station-services", anyone=200, kwargs=_slug),
    Row("station-services", anyone=404, kwargs=lambda things: {"slug": "nosuchslug"}),
    Row("portal-service", anyone=200, kwargs=lambda things: _slug(things, service_slug=things["service:demo"].slug)),
    Row("portal-service", anyone=404, kwargs=lambda things: _slug(things, service_slug="nosuchslug")),
    Row("station-materials", anyone=200, kwargs=_slug),
    Row("material-take", ok=EVERYONE, kwargs=lambda things: {"material_id": things["material:demo"].pk}),
    Row("appointment-cancel", method="post", kwargs=_no("appointment_id")),
    Row("request-withdraw", method="post", kwargs=_no("request_id")),
    Row("loan-return", method="post", kwargs=_no("loan_id")),
    Row("service-list", ok=READERS, refused=403),
    Row("service-new", ok=KEEPERS, refused=403),
    Row("service", ok=OWN, kwargs=_service, but={"contact.shen": 200, "member": 200}),
    Row("service-edit", ok=OWN, kwargs=_service, but={"contact.shen": 403, "member": 403}),
    Row("service-active", method="post", kwargs=_no("service_id")),
    Row("slot-close", kwargs=_no("service_id", "slot_id")),
    Row("slot-open", method="post", kwargs=_no("service_id", "slot_id")),
    Row("slot-guest", kwargs=_no("service_id", "slot_id")),
    Row("provider-list", ok=KEEPERS, refused=403),
    Row("provider-new", ok=KEEPERS, refused=403),
    Row("provider", ok=OWN, kwargs=lambda things: {"provider_id": things["provider:demo"].pk}),
    Row("provider-absent", ok=OWN, kwargs=lambda things: {"provider_id": things["provider:demo"].pk}),
    Row("provider-bind", ok="officer", kwargs=lambda things: {"provider_id": things["provider:demo"].pk}, but={"keeper": 403}),
    Row("my-sessions"),
    Row("absence-over", method="post", kwargs=_no("absence_id")),
    Row("shift-end", kwargs=_no("shift_id")),
    Row("appointment-list", ok=KEEPERS, refused=403),
    Row("appointment", kwargs=_no("appointment_id"), refused=403, but=dict.fromkeys(KEEPERS.split(), 404)),
    Row("appointment-off", kwargs=_no("appointment_id")),
    Row("appointment-came", method="post", kwargs=_no("appointment_id")),
    Row("appointment-no-show", method="post", kwargs=_no("appointment_id")),
    Row("appointment-again", method="post", kwargs=_no("appointment_id")),
    Row("request-list", ok=KEEPERS, refused=403),
    Row("request", kwargs=_no("request_id")),
    Row("material-list", ok=KEEPERS, refused=403),
    Row("material-new", ok=KEEPERS, refused=403),
    Row("material-edit", ok=OWN, kwargs=lambda things: {"material_id": things["material:demo"].pk}, but={"contact.shen": 403, "member": 403}),
    Row("loan-list", ok=KEEPERS, refused=403),
    Row("loan", kwargs=_no("loan_id")),
    Row("project-list", ok=ORDERERS, refused=403),
    Row("project-new", ok=KEEPERS, refused=403),
    Row("project", ok=ORDERERS, kwargs=lambda things: {"project_id": things["project:demo"].pk}),
    Row("project-edit", ok=OWN, kwargs=lambda things: {"project_id": things["project:demo"].pk}),
    Row("project-categories", ok=f"{MANAGERS} park", refused=403),
    Row("project-category", ok=f"{MANAGERS} park", kwargs=lambda things: {"code": "aspect_1"}, refused=403),
    Row("order-list", ok=ORDERERS, refused=403),
    Row("order", kwargs=_no("order_id")),
    Row("order-withdraw", method="post", kwargs=_no("order_id")),
    Row("ceremony-list", ok=ORDERERS, refused=403),
    Row("ceremony", kwargs=_no("booking_id")),
    Row("ceremony-cancel", kwargs=_no("booking_id")),
    Row("package-list", ok=ORDERERS, refused=403),
    Row("package-new", ok=KEEPERS, refused=403),
    Row("package", ok=ORDERERS, kwargs=lambda things: {"package_id": things["package:demo"].pk}),
    Row("package-edit", ok="officer", kwargs=lambda things: {"package_id": things["package:demo"].pk}, but={"bonded": 403}),
    Row("guide-list", ok=KEEPERS, refused=403),
    Row("guide-new", ok=KEEPERS, refused=403),
    Row("guide-edit", kwargs=_no("guide_id")),
    Row("improve-list", ok="officer linjiang bonded park keeper", refused=403),
    Row("checklist-templates", ok="officer linjiang bonded park keeper", refused=403),
    Row("checklist-template-new", ok=f"{MANAGERS} park", refused=403),
    Row("checklist-template", ok=f"{MANAGERS} park", kwargs=lambda things: {"template_id": things["checklist:demo"].template_id}, refused=403),
    Row("station-standards", ok=OWN, kwargs=_station, refused=403, but=dict.fromkeys(("enterprise", "sysadmin", "secadmin", "auditor"), 404)),
    Row("keeper-home", ok="officer linjiang park", refused=403, but={"keeper": 302}),
    Row("keeper-day", ok=OWN, kwargs=_station),
    Row("keeper-do", method="post", ok=OWN, ok_status=302, kwargs=_station),
    Row("keeper-entries", method="post", ok=OWN, ok_status=400, kwargs=_station),
    Row("keeper-worker", anyone=200),
    Row("station-hold", method="post", ok=OWN, ok_status=422, kwargs=_station, refused=403, but=dict.fromkeys(("enterprise", "sysadmin", "secadmin", "auditor"), 404)),
    Row("walk-in-sheet", ok=OWN, kwargs=_station),
    Row("checklist-point", kwargs=lambda things: _checklist(things, line_id=0)),
    Row("checklist-own-new", ok=OWN, kwargs=_checklist),
    Row("checklist-own", kwargs=lambda things: _checklist(things, state_id=999_999_999)),
    Row("checklist-own-remove", method="post", kwargs=lambda things: _checklist(things, state_id=999_999_999)),
]  # fmt: skip
