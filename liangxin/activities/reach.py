"""The ways to activities and what hangs on them: through the organiser, the place, the station, and one's own."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from liangxin.access.actor import Actor
from liangxin.access.choices import Anchor, Part
from liangxin.access.reach import visible
from liangxin.access.registry import Reach, Way, register_ways
from liangxin.activities.choices import ActivityStatus, InvitationState, RequestState
from liangxin.activities.models import (
    Activity,
    ActivityDocument,
    ActivityPhoto,
    Answer,
    Campaign,
    ClassOffer,
    ClassRequest,
    CoOrganiser,
    Eligibility,
    Invitation,
    Lecturer,
    Registration,
    Series,
    TalkSubmission,
)
from liangxin.activities.permissions import Permission
from liangxin.activities.selectors.standing import nodes_of_user

if TYPE_CHECKING:
    from liangxin.files.models import StoredFile

SHOWN = (ActivityStatus.PUBLISHED, ActivityStatus.CANCELLED, ActivityStatus.FINISHED)
GRANTED = (Anchor.PLACE, Anchor.ORGANISATION, Anchor.STATION, Anchor.ENTERPRISE)


def _shown(reach: Reach) -> Q:
    return Q(is_public=True, status__in=SHOWN)


def _together(reach: Reach) -> Q:
    asked = CoOrganiser.objects.filter(reach.covers("organisation__node")).exclude(state=InvitationState.DECLINED)
    return Q(pk__in=asked.values("activity_id"))


def _registered(reach: Reach) -> Q:
    return Q(pk__in=Registration.objects.filter(user_id=reach.user_id or 0).values("activity_id"))


def _lectures(reach: Reach) -> Q:
    return Q(pk__in=Invitation.objects.filter(lecturer__user_id=reach.user_id or 0).values("activity_id"))


def _meant_for(reach: Reach) -> Q:
    """Not public, but open to the organisation, enterprise or building of the user."""
    nodes = nodes_of_user(reach.user_id)
    return Q(status__in=SHOWN, pk__in=Eligibility.objects.filter(node_id__in=nodes).values("activity_id"))


def _everywhere(
    code: str, part: Part, sentence: object, condition: Callable[[Reach], Q], anchors: tuple[Anchor, ...]
) -> list[Way]:
    return [Way(f"{code}_{anchor}", anchor, part, sentence, condition) for anchor in anchors]


def _held(prefix: str = "") -> list[Way]:
    """The ways of what an organisation holds at a place or station; prefix: the way to it."""
    return [
        Way("organiser", Anchor.ORGANISATION, Part.FULL, _("由其组织主办"), lambda r: r.covers(f"{prefix}organiser__node")),
        Way("place", Anchor.PLACE, Part.FULL, _("在其场所举办"), lambda r: r.covers(f"{prefix}place__node")),
        Way("station", Anchor.STATION, Part.FULL, _("在其站点举办"), lambda r: r.covers(f"{prefix}station__node")),
    ]  # fmt: skip


def _listed(field: str) -> Callable[[Reach], Q]:
    """Who comes to a confidential activity is known to its organiser alone (#143)."""
    return lambda reach: reach.covers(field) & Q(activity__kind__is_confidential=False)


def _lecturer(reach: Reach) -> Q:
    known = Lecturer.objects.filter(user_id=reach.user_id or 0, is_active=True).exists()
    return Q(state=RequestState.OPEN) if known else Q(pk=None)


def declare_ways() -> None:
    """Register the ways to this room's records."""
    register_ways(
        Activity,
        [
            *_held(),
            Way("together", Anchor.ORGANISATION, Part.BASIC, _("其组织参与主办"), _together),
            Way("host", Anchor.ENTERPRISE, Part.BASIC, _("由其企业接待"), lambda r: r.covers("host__node")),
            Way("registered", Anchor.OWN, Part.BASIC, _("报过名"), _registered),
            Way("lectures", Anchor.OWN, Part.BASIC, _("受邀授课"), _lectures),
            Way("meant_for", Anchor.OWN, Part.BASIC, _("面向其所在的组织、企业或楼宇"), _meant_for),
            *_everywhere("public", Part.BASIC, _("已公开发布"), _shown, (*GRANTED, Anchor.OWN)),
        ],
        read=Permission.ACTIVITY_READ,
    )
    register_ways(
        Registration,
        [
            Way(
                "organiser", Anchor.ORGANISATION, Part.FULL, _("活动由其组织主办"),
                lambda r: r.covers("activity__organiser__node"),
            ),
            Way("place", Anchor.PLACE, Part.FULL, _("活动在其场所举办"), _listed("activity__place__node")),
            Way("station", Anchor.STATION, Part.FULL, _("活动在其站点举办"), _listed("activity__station__node")),
            Way("group", Anchor.ORGANISATION, Part.FULL, _("由其组织代报"), lambda r: r.covers("organisation__node")),
            Way("own", Anchor.OWN, Part.FULL, _("是自己的报名"), lambda r: Q(user_id=r.user_id or 0)),
        ],
        read=Permission.REGISTRATION_READ,
    )  # fmt: skip
    _declare_standing()
    _declare_asking()


def _declare_standing() -> None:
    def public(reach: Reach) -> Q:
        return Q(is_public=True)

    register_ways(
        Series,
        [*_held(), *_everywhere("public", Part.BASIC, _("公开的系列活动"), public, (*GRANTED, Anchor.OWN))],
        read=Permission.ACTIVITY_READ,
    )
    register_ways(
        Campaign,
        [
            Way("organiser", Anchor.ORGANISATION, Part.FULL, _("由其组织发起"), lambda r: r.covers("organiser__node")),
            *_everywhere("public", Part.BASIC, _("公开的主题行动"), public, (*GRANTED, Anchor.OWN)),
        ],
        read=Permission.ACTIVITY_READ,
    )
    register_ways(
        Lecturer,
        [
            Way("pool", Anchor.ORGANISATION, Part.FULL, _("在其组织的讲师库里"), lambda r: r.covers("pool__node")),
            Way("self", Anchor.OWN, Part.FULL, _("就是本人"), lambda r: Q(user_id=r.user_id or 0)),
            *_everywhere("active", Part.BASIC, _("在册讲师的公开部分"), lambda r: Q(is_active=True), GRANTED),
        ],
        read=Permission.ACTIVITY_READ,
    )


def _declare_asking() -> None:
    def still_open(reach: Reach) -> Q:
        return Q(state=RequestState.OPEN)

    register_ways(
        ClassRequest,
        [
            Way("enterprise", Anchor.ENTERPRISE, Part.FULL, _("由其企业点课"), lambda r: r.covers("enterprise__node")),
            Way(
                "organisation", Anchor.ORGANISATION, Part.FULL, _("由其组织点课"),
                lambda r: r.covers("organisation__node"),
            ),
            *_everywhere(
                "open", Part.BASIC, _("正在征集开课"), still_open, (Anchor.PLACE, Anchor.ORGANISATION, Anchor.STATION)
            ),
            Way("lecturer", Anchor.OWN, Part.BASIC, _("讲师可见征集中的点课"), _lecturer),
        ],
        read=Permission.ACTIVITY_READ,
    )  # fmt: skip
    register_ways(
        ClassOffer,
        [
            Way("asker", Anchor.ENTERPRISE, Part.FULL, _("应其企业的点课"), lambda r: r.covers("request__enterprise__node")),
            Way(
                "asking", Anchor.ORGANISATION, Part.FULL, _("应其组织的点课"),
                lambda r: r.covers("request__organisation__node") | r.covers("organisation__node"),
            ),
            Way("station", Anchor.STATION, Part.FULL, _("由其站点应约"), lambda r: r.covers("station__node")),
            Way("lecturer", Anchor.OWN, Part.FULL, _("由本人应约"), lambda r: Q(lecturer__user_id=r.user_id or 0)),
        ],
        read=Permission.ACTIVITY_READ,
    )  # fmt: skip
    register_ways(
        CoOrganiser,
        [
            Way("asked", Anchor.ORGANISATION, Part.FULL, _("邀请了其组织"), lambda r: r.covers("organisation__node")),
            *_held("activity__"),
        ],
        read=Permission.ACTIVITY_READ,
    )
    register_ways(
        Invitation,
        [
            Way("lecturer", Anchor.OWN, Part.FULL, _("邀请的是本人"), lambda r: Q(lecturer__user_id=r.user_id or 0)),
            *_held("activity__"),
        ],
        read=Permission.ACTIVITY_READ,
    )
    register_ways(
        TalkSubmission,
        [
            Way("own", Anchor.OWN, Part.FULL, _("本人报送"), lambda r: Q(user_id=r.user_id or 0)),
            *_held("series__"),
        ],
        read=Permission.ACTIVITY_READ,
    )


def may_read_photo(actor: Actor, file: "StoredFile") -> bool:
    """The guard of photos: those who may see the activity, once one may be shown; before, those who write its report."""
    photo = ActivityPhoto.objects.filter(file=file).first()
    if photo is None:
        return False
    own = Activity.objects.filter(pk=photo.activity_id)
    permission = Permission.ACTIVITY_READ if photo.may_be_shown else Permission.REPORT_WRITE
    part = Part.BASIC if photo.may_be_shown else Part.FULL
    return visible(actor, own, permission, part=part).exists()


def may_read_document(actor: Actor, file: "StoredFile") -> bool:
    """The guard of documents: those who hold the activity."""
    activities = Activity.objects.filter(pk__in=ActivityDocument.objects.filter(file=file).values("activity_id"))
    return visible(actor, activities, Permission.ACTIVITY_READ, part=Part.FULL).exists()


def may_read_answer(actor: Actor, file: "StoredFile") -> bool:
    """The guard of files given as answers: whose registration it is, and those who read the list."""
    registrations = Registration.objects.filter(pk__in=Answer.objects.filter(file=file).values("registration_id"))
    if actor.user_id is not None and registrations.filter(user_id=actor.user_id).exists():
        return True
    return visible(actor, registrations, Permission.REGISTRATION_READ).exists()
