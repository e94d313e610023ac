"""Numbers of people at an enterprise, as far as the actor may see them."""

from collections.abc import Sequence
from dataclasses import dataclass

from liangxin.access.actor import Actor
from liangxin.access.choices import Anchor
from liangxin.core.suppression import shown_count
from liangxin.enterprises.choices import FigureKind
from liangxin.enterprises.models import Enterprise, EnterpriseFigure


@dataclass(frozen=True)
class PeopleCount:
    """A number of people; value None where it is too small to be shown to this actor."""

    value: int | None
    is_known: bool

    @property
    def is_hidden(self) -> bool:
        return self.is_known and self.value is None


def sees_exact(actor: Actor) -> bool:
    """Whether small numbers of members are shown: only where an organisation looks at what it answers for."""
    return actor.is_system or actor.anchor == Anchor.ORGANISATION


def members_shown(actor: Actor, enterprise: Enterprise) -> PeopleCount | None:
    """The members who work there; None for the enterprise itself, which learns nothing of membership."""
    if actor.anchor == Anchor.ENTERPRISE:
        return None
    count = enterprise.member_count
    if count is None:
        return PeopleCount(None, is_known=False)
    return PeopleCount(count if sees_exact(actor) else shown_count(count, of=enterprise.staff_count), is_known=True)


@dataclass(frozen=True)
class FigureLine:
    """A kind of number: the newest statement, and the one before it."""

    kind: FigureKind
    latest: EnterpriseFigure
    shown: PeopleCount
    previous: PeopleCount | None


def figures_of(*, actor: Actor, enterprise: Enterprise) -> Sequence[FigureLine]:
    """The newest numbers of each kind with those before, as the actor may see them. One query."""
    kinds = [kind for kind in FigureKind if kind != FigureKind.MEMBERS or actor.anchor != Anchor.ENTERPRISE]
    stated = list(EnterpriseFigure.objects.filter(enterprise=enterprise, kind__in=kinds).order_by("kind", "-as_of"))
    lines = []
    for kind in kinds:
        own = [figure for figure in stated if figure.kind == kind][:2]
        if own:
            counts = [_shown(actor, enterprise, figure) for figure in own]
            lines.append(FigureLine(kind, own[0], counts[0], counts[1] if len(own) > 1 else None))
    return lines


def _shown(actor: Actor, enterprise: Enterprise, figure: EnterpriseFigure) -> PeopleCount:
    if figure.kind != FigureKind.MEMBERS or sees_exact(actor):
        return PeopleCount(figure.value, is_known=True)
    return PeopleCount(shown_count(figure.value, of=enterprise.staff_count), is_known=True)
