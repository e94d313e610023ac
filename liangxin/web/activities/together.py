"""Those who hold it together: lecturers of a pool, classes asked for and offered, talks, co-organisers."""

from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from liangxin.access.choices import Anchor, Part
from liangxin.access.reach import may
from liangxin.access.services import require, require_somewhere
from liangxin.activities.permissions import Permission
from liangxin.activities.selectors.activities import ActivityFilter, list_activities
from liangxin.activities.selectors.around import (
    get_co_organiser,
    get_invitation,
    get_lecturer,
    get_offer,
    get_request,
    get_talk,
    list_lecturers,
    list_requests,
    offers_of,
)
from liangxin.activities.selectors.people import taught_by
from liangxin.activities.services.requests import (
    ClassValues,
    OfferValues,
    ask_for_class,
    decide_talk,
    offer_class,
    take_offer,
    withdraw_offer,
    withdraw_request,
)
from liangxin.activities.services.together import (
    LecturerValues,
    answer_co_organiser,
    answer_invitation,
    put_lecturer,
    retire_lecturer,
)
from liangxin.core.errors import NotFound
from liangxin.venues.selectors.stations import get_station
from liangxin.web.activities.forms import BareForm
from liangxin.web.activities.forms_more import AnswerForm, ClassForm, LecturerForm, OfferForm, TalkAnswerForm
from liangxin.web.activities.pages import Above, done, form_page
from liangxin.web.shared.rendering import posted

if TYPE_CHECKING:
    from liangxin.activities.models import ClassRequest
    from liangxin.enterprises.models import Enterprise
    from liangxin.organisations.models import Organisation

SHOWN = 200


def _pool() -> tuple[object, str]:
    return (_("讲师库"), reverse("lecturer-list"))


def _asked() -> tuple[object, str]:
    return (_("点课"), reverse("class-list"))


@login_required
@require_safe
def lecturers(request: Any) -> HttpResponse:
    """The pool, found by name or topic."""
    require_somewhere(request.actor, Permission.ACTIVITY_READ)
    text = request.GET.get("q", "")[:60]
    rows = list_lecturers(actor=request.actor, text=text)[:SHOWN]
    return render(request, "activities/lecturers.html", {"rows": rows, "text": text})


@login_required
@require_safe
def lecturer(request: Any, lecturer_id: int) -> HttpResponse:
    """Who it is, what they can teach, what they taught here."""
    found = get_lecturer(actor=request.actor, lecturer_id=lecturer_id)
    context = {
        "lecturer": found, "manages": may(request.actor, Permission.LECTURER_MANAGE, found),
        "rows": taught_by(actor=request.actor, lecturer=found)[:50],
    }  # fmt: skip
    return render(request, "activities/lecturer.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def put(request: Any, lecturer_id: int | None = None) -> HttpResponse:
    """Add somebody to a pool, or change what is said of them."""
    found, initial = None, {}
    above: list[tuple[object, str]] = [_pool()]
    if lecturer_id is not None:
        found = get_lecturer(actor=request.actor, lecturer_id=lecturer_id, part=Part.FULL)
        require(request.actor, Permission.LECTURER_MANAGE, scope=found)
        initial = {name: getattr(found, name) for name in ("name", "title", "topics", "introduction")}
        initial |= {"pool": found.pool_id, "person": found.person_id}
        above.append((found.name, reverse("lecturer", args=[found.pk])))
    else:
        require_somewhere(request.actor, Permission.LECTURER_MANAGE)
    if found is None and request.actor.anchor == Anchor.ORGANISATION:
        initial = {"pool": request.actor.node_id}
    form = LecturerForm(posted(request), actor=request.actor, initial=initial)

    def do() -> object:
        given = dict(form.cleaned_data)
        return put_lecturer(
            actor=request.actor, pool=given.pop("pool"), values=LecturerValues(**given), lecturer=found,
            now=timezone.now(),
        )  # fmt: skip

    answered = done(request, form, do, words=_("已保存。"), to=reverse("lecturer-list"))
    if answered is not None:
        return answered
    title = _("改讲师") if found is not None else _("添加讲师")
    return form_page(request, form, title=title, submit=_("保存"), above=above)


@login_required
@require_http_methods(["GET", "POST"])
def retire(request: Any, lecturer_id: int) -> HttpResponse:
    """Take somebody out of the pool."""
    found = get_lecturer(actor=request.actor, lecturer_id=lecturer_id, part=Part.FULL)
    require(request.actor, Permission.LECTURER_MANAGE, scope=found)
    form = BareForm(posted(request), actor=request.actor)

    def do() -> object:
        return retire_lecturer(actor=request.actor, lecturer=found, now=timezone.now())

    answered = done(request, form, do, words=_("已移出讲师库。"), to=reverse("lecturer-list"))
    if answered is not None:
        return answered
    above = [_pool(), (found.name, reverse("lecturer", args=[found.pk]))]
    return form_page(request, form, title=_("移出讲师库"), submit=_("移出"), above=above, intro=_("讲过的课都还在。"))


def _answer(request: Any, do: Any, *, title: str, above: Above, intro: object, to: str) -> HttpResponse:
    form = AnswerForm(posted(request), actor=request.actor)
    answered = done(request, form, lambda: do(form), words=_("已答复。"), to=to)
    if answered is not None:
        return answered
    return form_page(request, form, title=title, submit=_("答复"), above=above, intro=intro)


@login_required
@require_http_methods(["GET", "POST"])
def invitation(request: Any, invitation_id: int) -> HttpResponse:
    """Answer an invitation, or one who put themself forward."""
    one = get_invitation(actor=request.actor, invitation_id=invitation_id)
    here = reverse("activity", args=[one.activity_id])

    def do(form: Any) -> object:
        return answer_invitation(
            actor=request.actor, invitation=one, accepts=form.accepted(), answer=form.cleaned_data["answer"],
            now=timezone.now(),
        )  # fmt: skip

    above = [(_("活动"), reverse("activity-list")), (one.activity.title, here)]
    intro = _("{name} · {topic}").format(name=one.lecturer.name, topic=one.topic or one.activity.title)
    return _answer(request, do, title=_("答复授课"), above=above, intro=intro, to=here)


@login_required
@require_http_methods(["GET", "POST"])
def co_organiser(request: Any, asked_id: int) -> HttpResponse:
    """Accept or decline to hold an activity together."""
    one = get_co_organiser(actor=request.actor, asked_id=asked_id)
    require(request.actor, Permission.ACTIVITY_CHANGE, scope=one.organisation)

    def do(form: Any) -> object:
        return answer_co_organiser(actor=request.actor, asked=one, accepts=form.accepted(), now=timezone.now())

    here = reverse("activity", args=[one.activity_id])
    above = [(_("活动"), reverse("activity-list")), (one.activity.title, here)]
    intro = _("{organiser}邀请{name}协办。").format(
        organiser=one.activity.organiser.node.name, name=one.organisation.node.name
    )
    return _answer(request, do, title=_("答复协办"), above=above, intro=intro, to=reverse("activity-list"))


@login_required
@require_safe
def classes(request: Any) -> HttpResponse:
    """What is asked for: still open, and with ?all=1 what was decided."""
    require_somewhere(request.actor, Permission.ACTIVITY_READ)
    everything = request.GET.get("all") == "1"
    rows = list_requests(actor=request.actor, only_open=not everything)[:SHOWN]
    return render(request, "activities/classes.html", {"rows": rows, "everything": everything})


@login_required
@require_http_methods(["GET", "POST"])
def ask(request: Any) -> HttpResponse:
    """Ask for a class."""
    actor = request.actor
    require_somewhere(actor, Permission.CLASS_REQUEST)
    field = {Anchor.ENTERPRISE: "enterprise", Anchor.ORGANISATION: "organisation"}.get(actor.anchor)
    form = ClassForm(posted(request), actor=actor, initial={field: actor.node_id} if field else {})

    def do() -> str:
        given = {**form.cleaned_data, "kind": form.kinds[form.cleaned_data["kind"]]}
        ask_for_class(actor=actor, values=ClassValues(**given), today=timezone.localdate(), now=timezone.now())
        return _("已发出，站点和讲师看到后会应约。")

    answered = done(request, form, do, to=reverse("class-list"))
    if answered is not None:
        return answered
    return form_page(request, form, title=_("点课"), submit=_("发出"), above=[_asked()])


def asker_of(found: "ClassRequest") -> "Enterprise | Organisation":
    """Who asks: exactly one of the two."""
    asker = found.enterprise or found.organisation
    if asker is None:
        raise NotFound()
    return asker


@login_required
@require_safe
def asked_class(request: Any, request_id: int) -> HttpResponse:
    """What is asked for, and the offers that the actor may know of."""
    found = get_request(actor=request.actor, request_id=request_id)
    context = {
        "asked": found, "offers": list(offers_of(actor=request.actor, request=found)),
        "asks": request.actor.anchor in {Anchor.ENTERPRISE, Anchor.ORGANISATION}
        and may(request.actor, Permission.CLASS_REQUEST, asker_of(found)),
        "may_offer": request.actor.may_somewhere(Permission.CLASS_OFFER),
    }  # fmt: skip
    return render(request, "activities/class.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def offer(request: Any, request_id: int) -> HttpResponse:
    """Offer to hold it."""
    found = get_request(actor=request.actor, request_id=request_id)
    actor = request.actor
    require_somewhere(actor, Permission.CLASS_OFFER)
    initial: dict[str, Any] = {"organisation": actor.node_id} if actor.anchor == Anchor.ORGANISATION else {}
    if actor.anchor == Anchor.STATION and actor.node_id is not None:
        station = get_station(actor=actor, station_id=actor.node_id)
        initial = {"organisation": station.owner_id, "station": station.pk}
    form = OfferForm(posted(request), actor=actor, initial=initial)
    here = reverse("class", args=[found.pk])

    def do() -> object:
        return offer_class(actor=actor, request=found, values=OfferValues(**form.cleaned_data), now=timezone.now())

    answered = done(request, form, do, words=_("已应约，等对方选定。"), to=here)
    if answered is not None:
        return answered
    above = [_asked(), (found.topic, here)]
    return form_page(request, form, title=_("应约开课"), submit=_("应约"), above=above)


@login_required
@require_http_methods(["GET", "POST"])
def take(request: Any, offer_id: int) -> HttpResponse:
    """Take an offer: the activity exists, the others are told."""
    one = get_offer(actor=request.actor, offer_id=offer_id)
    form = BareForm(posted(request), actor=request.actor)
    here = reverse("class", args=[one.request_id])
    require(request.actor, Permission.CLASS_REQUEST, scope=one.request.enterprise or one.request.organisation)

    def do() -> str:
        activity = take_offer(actor=request.actor, offer=one, now=timezone.now())
        return _("已选定，活动“{title}”已经建好；其他应约方会收到通知。").format(title=activity.title)

    answered = done(request, form, do, to=here)
    if answered is not None:
        return answered
    intro = _("{name}应约。选定后活动自动建好，其他应约随之落选。").format(name=one.organisation.node.name)
    return form_page(
        request, form, title=_("选定应约"), submit=_("选定"), above=[_asked(), (one.request.topic, here)], intro=intro
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
def withdraw(request: Any, request_id: int) -> HttpResponse:
    """Ask no more."""
    found = get_request(actor=request.actor, request_id=request_id)
    require(request.actor, Permission.CLASS_REQUEST, scope=found.enterprise or found.organisation)
    form = BareForm(posted(request), actor=request.actor)

    def do() -> object:
        return withdraw_request(actor=request.actor, request=found, now=timezone.now())

    answered = done(request, form, do, words=_("已撤回。"), to=reverse("class-list"))
    if answered is not None:
        return answered
    above = [_asked(), (found.topic, reverse("class", args=[found.pk]))]
    return form_page(request, form, title=_("撤回点课"), submit=_("撤回"), above=above)


@login_required
@require_http_methods(["GET", "POST"])
def take_back(request: Any, offer_id: int) -> HttpResponse:
    """Take an offer of one's own back."""
    one = get_offer(actor=request.actor, offer_id=offer_id)
    require_somewhere(request.actor, Permission.CLASS_OFFER)
    form = BareForm(posted(request), actor=request.actor)
    here = reverse("class", args=[one.request_id])

    def do() -> object:
        return withdraw_offer(actor=request.actor, offer=one, now=timezone.now())

    answered = done(request, form, do, words=_("已撤回应约。"), to=here)
    if answered is not None:
        return answered
    return form_page(request, form, title=_("撤回应约"), submit=_("撤回"), above=[_asked(), (one.request.topic, here)])


@login_required
@require_http_methods(["GET", "POST"])
def talk(request: Any, talk_id: int) -> HttpResponse:
    """Accept a talk that was offered for a series, for one of its dates, or decline it (#159)."""
    one = get_talk(actor=request.actor, talk_id=talk_id)
    require(request.actor, Permission.TALK_DECIDE, scope=one.series)
    asked = ActivityFilter(series_id=one.series_id, since=timezone.now())
    coming = {str(row.pk): row for row in list_activities(actor=request.actor, asked=asked)[:50]}
    form = TalkAnswerForm(posted(request), actor=request.actor)
    form.fields["activity"].choices = [  # type: ignore[attr-defined]
        ("", _("以后再定")), *((key, f"{timezone.localtime(row.starts_at):%Y-%m-%d} {row.title}") for key, row in coming.items())
    ]  # fmt: skip
    here = reverse("series", args=[one.series_id])

    def do() -> object:
        given = form.cleaned_data
        return decide_talk(
            actor=request.actor, talk=one, accepts=form.accepted(), activity=coming.get(given["activity"]),
            answer=given["answer"], now=timezone.now(),
        )  # fmt: skip

    answered = done(request, form, do, words=_("已答复。"), to=here)
    if answered is not None:
        return answered
    above = [(_("系列活动"), reverse("series-list")), (one.series.title, here)]
    return form_page(request, form, title=one.title, submit=_("答复"), above=above, intro=one.abstract)
