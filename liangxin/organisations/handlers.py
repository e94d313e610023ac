"""What follows here from facts of the people's room."""

from liangxin.core.events import on
from liangxin.organisations.services.surviving import hand_over_posts
from liangxin.people.events import PersonsMerged


@on(PersonsMerged)
def hand_over_what_they_held(event: PersonsMerged) -> None:
    """Two records were one person: the posts of the one that is no more are the other's."""
    hand_over_posts(duplicate_id=event.duplicate_id)
