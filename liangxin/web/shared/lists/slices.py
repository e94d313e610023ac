"""One page of a long list: sorted as an index can, cut before it is joined to what is shown."""

from functools import cache
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import F, Model, QuerySet
from django.db.models.expressions import OrderBy
from django.db.models.sql.where import WhereNode

from liangxin.core.lookups import among_few


def sliced(rows: QuerySet[Any], start: int, end: int) -> QuerySet[Any]:
    """Rows start to end; which ones they are is decided first, by ids, and only they are joined to what is shown."""
    if rows.query.group_by is not None or rows.query.distinct or rows.query.combinator:
        return rows[start:end]
    shown = rows.all()
    shown.query.where = WhereNode()  # the conditions hold for these ids already
    return shown.filter(among_few("pk", rows.values("pk")[start:end]))


def ordered(model: type[Model], path: str, down: bool) -> OrderBy:
    """Empty values last, either way. Said only where there can be any: an index read backwards gives them first."""
    last = True if down and _may_be_empty(model, path) else None
    return F(path).desc(nulls_last=last) if down else F(path).asc()


@cache
def _may_be_empty(model: type[Model], path: str) -> bool:
    """Whether the field at the end of `path` can be NULL in a row of `model`; yes for what is no plain column."""
    for part in path.split("__"):
        try:
            field = model._meta.get_field(part)
        except FieldDoesNotExist:
            return True
        if getattr(field, "null", True):
            return True
        model = field.related_model or model  # type: ignore[assignment]
    return False
