"""A guest asks to be linked to their record; the secretary of the organisation that keeps it decides.

Nothing here tells the guest whether there is such a record: numbers are recycled, and names are known to many.
"""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from liangxin.access.actor import Actor
from liangxin.access.services import require, require_somewhere
from liangxin.accounts.selectors import get_user
from liangxin.core.constraints import constraint_as
from liangxin.core.errors import NotFound, RuleBroken
from liangxin.core.events import publish
from liangxin.core.names import normalised
from liangxin.notifications.services.notices import queue_facts
from liangxin.people import rules
from liangxin.people.choices import CaseState
from liangxin.people.events import LinkAsked, LinkDecided
from liangxin.people.models import LinkRequest, Person
from liangxin.people.notices import LINK_ACCEPTED, LINK_DECLINED
from liangxin.people.permissions import Permission
from liangxin.people.services.accounts import link_account

if TYPE_CHECKING:
    from liangxin.trees.models import Node

MONTH = timedelta(days=30)


class LinkNameMissing(RuleBroken):
    code, field, message = "people.link_name_missing", "name", _("请填写名册上的姓名。")


class OrganisationMissing(RuleBroken):
    code, field, message = "people.link_organisation_missing", "organisation", _("请选择您所在的组织。")


class PasswordMissing(RuleBroken):
    code, field, message = (
        "people.password_missing", "", _("请先设置密码：连到名册后只能用密码登录，因为手机号可能换主人。"),
    )  # fmt: skip


class LinkedAlready(RuleBroken):
    code, field, message = "people.linked_already", "", _("这个账号已连到名册，不用再申请。")


class LinkWaiting(RuleBroken):
    code, field, message = "people.link_waiting", "", _("您已有一份申请在等待核对，可先撤回。")


class TooManyLinks(RuleBroken):
    code, field, message = "people.too_many_links", "", _("30 天内最多申请 3 次，请直接联系您的组织。")


class LinkIsDecided(RuleBroken):
    code, field, message = "people.link_decided", "", _("这份申请已处理。")


class LinkAnswerMissing(RuleBroken):
    code, field, message = "people.link_answer_missing", "answer", _("请写明怎样核对的，或为什么不能连，留作记录。")


@transaction.atomic
def ask_link(*, actor: Actor, node: "Node", name: str, note: str, now: datetime) -> LinkRequest:
    """Ask the organisation at `node`, on one's own account. The answer says nothing about its register.

    Raises NotAllowed, OrganisationMissing, LinkNameMissing, PasswordMissing, LinkedAlready, LinkWaiting, TooManyLinks.
    Publishes LinkAsked.
    """
    require_somewhere(actor, Permission.LINK_ASK)
    if node.kind != "organisation":
        raise OrganisationMissing()
    if not normalised(name):
        raise LinkNameMissing()
    user = get_user(user_id=actor.user_id or 0)
    if not user.is_guest or Person.objects.filter(user=user).exists():
        raise LinkedAlready()
    if not user.has_usable_password():
        raise PasswordMissing()
    if LinkRequest.objects.filter(user=user, asked_at__gt=now - MONTH).count() >= rules.LINKS_A_MONTH:
        raise TooManyLinks()
    with constraint_as(LinkWaiting(), name="people_link_waits_once"):
        request = LinkRequest.objects.create(
            user=user, node=node, name=normalised(name)[:100], note=note.strip()[:200], asked_at=now
        )
    publish(LinkAsked(request_id=request.pk, node_id=node.pk))
    return request


@transaction.atomic
def withdraw_link(*, actor: Actor, request: LinkRequest, now: datetime) -> LinkRequest:
    """Take one's own request back. Raises NotFound, LinkIsDecided."""
    request = _waiting(request)
    if actor.user_id is None or request.user_id != actor.user_id:
        raise NotFound()
    return _decided(request, actor, CaseState.WITHDRAWN, now, "", None)


@transaction.atomic
def accept_link(*, actor: Actor, request: LinkRequest, person: Person, answer: str, now: datetime) -> LinkRequest:
    """Link the account to `person`, within what the actor keeps; the account is entered by password from now on.

    answer: how it was checked, for the record. Raises NotAllowed, NotFound, LinkIsDecided, LinkAnswerMissing,
    PersonHasAccount, AccountHasPerson. Publishes LinkDecided, AccountLinked.
    """
    require(actor, Permission.ACCOUNT_LINK, scope=request)
    if not rules.reason_holds(answer):
        raise LinkAnswerMissing()
    request = _waiting(request)
    link_account(actor=actor, person=person, user=request.user, reason=answer.strip())
    _decided(request, actor, CaseState.DONE, now, answer, person)
    _tell(LINK_ACCEPTED, request, now)
    return request


@transaction.atomic
def decline_link(*, actor: Actor, request: LinkRequest, answer: str, now: datetime) -> LinkRequest:
    """Say no. answer: why, for the record; the guest reads neutral words only.

    Raises NotAllowed, NotFound, LinkIsDecided, LinkAnswerMissing. Publishes LinkDecided.
    """
    require(actor, Permission.ACCOUNT_LINK, scope=request)
    if not rules.reason_holds(answer):
        raise LinkAnswerMissing()
    request = _decided(_waiting(request), actor, CaseState.DECLINED, now, answer, None)
    _tell(LINK_DECLINED, request, now)
    return request


def _waiting(request: LinkRequest) -> LinkRequest:
    locked = LinkRequest.objects.select_for_update(of=("self",)).select_related("user", "node").get(pk=request.pk)
    if locked.state != CaseState.WAITING:
        raise LinkIsDecided()
    return locked


def _decided(
    request: LinkRequest, actor: Actor, state: CaseState, now: datetime, answer: str, person: Person | None
) -> LinkRequest:
    request.state, request.decided_at, request.decided_by_id = state, now, actor.user_id
    request.answer, request.person = answer.strip()[:300], person
    request.save()
    publish(LinkDecided(request_id=request.pk, user_id=request.user_id))
    return request


def _tell(kind: str, request: LinkRequest, now: datetime) -> None:
    queue_facts(
        kind=kind, to=[request.user_id], facts={"organisation": request.node.name}, url="/me/link/",
        key=f"link-{request.pk}", now=now,
    )  # fmt: skip
