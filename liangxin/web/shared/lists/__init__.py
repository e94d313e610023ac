"""The list kit: say which columns and filters a list has; it does addresses, chips, sorting, views, export, phones."""

from liangxin.web.shared.lists.columns import Column
from liangxin.web.shared.lists.filters import (
    ChoiceFilter,
    DayFilter,
    Filter,
    MultiChoiceFilter,
    NodeFilter,
    NumberFilter,
    TextFilter,
)
from liangxin.web.shared.lists.page import Action, BulkAction, ListPage
from liangxin.web.shared.lists.views import View

__all__ = [
    "Action",
    "BulkAction",
    "ChoiceFilter",
    "Column",
    "DayFilter",
    "Filter",
    "ListPage",
    "MultiChoiceFilter",
    "NodeFilter",
    "NumberFilter",
    "TextFilter",
    "View",
]
