"""Pickers: kinds of things that can be searched and chosen; what comes back is looked up again within the scope."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from liangxin.search.selectors import find

if TYPE_CHECKING:
    from liangxin.access.actor import Actor

MOST_OPTIONS = 12
LONGEST_ID = 18  # digits


@dataclass(frozen=True)
class Pick:
    """One thing to choose: its id, its name, a second line that tells it from others (its trail, its code).

    record: what the form gets (a Node, a User …)."""

    id: int
    label: str
    hint: str = ""
    record: Any = None


@dataclass(frozen=True, kw_only=True)
class PickKind:
    """find: at most `limit` picks within the actor's scope for a text ("" gives the nearest few).
    get: the pick with this id, or None where the actor may not choose it. hint: stands in the empty box."""

    label: object
    find: Callable[["Actor", str, int], Sequence[Pick]]
    get: Callable[["Actor", int], Pick | None]
    hint: object = _("名称、拼音首字母或代码")


def search_pick(*, label: object, kind: str, get: Callable[["Actor", int], Pick | None]) -> PickKind:
    """A pick of a kind that the search knows: found by Chinese, pinyin, initials and code, scoped by the search.

    get: the pick with this id where the actor may choose it, else None; it also gives the second line and the record.
    """

    def look(actor: "Actor", text: str, limit: int) -> Sequence[Pick]:
        hits = find(actor=actor, text=text, kinds=[kind], limit=limit)
        return [pick for pick in (get(actor, hit.object_id) for hit in hits) if pick is not None]

    return PickKind(label=label, find=look, get=get)


PICK_KINDS: dict[str, PickKind] = {}


def register_pick(name: str, kind: PickKind) -> None:
    """Let `/desk/pick/<name>/`, NodeField and NodeFilter find this kind."""
    PICK_KINDS[name] = kind


def picked(name: str, actor: "Actor", given: str) -> Pick | None:
    """The pick that a parameter names, or None."""
    if not given.isdigit() or len(given) > LONGEST_ID or name not in PICK_KINDS:
        return None
    return PICK_KINDS[name].get(actor, int(given))


class PickInput(forms.Widget):
    """A search box with a list; without scripts it takes the exact name or code."""

    template_name = "shared/widgets/pick.html"
    kind = ""
    actor: Any = None

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        text = ""
        if isinstance(value, tuple):
            value, text = value
        found = picked(self.kind, self.actor, str(value or "")) if self.actor is not None else None
        context["widget"].update(
            value=found.id if found else "",
            text=found.label if found else text,
            url=reverse("desk-pick", args=[self.kind]),
            hint=PICK_KINDS[self.kind].hint,
        )
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return data.get(name, ""), data.get(f"{name}_text", "")

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data and f"{name}_text" not in data

    def id_for_label(self, id_: str | None) -> str:  # type: ignore[override]
        return f"{id_}_text" if id_ else ""


class NodeField(forms.Field):
    """A node (or another kind of pick) within the actor's scope; cleans to the pick's record.

    kind: a registered kind. The form's __init__ must hand over the actor: `self.fields["place"].actor = actor`.
    """

    widget = PickInput
    default_error_messages = {
        "required": _("请选一个。"),
        "unknown": _("没有找到，请从列表中选。"),
        "several": _("有不止一个叫这个名字，请从列表中选。"),
    }

    def __init__(self, *, kind: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.kind = kind
        self.widget.kind = kind
        self._actor: Any = None

    @property
    def actor(self) -> Any:
        return self._actor

    @actor.setter
    def actor(self, actor: Any) -> None:
        self._actor = self.widget.actor = actor

    def clean(self, value: Any) -> Any:
        given, text = value if isinstance(value, tuple) else (str(value or ""), "")
        text = " ".join(text.split())
        if not given and not text:
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        found = picked(self.kind, self._actor, given) if given else None
        if text and (found is None or found.label != text):  # typed, not picked from the list
            found = self._by_text(text)
        if found is None:
            raise ValidationError(self.error_messages["unknown"], code="unknown")
        return found.record if found.record is not None else found.id

    def _by_text(self, text: str) -> Pick | None:
        found = PICK_KINDS[self.kind].find(self._actor, text, MOST_OPTIONS)
        exact = [one for one in found if one.label == text] or (list(found) if len(found) == 1 else [])
        if len(exact) > 1:
            raise ValidationError(self.error_messages["several"], code="several")
        return exact[0] if exact else None

    def has_changed(self, initial: Any, data: Any) -> bool:
        return str(initial or "") != str(data[0] if isinstance(data, tuple) else data or "")
