"""Turning a violated database constraint into a named refusal: the database decides races."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction
from django.db.models import F, Func, Value

from liangxin.core.errors import RuleBroken


@contextmanager
def constraint_as(refusal: RuleBroken, *, name: str) -> Iterator[None]:
    """Run the block in a savepoint; where constraint `name` is violated raise `refusal` instead."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        violated = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
        if violated != name:
            raise
        raise refusal from error


class SpanOf(Func):
    """int8range(id, id, '[]'): makes "the same id" an overlap, so a plain GiST index serves without an extension."""

    function = "int8range"

    def __init__(self, field: str) -> None:
        super().__init__(F(field), F(field), Value("[]"))
