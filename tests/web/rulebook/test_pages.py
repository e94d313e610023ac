"""The pages of the rulebook and the work calendar."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from liangxin.rulebook.models import Rule, RuleSet, WorkCalendarDay, WorkCalendarYear
from tests.access import factories as access
from tests.helpers import client_for, queries
from tests.rulebook import factories

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def _installed() -> None:
    factories.install()


def keeper() -> Client:
    user = access.make_user()
    return client_for(user, grant=access.grant(user, access.role("system_admin"), None))


def reader() -> Client:
    user = access.make_user()
    node = access.make_node(kind="organisation")
    return client_for(user, grant=access.grant(user, access.role("branch_secretary"), node))


def text(response: Any) -> str:
    return str(response.content.decode())


def ruleset(code: str, version: str) -> RuleSet:
    return RuleSet.objects.get(code=code, version=version)


def test_every_regulation_stands_with_version_day_and_confidence() -> None:
    page = text(reader().get(reverse("ruleset-list")))
    for words in (
        "中国共产党支部工作条例",
        "2018（试行）",
        "2026（5月修订）",
        "2018-10-28",
        "已被代替",
        "现行",
        "两处独立出处",
    ):
        assert words in page


def test_a_version_shows_its_rules_articles_and_doubts() -> None:
    page = text(reader().get(reverse("ruleset", args=[ruleset("branch", "2018（试行）").pk])))
    for words in ("主题党日", "第十六条", "地方做法", "条例没有规定支部党课的频次", "1 次/季度"):
        assert words in page
    assert reverse("rule-correct", args=[Rule.objects.get(key="branch.lecture").pk]) not in page
    dues = text(reader().get(reverse("ruleset", args=[ruleset("dues", "2008").pk])))
    assert "3000 元及以下 0.5%" in dues and "以上 2%" in dues and "存疑" in dues
    new = text(reader().get(reverse("ruleset", args=[ruleset("development", "2026（5月修订）").pk])))
    assert "条款号和文字转引自公开网页" in new and "https://www.12371.cn/" in new


def test_a_rule_is_corrected_by_who_keeps_the_rulebook() -> None:
    rule = Rule.objects.get(key="branch.lecture")
    url = reverse("rule-correct", args=[rule.pk])
    values = {
        "value": "2",
        "unit": "per_quarter",
        "strength": "local",
        "confidence": "k",
        "text": "本区每季度两次。",
        "reason": "区里的安排",
    }
    assert reader().get(url).status_code == 403
    assert reader().post(url, values).status_code == 403
    client = keeper()
    assert "每季度" in text(client.get(url))
    response = client.post(url, {**values, "value": ""}, headers=HTMX)
    assert response.status_code == 422 and "请写数值" in text(response)
    client.post(url, values)
    rule.refresh_from_db()
    assert rule.value == 2
    assert "理由：区里的安排" in text(client.get(url))


def test_a_checklist_is_corrected_line_by_line() -> None:
    rule = Rule.objects.get(key="elections.no_vote")
    values = {
        "lines": "预备党员\n\n受留党察看处分的党员",
        "unit": "none",
        "strength": "shall",
        "confidence": "v2",
        "reason": "核对原文",
    }
    keeper().post(reverse("rule-correct", args=[rule.pk]), values)
    rule.refresh_from_db()
    assert rule.details == ["预备党员", "受留党察看处分的党员"]


def test_the_next_version_is_begun_from_the_newest() -> None:
    previous = ruleset("branch", "2018（试行）")
    url = reverse("ruleset-next", args=[previous.pk])
    values = {
        "title": previous.title,
        "version": "2027",
        "effective_on": "2027-01-01",
        "confidence": "v",
        "reason": "新条例",
    }
    assert reader().get(url).status_code == 403
    client = keeper()
    refused = client.post(url, {**values, "effective_on": "2018-01-01"}, headers=HTMX)
    assert refused.status_code == 422 and "新版本的施行日应晚于" in text(refused)
    made = client.post(url, values)
    page = text(client.get(made.headers["Location"]))
    assert "未施行" in page and "主题党日" in page


def test_industries() -> None:
    page = text(reader().get(reverse("industry-list")))
    assert "制造业" in page and "汽车制造业" in page


def test_the_calendar_says_what_is_free_and_what_is_not_loaded() -> None:
    client = reader()
    assert client.get(reverse("calendar")).headers["Location"] == reverse("calendar-year", args=[2026])
    page = text(client.get(reverse("calendar-year", args=[2026])))
    assert "国庆节调休上班" in page and "周末上班 6 天" in page and "尚未载入" not in page
    assert "2027 年尚未载入" in text(client.get(reverse("calendar-year", args=[2027])))
    assert client.get(reverse("calendar-year", args=[2040])).status_code == 404
    with queries(at_most=15):
        client.get(reverse("calendar-year", args=[2026]))


YEAR = "日期,放假或上班,名称\n2027-01-01,放假,元旦\n2027年1月9日,上班,元旦调休上班\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_year_is_loaded_from_a_file(encoding: str) -> None:
    file = SimpleUploadedFile("2027.csv", YEAR.encode(encoding))
    client = keeper()
    response = client.post(
        reverse("calendar-load", args=[2027]), {"source": "国办发明电", "file": file, "reason": "通知"}
    )
    assert response.headers["Location"] == reverse("calendar-year", args=[2027])
    assert WorkCalendarYear.objects.get(year=2027).source == "国办发明电"
    days = list(WorkCalendarDay.objects.filter(day__year=2027).order_by("day").values_list("is_workday", "name"))
    assert days == [(False, "元旦"), (True, "元旦调休上班")]


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ("", "请选一个文件"),
        ("2027-01-01,放假", "第 1 行不是三列"),
        ("某日3,放假,元旦", "看不懂"),
        ("2027-01-01,不清楚,元旦", "请写“放假”或“上班”"),
        ("2026-01-01,放假,元旦", "2026-01-01 不在 2027 年"),
        ("2027-01-01,放假,元旦\n2027-01-01,放假,元旦", "出现了两次"),
    ],
)
def test_a_year_that_cannot_be_understood_is_refused_whole(lines: str, words: str) -> None:
    response = keeper().post(reverse("calendar-load", args=[2027]), {"source": "通知", "lines": lines}, headers=HTMX)
    assert response.status_code == 422 and words in text(response)
    assert not WorkCalendarDay.objects.filter(day__year=2027).exists()


def test_a_day_is_set_and_cleared() -> None:
    url = reverse("calendar-day", args=[2026, 11, 24])
    values = {"is_workday": "no", "name": "台风停工", "source": "市政府通知"}
    assert reader().post(url, values).status_code == 403
    client = keeper()
    assert "本来上班" in text(client.get(url))
    refused = client.post(url, {**values, "is_workday": "yes"}, headers=HTMX)
    assert refused.status_code == 422 and "按星期本来就是这样" in text(refused)
    client.post(url, values)
    assert "台风停工" in text(client.get(reverse("calendar-year", args=[2026])))
    client.post(url, {"do": "clear"})
    assert not WorkCalendarDay.objects.filter(name="台风停工").exists()
    assert client.get("/desk/calendar/day/2026/2/30/").status_code == 404


def test_who_keeps_the_calendar_is_told_that_a_year_is_missing() -> None:
    assert "载入 2027 年的节假日" in text(keeper().get(reverse("desk-home")))
    assert "载入 2027 年的节假日" not in text(reader().get(reverse("desk-home")))
