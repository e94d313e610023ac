"""Reading organisations, by noun."""

from liangxin.organisations.selectors.organisations import get_organisation, list_organisations

__all__ = ["get_organisation", "list_organisations"]
