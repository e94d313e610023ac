"""Series, campaigns, lecturers, classes on request, talks, attendance, feedback, what the worker does."""

from datetime import date, time, timedelta
from typing import Any

import pytest

from liangxin.access.actor import SYSTEM, Actor
from liangxin.activities.models import (
    Activity,
    ActivityDocument,
    Attendance,
    Feedback,
    Invitation,
    Registration,
    Series,
)
from liangxin.activities.recurrence import RuleUnreadable, days_of, read_rule
from liangxin.activities.selectors.afterwards import count_by_kind, feedback_of, figures_of, growth_of, share_of
from liangxin.activities.services.afterwards import (
    FeedbackAnswerValues,
    FeedbackGivenAlready,
    FeedbackNotOpen,
    FeedbackQuestionValues,
    TooManyFeedbackQuestions,
    give_feedback,
    set_feedback_questions,
    write_report,
)
from liangxin.activities.services.attendance import (
    Entry,
    NotTheTime,
    check_in_own,
    confirm_attendance,
    record_attendance,
)
from liangxin.activities.services.publishing import publish_activity
from liangxin.activities.services.registrations import cancel_registration
from liangxin.activities.services.requests import (
    ClassValues,
    OfferValues,
    RequestNotOpen,
    ask_for_class,
    decide_talk,
    offer_class,
    submit_talk,
    take_offer,
)
from liangxin.activities.services.series import (
    CampaignValues,
    NoDates,
    RuleNotUnderstood,
    SeriesValues,
    join_campaign,
    plan_dates,
    put_campaign,
    put_series,
    subscribe,
)
from liangxin.activities.services.together import (
    AnsweredAlready,
    AskedAlready,
    IsTheOrganiser,
    LecturerValues,
    NotALecturer,
    answer_co_organiser,
    answer_invitation,
    ask_co_organiser,
    invite_lecturer,
    offer_oneself,
    put_lecturer,
)
from liangxin.activities.services.upkeep import expire_all_offers, remind_of_documents, remind_registrants
from liangxin.core.errors import NotAllowed, NotFound
from liangxin.notifications.models import Notice
from liangxin.rulebook.models import WorkCalendarDay
from tests.access.factories import NOW, TODAY, actor
from tests.activities.factories import HOUR, account_of, again, draft, kind, published, registered, somebody
from tests.enterprises.factories import enterprise
from tests.venues.factories import make_organisation

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def officer(organisation: Any) -> Actor:
    return actor("organisation_officer", organisation.node)


def saturdays(organisation: Any = None, **changed: Any) -> Series:
    """The warm classroom: the last Saturday of each month."""
    plain: dict[str, Any] = {
        "kind": kind(), "title": "暖课堂", "organiser": organisation or make_organisation(), "rule": "FREQ=MONTHLY;BYDAY=-1SA",
        "first_on": date(2026, 1, 31), "starts": time(14), "minutes": 120, "capacity": 60,
    }  # fmt: skip
    return put_series(actor=SYSTEM, values=SeriesValues(**{**plain, **changed}), now=NOW)


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("FREQ=MONTHLY;BYDAY=-1SA", [date(2026, 11, 28), date(2026, 12, 26), date(2027, 1, 30)]),
        ("RRULE:FREQ=WEEKLY;BYDAY=WE;INTERVAL=4", [date(2026, 12, 2), date(2026, 12, 30), date(2027, 1, 27)]),
    ],
)
def test_days_of_a_rule(rule: str, days: list[date]) -> None:
    first = date(2026, 1, 28)
    assert days_of(read_rule(rule), first=first, after=TODAY, until=date(2027, 1, 31), most=9) == days


@pytest.mark.parametrize("rule", ["", "FREQ=HOURLY", "BYDAY=SA", "FREQ=MONTHLY;BYDAY=9XX", "EXDATE=1;FREQ=DAILY"])
def test_what_is_no_rule(rule: str) -> None:
    with pytest.raises(RuleUnreadable):
        read_rule(rule)
    with pytest.raises(RuleNotUnderstood):
        saturdays(rule=rule)


def test_a_series_plans_its_dates_once_and_tells_its_subscribers() -> None:
    series, follower = saturdays(), somebody()
    subscribe(actor=follower, series=series, now=NOW)
    made = plan_dates(actor=SYSTEM, series=series, until=date(2027, 1, 31), today=TODAY, now=NOW)
    assert [f"{each.starts_at:%m-%d %H:%M}" for each in made] == ["11-28 14:00", "12-26 14:00", "01-30 14:00"]
    assert {(each.status, each.capacity, each.series_id) for each in made} == {("draft", 60, series.pk)}
    with pytest.raises(NoDates):
        plan_dates(actor=SYSTEM, series=series, until=date(2027, 1, 31), today=TODAY, now=NOW)
    publish_activity(actor=SYSTEM, activity=made[0], now=NOW)
    assert Notice.objects.get(kind="activities.new_date").user_id == follower.user_id


def test_holidays_are_skipped_or_moved() -> None:
    for day in range(1, 4):
        WorkCalendarDay.objects.create(day=date(2027, 1, day), is_workday=False, name="元旦", source="国务院办公厅")
    weekly = {"rule": "FREQ=WEEKLY;BYDAY=FR", "first_on": date(2026, 12, 4)}
    until = date(2027, 1, 8)

    def days(**changed: Any) -> list[int]:
        series = saturdays(**weekly, **changed)
        made = plan_dates(actor=SYSTEM, series=series, until=until, today=date(2026, 12, 24), now=NOW)
        return [each.starts_at.day for each in made]

    assert days(holidays="keep") == [25, 1, 8]
    assert days(holidays="skip") == [25, 8]
    assert days(holidays="next") == [25, 4, 8]


def test_a_campaign_shows_what_grew_from_below() -> None:
    above = make_organisation()
    campaign = put_campaign(
        actor=officer(above),
        values=CampaignValues(title="我们的政治生活", organiser=above, first_on=TODAY, last_on=TODAY + 30 * DAY), now=NOW,
    )  # fmt: skip
    assert share_of(campaign=campaign).share is None
    for organiser in (above, make_organisation(parent=above), make_organisation(parent=above)):
        join_campaign(actor=SYSTEM, activity=published(organiser), campaign=campaign, now=NOW)
    shared = share_of(campaign=campaign)
    assert (shared.total, shared.from_below, shared.organisers) == (3, 2, 3)
    with pytest.raises(NotFound):
        late = draft(starts_at=NOW + 60 * DAY, ends_at=NOW + 61 * DAY)
        join_campaign(actor=SYSTEM, activity=late, campaign=campaign, now=NOW)


def test_co_organisers_accept() -> None:
    ours, theirs = make_organisation(), make_organisation()
    activity = published(ours)
    with pytest.raises(IsTheOrganiser):
        ask_co_organiser(actor=officer(ours), activity=activity, organisation=ours, now=NOW)
    partner = officer(theirs)
    asked = ask_co_organiser(actor=officer(ours), activity=activity, organisation=theirs, now=NOW)
    assert Notice.objects.get(kind="activities.asked").user_id == partner.user_id
    with pytest.raises(AskedAlready):
        ask_co_organiser(actor=officer(ours), activity=activity, organisation=theirs, now=NOW)
    assert answer_co_organiser(actor=partner, asked=asked, accepts=True, now=NOW).state == "accepted"
    with pytest.raises(AnsweredAlready):
        answer_co_organiser(actor=partner, asked=asked, accepts=False, now=NOW)


def test_lecturers_accept_and_come_forward_for_the_next_round() -> None:
    pool = make_organisation()
    host, speaker = officer(pool), somebody()
    lecturer = put_lecturer(
        actor=host, pool=pool, values=LecturerValues(name="陈工", title="高级工程师", user=account_of(speaker)), now=NOW
    )
    first, second = published(pool), published(pool)
    invited = invite_lecturer(actor=host, activity=first, lecturer=lecturer, topic="智能驾驶", now=NOW)
    assert answer_invitation(actor=speaker, invitation=invited, accepts=True, now=NOW).state == "accepted"
    own = offer_oneself(actor=speaker, activity=second, topic="再讲一次", now=NOW)
    assert (own.invited_by, own.state) == ("lecturer", "waiting")
    with pytest.raises(AskedAlready):
        offer_oneself(actor=speaker, activity=second, now=NOW)
    with pytest.raises(NotALecturer):
        offer_oneself(actor=somebody(), activity=second, now=NOW)
    assert answer_invitation(actor=host, invitation=own, accepts=True, now=NOW).state == "accepted"
    with pytest.raises(NotAllowed):
        answer_invitation(
            actor=officer(make_organisation()), invitation=Invitation.objects.get(pk=own.pk), accepts=True, now=NOW
        )


def class_request(firm: Any) -> Any:
    asked = ClassValues(
        kind=kind("noon_class"), topic="劳动合同怎么签", headcount=20, first_on=TODAY + DAY, last_on=TODAY + 9 * DAY, enterprise=firm
    )  # fmt: skip
    contact = actor("enterprise_contact", firm.node)
    return contact, ask_for_class(actor=contact, values=asked, today=TODAY, now=NOW)


def test_a_class_is_asked_for_offered_and_taken() -> None:
    contact, request = class_request(enterprise())
    first, second = make_organisation(), make_organisation()
    offers = [
        offer_class(
            actor=officer(each), request=request,
            values=OfferValues(organisation=each, starts_at=NOW + 48 * HOUR, ends_at=NOW + 49 * HOUR), now=NOW,
        )
        for each in (first, second)
    ]  # fmt: skip
    activity = take_offer(actor=contact, offer=offers[0], now=NOW)
    assert (activity.status, activity.organiser_id, activity.capacity, activity.is_public) == (
        "published",
        first.pk,
        20,
        False,
    )
    for each in offers:
        each.refresh_from_db()
    assert [each.state for each in offers] == ["taken", "not_taken"]
    assert activity.eligibilities.get().node_id == request.enterprise_id
    with pytest.raises(RequestNotOpen):
        take_offer(actor=contact, offer=offers[1], now=NOW)


def test_a_talk_is_submitted_and_accepted_for_a_date() -> None:
    organisation, speaker = make_organisation(), somebody()
    series = saturdays(organisation)
    talk = submit_talk(actor=speaker, series=series, title="一次失败的投产", abstract="学到三件事。", now=NOW)
    date_of = plan_dates(actor=SYSTEM, series=series, until=date(2026, 12, 1), today=TODAY, now=NOW)[0]
    decided = decide_talk(actor=officer(organisation), talk=talk, accepts=True, activity=date_of, now=NOW)
    assert (decided.state, decided.activity_id) == ("accepted", date_of.pk)
    assert Notice.objects.get(kind="activities.answered").user_id == speaker.user_id


def held(count: int = 3) -> tuple[Activity, list[Actor], list[int]]:
    """An activity with registrants, and the moment at which it is over."""
    activity, actors = published(capacity=20), [somebody() for _ in range(count)]
    return activity, actors, [registered(activity, each).registration_id for each in actors]


def test_attendance_is_noted_once_and_the_later_entry_stands() -> None:
    activity, actors, ids = held()
    start = activity.starts_at
    with pytest.raises(NotTheTime):
        record_attendance(actor=SYSTEM, activity=activity, entries=[], now=NOW)
    entries = [Entry(registration_id=ids[0], at=start, key="a"), Entry(registration_id=10**9, at=start)]
    lines = record_attendance(actor=SYSTEM, activity=activity, entries=entries, now=start)
    assert (lines[0].conflict, getattr(lines[1].refusal, "code", "")) == (False, "activities.not_on_the_list")
    record_attendance(actor=SYSTEM, activity=activity, entries=entries[:1], now=start + HOUR)
    assert Attendance.objects.count() == 1
    earlier = Entry(registration_id=ids[0], state="absent", at=start - HOUR)
    assert record_attendance(actor=SYSTEM, activity=activity, entries=[earlier], now=start + HOUR)[0].conflict
    assert check_in_own(actor=actors[1], activity_id=activity.pk, now=start).way == "door_code"
    assert confirm_attendance(actor=SYSTEM, activity=activity, now=start + HOUR) == 2
    figures = figures_of(activity=activity)
    assert (figures.registered, figures.present, figures.absent, figures.first_timers) == (3, 2, 1, 2)


def test_feedback_names_nobody_and_shows_from_five_answers() -> None:
    activity, actors, ids = held(5)
    over = activity.ends_at + HOUR
    with pytest.raises(TooManyFeedbackQuestions):
        set_feedback_questions(actor=SYSTEM, activity=activity, questions=[FeedbackQuestionValues("?")] * 4, now=NOW)
    score, words = set_feedback_questions(
        actor=SYSTEM, activity=activity, questions=[FeedbackQuestionValues("满意吗"), FeedbackQuestionValues("还想说", "text")],
        now=NOW,
    )  # fmt: skip

    def answer(at: int, now: Any = over) -> None:
        given = [FeedbackAnswerValues(score.pk, score=at + 1), FeedbackAnswerValues(words.pk, text=f"话{at}")]
        give_feedback(actor=actors[at], registration_id=ids[at], answers=given, today=TODAY, now=now)

    with pytest.raises(FeedbackNotOpen):
        answer(0, NOW)
    for at in range(4):
        answer(at)
    with pytest.raises(FeedbackGivenAlready):
        answer(0)
    assert (
        feedback_of(actor=SYSTEM, activity=activity).count,
        feedback_of(actor=SYSTEM, activity=activity).is_shown,
    ) == (4, False)
    answer(4)
    shown = feedback_of(actor=SYSTEM, activity=activity)
    assert (shown.is_shown, shown.questions[0].average, sorted(shown.questions[1].words)) == (
        True, 3.0, ["话0", "话1", "话2", "话3", "话4"],
    )  # fmt: skip
    assert not {"user", "registration", "person"} & {field.name for field in Feedback._meta.get_fields()}
    assert not feedback_of(actor=officer(make_organisation()), activity=activity).is_shown


def test_a_report_is_written_and_changed() -> None:
    activity = published()
    write_report(actor=SYSTEM, activity=activity, text="来了三十人。", headcount=30, now=NOW)
    assert write_report(actor=SYSTEM, activity=activity, text="来了三十一人。", headcount=31, now=NOW).headcount == 31


def test_growth_and_counts_open_their_rows() -> None:
    series = saturdays()
    made = plan_dates(actor=SYSTEM, series=series, until=date(2027, 1, 31), today=TODAY, now=NOW)
    for number, each in enumerate(made[:2], 1):
        Activity.objects.filter(pk=each.pk).update(opens_at=NOW - HOUR)
        publish_activity(actor=SYSTEM, activity=each, now=NOW)
        for _ in range(number):
            registered(each)
    assert [(point.held, point.came) for point in growth_of(series=series)] == [(1, 0), (2, 0)]
    counted = count_by_kind(actor=SYSTEM, since=NOW, until=NOW + 90 * DAY)
    assert [(each.activities, each.held) for each in counted] == [(2, 3)]


def test_the_worker_passes_offers_on_and_reminds_once() -> None:
    activity, first = published(capacity=1, offer_minutes=30), somebody()
    own = registered(activity, first)
    for _ in range(2):
        registered(activity)
    cancel_registration(actor=first, registration_id=own.registration_id, now=NOW)
    assert expire_all_offers(now=NOW + HOUR) == 1 and expire_all_offers(now=NOW + HOUR) == 0
    assert sorted(Registration.objects.values_list("status", flat=True)) == ["cancelled", "expired", "offered"]
    tomorrow, guest = published(), somebody()
    registered(tomorrow, guest)
    assert remind_registrants(now=tomorrow.starts_at - 10 * HOUR) == 2  # the one above as well
    assert remind_registrants(now=tomorrow.starts_at - 9 * HOUR) == 0
    assert Notice.objects.filter(kind="activities.coming").values_list("user_id", flat=True).get() == guest.user_id
    planned = published(again(tomorrow).organiser)
    Activity.objects.filter(pk=planned.pk).update(created_by=guest.user_id)
    ActivityDocument.objects.create(activity=planned, name="签到表", due_on=TODAY)
    assert (remind_of_documents(now=NOW), remind_of_documents(now=NOW)) == (1, 0)
    assert Notice.objects.get(kind="activities.document_due").user_id == guest.user_id
