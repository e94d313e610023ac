"""The list kit: what an address shows, what leaves in a file, what is kept."""

import csv
import io
from typing import Any

import pytest
from django.test import Client

from liangxin.core.models import AuditEntry
from tests.access.factories import grant, make_node, make_user, role
from tests.helpers import client_for, folded, fragment_of, queries

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.shared.demo")]


@pytest.fixture
def world() -> dict[str, Any]:
    district = make_node("滨港区")
    nodes = [make_node(f"园区{number:02}", parent=district) for number in range(5)]
    tower = make_node("云帆大厦", parent=nodes[3])
    committee = make_node("滨港区委", kind="organisation")
    user = make_user("officer")
    held = grant(user, role("security_admin"), None)
    return {"district": district, "nodes": nodes, "tower": tower, "committee": committee, "user": user, "grant": held}


@pytest.fixture
def client(world: dict[str, Any]) -> Client:
    return client_for(world["user"], grant=world["grant"])


def names(html: str) -> list[str]:
    rows = html.split("<tbody>")[1].split("</tbody>")[0].split("<tr>")[1:] if "<tbody>" in html else []
    return [row.split('/">')[1].split("</a>")[0] for row in rows]


def test_a_page_shows_its_rows_and_counts_them(client: Client) -> None:
    html = client.get("/nodes/").content.decode()
    assert len(names(html)) == 5
    assert '<span class="num">8</span> 个' in html
    assert "第 1–5，共 8 个" in html
    assert 'href="/nodes/?page=2"' in html
    second = client.get("/nodes/?page=2").content.decode()
    assert len(names(second)) == 3
    assert set(names(second)).isdisjoint(names(html))


def test_a_list_takes_a_fixed_number_of_queries(client: Client, world: dict[str, Any]) -> None:
    client.get("/nodes/")
    with queries() as few:
        client.get("/nodes/?kind=organisation")
    with queries() as many:
        client.get("/nodes/?kind=place")
    assert len(few) == len(many)


@pytest.mark.parametrize(
    ("_case", "query", "found"),
    [
        ("text", "q=云帆", ["云帆大厦"]),
        ("one choice", "kind=organisation", ["滨港区委"]),
        ("an unknown choice is no condition", "kind=nonsense&q=云帆", ["云帆大厦"]),
        ("several choices", "level=2&level=7", ["云帆大厦"]),
        ("several choices with commas", "level=2,7", ["云帆大厦"]),
        ("numbers from", "depth_from=2", ["云帆大厦"]),
        ("numbers from and to", "depth_from=0&depth_to=0", ["滨港区", "滨港区委"]),
        ("a number that is none is no condition", "depth_from=abc&q=云帆", ["云帆大厦"]),
        ("a huge number is no condition", "depth_from=1e99&q=云帆", ["云帆大厦"]),
        ("a day as pasted", "since_from=2018年1月1日&since_to=2018/1/1&depth_from=2", ["云帆大厦"]),
        ("a NUL is dropped", "q=云%00帆", ["云帆大厦"]),
        ("nothing", "q=没有的", []),
    ],
)
def test_filters_narrow_the_rows(client: Client, _case: str, query: str, found: list[str]) -> None:
    assert sorted(names(client.get(f"/nodes/?{query}").content.decode())) == sorted(found)


def test_a_node_filter_takes_what_lies_below_and_nothing_out_of_scope(client: Client, world: dict[str, Any]) -> None:
    inside = client.get(f"/nodes/?in={world['nodes'][3].pk}").content.decode()
    assert names(inside) == ["园区03", "云帆大厦"]
    assert "<b>园区03及以下</b>" in inside
    assert (
        "<b>" not in client.get("/nodes/?in=999999").content.decode().split('class="fchips"')[1].split("tools-end")[0]
    )


def test_chips_say_what_is_set_and_lead_back(client: Client) -> None:
    html = client.get("/nodes/?kind=place&depth_from=1&page=2").content.decode()
    assert "<span>种类</span><b>场所</b>" in html
    assert "<span>深度</span><b>1 起</b>" in html
    assert 'class="off" href="/nodes/?depth_from=1"' in html
    assert 'class="off" href="/nodes/?kind=place"' in html


def test_sorting_stands_in_the_head(client: Client) -> None:
    html = client.get("/nodes/?sort=-name").content.decode()
    assert names(html)[0] == "云帆大厦"
    assert 'aria-sort="descending"' in html
    assert 'href="/nodes/?sort=depth"' in html
    back = client.get("/nodes/?sort=name").content.decode()
    assert names(back)[0] == "滨港区委"
    assert 'aria-sort="ascending"' in back
    assert names(client.get("/nodes/?sort=kind").content.decode())[0] == "滨港区委"  # a column that does not sort


def test_hidden_columns_show_when_chosen(client: Client, world: dict[str, Any]) -> None:
    assert "路径" not in client.get("/nodes/?q=云帆").content.decode().split("<thead>")[1].split("</thead>")[0]
    html = client.get("/nodes/?q=云帆&cols=path").content.decode()
    head = html.split("<thead>")[1].split("</thead>")[0]
    assert "路径" in head and "代码" not in head
    assert world["tower"].path in html


def test_htmx_gets_the_very_fragment_of_the_page(client: Client) -> None:
    address = "/nodes/?kind=place&sort=-depth"
    page = client.get(address).content.decode()
    answer = client.get(address, headers={"HX-Request": "true"})
    assert folded(answer.content.decode()) == fragment_of(page, "list")
    assert "<html" not in answer.content.decode()


def test_the_address_htmx_shows_has_no_empty_parameters(client: Client) -> None:
    answer = client.get("/nodes/?q=&kind=place&level=&page=", headers={"HX-Request": "true"})
    assert answer["HX-Push-Url"] == "/nodes/?kind=place"
    assert answer["Vary"].startswith("HX-Request")


def test_an_empty_list_offers_the_way_back(client: Client) -> None:
    html = client.get("/nodes/?q=没有的").content.decode()
    assert "没有符合条件的" in html
    assert "清除全部条件" in html


def test_what_is_shown_is_exported_and_noted(client: Client, world: dict[str, Any]) -> None:
    answer = client.post("/nodes/", {"do": "export-csv", "query": "q=云帆&cols=path,depth", "reason": "会前核对"})
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows == [["名称", "层级", "路径"], ["云帆大厦", "2", world["tower"].path]]
    entry = AuditEntry.objects.get(action="export")
    assert (entry.object_kind, entry.reason, entry.facts["rows"]) == ("nodes", "会前核对", 1)
    assert entry.facts["columns"] == ["name", "depth", "path"]
    book = client.post("/nodes/", {"do": "export", "query": "q=云帆", "reason": "会前核对"})
    assert book.content[:2] == b"PK"


def test_nothing_leaves_without_a_reason(client: Client) -> None:
    answer = client.post("/nodes/", {"do": "export", "query": "q=云帆", "reason": " "}, follow=True)
    assert "请写导出的理由" in answer.content.decode()
    assert not AuditEntry.objects.filter(action="export").exists()


def test_who_may_not_export_is_refused() -> None:
    user = make_user()
    held = grant(user, role("audit_admin"), None)
    client = client_for(user, grant=held)
    assert "导出所见" not in client.get("/nodes/").content.decode()
    assert client.post("/nodes/", {"do": "export", "query": "", "reason": "x"}).status_code == 403


def test_a_view_is_kept_and_forgotten(client: Client, world: dict[str, Any]) -> None:
    kept = client.post(
        "/nodes/", {"do": "keep", "query": "kind=place&sort=-name&page=3", "view": "我的场所"}, follow=True
    )
    html = kept.content.decode()
    assert "已存为视图“我的场所”。" in html
    world["user"].refresh_from_db()
    assert world["user"].saved_views == {"nodes": {"我的场所": "kind=place"}}
    assert "删去视图" in client.get("/nodes/?kind=place").content.decode()
    client.post("/nodes/", {"do": "forget", "view": "我的场所"})
    world["user"].refresh_from_db()
    assert world["user"].saved_views == {"nodes": {}}


@pytest.mark.parametrize(
    ("_case", "sent"), [("no name", {"query": "kind=place", "view": " "}), ("no filter", {"query": "", "view": "空"})]
)
def test_a_view_needs_a_name_and_a_filter(
    client: Client, world: dict[str, Any], _case: str, sent: dict[str, str]
) -> None:
    client.post("/nodes/", {"do": "keep", **sent})
    world["user"].refresh_from_db()
    assert world["user"].saved_views == {}


def test_a_bulk_action_gets_the_ticked_rows(client: Client, world: dict[str, Any]) -> None:
    ids = [world["tower"].pk, world["committee"].pk]
    answer = client.post("/nodes/bulk/", {"id": ids, "query": "kind=place"})
    assert answer.content.decode() == "滨港区委,云帆大厦"


def test_a_bulk_action_gets_all_that_is_filtered_where_asked(client: Client) -> None:
    answer = client.post("/nodes/bulk/", {"id": ["1"], "whole": "1", "query": "kind=organisation"})
    assert answer.content.decode() == "滨港区委"


def test_a_notice_reaches_htmx(client: Client, world: dict[str, Any]) -> None:
    answer = client.post("/nodes/bulk/", {"id": [world["tower"].pk]}, headers={"HX-Request": "true"})
    assert '"lx:said"' in answer["HX-Trigger"]
    assert '"undo": "/nodes/undo/"' in answer["HX-Trigger"]


@pytest.mark.parametrize(
    "query", ["page=abc", "page=-4", "page=99999999", "page=0", "cols=nonsense", "sort=nonsense", "id=x"]
)
def test_nonsense_in_the_address_is_harmless(client: Client, query: str) -> None:
    assert client.get(f"/nodes/?{query}").status_code == 200
