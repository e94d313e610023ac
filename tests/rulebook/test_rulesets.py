"""Versions of regulations by day, what they say, and how they are kept."""

import itertools
from datetime import date
from decimal import Decimal

import pytest

from liangxin.access.actor import Actor
from liangxin.core.errors import NotAllowed
from liangxin.rulebook.models import Rule, RuleSet
from liangxin.rulebook.selectors import (
    NoRuleInForce,
    due_day,
    get_industry,
    industries_within,
    list_industries,
    rule_in_force,
    rules_in_force,
    rules_of,
    ruleset_in_force,
)
from liangxin.rulebook.services.industries import install_industries
from liangxin.rulebook.services.rulesets import (
    NextVersion,
    NotTheNewest,
    RuleValueMissing,
    RuleValueNegative,
    RuleValues,
    VersionExists,
    VersionNotLater,
    add_version,
    correct_rule,
    install_rulesets,
)
from tests.rulebook import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _installed() -> None:
    install_rulesets()


@pytest.mark.parametrize(
    ("key", "value", "unit", "article"),
    [
        ("branch.min_full_members", 3, "person", "第四条"),
        ("branch.max_members", 50, "person", "第四条"),
        ("branch.joint_max_units", 5, "body", "第五条"),
        ("branch.assembly", 1, "per_quarter", "第十一条"),
        ("branch.committee_needed", 7, "person", "第二十一条"),
        ("development.probation", 1, "year", "第三十一条"),
        ("development.notice_min", 5, "working_day", "第十三条"),
        ("terms.committee", 5, "year", "第一条"),
        ("elections.congress_from", 500, "person", "第四条"),
        ("education.letter_valid", 90, "day", ""),
    ],
)
def test_what_the_regulations_say(key: str, value: int, unit: str, article: str) -> None:
    rule = rule_in_force(key, factories.TODAY)
    assert (rule.number, rule.unit, rule.article) == (value, unit, article)


def test_the_version_of_the_day_decides() -> None:
    before, after = date(2026, 5, 10), date(2026, 5, 11)
    assert rule_in_force("development.probation", before).version == "2014"
    assert rule_in_force("development.probation", after).version == "2026（5月修订）"
    with pytest.raises(NoRuleInForce):
        rule_in_force("development.notice_min", before)
    assert rule_in_force("development.notice_min", after).number == 5
    assert ruleset_in_force("development", before).version == "2014"
    with pytest.raises(NoRuleInForce):
        ruleset_in_force("development", date(2010, 1, 1))


def test_no_two_versions_hold_on_one_day_and_keys_belong_to_one_regulation() -> None:
    spans: dict[str, list[tuple[date, date]]] = {}
    for ruleset in RuleSet.objects.all():
        spans.setdefault(ruleset.code, []).append((ruleset.effective_on, ruleset.superseded_on or date.max))
        assert all(rule.key.startswith(f"{ruleset.code}.") for rule in rules_of(ruleset=ruleset))
    for found in spans.values():
        found.sort()
        assert all(one[1] <= other[0] for one, other in itertools.pairwise(found))


def test_every_rule_has_a_value_or_details() -> None:
    for rule in Rule.objects.all():
        assert (rule.value is None) == (rule.kind in {"rate", "checklist"}), rule.key
        assert bool(rule.details) == (rule.kind in {"rate", "checklist"}), rule.key
        assert rule.confidence in {"v2", "v", "k", "u"}


def test_a_citation_names_version_and_article() -> None:
    assert (
        rule_in_force("branch.theme_day", factories.TODAY).citation == "《中国共产党支部工作条例》2018（试行）第十六条"
    )


def test_many_rules_cost_one_query(django_assert_num_queries: object) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        found = rules_in_force(["dues.rate_wage", "terms.branch", "nothing.here"], factories.TODAY)
    assert set(found) == {"dues.rate_wage", "terms.branch"}
    assert found["dues.rate_wage"].details[0] == {"up_to": "3000", "rate": "0.5"}


def test_deadlines_run_in_their_own_unit() -> None:
    today = factories.TODAY
    assert due_day(rule_in_force("development.talk_within", today), date(2026, 1, 31)).day == date(2026, 2, 28)
    assert due_day(rule_in_force("development.probation", today), date(2024, 2, 29)).day == date(2025, 2, 28)
    assert due_day(rule_in_force("education.letter_valid", today), date(2026, 1, 1)).day == date(2026, 4, 1)
    with pytest.raises(ValueError, match="no span"):
        due_day(rule_in_force("branch.max_members", today), today)


def test_installing_twice_changes_nothing_and_keeps_corrections() -> None:
    Rule.objects.filter(key="branch.lecture").update(value=Decimal(2))
    count = Rule.objects.count()
    install_rulesets()
    assert Rule.objects.count() == count
    assert Rule.objects.get(key="branch.lecture").value == 2


def values(**changes: object) -> RuleValues:
    return RuleValues(**{
        "value": Decimal(2), "unit": "per_quarter", "strength": "local", "article": "", "text": "本区每季度两次。",
        "confidence": "k", **changes,
    })  # type: ignore[arg-type]  # fmt: skip


def test_a_local_practice_can_be_changed_and_history_keeps_why() -> None:
    rule = Rule.objects.get(key="branch.lecture")
    correct_rule(actor=factories.keeper(), rule=rule, values=values(), reason="区里的安排")
    assert rule_in_force("branch.lecture", factories.TODAY).number == 2
    last = rule.events.order_by("pgh_id").last()
    assert (last.value, last.pgh_context.metadata["reason"]) == (2, "区里的安排")


@pytest.mark.parametrize(
    ("_case", "actor", "changes", "refusal"),
    [
        ("only at a node", factories.officer(), {}, NotAllowed),
        ("without a value", factories.keeper(), {"value": None}, RuleValueMissing),
        ("under zero", factories.keeper(), {"value": Decimal(-1)}, RuleValueNegative),
    ],
)
def test_a_correction_refused_changes_nothing(
    _case: str, actor: Actor, changes: dict[str, object], refusal: type[Exception]
) -> None:
    rule = Rule.objects.get(key="branch.lecture")
    with pytest.raises(refusal):
        correct_rule(actor=actor, rule=rule, values=values(**changes), reason="")
    assert Rule.objects.get(pk=rule.pk).value == 1


def following(**changes: object) -> NextVersion:
    return NextVersion(**{
        "version": "2027", "effective_on": date(2027, 1, 1), "title": "中国共产党支部工作条例", "confidence": "v", **changes,
    })  # type: ignore[arg-type]  # fmt: skip


def test_the_next_version_takes_over_on_its_day() -> None:
    old = RuleSet.objects.get(code="branch")
    new = add_version(actor=factories.keeper(), previous=old, new=following(), reason="新条例")
    assert rule_in_force("branch.assembly", date(2026, 12, 31)).ruleset_id == old.pk
    assert rule_in_force("branch.assembly", date(2027, 1, 1)).ruleset_id == new.pk
    assert new.rules.count() == old.rules.count() == 21
    with pytest.raises(NotTheNewest):
        add_version(actor=factories.keeper(), previous=old, new=following(version="2028"), reason="")


@pytest.mark.parametrize(
    ("_case", "actor", "changes", "refusal"),
    [
        ("only at a node", factories.officer(), {}, NotAllowed),
        ("not later", factories.keeper(), {"effective_on": date(2018, 10, 28)}, VersionNotLater),
        ("version taken", factories.keeper(), {"version": "2018（试行）"}, VersionExists),
    ],
)
def test_a_version_refused_changes_nothing(
    _case: str, actor: Actor, changes: dict[str, object], refusal: type[Exception]
) -> None:
    old = RuleSet.objects.get(code="branch")
    with pytest.raises(refusal):
        add_version(actor=actor, previous=old, new=following(**changes), reason="")
    assert RuleSet.objects.filter(code="branch").count() == 1
    old.refresh_from_db()
    assert old.superseded_on is None


def test_industries_are_sections_and_divisions_of_the_standard() -> None:
    install_industries()
    install_industries()
    industries = list(list_industries())
    assert len([each for each in industries if each.parent is None]) == 20
    assert len([each for each in industries if each.parent is not None]) == 97
    assert [each.code for each in industries_within(code="J").order_by("code")] == ["66", "67", "68", "69", "J"]
    assert get_industry(code="36").parent.code == "C"
