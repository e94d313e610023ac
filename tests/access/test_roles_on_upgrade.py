"""An upgrade gives built-in roles what rooms have declared since, and nothing that an administrator took out."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from liangxin.access.models import Role
from liangxin.access.registry import PERMISSIONS
from liangxin.access.services.roles import change_role, install_built_in_roles
from liangxin.core.models import AuditEntry
from tests.access.factories import NOW, make_role, role
from tests.access.factories import actor as acting

pytestmark = pytest.mark.django_db
NEW = "places:bench:paint"


@contextmanager
def declared_since(*names: str) -> Iterator[None]:
    """A release in which a room declares more."""
    PERMISSIONS.update({name: name for name in names})
    try:
        yield
    finally:
        for name in names:
            del PERMISSIONS[name]


def upgraded(code: str) -> set[str]:
    install_built_in_roles(now=NOW)
    return set(Role.objects.get(code=code).permissions)


def test_what_a_room_declares_later_reaches_the_roles_whose_pattern_stands_for_it() -> None:
    before = {
        one.code: set(one.permissions) for one in [role("district_officer"), role("place_officer"), role("viewer")]
    }
    with declared_since(NEW):
        assert upgraded("district_officer") == before["district_officer"] | {NEW}
        assert upgraded("place_officer") == before["place_officer"] | {NEW}
        assert upgraded("viewer") == before["viewer"]
        entries = AuditEntry.objects.filter(action="access.role_upgraded", object_id=role("place_officer").pk)
        assert [entry.facts for entry in entries] == [{"added": [NEW]}]  # noted once, though upgraded three times


def test_what_an_administrator_took_out_stays_out() -> None:
    officer = role("place_officer")
    officer.permissions.remove("places:place:create")
    officer.save()
    with declared_since(NEW):
        assert NEW in upgraded("place_officer")
        assert "places:place:create" not in upgraded("place_officer")
        officer.refresh_from_db()
        officer.permissions.remove(NEW)
        officer.save()
        with declared_since("places:bench:move"):
            given = upgraded("place_officer")
            assert NEW not in given and "places:place:create" not in given and "places:bench:move" in given


def test_what_an_administrator_added_stays() -> None:
    viewer = role("viewer")
    viewer.permissions.append("places:place:create")
    viewer.save()
    with declared_since(NEW):
        assert "places:place:create" in upgraded("viewer")


def test_roles_of_ones_own_and_what_a_role_excludes_are_not_touched() -> None:
    install_built_in_roles()
    own = make_role(["places:place:read"])
    with declared_since(NEW):
        install_built_in_roles(now=NOW)
    own.refresh_from_db()
    assert own.permissions == ["places:place:read"]
    assert "places:kind:administer" not in upgraded("place_officer")


def test_changing_a_role_by_hand_is_no_offer() -> None:
    officer = role("place_officer")
    administrator = acting("security_admin", None)
    change_role(actor=administrator, role=officer, permissions=["places:place:read"], now=NOW)
    assert upgraded("place_officer") == {"places:place:read"}
