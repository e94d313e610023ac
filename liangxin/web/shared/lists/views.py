"""Views that a person keeps: a name for a list's filters."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from liangxin.accounts.services.accounts import keep_view
from liangxin.web.shared.rendering import say, warn

LONGEST_NAME = 20  # characters
MOST_VIEWS = 12


@dataclass(frozen=True, kw_only=True)
class View:
    """A set of filters under a name. query: "coverage=none&status=active"."""

    label: object
    query: str
    own: bool = False


def kept_views(user: Any, name: str) -> list[View]:
    """The person's views of this list."""
    return [View(label=label, query=query, own=True) for label, query in user.saved_views.get(name, {}).items()]


def keep(request: Any, name: str, label: str, query: str) -> None:
    """Keep `query` under `label`."""
    label = " ".join(label.split())[:LONGEST_NAME]
    known = request.user.saved_views.get(name, {})
    if not label or not query:
        warn(request, _("先设好条件，再给视图起个名字。"))
    elif label not in known and len(known) >= MOST_VIEWS:
        warn(request, _("视图已有 {most} 个，请先删去不用的。").format(most=MOST_VIEWS))
    else:
        keep_view(user=request.user, page=name, name=label, query=query)
        say(request, _("已存为视图“{name}”。").format(name=label))


def forget(request: Any, name: str, label: str) -> None:
    """Forget a view."""
    keep_view(user=request.user, page=name, name=label, query="")
    say(request, _("已删去视图“{name}”。").format(name=label))
