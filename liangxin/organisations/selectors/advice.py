"""What the rulebook says of an organisation: the end of its term, and advice on its form. Never a decision."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from liangxin.organisations.choices import Level
from liangxin.organisations.models import Organisation, Post
from liangxin.rulebook.selectors import RuleInForce, due_day, rules_in_force

TERM_KEYS = {
    Level.COMMITTEE: "terms.committee",
    Level.GENERAL_BRANCH: "terms.general_branch",
    Level.BRANCH: "terms.branch",
}
ADVICE_KEYS = (
    "branch.min_full_members", "branch.max_members", "branch.joint_max_units", "branch.committee_needed",
    "setting.general_branch_from", "setting.committee_from",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Size:
    """What the advice looks at; None where the reader may not know or nobody counted."""

    members: int | None = None
    full_members: int | None = None
    units: int | None = None


@dataclass(frozen=True)
class Advice:
    """One hint with the rule it rests on."""

    words: str
    citation: str


def term_end(*, level: str, start: date) -> date | None:
    """The last day of a term that begins on `start`, by the rule in force then; None where no rule says."""
    key = TERM_KEYS.get(Level(level))
    rule = rules_in_force([key], start).get(key) if key else None
    return due_day(rule, start).day - timedelta(days=1) if rule is not None else None


def advice_for(*, organisation: Organisation, size: Size, today: date) -> Sequence[Advice]:
    """Hints on the organisation's form, each with the rule it rests on (R-ORG-06)."""
    rules = rules_in_force(ADVICE_KEYS, today)
    found: list[Advice] = []
    if organisation.type.level == Level.BRANCH:
        found += _on_a_branch(organisation, size, rules)
    elif organisation.type.level == Level.GENERAL_BRANCH:
        found += _at_least(size.members, rules.get("setting.committee_from"), _(
            "党员 {count} 名，已到 {limit} 名，可研究是否升格为党委。"
        ))  # fmt: skip
    if organisation.type.has_units:
        found += _more_than(size.units, rules.get("branch.joint_max_units"), _(
            "参加的单位 {count} 个，一般不超过 {limit} 个，可研究是否分设。"
        ))  # fmt: skip
    return found


def _on_a_branch(organisation: Organisation, size: Size, rules: dict[str, RuleInForce]) -> list[Advice]:
    found: list[Advice] = []
    least = rules.get("branch.min_full_members")
    if least is not None and size.full_members is not None and size.full_members < least.number:
        words = _("正式党员 {count} 名，不足 {limit} 名，可研究与相邻单位组建联合党支部。")
        found.append(Advice(words.format(count=size.full_members, limit=least.number), least.citation))
    found += _more_than(size.members, rules.get("branch.max_members"), _(
        "党员 {count} 名，一般不超过 {limit} 名，可研究分设支部或升格为党总支。"
    ))  # fmt: skip
    needed = rules.get("branch.committee_needed")
    if needed is not None and size.full_members is not None and size.full_members >= needed.number:
        seats = Post.objects.filter(organisation=organisation, during__upper_inf=True).count()
        if seats < 3:  # a committee has at least three seats (branch.committee_min_seats)
            words = _("正式党员 {count} 名，已到 {limit} 名，应设支部委员会，现有职务 {seats} 个。")
            found.append(
                Advice(words.format(count=size.full_members, limit=needed.number, seats=seats), needed.citation)
            )
    return found


def _at_least(count: int | None, rule: RuleInForce | None, words: str) -> list[Advice]:
    if count is None or rule is None or count < rule.number:
        return []
    return [Advice(words.format(count=count, limit=rule.number), rule.citation)]


def _more_than(count: int | None, rule: RuleInForce | None, words: str) -> list[Advice]:
    if count is None or rule is None or count <= rule.number:
        return []
    return [Advice(words.format(count=count, limit=rule.number), rule.citation)]
