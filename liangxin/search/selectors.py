"""Finding. `matching_ids` is unscoped and meant as a subquery of a scoped list; `find` scopes by itself."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import BooleanField, Case, F, Func, IntegerField, QuerySet, Value, When
from django.db.models.functions import Length

from liangxin.access.actor import Actor
from liangxin.access.choices import Part
from liangxin.access.reach import visible
from liangxin.core.names import normalised
from liangxin.search.models import SearchEntry
from liangxin.search.registry import KINDS, SearchKind
from liangxin.search.terms import asked_query

MOST_HITS = 50


def matching(*, kind: str, text: str) -> "QuerySet[SearchEntry]":
    """The entries of a kind in which all of `text` is found; none for a text without letters, digits or characters."""
    query = asked_query(text)
    if not query:
        return SearchEntry.objects.none()
    return SearchEntry.objects.filter(kind=kind).filter(_holds(query))


def matching_ids(*, kind: str, text: str) -> "QuerySet[SearchEntry, int]":
    """The object ids of `matching`, as a subquery: `records.filter(pk__in=matching_ids(...))`."""
    return matching(kind=kind, text=text).values_list("object_id", flat=True)


@dataclass(frozen=True)
class Hit:
    """One thing found."""

    kind: SearchKind
    object_id: int
    title: str


def find(*, actor: Actor, text: str, kinds: Iterable[str] = (), limit: int = 8) -> Sequence[Hit]:
    """What the actor may know of and `text` finds, at most `limit` of each kind; the closest titles first."""
    wanted = [KINDS[code] for code in kinds] if kinds else sorted(KINDS.values(), key=lambda kind: kind.position)
    hits: list[Hit] = []
    for kind in wanted:
        reached = visible(actor, kind.model._default_manager.all(), kind.permission, part=Part.BASIC)
        entries = matching(kind=kind.code, text=text).filter(object_id__in=reached.values("pk"))
        for entry in closest_first(entries, text).only("object_id", "title")[: min(limit, MOST_HITS)]:
            hits.append(Hit(kind, entry.object_id, entry.title))
    return hits


def closest_first(entries: "QuerySet[SearchEntry]", text: str) -> "QuerySet[SearchEntry]":
    """Order: the very title, titles that begin with the text, titles that hold it, then the shorter title."""
    text = normalised(text)
    return entries.annotate(
        closeness=Case(
            When(title__iexact=text, then=Value(0)),
            When(title__istartswith=text, then=Value(1)),
            When(title__icontains=text, then=Value(2)),
            default=Value(3),
            output_field=IntegerField(),
        )
    ).order_by("closeness", Length("title"), "title", "id")


def _holds(query: str) -> Func:
    """words @@ query; the column by its alias, for this stands in subqueries too."""
    return Func(
        F("words"), Value(query), template="(%(expressions)s::tsquery)", arg_joiner=" @@ ", output_field=BooleanField()
    )
