"""People, organisations to keep them, and actors, for tests."""

from datetime import UTC, date, datetime
from itertools import count
from random import Random
from typing import Any

from liangxin.access.actor import SYSTEM, Actor
from liangxin.access.choices import Anchor
from liangxin.access.registry import OWN_PERMISSIONS, PERMISSIONS
from liangxin.accounts.models import User
from liangxin.accounts.services.accounts import NewAccount, create_account
from liangxin.people import fiction
from liangxin.people.models import Person
from liangxin.people.services.persons import NewPerson, register_person
from liangxin.trees.models import Node
from liangxin.trees.services.nodes import NewNode, create_node

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
TODAY = date(2026, 11, 23)
OPENED = date(2015, 1, 1)
NUMBERS = count(1)


def organisation_node(name: str = "金融城综合党委", parent: Node | None = None) -> Node:
    """An organisation's node without its record: enough to keep persons."""
    return create_node(new=NewNode(kind="organisation", name=name, opened=OPENED, parent=parent), now=NOW)


def identity(number: int | None = None, *, born: date = date(1990, 1, 1), female: bool = False) -> str:
    """A valid number that belongs to nobody, another at each call."""
    return fiction.identity_number(
        Random(0), born=born, female=female, order=next(NUMBERS) if number is None else number
    )


def person(keeper: Node | None = None, name: str = "张伟", **values: Any) -> Person:
    """A registered person; values: fields of NewPerson.values."""
    return register_person(
        actor=SYSTEM, new=NewPerson(keeper=keeper or organisation_node(), values={"name": name, **values}),
        now=NOW, today=TODAY,
    )  # fmt: skip


def user(username: str = "", display_name: str = "测试") -> User:
    """An account."""
    made, _password = create_account(
        new=NewAccount(username=username or f"somebody{next(NUMBERS)}", display_name=display_name), now=NOW
    )
    return made


def officer(node: Node, *permissions: str, downwards: bool = True, account: User | None = None) -> Actor:
    """Somebody acting under a grant at `node`; without permissions named: with every one there is."""
    account = account or user()
    return Actor(
        user_id=account.pk, user_name=account.display_name, anchor=Anchor(node.kind), grant_id=1, role_code="test",
        role_name="组织员", node_id=node.pk, node_name=node.name, path=node.path, downwards=downwards,
        permissions=frozenset(permissions or PERMISSIONS),
    )  # fmt: skip


def oneself(account: User) -> Actor:
    """Somebody on their own account."""
    return Actor(
        user_id=account.pk, user_name=account.display_name, anchor=Anchor.OWN, role_code="self",
        permissions=frozenset(OWN_PERMISSIONS),
    )  # fmt: skip
