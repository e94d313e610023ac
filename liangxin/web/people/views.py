"""The list of persons, one record, registering and changing."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from liangxin.access.choices import Part
from liangxin.access.selectors import who_can_see
from liangxin.access.services.require import require_somewhere
from liangxin.core.errors import RuleBroken
from liangxin.core.names import masked_name
from liangxin.members.selectors.memberships import membership_of
from liangxin.organisations.selectors.posts import posts_held_by
from liangxin.people.choices import LookKind, PositionLevel
from liangxin.people.permissions import Permission
from liangxin.people.selectors import (
    find_by_number,
    get_person,
    history_of,
    list_looks,
    list_persons,
    masked_fields,
    part_reached,
)
from liangxin.people.services.persons import NewPerson, change_person, register_person
from liangxin.people.services.reveals import record_disclosure
from liangxin.web.people.forms import NumberForm, PersonForm, RegisterForm
from liangxin.web.shared.desk import desk_page
from liangxin.web.shared.lists.columns import Column
from liangxin.web.shared.lists.filters import ChoiceFilter, TextFilter
from liangxin.web.shared.lists.page import Action, BulkAction, ListPage
from liangxin.web.shared.refusals import refusals_on
from liangxin.web.shared.rendering import answer, posted, say, warn


class PersonList(ListPage):
    """Everybody whose record an organisation of mine keeps, member or not."""

    name, title, unit, default_sort = "people", _("人员"), _("人"), "name"
    export_permission = Permission.PERSON_EXPORT
    search_hint = _("姓名、拼音或首字母")
    empty_title = _("还没有人员资料")
    columns = [
        Column(key="name", label=_("姓名"), value=lambda one: masked_name(one.name), small=lambda one: one.phone_masked, sort=("sort_key",), url=lambda one: reverse("person", args=[one.pk])),
        Column(key="keeper", label=_("管理资料的组织"), value="keeper.name", sort=("keeper__sort_key",), phone="label"),
        Column(key="works_at", label=_("工作单位"), value="works_at.name", phone="label"),
        Column(key="job", label=_("工作岗位"), value="job_title", phone="hide"),
        Column(key="level", label=_("岗位层级"), value=lambda one: one.get_position_level_display(), phone="label"),
        Column(key="account", label=_("账号"), value=lambda one: gettext("有") if one.user_id else gettext("没有")),
    ]  # fmt: skip
    filters = [
        TextFilter(key="q", label=_("找人")),
        ChoiceFilter(key="level", label=_("岗位层级"), choices=PositionLevel.choices, lookup="position_level"),
        ChoiceFilter(key="key_staff", label=_("骨干"), choices=[("1", _("是"))], apply=lambda rows, _value: rows.filter(is_key_staff=True)),
    ]  # fmt: skip

    def rows(self, values: dict[str, Any]) -> Any:
        return list_persons(actor=self.actor, text=values.get("q", ""))

    def actions(self) -> Iterable[Action]:
        return (
            Action(label=_("按号码找人"), url=reverse("person-find"), icon="search"),
            Action(label=_("登记人员"), url=reverse("person-new"), primary=True, permission=Permission.PERSON_CREATE),
        )

    def bulk(self) -> Iterable[BulkAction]:
        return (
            BulkAction(
                label=_("显示姓名"), icon="eye", url=reverse("people-names"), permission=Permission.PERSON_REVEAL
            ),
        )

    def _posted(self) -> HttpResponse:
        """As other lists; an export is told to each person in it."""
        posted = self.request.POST
        if posted.get("do", "").startswith("export"):
            exported = type(self)(self.request)
            exported.params = type(self.params)(posted.get("query", ""))
            try:
                record_disclosure(
                    actor=self.actor, person_ids=exported.queryset.order_by().values("pk"), kind=LookKind.EXPORT,
                    reason=posted.get("reason", ""), now=timezone.now(), what=str(self.title),
                )  # fmt: skip
            except RuleBroken as refusal:
                warn(self.request, str(refusal))
                return HttpResponseRedirect(f"{self.request.path}?{posted.get('query', '')}")
        return super()._posted()


@desk_page
@require_http_methods(["GET", "POST"])
def people(request: HttpRequest) -> HttpResponse:
    """Persons of my organisations."""
    require_somewhere(request.actor, Permission.PERSON_READ)  # type: ignore[attr-defined]
    return PersonList(request).answer()


@desk_page
@require_GET
def person(request: Any, person_id: int) -> HttpResponse:
    """One person; a member's record is shown with the membership."""
    actor, today = request.actor, timezone.localdate()
    found = get_person(actor=actor, person_id=person_id, part=Part.BASIC)
    posts = posts_held_by(person_ids=[found.pk], day=today).get(found.pk, [])
    if part_reached(actor=actor, person=found) != Part.FULL:
        return render(request, "people/basic.html", {"person": found, "posts": posts})
    membership = membership_of(actor=actor, person=found)
    if membership is not None:
        return redirect("member", membership.pk)
    context = {
        "person": found, "posts": posts, "sealed": masked_fields(found), "history": history_of(actor=actor, person=found),
        "looks": list_looks(actor=actor, person=found)[:20], "viewers": who_can_see(record=found, today=today),
        "born": _born(found), "may": _may(actor, found),
    }  # fmt: skip
    return render(request, "people/person.html", context)


def _born(found: Any) -> str:
    length = {"day": 10, "month": 7, "year": 4}[found.birth_precision]
    return found.birth_date.isoformat()[:length] if found.birth_date else ""


def _may(actor: Any, found: Any) -> dict[str, bool]:
    alive = found.merged_into_id is None
    return {
        "change": alive and actor.may_somewhere(Permission.PERSON_CHANGE),
        "reveal": actor.may_somewhere(Permission.PERSON_REVEAL),
        "account": alive and actor.may_somewhere(Permission.ACCOUNT_LINK),
        "merge": alive and actor.may_somewhere(Permission.PERSON_MERGE),
    }


@desk_page
@require_http_methods(["GET", "POST"])
def register(request: Any) -> HttpResponse:
    """Record a person who is no member."""
    require_somewhere(request.actor, Permission.PERSON_CREATE)
    form = RegisterForm(posted(request), actor=request.actor, initial={"keeper": request.actor.node_id})
    if request.method == "POST" and form.is_valid():
        keeper = form.cleaned_data["keeper"]
        with refusals_on(form):
            made = register_person(
                actor=request.actor, new=NewPerson(keeper=getattr(keeper, "node", keeper), values=form.values()),
                now=timezone.now(), today=timezone.localdate(),
            )  # fmt: skip
            say(request, gettext("已登记 {name}。").format(name=masked_name(made.name)))
            return redirect("person", made.pk)
    words = gettext("不是党员的骨干、联系人可登记在这里；登记党员请用“登记党员”。")
    return _form(request, form, title=gettext("登记人员"), words=words, verb=gettext("登记"))


@desk_page
@require_http_methods(["GET", "POST"])
def change(request: Any, person_id: int) -> HttpResponse:
    """Change a record."""
    found = get_person(actor=request.actor, person_id=person_id)
    require_somewhere(request.actor, Permission.PERSON_CHANGE)
    initial = {
        "name": found.name, "sex": found.sex, "education": found.education, "birth_date": _born(found),
        "works_at": found.works_at_id, "job_title": found.job_title, "position_level": found.position_level,
        "is_key_staff": found.is_key_staff,
    }  # fmt: skip
    form = PersonForm(posted(request), actor=request.actor, changing=True, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            change_person(
                actor=request.actor, person=found, changes=form.values(), now=timezone.now(),
                today=timezone.localdate(), reason=form.cleaned_data["reason"],
            )  # fmt: skip
            say(request, gettext("已更改。"))
            return redirect("person", found.pk)
    return _form(request, form, person=found, title=gettext("更改个人情况"), words="", verb=gettext("保存"))


@desk_page
@require_http_methods(["GET", "POST"])
def find(request: Any) -> HttpResponse:
    """Find a person by a whole number, which never stands in an address."""
    require_somewhere(request.actor, Permission.PERSON_READ)
    form, found, asked = NumberForm(posted(request)), [], False
    if request.method == "POST" and form.is_valid():
        found, asked = list(find_by_number(actor=request.actor, number=form.cleaned_data["number"])), True
        if len(found) == 1:
            return redirect("person", found[0].pk)
    context = {"form": form, "found": found, "asked": asked}
    return answer(request, "people/find.html", "people/_find.html", context, form=form)


def _form(request: Any, form: Any, *, title: str, words: str, verb: str, person: Any = None) -> HttpResponse:
    context = {"form": form, "title": title, "words": words, "verb": verb, "person": person}
    return answer(request, "people/act.html", "people/_act.html", context, form=form)
