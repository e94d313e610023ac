"""Posts of a person who was registered twice: they are the surviving record's."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from psycopg.types.range import DateRange

from liangxin.core.events import publish
from liangxin.core.history import because
from liangxin.organisations.events import PostFilled, PostVacated
from liangxin.organisations.models import PostHolding
from liangxin.people.selectors import survivor_of


@transaction.atomic
def hand_over_posts(*, duplicate_id: int) -> int:
    """Let the surviving record hold what the merged one held, on the same days; returns how many holdings moved.

    A person sits on one seat of a kind in a body on a day (R-ORG-13): where both records held one, the survivor's
    stands and the other's is cut to its remaining days. Called by this room's handler of persons merged. Twice is as
    good as once. Publishes PostFilled for each post taken over, PostVacated for each seat that became free.
    """
    kept_id = survivor_of(person_id=duplicate_id)
    if kept_id == duplicate_id:
        return 0
    held = PostHolding.objects.select_for_update(of=("self",)).select_related("post")
    moving = list(held.filter(person_id=duplicate_id).order_by("pk"))
    standing = [(one.post, one.during) for one in held.filter(person_id=kept_id).order_by("pk")]
    with because(str(_("两份资料是同一人，任职并到保留的一份"))):
        for holding in moving:
            own = [
                during for post, during in standing
                if (post.organisation_id, post.kind_id, post.title)
                == (holding.post.organisation_id, holding.post.kind_id, holding.post.title)
            ]  # fmt: skip
            left = _without(holding.during, own)
            _put(holding, left, kept_id)
            standing += [(holding.post, during) for during in left]
    return len(moving)


def _put(holding: PostHolding, left: list[DateRange], kept_id: int) -> None:
    """The holding on the days that are left of it, as the survivor's."""
    before = holding.during
    if not left:
        holding.delete()
    for at, during in enumerate(left):
        if at:
            holding.pk = None
            holding._state.adding = True
        holding.person_id, holding.during = kept_id, during
        holding.save()
    if left:
        publish(PostFilled(post_id=holding.post_id, person_id=kept_id))
    if left != [before]:
        publish(PostVacated(post_id=holding.post_id, person_id=kept_id))


def _without(span: DateRange, others: list[DateRange]) -> list[DateRange]:
    """The days of `span` on which none of `others` holds."""
    left = [span]
    for other in others:
        left = [piece for one in left for piece in _cut(one, other)]
    return left


def _cut(span: DateRange, other: DateRange) -> list[DateRange]:
    lower, upper, first, last = span.lower or date.min, span.upper, other.lower or date.min, other.upper
    if (last is not None and last <= lower) or (upper is not None and first >= upper):
        return [span]
    pieces = []
    if first > lower:
        pieces.append(DateRange(lower, first))
    if last is not None and (upper is None or last < upper):
        pieces.append(DateRange(last, upper))
    return pieces
