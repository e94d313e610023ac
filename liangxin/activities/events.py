from liangxin.core.events import event


@event("activities.activity_submitted")
class ActivitySubmitted:
    activity_id: int


@event("activities.activity_approved")
class ActivityApproved:
    activity_id: int


@event("activities.activity_returned")
class ActivityReturned:
    activity_id: int


@event("activities.activity_published")
class ActivityPublished:
    activity_id: int


@event("activities.activity_changed")
class ActivityChanged:
    """Time or place changed after publication: the registrants are asked again."""

    activity_id: int


@event("activities.activity_cancelled")
class ActivityCancelled:
    activity_id: int


@event("activities.activity_finished")
class ActivityFinished:
    activity_id: int


@event("activities.registered")
class Registered:
    registration_id: int
    activity_id: int


@event("activities.waitlisted")
class Waitlisted:
    registration_id: int
    activity_id: int


@event("activities.registration_ended")
class RegistrationEnded:
    """status: cancelled, expired or removed."""

    registration_id: int
    activity_id: int
    status: str


@event("activities.promoted")
class Promoted:
    """A waiting registration got a place, or (offered) the offer of one."""

    registration_id: int
    activity_id: int
    offered: bool


@event("activities.attendance_confirmed")
class AttendanceConfirmed:
    activity_id: int


@event("activities.co_organiser_asked")
class CoOrganiserAsked:
    co_organiser_id: int


@event("activities.lecturer_invited")
class LecturerInvited:
    invitation_id: int


@event("activities.invitation_answered")
class InvitationAnswered:
    invitation_id: int


@event("activities.class_requested")
class ClassRequested:
    request_id: int


@event("activities.class_offered")
class ClassOffered:
    offer_id: int


@event("activities.class_offer_taken")
class ClassOfferTaken:
    offer_id: int


@event("activities.talk_submitted")
class TalkSubmitted:
    talk_id: int


@event("activities.talk_decided")
class TalkDecided:
    talk_id: int
