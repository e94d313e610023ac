"""The way around, by task: areas register entries, a person sees those that their acting grant opens."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from liangxin.access.actor import Actor

GROUPS = {
    "today": _("今天"),
    "where": _("谁在哪里"),
    "together": _("一起做事"),
    "life": _("组织生活"),
    "data": _("数据"),
    "manage": _("管理"),
}


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line of the desk's navigation. permission: one of these opens it; empty: everyone signed in."""

    group: str
    label: object
    icon: str
    url_name: str
    order: int = 50
    permission: str | Iterable[str] = ()
    prefix: str = ""  # the address below which the entry counts as the current one; its own address without it

    @property
    def permissions(self) -> tuple[str, ...]:
        return (self.permission,) if isinstance(self.permission, str) else tuple(self.permission)


@dataclass(frozen=True, kw_only=True)
class Tab:
    """One of the portal's tabs (at most five)."""

    label: object
    icon: str
    url_name: str
    order: int = 50


@dataclass(frozen=True)
class Link:
    label: object
    icon: str
    url: str
    current: bool


@dataclass(frozen=True)
class Group:
    label: object
    entries: list[Link]


ENTRIES: list[Entry] = []
TABS: list[Tab] = []


def register_entry(*entries: Entry) -> None:
    """Show these in the desk's navigation."""
    for entry in entries:
        if entry.group not in GROUPS:
            raise ValueError(f"there is no group {entry.group!r} in the navigation")
        ENTRIES.append(entry)


def register_tab(*tabs: Tab) -> None:
    """Show these in the portal's bar."""
    TABS.extend(tabs)


def _opens(entry: Entry, actor: "Actor | None") -> bool:
    if not entry.permissions:
        return True
    return (
        actor is not None
        and actor.grant_id is not None
        and any(permission in actor.permissions for permission in entry.permissions)
    )


def _links(found: Iterable[Entry | Tab], here: str) -> list[Link]:
    links: list[tuple[Entry | Tab, str]] = []
    for entry in sorted(found, key=lambda one: one.order):
        try:
            links.append((entry, reverse(entry.url_name)))
        except NoReverseMatch as error:
            raise NoReverseMatch(f"navigation names {entry.url_name!r}, which no area's urls.py has") from error
    prefixes = {url: getattr(entry, "prefix", "") or url for entry, url in links}
    best = max((prefix for prefix in prefixes.values() if _below(here, prefix)), key=len, default=None)
    return [Link(entry.label, entry.icon, url, prefixes[url] == best) for entry, url in links]


def _below(here: str, prefix: str) -> bool:
    return here == prefix or (prefix not in {"/", "/desk/"} and here.startswith(prefix))


def navigation_for(actor: "Actor | None", here: str) -> list[Group]:
    """The groups and entries that `actor` may open; the entry of address `here` is marked."""
    links = _links([entry for entry in ENTRIES if _opens(entry, actor)], here)
    group_of = {reverse(entry.url_name): entry.group for entry in ENTRIES}
    groups = [Group(label, [link for link in links if group_of[link.url] == key]) for key, label in GROUPS.items()]
    return [group for group in groups if group.entries]


def is_shut(address: str, actor: "Actor | None") -> bool:
    """Whether an address is that of an entry which `actor` may not open; others are not asked."""
    return any(not _opens(entry, actor) for entry in ENTRIES if reverse(entry.url_name) == address)


def tabs_for(here: str) -> list[Link]:
    """The portal's bar."""
    return _links(TABS, here)
