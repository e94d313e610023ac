"""Looking at masked data: with a reason, logged, and shown to the person."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from liangxin.access.actor import Actor
from liangxin.access.choices import Part
from liangxin.access.reach import visible
from liangxin.access.services import require, require_somewhere
from liangxin.accounts.selectors import get_user
from liangxin.core import audit
from liangxin.core.errors import RuleBroken
from liangxin.core.names import masked_name
from liangxin.people.choices import LookKind, SealedField
from liangxin.people.models import Person, Reveal
from liangxin.people.permissions import Permission
from liangxin.people.rules import LONGEST_REASON, MOST_NAMES_AT_ONCE, SHORTEST_REASON, reason_holds

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from liangxin.accounts.models import User

BATCH = 2_000


class ReasonMissing(RuleBroken):
    code, field, message = (
        "people.reason_missing", "reason", _("请写明为什么要看，{shortest} 至 {longest} 个字。本人会看到这条理由。"),
    )  # fmt: skip


class NothingToReveal(RuleBroken):
    code, field, message = "people.nothing_to_reveal", "field", _("这一项没有登记内容。")


class TooManyAtOnce(RuleBroken):
    code, field, message = "people.too_many_names", "", _("一次最多显示 {most} 人的姓名，请先筛选。")


@transaction.atomic
def reveal_field(*, actor: Actor, person: Person, field: str, reason: str, now: datetime) -> str:
    """One masked field in clear. field: a SealedField.

    Raises NotAllowed, NotFound, ReasonMissing, NothingToReveal.
    """
    require(actor, Permission.PERSON_REVEAL, scope=person)
    _check_reason(reason)
    value = str(getattr(person, SealedField(field).value))
    if not value:
        raise NothingToReveal()
    Reveal.objects.create(
        person=person, kind=LookKind.REVEAL, field=field, reason=reason.strip(), user_id=actor.user_id,
        acting_as=actor.acting_as, revealed_at=now,
    )  # fmt: skip
    audit.record(
        action="people.revealed", now=now, user=_user(actor), acting_as=actor.acting_as, object_kind="people.person",
        object_id=person.pk, object_label=masked_name(person.name), reason=reason.strip(), field=field,
    )  # fmt: skip
    return value


@transaction.atomic
def reveal_names(*, actor: Actor, person_ids: Sequence[int], reason: str, now: datetime) -> dict[int, str]:
    """The names of those of `person_ids` that the actor reaches, for one page of a list.

    Raises NotAllowed, ReasonMissing, TooManyAtOnce.
    """
    require_somewhere(actor, Permission.PERSON_REVEAL)
    _check_reason(reason)
    if len(person_ids) > MOST_NAMES_AT_ONCE:
        raise TooManyAtOnce(most=MOST_NAMES_AT_ONCE)
    people = Person.objects.filter(pk__in=person_ids)
    names = dict(visible(actor, people, Permission.PERSON_REVEAL, part=Part.BASIC).values_list("pk", "name"))
    _log(actor, list(names), kind=LookKind.REVEAL, field=SealedField.NAME, reason=reason, now=now)
    return names


@transaction.atomic
def record_disclosure(
    *, actor: Actor, person_ids: "QuerySet[Any]", kind: str, reason: str, now: datetime, what: str = ""
) -> int:
    """Log that these people left the house in an export or on paper; returns how many.

    person_ids: a subquery of ids, narrowed to those the actor reaches. kind: LookKind.EXPORT or PRINT. what: the list.
    Raises NotAllowed, ReasonMissing.
    """
    require_somewhere(actor, Permission.PERSON_EXPORT)
    _check_reason(reason)
    people = Person.objects.filter(pk__in=person_ids)
    reached = visible(actor, people, Permission.PERSON_EXPORT, part=Part.BASIC)
    ids = list(reached.order_by("pk").values_list("pk", flat=True))
    _log(actor, ids, kind=kind, field="", reason=reason, now=now, what=what)
    return len(ids)


def _log(
    actor: Actor, ids: Sequence[int], *, kind: str, field: str, reason: str, now: datetime, what: str = ""
) -> None:
    Reveal.objects.bulk_create(
        [
            Reveal(
                person_id=person_id, kind=kind, field=field, reason=reason.strip(), user_id=actor.user_id,
                acting_as=actor.acting_as, revealed_at=now,
            )
            for person_id in ids
        ],
        batch_size=BATCH,
    )  # fmt: skip
    audit.record(
        action=f"people.{kind}_of_many", now=now, user=_user(actor), acting_as=actor.acting_as,
        object_kind="people.person", object_label=what, reason=reason.strip(), field=field, count=len(ids),
    )  # fmt: skip


def _check_reason(reason: str) -> None:
    if not reason_holds(reason):
        raise ReasonMissing(shortest=SHORTEST_REASON, longest=LONGEST_REASON)


def _user(actor: Actor) -> "User | None":
    return get_user(user_id=actor.user_id) if actor.user_id is not None else None
