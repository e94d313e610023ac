"""Tokens on one's own pages: made, shown once, listed, ended."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from liangxin.access.models import AccessToken
from liangxin.core.audit import audit_entries
from tests.access.factories import grant, make_user, role
from tests.helpers import client_for
from tests.places.factories import region

pytestmark = pytest.mark.django_db


@pytest.fixture
def me() -> Any:
    return make_user("me")


def form(**values: Any) -> dict[str, Any]:
    last = timezone.localdate() + timedelta(days=30)
    return {"name": "街道数据看板", "grant": "", "may_write": "read", "ends_on": str(last)} | values


def test_a_token_is_shown_once_and_works(me: Any) -> None:
    held = grant(me, role("district_officer"), region().node)
    client = client_for(me)
    answer = client.post("/me/tokens/new/", form(grant=held.pk, may_write="write"))
    [secret] = set(re.findall(r"liangxin_pat_\w+", answer.content.decode()))
    assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store")
    listed = client.get("/me/tokens/").content.decode()
    assert secret not in listed
    assert all(
        word in listed for word in ("街道数据看板", secret[-4:], "可读也可写", "还没有用过", str(held.role.name))
    )
    program = Client(headers={"Authorization": f"Bearer {secret}"})
    assert program.get("/api/v1/places").status_code == 200
    assert "上次使用" in client.get("/me/tokens/").content.decode()
    assert [each.action for each in audit_entries().filter(action__startswith="access.token")] == ["access.token_made"]


def test_a_token_is_ended_at_once(me: Any) -> None:
    client = client_for(me)
    secret = re.findall(r"liangxin_pat_\w+", client.post("/me/tokens/new/", form()).content.decode())[0]
    token = AccessToken.objects.get()
    assert client.post(f"/me/tokens/{token.pk}/end/").status_code == 302
    assert Client(headers={"Authorization": f"Bearer {secret}"}).get("/api/v1/me/notices").status_code == 401
    assert "停用</button>" not in client.get("/me/tokens/").content.decode()


def test_what_is_wrong_is_said_at_its_field(me: Any) -> None:
    client = client_for(me)
    answer = client.post("/me/tokens/new/", form(ends_on=str(timezone.localdate() + timedelta(days=900))))
    assert answer.status_code == 422
    assert "令牌最长用一年" in answer.content.decode()
    assert not AccessToken.objects.exists()


def test_nobody_ends_or_sees_anothers(me: Any) -> None:
    client_for(me).post("/me/tokens/new/", form())
    other = client_for(make_user("other"))
    assert other.post(f"/me/tokens/{AccessToken.objects.get().pk}/end/").status_code == 404
    assert "街道数据看板" not in other.get("/me/tokens/").content.decode()
    assert AccessToken.objects.get().ended_at is None
