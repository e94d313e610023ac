from liangxin.organisations.models.links import AllianceMember, OrganisationLead, Recognition, Tag, TagLink
from liangxin.organisations.models.organisations import (
    Organisation,
    OrganisationAct,
    OrganisationType,
    OrganisationTypeSpan,
)
from liangxin.organisations.models.posts import Post, PostHolding, PostKind

__all__ = [
    "AllianceMember",
    "Organisation",
    "OrganisationAct",
    "OrganisationLead",
    "OrganisationType",
    "OrganisationTypeSpan",
    "Post",
    "PostHolding",
    "PostKind",
    "Recognition",
    "Tag",
    "TagLink",
]
