"""Where a person stands as a member: for higher rooms that ask whether something is meant for them. Unscoped; what it
answers is never shown."""

from collections.abc import Iterable
from dataclasses import dataclass

from liangxin.core.statements import row_of
from liangxin.members.choices import MembershipStatus
from liangxin.members.models import Membership


@dataclass(frozen=True)
class Standing:
    """category: full or probationary; home_path: of the home organisation, "" where it is outside the house."""

    category: str
    home_path: str


def standings_of(*, person_ids: Iterable[int]) -> dict[int, Standing]:
    """The standing of those who are members today, by person."""
    found = Membership.objects.filter(person_id__in=list(person_ids)).exclude(status=MembershipStatus.ENDED)
    rows = found.values_list("person_id", "category", "home__node__path")
    return {person_id: Standing(category, path or "") for person_id, category, path in rows}


@dataclass(frozen=True)
class AccountStanding:
    """The person linked to an account. works_at_id: the enterprise; category: "" for one who is no member."""

    person_id: int
    works_at_id: int | None
    category: str
    home_path: str


OF_ACCOUNT = """SELECT p.id, p.works_at_id, coalesce(m.category, ''), coalesce(n.path, '')
FROM people_person p
LEFT JOIN members_membership m ON m.person_id = p.id AND m.status <> 'ended'
LEFT JOIN trees_node n ON n.id = m.home_id
WHERE p.user_id = %(user_id)s AND p.merged_into_id IS NULL"""


def standing_of_account(*, user_id: int) -> AccountStanding | None:
    """Where the person linked to an account stands; None where none is. One prepared statement: rushes ask it."""
    row = row_of(OF_ACCOUNT, {"user_id": user_id})
    return AccountStanding(*row) if row is not None else None
