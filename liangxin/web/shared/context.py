"""`page`: what the shell of every page needs; each part is worked out only where a template asks for it."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext

from liangxin.access.selectors import list_grants_of, nobody
from liangxin.core.names import initials
from liangxin.notifications.selectors import MOST_COUNTED, unread_count
from liangxin.web.shared.navigation import Group, Link, navigation_for, tabs_for
from liangxin.web.shared.pending import PendingBrief, brief
from liangxin.web.shared.templatetags.lx import ANCHOR_ICONS

THEME_COOKIE = "lx_theme"
TEXT_COOKIE = "lx_text"


@dataclass(frozen=True)
class GrantChoice:
    """One line of the acting-role picker."""

    id: int
    node: str
    role: str
    note: str
    icon: str
    words: str
    current: bool


@dataclass(frozen=True)
class Said:
    words: str
    undo: str
    kind: str


class Page:
    """Lazily answers what templates ask of the shell."""

    def __init__(self, request: Any) -> None:
        self._request = request
        self.site = settings.SITE_NAME
        self.hotline = settings.HOTLINE
        self.icp = settings.ICP_NUMBER
        self.public_security = settings.PUBLIC_SECURITY_NUMBER
        self.here = request.get_full_path() if request.method == "GET" else request.path

    @cached_property
    def actor(self) -> Any:
        actor = getattr(self._request, "actor", nobody())
        return actor if actor.grant_id is not None else None

    @cached_property
    def signed_in(self) -> bool:
        return self._user is not None

    @cached_property
    def at_work(self) -> bool:
        """Whether the person holds a grant, so that the desk has something for them."""
        return self.actor is not None

    @cached_property
    def _user(self) -> Any:
        user = getattr(self._request, "user", None)
        return user if user is not None and user.is_authenticated else None

    @cached_property
    def user_name(self) -> str:
        return self._user.display_name if self._user else ""

    @cached_property
    def base(self) -> str:
        """The shell of pages that belong to no area (403, 404, 422)."""
        desk = self._request.path.startswith("/desk/") and self.signed_in
        return "desk/base.html" if desk else "portal/base.html"

    @cached_property
    def language(self) -> str:
        return get_language() or settings.LANGUAGE_CODE

    @cached_property
    def lang(self) -> str:
        return "zh-CN" if self.language.startswith("zh") else self.language

    @cached_property
    def theme(self) -> str:
        """ "light", "dark", or "" for the system's."""
        theme = self._user.theme if self._user else self._request.COOKIES.get(THEME_COOKIE, "")
        return theme if theme in {"light", "dark"} else ""

    @cached_property
    def large_text(self) -> bool:
        return bool(self._user.large_text) if self._user else self._request.COOKIES.get(TEXT_COOKIE) == "large"

    @cached_property
    def navigation(self) -> list[Group]:
        return navigation_for(self.actor, self._request.path)

    @cached_property
    def portal_bar(self) -> list[Link]:
        return tabs_for(self._request.path)

    @cached_property
    def pending(self) -> PendingBrief:
        return brief(self.actor, timezone.localdate()) if self.actor else PendingBrief(0, "")

    @cached_property
    def unread(self) -> int:
        """How many notices wait to be read: one look into an index; at most MOST_COUNTED."""
        return unread_count(user_id=self._user.pk) if self._user else 0

    @cached_property
    def unread_shown(self) -> str:
        return f"{MOST_COUNTED - 1}+" if self.unread >= MOST_COUNTED else str(self.unread)

    @cached_property
    def portal_home(self) -> str:
        return _address("portal-home", "/")

    @cached_property
    def portal_me(self) -> str:
        return _address("portal-me", reverse("account-settings"))

    @cached_property
    def grants(self) -> list[GrantChoice]:
        if self._user is None:
            return []
        return [self._choice(grant) for grant in list_grants_of(user=self._user, today=timezone.localdate())]

    def _choice(self, grant: Any) -> GrantChoice:
        node = grant.node.name if grant.node else gettext("全系统")
        notes = []
        if grant.delegated_from_id:
            notes.append(gettext("受委托"))
        if grant.valid_to:
            notes.append(gettext("到 {day}").format(day=f"{grant.valid_to:%Y-%m-%d}"))
        words = f"{node} {grant.role.name} {initials(node)} {initials(grant.role.name)}".lower()
        icon = ANCHOR_ICONS[grant.node.kind if grant.node else "installation"]
        current = self.actor is not None and self.actor.grant_id == grant.pk
        return GrantChoice(grant.pk, node, grant.role.name, " · ".join(notes), icon, words, current)

    @cached_property
    def said(self) -> Said | None:
        """The last thing that was said; reading it takes it away."""
        found = list(messages.get_messages(self._request))
        if not found:
            return None
        last = found[-1]
        return Said(str(last), last.extra_tags or "", "refused" if last.level >= messages.ERROR else "done")


def _address(name: str, default: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return default


def page(request: Any) -> dict[str, Any]:
    """The context processor."""
    return {"page": Page(request)}
