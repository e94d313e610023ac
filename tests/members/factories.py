"""Members for tests: organisations that hold them, memberships, places where they are located."""

from datetime import date
from typing import Any

from liangxin.access.actor import SYSTEM
from liangxin.members.models import Membership
from liangxin.members.services.enrolment import Enrolment, enrol
from liangxin.organisations.models import Organisation, OrganisationType
from liangxin.places.models import Place
from tests.people.factories import NOW, TODAY, organisation_node, person

SINCE = date(2020, 1, 1)


def branch_type(code: str = "test_branch", *, holds_members: bool = True) -> OrganisationType:
    found, _made = OrganisationType.objects.get_or_create(
        code=code, defaults={"name": "党支部", "holds_members": holds_members}
    )
    return found


def organisation(
    name: str = "云帆大厦联合党支部", parent: Organisation | None = None, *, holds_members: bool = True,
    home_place: Place | None = None,
) -> Organisation:  # fmt: skip
    """An organisation without ceremony; the organisations room's own factory founds them properly."""
    node = organisation_node(name, parent.node if parent is not None else None)
    kind = branch_type("test_branch" if holds_members else "test_committee", holds_members=holds_members)
    return Organisation.objects.create(node=node, type=kind, home_place=home_place)


def membership(home: Organisation | None = None, name: str = "张伟", **values: Any) -> Membership:
    """An enrolled member. person_…: fields of the person; the rest: fields of Enrolment."""
    of_person = {key.removeprefix("person_"): values.pop(key) for key in list(values) if key.startswith("person_")}
    outside = str(values.get("outside", ""))
    keeper = values.pop("keeper", None)
    if home is None and not outside:
        home = organisation()
    someone = person(keeper or (home.node if home is not None else None), name, **of_person)
    values.setdefault("effective", SINCE)
    return enrol(actor=SYSTEM, enrolment=Enrolment(person=someone, organisation=home, **values), now=NOW, today=TODAY)
