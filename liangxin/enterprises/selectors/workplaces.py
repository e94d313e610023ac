"""Where enterprises work: for higher rooms that ask whether something is meant for their staff. Unscoped."""

from collections.abc import Iterable

from liangxin.core.days import Today
from liangxin.enterprises.models import OperatingPlace


def place_paths_of(*, enterprise_ids: Iterable[int]) -> dict[int, list[str]]:
    """The paths of the places in which each of at most 500 enterprises works today."""
    found: dict[int, list[str]] = {}
    rows = OperatingPlace.objects.filter(enterprise_id__in=list(enterprise_ids)[:500], during__contains=Today())
    for enterprise_id, path in rows.values_list("enterprise_id", "place__node__path"):
        found.setdefault(enterprise_id, []).append(path)
    return found
