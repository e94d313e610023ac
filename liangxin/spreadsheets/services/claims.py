"""Rows that may concern a record elsewhere: people at the node above both decide."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from liangxin.access.actor import Actor
from liangxin.access.services.require import require_somewhere
from liangxin.core.errors import NotFound, RuleBroken
from liangxin.core.history import because
from liangxin.spreadsheets.auditing import note
from liangxin.spreadsheets.choices import ClaimStatus, Outcome
from liangxin.spreadsheets.codec import from_text
from liangxin.spreadsheets.kinds import Row, get_kind
from liangxin.spreadsheets.models import DuplicateClaim
from liangxin.spreadsheets.permissions import Permission
from liangxin.spreadsheets.planning import context_of, plan_chunk
from liangxin.spreadsheets.selectors import claims_of


class ClaimSettled(RuleBroken):
    code, message = "spreadsheets.claim_settled", _("这一条已有人核对过。")


class ClaimCannotApply(RuleBroken):
    code, message = "spreadsheets.claim_cannot_apply", _("现在不能采用：{why}")


@transaction.atomic
def settle_claim(
    *, actor: Actor, claim: DuplicateClaim, accept: bool, now: datetime, note_text: str = ""
) -> DuplicateClaim:
    """Write the row over the record it concerns, or leave the record as it is. What the row said is then deleted.

    Raises NotAllowed, NotFound, ClaimSettled, ClaimCannotApply.
    """
    require_somewhere(actor, Permission.CLAIM_SETTLE)
    kind = get_kind(claim.kind)
    require_somewhere(actor, kind.permission)
    found = claims_of(actor).select_for_update(of=("self",)).filter(pk=claim.pk).first()
    if found is None:
        raise NotFound()
    if found.status != ClaimStatus.OPEN:
        raise ClaimSettled()
    if accept:
        row = Row(number=found.row_number, values=from_text(found.values, {}))
        context = context_of(actor=actor, batch=found.batch, now=now)
        plan = plan_chunk(context, kind, [row])[0]
        if plan.outcome in (Outcome.REFUSED, Outcome.QUEUED):
            raise ClaimCannotApply(why="".join(str(problem.message) for problem in plan.problems))
        if plan.outcome != Outcome.UNCHANGED:
            with because(str(_("核对导入的重复行")), import_batch=found.batch_id):
                kind.apply_row(context, row, plan)
    found.status = ClaimStatus.ACCEPTED if accept else ClaimStatus.REJECTED
    found.settled_at, found.settled_by_id, found.note, found.values = now, actor.user_id, note_text[:300], ""
    found.save()
    note(actor, "import.settle_claim", found.batch, now, accepted=accept)
    return found
