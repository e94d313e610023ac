"""Where enterprises work, who answers for them, who keeps contact, whom one talks to there."""

from datetime import date
from typing import Any

from django.utils import timezone
from ninja import Field, Router, Schema, Status

from liangxin.api import references
from liangxin.api.words import READING, WRITING, Effective, Id, Name, Named, Short, named, span
from liangxin.core.names import masked_name
from liangxin.enterprises.choices import CoverageMode, EnterpriseStatus
from liangxin.enterprises.selectors import records
from liangxin.enterprises.selectors.enterprises import get_enterprise
from liangxin.enterprises.services import contacts, coverage, designation, moving
from liangxin.enterprises.services.records import rename_enterprise

router = Router(tags=["enterprises"])
GONE = (EnterpriseStatus.MOVED_OUT, EnterpriseStatus.CLOSED)


class CoverageOut(Schema):
    """Who answers for it, from since up to until; null: nobody."""

    id: int | None
    organisation: Named | None
    mode: str
    since: date
    until: date | None


class SpotOut(Schema):
    """A place where it works or worked."""

    id: int
    place: Named
    unit: str
    is_main: bool
    since: date
    until: date | None


class ContactOut(Schema):
    """A person to talk to; name and number masked. They are shown in full on the page only, with a reason."""

    id: int
    name: str
    role: str
    phone: str


class KeeperOut(Schema):
    """Who keeps contact with it; name: masked."""

    id: int
    user: int
    name: str
    since: date
    until: date | None


class CoverageIn(Effective):
    organisation: Id
    mode: CoverageMode


class SpotIn(Effective):
    place: Id
    unit: Name = Field("", max_length=100)
    is_main: bool = True


class StatusIn(Effective):
    status: EnterpriseStatus


class RenamingIn(Effective):
    name: Name


class KeeperIn(Effective):
    """user: the account of a colleague, or one's own."""

    user: Id


class ContactIn(Schema):
    """phone: kept encrypted, answered masked."""

    name: Name = Field(max_length=100)
    role: Short = ""
    phone: str = Field("", max_length=40, pattern=r"^[0-9 +()-]*$")


class WhyIn(Schema):
    reason: Name = ""


def coverage_shape(one: Any) -> dict[str, Any]:
    """A coverage as it is told."""
    return {"id": one.pk, "organisation": named(one.organisation), "mode": one.mode, **span(one.during)}


def spot_shape(one: Any) -> dict[str, Any]:
    """An operating place as it is told."""
    return {"id": one.pk, "place": named(one.place), "unit": one.unit, "is_main": one.is_main, **span(one.during)}


def contact_shape(one: Any) -> dict[str, Any]:
    """A person to talk to, masked."""
    return {"id": one.pk, "name": masked_name(one.name), "role": one.role, "phone": one.phone_masked}


def keeper_shape(one: Any) -> dict[str, Any]:
    """Who keeps contact, masked."""
    return {"id": one.pk, "user": one.user_id, "name": masked_name(one.user.display_name), **span(one.during)}


def _one(request: Any, enterprise_id: int) -> Any:
    return get_enterprise(actor=request.actor, enterprise_id=enterprise_id)


def _record(request: Any, enterprise_id: int) -> Any:
    return records.record_of(actor=request.actor, enterprise=_one(request, enterprise_id), day=timezone.localdate())


def _act(request: Any, enterprise_id: int, values: Effective, **more: Any) -> dict[str, Any]:
    """What every dated act is told."""
    return {
        "actor": request.actor, "enterprise": _one(request, enterprise_id), "effective": values.effective,
        "reason": values.reason, "today": timezone.localdate(), **more,
    }  # fmt: skip


@router.get(
    "/{enterprise_id}/coverage",
    response={200: list[CoverageOut], **READING},
    summary="Who answered for it, gaps included",
    url_name="coverage-list",
)
def coverages(request: Any, enterprise_id: Id) -> Any:
    return [
        {
            "id": part.coverage.pk if part.coverage else None, "mode": part.coverage.mode if part.coverage else "",
            "organisation": named(part.coverage.organisation) if part.coverage else None, "since": part.start,
            "until": part.coverage.during.upper if part.coverage else part.end,
        }
        for part in _record(request, enterprise_id).line
    ]  # fmt: skip


@router.post(
    "/{enterprise_id}/coverage",
    response={201: CoverageOut, **WRITING},
    summary="Let an organisation answer for it",
    url_name="coverage-assign",
)
def cover(request: Any, enterprise_id: Id, values: CoverageIn) -> Any:
    organisation = references.responsible(request.actor, values.organisation)
    act = _act(request, enterprise_id, values, organisation=organisation, mode=values.mode)
    return Status(201, coverage_shape(coverage.assign_coverage(**act)))


@router.post(
    "/{enterprise_id}/coverage/transfer",
    response={201: CoverageOut, **WRITING},
    summary="Hand it to another organisation",
    url_name="coverage-transfer",
)
def transfer(request: Any, enterprise_id: Id, values: CoverageIn) -> Any:
    organisation = references.responsible(request.actor, values.organisation)
    act = _act(request, enterprise_id, values, organisation=organisation, mode=values.mode)
    return Status(201, coverage_shape(coverage.transfer_coverage(**act)))


@router.post(
    "/{enterprise_id}/coverage/ending",
    response={200: CoverageOut, **WRITING},
    summary="Let nobody answer for it",
    url_name="coverage-end",
)
def end_coverage(request: Any, enterprise_id: Id, values: Effective) -> Any:
    return coverage_shape(coverage.end_coverage(**_act(request, enterprise_id, values)))


@router.get(
    "/{enterprise_id}/places",
    response={200: list[SpotOut], **READING},
    summary="Where it works and worked",
    url_name="spot-list",
)
def spots(request: Any, enterprise_id: Id) -> Any:
    record = _record(request, enterprise_id)
    return [spot_shape(each) for each in [*record.spots, *record.former_spots]]


@router.post(
    "/{enterprise_id}/places", response={201: SpotOut, **WRITING}, summary="Move into a place", url_name="spot-new"
)
def move_in(request: Any, enterprise_id: Id, values: SpotIn) -> Any:
    place = references.place(request.actor, values.place)
    act = _act(request, enterprise_id, values, place=place, unit=values.unit, is_main=values.is_main)
    return Status(201, spot_shape(moving.move_in(**act)))


@router.post(
    "/{enterprise_id}/places/{spot_id}/ending",
    response={200: SpotOut, **WRITING},
    summary="Move out of it",
    url_name="spot-end",
)
def move_out(request: Any, enterprise_id: Id, spot_id: Id, values: Effective) -> Any:
    spot = records.get_spot(enterprise=_one(request, enterprise_id), spot_id=spot_id)
    ended = moving.move_out(
        actor=request.actor, spot=spot, effective=values.effective, today=timezone.localdate(), reason=values.reason
    )
    return spot_shape(ended)


@router.post(
    "/{enterprise_id}/status",
    response={204: None, **WRITING},
    summary="Operating, preparing, suspended, gone",
    url_name="enterprise-status",
)
def status(request: Any, enterprise_id: Id, values: StatusIn) -> Any:
    """moved_out and closed end all that holds."""
    act = _act(request, enterprise_id, values, status=values.status)
    if values.status in GONE:
        moving.close_enterprise(**act, now=timezone.now())
    else:
        moving.change_status(**act)
    return Status(204, None)


@router.post(
    "/{enterprise_id}/renaming",
    response={204: None, **WRITING},
    summary="Rename it from a day on",
    url_name="enterprise-rename",
)
def rename(request: Any, enterprise_id: Id, values: RenamingIn) -> Any:
    rename_enterprise(**_act(request, enterprise_id, values, name=values.name), now=timezone.now())
    return Status(204, None)


@router.post(
    "/{enterprise_id}/keepers",
    response={201: KeeperOut, **WRITING},
    summary="Designate who keeps contact",
    url_name="keeper-new",
)
def designate(request: Any, enterprise_id: Id, values: KeeperIn) -> Any:
    act = _act(request, enterprise_id, values)
    made = designation.designate_contact(**act, user=references.contact(request.actor, values.user))
    return Status(201, keeper_shape(made))


@router.post(
    "/{enterprise_id}/keepers/{keeper_id}/ending",
    response={204: None, **WRITING},
    summary="Let them keep contact no more",
    url_name="keeper-end",
)
def end_designation(request: Any, enterprise_id: Id, keeper_id: Id, values: Effective) -> Any:
    contact = records.get_designation(enterprise=_one(request, enterprise_id), designation_id=keeper_id)
    designation.end_designation(
        actor=request.actor, contact=contact, effective=values.effective, today=timezone.localdate(),
        reason=values.reason,
    )  # fmt: skip
    return Status(204, None)


@router.get(
    "/{enterprise_id}/contacts",
    response={200: list[ContactOut], **READING},
    summary="People to talk to, masked",
    url_name="contact-list",
)
def contact_list(request: Any, enterprise_id: Id) -> Any:
    return [contact_shape(each) for each in _record(request, enterprise_id).contacts]


@router.post(
    "/{enterprise_id}/contacts",
    response={201: ContactOut, **WRITING},
    summary="Note a person to talk to",
    url_name="contact-new",
)
def add_contact(request: Any, enterprise_id: Id, values: ContactIn) -> Any:
    made = contacts.add_contact(
        actor=request.actor, enterprise=_one(request, enterprise_id), now=timezone.now(), **values.dict()
    )
    return Status(201, contact_shape(made))


@router.post(
    "/{enterprise_id}/contacts/{contact_id}/ending",
    response={204: None, **WRITING},
    summary="No longer the one to talk to",
    url_name="contact-end",
)
def end_contact(request: Any, enterprise_id: Id, contact_id: Id, values: WhyIn) -> Any:
    contact = records.get_contact(enterprise=_one(request, enterprise_id), contact_id=contact_id)
    contacts.end_contact(actor=request.actor, contact=contact, now=timezone.now(), reason=values.reason)
    return Status(204, None)
