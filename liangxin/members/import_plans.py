"""What becomes of a row of a member roster, before anything is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext

from liangxin.access.reach import visible
from liangxin.core.validators import dates, phone
from liangxin.members.choices import MembershipStatus
from liangxin.members.models import Membership
from liangxin.members.permissions import Permission
from liangxin.members.roster_words import organisation_names
from liangxin.members.selectors.homes import homes_named, own_home
from liangxin.organisations.selectors.posts import posts_held_by
from liangxin.people.selectors import changeable_of, persons_with_numbers
from liangxin.people.services.persons import node_above
from liangxin.spreadsheets.choices import Outcome
from liangxin.spreadsheets.services.kinds import ImportContext, Plan, Problem, Row, refused

if TYPE_CHECKING:
    from liangxin.organisations.models import Organisation
    from liangxin.people.models import Person

PERSONAL = {"name", "identity_number", "phone", "landline", "home_address", "birth_date"}
PERSON_PLAIN = ("sex", "ethnicity", "education", "job_title", "home_address")
MEMBERSHIP_PLAIN = ("category", "status", "outflow")
DATED = {"joined_on": "joined_precision", "converted_on": "converted_precision"}


@dataclass
class Known:
    """What is known before rows are planned. people: within reach; elsewhere: numbers of records that are not."""

    homes: "Mapping[str, Organisation]"
    own_home: "Organisation | None"
    people: "Mapping[str, Person]"
    elsewhere: "Mapping[str, Person]"
    memberships: Mapping[int, Membership]
    namesakes: "Mapping[tuple[int, str], list[Person]]" = field(default_factory=dict)
    posts: Mapping[int, set[str]] = field(default_factory=dict)


def known_of(context: ImportContext, rows: Sequence[Row]) -> Known:
    """Everything the rows refer to, in a fixed number of queries."""
    homes = homes_named(
        actor=context.actor, today=context.today, names={str(row.get("branch")) for row in rows if row.get("branch")}
    )
    own = own_home(actor=context.actor, today=context.today)
    numbers = [str(row.get("identity_number")) for row in rows if row.get("identity_number")]
    found = persons_with_numbers(numbers)
    mine = changeable_of(actor=context.actor, people=found.values())
    people = {number: person for number, person in found.items() if person.pk in mine}
    elsewhere = {number: person for number, person in found.items() if person.pk not in mine}
    ids = {home.pk for home in (*homes.values(), *((own,) if own else ()))}
    bare = {str(row.get("name")) for row in rows if not row.get("identity_number")}
    reached = visible(context.actor, Membership.objects.all(), Permission.MEMBERSHIP_CHANGE).select_related(
        "person", "home__node"
    )
    alive = reached.exclude(status=MembershipStatus.ENDED)
    here = list(alive.filter(home__in=ids, person__name__in=bare)) if bare else []
    of_people = list(reached.filter(person__in=[person.pk for person in people.values()]))
    namesakes: dict[tuple[int, str], list[Person]] = {}
    for one in here:
        if one.home_id is not None:
            namesakes.setdefault((one.home_id, one.person.name), []).append(one.person)
    memberships = {one.person_id: one for one in (*here, *of_people)}
    posts: dict[int, set[str]] = {}
    if any(row.get("posts") for row in rows):
        ids_of_people = [one.person_id for one in memberships.values()]
        for person_id, held in posts_held_by(person_ids=ids_of_people, day=context.today).items():
            posts[person_id] = {one.post.kind.code for one in held}
    return Known(homes, own, people, elsewhere, memberships, namesakes, posts)


def plan_rows(context: ImportContext, rows: Sequence[Row]) -> list[Plan]:
    """What would become of these rows."""
    known = known_of(context, rows)
    return [_plan(context, row, known) for row in rows]


def _plan(context: ImportContext, row: Row, known: Known) -> Plan:
    home = home_of(row, known)
    if isinstance(home, Plan):
        return _plan_at_coming_home(row, known) if _comes_with_the_file(context, row) else home
    number = row.get("identity_number")
    if number and number in known.elsewhere:
        other = known.elsewhere[number]
        return Plan(outcome=Outcome.QUEUED, object_id=other.pk, queued_node_id=node_above(home.node, other.keeper))
    person = person_of(row, known)
    if person is None and not number:
        namesakes = known.namesakes.get((home.pk, row.values["name"]), [])
        if len(namesakes) > 1:
            return refused(
                _problem("name", "members.several_namesakes", gettext("这个支部有多位同名党员，请补上身份证号。"))
            )
        person = namesakes[0] if namesakes else None
    if person is None:
        return Plan(outcome=Outcome.CREATED)
    membership = known.memberships.get(person.pk)
    if membership is None or membership.status == MembershipStatus.ENDED:
        return Plan(outcome=Outcome.CREATED, object_id=person.pk)
    if membership.home_id != home.pk:
        return refused(
            _problem("branch", "members.home_differs", gettext("此人的组织关系不在这个组织。换组织请办转接。"))
        )
    changes = _changes(row, person, membership)
    missing = set(row.get("posts") or ()) - known.posts.get(person.pk, set())
    if missing:
        changes["posts"] = ("", "、".join(sorted(missing)))
    if not changes:
        return Plan(outcome=Outcome.UNCHANGED, object_id=membership.pk)
    return Plan(outcome=Outcome.UPDATED, object_id=membership.pk, changes=changes)


def _comes_with_the_file(context: ImportContext, row: Row) -> bool:
    """Whether the row's branch is one that the file itself brings: known when the organisations are in."""
    return bool(row.get("branch")) and not context.provided.isdisjoint(organisation_names(str(row.get("branch"))))


def _plan_at_coming_home(row: Row, known: Known) -> Plan:
    """What can be said before the branch is there; looked at again when it is."""
    number = row.get("identity_number")
    if number and number in known.elsewhere:
        return Plan(outcome=Outcome.QUEUED, object_id=known.elsewhere[number].pk)
    person = person_of(row, known)
    membership = known.memberships.get(person.pk) if person is not None else None
    if membership is not None and membership.status != MembershipStatus.ENDED:
        return refused(
            _problem("branch", "members.home_differs", gettext("此人的组织关系不在这个组织。换组织请办转接。"))
        )
    return Plan(outcome=Outcome.CREATED, object_id=person.pk if person is not None else None)


def person_of(row: Row, known: Known) -> "Person | None":
    """Who has the row's identity number, among those within reach."""
    number = row.get("identity_number")
    return known.people.get(str(number)) if number else None


def home_of(row: Row, known: Known) -> "Organisation | Plan":
    written = row.get("branch")
    if written:
        home = known.homes.get(str(written))
        if home is None:
            return refused(
                _problem("branch", "members.no_such_home", gettext("您管的组织里没有这个支部，请核对名称。"))
            )
        return home
    if known.own_home is None:
        return refused(_problem("branch", "members.home_missing", gettext("请写明所在党支部。")))
    return known.own_home


def _problem(column: str, code: str, message: str) -> Problem:
    return Problem(column=column, code=code, message=message)


def person_values(row: Row) -> dict[str, Any]:
    """Fields of the person as the row states them; blank cells and missing columns state nothing."""
    values = {key: row.get(key) for key in ("name", "identity_number", *PERSON_PLAIN) if row.get(key) is not None}
    if row.get("birth_date"):
        stated = dates.validate(str(row.get("birth_date")))
        values |= {"birth_date": stated.value, "birth_precision": stated.precision}
    for number in [*(row.get("phone") or []), *(row.get("landline") or [])]:
        kind = "phone" if phone.validate(number).kind == phone.MOBILE else "landline"
        values.setdefault(kind, number)
    return values


def membership_values(row: Row) -> dict[str, Any]:
    values = {key: row.get(key) for key in MEMBERSHIP_PLAIN if row.get(key) is not None}
    if str(values.get("status", "")).startswith("as_"):  # 党籍状态 is used for 人员类别 in some rosters
        values.setdefault("category", str(values.pop("status")).removeprefix("as_"))
        values.pop("status", None)
    for key, precision in DATED.items():
        if row.get(key):
            stated = dates.validate(str(row.get(key)))
            values |= {key: stated.value, precision: stated.precision}
    if row.get("lost_contact_on"):
        values["lost_contact_on"] = dates.validate(str(row.get("lost_contact_on"))).value
        if (
            values.get("status", MembershipStatus.ACTIVE) == MembershipStatus.ACTIVE
        ):  # the form says 正常 besides the day
            values["status"] = MembershipStatus.LOST_CONTACT.value
    return values


def _changes(row: Row, person: "Person", membership: Membership) -> dict[str, tuple[Any, Any]]:
    found: dict[str, tuple[Any, Any]] = {}
    for record, values in ((person, person_values(row)), (membership, membership_values(row))):
        for key, after in values.items():
            before = getattr(record, key)
            if before != after:
                found[key] = ("***", "***") if key in PERSONAL else (str(before or ""), str(after))
    return found
