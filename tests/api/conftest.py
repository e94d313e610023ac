"""A district with one officer, and programs that act for them."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from liangxin.access.selectors import actor_for, own_actor
from liangxin.access.services.tokens import NewToken, make_token
from tests.access.factories import TODAY, grant, make_user, role
from tests.places.factories import region


class Program:
    """A client that carries a token."""

    def __init__(self, secret: str) -> None:
        self.secret = secret

    def __call__(self, method: str, path: str, body: Any = None, *, key: str = "", **query: Any) -> Any:
        headers = {"Authorization": f"Bearer {self.secret}"}
        if key:
            headers["Idempotency-Key"] = key
        client = Client(headers=headers)
        address = f"/api/v1{path}"
        if method == "get":
            return client.get(address, query)
        return getattr(client, method)(address, body, content_type="application/json", query_params=query)


def program_for(user: Any, grant_id: int | None, *, may_write: bool = True) -> Program:
    """A program acting for the user under this grant."""
    today = timezone.localdate()
    actor = actor_for(user=user, grant_id=grant_id, today=TODAY) if grant_id else own_actor(user=user)
    new = NewToken(name="程序", grant_id=grant_id, ends_on=today + timedelta(days=30), may_write=may_write)
    return Program(make_token(actor=actor, user=user, new=new, now=timezone.now(), today=today)[1])


@pytest.fixture
def district(db: None) -> Any:
    return region()


@pytest.fixture
def officer(district: Any) -> Any:
    return make_user("officer")


@pytest.fixture
def program(officer: Any, district: Any) -> Program:
    return program_for(officer, grant(officer, role("district_officer"), district.node).pk)
