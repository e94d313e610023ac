"""Rosters in clear, for paper and for the national collection form; disclosing them is logged by the caller."""

from typing import Any

from django.db.models import QuerySet

from liangxin.access.actor import Actor
from liangxin.members.models import Membership
from liangxin.members.selectors.memberships import MemberFilter, list_memberships

MOST_ON_PAPER = 2_000  # persons of one printed roster or one national form


def roster_of(*, actor: Actor, path: str) -> QuerySet[Membership]:
    """The members at or below an organisation, by organisation and name, with all that a roster prints."""
    found = list_memberships(actor=actor, narrowed=MemberFilter(under=path))
    return found.order_by("home__node__path", "person__sort_key", "id")


def stated(day: Any, precision: str) -> str:
    """A date as exactly as it is known."""
    return day.isoformat()[: {"day": 10, "month": 7, "year": 4}[precision]] if day else ""
