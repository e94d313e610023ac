"""The desk's import pages: a story through them, and who may not."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from liangxin.access.models import Role
from liangxin.spreadsheets import rules
from liangxin.spreadsheets.models import DuplicateClaim, ImportBatch
from liangxin.spreadsheets.reading import read_sheets
from liangxin.spreadsheets.services.running import run_batch
from tests.access.factories import NOW, grant, make_node, make_role, make_user
from tests.helpers import client_for, fragment_of, queries
from tests.spreadsheets.demo_kind import ELSEWHERE, registered
from tests.spreadsheets.factories import xlsx
from tests.spreadsheets.test_batches import ALL, bodies, code, made

pytestmark = pytest.mark.django_db
HX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture(autouse=True)
def kind() -> Iterator[None]:
    with registered():
        yield


@pytest.fixture
def client() -> Client:
    return signed_in(ALL)


def signed_in(permissions: list[str], node: Any = None) -> Client:
    user = make_user()
    return client_for(user, grant=grant(user, make_role(permissions), node or make_node()))


def send(client: Client, rows: list[Any], header: list[str] | None = None, **more: Any) -> Any:
    file = SimpleUploadedFile("名册.xlsx", xlsx([header or ["名称", "信用代码", "上级"], *rows]))
    return client.post(reverse("imports"), {"kind": "demo-bodies", "file": file}, **more)


def page(client: Client, batch: ImportBatch, query: str = "") -> str:
    response = client.get(reverse("import-batch", args=[batch.pk]) + query)
    assert response.status_code == 200
    return response.content.decode()


def test_a_roster_goes_in_and_its_bad_rows_come_back(client: Client) -> None:
    Role.objects.create(code="top", name="总部")
    response = send(client, [made(1), [*made(2), "总布"], ["机构3", "91350100M000100Y4A"]])
    batch = ImportBatch.objects.get()
    assert response.url == reverse("import-batch", args=[batch.pk])
    shown = page(client, batch)
    assert "导入 1 行" in shown and "改成 总部" in shown and "校验位不符" in shown and "B 信用代码" in shown
    assert "机构1" not in shown and "机构1" in page(client, batch, "?all=1")
    assert "机构3" not in page(client, batch, "?problem=parent:demo.no_parent")
    client.post(reverse("import-row", args=[batch.pk, 3]), {"column": "parent", "do": "alike"})
    client.post(reverse("import-row", args=[batch.pk, 4]), {"column": "code", "text": "x", "do": "save"})
    assert "导入 2 行" in page(client, batch)
    assert client.post(reverse("import-apply", args=[batch.pk])).status_code == 302
    shown = page(client, batch)
    assert "下载没有导入的 1 行" in shown
    assert bodies() == [(code(1), "机构1"), (code(2), "机构2")]
    response = client.get(reverse("import-errors", args=[batch.pk]))
    assert response["Content-Disposition"].startswith("attachment")
    assert read_sheets(response.content)[0].rows[1][1:3] == ["机构3", "x"]
    client.post(reverse("import-undo", args=[batch.pk]))
    assert "整批撤回" in page(client, batch)
    assert bodies() == []


def test_the_list_of_batches_is_bounded(client: Client) -> None:
    for number in range(3):
        send(client, [made(number)])
    client.get(reverse("desk-home"))
    with queries(at_most=25) as few:
        assert client.get(reverse("imports")).content.decode().count("名册.xlsx") == 3
    taken = len(few)
    for number in range(3, 6):
        send(client, [made(number)])
    client.get(reverse("desk-home"))  # the pending box is counted anew after a change
    with queries(exactly=taken):
        assert client.get(reverse("imports")).content.decode().count("名册.xlsx") == 6


def test_the_preview_takes_a_fixed_number_of_queries(client: Client) -> None:
    send(client, [["机构", "x"]])
    send(client, [["机构", "x"] for _ in range(40)])
    few, many = ImportBatch.objects.order_by("row_count")
    client.get(reverse("desk-home"))
    with queries(at_most=25) as one:
        page(client, few)
    taken = len(one)
    with queries(exactly=taken):
        page(client, many)


def test_columns_are_pointed_at(client: Client) -> None:
    response = send(client, [["备注", "机构1", code(1)]], header=["甲", "乙", "信用代码"])
    batch = ImportBatch.objects.get()
    response = client.get(response.url, follow=True)
    assert "还没有找到：名称" in response.content.decode()
    address = reverse("import-columns", args=[batch.pk])
    where = {"sheet": "0", "first_row": "1", "depth": "1", "option_system": "GCJ-02"}
    response = client.post(address, {"column_code": "2", **where})
    assert (response.status_code, ImportBatch.objects.get().status) == (422, "uploaded")
    client.post(address, {"column_name": "1", "column_code": "2", **where})
    assert ImportBatch.objects.get().counts["planned"] == {"created": 1}
    client.post(address, {"column_name": "1", "column_code": "2", **where, "first_row": "2"})
    assert ImportBatch.objects.get().layout["first_row"] == 1


def test_a_refused_file_is_said_at_the_field(client: Client) -> None:
    file = SimpleUploadedFile("a.xlsx", b"<html></html>")
    response = client.post(reverse("imports"), {"kind": "demo-bodies", "file": file})
    assert response.status_code == 422
    assert "这是网页格式的表格" in response.content.decode()
    assert not ImportBatch.objects.exists()


def test_a_long_file_shows_its_progress(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "INLINE_ROWS", 1)
    send(client, [made(1), made(2)])
    batch = ImportBatch.objects.get()
    assert 'hx-trigger="every 2s"' in page(client, batch)
    run_batch(batch_id=batch.pk, now=NOW)
    assert "导入 2 行" in page(client, batch)


def test_the_fragment_is_the_part_of_the_page(client: Client) -> None:
    send(client, [["机构1", "x"]])
    batch = ImportBatch.objects.get()
    address = reverse("import-batch", args=[batch.pk])
    fragment = client.get(address, **HX).content.decode()
    assert fragment_of(fragment, "batch") == fragment_of(page(client, batch), "batch")
    changed = client.post(reverse("import-row", args=[batch.pk, 2]), {"column": "code", "text": code(1)}, **HX)
    assert fragment_of(changed.content.decode(), "batch") == fragment_of(page(client, batch), "batch")
    upload = client.get(reverse("imports"), **HX).content.decode()
    assert fragment_of(upload, "upload") == fragment_of(client.get(reverse("imports")).content.decode(), "upload")


def test_the_template_and_the_discarding(client: Client) -> None:
    assert client.get(reverse("import-template", args=["demo-bodies"])).status_code == 200
    assert client.get(reverse("import-template", args=["none"])).status_code == 404
    send(client, [made(1)])
    batch = ImportBatch.objects.get()
    assert client.post(reverse("import-discard", args=[batch.pk])).url == reverse("imports")
    assert "已放弃" in page(client, batch)


def test_claims_are_settled_above_and_unknown_below(client: Client) -> None:
    above = make_node()
    Role.objects.create(code=code(1), name="别处", description=ELSEWHERE)
    send(client, [made(1)])
    batch = ImportBatch.objects.get()
    assert "别处" not in page(client, batch, "?all=1")
    client.post(reverse("import-apply", args=[batch.pk]))
    assert "1</b>行待上级核对" in page(client, batch)
    DuplicateClaim.objects.update(node=above)
    claim = DuplicateClaim.objects.get()
    assert client.post(reverse("import-claim", args=[claim.pk]), {"do": "accept"}).status_code == 404
    judge = signed_in(ALL, above)
    assert "待核对 1" in judge.get(reverse("imports")).content.decode()
    assert "机构1" in judge.get(reverse("import-claims")).content.decode()
    assert "核对导入中可能重复的一行（名册.xlsx 第 2 行）" in judge.get(reverse("desk-home")).content.decode()
    assert "可能重复" not in client.get(reverse("desk-home")).content.decode()
    judge.post(reverse("import-claim", args=[claim.pk]), {"do": "reject"})
    assert DuplicateClaim.objects.get().status == "rejected"
    assert "没有要核对的" in judge.get(reverse("import-claims")).content.decode()


def test_a_file_is_looked_at_again_when_the_registers_have_changed(client: Client) -> None:
    send(client, [[*made(1), "分部"]])
    batch = ImportBatch.objects.get()
    assert "没有这个上级" in page(client, batch)
    Role.objects.create(code="branch", name="分部")
    client.post(reverse("import-recheck", args=[batch.pk]))
    assert "导入 1 行" in page(client, batch)


def test_the_national_form_leaves_with_a_reason(client: Client) -> None:
    assert client.post(reverse("import-national"), {"reason": ""}).status_code == 422
    response = client.post(reverse("import-national"), {"reason": "上报"})
    assert [sheet.name for sheet in read_sheets(response.content)][2:] == ["组织汇总表", "党员汇总表"]
    assert signed_in(["spreadsheets:import:create"]).get(reverse("import-national")).status_code == 403


def test_another_persons_batch_is_not_found(client: Client) -> None:
    send(client, [["机构1", "x"]])
    batch = ImportBatch.objects.get()
    other = signed_in(ALL)
    for name in ("import-batch", "import-columns", "import-errors"):
        assert other.get(reverse(name, args=[batch.pk])).status_code == 404
    for name in ("import-apply", "import-recheck", "import-undo", "import-discard", "import-suggestions"):
        assert other.post(reverse(name, args=[batch.pk])).status_code == 404
    assert other.post(reverse("import-row", args=[batch.pk, 2]), {"column": "code"}).status_code == 404


def test_without_the_permission_there_is_no_page() -> None:
    stranger = signed_in(["spreadsheets:export:create"])
    assert stranger.get(reverse("imports")).status_code == 403
    assert stranger.get(reverse("import-claims")).status_code == 403
    assert Client().get(reverse("imports")).status_code == 302
