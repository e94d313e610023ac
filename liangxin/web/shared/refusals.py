"""Refusals on their way to a person: at the field, on a page, or as a notice where htmx asked."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.forms import BaseForm

from liangxin.core.errors import RuleBroken


@contextmanager
def refusals_on(form: BaseForm) -> Iterator[None]:
    """A RuleBroken in the block becomes an error of `form`, at its field where it names one; input is kept.

    NotAllowed and NotFound pass through and become pages (403, 404).
    """
    try:
        yield
    except RuleBroken as refusal:
        field = refusal.field if refusal.field in form.fields else None
        form.add_error(field, str(refusal))
