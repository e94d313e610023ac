"""The rulebook and the work calendar: public rules, read by every account, kept by the installation."""

from typing import Any

from tests.doors.rows import Row

READERS = "officer linjiang bonded park secretary member contact.shen sysadmin"


def ruleset(things: dict[str, Any]) -> dict[str, Any]:
    from liangxin.rulebook.models import RuleSet

    return {"ruleset_id": RuleSet.objects.get(code="branch").pk}


def rule(things: dict[str, Any]) -> dict[str, Any]:
    from liangxin.rulebook.models import Rule

    return {"rule_id": Rule.objects.get(key="branch.lecture").pk}


ROWS = [
    Row("ruleset-list", ok=READERS, refused=403),
    Row("ruleset", ok=READERS, refused=403, kwargs=ruleset),
    Row("industry-list", ok=READERS, refused=403),
    Row("ruleset-next", ok="sysadmin", refused=403, kwargs=ruleset),
    Row("rule-correct", ok="sysadmin", refused=403, kwargs=rule),
    Row("rule-correct", ok="sysadmin", ok_status=422, refused=403, kwargs=rule, method="post"),
    Row("calendar", ok=f"{READERS} keeper", ok_status=302, refused=403),
    Row("calendar-year", ok=f"{READERS} keeper", refused=403, kwargs=lambda things: {"year": 2026}),
    Row("calendar-load", ok="sysadmin", refused=403, kwargs=lambda things: {"year": 2027}),
    Row("calendar-day", ok="sysadmin", refused=403, kwargs=lambda things: {"year": 2026, "month": 11, "number": 24}),
]
