"""What the search knows of a person: the name, its pinyin and initials. Never a number; a result shows 张*三."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from liangxin.core.names import masked_name
from liangxin.people.models import Person
from liangxin.people.permissions import Permission
from liangxin.search.registry import SearchKind, register_kind
from liangxin.search.services.entries import Findable

if TYPE_CHECKING:
    from collections.abc import Sequence

KIND = "person"


def register() -> None:
    register_kind(SearchKind(code=KIND, label=_("人员"), model=Person, permission=Permission.PERSON_READ, position=50))


def findable(people: Iterable[Person]) -> "Sequence[Findable]":
    """The entries of these people."""
    return [
        Findable(object_id=person.pk, title=person.name, shown=masked_name(person.name), person=True)
        for person in people
    ]
