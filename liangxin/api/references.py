"""From ids and codes in a request to records the actor may know of; as the pickers of the pages."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from liangxin.access.actor import Actor
from liangxin.access.choices import Part
from liangxin.core.errors import NotFound, RuleBroken
from liangxin.enterprises.selectors.enterprises import get_enterprise, list_labels
from liangxin.enterprises.selectors.records import candidates
from liangxin.members.selectors.homes import possible_homes
from liangxin.organisations.selectors.organisations import get_choice, get_organisation
from liangxin.people.selectors import get_person
from liangxin.places.selectors import get_place
from liangxin.rulebook.selectors import get_industry
from liangxin.venues.selectors.catalogue import list_functions
from liangxin.venues.selectors.stations import get_station

if TYPE_CHECKING:
    from liangxin.organisations.models import Organisation

Found = TypeVar("Found")


class ReferenceUnknown(RuleBroken):
    code, message = "api.reference_unknown", _("没有找到 {field} 所指的记录，请核对。")


def referred(field: str, find: Callable[[], Found | None]) -> Found:
    """What `find` gives. Raises ReferenceUnknown, naming the field, where there is none or the actor may not know."""
    try:
        found = find()
    except NotFound:
        found = None
    if found is None:
        raise ReferenceUnknown(field=field)
    return found


def place(actor: Actor, given: int | None, field: str = "place") -> Any:
    """A place, or None for none."""
    return None if given is None else referred(field, lambda: get_place(actor=actor, place_id=given))


def organisation(actor: Actor, given: int | None, field: str = "organisation", part: Part = Part.BASIC) -> Any:
    """An organisation, or None for none."""
    if given is None:
        return None
    return referred(field, lambda: get_organisation(actor=actor, organisation_id=given, part=part))


def responsible(actor: Actor, given: int | None, field: str = "organisation") -> "Organisation | None":
    """An organisation that may be named as the one that answers for something: reached, or public."""
    if given is None:
        return None
    today = timezone.localdate()
    return referred(field, lambda: get_choice(actor=actor, organisation_id=given, today=today))


def home(actor: Actor, given: int | None, field: str = "organisation") -> Any:
    """An organisation in which the actor may enrol."""
    if given is None:
        return None
    homes = possible_homes(actor=actor, today=timezone.localdate())
    return referred(field, lambda: homes.filter(pk=given).first())


def enterprise(actor: Actor, given: int | None, field: str = "enterprise", part: Part = Part.FULL) -> Any:
    """An enterprise, or None for none."""
    if given is None:
        return None
    return referred(field, lambda: get_enterprise(actor=actor, enterprise_id=given, part=part))


def person(actor: Actor, given: int, field: str = "person") -> Any:
    """A person whose record the actor reads."""
    return referred(field, lambda: get_person(actor=actor, person_id=given))


def station(actor: Actor, given: int | None, field: str = "station") -> Any:
    """A station, or None for none."""
    return None if given is None else referred(field, lambda: get_station(actor=actor, station_id=given))


def contact(actor: Actor, given: int, field: str = "user") -> Any:
    """An account that can be designated as contact."""
    found = candidates(actor=actor, text="", today=timezone.localdate())
    return referred(field, lambda: found.filter(pk=given).first())


def industry(given: str | None, field: str = "industry") -> Any:
    """A class of GB/T 4754 by its code, or None for none."""
    return None if not given else referred(field, lambda: get_industry(code=given))


def labels(given: Sequence[str], field: str = "labels") -> tuple[Any, ...]:
    """Labels of enterprises by their codes."""
    return _coded(field, given, list_labels())


def functions(given: Sequence[str], field: str = "functions") -> tuple[Any, ...]:
    """What stations are for, by their codes."""
    return _coded(field, given, list_functions())


def _coded(field: str, given: Sequence[str], words: Iterable[Any]) -> tuple[Any, ...]:
    known = {word.code: word for word in words}
    if not known.keys() >= set(given):
        raise ReferenceUnknown(field=field)
    return tuple(known[code] for code in dict.fromkeys(given))


def path(record: Any) -> str:
    """The path of a filter's record; "" for none."""
    return "" if record is None else str(record.node.path)
