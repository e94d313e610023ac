"""Seating members in the posts of their home, as a roster says it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from liangxin.access.actor import Actor
from liangxin.core.errors import RuleBroken
from liangxin.organisations.selectors.posts import posts_of
from liangxin.organisations.services.posts import NewHolding, NewPost, appoint, create_post, take_back_holding

if TYPE_CHECKING:
    from liangxin.organisations.models import Organisation
    from liangxin.people.models import Person


class PostTaken(RuleBroken):
    code, field, message = "members.post_taken", "posts", _("“{post}”现由别人担任，请先办理离任。")


@transaction.atomic
def seat(
    *, actor: Actor, organisation: "Organisation", person: "Person", kinds: Sequence[str], now: datetime, today: date
) -> list[dict[str, Any]]:
    """Let the person hold a post of each kind from today on; a post they hold already is left as it is.

    A vacant seat of the kind is taken, else one is set up. Returns what was done, as plain JSON, for `unseat`.
    Raises NotAllowed, NotFound, PostTaken, and what the organisations' posts refuse.
    """
    seats = posts_of(organisation=organisation, day=today)
    done: list[dict[str, Any]] = []
    for kind in kinds:
        of_kind = [one for one in seats if one.post.kind.code == kind]
        if any(one.holding is not None and one.holding.person_id == person.pk for one in of_kind):
            continue
        vacant = next((one.post for one in of_kind if one.holding is None), None)
        if of_kind and vacant is None:
            raise PostTaken(post=of_kind[0].post.kind.name)
        post = vacant or create_post(
            actor=actor, new=NewPost(organisation=organisation, kind=kind, opened=today), now=now
        )
        holding = appoint(actor=actor, new=NewHolding(post=post, person=person, start=today), now=now)
        done.append({"holding": holding.pk, "with_post": vacant is None})
    return done


@transaction.atomic
def unseat(*, actor: Actor, organisation: "Organisation", done: Sequence[dict[str, Any]], today: date) -> None:
    """Take back what `seat` did. Raises NotAllowed, NotFound."""
    held = {one.holding.pk: one.holding for one in posts_of(organisation=organisation, day=today) if one.holding}
    for each in done:
        holding = held.get(each["holding"])
        if holding is not None:
            take_back_holding(actor=actor, holding=holding, with_post=each["with_post"])
