"""Who acts, what is noted with a change, and refusals as pages."""

from typing import Any

import pytest
from django.test import Client

from liangxin.accounts.models import User
from liangxin.accounts.services.accounts import NewAccount, create_account
from tests.access.factories import NOW, grant, make_node, make_user, role
from tests.helpers import client_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> dict[str, Any]:
    district, area = make_node("滨港区"), make_node("金融城片区")
    user = make_user("officer")
    return {
        "user": user, "district": grant(user, role("district_officer"), district), "area": grant(user, role("place_officer"), area),
    }  # fmt: skip


def test_every_answer_bears_its_request_id(client: Client) -> None:
    answer = client.get("/login/")
    assert len(answer["X-Request-ID"]) == 16
    assert client.get("/login/", headers={"X-Request-ID": "from-the-proxy-1"})["X-Request-ID"] == "from-the-proxy-1"
    assert client.get("/login/", headers={"X-Request-ID": "x\ty"})["X-Request-ID"] != "x\ty"


def test_nothing_inline_runs(client: Client) -> None:
    answer = client.get("/login/")
    assert "script-src 'self'" in answer["Content-Security-Policy"]
    assert "<script>" not in answer.content.decode()
    assert " onclick=" not in answer.content.decode()


def test_one_acts_under_one_grant_and_chooses_it(officer: dict[str, Any]) -> None:
    client = client_for(officer["user"])
    assert "滨港区 · 区级专员" in client.get("/desk/").content.decode()
    answer = client.post("/desk/acting/", {"grant": officer["area"].pk, "next": "/account/grants/"}, follow=True)
    assert answer.redirect_chain == [("/account/grants/", 302)]
    assert "现在以 金融城片区 · 园区工作人员 身份做事。" in answer.content.decode()
    assert "金融城片区 · 园区工作人员" in client.get("/desk/").content.decode()


@pytest.mark.parametrize("given", ["0", "", "abc", "-1", "9" * 30])
def test_a_grant_that_is_not_ones_own_is_not_found(officer: dict[str, Any], given: str) -> None:
    assert client_for(officer["user"]).post("/desk/acting/", {"grant": given}).status_code == 404


def test_anothers_grant_is_not_found(officer: dict[str, Any]) -> None:
    stranger = client_for(make_user("stranger"))
    assert stranger.post("/desk/acting/", {"grant": officer["area"].pk}).status_code == 404


def test_one_does_not_return_to_another_site(officer: dict[str, Any]) -> None:
    answer = client_for(officer["user"]).post(
        "/desk/acting/", {"grant": officer["area"].pk, "next": "https://elsewhere.example/"}
    )
    assert answer["Location"] == "/desk/"


def test_an_ended_grant_is_left_at_once(officer: dict[str, Any]) -> None:
    client = client_for(officer["user"], grant=officer["area"])
    officer["area"].ended_at = NOW
    officer["area"].save()
    assert "滨港区 · 区级专员" in client.get("/desk/").content.decode()


def test_without_a_grant_the_desk_says_so() -> None:
    html = client_for(make_user()).get("/desk/").content.decode()
    assert "您还没有工作身份" in html


def test_history_knows_who_acted_and_as_what(officer: dict[str, Any]) -> None:
    client = client_for(officer["user"], grant=officer["district"])
    client.post("/account/preferences/", {"theme": "dark"}, headers={"X-Request-ID": "request-number-1"})
    event = User.objects.get(pk=officer["user"].pk).events.order_by("-pgh_id").select_related("pgh_context").first()
    context = event.pgh_context.metadata
    assert context["user"] == officer["user"].pk
    assert context["acting_as"] == "滨港区 · 区级专员"
    assert context["address"] == "127.0.0.1"
    assert context["request_id"] == "request-number-1"


def test_nobody_goes_on_with_a_first_password() -> None:
    user, _password = create_account(new=NewAccount(username="new", display_name="新人"), now=NOW)
    client = client_for(user)
    assert client.get("/desk/")["Location"] == "/account/password/"
    page = client.get("/account/password/")
    assert "您用的是首次密码" in page.content.decode()
    assert client.post("/account/preferences/", {"text": "large"}).status_code == 302


@pytest.mark.parametrize(("path", "words"), [("/desk/nowhere/", "没有这个页面"), ("/nowhere/", "没有这个页面")])
def test_what_is_not_there_is_a_page(officer: dict[str, Any], path: str, words: str) -> None:
    answer = client_for(officer["user"]).get(path)
    assert answer.status_code == 404
    assert words in answer.content.decode()


def test_refusals_are_pages_or_notices(officer: dict[str, Any]) -> None:
    client = client_for(officer["user"], grant=officer["area"])
    page = client.get("/desk/audit/")
    assert page.status_code == 403
    assert "换一个身份" in page.content.decode()
    notice = client.get("/desk/audit/", headers={"HX-Request": "true"})
    assert notice.status_code == 403
    assert notice["HX-Reswap"] == "none"
    assert '"kind": "refused"' in notice["HX-Trigger"]
    assert client.get("/desk/pick/nonsense/").status_code == 404


def test_a_form_without_its_token_is_explained(officer: dict[str, Any]) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/account/preferences/", {"theme": "dark"})
    assert answer.status_code == 403
    assert "页面停留太久了" in answer.content.decode()


def test_pickers_answer_within_the_scope(officer: dict[str, Any]) -> None:
    client = client_for(officer["user"], grant=officer["district"])
    html = client.get("/desk/pick/grant-node/", {"q": "区", "list": "id_node_list"}).content.decode()
    assert 'data-lx-label="滨港区"' in html and 'id="id_node_list-1"' in html
    assert "金融城片区" not in html
    assert "没有找到" in client.get("/desk/pick/grant-node/", {"q": "不存在"}).content.decode()


def test_navigation_shows_what_the_acting_grant_opens(officer: dict[str, Any]) -> None:
    wide = client_for(officer["user"], grant=officer["district"]).get("/desk/").content.decode()
    narrow = client_for(officer["user"], grant=officer["area"]).get("/desk/").content.decode()
    assert 'href="/desk/grants/"' in wide
    assert 'href="/desk/grants/"' not in narrow
    assert 'href="/desk/audit/"' not in wide
    assert 'href="/desk/" aria-current="page"' in wide


def test_a_fragment_asked_for_after_the_session_ended_leads_the_page_to_sign_in(client: Client) -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/desk/grants/?state=now"}
    answer = client.get("/desk/grants/?state=past", headers=headers)
    assert answer.status_code == 200
    assert answer["HX-Redirect"] == "/login/?next=%2Fdesk%2Fgrants%2F%3Fstate%3Dnow"
    assert answer.content == b""
