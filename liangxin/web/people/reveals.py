"""Looking at masked data with a reason."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from liangxin.access.services.require import require_somewhere
from liangxin.people.choices import SealedField
from liangxin.people.permissions import Permission
from liangxin.people.selectors import get_person
from liangxin.people.services.reveals import reveal_field, reveal_names
from liangxin.web.people.forms import ReasonForm, RevealForm
from liangxin.web.shared.desk import desk_page
from liangxin.web.shared.refusals import refusals_on
from liangxin.web.shared.rendering import answer, posted

MOST_IDS = 100


@desk_page
@require_http_methods(["GET", "POST"])
def reveal(request: Any, person_id: int) -> HttpResponse:
    """Ask for a reason, then show one field once."""
    person = get_person(actor=request.actor, person_id=person_id)
    require_somewhere(request.actor, Permission.PERSON_REVEAL)
    asked = request.POST.get("field") or request.GET.get("field", "")
    field = asked if asked in SealedField.values else SealedField.PHONE.value
    form = RevealForm(posted(request), initial={"field": field})
    value = ""
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            value = reveal_field(actor=request.actor, person=person, now=timezone.now(), **form.cleaned_data)
    context = {"form": form, "person": person, "label": SealedField(field).label, "value": value}
    response = answer(request, "people/reveal.html", "people/_reveal.html", context, form=form)
    response["Cache-Control"] = "no-store"
    return response


@desk_page
@require_POST
def names(request: Any) -> HttpResponse:
    """The names of the ticked rows: first the reason, then the names."""
    require_somewhere(request.actor, Permission.PERSON_REVEAL)
    ids = [int(one) for one in request.POST.getlist("id")[:MOST_IDS] if one.isdigit() and len(one) < 19]
    form = ReasonForm(request.POST if "reason" in request.POST else None)
    found: dict[int, str] = {}
    if form.is_bound and form.is_valid():
        with refusals_on(form):
            found = reveal_names(
                actor=request.actor, person_ids=ids, reason=form.cleaned_data["reason"], now=timezone.now()
            )
    context = {"form": form, "ids": ids, "names": list(found.items())}
    response = render(request, "people/names.html", context, status=422 if form.errors else 200)
    response["Cache-Control"] = "no-store"
    return response
