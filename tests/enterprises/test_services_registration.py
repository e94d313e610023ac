"""Registering enterprises."""

from datetime import date
from decimal import Decimal

import pytest

from liangxin.access.actor import SYSTEM
from liangxin.core.errors import RuleBroken
from liangxin.core.models import OutboxEvent
from liangxin.enterprises.models import Enterprise, OperatingPlace, PendingRegistration, StatusSpan
from liangxin.enterprises.services import new as new_rules
from liangxin.enterprises.services import registration
from liangxin.enterprises.services.new import NewEnterprise
from liangxin.enterprises.services.registration import register_enterprise, register_enterprises
from liangxin.search.selectors import matching_ids
from tests.enterprises.factories import MOVED_IN, NOW, TODAY, credit_code, enterprise, label, organisation
from tests.places.factories import area, region, tower

pytestmark = pytest.mark.django_db


def test_a_registered_enterprise_has_all_that_was_said() -> None:
    spot = tower(area(region()))
    branch = organisation()
    made = register_enterprise(
        actor=SYSTEM, now=NOW, today=TODAY,
        new=NewEnterprise(
            name="滨港砺石智驾(中国)技术有限公司", credit_code="91310115ma1k000016", ownership="private", place=spot,
            unit="7层", moved_in=MOVED_IN, capital_text="1,000(万元人民币)", organisation=branch, covered_from=MOVED_IN,
            figures={"staff": 142, "young_staff": 96}, figures_as_of=date(2026, 11, 2), figures_source="企业填报",
            labels=(label("smart_making"),), established_on=date(2019, 5, 1),
        ),
    ).enterprise  # fmt: skip
    assert made is not None
    made.refresh_from_db()
    assert made.node.name == "滨港砺石智驾（中国）技术有限公司"
    assert made.node.short_name == "滨港砺石智驾（中国）技术"
    assert made.node.during.lower == date(2019, 5, 1)
    assert made.credit_code == "91310115MA1K000016"
    assert (made.capital_amount, made.capital_currency) == (Decimal("10000000.00"), "CNY")
    assert (made.unit_category, made.staff_count, made.young_staff_count, made.moved_in_on) == (
        "economic",
        142,
        96,
        MOVED_IN,
    )
    assert [each.code for each in made.labels.all()] == ["smart_making"]
    held = made.operating_places.get()
    assert (held.place_id, held.unit, held.during.lower, held.during.upper) == (spot.pk, "7层", MOVED_IN, None)
    assert made.coverages.get().organisation_id == branch.pk
    assert [(each.kind, each.value, each.source) for each in made.figures.order_by("kind")] == [
        ("staff", 142, "企业填报"), ("young_staff", 96, "企业填报"),
    ]  # fmt: skip
    assert OutboxEvent.objects.get(name="enterprises.registered").payload == {"enterprise_ids": [made.pk]}
    for text in ("砺石", "lishizhijia", "bglszj", "91310115MA1K000016"):
        assert list(matching_ids(kind="enterprise", text=text)) == [made.pk], text


@pytest.mark.parametrize(
    ("_case", "values", "refusal"),
    [
        ("no name", {"name": "  "}, new_rules.NameMissing),
        ("a name too long", {"name": "长" * 201}, new_rules.NameTooLong),
        ("a wrong code", {"credit_code": "91310115MA1K000017"}, new_rules.CreditCodeWrong),
        ("capital nobody understands", {"capital_text": "很多"}, new_rules.CapitalUnclear),
        ("moved in tomorrow", {"moved_in": date(2026, 11, 24)}, new_rules.MovedInToCome),
        ("the code is there", {"credit_code": credit_code(77)}, registration.EnterpriseExists),
        ("the name is there without a code", {"name": "滨港无码有限公司"}, registration.SameName),
    ],
)
def test_refused_and_nothing_happened(_case: str, values: dict[str, object], refusal: type[RuleBroken]) -> None:
    enterprise("滨港已有有限公司", credit_code=credit_code(77))
    enterprise("滨港无码有限公司", credit_code="")
    with pytest.raises(refusal):
        register_enterprise(
            actor=SYSTEM, now=NOW, today=TODAY, new=NewEnterprise(**({"name": "滨港新有限公司"} | values))  # type: ignore[arg-type]
        )  # fmt: skip
    assert Enterprise.objects.count() == 2
    assert StatusSpan.objects.count() == 2


def test_a_code_with_the_letter_o_is_refused_with_a_suggestion() -> None:
    with pytest.raises(new_rules.CreditCodeWrong) as refusal:
        new_rules.checked_code("91310115MA1KOOOO16")
    assert refusal.value.facts["suggestion"] == "91310115MA1K000016"


def test_all_or_none_of_a_batch() -> None:
    good = NewEnterprise(name="滨港甲有限公司", credit_code=credit_code(5))
    with pytest.raises(registration.CodeTwice):
        register_enterprises(actor=SYSTEM, news=[good, good], now=NOW, today=TODAY)
    assert Enterprise.objects.count() == 0


def test_a_body_that_is_no_new_unit_goes_to_the_superior() -> None:
    result = register_enterprise(
        actor=SYSTEM,
        now=NOW,
        today=TODAY,
        new=NewEnterprise(name="滨港区图书馆", credit_code=credit_code(9, kind="12")),
    )
    assert result.enterprise is None
    assert result.pending is not None
    assert (result.pending.enterprise, result.pending.name) == (None, "滨港区图书馆")
    assert Enterprise.objects.count() == 0
    assert PendingRegistration.objects.count() == 1
    assert OperatingPlace.objects.count() == 0
