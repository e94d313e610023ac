from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from liangxin.access.services import require, require_somewhere
from liangxin.core.changes import changes_of
from liangxin.rulebook.permissions import Permission
from liangxin.rulebook.selectors import (
    get_rule,
    get_ruleset,
    list_industries,
    list_rulesets,
    list_versions,
    rules_of,
)
from liangxin.rulebook.services.rulesets import add_version, correct_rule
from liangxin.web.rulebook.forms import NextVersionForm, RuleForm
from liangxin.web.shared.refusals import refusals_on
from liangxin.web.shared.rendering import answer, leave, posted, say


@login_required
@require_GET
def rulesets(request: Any) -> HttpResponse:
    """All regulations with their versions."""
    require_somewhere(request.actor, Permission.RULESET_READ)
    return render(request, "rulebook/rulesets.html", {"rulesets": list(list_rulesets()), "today": timezone.localdate()})


@login_required
@require_GET
def ruleset(request: Any, ruleset_id: int) -> HttpResponse:
    """One version and its rules."""
    require_somewhere(request.actor, Permission.RULESET_READ)
    found = get_ruleset(ruleset_id=ruleset_id)
    versions = list(list_versions(code=found.code))
    context = {
        "ruleset": found, "rules": list(rules_of(ruleset=found)), "versions": versions, "today": timezone.localdate(),
        "may_change": request.actor.may_somewhere(Permission.RULESET_CHANGE), "newest": versions[0].pk == found.pk,
    }  # fmt: skip
    return render(request, "rulebook/ruleset.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def correct(request: Any, rule_id: int) -> HttpResponse:
    """Correct a rule, and what was corrected before."""
    require(request.actor, Permission.RULESET_CHANGE, scope=None)
    rule = get_rule(rule_id=rule_id)
    form = RuleForm(posted(request), rule=rule, initial=RuleForm.of(rule))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            correct_rule(actor=request.actor, rule=rule, values=form.values(), reason=form.cleaned_data["reason"])
            say(request, _("已改“{label}”。").format(label=rule.label))
            return leave(request, reverse("ruleset", args=[rule.ruleset_id]))
    labels = {
        "value": _("数值"), "unit": _("单位"), "strength": _("约束力"), "article": _("条款"), "text": _("内容"),
        "details": _("清单"), "confidence": _("把握"),
    }  # fmt: skip
    context = {"form": form, "rule": rule, "history": changes_of(rule, labels=labels)}
    return answer(request, "rulebook/rule.html", "rulebook/_rule.html", context, form=form)


@login_required
@require_http_methods(["GET", "POST"])
def next_version(request: Any, ruleset_id: int) -> HttpResponse:
    """Begin the next version of a regulation."""
    require(request.actor, Permission.RULESET_CHANGE, scope=None)
    previous = get_ruleset(ruleset_id=ruleset_id)
    form = NextVersionForm(posted(request), initial=NextVersionForm.of(previous))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            made = add_version(
                actor=request.actor, previous=previous, new=form.new(), reason=form.cleaned_data["reason"]
            )
            say(request, _("已建 {version}，规则照抄旧版，请逐条核对。").format(version=made.version))
            return leave(request, reverse("ruleset", args=[made.pk]))
    return answer(request, "rulebook/next.html", "rulebook/_next.html", {"form": form, "ruleset": previous}, form=form)


@login_required
@require_GET
def industries(request: Any) -> HttpResponse:
    """The classification of industries."""
    require_somewhere(request.actor, Permission.RULESET_READ)
    found = list(list_industries())
    below: dict[int, list[Any]] = {}
    for one in found:
        if one.parent_id is not None:
            below.setdefault(one.parent_id, []).append(one)
    sections = [(one, below.get(one.pk, [])) for one in found if one.parent_id is None]
    return render(request, "rulebook/industries.html", {"sections": sections})
