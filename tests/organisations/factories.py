"""Organisations for tests, founded through the services."""

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from liangxin.access.actor import SYSTEM
from liangxin.organisations.models import Organisation, OrganisationType, Post, PostHolding
from liangxin.organisations.selectors.organisations import get_organisation
from liangxin.organisations.services.founding import NewOrganisation, found_organisation
from liangxin.organisations.services.posts import NewHolding, NewPost, appoint, create_post
from liangxin.organisations.services.recording import Act
from liangxin.organisations.services.types import install_types
from liangxin.people.models import Person

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
TODAY = date(2026, 11, 23)
OPENED = date(2018, 1, 1)
numbers = count(1)


def organisation(
    name: str = "", parent: Organisation | None = None, type: str = "branch", *, opened: date = OPENED, **values: Any
) -> Organisation:
    """One organisation; values: fields of NewOrganisation."""
    if not OrganisationType.objects.exists():
        install_types()
    name = name or f"第{next(numbers)}党支部"
    return found_organisation(
        actor=SYSTEM, new=NewOrganisation(name=name, type=type, parent=parent, opened=opened, **values), now=NOW
    )


def root(name: str = "滨港区社会工作党委", **values: Any) -> Organisation:
    return organisation(name, None, "social_work_committee", **values)


def committee(parent: Organisation, name: str = "金融城片区综合党委", **values: Any) -> Organisation:
    return organisation(name, parent, "comprehensive_committee", **values)


def branch(parent: Organisation, name: str = "", **values: Any) -> Organisation:
    return organisation(name, parent, "branch", **values)


def alliance(parent: Organisation, name: str = "金沙湾党建联盟", **values: Any) -> Organisation:
    return organisation(name, parent, "alliance", **values)


def again(organisation: Organisation) -> Organisation:
    """The organisation as it is now."""
    return get_organisation(actor=SYSTEM, organisation_id=organisation.pk)


def act(effective: date = TODAY, reason: str = "工作需要", document_number: str = "") -> Act:
    return Act(effective=effective, reason=reason, document_number=document_number)


def post(organisation: Organisation, kind: str = "secretary", *, opened: date = OPENED, **values: Any) -> Post:
    return create_post(
        actor=SYSTEM, new=NewPost(organisation=organisation, kind=kind, opened=opened, **values), now=NOW
    )


def holding(post: Post, person: Person, *, start: date = OPENED, **values: Any) -> PostHolding:
    return appoint(actor=SYSTEM, new=NewHolding(post=post, person=person, start=start, **values), now=NOW)
