"""Conditions that the planner can use where Django's own would hide an index from it."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, F, Func, Q, QuerySet


class _AmongFew(Func):
    template = "(%(expressions)s))"
    arg_joiner = " = ANY("
    arity = 2
    output_field = BooleanField()


def among_few(field: str, values: "QuerySet[Any, Any]") -> Q:
    """`field` is one of `values`, a subquery of one column and at most a few thousand rows.

    Unlike `__in` it may stand beside an "or" on the same column and still be found by the index: the subquery runs once,
    before the search. For many values use `__in`: an array is searched from end to end.
    """
    return Q(_AmongFew(F(field), ArraySubquery(values)))
