"""The members' half of the national collection form: sixteen items of each; each person is told."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext

from liangxin.access.actor import Actor
from liangxin.access.reach import visible
from liangxin.members.choices import MembershipStatus
from liangxin.members.models import Membership
from liangxin.members.permissions import Permission
from liangxin.members.roster_words import ETHNICITY_NAMES
from liangxin.members.selectors.rosters import stated
from liangxin.people.choices import LookKind, Sex
from liangxin.people.services.reveals import record_disclosure
from liangxin.spreadsheets.services.national_form import NationalSource, register_national_source
from liangxin.trees.selectors import below

SAID_OF_SEX = {Sex.MALE.value, Sex.FEMALE.value}


def exportable(actor: Actor, under: str) -> QuerySet[Membership]:
    """Members whose home is in the house: theirs is collected by that branch, and by no other."""
    found = Membership.objects.filter(home__isnull=False).exclude(status=MembershipStatus.ENDED)
    if under:
        found = found.filter(below(under, field="home__node"))
    return visible(actor, found, Permission.MEMBERSHIP_EXPORT)


def national_rows(actor: Actor, today: date, under: str) -> Iterator[Mapping[str, Any]]:
    """The sixteen items of each member, by branch and name."""
    found = exportable(actor, under).select_related("person", "home__node")
    for one in found.order_by("home__node__path", "person__sort_key", "id").iterator(chunk_size=2_000):
        yield national_row(one)


def national_row(membership: Membership) -> Mapping[str, Any]:
    """One member. Of the status the form knows 正常 and 停止; lost contact stands in its own item by its day."""
    person, status = membership.person, MembershipStatus(membership.status)
    by_day = status == MembershipStatus.LOST_CONTACT and membership.lost_contact_on is not None
    return {
        "name": person.name, "identity_number": person.identity_number,
        "sex": person.get_sex_display() if person.sex in SAID_OF_SEX else None,
        "ethnicity": ETHNICITY_NAMES.get(person.ethnicity), "birth_date": stated(person.birth_date, person.birth_precision),
        "education": person.get_education_display() if person.education else None,
        "category": membership.get_category_display(),
        "branch": membership.home.node.name if membership.home is not None else membership.home_outside,
        "joined_on": stated(membership.joined_on, membership.joined_precision),
        "converted_on": stated(membership.converted_on, membership.converted_precision),
        "job_title": person.job_title, "phone": person.phone, "landline": person.landline,
        "home_address": person.home_address,
        "status": (MembershipStatus.ACTIVE if by_day else status).label,
        "lost_contact_on": membership.lost_contact_on.isoformat() if membership.lost_contact_on else None,
        "outflow": membership.outflow,
    }  # fmt: skip


def tell_each(actor: Actor, under: str, reason: str, now: datetime) -> None:
    """Each person sees who took their data along, and why."""
    people = exportable(actor, under).values("person_id")
    what = gettext("全国党员信息采集表")
    record_disclosure(actor=actor, person_ids=people, kind=LookKind.EXPORT, reason=reason, now=now, what=what)


register_national_source(
    NationalSource(
        part="member", kind_code="members", permission=Permission.MEMBERSHIP_EXPORT,
        count=lambda actor, today, under: exportable(actor, under).count(), rows=national_rows, told=tell_each,
    )
)  # fmt: skip
