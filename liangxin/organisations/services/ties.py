"""What higher rooms tie to an organisation, told at start-up: it keeps an organisation from being dissolved, and is
handed over when two are merged.

In a higher room's `apps.py`: `register_tie(Tie(code="members", count=…, sentence=_("{count} 名党员"), hand_over=…))`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from liangxin.access.actor import Actor


@dataclass(frozen=True, kw_only=True)
class HandOver:
    """From whom to whom, from which day."""

    source_id: int
    into_id: int
    effective: date
    reason: str


@dataclass(frozen=True, kw_only=True)
class Tie:
    """count(organisation_id, day): how many are tied on that day. sentence: with `{count}`."""

    code: str
    sentence: object
    count: Callable[[int, date], int]
    hand_over: Callable[[Actor, HandOver, datetime], None]


TIES: dict[str, Tie] = {}


def register_tie(tie: Tie) -> None:
    """Make a tie known; called once at start-up."""
    TIES[tie.code] = tie
