"""Where a person stands as a member: for higher rooms that ask whether something is meant for them. Unscoped; what it
answers is never shown."""

from collections.abc import Iterable
from dataclasses import dataclass

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
