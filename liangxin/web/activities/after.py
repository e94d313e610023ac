"""Documents that the kind asks for, photos, answers to lecturers."""

from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from liangxin.activities.choices import DocumentState
from liangxin.activities.selectors.afterwards import get_photo
from liangxin.activities.selectors.around import get_document
from liangxin.activities.services.afterwards import deliver_document, remove_photo, settle_document
from liangxin.core.errors import NotFound
from liangxin.web.activities.forms import BareForm, DocumentForm, WaiveForm
from liangxin.web.activities.pages import Above, done, form_page
from liangxin.web.shared.rendering import posted

if TYPE_CHECKING:
    from liangxin.activities.models import Activity, ActivityDocument


def above_of(activity: "Activity") -> Above:
    """The crumbs below an activity."""
    return [(_("活动"), reverse("activity-list")), (activity.title, reverse("activity", args=[activity.pk]))]


def _document(request: Any, activity_id: int, document_id: int) -> "ActivityDocument":
    one = get_document(actor=request.actor, document_id=document_id)
    if one.activity_id != activity_id:
        raise NotFound()
    return one


@login_required
@require_http_methods(["GET", "POST"])
def document(request: Any, activity_id: int, document_id: int) -> HttpResponse:
    """Hand a document in."""
    one = _document(request, activity_id, document_id)
    files = request.FILES if request.method == "POST" else None
    form = DocumentForm(posted(request), files, actor=request.actor)

    def do() -> str:
        given = form.cleaned_data
        deliver_document(
            actor=request.actor, document=one, upload=given["file"].file, name=given["file"].name, note=given["note"],
            now=timezone.now(),
        )  # fmt: skip
        return _("“{name}”已交。").format(name=one.name)

    answered = done(request, form, do, to=reverse("activity", args=[activity_id]))
    if answered is not None:
        return answered
    title = _("交“{name}”").format(name=one.name)
    return form_page(request, form, title=title, submit=_("上传"), above=above_of(one.activity))


@login_required
@require_http_methods(["GET", "POST"])
def waive(request: Any, activity_id: int, document_id: int) -> HttpResponse:
    """Say that a document is not needed this time, and why."""
    one = _document(request, activity_id, document_id)
    form = WaiveForm(posted(request), actor=request.actor)

    def do() -> object:
        return settle_document(
            actor=request.actor, document=one, state=DocumentState.WAIVED.value, note=form.cleaned_data["note"],
            now=timezone.now(),
        )  # fmt: skip

    answered = done(request, form, do, words=_("已记为免交。"), to=reverse("activity", args=[activity_id]))
    if answered is not None:
        return answered
    title = _("免交“{name}”").format(name=one.name)
    return form_page(request, form, title=title, submit=_("免交"), above=above_of(one.activity))


@login_required
@require_http_methods(["GET", "POST"])
def photo(request: Any, activity_id: int, photo_id: int) -> HttpResponse:
    """Take a photo away."""
    one = get_photo(actor=request.actor, photo_id=photo_id)
    if one.activity_id != activity_id:
        raise NotFound()
    form = BareForm(posted(request), actor=request.actor)

    def do() -> object:
        return remove_photo(actor=request.actor, photo=one)

    answered = done(request, form, do, words=_("照片已删去。"), to=reverse("activity", args=[activity_id]))
    if answered is not None:
        return answered
    return form_page(
        request, form, title=_("删去照片"), submit=_("删去"), above=above_of(one.activity), intro=one.caption
    )  # fmt: skip
