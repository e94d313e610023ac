"""Keeping the search in step with the register."""

from collections.abc import Iterable

from liangxin.enterprises.models import Enterprise
from liangxin.search.services.entries import Findable, index_many

KIND = "enterprise"


def make_findable(enterprises: Iterable[Enterprise]) -> None:
    """Enterprises are found by name, short name, pinyin, initials and credit code. Their nodes are loaded."""
    index_many(
        kind=KIND,
        entries=[
            Findable(
                object_id=enterprise.pk,
                title=enterprise.node.name,
                texts=(enterprise.node.short_name,),
                codes=(enterprise.credit_code,) if enterprise.credit_code else (),
            )
            for enterprise in enterprises
        ],
    )
