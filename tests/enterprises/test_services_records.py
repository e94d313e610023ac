"""Changing, renaming, moving, closing, correcting, linking; numbers of people; contacts."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from psycopg.types.range import DateRange

from liangxin.access.actor import SYSTEM
from liangxin.core.errors import RuleBroken
from liangxin.enterprises.choices import CorrectedField
from liangxin.enterprises.models import EnterpriseContact, StatusSpan
from liangxin.enterprises.services import contacts, corrections, figures, moving, records
from liangxin.enterprises.services.registration import EnterpriseExists, HeadOfficeIsBranch
from liangxin.search.selectors import matching_ids
from liangxin.trees.selectors import tree_on_day
from tests.enterprises.factories import (
    MOVED_IN,
    NOW,
    TODAY,
    contacted,
    covered,
    credit_code,
    enterprise,
    organisation,
    user,
)
from tests.places.factories import area, region, tower

pytestmark = pytest.mark.django_db
DAYS = {"today": TODAY}


def changed(one: object, **changes: object) -> object:
    change = records.EnterpriseChange.of(one, **changes)  # type: ignore[arg-type]
    return records.change_enterprise(actor=SYSTEM, enterprise=one, change=change)  # type: ignore[arg-type]


def test_a_change_parses_code_and_capital_and_keeps_the_rest() -> None:
    one = enterprise("滨港甲有限公司", credit_code="", ownership="private")
    changed(one, credit_code=credit_code(5).lower(), capital_text="200(万美元)")
    one.refresh_from_db()
    assert (one.credit_code, str(one.capital_amount), one.capital_currency, one.ownership) == (
        credit_code(5), "2000000.00", "USD", "private",
    )  # fmt: skip
    assert list(matching_ids(kind="enterprise", text=credit_code(5))) == [one.pk]


@pytest.mark.parametrize(
    ("_case", "act", "refusal"),
    [
        ("a code that another holds", lambda one, other: changed(one, credit_code=other.credit_code), EnterpriseExists),
        ("a head that is a branch", lambda one, other: changed(one, head_office=enterprise(head_office=other)), HeadOfficeIsBranch),
        (
            "a head with branches under another",
            lambda one, other: changed((enterprise(head_office=one), one)[1], head_office=other),
            records.HasBranches,
        ),
        ("linked to itself", lambda one, other: records.link_supply(actor=SYSTEM, leader=one, other=one, kind="upstream"), records.LinkedToItself),
        (
            "no leaving",
            lambda one, other: moving.close_enterprise(
                actor=SYSTEM, enterprise=one, status="operating", effective=TODAY, now=NOW, reason="", **DAYS
            ),
            moving.NotALeaving,
        ),
        (
            "the status it has",
            lambda one, other: moving.change_status(actor=SYSTEM, enterprise=one, status="operating", effective=TODAY, **DAYS),
            moving.StatusUnchanged,
        ),
        (
            "more young than staff",
            lambda one, other: figures.record_figures(
                actor=SYSTEM, enterprise=one, values={"staff": 3, "young_staff": 4}, as_of=TODAY, source="走访", now=NOW, **DAYS
            ),
            figures.MoreThanStaff,
        ),
        (
            "a number without a source",
            lambda one, other: figures.record_figures(
                actor=SYSTEM, enterprise=one, values={"staff": 3}, as_of=TODAY, source=" ", now=NOW, **DAYS
            ),
            figures.SourceMissing,
        ),
        (
            "a contact with a wrong number",
            lambda one, other: contacts.add_contact(actor=SYSTEM, enterprise=one, name="周一宁", role="", phone="123", now=NOW),
            contacts.ContactPhoneWrong,
        ),
        (
            "nothing to correct",
            lambda one, other: corrections.propose_correction(
                actor=SYSTEM, enterprise=one, field=CorrectedField.NAME, new_value=one.node.name, now=NOW
            ),
            corrections.NothingToCorrect,
        ),
    ],
)  # fmt: skip
def test_refused(_case: str, act: Callable[..., object], refusal: type[RuleBroken]) -> None:
    with pytest.raises(refusal):
        act(enterprise("滨港甲有限公司"), enterprise("滨港乙有限公司"))


def test_a_new_name_holds_from_its_day_and_is_found() -> None:
    one = enterprise("滨港旧名有限公司", established_on=date(2020, 1, 1))
    records.rename_enterprise(actor=SYSTEM, enterprise=one, name="滨港新名有限公司", effective=TODAY, now=NOW, **DAYS)
    before = [node.name for node in tree_on_day(kind="enterprise", day=TODAY - timedelta(days=1))]
    assert before == ["滨港旧名有限公司"]
    assert list(matching_ids(kind="enterprise", text="新名")) == [one.pk]
    assert list(matching_ids(kind="enterprise", text="旧名")) == []


def test_moving_in_takes_the_main_place_and_moving_out_gives_it_back() -> None:
    finance = area(region())
    first, second = tower(finance), tower(finance, "汇泽广场")
    one = enterprise(place=first)
    spot = moving.move_in(actor=SYSTEM, enterprise=one, place=second, unit="8层", effective=TODAY, **DAYS)
    one.refresh_from_db()
    assert (spot.is_main, one.operating_places.get(place=first).is_main, one.moved_in_on) == (True, False, TODAY)
    with pytest.raises(moving.AlreadyThere):
        moving.move_in(actor=SYSTEM, enterprise=one, place=second, effective=TODAY, **DAYS)
    old = one.operating_places.get(place=first)
    moving.move_out(actor=SYSTEM, spot=old, effective=TODAY, **DAYS)
    old.refresh_from_db()
    assert old.during == DateRange(MOVED_IN, TODAY)
    with pytest.raises(moving.NotThere):
        moving.move_out(actor=SYSTEM, spot=old, effective=TODAY, **DAYS)


def test_leaving_ends_all_that_holds() -> None:
    one = enterprise(place=tower(area(region())))
    covered(one, organisation())
    contacted(one, user())
    moving.close_enterprise(
        actor=SYSTEM, enterprise=one, status="closed", effective=TODAY, now=NOW, reason="注销", **DAYS
    )
    one.refresh_from_db()
    assert one.status == "closed"
    for spans in (one.operating_places, one.coverages, one.designated_contacts):
        assert spans.get().during.upper == TODAY
    assert [(span.status, span.during.upper) for span in StatusSpan.objects.filter(enterprise=one).order_by("during")] == [
        ("operating", TODAY), ("closed", None),
    ]  # fmt: skip
    assert one.node.during.upper is None or one.node.during.upper == TODAY


def test_the_newest_statement_stands_on_the_record() -> None:
    one = enterprise(figures={"staff": 100}, figures_as_of=date(2026, 9, 1))
    for value, day in ((142, TODAY), (120, date(2026, 10, 1)), (143, TODAY)):
        figures.record_figures(
            actor=SYSTEM, enterprise=one, values={"staff": value}, as_of=day, source="走访核对", now=NOW, **DAYS
        )
    one.refresh_from_db()
    assert one.staff_count == 143
    assert list(one.figures.order_by("as_of").values_list("value", flat=True)) == [100, 120, 143]


def test_a_contacts_number_is_sealed_and_erased_at_the_end() -> None:
    contact = contacts.add_contact(
        actor=SYSTEM, enterprise=enterprise(), name="周一宁", role="人事", phone="13812347710", now=NOW
    )
    with pytest.raises(TypeError):
        EnterpriseContact.objects.filter(phone="13812347710").exists()
    contacts.end_contact(actor=SYSTEM, contact=contact, now=NOW)
    contact.refresh_from_db()
    assert (contact.phone, contact.phone_masked) == ("", "")
    with pytest.raises(contacts.ContactEnded):
        contacts.end_contact(actor=SYSTEM, contact=contact, now=NOW)


def test_a_declined_correction_leaves_the_record_and_says_why() -> None:
    one = enterprise("滨港甲有限公司")
    asked = corrections.propose_correction(
        actor=SYSTEM, enterprise=one, field=CorrectedField.NAME, new_value="滨港甲乙有限公司", now=NOW
    )
    with pytest.raises(corrections.AlreadyProposed):
        corrections.propose_correction(
            actor=SYSTEM, enterprise=one, field=CorrectedField.NAME, new_value="别的", now=NOW
        )
    corrections.decline_correction(actor=SYSTEM, correction=asked, now=NOW, reason="执照未变")
    one.node.refresh_from_db()
    assert one.node.name == "滨港甲有限公司"
    asked.refresh_from_db()
    assert (asked.state, asked.decision_reason) == ("declined", "执照未变")
    with pytest.raises(corrections.AlreadyDecided):
        corrections.accept_correction(actor=SYSTEM, correction=asked, now=NOW, today=TODAY)
