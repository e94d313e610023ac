"""Reading the rulebook: rules by day, the work calendar, code sets. Public rules are open to every signed-in account."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from django.db.models import Count, Max, Min, Q, QuerySet

from liangxin.core.errors import NotFound
from liangxin.rulebook.choices import RuleUnit
from liangxin.rulebook.models import Industry, Rule, RuleSet, WorkCalendarDay, WorkCalendarYear
from liangxin.rulebook.rules import CountedDay, is_working, months_after, span_to_read, working_days_from

__all__ = ["CountedDay", "months_after"]

CURRENT_GBT_4754 = "2017"
Record = TypeVar("Record")


class NoRuleInForce(NotFound):
    """No version on record holds a rule with this key on that day."""

    code = "rulebook.no_rule_in_force"


@dataclass(frozen=True)
class RuleInForce:
    """A rule as it holds on a day, with what a task or alert cites."""

    key: str
    label: str
    kind: str
    value: Decimal | None
    unit: str
    strength: str
    details: Sequence[Any]
    article: str
    title: str
    version: str
    rule_id: int
    ruleset_id: int

    @property
    def number(self) -> int:
        """The value as a whole number. Raises ValueError where it is none."""
        if self.value is None or self.value != self.value.to_integral_value():
            raise ValueError(f"{self.key} is no whole number")
        return int(self.value)

    @property
    def citation(self) -> str:
        """“《中国共产党支部工作条例》2018（试行）第十一条”."""
        return f"《{self.title}》{self.version}{self.article}"


def _in_force(day: date) -> Q:
    upper = Q(ruleset__superseded_on=None) | Q(ruleset__superseded_on__gt=day)
    return Q(ruleset__effective_on__lte=day) & upper


def _cited(rule: Rule) -> RuleInForce:
    return RuleInForce(
        key=rule.key, label=rule.label, kind=rule.kind, value=rule.value, unit=rule.unit, strength=rule.strength,
        details=rule.details, article=rule.article, title=rule.ruleset.title, version=rule.ruleset.version,
        rule_id=rule.pk, ruleset_id=rule.ruleset_id,
    )  # fmt: skip


def rules_in_force(keys: Iterable[str], day: date) -> dict[str, RuleInForce]:
    """The rules with these keys that hold on `day`; a key without one is missing. One query."""
    rules = Rule.objects.filter(_in_force(day), key__in=list(keys)).select_related("ruleset")
    return {rule.key: _cited(rule) for rule in rules.order_by("ruleset__effective_on", "pk")}


def rule_in_force(key: str, day: date) -> RuleInForce:
    """The rule that holds on `day`. Raises NoRuleInForce."""
    found = rules_in_force([key], day).get(key)
    if found is None:
        raise NoRuleInForce(key=key, day=day)
    return found


def ruleset_in_force(code: str, day: date) -> RuleSet:
    """The version of a regulation that holds on `day`. Raises NoRuleInForce."""
    upper = Q(superseded_on=None) | Q(superseded_on__gt=day)
    found: RuleSet | None = (
        RuleSet.objects.filter(upper, code=code, effective_on__lte=day).order_by("-effective_on").first()
    )
    if found is None:
        raise NoRuleInForce(key=code, day=day)
    return found


def list_rulesets() -> "QuerySet[RuleSet]":
    """All versions of all regulations, the newest of each first, with how many rules they hold."""
    sets: QuerySet[RuleSet] = RuleSet.objects.annotate(rule_count=Count("rules"))
    return sets.order_by("code", "-effective_on")


def get_ruleset(*, ruleset_id: int) -> RuleSet:
    """Raises NotFound."""
    found: RuleSet | None = RuleSet.objects.filter(pk=ruleset_id).first()
    return _found(found)


def list_versions(*, code: str) -> "QuerySet[RuleSet]":
    """The versions of one regulation, the newest first."""
    versions: QuerySet[RuleSet] = RuleSet.objects.filter(code=code).order_by("-effective_on")
    return versions


def rules_of(*, ruleset: RuleSet) -> "QuerySet[Rule]":
    """The rules of a version in their order."""
    rules: QuerySet[Rule] = Rule.objects.filter(ruleset=ruleset).order_by("position", "pk")
    return rules


def get_rule(*, rule_id: int) -> Rule:
    """Raises NotFound."""
    found: Rule | None = Rule.objects.filter(pk=rule_id).select_related("ruleset").first()
    return _found(found)


def _found(record: Record | None) -> Record:
    if record is None:
        raise NotFound()
    return record


# ------------------------------------------------------------------------------------------------ the work calendar


def years_loaded() -> list[WorkCalendarYear]:
    """The years on record, in their order."""
    return list(WorkCalendarYear.objects.order_by("year"))


def first_year_missing(today: date) -> int | None:
    """The first year from this one to the next that is not on record."""
    loaded = set(WorkCalendarYear.objects.filter(year__gte=today.year).values_list("year", flat=True))
    return next((year for year in (today.year, today.year + 1) if year not in loaded), None)


def _exceptions(first: date, last: date) -> dict[date, bool]:
    return dict(WorkCalendarDay.objects.filter(day__range=(first, last)).values_list("day", "is_workday"))


def is_working_day(day: date) -> CountedDay | None:
    """`day` where it is worked, else None; provisional where its year is not on record."""
    missing = () if WorkCalendarYear.objects.filter(year=day.year).exists() else (day.year,)
    return CountedDay(day, missing) if is_working(day, _exceptions(day, day)) else None


def working_days_after(day: date, count: int) -> CountedDay:
    """The `count`-th working day after `day`, or before it for a negative count. Two queries, whatever the count.

    The answer is `provisional` where it passes through a year that is not on record (R-RUL-03).
    """
    first, last = span_to_read(day, count)
    exceptions = _exceptions(first, last)
    loaded = set(WorkCalendarYear.objects.values_list("year", flat=True))
    return working_days_from(day, count, exceptions=exceptions, loaded=loaded)


def due_day(rule: RuleInForce, start: date) -> CountedDay:
    """The day on which a rule with a span (days, working days, months, years) runs out, counted from `start`.

    Raises ValueError for a rule without a span.
    """
    if rule.unit == RuleUnit.WORKING_DAY:
        return working_days_after(start, rule.number)
    if rule.unit == RuleUnit.MONTH:
        return CountedDay(months_after(start, rule.number))
    if rule.unit == RuleUnit.YEAR:
        return CountedDay(months_after(start, rule.number * 12))
    if rule.unit == RuleUnit.DAY:
        return CountedDay(date.fromordinal(start.toordinal() + rule.number))
    raise ValueError(f"{rule.key} has no span")


@dataclass(frozen=True)
class CalendarYear:
    """A year of the work calendar: whether it is on record, and the days that differ from the plain week."""

    year: int
    loaded: WorkCalendarYear | None
    days: dict[date, WorkCalendarDay]


def calendar_of(*, year: int) -> CalendarYear:
    """The year as it is on record. Two queries."""
    days = WorkCalendarDay.objects.filter(day__year=year).order_by("day")
    return CalendarYear(year, WorkCalendarYear.objects.filter(year=year).first(), {each.day: each for each in days})


def years_shown(today: date) -> tuple[int, int]:
    """The first and last year that can be turned to: what is on record, and the year after this one."""
    span = WorkCalendarYear.objects.aggregate(first=Min("year"), last=Max("year"))
    first, last = span["first"] or today.year, span["last"] or today.year
    return min(first, today.year), max(last, today.year + 1)


# ------------------------------------------------------------------------------------------------ code sets


def list_industries(*, version: str = CURRENT_GBT_4754) -> "QuerySet[Industry]":
    """The classes of GB/T 4754 in the order of the standard: sections with their divisions."""
    industries: QuerySet[Industry] = Industry.objects.filter(version=version).select_related("parent").order_by("code")
    return industries


def get_industry(*, code: str, version: str = CURRENT_GBT_4754) -> Industry:
    """The class with this code. Raises NotFound."""
    found: Industry | None = Industry.objects.filter(version=version, code=code.upper()).first()
    return _found(found)


def industries_within(*, code: str, version: str = CURRENT_GBT_4754) -> "QuerySet[Industry]":
    """The class and all below it, for filters: "J" is J and 66 to 69."""
    within = Q(code=code) | Q(parent__code=code) | Q(parent__parent__code=code) | Q(parent__parent__parent__code=code)
    industries: QuerySet[Industry] = Industry.objects.filter(within, version=version)
    return industries


def section_by_industry(*, version: str = CURRENT_GBT_4754) -> dict[int, str]:
    """For each industry's id the letter of its section. One query."""
    rows = list(Industry.objects.filter(version=version).values_list("pk", "parent_id", "code").order_by("pk"))
    parents = {pk: parent for pk, parent, _code in rows}
    codes = {pk: code for pk, _parent, code in rows}
    found: dict[int, str] = {}
    for pk in codes:
        at: int | None = pk
        while at is not None and parents.get(at) is not None:
            at = parents[at]
        found[pk] = codes[at] if at is not None else ""
    return found


def holidays_between(first: date, last: date) -> dict[date, str]:
    """The public holidays on record from `first` to `last`, both inclusive, with their names."""
    rows = WorkCalendarDay.objects.filter(day__range=(first, last), is_workday=False)
    return dict(rows.values_list("day", "name"))
