from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from liangxin.organisations.permissions import Permission
from liangxin.organisations.selectors.posts import get_holding, get_post
from liangxin.organisations.services.posts import (
    NewHolding,
    NewPost,
    appoint,
    close_post,
    create_post,
    end_holding,
)
from liangxin.web.organisations.answers import lead_to, sent
from liangxin.web.organisations.forms import AppointForm, EndForm, EndHoldingForm, PostForm
from liangxin.web.organisations.records import organisation_for
from liangxin.web.shared.refusals import refusals_on
from liangxin.web.shared.rendering import answer, say

if TYPE_CHECKING:
    from liangxin.organisations.models import Organisation


@login_required
@require_http_methods(["GET", "POST"])
def new_post(request: Any, organisation_id: int) -> HttpResponse:
    """Set a seat up."""
    organisation = organisation_for(
        actor=request.actor, organisation_id=organisation_id, permission=Permission.POST_MANAGE
    )
    form = PostForm(sent(request), family=organisation.type.family, initial={"opened": organisation.node.during.lower})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            post = create_post(
                actor=request.actor, new=NewPost(organisation=organisation, **form.cleaned_data), now=timezone.now()
            )
            say(request, _("已设职务，请登记任职的人。"))
            return lead_to(request, "organisation-appoint", post.pk)
    return _form(request, organisation, form, _("设职务"), note=_("一个席位登记一次，几名委员就登记几次。"))


@login_required
@require_http_methods(["GET", "POST"])
def appoint_holder(request: Any, post_id: int) -> HttpResponse:
    """Let somebody hold the post."""
    post = get_post(actor=request.actor, post_id=post_id)
    form = AppointForm(sent(request), actor=request.actor, initial={"start": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            appoint(actor=request.actor, new=NewHolding(post=post, **form.cleaned_data), now=timezone.now())
            say(request, _("已登记任职。"))
            return lead_to(request, "organisation", post.organisation_id)
    title = _("登记{post}任职").format(post=post.title or post.kind.name)
    return _form(request, post.organisation, form, title)


@login_required
@require_http_methods(["GET", "POST"])
def end(request: Any, holding_id: int) -> HttpResponse:
    """Let somebody leave the post."""
    holding = get_holding(actor=request.actor, holding_id=holding_id)
    form = EndHoldingForm(sent(request), initial={"end": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            end_holding(actor=request.actor, holding=holding, now=timezone.now(), **form.cleaned_data)
            say(request, _("已办理离任，职务空缺会进入待办。"))
            return lead_to(request, "organisation", holding.post.organisation_id)
    return _form(request, holding.post.organisation, form, _("办理离任"))


@login_required
@require_http_methods(["GET", "POST"])
def close(request: Any, post_id: int) -> HttpResponse:
    """Give the seat up."""
    post = get_post(actor=request.actor, post_id=post_id)
    form = EndForm(sent(request), initial={"end": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            close_post(actor=request.actor, post=post, end=form.cleaned_data["end"], now=timezone.now())
            say(request, _("已取消这个职务。"))
            return lead_to(request, "organisation", post.organisation_id)
    return _form(request, post.organisation, form, _("取消职务"))


def _form(request: Any, organisation: "Organisation", form: Any, title: str, *, note: str = "") -> HttpResponse:
    context = {
        "form": form, "organisation": organisation, "title": title, "note": note, "button": title,
        "here": request.path,
    }  # fmt: skip
    return answer(request, "organisations/form.html", "organisations/_form.html", context, form=form)
