"""Persons: masked, and never revealed through this door."""

from typing import Any

from django.utils import timezone
from ninja import Field, Query, Router, Schema, Status

from liangxin.access.choices import Part
from liangxin.access.services.require import require_somewhere
from liangxin.api import references
from liangxin.api.paging import Page, Paging, page_of
from liangxin.api.words import READING, WRITING, Changed, Day, Id, Line, Name, Named, filled, named, told
from liangxin.core.names import masked_name
from liangxin.people.choices import Education, PositionLevel, Precision, Sex
from liangxin.people.permissions import Permission
from liangxin.people.selectors import get_person, history_of, list_persons
from liangxin.people.services.persons import NewPerson, change_person, register_person

router = Router(tags=["people"])
NUMBER = Field("", max_length=30, pattern=r"^[0-9A-Za-z +()-]*$")


class PersonOut(Schema):
    """One person, masked. keeper: the organisation that keeps the record."""

    id: int
    name: str
    phone: str
    identity_last4: str
    keeper: Named
    works_at: Named | None
    job_title: str
    position_level: str
    is_key_staff: bool
    has_account: bool


class PersonQuery(Schema):
    """As the list's filters. text: name, pinyin or initials."""

    text: Name = ""
    level: PositionLevel | None = None
    key_staff: bool = False


class PersonChangeIn(Schema):
    """What is known of a person; what is left out of a change stays. Numbers are kept encrypted, answered masked."""

    name: Name = Field("", max_length=100)
    identity_number: str = NUMBER
    phone: str = NUMBER
    sex: Sex = Sex.UNKNOWN
    birth_date: Day | None = None
    birth_precision: Precision = Precision.DAY
    education: Education | None = None
    works_at: Id | None = Field(None, description="an enterprise")
    job_title: Name = Field("", max_length=100)
    position_level: PositionLevel | None = None
    is_key_staff: bool = False

    def values(self, actor: Any, *, sent_only: bool) -> dict[str, Any]:
        """As the register takes them."""
        given = self.dict(exclude_unset=sent_only, include=set(PersonChangeIn.model_fields))
        given |= filled({key: given[key] for key in given.keys() & {"education", "position_level"}})
        if "works_at" in given:
            employer = references.enterprise(actor, given["works_at"], "works_at", Part.BASIC)
            given["works_at"] = employer.node if employer is not None else None
        return given


class PersonIn(PersonChangeIn):
    name: Name = Field(max_length=100)


class NewPersonIn(PersonIn):
    """keeper: the organisation that keeps the record."""

    keeper: Id


class PersonChangingIn(PersonChangeIn):
    reason: Line = ""


def shape(person: Any) -> dict[str, Any]:
    """A person as they are told: masked."""
    return {
        "id": person.pk, "name": masked_name(person.name), "phone": person.phone_masked,
        "identity_last4": person.identity_last4, "keeper": named(person.keeper), "works_at": named(person.works_at),
        "job_title": person.job_title, "position_level": person.position_level, "is_key_staff": person.is_key_staff,
        "has_account": person.user_id is not None,
    }  # fmt: skip


@router.get("", response={200: Page[PersonOut], **READING}, summary="List persons", url_name="person-list")
def people(request: Any, asked: Query[PersonQuery], paging: Query[Paging]) -> Any:
    require_somewhere(request.actor, Permission.PERSON_READ)
    found = list_persons(actor=request.actor, text=asked.text)
    if asked.level is not None:
        found = found.filter(position_level=asked.level)
    if asked.key_staff:
        found = found.filter(is_key_staff=True)
    return page_of(found, paging, shape=shape)


@router.get("/{person_id}", response={200: PersonOut, **READING}, summary="One person", url_name="person")
def person(request: Any, person_id: Id) -> Any:
    return shape(get_person(actor=request.actor, person_id=person_id))


@router.post(
    "", response={201: PersonOut, **WRITING}, summary="Register a person who is no member", url_name="person-new"
)
def register(request: Any, values: NewPersonIn) -> Any:
    now = timezone.now()
    keeper = references.organisation(request.actor, values.keeper, "keeper")
    new = NewPerson(keeper=keeper.node, values=values.values(request.actor, sent_only=False))
    made = register_person(actor=request.actor, new=new, now=now, today=timezone.localdate(now))
    return Status(201, shape(made))


@router.patch(
    "/{person_id}", response={200: PersonOut, **WRITING}, summary="Change a person's record", url_name="person-change"
)
def change(request: Any, person_id: Id, values: PersonChangingIn) -> Any:
    found, now = get_person(actor=request.actor, person_id=person_id), timezone.now()
    changed = change_person(
        actor=request.actor, person=found, changes=values.values(request.actor, sent_only=True), now=now,
        today=timezone.localdate(now), reason=values.reason,
    )  # fmt: skip
    return shape(changed)


@router.get(
    "/{person_id}/history",
    response={200: list[Changed], **READING},
    summary="What was changed, by whom and why",
    url_name="person-history",
)
def history(request: Any, person_id: Id) -> Any:
    found = get_person(actor=request.actor, person_id=person_id)
    return told(history_of(actor=request.actor, person=found))
