"""Registering, changing, merging; what a duplicate elsewhere must not give away."""

from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection, connections

from liangxin.access.actor import SYSTEM
from liangxin.core.errors import NotAllowed, NotFound
from liangxin.people import sealing
from liangxin.people.models import Person, PossibleDuplicate
from liangxin.people.permissions import Permission
from liangxin.people.selectors import (
    find_by_number,
    get_person,
    history_of,
    list_persons,
    list_possible_duplicates,
    masked_fields,
)
from liangxin.people.services import merging, persons
from liangxin.people.services.merging import dismiss_duplicate, merge_persons
from liangxin.people.services.persons import NewPerson, change_person, register_person, register_persons, remove_person
from liangxin.search.selectors import find, matching_ids
from tests.people.factories import NOW, TODAY, identity, officer, organisation_node, person, user

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


def test_a_registered_person_is_stored_sealed_and_found_by_name_and_number() -> None:
    keeper = organisation_node()
    number = identity(born=date(1988, 3, 2), female=True)
    made = person(
        keeper, "欧阳　静", identity_number=f" {number.lower()}", phone="138-1234 1234", home_address="云帆路8号"
    )
    made = Person.objects.get(pk=made.pk)
    assert (made.name, made.sex, made.birth_date, made.identity_last4) == ("欧阳静", "2", date(1988, 3, 2), number[-4:])
    assert made.sort_key == "ouyang jing|欧阳静"
    assert (made.phone, made.phone_masked) == ("13812341234", "138****1234")
    with connection.cursor() as cursor:
        cursor.execute("SELECT identity_number, phone, home_address FROM people_person WHERE id = %s", [made.pk])
        stored = cursor.fetchone()
    assert all(value.startswith("a:1:") for value in stored)
    actor = officer(keeper)
    assert list(list_persons(actor=actor, text="ouyang")) == [made]
    assert list(find_by_number(actor=actor, number=number)) == [made]
    assert list(find_by_number(actor=actor, number="13812341234")) == [made]
    assert [hit.title for hit in find(actor=actor, text="欧阳", kinds=["person"])] == ["欧阳*"]
    shown = {field.field: field.shown for field in masked_fields(made)}
    assert shown == {
        "identity_number": f"**************{number[-4:]}",
        "phone": "138****1234",
        "landline": "",
        "home_address": "云帆路**",
    }


@pytest.mark.parametrize(
    ("_case", "values", "refusal"),
    [
        ("no name", {"name": " "}, sealing.NameNotUsable),
        ("wrong check", {"name": "王伟", "identity_number": "310199199001010010"}, sealing.IdentityNumberInvalid),
        ("lost digits", {"name": "王伟", "identity_number": "3.10115E+17"}, sealing.IdentityNumberInvalid),
        ("phone", {"name": "王伟", "phone": "138"}, sealing.PhoneInvalid),
        ("landline", {"name": "王伟", "landline": "58888888"}, sealing.LandlineInvalid),
        ("born tomorrow", {"name": "王伟", "birth_date": date(2026, 11, 24)}, sealing.BornInFuture),
    ],
)
def test_values_that_cannot_be_are_refused(_case, values, refusal) -> None:  # type: ignore[no-untyped-def]
    keeper = organisation_node()
    with pytest.raises(refusal):
        register_person(actor=SYSTEM, new=NewPerson(keeper=keeper, values=values), now=NOW, today=TODAY)
    assert Person.objects.count() == 0


def test_who_may_not_register_registers_nobody() -> None:
    here, there = organisation_node("甲"), organisation_node("乙")
    with pytest.raises(NotFound):
        register_person(actor=officer(here), new=NewPerson(keeper=there, values={"name": "王伟"}), now=NOW, today=TODAY)
    reader = officer(here, Permission.PERSON_READ)
    with pytest.raises(NotAllowed):
        register_person(actor=reader, new=NewPerson(keeper=here, values={"name": "王伟"}), now=NOW, today=TODAY)
    assert Person.objects.count() == 0


def test_a_number_within_reach_is_refused_and_one_elsewhere_says_nothing() -> None:
    top = organisation_node("区委")
    here, there = organisation_node("甲", top), organisation_node("乙", top)
    number = identity()
    first = person(there, "李敏", identity_number=number)
    new = NewPerson(keeper=here, values={"name": "李敏", "identity_number": number})
    made = register_person(actor=officer(here), new=new, now=NOW, today=TODAY)
    case = PossibleDuplicate.objects.get()
    assert (case.person, case.other, case.node_id) == (made, first, top.pk)
    assert list(list_possible_duplicates(actor=officer(here))) == []
    assert list(list_possible_duplicates(actor=officer(top))) == [case]
    with pytest.raises(persons.PersonExists):
        register_person(actor=officer(here), new=new, now=NOW, today=TODAY)
    assert Person.objects.count() == 2


def test_bulk_registers_exactly_as_one_by_one() -> None:
    keeper = organisation_node()
    rows = [
        {"name": "王伟", "identity_number": identity(), "phone": "13812345678"},
        {"name": "阿依古丽•买买提", "education": "20", "is_key_staff": True},
        {"name": "单  雄", "birth_date": date(1970, 5, 1), "birth_precision": "month"},
    ]
    together = register_persons(
        actor=SYSTEM, news=[NewPerson(keeper=keeper, values=row) for row in rows], now=NOW, today=TODAY
    )
    plain = [_facts(each) for each in together]
    found = [list(matching_ids(kind="person", text=each.name)) == [each.pk] for each in together]
    for each in together:
        remove_person(actor=SYSTEM, person=each)
    singly = [
        register_person(actor=SYSTEM, new=NewPerson(keeper=keeper, values=row), now=NOW, today=TODAY) for row in rows
    ]
    assert [_facts(each) for each in singly] == plain
    assert found == [True, True, True]


def _facts(each: Person) -> dict[str, object]:
    each = Person.objects.get(pk=each.pk)
    return {f.name: getattr(each, f.attname) for f in Person._meta.concrete_fields if f.name != "id"}


def test_two_at_once_with_one_number_make_one_record_in_one_place() -> None:
    number = identity()
    keeper = organisation_node()
    new = NewPerson(keeper=keeper, values={"name": "王伟", "identity_number": number})
    register_person(actor=SYSTEM, new=new, now=NOW, today=TODAY)
    with pytest.raises(persons.PersonExists):
        register_persons(actor=SYSTEM, news=[new], now=NOW, today=TODAY)
    assert Person.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_race_for_one_number_leaves_one_record() -> None:
    keeper = organisation_node()
    new = NewPerson(keeper=keeper, values={"name": "王伟", "identity_number": identity()})
    barrier, results = Barrier(2), []

    def run() -> None:
        barrier.wait()
        try:
            register_person(actor=SYSTEM, new=new, now=NOW, today=TODAY)
            results.append("made")
        except persons.PersonExists:
            results.append("refused")
        finally:
            connections.close_all()

    threads = [Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == ["made", "refused"]
    assert Person.objects.count() == 1


def test_history_says_that_a_sealed_field_changed_and_no_more() -> None:
    keeper = organisation_node()
    one = person(keeper, "王伟", phone="13812345678", job_title="工程师")
    actor = officer(keeper)
    change_person(
        actor=actor,
        person=one,
        changes={"phone": "13900001111", "job_title": "总监"},
        now=LATER,
        today=TODAY,
        reason="换号",
    )
    newest = history_of(actor=actor, person=one)[0]
    assert [(f.field, f.before, f.after) for f in newest.fields] == [
        ("sealed_at", "***", "已更改"),
        ("job_title", "工程师", "总监"),
    ]
    assert newest.reason == "换号"
    assert "13900001111" not in str(history_of(actor=actor, person=one))


def test_a_change_that_changes_nothing_writes_nothing() -> None:
    keeper = organisation_node()
    one = person(keeper, "王伟", phone="13812345678")
    change_person(actor=officer(keeper), person=one, changes={"phone": "138 1234 5678"}, now=NOW, today=TODAY)
    assert len(history_of(actor=SYSTEM, person=one)) == 1


def test_a_stranger_does_not_find_the_person_and_a_reader_may_not_change() -> None:
    here, there = organisation_node("甲"), organisation_node("乙")
    one = person(here, "王伟")
    with pytest.raises(NotFound):
        get_person(actor=officer(there), person_id=one.pk)
    with pytest.raises(NotFound):
        change_person(actor=officer(there), person=one, changes={"name": "王"}, now=NOW, today=TODAY)
    with pytest.raises(NotAllowed):
        change_person(
            actor=officer(here, Permission.PERSON_READ), person=one, changes={"name": "王"}, now=NOW, today=TODAY
        )
    assert Person.objects.get(pk=one.pk).name == "王伟"


def test_a_merge_fills_in_and_keeps_the_other_record_with_its_history() -> None:
    keeper = organisation_node()
    kept = person(keeper, "王伟", phone="13812345678")
    duplicate = person(keeper, "王伟", identity_number=identity(), job_title="工程师")
    account = user()
    Person.objects.filter(pk=duplicate.pk).update(user=account)
    actor = officer(keeper)
    merge_persons(actor=actor, kept=kept, duplicate=duplicate, reason="同一人", now=NOW)
    kept.refresh_from_db()
    duplicate.refresh_from_db()
    assert (kept.job_title, kept.phone_masked, kept.user_id) == ("工程师", "138****5678", account.pk)
    assert kept.identity_index == duplicate.identity_index != ""
    assert (duplicate.merged_into, duplicate.user_id) == (kept, None)
    assert list(list_persons(actor=actor)) == [kept]
    with pytest.raises(persons.PersonIsMerged):
        change_person(actor=actor, person=duplicate, changes={"name": "王"}, now=NOW, today=TODAY)


@pytest.mark.parametrize("_case", ["itself", "numbers", "accounts", "again"])
def test_what_cannot_be_merged(_case: str) -> None:
    keeper = organisation_node()
    kept, duplicate = person(keeper, "王伟"), person(keeper, "王伟")
    refusal: type[Exception] = persons.PersonIsMerged
    if _case == "itself":
        duplicate, refusal = kept, merging.MergedWithItself
    elif _case == "numbers":
        kept, duplicate = (
            person(keeper, "甲", identity_number=identity()),
            person(keeper, "甲", identity_number=identity()),
        )
        refusal = merging.IdentityNumbersDiffer
    elif _case == "accounts":
        for each in (kept, duplicate):
            Person.objects.filter(pk=each.pk).update(user=user())
        refusal = merging.BothHaveAccounts
    else:
        merge_persons(actor=SYSTEM, kept=kept, duplicate=duplicate, reason="同一人", now=NOW)
    before = list(Person.objects.order_by("pk").values())
    with pytest.raises(refusal):
        merge_persons(actor=SYSTEM, kept=kept, duplicate=duplicate, reason="同一人", now=NOW)
    assert list(Person.objects.order_by("pk").values()) == before


def test_a_pair_that_is_two_persons_is_dismissed_once() -> None:
    top = organisation_node("区委")
    here, there = organisation_node("甲", top), organisation_node("乙", top)
    number = identity()
    person(there, "李敏", identity_number=number)
    new = NewPerson(keeper=here, values={"name": "李明", "identity_number": number})
    register_person(actor=officer(here), new=new, now=NOW, today=TODAY)
    case, actor = PossibleDuplicate.objects.get(), officer(top)
    with pytest.raises(NotFound):
        dismiss_duplicate(actor=officer(here), case=case, answer="", now=NOW)
    dismiss_duplicate(actor=actor, case=case, answer="不是同一人", now=NOW)
    with pytest.raises(merging.CaseIsDecided):
        dismiss_duplicate(actor=actor, case=case, answer="不是同一人", now=NOW)
    assert list(list_possible_duplicates(actor=actor)) == []
