"""Rows of a member roster written through the services, many at once, and taken back."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from liangxin.access.reach import visible
from liangxin.core.errors import RuleBroken
from liangxin.core.validators import dates
from liangxin.members.choices import MemberCategory
from liangxin.members.import_plans import Known, home_of, known_of, membership_values, person_of, person_values
from liangxin.members.models import Membership
from liangxin.members.permissions import Permission
from liangxin.members.services.enrolment import Enrolment, enrol_many
from liangxin.members.services.memberships import change_membership, change_memberships
from liangxin.members.services.postings import seat, unseat
from liangxin.members.services.removal import remove_membership
from liangxin.people.services.persons import (
    NewPerson,
    change_person,
    change_persons,
    register_persons,
    remove_person,
)
from liangxin.spreadsheets.choices import Outcome
from liangxin.spreadsheets.services.kinds import Applied, ImportContext, Plan, Row

if TYPE_CHECKING:
    from liangxin.organisations.models import Organisation
    from liangxin.people.models import Person

KIND = "members.Membership"
Rows = Sequence[tuple[Row, Plan]]


class RowRefused(RuleBroken):
    code, field, message = "members.row_refused", "branch", _("{problem}")


def apply_row(context: ImportContext, row: Row, plan: Plan) -> Applied:
    """Write one row."""
    return apply_rows(context, [(row, plan)])[0]


def apply_rows(context: ImportContext, rows: Rows) -> list[Applied]:
    """Write many rows in a fixed number of statements; only posts are filled one by one.

    Rows that say something of one record again are written after the first. Refused: nothing is written.
    """
    first: dict[Any, int] = {}
    again = [
        (row, plan) for row, plan in rows
        if plan.object_id is not None
        and first.setdefault((plan.outcome, plan.object_id), row.number) != row.number
    ]  # fmt: skip
    if again:
        later = {row.number for row, _plan in again}
        head = [(row, plan) for row, plan in rows if row.number not in later]
        done = dict(zip([row.number for row, _plan in head], _together(context, head), strict=True))
        done |= {row.number: apply_row(context, row, plan) for row, plan in again}
        return [done[row.number] for row, _plan in rows]
    return _together(context, rows)


def _together(context: ImportContext, rows: Rows) -> list[Applied]:
    known = known_of(context, [row for row, _plan in rows])
    created = [(row, plan) for row, plan in rows if plan.outcome != Outcome.UPDATED]
    updated = [(row, plan) for row, plan in rows if plan.outcome == Outcome.UPDATED]
    done = {**_create(context, created, known), **_update(context, updated, known)}
    return [done[row.number] for row, _plan in rows]


def _create(context: ImportContext, rows: Rows, known: Known) -> dict[int, Applied]:
    if not rows:
        return {}
    homes = {row.number: _home(row, known) for row, _plan in rows}
    existing = {row.number: person for row, _plan in rows if (person := person_of(row, known)) is not None}
    before = {
        row.number: _as_it_is(existing[row.number], person_values(row)) for row, _ in rows if row.number in existing
    }
    new = [row for row, _plan in rows if row.number not in existing]
    news = [NewPerson(keeper=homes[row.number].node, values=person_values(row)) for row in new]
    made = register_persons(actor=context.actor, news=news, now=context.now, today=context.today) if news else []
    changes = [(existing[row.number], person_values(row)) for row, _plan in rows if row.number in existing]
    if changes:
        change_persons(
            actor=context.actor, changes=changes, now=context.now, today=context.today, reason=gettext("名册导入")
        )
    people = existing | {row.number: person for row, person in zip(new, made, strict=True)}
    memberships = enrol_many(
        actor=context.actor, now=context.now, today=context.today, reason=gettext("名册导入"),
        enrolments=[
            Enrolment(
                person=people[row.number], organisation=homes[row.number], effective=context.today,
                **{"category": MemberCategory.FULL.value, **membership_values(row)},
            )
            for row, _plan in rows
        ],
    )  # fmt: skip
    done: dict[int, Applied] = {}
    for (row, _plan), membership in zip(rows, memberships, strict=True):
        seated = _seated(context, row, homes[row.number], people[row.number])
        kept = {"person_existed": row.number in existing, "seated": seated, "person": before.get(row.number, {})}
        done[row.number] = Applied(
            outcome=Outcome.CREATED, object_kind=KIND, object_id=membership.pk, before=kept
        )  # fmt: skip
    return done


def _update(context: ImportContext, rows: Rows, known: Known) -> dict[int, Applied]:
    if not rows:
        return {}
    by_id = {one.pk: one for one in known.memberships.values()}
    mine = {row.number: by_id[plan.object_id or 0] for row, plan in rows}
    done: dict[int, Applied] = {}
    for row, _plan in rows:
        membership = mine[row.number]
        before: dict[str, Any] = {
            "person": _as_it_is(membership.person, person_values(row)),
            "membership": _as_it_is(membership, membership_values(row)),
        }
        done[row.number] = Applied(
            outcome=Outcome.UPDATED, object_kind=KIND, object_id=membership.pk, before=before
        )  # fmt: skip
    people = [(mine[row.number].person, person_values(row)) for row, _plan in rows]
    change_persons(
        actor=context.actor, changes=people, now=context.now, today=context.today, reason=gettext("名册导入")
    )
    changes = [(mine[row.number], membership_values(row)) for row, _plan in rows]
    change_memberships(actor=context.actor, changes=changes, today=context.today, reason=gettext("名册导入"))
    for row, plan in rows:
        if "posts" in plan.changes:
            home = _home(row, known)
            before = dict(done[row.number].before or {})
            before["seated"] = _seated(context, row, home, mine[row.number].person)
            done[row.number] = Applied(
                outcome=Outcome.UPDATED, object_kind=KIND, object_id=mine[row.number].pk, before=before
            )
    return done


def _home(row: Row, known: Known) -> "Organisation":
    home = home_of(row, known)
    if isinstance(home, Plan):
        raise RowRefused(problem=home.problems[0].message)
    return home


def _as_it_is(record: Any, values: Mapping[str, Any]) -> dict[str, Any]:
    """What stands in these fields now, as plain JSON."""
    found = {key: getattr(record, key) for key in values}
    return {key: value.isoformat() if hasattr(value, "isoformat") else value for key, value in found.items()}


def _seated(context: ImportContext, row: Row, home: "Organisation", person: "Person") -> list[dict[str, Any]]:
    kinds = row.get("posts") or []
    if not kinds:
        return []
    return seat(
        actor=context.actor, organisation=home, person=person, kinds=kinds, now=context.now, today=context.today
    )


def undo_row(context: ImportContext, applied: Applied) -> None:
    """Take one row back."""
    found = visible(context.actor, Membership.objects.filter(pk=applied.object_id or 0), Permission.MEMBERSHIP_CHANGE)
    membership = found.select_related("person", "home__node").first()
    if membership is None:
        return
    before = applied.before or {}
    person = membership.person
    if before.get("seated") and membership.home is not None:
        unseat(actor=context.actor, organisation=membership.home, done=before["seated"], today=context.today)
    if applied.outcome == Outcome.CREATED:
        remove_membership(actor=context.actor, membership=membership)
        if not before.get("person_existed"):
            remove_person(actor=context.actor, person=person)
            return
    else:
        change_membership(
            actor=context.actor, membership=membership, changes=_restored(before["membership"]), today=context.today
        )
    if before.get("person"):
        change_person(
            actor=context.actor, person=person, changes=_restored(before["person"]), now=context.now,
            today=context.today,
        )  # fmt: skip


def _restored(values: Mapping[str, Any]) -> dict[str, Any]:
    days = {"birth_date", "joined_on", "converted_on", "lost_contact_on"}
    return {key: dates.validate(value).value if key in days and value else value for key, value in values.items()}
