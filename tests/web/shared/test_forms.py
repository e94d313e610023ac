"""Fields that understand what people paste, and pickers that look again."""

from datetime import date

import pytest
from django import forms

from liangxin.core.errors import NotFound, RuleBroken
from liangxin.web.shared.forms import DayField, Form, parse_day
from liangxin.web.shared.picks import NodeField
from liangxin.web.shared.refusals import refusals_on
from tests.access.factories import actor, make_node

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("given", "day"),
    [
        ("2026-11-23", date(2026, 11, 23)),
        ("2026/3/5", date(2026, 3, 5)),
        ("2026.3.5", date(2026, 3, 5)),
        ("20260305", date(2026, 3, 5)),
        ("2026年3月5日", date(2026, 3, 5)),
        (" 2026 年 3 月 5 日 ", date(2026, 3, 5)),
        ("3月5日", date(2026, 3, 5)),
        ("12-1", date(2026, 12, 1)),
        ("今天", TODAY),
        ("明天", date(2026, 11, 24)),
        ("昨天", date(2026, 11, 22)),
    ],
)
def test_days_are_read_as_people_write_them(given: str, day: date) -> None:
    assert parse_day(given, TODAY) == day


@pytest.mark.parametrize("given", ["", "2026-13-01", "2026-02-30", "下周", "20261", "1.2.3.4", "２"])
def test_what_is_no_day_is_refused(given: str) -> None:
    with pytest.raises(ValueError):
        parse_day(given, TODAY)


class Asked(Form):
    since = DayField(label="自")
    name = forms.CharField(label="名称")


def test_errors_stand_at_the_field_and_input_stays() -> None:
    form = Asked({"since": "不知道", "name": ""})
    assert not form.is_valid()
    assert form.errors["since"] == ["看不懂这个日期，请写成 2026-11-23。"]
    html = form.render()
    assert 'value="不知道"' in html
    assert 'href="#id_since"' in html and 'href="#id_name"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_since_error"' in html


class TooSmall(RuleBroken):
    code, field, message = "tests.too_small", "name", "最多 {most} 人。"


class Elsewhere(RuleBroken):
    code, field, message = "tests.elsewhere", "room", "房间已满。"


def test_a_refusal_stands_at_its_field_or_on_top() -> None:
    form = Asked({"since": "今天", "name": "x"})
    assert form.is_valid()
    with refusals_on(form):
        raise TooSmall(most=3)
    with refusals_on(form):
        raise Elsewhere()
    assert form.errors["name"] == ["最多 3 人。"]
    assert form.non_field_errors() == ["房间已满。"]


def test_what_may_not_be_known_is_no_form_error() -> None:
    with pytest.raises(NotFound), refusals_on(Asked({})):
        raise NotFound()


class Placed(Form):
    place = NodeField(kind="grant-node", label="位置")


@pytest.mark.django_db
class TestPicker:
    @pytest.fixture
    def form(self):  # type: ignore[no-untyped-def]
        district = make_node("滨港区")
        self.inside = make_node("云帆路园区", parent=district)
        make_node("同名楼", parent=self.inside)
        make_node("同名楼", parent=district)
        self.outside = make_node("临江区")
        officer = actor("district_officer", district)

        def make(**data: object) -> Placed:
            form = Placed({key: str(value) for key, value in data.items()})
            form.fields["place"].actor = officer  # type: ignore[attr-defined]
            return form

        return make

    def test_a_picked_node_is_looked_up_again(self, form) -> None:  # type: ignore[no-untyped-def]
        picked = form(place=self.inside.pk, place_text="云帆路园区")
        assert picked.is_valid()
        assert picked.cleaned_data["place"] == self.inside

    def test_a_node_out_of_scope_is_not_found(self, form) -> None:  # type: ignore[no-untyped-def]
        picked = form(place=self.outside.pk, place_text="临江区")
        assert picked.errors["place"] == ["没有找到，请从列表中选。"]

    def test_without_scripts_the_name_suffices(self, form) -> None:  # type: ignore[no-untyped-def]
        picked = form(place="", place_text=" 云帆路园区 ")
        assert picked.is_valid()
        assert picked.cleaned_data["place"] == self.inside

    def test_what_was_typed_over_wins_over_the_old_choice(self, form) -> None:  # type: ignore[no-untyped-def]
        picked = form(place=self.inside.pk, place_text="没有的地方")
        assert picked.errors["place"] == ["没有找到，请从列表中选。"]

    def test_a_name_that_several_bear_is_asked_again(self, form) -> None:  # type: ignore[no-untyped-def]
        picked = form(place="", place_text="同名楼")
        assert picked.errors["place"] == ["有不止一个叫这个名字，请从列表中选。"]
        assert 'value="同名楼"' in picked.render()

    @pytest.mark.parametrize("given", ["x", "-1", "9" * 30, "1 or 1=1"])
    def test_nonsense_is_not_found(self, form, given: str) -> None:  # type: ignore[no-untyped-def]
        assert form(place=given).errors["place"] == ["没有找到，请从列表中选。"]
