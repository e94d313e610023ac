from liangxin.activities.models.activities import Activity, Contingent, Eligibility, Question, Session, Stop
from liangxin.activities.models.after import (
    ActivityDocument,
    ActivityPhoto,
    Feedback,
    FeedbackAnswer,
    FeedbackQuestion,
    Report,
)
from liangxin.activities.models.kinds import ActivityKind, ApprovalRule, KindDocument
from liangxin.activities.models.people import CoOrganiser, Invitation, Lecturer
from liangxin.activities.models.registrations import Answer, Attendance, Registration
from liangxin.activities.models.requests import ClassOffer, ClassRequest, TalkSubmission
from liangxin.activities.models.series import Campaign, Series, SeriesSubscription

__all__ = [
    "Activity",
    "ActivityDocument",
    "ActivityKind",
    "ActivityPhoto",
    "Answer",
    "ApprovalRule",
    "Attendance",
    "Campaign",
    "ClassOffer",
    "ClassRequest",
    "CoOrganiser",
    "Contingent",
    "Eligibility",
    "Feedback",
    "FeedbackAnswer",
    "FeedbackQuestion",
    "Invitation",
    "KindDocument",
    "Lecturer",
    "Question",
    "Registration",
    "Report",
    "Series",
    "SeriesSubscription",
    "Session",
    "Stop",
    "TalkSubmission",
]
