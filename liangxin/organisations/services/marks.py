"""Tags and titles of records of other rooms: places here, enterprises by the room above."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction

from liangxin.access.actor import Actor
from liangxin.access.reach import may
from liangxin.access.services import require
from liangxin.core.constraints import constraint_as
from liangxin.organisations.models import Recognition, TagLink
from liangxin.organisations.services.links import RecognitionSpan

if TYPE_CHECKING:
    from liangxin.organisations.models import Tag

MARKED_WITH: dict[str, str] = {}  # label of a model → the permission that marks its records


def register_marked(model: str, *, permission: str) -> None:
    """Let records of `model` (“places.Place”), which have a node, carry tags and titles, put on by those who hold
    `permission` on them."""
    MARKED_WITH[model] = permission


@dataclass(frozen=True, kw_only=True)
class NewTitle:
    """A title or honour. valid_to: the last day, None for ever."""

    title: str
    level: str
    awarded_by: str
    awarded_on: date
    valid_to: date | None = None
    document_number: str = ""


def may_mark(*, actor: Actor, record: Any) -> bool:
    """Whether the actor may tag this record and record its titles."""
    return may(actor, MARKED_WITH[record._meta.label], record)


@transaction.atomic
def set_record_tags(*, actor: Actor, record: Any, tags: "Sequence[Tag]") -> None:
    """Let a place or enterprise carry exactly these tags. Raises NotAllowed, NotFound."""
    require(actor, MARKED_WITH[record._meta.label], scope=record)
    TagLink.objects.filter(node_id=record.pk).exclude(tag__in=tags).delete()
    have = set(TagLink.objects.filter(node_id=record.pk).values_list("tag_id", flat=True))
    TagLink.objects.bulk_create(
        [TagLink(tag=tag, node_id=record.pk) for tag in tags if tag.pk not in have], ignore_conflicts=True
    )


@transaction.atomic
def award_to_record(*, actor: Actor, record: Any, new: NewTitle) -> Recognition:
    """Record a title awarded to a place or enterprise. Raises NotAllowed, NotFound, RecognitionSpan."""
    require(actor, MARKED_WITH[record._meta.label], scope=record)
    with constraint_as(RecognitionSpan(), name="organisations_recognition_span"):
        return Recognition.objects.create(
            node_id=record.pk, title=new.title, level=new.level, awarded_by=new.awarded_by, awarded_on=new.awarded_on,
            valid_to=new.valid_to, document_number=new.document_number,
        )  # fmt: skip
