"""What follows here from facts of the organisations' room."""

from liangxin.core.events import on
from liangxin.enterprises.services.coverage import end_all_coverage_of
from liangxin.organisations.events import OrganisationDissolved, OrganisationMerged
from liangxin.trees.selectors import get_node


@on(OrganisationDissolved)
def end_what_it_answered_for(event: OrganisationDissolved) -> None:
    """The enterprises of an organisation that is no more become gaps, and so work."""
    closed = get_node(node_id=event.organisation_id).during.upper
    end_all_coverage_of(
        organisation_id=event.organisation_id, effective=closed, successor_id=None, reason="责任组织撤销"
    )


@on(OrganisationMerged)
def hand_over_what_it_answered_for(event: OrganisationMerged) -> None:
    """The organisation that takes over answers for its enterprises without a day between."""
    closed = get_node(node_id=event.organisation_id).during.upper
    end_all_coverage_of(
        organisation_id=event.organisation_id, effective=closed, successor_id=event.into_id, reason="责任组织合并"
    )
