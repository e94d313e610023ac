"""The organisations' half of the national collection form: ten items, and the superior."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from liangxin.access.actor import Actor
from liangxin.access.reach import visible
from liangxin.organisations.choices import UnitRelation
from liangxin.organisations.importing import BETWEEN_UNITS, UNIT_KEYS, WORDS_OF_RELATION
from liangxin.organisations.models import Organisation
from liangxin.organisations.permissions import Permission
from liangxin.organisations.selectors.posts import heads_of
from liangxin.spreadsheets.services.national_form import NationalSource, register_national_source
from liangxin.trees.selectors import below


def _exportable(actor: Actor, today: date, under: str) -> Any:
    bodies = Organisation.objects.filter(type__family="party")
    if under:
        bodies = bodies.filter(below(under, field="node"))
    reached = visible(actor, bodies, Permission.ORGANISATION_EXPORT)
    return reached.filter(node__during__contains=today).select_related("node__parent", "type").order_by("node__path")


def national_rows(actor: Actor, today: date, under: str) -> Iterator[Mapping[str, Any]]:
    """The ten items of each party organisation that the actor may export."""
    found = list(_exportable(actor, today, under))
    exported = {each.pk for each in found}
    for start in range(0, len(found), 500):
        some = found[start : start + 500]
        heads = heads_of(organisation_ids=[each.pk for each in some], day=today)
        yield from (_national(each, heads.get(each.pk), exported) for each in some)


def _national(organisation: Organisation, head: Any, exported: set[int]) -> dict[str, Any]:
    def joined(key: str, units: Iterable[Mapping[str, str]]) -> str | None:
        return BETWEEN_UNITS.join(one.get(key, "") for one in units).strip(BETWEEN_UNITS) or None

    node = organisation.node
    units = [] if organisation.unit_relation == UnitRelation.SAME_AS_PARENT else organisation.units
    return {
        "name": node.name, "secretary": head.person.name if head is not None else organisation.stated_head,
        "contact": organisation.contact_name, "phone": organisation.telephone, "category": organisation.type.name,
        "unit_relation": WORDS_OF_RELATION.get(organisation.unit_relation),
        **{key: joined(name, units) for key, name in UNIT_KEYS.items()},
        "parent": node.parent.name if node.parent is not None and node.parent_id in exported else None,
    }  # fmt: skip


register_national_source(
    NationalSource(
        part="organisation", kind_code="organisations", permission=Permission.ORGANISATION_EXPORT,
        count=lambda actor, today, under: _exportable(actor, today, under).count(), rows=national_rows,
    )
)  # fmt: skip
