"""Reading persons; every read is scoped by the actor. Of encrypted fields history tells only that they changed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from liangxin.access.actor import Actor
from liangxin.access.choices import Anchor, Part
from liangxin.access.reach import part_of, visible
from liangxin.core.changes import Change, FieldChange, changes_of
from liangxin.core.errors import NotFound
from liangxin.core.validators import citizen_id, phone
from liangxin.core.validators.invalid import Invalid
from liangxin.people.choices import CaseState, Education, PositionLevel, SealedField, Sex
from liangxin.people.finding import KIND
from liangxin.people.models import Correction, GuestCode, LinkRequest, Person, PossibleDuplicate, Reveal
from liangxin.people.permissions import Permission
from liangxin.people.sealing import identity_index, masked_field, phone_index
from liangxin.search.selectors import matching_ids
from liangxin.trees.models import Node

if TYPE_CHECKING:
    from liangxin.accounts.models import User

SEALED = "sealed_at"
LABELS: Mapping[str, object] = {
    "name": _("姓名"),
    "sex": _("性别"),
    "ethnicity": _("民族"),
    "birth_date": _("出生日期"),
    "education": _("学历"),
    SEALED: _("身份证号、电话或住址"),
    "keeper_id": _("管理资料的组织"),
    "works_at_id": _("工作单位"),
    "job_title": _("工作岗位"),
    "position_level": _("岗位层级"),
    "is_key_staff": _("骨干"),
    "user_id": _("账号"),
    "merged_into_id": _("并入"),
}
WORDS: Mapping[str, Mapping[Any, Any]] = {
    "sex": dict(Sex.choices),
    "education": dict(Education.choices),
    "position_level": dict(PositionLevel.choices),
}
NODES = {"keeper_id", "works_at_id"}


def list_persons(*, actor: Actor, text: str = "", part: Part = Part.FULL) -> QuerySet[Person]:
    """Persons the actor reaches at least to `part`, merged ones left out, by pinyin. text: name, pinyin or initials."""
    people = visible(actor, Person.objects.filter(merged_into=None), Permission.PERSON_READ, part=part)
    if text.strip():
        people = people.filter(pk__in=named_like(text))
    return people.select_related("keeper", "works_at").order_by("sort_key", "id")


def named_like(text: str) -> "QuerySet[Any, Any]":
    """The ids of persons found by name, pinyin or initials; unscoped, meant as a subquery of a scoped list."""
    return matching_ids(kind=KIND, text=text)


def get_person(*, actor: Actor, person_id: int, part: Part = Part.FULL) -> Person:
    """The person. Raises NotFound, also for one the actor may not know of."""
    people = visible(actor, Person.objects.filter(pk=person_id), Permission.PERSON_READ, part=part)
    person = people.select_related("keeper", "works_at", "user", "merged_into").first()
    if person is None:
        raise NotFound()
    return person


def part_reached(*, actor: Actor, person: Person) -> Part | None:
    """How much of the record the actor may read."""
    return part_of(actor, person)


def find_by_number(*, actor: Actor, number: str) -> Sequence[Person]:
    """Persons with exactly this identity or phone number, among those the actor fully reaches; empty for nonsense."""
    condition = Q(pk=None)
    try:
        condition |= Q(identity_index=identity_index(citizen_id.validate(number).value))
    except Invalid:
        try:
            condition |= Q(phone_index=phone_index(phone.validate(number).value))
        except Invalid:
            return []
    return list(list_persons(actor=actor).filter(condition)[:20])


def persons_with_numbers(numbers: Iterable[str]) -> dict[str, Person]:
    """Unscoped: records by normalised identity number, for services and imports that must notice a duplicate.

    What they find outside the actor's reach is never shown.
    """
    by_index = {identity_index(number): number for number in numbers if number}
    people = Person.objects.filter(identity_index__in=by_index, merged_into=None, identity_disputed=False)
    return {by_index[person.identity_index]: person for person in people.select_related("keeper")}


def survivor_of(*, person_id: int) -> int:
    """Unscoped: the id of the record that goes on for this one: its own, or at the end of the merges it went through."""
    seen = {person_id}
    while True:
        into = Person.objects.filter(pk=person_id).values_list("merged_into_id", flat=True).first()
        if into is None or into in seen:
            return person_id
        seen.add(into)
        person_id = into


def changeable_of(*, actor: Actor, people: Iterable[Person]) -> set[int]:
    """The ids of those of `people` whose records the actor may change."""
    ids = [person.pk for person in people]
    found = visible(actor, Person.objects.filter(pk__in=ids), Permission.PERSON_CHANGE)
    return set(found.values_list("pk", flat=True)) if ids else set()


def own_person(*, user: "User") -> Person | None:
    """The record linked to this account, or None."""
    return Person.objects.filter(user=user).select_related("keeper", "works_at").first()


@dataclass(frozen=True)
class MaskedField:
    """A sealed field as shown: its name, its mask, and whether anything is stored."""

    field: str
    label: Any
    shown: str


def masked_fields(person: Person) -> Sequence[MaskedField]:
    """The sealed fields of a record with their masks, without the name."""
    return [
        MaskedField(field.value, field.label, masked_field(person, field.value))
        for field in SealedField
        if field != SealedField.NAME
    ]


def list_looks(*, actor: Actor, person: Person, since: datetime | None = None) -> QuerySet[Reveal]:
    """Who looked at this person's data, newest first; for the person and for those who fully reach the record."""
    reached = visible(actor, Person.objects.filter(pk=person.pk), Permission.PERSON_READ)
    looks = Reveal.objects.filter(person__in=reached.values("pk"))
    if since is not None:
        looks = looks.filter(revealed_at__gte=since)
    return looks.select_related("user").order_by("-revealed_at", "-id")


def list_corrections(*, actor: Actor, waiting: bool = True) -> QuerySet[Correction]:
    """Corrections the actor may read, the oldest first."""
    found = visible(actor, Correction.objects.all(), Permission.PERSON_READ)
    if waiting:
        found = found.filter(state=CaseState.WAITING)
    return found.select_related("person", "decided_by").order_by("proposed_at", "id")


def get_correction(*, actor: Actor, correction_id: int) -> Correction:
    """The request. Raises NotFound."""
    found = list_corrections(actor=actor, waiting=False).filter(pk=correction_id).first()
    if found is None:
        raise NotFound()
    return found


def list_possible_duplicates(*, actor: Actor) -> QuerySet[PossibleDuplicate]:
    """Waiting pairs both of whose records the actor's grant covers, the oldest first."""
    found = visible(actor, PossibleDuplicate.objects.filter(state=CaseState.WAITING), Permission.PERSON_READ)
    return found.select_related("person__keeper", "other__keeper").order_by("noticed_at", "id")


def get_possible_duplicate(*, actor: Actor, case_id: int) -> PossibleDuplicate:
    """The pair. Raises NotFound."""
    found = list_possible_duplicates(actor=actor).filter(pk=case_id).first()
    if found is None:
        raise NotFound()
    return found


def person_model() -> type[Person]:
    """The model itself, for a higher room that adds a way to a person's record."""
    return Person


def history_of(*, actor: Actor, person: Person) -> Sequence[Change]:
    """What happened to the record, newest first; a fixed number of queries. Raises NotFound."""
    person = get_person(actor=actor, person_id=person.pk)
    changes = changes_of(person, labels=LABELS, subject=gettext("人员资料"))
    ids = {value for one in changes for f in one.fields if f.field in NODES for value in (f.before, f.after) if value}
    names = dict(Node.objects.filter(pk__in=ids).values_list("pk", "name"))
    return [replace(one, fields=[_worded(f, names) for f in one.fields]) for one in changes]


def _worded(change: FieldChange, names: Mapping[int, str]) -> FieldChange:
    if change.field == SEALED:
        return replace(change, before="***", after=gettext("已更改"))
    return replace(
        change, before=_word(change.field, change.before, names), after=_word(change.field, change.after, names)
    )


def _word(field: str, value: Any, names: Mapping[int, str]) -> Any:
    if value is None or value == "":
        return gettext("空")
    if field in NODES:
        return names.get(value, "")
    if field in WORDS:
        return WORDS[field].get(value, value)
    if field == "user_id":
        return gettext("已连接")
    if field == "merged_into_id":
        return gettext("另一份资料")
    if isinstance(value, bool):
        return gettext("是") if value else gettext("否")
    return value.isoformat() if isinstance(value, date) else value


def list_links(*, actor: Actor, waiting: bool = True) -> QuerySet[LinkRequest]:
    """Requests to be linked that the actor decides on, or their own; unordered."""
    permission = Permission.LINK_ASK if actor.anchor == Anchor.OWN else Permission.ACCOUNT_LINK
    found = visible(actor, LinkRequest.objects.select_related("user", "node"), permission)
    return found.filter(state=CaseState.WAITING) if waiting else found


def get_link(*, actor: Actor, request_id: int) -> LinkRequest:
    """One request. Raises NotFound."""
    found = list_links(actor=actor, waiting=False).filter(pk=request_id).first()
    if found is None:
        raise NotFound()
    return found


@dataclass(frozen=True)
class Candidate:
    """A record that bears the name of a request. same_number: it has the account's number, which proves little."""

    person: Person
    same_number: bool


def candidates_for(*, actor: Actor, request: LinkRequest) -> Sequence[Candidate]:
    """Records of that name without an account, within the actor's reach; at most 20, in one query."""
    named = visible(actor, Person.objects.select_related("keeper"), Permission.ACCOUNT_LINK)
    found = named.filter(name=request.name, user=None, merged_into=None).order_by("pk")[:20]
    number = request.user.phone
    return [Candidate(person, bool(number) and person.phone == number) for person in found]


def codes_handed_out(*, actor: Actor, now: datetime) -> Sequence[GuestCode]:
    """The last 20 codes this keeper handed out in a day, newest first; whose they were is not kept."""
    if not actor.may_somewhere(Permission.GUEST_WELCOME) or actor.user_id is None:
        return []
    recent = GuestCode.objects.filter(made_by_id=actor.user_id, made_at__gt=now - timedelta(days=1))
    return list(recent.select_related("node").order_by("-pk")[:20])
