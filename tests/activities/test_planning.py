"""From draft to the end; changes after publication; groups, children, the door."""

from datetime import timedelta
from typing import Any

import pytest

from liangxin.access.actor import SYSTEM, Actor
from liangxin.activities.choices import ActivityStatus
from liangxin.activities.models import Activity, ActivityDocument, Registration
from liangxin.activities.selectors.activities import ActivityFilter, get_activity, list_activities
from liangxin.activities.selectors.public import get_public, list_public
from liangxin.activities.selectors.registrations import clashes_of, list_registrations, my_registration
from liangxin.activities.services.changes import (
    CapacityBelowTaken,
    TimeAndPlace,
    change_capacity,
    change_time_and_place,
    confirm_again,
)
from liangxin.activities.services.entry import (
    AnswerNeeded,
    AnswerNotAChoice,
    AnswerValues,
    NotEligible,
    NotOfContingent,
    ProbationaryOnly,
)
from liangxin.activities.services.groups import (
    TooManyChildren,
    register_at_door,
    register_child,
    register_group,
    remove_registration,
)
from liangxin.activities.services.kinds import KindValues, put_kind, set_approval_rule
from liangxin.activities.services.planning import (
    ActivityUntitled,
    ContingentsExceedCapacity,
    ContingentValues,
    EligibilityValues,
    EndsBeforeStart,
    OrganiserNotOfStation,
    QuestionValues,
    RegistrationTimesOutOfOrder,
    TooManyQuestions,
    copy_activity,
    plan_activity,
)
from liangxin.activities.services.publishing import (
    ActivityOver,
    AlreadyBegun,
    ApprovalNeeded,
    NotYetOver,
    approve_activity,
    cancel_activity,
    finish_activity,
    publish_activity,
    return_activity,
    submit_activity,
)
from liangxin.activities.services.registrations import ChildNeeded, SoldOut
from liangxin.core.errors import NotAllowed, NotFound, Refusal
from liangxin.core.models import OutboxEvent
from liangxin.members.models import Membership
from liangxin.notifications.models import Notice
from liangxin.people.models import Person
from tests.access.factories import NOW, actor, make_user
from tests.activities.factories import (
    HOUR,
    account_of,
    again,
    draft,
    kind,
    published,
    registered,
    somebody,
    values,
)
from tests.venues.factories import make_organisation, make_place, make_station

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def officer(organisation: Any) -> Actor:
    return actor("organisation_officer", organisation.node)


def member(home: Any, *, category: str = "full") -> tuple[Actor, Person]:
    """Somebody whose account is linked to a person with a membership."""
    own = somebody()
    person = Person.objects.create(name="张伟", sort_key="z", keeper=home.node, user=account_of(own), created_at=NOW)
    Membership.objects.create(person=person, home=home, category=category)
    return own, person


def test_an_officer_plans_publishes_and_it_is_seen() -> None:
    organisation = make_organisation()
    planner = officer(organisation)
    activity = plan_activity(actor=planner, values=values(organisation), now=NOW)
    assert (activity.status, activity.created_by_id, list(list_public(now=NOW))) == ("draft", planner.user_id, [])
    publish_activity(actor=planner, activity=activity, now=NOW)
    assert [each.pk for each in list_public(now=NOW)] == [activity.pk]
    assert get_public(slug=activity.slug).pk == activity.pk
    assert OutboxEvent.objects.filter(name="activities.activity_published").count() == 1


@pytest.mark.parametrize(
    ("_case", "changed", "refusal"),
    [
        ("no title", {"title": " "}, ActivityUntitled),
        ("ends first", {"ends_at": NOW + 23 * HOUR}, EndsBeforeStart),
        ("closes before it opens", {"closes_at": NOW - 2 * HOUR}, RegistrationTimesOutOfOrder),
        ("closes after the end", {"closes_at": NOW + 99 * HOUR}, RegistrationTimesOutOfOrder),
        ("a kind of place larger than all", {"contingents": [ContingentValues(name="会员", capacity=11)]}, ContingentsExceedCapacity),
        ("too many questions", {"questions": [QuestionValues(text=str(each)) for each in range(11)]}, TooManyQuestions),
    ],
)  # fmt: skip
def test_a_plan_is_refused(_case: str, changed: dict[str, Any], refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        draft(**changed)
    assert not Activity.objects.exists()


def test_who_may_plan_where() -> None:
    ours, theirs = make_organisation(), make_organisation()
    with pytest.raises(NotFound):
        plan_activity(actor=officer(ours), values=values(theirs), now=NOW)
    with pytest.raises(NotFound):
        plan_activity(actor=somebody(), values=values(ours), now=NOW)
    place = make_place(owner=ours)
    station = make_station(place=place, owner=ours)
    keeper = actor("station_keeper", station.node)
    assert plan_activity(actor=keeper, values=values(ours, station=station), now=NOW).place_id == place.pk
    with pytest.raises(OrganiserNotOfStation):
        plan_activity(actor=keeper, values=values(theirs, station=station), now=NOW)


def test_the_organisation_above_approves_where_its_rule_says_so() -> None:
    above = make_organisation()
    below = make_organisation(parent=above)
    planner, approver = officer(below), officer(above)
    set_approval_rule(actor=approver, organisation=above, kind=None, capacity_from=10)
    small = plan_activity(actor=planner, values=values(below, capacity=9), now=NOW)
    assert publish_activity(actor=planner, activity=small, now=NOW).status == ActivityStatus.PUBLISHED
    large = plan_activity(actor=planner, values=values(below, capacity=10), now=NOW)
    with pytest.raises(ApprovalNeeded):
        publish_activity(actor=planner, activity=large, now=NOW)
    submit_activity(actor=planner, activity=large, now=NOW)
    told = Notice.objects.filter(kind="activities.to_approve").values_list("user_id", flat=True)
    assert list(told) == [approver.user_id]
    with pytest.raises(NotAllowed):
        approve_activity(actor=planner, activity=large, now=NOW)
    return_activity(actor=approver, activity=large, note="请改时间", now=NOW)
    assert (again(large).status, again(large).returned_note) == ("draft", "请改时间")
    submit_activity(actor=planner, activity=large, now=NOW)
    approve_activity(actor=approver, activity=large, now=NOW)
    assert publish_activity(actor=planner, activity=large, now=NOW).status == ActivityStatus.PUBLISHED


def test_a_draft_in_the_past_is_not_published() -> None:
    with pytest.raises(AlreadyBegun):
        publish_activity(actor=SYSTEM, activity=draft(), now=NOW + 25 * HOUR)


def test_cancelling_ends_registrations_and_tells() -> None:
    activity, first, second = published(capacity=1), somebody(), somebody()
    registered(activity, first)
    registered(activity, second)
    cancel_activity(actor=SYSTEM, activity=activity, reason="台风", now=NOW)
    assert set(Registration.objects.values_list("status", "end_reason")) == {("removed", "台风")}
    assert (again(activity).taken, again(activity).waiting) == (0, 0)
    told = Notice.objects.filter(kind="activities.cancelled").values_list("user_id", flat=True)
    assert set(told) == {first.user_id, second.user_id}
    with pytest.raises(ActivityOver):
        cancel_activity(actor=SYSTEM, activity=activity, reason="再来", now=NOW)


def test_a_copy_moves_all_times_and_keeps_the_parts() -> None:
    activity = published(
        contingents=[ContingentValues(name="会员", capacity=5)], questions=[QuestionValues(text="几个人")]
    )
    copy = copy_activity(actor=SYSTEM, activity=again(activity), starts_at=activity.starts_at + 24 * HOUR, now=NOW)
    assert (copy.status, copy.taken, copy.copied_from_id) == ("draft", 0, activity.pk)
    assert copy.closes_at - activity.closes_at == 24 * HOUR == copy.ends_at - activity.ends_at
    assert (copy.contingents.get().name, copy.questions.get().text) == ("会员", "几个人")


def test_finishing_makes_documents_due() -> None:
    ceremony = kind("oath")
    ceremony.documents.create(name="宣誓名单", due_days=3)
    activity = published(kind=ceremony)
    with pytest.raises(NotYetOver):
        finish_activity(actor=SYSTEM, activity=activity, now=NOW)
    finish_activity(actor=SYSTEM, activity=activity, now=activity.ends_at)
    document = ActivityDocument.objects.get()
    assert (document.name, document.state, (document.due_on - activity.ends_at.date()).days) == (
        "宣誓名单",
        "missing",
        3,
    )


def test_more_places_promote_and_fewer_than_taken_are_refused() -> None:
    activity = published(capacity=2)
    outcomes = [registered(activity) for _ in range(4)]
    with pytest.raises(CapacityBelowTaken):
        change_capacity(actor=SYSTEM, activity=activity, capacity=1, now=NOW)
    change_capacity(actor=SYSTEM, activity=activity, capacity=3, now=NOW)
    statuses = dict(Registration.objects.values_list("pk", "status"))
    assert [statuses[each.registration_id] for each in outcomes] == ["registered"] * 3 + ["waiting"]
    assert Notice.objects.filter(kind="activities.promoted").count() == 1
    change_capacity(actor=SYSTEM, activity=activity, capacity=None, now=NOW)
    assert again(activity).waiting == 0


def test_another_time_asks_registrants_again() -> None:
    activity, actor_ = published(), somebody()
    own = registered(activity, actor_)
    moved = TimeAndPlace(starts_at=activity.starts_at + HOUR, ends_at=activity.ends_at + HOUR, where="B 座")
    change_time_and_place(actor=SYSTEM, activity=activity, values=moved, reason="会场停电", now=NOW)
    row = Registration.objects.get(pk=own.registration_id)
    assert (row.asked_again_at, row.confirmed_at, again(activity).where) == (NOW, None, "B 座")
    assert again(activity).closes_at == activity.closes_at + HOUR
    assert Notice.objects.filter(kind="activities.changed", user_id=actor_.user_id).count() == 1
    assert confirm_again(actor=actor_, registration_id=row.pk, now=NOW + MINUTE).confirmed_at == NOW + MINUTE


def test_eligibility_is_asked() -> None:
    above = make_organisation()
    below, other = make_organisation(parent=above), make_organisation()
    activity = published(above, eligibilities=[EligibilityValues(kind="organisation", node=above.node)])
    inside, person = member(below)
    own = registered(activity, inside)
    assert Registration.objects.get(pk=own.registration_id).person_id == person.pk
    for outside in (member(other)[0], somebody()):
        with pytest.raises(NotEligible):
            registered(activity, outside)
    assert again(activity).taken == 1


def test_an_oath_is_for_probationary_members() -> None:
    home = make_organisation()
    activity = published(home, kind=kind("oath", probationary_only=True))
    with pytest.raises(ProbationaryOnly):
        registered(activity, member(home)[0])
    assert registered(activity, member(home, category="probationary")[0]).status == "registered"


def test_kinds_of_places_are_for_their_kind_of_people() -> None:
    home = make_organisation()
    activity = published(
        home, capacity=3,
        contingents=[ContingentValues(name="会员", capacity=2, category="member"), ContingentValues(name="居民", capacity=1)],
    )  # fmt: skip
    members, residents = activity.contingents.order_by("position")
    with pytest.raises(NotOfContingent):
        registered(activity, contingent_id=members.pk)
    assert registered(activity, contingent_id=residents.pk).status == "registered"
    assert registered(activity, contingent_id=residents.pk).status == "waiting"
    assert registered(activity, member(home)[0], contingent_id=members.pk).status == "registered"


def test_answers_are_kept_and_asked_for() -> None:
    activity = published(questions=[QuestionValues(text="午餐", kind="choice", choices=("要", "不要"))])
    question = activity.questions.get()
    with pytest.raises(AnswerNeeded):
        registered(activity)
    with pytest.raises(AnswerNotAChoice):
        registered(activity, answers=[AnswerValues(question.pk, "也许")])
    own = registered(activity, answers=[AnswerValues(question.pk, "要")])
    assert Registration.objects.get(pk=own.registration_id).answers.get().text == "要"


def test_a_guardian_registers_children_with_consent() -> None:
    activity, guardian = published(kind=kind("camp", for_minors=True), capacity=9), somebody()
    with pytest.raises(ChildNeeded):
        registered(activity, guardian)

    def child(name: str, consents: bool = True) -> Any:
        return register_child(
            actor=guardian,
            activity_id=activity.pk,
            child=name,
            consents=consents,
            key=f"child{name}{consents}",
            now=NOW,
        )

    with pytest.raises(ChildNeeded):
        child("小明", consents=False)
    for name in ("小明", "小红", "小刚", "小芳", "小林"):
        child(name)
    with pytest.raises(TooManyChildren):
        child("小华")
    assert Registration.objects.filter(guardian_consented_at=NOW).count() == 5 == again(activity).taken


def test_a_secretary_registers_a_group_in_order() -> None:
    above = make_organisation()
    home, other = make_organisation(parent=above), make_organisation()
    secretary = actor("branch_secretary", home.node)
    people = [member(home)[1] for _ in range(3)]
    stranger = member(other)[1]
    activity = published(above, capacity=2, eligibilities=[EligibilityValues(kind="organisation", node=above.node)])
    lines = register_group(
        actor=secretary,
        activity_id=activity.pk,
        organisation=home,
        people=[*people, stranger, people[0]],
        key="g",
        now=NOW,
    )
    assert [line.outcome.status if line.outcome else line.refusal.code for line in lines] == [  # type: ignore[union-attr]
        "registered", "registered", "waiting", "activities.not_eligible",
    ]  # fmt: skip
    same = register_group(actor=secretary, activity_id=activity.pk, organisation=home, people=people, key="g", now=NOW)
    assert [line.outcome for line in same if line.outcome and not line.outcome.repeated] == []
    other_key = register_group(
        actor=secretary, activity_id=activity.pk, organisation=home, people=people[:1], key="h", now=NOW
    )
    assert getattr(other_key[0].refusal, "code", "") == "activities.already_registered"
    rows = Registration.objects.filter(organisation=home)
    assert rows.count() == 3 and set(rows.values_list("origin", flat=True)) == {"group"}
    first = Registration.objects.get(person=people[0])
    remove_registration(actor=officer(above), registration=first, reason="重复", now=NOW)
    assert Registration.objects.get(person=people[2]).status == "registered"
    with pytest.raises(NotFound):
        register_group(
            actor=secretary, activity_id=activity.pk, organisation=other, people=[stranger], key="h", now=NOW
        )


def test_at_the_door_never_above_capacity() -> None:
    organisation = make_organisation()
    activity = published(organisation, capacity=1, closes_at=NOW + MINUTE)
    helper = actor("activity_helper", organisation.node)
    made = register_at_door(actor=helper, activity=activity, name="王芳", phone="000", key="d1", now=NOW + 23 * HOUR)
    row = Registration.objects.get(pk=made.registration_id)
    assert (row.guest_name, row.guest_phone, row.origin) == ("王芳", "000", "door")
    with pytest.raises(SoldOut):
        register_at_door(actor=helper, activity=activity, name="李雷", key="d2", now=NOW + 23 * HOUR)


def test_names_are_read_by_those_who_may() -> None:
    ours, theirs = make_organisation(), make_organisation()
    station = make_station(place=make_place(owner=ours), owner=ours)
    plain = published(ours, station=station)
    quiet = published(ours, station=station, kind=kind("legal", is_confidential=True))
    for activity in (plain, quiet):
        registered(activity)

    def seen(reader: Actor, activity: Activity) -> int:
        return list_registrations(actor=reader, activity=activity).count()

    keeper = actor("station_keeper", station.node)
    assert (seen(officer(ours), plain), seen(keeper, plain), seen(officer(theirs), plain)) == (1, 1, 0)
    assert (seen(officer(ours), quiet), seen(keeper, quiet)) == (1, 0)
    notice = Notice.objects.get(key__contains=f"{Registration.objects.get(activity=quiet).pk}-placed")
    assert (notice.kind, notice.title, notice.facts) == ("activities.confidential", "", {})


def test_what_is_not_public_is_known_to_those_it_is_meant_for() -> None:
    home = make_organisation()
    inside, _person = member(home)
    activity = published(home, is_public=False, eligibilities=[EligibilityValues(kind="organisation", node=home.node)])
    assert get_activity(actor=inside, activity_id=activity.pk).pk == activity.pk
    with pytest.raises(NotFound):
        get_activity(actor=somebody(), activity_id=activity.pk)
    with pytest.raises(NotFound):
        get_public(slug=activity.slug)
    assert list(list_activities(actor=somebody(), asked=ActivityFilter())) == []


def test_clashes_in_ones_own_calendar_are_named() -> None:
    actor_ = somebody()
    first, second = published(title="读书会"), published()
    registered(first, actor_)
    span = {"since": second.starts_at, "until": second.ends_at}
    assert [each.title for each in clashes_of(actor=actor_, activity_id=second.pk, **span)] == ["读书会"]
    assert clashes_of(actor=somebody(), activity_id=second.pk, **span) == []
    assert my_registration(actor=actor_, activity_id=second.pk) is None


def test_kinds_are_administered_for_the_whole_installation() -> None:
    made = put_kind(actor=SYSTEM, values=KindValues(code="talk", name="分享会", documents=(("签到表", 3),)))
    assert (made.name, made.documents.get().due_days) == ("分享会", 3)
    with pytest.raises(NotAllowed):
        put_kind(actor=officer(make_organisation()), values=KindValues(code="x", name="y"))
    assert make_user().pk
