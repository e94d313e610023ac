"""Registering persons, changing their records, handing a record to another keeper."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext_lazy as _

from liangxin.access.actor import Actor
from liangxin.access.choices import Anchor
from liangxin.access.reach import visible
from liangxin.access.services import require, require_somewhere
from liangxin.core.constraints import constraint_as
from liangxin.core.errors import NotAllowed, NotFound, RuleBroken
from liangxin.core.history import because
from liangxin.people.finding import KIND, findable
from liangxin.people.models import Person, PossibleDuplicate
from liangxin.people.permissions import Permission
from liangxin.people.sealing import FIELDS, write_fields
from liangxin.search.services.entries import forget, index_many
from liangxin.trees.choices import NodeKind
from liangxin.trees.selectors import ancestor_ids

if TYPE_CHECKING:
    from liangxin.trees.models import Node

BATCH = 1_000


class PersonExists(RuleBroken):
    code, field, message = (
        "people.person_exists", "identity_number", _("名册中已有使用这个身份证号的人，请打开那份资料。"),
    )  # fmt: skip


class KeeperIsNoOrganisation(RuleBroken):
    code, field, message = "people.keeper_no_organisation", "keeper", _("资料须由一个组织管理，请选组织。")


class SomethingDependsOnIt(RuleBroken):
    code, field, message = "people.something_depends", "", _("此后已有人查看、更正或连接账号，不能撤回登记。")


class PersonIsMerged(RuleBroken):
    code, field, message = "people.person_merged", "", _("这份资料已并入另一份，请在那份上更改。")


@dataclass(frozen=True, kw_only=True)
class NewPerson:
    """One person to register. keeper: an organisation's node; values: fields by name (see sealing.FIELDS)."""

    keeper: "Node"
    values: Mapping[str, Any] = field(default_factory=dict)


def require_keeper(actor: Actor, permission: str, keeper: "Node") -> None:
    """Refuse unless the actor's grant holds `permission` and covers the keeping organisation.

    Raises NotFound, NotAllowed, KeeperIsNoOrganisation.
    """
    if keeper.kind != NodeKind.ORGANISATION:
        raise KeeperIsNoOrganisation()
    if actor.is_system:
        return
    covered = keeper.pk == actor.node_id or (actor.downwards and keeper.path.startswith(actor.path))
    if actor.anchor != Anchor.ORGANISATION or not covered:
        raise NotFound()
    if permission not in actor.permissions:
        raise NotAllowed()


@transaction.atomic
def register_person(*, actor: Actor, new: NewPerson, now: datetime, today: date) -> Person:
    """Register one person. Raises as `register_persons`."""
    return register_persons(actor=actor, news=[new], now=now, today=today)[0]


@transaction.atomic
def register_persons(*, actor: Actor, news: Sequence[NewPerson], now: datetime, today: date) -> list[Person]:
    """Register many persons under the same rules, in a fixed number of statements a batch.

    A number that a record outside the actor's reach has is accepted without a word; the pair waits for the
    organisation above both (R-PEO-07).
    Raises NotAllowed, NotFound, KeeperIsNoOrganisation, PersonExists, and what sealing.write_fields raises.
    """
    for keeper in {new.keeper.pk: new.keeper for new in news}.values():
        require_keeper(actor, Permission.PERSON_CREATE, keeper)
    people = [_unsaved(new, now, today) for new in news]
    try:
        others, made = _insert(actor, people)
    except PersonExists:
        others, made = _insert(actor, people)  # somebody was quicker: look again who, and whether within reach
    _queue(made, others, now)
    index_many(kind=KIND, entries=findable(made))
    return made


@transaction.atomic
def change_person(
    *, actor: Actor, person: Person, changes: Mapping[str, Any], now: datetime, today: date, reason: str = ""
) -> Person:
    """Change fields of a record; unchanged values write nothing.

    changes: fields by name (see sealing.FIELDS). Raises NotAllowed, NotFound, PersonIsMerged, PersonExists, and what
    sealing.write_fields raises.
    """
    require(actor, Permission.PERSON_CHANGE, scope=person)
    return _change([(person, changes)], actor=actor, now=now, today=today, reason=reason)[0]


@transaction.atomic
def change_persons(
    *, actor: Actor, changes: Sequence[tuple[Person, Mapping[str, Any]]], now: datetime, today: date, reason: str = ""
) -> list[Person]:
    """Change many different records under the same rules, in a fixed number of statements. Raises as `change_person`."""
    ids = {person.pk for person, _values in changes}
    if len(ids) != len(changes):
        raise ValueError("a person stands twice in one change")
    require_somewhere(actor, Permission.PERSON_CHANGE)
    if visible(actor, Person.objects.filter(pk__in=ids), Permission.PERSON_CHANGE).count() != len(ids):
        raise NotFound()
    return _change(changes, actor=actor, now=now, today=today, reason=reason)


def _change(
    changes: Sequence[tuple[Person, Mapping[str, Any]]], *, actor: Actor, now: datetime, today: date, reason: str
) -> list[Person]:
    unknown = {name for _person, values in changes for name in values} - FIELDS
    if unknown:
        raise TypeError(f"a person has no field {sorted(unknown)}")
    now_held = all_locked([person for person, _values in changes])
    people = [now_held[person.pk] for person, _values in changes]
    if any(person.merged_into_id is not None for person in people):
        raise PersonIsMerged()
    changed: dict[int, list[str]] = {}
    for person, (_stale, values) in zip(people, changes, strict=True):
        if written_fields := write_fields(person, values, now=now, today=today):
            changed[person.pk] = written_fields
    written = [person for person in people if person.pk in changed]
    others: dict[str, Person] = {}
    renumbered = [person for person in written if "identity_index" in changed[person.pk]]
    if renumbered:
        others = _others_with_same_number(actor, renumbered)
        for person in renumbered:
            person.identity_disputed = person.identity_index in others
            changed[person.pk].append("identity_disputed")
    with because(reason), constraint_as(PersonExists(), name="people_identity_once"):
        for names, alike in _by_columns(written, changed).items():
            Person.objects.bulk_update(alike, names, batch_size=BATCH)
    _queue(renumbered, others, now)
    renamed = [person for person in written if "name" in changed[person.pk]]
    if renamed:
        index_many(kind=KIND, entries=findable(renamed))
    return people


def _by_columns(people: Iterable[Person], changed: Mapping[int, Sequence[str]]) -> dict[tuple[str, ...], list[Person]]:
    """People whose same columns changed, together: a column that did not change is not written."""
    groups: dict[tuple[str, ...], list[Person]] = {}
    for person in people:
        groups.setdefault(tuple(sorted(set(changed[person.pk]))), []).append(person)
    return groups


@transaction.atomic
def hand_over(*, people: Iterable[Person], keeper: "Node") -> None:
    """Let another organisation keep these records; the callers' rooms have asked for the right to it.

    Raises KeeperIsNoOrganisation.
    """
    if keeper.kind != NodeKind.ORGANISATION:
        raise KeeperIsNoOrganisation()
    Person.objects.filter(pk__in=[person.pk for person in people]).exclude(keeper=keeper).update(keeper=keeper)


@transaction.atomic
def remove_person(*, actor: Actor, person: Person) -> None:
    """Take back a record that was registered by mistake and on which nothing depends.

    Raises NotAllowed, NotFound, SomethingDependsOnIt.
    """
    require(actor, Permission.PERSON_CHANGE, scope=person)
    person = locked(person)
    if person.user_id is not None or person.reveals.exists() or person.corrections.exists():
        raise SomethingDependsOnIt()
    PossibleDuplicate.objects.filter(person=person).delete()
    forget(kind=KIND, object_ids=[person.pk])
    try:
        person.delete()
    except ProtectedError as error:
        raise SomethingDependsOnIt() from error


def checked_values(values: Mapping[str, Any], *, now: datetime, today: date) -> dict[str, Any]:
    """These fields as a record would store them, for a higher room that keeps them until they are confirmed.

    Raises what sealing.write_fields raises.
    """
    person = Person()
    write_fields(person, values, now=now, today=today)
    return {name: getattr(person, name) for name in values}


def locked(person: Person) -> Person:
    """The record as it is now, held until the end of the transaction."""
    return all_locked([person])[person.pk]


def all_locked(people: Iterable[Person]) -> dict[int, Person]:
    """The records as they are now by id, held until the end of the transaction, locked in one order."""
    ids = [person.pk for person in people]
    held = Person.objects.select_for_update(of=("self",)).select_related("keeper").filter(pk__in=ids).order_by("pk")
    return {person.pk: person for person in held}


def _unsaved(new: NewPerson, now: datetime, today: date) -> Person:
    unknown = set(new.values) - FIELDS
    if unknown:
        raise TypeError(f"a person has no field {sorted(unknown)}")
    person = Person(keeper=new.keeper, created_at=now)
    write_fields(person, {"name": "", **new.values}, now=now, today=today)
    return person


def _insert(actor: Actor, people: Sequence[Person]) -> tuple[dict[str, Person], list[Person]]:
    others = _others_with_same_number(actor, people)
    for person in people:
        person.identity_disputed = person.identity_index in others
    with constraint_as(PersonExists(), name="people_identity_once"):
        return others, Person.objects.bulk_create(people, batch_size=BATCH)


def _others_with_same_number(actor: Actor, people: Sequence[Person]) -> dict[str, Person]:
    """Records outside the actor's reach that have one of the numbers. Raises PersonExists for one within it."""
    indexes = {person.identity_index for person in people if person.identity_index}
    if not indexes:
        return {}
    if len(indexes) < sum(1 for person in people if person.identity_index):
        raise PersonExists()
    same = Person.objects.filter(identity_index__in=indexes, merged_into=None)
    found = list(same.exclude(pk__in=[person.pk for person in people if person.pk]).select_related("keeper"))
    ids = [other.pk for other in found]
    if ids and visible(actor, Person.objects.filter(pk__in=ids), Permission.PERSON_READ).exists():
        raise PersonExists()
    return {other.identity_index: other for other in found if not other.identity_disputed}


def _queue(people: Iterable[Person], others: Mapping[str, Person], now: datetime) -> None:
    if others:
        PossibleDuplicate.objects.bulk_create(
            [
                PossibleDuplicate(
                    person=person, other=other, node_id=node_above(person.keeper, other.keeper), noticed_at=now
                )
                for person in people
                if (other := others.get(person.identity_index)) is not None
            ]
        )


def node_above(one: "Node", other: "Node") -> int | None:
    """The id of the lowest node above (or at) both, None where they have none in common."""
    mine, theirs = ancestor_ids(one.path), ancestor_ids(other.path)
    common = [first for first, second in zip(mine, theirs, strict=False) if first == second]
    return common[-1] if common else None
