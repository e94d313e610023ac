"""Rule sets: installing the known versions, correcting a rule, adding the next version of a regulation."""

import tomllib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from liangxin.access.actor import Actor
from liangxin.access.services import require
from liangxin.core.constraints import constraint_as
from liangxin.core.errors import RuleBroken
from liangxin.core.history import because
from liangxin.rulebook.choices import RuleKind
from liangxin.rulebook.models import Rule, RuleSet
from liangxin.rulebook.permissions import Permission

DATA = Path(__file__).resolve().parent.parent / "data"
NOT_RULES = {"industries.toml"}
WITHOUT_VALUE = {RuleKind.RATE, RuleKind.CHECKLIST}


class VersionExists(RuleBroken):
    code, field, message = "rulebook.version_exists", "version", _("这部规定已有这个版本，请换一个版本名。")


class VersionNotLater(RuleBroken):
    code, field, message = (
        "rulebook.version_not_later",
        "effective_on",
        _("新版本的施行日应晚于现行版本的施行日（{last}）。"),
    )


class NotTheNewest(RuleBroken):
    code, field, message = "rulebook.not_the_newest", "version", _("它已有更新的版本，请从最新的版本续。")


class RuleValueMissing(RuleBroken):
    code, field, message = "rulebook.value_missing", "value", _("请写数值。")


class RuleValueNegative(RuleBroken):
    code, field, message = "rulebook.value_negative", "value", _("数值不能小于 0。")


@dataclass(frozen=True, kw_only=True)
class RuleValues:
    """What may be corrected of a rule. details: lines of a checklist or brackets of a rate."""

    value: Decimal | None
    unit: str
    strength: str
    article: str
    text: str
    confidence: str
    details: tuple[Any, ...] = ()


@dataclass(frozen=True, kw_only=True)
class NextVersion:
    """The next version of a regulation. effective_on: its first day."""

    version: str
    effective_on: date
    title: str
    issuer: str = ""
    issued_on: date | None = None
    source_url: str = ""
    confidence: str
    note: str = ""


@transaction.atomic
def install_rulesets() -> None:
    """Make the versions that are missing; those on record stay as people made them."""
    for path in sorted(DATA.glob("*.toml")):
        if path.name not in NOT_RULES:
            _install(tomllib.loads(path.read_text(encoding="utf-8")))


def _install(data: dict[str, Any]) -> None:
    rules = data.pop("rules")
    code, version = data.pop("code"), data.pop("version")
    ruleset, is_new = RuleSet.objects.get_or_create(code=code, version=version, defaults=data)
    if is_new:
        Rule.objects.bulk_create(
            [
                Rule(ruleset=ruleset, position=position * 10, **{**rule, "value": _decimal(rule.get("value"))})
                for position, rule in enumerate(rules)
            ]
        )


def _decimal(value: str | None) -> Decimal | None:
    return Decimal(value) if value is not None else None


@transaction.atomic
def correct_rule(*, actor: Actor, rule: Rule, values: RuleValues, reason: str) -> Rule:
    """Let a rule say `values`. Raises NotAllowed, RuleValueMissing, RuleValueNegative.

    For a mistake in what was typed or a local practice; a change of the regulation itself is a new version.
    """
    require(actor, Permission.RULESET_CHANGE, scope=None)
    if rule.kind not in WITHOUT_VALUE:
        if values.value is None:
            raise RuleValueMissing()
        if values.value < 0:
            raise RuleValueNegative()
    rule = Rule.objects.select_for_update(of=("self",)).select_related("ruleset").get(pk=rule.pk)
    rule.value, rule.unit, rule.strength = values.value, values.unit, values.strength
    rule.article, rule.text, rule.confidence = values.article, values.text, values.confidence
    if rule.kind in WITHOUT_VALUE:
        rule.details = list(values.details)
    with because(reason):
        rule.save()
    return rule


@transaction.atomic
def add_version(*, actor: Actor, previous: RuleSet, new: NextVersion, reason: str) -> RuleSet:
    """Begin the next version of a regulation with a copy of all its rules, to be corrected one by one.

    The previous version ends the day the new one begins. Raises NotAllowed, NotTheNewest, VersionNotLater,
    VersionExists.
    """
    require(actor, Permission.RULESET_CHANGE, scope=None)
    versions = list(RuleSet.objects.select_for_update().filter(code=previous.code).order_by("effective_on"))
    newest = versions[-1]
    if newest.pk != previous.pk:
        raise NotTheNewest()
    if new.effective_on <= newest.effective_on:
        raise VersionNotLater(last=newest.effective_on)
    with because(reason):
        with constraint_as(VersionExists(), name="rulebook_version_once"):
            ruleset: RuleSet = RuleSet.objects.create(
                code=newest.code, version=new.version, title=new.title, issuer=new.issuer, issued_on=new.issued_on,
                effective_on=new.effective_on, source_url=new.source_url, confidence=new.confidence, note=new.note,
            )  # fmt: skip
        newest.superseded_on = new.effective_on
        newest.save(update_fields=["superseded_on"])
        Rule.objects.bulk_create([_copy(rule, ruleset) for rule in newest.rules.order_by("position", "pk")])
    return ruleset


def _copy(rule: Rule, ruleset: RuleSet) -> Rule:
    return Rule(
        ruleset=ruleset, key=rule.key, label=rule.label, kind=rule.kind, value=rule.value, unit=rule.unit,
        strength=rule.strength, article=rule.article, text=rule.text, details=rule.details,
        confidence=rule.confidence, source=rule.source, position=rule.position,
    )  # fmt: skip
