"""The desk's home, and search from anywhere."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from liangxin.web.shared import pending as box
from liangxin.web.shared.pending import NodeNumber, Pending, Step, node_numbers, pending_source
from tests.access.factories import grant, make_node, make_user, role
from tests.helpers import client_for, queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> dict[str, Any]:
    district = make_node("滨港区")
    user = make_user("officer")
    held = grant(user, role("district_officer"), district)
    grant(user, role("place_officer"), make_node("金融城片区", parent=district))
    return {"user": user, "grant": held, "client": client_for(user, grant=held)}


@pytest.fixture
def sources(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(box, "PENDING_SOURCES", [])
    monkeypatch.setattr(box, "NUMBER_SOURCES", [])
    today = timezone.localdate()

    @pending_source
    def waiting(actor: Any, day: Any) -> list[Pending]:
        return [
            Pending(title="核对导入问题", url="/c/", due=today + timedelta(days=400)),
            Pending(title="给 滨港合潮 指定联系人", url="/a/", why="入驻 99 天", due=today - timedelta(days=9),
                    steps=(Step(label="先走访", url="/visit/"), Step(label="指定", url="/assign/", method="post"))),
            Pending(title="审核申请", url="/b/", due=today),
        ]  # fmt: skip

    @node_numbers(order=1)
    def numbers(actor: Any, day: Any) -> list[NodeNumber]:
        return [
            NodeNumber(value=1312, words="企业在册", note="本月入驻 14", url="/list/"),
            NodeNumber(value="< 5", words="名党员"),
        ]

    yield


def test_what_waits_is_grouped_by_when_it_is_due(officer: dict[str, Any], sources: None) -> None:
    html = officer["client"].get("/desk/").content.decode()
    assert [html.index(word) for word in ("逾期</b>", "今天</b>", "以后</b>")] == sorted(
        html.index(word) for word in ("逾期</b>", "今天</b>", "以后</b>")
    )
    assert "逾期 9 天" in html
    assert '<form method="post" action="/assign/">' in html
    assert '<a class="btn btn-sm btn-ghost" href="/visit/">先走访</a>' in html
    assert "最久 9 天" in html


def test_the_numbers_of_the_node_open_their_rows(officer: dict[str, Any], sources: None) -> None:
    html = officer["client"].get("/desk/").content.decode()
    assert '<a href="/list/" aria-label="1,312 企业在册">1,312</a>' in html
    assert "&lt; 5" in html


def test_the_count_in_the_header_is_remembered_until_one_changes_something(
    officer: dict[str, Any], sources: None
) -> None:
    client = officer["client"]
    client.get("/desk/accounts/")
    box.PENDING_SOURCES.clear()
    assert 'class="num">3</b>' in client.get("/desk/accounts/").content.decode()
    client.post("/account/preferences/", {"text": "large"})
    assert 'class="num">0</b>' in client.get("/desk/accounts/").content.decode()


def test_empty_boxes_say_what_they_are_for(officer: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(box, "PENDING_SOURCES", [])
    monkeypatch.setattr(box, "NUMBER_SOURCES", [])
    html = officer["client"].get("/desk/").content.decode()
    assert "现在没有等您办的事" in html and "这个身份不看名册" in html


def test_the_palette_finds_pages_and_roles_by_initials(officer: dict[str, Any]) -> None:
    client = officer["client"]
    html = client.get("/desk/search/", {"q": "gzt", "palette": "1"}).content.decode()
    assert 'href="/desk/"' in html and 'role="option"' in html and "<html" not in html
    roles = client.get("/desk/search/", {"q": "jrc", "palette": "1"}).content.decode()
    assert "金融城片区" in roles and 'name="grant"' in roles
    assert "没有找到“不存在的”" in client.get("/desk/search/?q=不存在的").content.decode()


@pytest.mark.parametrize("text", ["'", "%", "\\", "a" * 500, "<script>", "!@#", "&|()"])
def test_whatever_is_typed_is_answered(officer: dict[str, Any], text: str) -> None:
    answer = officer["client"].get("/desk/search/", {"q": text})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()


def test_the_home_takes_a_bounded_number_of_queries(officer: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(box, "PENDING_SOURCES", [])
    monkeypatch.setattr(box, "NUMBER_SOURCES", [])
    officer["client"].get("/desk/")
    with queries(exactly=5):  # session, account, acting grant, the grants to choose from, unread notices
        officer["client"].get("/desk/")
