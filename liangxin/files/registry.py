"""What rooms tell files at start-up: their purposes, with limits and the guard that is asked before a file is handed out."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from liangxin.access.actor import Actor
from liangxin.files import rules
from liangxin.files.choices import FileKind

if TYPE_CHECKING:
    from liangxin.files.models import StoredFile

Guard = Callable[[Actor, "StoredFile"], bool]
USUAL_KINDS = frozenset({FileKind.IMAGE, FileKind.PDF, FileKind.DOCUMENT, FileKind.SHEET})


@dataclass(frozen=True, kw_only=True)
class Purpose:
    """One use of files.

    may_read: asked with each fetch; the record behind the file decides. kinds: what is taken. largest: bytes of anything
    but an image. inline: its images may be shown inside pages (they are WebP made by us); everything else is always an
    attachment.
    """

    code: str
    may_read: Guard
    kinds: frozenset[FileKind] = field(default=USUAL_KINDS)
    largest: int = rules.LARGEST_FILE
    inline: bool = True


class PurposeUnknown(KeyError):
    """A purpose was named that no room declares."""


PURPOSES: dict[str, Purpose] = {}


def register_file_guard(
    purpose: str, may_read: Guard, *, kinds: frozenset[FileKind] = USUAL_KINDS, largest: int = rules.LARGEST_FILE,
    inline: bool = True,
) -> None:  # fmt: skip
    """Declare a purpose ("room.thing") in the room's apps.ready(). Raises ValueError where it is declared already."""
    if purpose in PURPOSES:
        raise ValueError(f"two purposes are named {purpose}")
    PURPOSES[purpose] = Purpose(code=purpose, may_read=may_read, kinds=kinds, largest=largest, inline=inline)


def purpose_named(code: str) -> Purpose:
    """The purpose. Raises PurposeUnknown: a typo must not silently hand out."""
    try:
        return PURPOSES[code]
    except KeyError:
        raise PurposeUnknown(code) from None
