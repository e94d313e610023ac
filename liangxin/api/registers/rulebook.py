"""Regulations as data, the work calendar, the classes of GB/T 4754: read by everybody whose role says so."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone
from ninja import Field, Query, Router, Schema

from liangxin.access.services.require import require_somewhere
from liangxin.api.paging import Page, Paging, page_of
from liangxin.api.words import READING, Code, Coded, Id
from liangxin.rulebook.permissions import Permission
from liangxin.rulebook.selectors import (
    calendar_of,
    get_ruleset,
    industries_within,
    list_industries,
    list_rulesets,
    rules_of,
)

router = Router(tags=["rulebook"])


class RuleSetOut(Schema):
    """A version of a regulation. superseded_on: first day on which it holds no more."""

    id: int
    code: str
    version: str
    title: str
    issuer: str
    issued_on: date | None
    effective_on: date
    superseded_on: date | None
    source_url: str
    confidence: str


class RuleOut(Schema):
    """A rule: its number with unit, or its details; with the article it rests on."""

    key: str
    label: str
    kind: str
    value: Decimal | None
    unit: str
    strength: str
    article: str
    text: str
    details: list[Any]
    confidence: str
    source: str


class RuleSetFull(RuleSetOut):
    rules: list[RuleOut]


class CalendarDay(Schema):
    """A day that is not as its weekday: a holiday, or a weekend that is worked."""

    day: date
    is_workday: bool
    name: str


class CalendarOut(Schema):
    """A year. is_on_record: else only weekends are known."""

    year: int
    is_on_record: bool
    days: list[CalendarDay]


class IndustryOut(Coded):
    parent: str | None


class CalendarQuery(Schema):
    year: int | None = Field(None, ge=1950, le=2150)


class IndustryQuery(Schema):
    """within: a class, with all below it."""

    within: Code = ""


def shape(one: Any) -> dict[str, Any]:
    """A version of a regulation as it is told."""
    return {name: getattr(one, name) for name in RuleSetOut.model_fields}


@router.get(
    "/rulesets", response={200: Page[RuleSetOut], **READING}, summary="Versions of regulations", url_name="ruleset-list"
)
def rulesets(request: Any, paging: Query[Paging]) -> Any:
    require_somewhere(request.actor, Permission.RULESET_READ)
    return page_of(list_rulesets(), paging, shape=shape)


@router.get(
    "/rulesets/{ruleset_id}",
    response={200: RuleSetFull, **READING},
    summary="One version with its rules",
    url_name="ruleset",
)
def ruleset(request: Any, ruleset_id: Id) -> Any:
    require_somewhere(request.actor, Permission.RULESET_READ)
    found = get_ruleset(ruleset_id=ruleset_id)
    rules = [{name: getattr(one, name) for name in RuleOut.model_fields} for one in rules_of(ruleset=found)]
    return shape(found) | {"rules": rules}


@router.get(
    "/work-calendar",
    response={200: CalendarOut, **READING},
    summary="A year's holidays and worked weekends",
    url_name="work-calendar",
)
def work_calendar(request: Any, asked: Query[CalendarQuery]) -> Any:
    require_somewhere(request.actor, Permission.CALENDAR_READ)
    found = calendar_of(year=asked.year or timezone.localdate().year)
    return {
        "year": found.year, "is_on_record": found.loaded is not None,
        "days": [
            {"day": one.day, "is_workday": one.is_workday, "name": one.name} for _day, one in sorted(found.days.items())
        ],
    }  # fmt: skip


@router.get(
    "/industries",
    response={200: Page[IndustryOut], **READING},
    summary="Classes of GB/T 4754",
    url_name="industry-list",
)
def industries(request: Any, asked: Query[IndustryQuery], paging: Query[Paging]) -> Any:
    found = industries_within(code=asked.within) if asked.within else list_industries()
    return page_of(
        found.select_related("parent"), paging,
        shape=lambda one: {"code": one.code, "name": one.name, "parent": one.parent.code if one.parent else None},
    )  # fmt: skip
