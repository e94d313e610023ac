"""The coverage page: the sentence, numbers that open their rows, lines that open place by place, gaps as work."""

import re

import pytest
from django.urls import reverse

from liangxin.core.models import AuditEntry
from tests.access import factories as access
from tests.enterprises import factories
from tests.helpers import client_for, folded, fragment_of, queries
from tests.places.factories import area, region, square, tower

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def world() -> dict[str, object]:
    root = region(boundary=square(121.0, 31.0, 1.0))
    finance = area(root, boundary=square(121.0, 31.0, 0.4))
    spot = tower(finance, at=("121.2", "31.2"))
    branch = factories.organisation(home_place=finance)
    head = factories.enterprise("滨港甲有限公司", spot, figures={"staff": 40, "members": 2})
    factories.enterprise("滨港甲有限公司分公司", spot, head_office=head)
    factories.covered(factories.enterprise("滨港乙有限公司", spot), branch)
    officer = access.grant(access.make_user(), access.role("place_officer"), finance.node)
    committee = access.grant(access.make_user(), access.role("organisation_officer"), branch.node)
    return {
        "root": root,
        "finance": finance,
        "spot": spot,
        "branch": branch,
        "officer": officer,
        "committee": committee,
    }


def client(world: dict[str, object], who: str) -> object:
    grant = world[who]
    return client_for(grant.user, grant=grant)  # type: ignore[attr-defined]


def text(page: str) -> str:
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", page))


def test_the_sentence_counts_a_head_and_its_branch_once_and_says_its_denominator(world: dict[str, object]) -> None:
    page = client(world, "officer").get(reverse("coverage")).content.decode()  # type: ignore[attr-defined]
    assert "金融城片区在营2家企业，1家有组织覆盖（50.0%），1家没有；其中1家入驻超过90天。" in text(page)
    assert "总部与分支机构并计一次" in page
    assert "党员不足 5 人" in page


def test_every_number_opens_exactly_its_rows(world: dict[str, object]) -> None:
    browser = client(world, "officer")
    page = browser.get(reverse("coverage")).content.decode()  # type: ignore[attr-defined]
    links = re.findall(r'href="(/desk/enterprises/\?counted=[^"]+)"[^>]*>([\d,]+)<', page)
    assert len(links) >= 6
    for address, number in links:
        listed = browser.get(address.replace("&amp;", "&")).content.decode()  # type: ignore[attr-defined]
        assert re.search(rf"\b{number} 家", listed), (address, number)


def test_others_see_the_count_and_no_rows(world: dict[str, object]) -> None:
    page = client(world, "committee").get(reverse("coverage") + f"?place={world['finance'].pk}").content.decode()  # type: ignore[attr-defined]
    assert "金融城片区在营2家企业" in text(page)
    assert "本组织和下级组织负责1家" in text(page)
    assert f"counted=gap&amp;place={world['finance'].pk}" not in page  # type: ignore[attr-defined]
    assert "滨港甲" not in page
    assert "您看到的是数字" in page


def test_a_line_opens_with_what_is_below_and_the_swap_is_that_of_a_fresh_page(world: dict[str, object]) -> None:
    district = access.grant(access.make_user(), access.role("district_officer"), world["root"].node)  # type: ignore[attr-defined]
    browser = client_for(district.user, grant=district)
    closed = browser.get(reverse("coverage")).content.decode()
    assert "云帆大厦" not in fragment_of(closed, "cov-table")
    address = reverse("coverage") + f"?open={world['finance'].pk}"  # type: ignore[attr-defined]
    fresh = browser.get(address).content.decode()
    assert "云帆大厦" in fragment_of(fresh, "cov-table")
    swapped = browser.get(address, headers=HTMX).content.decode()
    assert folded(swapped) == fragment_of(fresh, "cov-table")


def test_the_map_is_drawn_from_our_own_polygons(world: dict[str, object]) -> None:
    district = access.grant(access.make_user(), access.role("district_officer"), world["root"].node)  # type: ignore[attr-defined]
    page = client_for(district.user, grant=district).get(reverse("coverage")).content.decode()
    assert '<polygon class="area c1"' in page
    assert page.count('<circle class="gap"') == 1
    assert "50.0% · 1 家" in page


@pytest.mark.parametrize(
    "query", ["?view=work", "?by=industry", "?by=label", "?by=ownership", "?day=2026-08-17", "?day=what&open=x"]
)
def test_every_way_of_asking_takes_a_fixed_number_of_queries(world: dict[str, object], query: str) -> None:
    browser = client(world, "officer")
    with queries() as few:
        assert browser.get(reverse("coverage") + query).status_code == 200  # type: ignore[attr-defined]
    for _ in range(4):
        factories.enterprise(place=world["spot"], labels=(factories.label("chips"),), ownership="state")  # type: ignore[arg-type]
    with queries(at_most=len(few) + 2):
        browser.get(reverse("coverage") + query)  # type: ignore[attr-defined]


def test_nobody_covered_before_they_moved_in(world: dict[str, object]) -> None:
    page = client(world, "officer").get(reverse("coverage") + "?day=2026-08-17").content.decode()  # type: ignore[attr-defined]
    assert "金融城片区在营0家企业" in text(page)


def test_the_table_leaves_as_a_file_and_is_noted(world: dict[str, object]) -> None:
    browser = client(world, "officer")
    assert browser.post(reverse("coverage"), {"reason": ""}).status_code == 302  # type: ignore[attr-defined]
    answer = browser.post(reverse("coverage"), {"reason": "月报"})  # type: ignore[attr-defined]
    assert answer.status_code == 200
    assert answer.content[:2] == b"PK"
    assert AuditEntry.objects.filter(reason="月报").count() == 1
