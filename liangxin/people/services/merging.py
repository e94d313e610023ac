"""Two records that are one person."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from liangxin.access.actor import Actor
from liangxin.access.services import require
from liangxin.core.errors import RuleBroken
from liangxin.core.events import publish
from liangxin.core.history import because
from liangxin.people.choices import CaseState
from liangxin.people.events import PersonsMerged
from liangxin.people.finding import KIND
from liangxin.people.models import Person, PossibleDuplicate
from liangxin.people.permissions import Permission
from liangxin.people.services.persons import PersonIsMerged
from liangxin.search.services.entries import forget

FILLED = (
    "birth_date", "education", "ethnicity", "job_title", "position_level", "works_at_id", "phone", "phone_index",
    "phone_masked", "landline", "home_address", "identity_number", "identity_index", "identity_last4",
)  # fmt: skip


class MergedWithItself(RuleBroken):
    code, field, message = "people.merged_with_itself", "duplicate", _("请选另一份资料。")


class IdentityNumbersDiffer(RuleBroken):
    code, field, message = (
        "people.identity_differs", "duplicate", _("两份资料的身份证号不同，不是同一人；若有一份写错，请先改正。"),
    )  # fmt: skip


class BothHaveAccounts(RuleBroken):
    code, field, message = "people.both_have_accounts", "duplicate", _("两份资料各有账号，请先解除其中一个。")


class CaseIsDecided(RuleBroken):
    code, field, message = "people.case_decided", "", _("这一对已核对过。")


@transaction.atomic
def merge_persons(*, actor: Actor, kept: Person, duplicate: Person, reason: str, now: datetime) -> Person:
    """Let `duplicate` be `kept`: what `kept` lacks is filled in, the other record stays with its history, pointing here.

    Higher rooms move what hangs on it first (members.services.merging) or listen to the event.
    Raises NotAllowed, NotFound, MergedWithItself, PersonIsMerged, IdentityNumbersDiffer, BothHaveAccounts.
    Publishes PersonsMerged.
    """
    require(actor, Permission.PERSON_MERGE, scope=kept)
    require(actor, Permission.PERSON_MERGE, scope=duplicate)
    if kept.pk == duplicate.pk:
        raise MergedWithItself()
    ids = [kept.pk, duplicate.pk]
    both = {p.pk: p for p in Person.objects.select_for_update().filter(pk__in=ids).order_by("pk")}
    kept, duplicate = both[kept.pk], both[duplicate.pk]
    if kept.merged_into_id is not None or duplicate.merged_into_id is not None:
        raise PersonIsMerged()
    if kept.identity_index and duplicate.identity_index and kept.identity_index != duplicate.identity_index:
        raise IdentityNumbersDiffer()
    if kept.user_id is not None and duplicate.user_id is not None:
        raise BothHaveAccounts()
    with because(reason):
        _join(kept, duplicate, now)
    PossibleDuplicate.objects.filter(person_id__in=ids, other_id__in=ids, state=CaseState.WAITING).update(
        state=CaseState.DONE, decided_at=now, decided_by_id=actor.user_id, answer=reason
    )
    forget(kind=KIND, object_ids=[duplicate.pk])
    publish(PersonsMerged(kept_id=kept.pk, duplicate_id=duplicate.pk))
    return kept


def _join(kept: Person, duplicate: Person, now: datetime) -> None:
    account = kept.user_id or duplicate.user_id
    duplicate.merged_into, duplicate.user = kept, None
    duplicate.save(update_fields=["merged_into", "user"])
    for field in FILLED:
        if not getattr(kept, field):
            setattr(kept, field, getattr(duplicate, field))
    kept.user_id = account
    kept.is_key_staff = kept.is_key_staff or duplicate.is_key_staff
    kept.sealed_at, kept.identity_disputed = now, False
    kept.save(update_fields=[*FILLED, "user", "is_key_staff", "sealed_at", "identity_disputed"])


@transaction.atomic
def dismiss_duplicate(*, actor: Actor, case: PossibleDuplicate, answer: str, now: datetime) -> PossibleDuplicate:
    """Say that the two are different persons; whose number is wrong is for their keepers.

    Raises NotAllowed, NotFound, CaseIsDecided.
    """
    require(actor, Permission.PERSON_MERGE, scope=case)
    case = PossibleDuplicate.objects.select_for_update().get(pk=case.pk)
    if case.state != CaseState.WAITING:
        raise CaseIsDecided()
    case.state, case.decided_at, case.answer, case.decided_by_id = CaseState.DECLINED, now, answer, actor.user_id
    case.save(update_fields=["state", "decided_at", "answer", "decided_by"])
    return case
