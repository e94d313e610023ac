"""Where somebody stands, to decide whether an activity is meant for them. Nothing of it is shown."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from liangxin.activities.rules import NOWHERE, WhereOneStands
from liangxin.enterprises.selectors.workplaces import place_paths_of
from liangxin.members.selectors.standings import standing_of_account, standings_of
from liangxin.trees.selectors import ancestor_ids

if TYPE_CHECKING:
    from liangxin.people.models import Person


def where_people_stand(people: "Iterable[Person]") -> dict[int, WhereOneStands]:
    """Where each of at most 500 persons stands, by person; two queries."""
    people = list(people)
    standings = standings_of(person_ids=[person.pk for person in people])
    enterprises = {person.works_at_id for person in people if person.works_at_id is not None}
    paths = place_paths_of(enterprise_ids=enterprises) if enterprises else {}
    found = {}
    for person in people:
        standing = standings.get(person.pk)
        places = paths.get(person.works_at_id or 0, [])
        found[person.pk] = WhereOneStands(
            person_id=person.pk,
            member=standing.category if standing else "",
            enterprise_id=person.works_at_id,
            organisation_nodes=frozenset(ancestor_ids(standing.home_path)) if standing else frozenset(),
            place_nodes=frozenset(node for path in places for node in ancestor_ids(path)),
        )
    return found


def where_user_stands(user_id: int | None, *, with_places: bool = True) -> WhereOneStands:
    """Where the person linked to an account stands; NOWHERE where none is linked. At most two queries, one without
    places."""
    own = standing_of_account(user_id=user_id) if user_id is not None else None
    if own is None:
        return NOWHERE
    works_at = own.works_at_id
    paths = place_paths_of(enterprise_ids=[works_at]).get(works_at, []) if with_places and works_at is not None else []
    return WhereOneStands(
        person_id=own.person_id,
        member=own.category,
        enterprise_id=works_at,
        organisation_nodes=frozenset(ancestor_ids(own.home_path)),
        place_nodes=frozenset(node for path in paths for node in ancestor_ids(path)),
    )


def nodes_of_user(user_id: int | None) -> frozenset[int]:
    """The nodes that an activity may be meant for so that it is meant for this account's person."""
    return where_user_stands(user_id).nodes
