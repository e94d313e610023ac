"""The words of a notice in its reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from liangxin.notifications.registry import KINDS, NoticeKind
from liangxin.notifications.rules import HOUSE_ZONE

if TYPE_CHECKING:
    from liangxin.notifications.models import Notice

NEUTRAL_TITLE, NEUTRAL_BODY = _("您有一条新消息"), _("请打开查看。")


@dataclass(frozen=True)
class Words:
    title: str
    body: str


class _Facts(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return ""  # a template that gained a fact still reads for older notices


def words_of(notice: "Notice") -> Words:
    """Title and body in the active language: those given, else the kind's templates with the notice's facts."""
    if notice.title:
        return Words(notice.title, notice.body)
    kind = KINDS.get(notice.kind)
    title, body = (kind.title or NEUTRAL_TITLE, kind.body) if kind else (NEUTRAL_TITLE, "")
    facts = _Facts({name: _said(value) for name, value in notice.facts.items()})
    return Words(str(title).format_map(facts), str(body or _neutral_body(kind)).format_map(facts))


def _neutral_body(kind: NoticeKind | None) -> object:
    return NEUTRAL_BODY if kind is None or kind.confidential else ""


def _said(value: Any) -> str:
    if isinstance(value, Mapping):
        if "at" in value:
            local = datetime.fromisoformat(str(value["at"])).astimezone(HOUSE_ZONE)
            return date_format(local, gettext("n月j日 H:i"))
        return date_format(date.fromisoformat(str(value["day"])), gettext("n月j日"))
    return str(value)
