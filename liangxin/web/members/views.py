"""The list of members, members of other organisations linked here, one member's record."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from liangxin.access.choices import Part
from liangxin.access.selectors import who_can_see
from liangxin.access.services.require import require_somewhere
from liangxin.core.changes import merged
from liangxin.core.errors import RuleBroken
from liangxin.members.choices import LinkKind, MemberCategory, MembershipStatus
from liangxin.members.permissions import Permission
from liangxin.members.selectors.histories import history_of as membership_history
from liangxin.members.selectors.memberships import (
    MemberFilter,
    get_membership,
    homes_of,
    links_of,
    list_linked,
    list_memberships,
)
from liangxin.organisations.selectors.posts import posts_held_by
from liangxin.people.choices import LookKind, PositionLevel
from liangxin.people.permissions import Permission as PersonPermission
from liangxin.people.rules import MOST_NAMES_AT_ONCE
from liangxin.people.selectors import history_of as person_history
from liangxin.people.selectors import masked_fields
from liangxin.people.services.reveals import record_disclosure
from liangxin.web.members import words
from liangxin.web.members.forms import WhyForm
from liangxin.web.shared.desk import desk_page
from liangxin.web.shared.lists.columns import Column
from liangxin.web.shared.lists.filters import ChoiceFilter, DayFilter, NodeFilter, TextFilter
from liangxin.web.shared.lists.page import Action, BulkAction, ListPage
from liangxin.web.shared.lists.views import View
from liangxin.web.shared.rendering import warn

YES = [("1", _("是"))]


class MemberList(ListPage):
    """Members whose home is within the acting grant; names masked, shown by a reveal of the page."""

    name, title, unit, default_sort = "members", _("党员"), _("人"), "name"
    template = "members/list.html"
    export_permission = Permission.MEMBERSHIP_EXPORT
    search_hint = _("姓名、拼音或首字母")
    empty_title = _("还没有党员")
    empty_words = _("可逐个登记，也可把现有名册导入。")
    columns = [
        Column(key="name", label=_("姓名"), value=words.masked, small=lambda one: one.person.phone_masked, sort=("person__sort_key",), url=lambda one: reverse("member", args=[one.pk])),
        Column(key="home", label=_("组织关系"), value=words.home_words, sort=("home__node__sort_key",), phone="label"),
        Column(key="category", label=_("人员类别"), value="get_category_display", cell=lambda one: one.get_category_display(), sort=("category",), phone="label"),
        Column(key="joined", label=_("入党日期"), value=lambda one: words.stated(one.joined_on, one.joined_precision), sort=("joined_on",), phone="hide"),
        Column(key="post", label=_("党内职务"), value=lambda one: one.posts_words, phone="label"),
        Column(key="works_at", label=_("工作单位"), value="person.works_at.name", phone="hide"),
        Column(key="located", label=_("所在场所"), value="located_at.node.name", hidden=True),
        Column(key="identity", label=_("身份证号"), value=lambda one: f"**************{one.person.identity_last4}" if one.person.identity_last4 else "", hidden=True),
        Column(key="level", label=_("岗位层级"), value=lambda one: one.person.get_position_level_display(), hidden=True),
        Column(key="status", label=_("党籍状态"), value=lambda one: one.get_status_display(), cell=words.status_cell, sort=("status",)),
        Column(key="next", label=_("下一步"), value=words.missing, phone="label"),
    ]  # fmt: skip
    filters = [
        TextFilter(key="q", label=_("找党员")),
        NodeFilter(key="organisation", label=_("组织"), kind="known-organisation"),
        NodeFilter(key="place", label=_("所在场所"), kind="place"),
        ChoiceFilter(key="category", label=_("人员类别"), choices=MemberCategory.choices),
        ChoiceFilter(key="status", label=_("党籍状态"), choices=MembershipStatus.choices),
        ChoiceFilter(key="level", label=_("岗位层级"), choices=PositionLevel.choices),
        ChoiceFilter(key="key_staff", label=_("骨干"), choices=YES),
        ChoiceFilter(key="elsewhere", label=_("在地（已登记所在场所）"), choices=YES),
        ChoiceFilter(key="outside", label=_("关系在区外"), choices=YES),
        ChoiceFilter(key="incomplete", label=_("资料不全"), choices=YES),
        ChoiceFilter(key="no_account", label=_("没有账号"), choices=YES),
        DayFilter(key="joined", label=_("入党日期"), lookup="joined_on"),
        TextFilter(key="last4", label=_("身份证号后四位")),
    ]
    views = [
        View(label=_("预备党员"), query="category=probationary"),
        View(label=_("骨干"), query="key_staff=1"),
        View(label=_("在地"), query="elsewhere=1"),
        View(label=_("资料不全"), query="incomplete=1"),
    ]

    def rows(self, values: dict[str, Any]) -> Any:
        organisation, place = values.get("organisation"), values.get("place")
        narrowed = MemberFilter(
            text=values.get("q", ""), under=organisation.record.node.path if organisation else "",
            place=_path(place), category=values.get("category", ""), status=values.get("status", ""),
            position_level=values.get("level", ""), key_staff="key_staff" in values, elsewhere="elsewhere" in values,
            outside="outside" in values, no_account="no_account" in values, incomplete="incomplete" in values,
            last4=values.get("last4", ""),
        )  # fmt: skip
        return list_memberships(actor=self.actor, narrowed=narrowed)

    def prepare(self, records: list[Any]) -> list[Any]:
        posts = posts_held_by(person_ids=[one.person_id for one in records], day=timezone.localdate())
        for one in records:
            held = posts.get(one.person_id, [])
            one.posts_words = "、".join(holding.post.title or holding.post.kind.name for holding in held)
        return records

    def actions(self) -> Iterable[Action]:
        return (
            Action(label=_("打印花名册"), url=reverse("member-roster"), icon="printer", permission=Permission.MEMBERSHIP_EXPORT),
            Action(label=_("登记党员"), url=reverse("member-new"), primary=True, permission=Permission.MEMBERSHIP_CREATE),
        )  # fmt: skip

    def bulk(self) -> Iterable[BulkAction]:
        return (
            BulkAction(label=_("显示姓名"), icon="eye", url=reverse("member-names"), permission=PersonPermission.PERSON_REVEAL),
        )  # fmt: skip

    def empty_action(self) -> Action:
        return Action(label=_("登记党员"), url=reverse("member-new"), permission=Permission.MEMBERSHIP_CREATE)

    def _posted(self) -> HttpResponse:
        """As other lists; an export is told to each person in it."""
        if self.request.POST.get("do", "").startswith("export"):
            try:
                self._disclose()
            except RuleBroken as refusal:
                warn(self.request, str(refusal))
                return HttpResponseRedirect(f"{self.request.path}?{self.request.POST.get('query', '')}")
        return super()._posted()

    def _disclose(self) -> None:
        exported = type(self)(self.request)
        exported.params = type(self.params)(self.request.POST.get("query", ""))
        record_disclosure(
            actor=self.actor, person_ids=exported.queryset.order_by().values("person_id"), kind=LookKind.EXPORT,
            reason=self.request.POST.get("reason", ""), now=timezone.now(), what=str(self.title),
        )  # fmt: skip


def _path(place: Any) -> str:
    record = getattr(place, "record", None)
    return getattr(getattr(record, "node", record), "path", "") if record is not None else ""


@desk_page
@require_http_methods(["GET", "POST"])
def members(request: HttpRequest) -> HttpResponse:
    """The members of my organisations; who may only count sees counts."""
    actor = request.actor  # type: ignore[attr-defined]
    if not actor.may_somewhere(Permission.MEMBERSHIP_READ) and actor.may_somewhere(Permission.COUNT_READ):
        return HttpResponseRedirect(reverse("member-located"))
    require_somewhere(actor, Permission.MEMBERSHIP_READ)
    return MemberList(request).answer()


@desk_page
@require_POST
def names(request: HttpRequest) -> HttpResponse:
    """Ask why the names of the ticked members are to be shown; the answer goes to the people's page of names."""
    require_somewhere(request.actor, PersonPermission.PERSON_REVEAL)  # type: ignore[attr-defined]
    ids = list(MemberList(request).selection().values_list("person_id", flat=True)[:MOST_NAMES_AT_ONCE])
    return render(request, "members/names.html", {"ids": ids, "form": WhyForm()})


class LinkedList(ListPage):
    """Members of other organisations who take part here: name and post, no more."""

    name, title, unit = "linked-members", _("关联党员"), _("人")
    intro = _("组织关系在别处、在这里参加活动或接受管理的党员。这里只见姓名和职务。")
    empty_title = _("还没有关联党员")
    empty_words = _("由党员的组织关系所在组织关联到这里。")
    columns = [
        Column(key="name", label=_("姓名"), value="membership.person.name", sort=("membership__person__sort_key",)),
        Column(key="kind", label=_("关联方式"), value=lambda one: one.get_kind_display(), phone="label"),
        Column(key="organisation", label=_("关联的组织"), value="organisation.node.name", sort=("organisation__node__sort_key",), phone="label"),
        Column(key="post", label=_("党内职务"), value=lambda one: one.posts_words, phone="label"),
        Column(key="since", label=_("自"), value="during.lower", kind="day", phone="label"),
    ]  # fmt: skip
    filters = [ChoiceFilter(key="kind", label=_("关联方式"), choices=LinkKind.choices, lookup="kind")]
    default_sort = "name"

    def rows(self, values: dict[str, Any]) -> Any:
        return list_linked(actor=self.actor)

    def prepare(self, records: list[Any]) -> list[Any]:
        ids = [one.membership.person_id for one in records]
        posts = posts_held_by(person_ids=ids, day=timezone.localdate())
        for one in records:
            held = posts.get(one.membership.person_id, [])
            one.posts_words = "、".join(holding.post.title or holding.post.kind.name for holding in held)
        return records


@desk_page
@require_http_methods(["GET", "POST"])
def linked(request: HttpRequest) -> HttpResponse:
    """Members linked to my organisations."""
    require_somewhere(request.actor, Permission.MEMBERSHIP_READ)  # type: ignore[attr-defined]
    return LinkedList(request).answer()


@desk_page
@require_GET
def member(request: HttpRequest, membership_id: int) -> HttpResponse:
    """One member's record."""
    actor, today = request.actor, timezone.localdate()  # type: ignore[attr-defined]
    membership = get_membership(actor=actor, membership_id=membership_id)
    person = membership.person
    context = {
        "membership": membership,
        "person": person,
        "home_words": words.home_words(membership),
        "joined": words.stated(membership.joined_on, membership.joined_precision),
        "converted": words.stated(membership.converted_on, membership.converted_precision),
        "born": words.stated(person.birth_date, person.birth_precision),
        "state": words.status_cell(membership),
        "due": _due(membership),
        "sealed": masked_fields(person),
        "homes": homes_of(membership=membership),
        "links": links_of(membership=membership),
        "posts": posts_held_by(person_ids=[person.pk], day=today).get(person.pk, []),
        "history": merged(membership_history(membership=membership), person_history(actor=actor, person=person)),
        "viewers": [one for one in who_can_see(record=membership, today=today) if one.part > Part.COUNT],
        "may": _may(actor, membership),
    }
    return render(request, "members/member.html", context)


def _due(membership: Any) -> dict[str, Any] | None:
    lacking = words.missing(membership)
    if membership.status == MembershipStatus.ENDED or not lacking:
        return None
    address = reverse("person-change", args=[membership.person_id])
    return {"words": lacking, "actions": [{"label": _("补充资料"), "url": address, "primary": True}]}


def _may(actor: Any, membership: Any) -> dict[str, bool]:
    alive = membership.status != MembershipStatus.ENDED
    return {
        "change": alive and actor.may_somewhere(Permission.MEMBERSHIP_CHANGE),
        "transfer": alive and actor.may_somewhere(Permission.MEMBERSHIP_TRANSFER),
        "change_person": actor.may_somewhere(PersonPermission.PERSON_CHANGE),
        "reveal": actor.may_somewhere(PersonPermission.PERSON_REVEAL),
        "account": actor.may_somewhere(PersonPermission.ACCOUNT_LINK),
    }
