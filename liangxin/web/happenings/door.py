"""At the door: the registrant scans the code that the organiser shows, or types its letters."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from liangxin.activities.selectors.public import id_of
from liangxin.activities.selectors.registrations import my_registration
from liangxin.activities.services.attendance import check_in_own, fits_door
from liangxin.core.errors import NotFound
from liangxin.web.happenings.forms import DoorForm
from liangxin.web.shared.refusals import refusals_on
from liangxin.web.shared.rendering import answer, leave, posted, say

WRONG = gettext_lazy("码不对或已过期，请看门口屏幕上现在的码。")


@login_required
@require_http_methods(["GET", "POST"])
def here(request: Any, slug: str) -> HttpResponse:
    """A GET only asks (the code may stand in the address); the POST notes that one is there."""
    activity_id = id_of(slug=slug)
    own = my_registration(actor=request.own_actor, activity_id=activity_id)
    if own is None:
        raise NotFound()
    form = DoorForm(posted(request), initial={"code": request.GET.get("code", "")[:40]})
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        if not fits_door(activity_id=activity_id, code=form.cleaned_data["code"], now=now):
            form.add_error("code", str(WRONG))
        else:
            with refusals_on(form):
                check_in_own(actor=request.own_actor, activity_id=activity_id, now=now)
                say(request, _("到场已登记，请进。"))
                return leave(request, reverse("my-registration", args=[own.pk]))
    context = {"form": form, "slug": slug}
    return answer(request, "happenings/here.html", "happenings/_here_form.html", context, form=form)
