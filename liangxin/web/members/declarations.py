"""Declarations of membership at the desk."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from liangxin.access.services.require import require_somewhere
from liangxin.core.names import masked_name
from liangxin.members.choices import DeclarationState
from liangxin.members.permissions import Permission
from liangxin.members.selectors.memberships import get_declaration, list_declarations
from liangxin.members.services.declarations import confirm_declaration, decline_declaration
from liangxin.web.members.forms import AnswerForm
from liangxin.web.members.words import stated
from liangxin.web.shared.desk import desk_page
from liangxin.web.shared.lists.columns import Column
from liangxin.web.shared.lists.page import ListPage
from liangxin.web.shared.refusals import refusals_on
from liangxin.web.shared.rendering import answer, posted, say


class DeclarationList(ListPage):
    """What people have declared and nobody has answered yet."""

    name, title, unit, default_sort = "declarations", gettext_lazy("身份声明"), gettext_lazy("份"), "declared"
    intro = gettext_lazy("本人声明党员身份，由声明中的组织确认。需要核对别处资料的，自动转给上级。")
    empty_title = gettext_lazy("没有待确认的声明")
    columns = [
        Column(key="name", label=gettext_lazy("姓名"), value=lambda one: masked_name(one.name), url=lambda one: reverse("declaration", args=[one.pk])),
        Column(key="organisation", label=gettext_lazy("声明的组织"), value="organisation.node.name", phone="label"),
        Column(key="category", label=gettext_lazy("人员类别"), value=lambda one: one.get_category_display(), phone="label"),
        Column(key="state", label=gettext_lazy("状态"), value=lambda one: one.get_state_display()),
        Column(key="declared", label=gettext_lazy("何时"), value="declared_at", kind="when", sort=("declared_at",)),
    ]  # fmt: skip

    def rows(self, values: dict[str, Any]) -> Any:
        return list_declarations(actor=self.actor)


@desk_page
@require_http_methods(["GET", "POST"])
def declarations(request: HttpRequest) -> HttpResponse:
    """Waiting declarations."""
    require_somewhere(request.actor, Permission.DECLARATION_DECIDE)  # type: ignore[attr-defined]
    return DeclarationList(request).answer()


@desk_page
@require_http_methods(["GET", "POST"])
def decide(request: Any, declaration_id: int) -> HttpResponse:
    """One declaration: confirm, or decline with a reason."""
    require_somewhere(request.actor, Permission.DECLARATION_DECIDE)
    declaration = get_declaration(actor=request.actor, declaration_id=declaration_id)
    form = AnswerForm(posted(request))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            say(request, _decided(request, declaration, form))
            return redirect("declaration-list")
    context = {
        "declaration": declaration, "form": form,
        "joined": stated(declaration.joined_on, declaration.joined_precision),
        "open": declaration.state in {DeclarationState.WAITING, DeclarationState.FORWARDED},
    }  # fmt: skip
    return answer(request, "members/declaration.html", "members/_declaration.html", context, form=form)


def _decided(request: Any, declaration: Any, form: AnswerForm) -> str:
    now = timezone.now()
    if request.POST.get("do") == "confirm":
        done = confirm_declaration(actor=request.actor, declaration=declaration, now=now, today=timezone.localdate())
        if done.state == DeclarationState.FORWARDED:
            return _("已转给上级组织核对，您不必再办。")
        return _("已确认，组织关系已登记。")
    decline_declaration(actor=request.actor, declaration=declaration, answer=form.cleaned_data["answer"], now=now)
    return _("已答复本人。")
