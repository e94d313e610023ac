"""A roster of members written many at once comes out as one by one, and costs a fixed number of statements."""

from typing import Any

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from liangxin.access.actor import Actor
from liangxin.access.registry import PERMISSIONS
from liangxin.members.models import HomeSpan, Membership
from liangxin.members.services.memberships import end_membership
from liangxin.organisations.models import Organisation, PostHolding
from liangxin.people.models import Person, PossibleDuplicate
from liangxin.spreadsheets.models import ImportBatch
from liangxin.spreadsheets.services import applying, batches, undoing
from liangxin.spreadsheets.services.batches import Upload
from tests.access.factories import actor, make_role
from tests.members.factories import membership
from tests.organisations import factories as founded
from tests.people.factories import NOW, TODAY, identity, officer, person
from tests.spreadsheets.bulk import RUNS, equal
from tests.spreadsheets.factories import xlsx

pytestmark = pytest.mark.django_db
HEAD = ["姓名", "身份证号", "所在支部", "学历", "入党时间", "转正时间", "人员类别", "手机号码", "党内职务"]


class Area:
    """A committee with two branches: members there, one without a number, one who left, one elsewhere."""

    def __init__(self) -> None:
        self.top = founded.committee(founded.root())
        self.homes: list[Organisation] = [founded.branch(self.top, name) for name in ("甲党支部", "乙党支部")]
        foreign = founded.branch(founded.committee(founded.root("临江区社会工作党委")), "别处党支部")
        self.numbers = {name: identity() for name in ("新一", "新二", "在册", "离开", "别处", "无关")}
        first = self.homes[0]
        membership(first, "在册", person_identity_number=self.numbers["在册"])
        membership(first, "无号")
        gone = membership(first, "离开", person_identity_number=self.numbers["离开"])
        end_membership(
            actor=officer(first.node), membership=gone, effective=TODAY, reason="转出", today=TODAY
        )  # fmt: skip
        membership(foreign, "别处", person_identity_number=self.numbers["别处"])
        person(first.node, "无关", identity_number=self.numbers["无关"])
        self.who: Actor = actor(make_role(PERMISSIONS), self.top.node)


def history() -> list[Any]:
    """Every change that history kept, without numbers of rows."""
    found: list[Any] = []
    for model, columns in (
        (Person.pgh_event_model, ("name", "education", "birth_date", "pgh_label")),  # type: ignore[attr-defined]
        (Membership.pgh_event_model, ("person__name", "category", "status", "joined_on", "pgh_label")),  # type: ignore[attr-defined]
        (HomeSpan.pgh_event_model, ("membership__person__name", "during", "reason", "pgh_label")),  # type: ignore[attr-defined]
    ):
        why = "pgh_context__metadata__reason"
        found.append(sorted(map(str, model.objects.values_list(*columns, why))))
    return found


def facts() -> Any:
    people = Person.objects.values_list(
        "name", "sort_key", "sex", "identity_index", "identity_disputed", "education", "phone_index", "phone_masked",
        "birth_date", "birth_precision", "keeper", "merged_into", "created_at",
    )  # fmt: skip
    members = Membership.objects.values_list(
        "person__name", "home", "category", "status", "joined_on", "joined_precision", "converted_on",
        "converted_precision", "lost_contact_on", "outflow",
    )  # fmt: skip
    spans = HomeSpan.objects.values_list("membership__person__name", "organisation", "during", "reason")
    posts = PostHolding.objects.values_list("person__name", "post__kind__code", "post__organisation", "during")
    pairs = PossibleDuplicate.objects.values_list("person__name", "other__name", "node")
    return [sorted(map(str, each)) for each in (people, members, spans, posts, pairs)], history()


ROWS = st.lists(
    st.tuples(
        st.sampled_from(["新一", "新二", "在册", "离开", "别处", "无关", "无号", "生人"]),
        st.sampled_from(["甲党支部", "乙党支部", "没有这个支部"]),
        st.sampled_from([None, "本科", "大专"]),
        st.sampled_from([None, "2011-07-01", "2011.7", "2011"]),
        st.sampled_from([None, "2012-07", "2010-01-01"]),
        st.sampled_from([None, "正式", "预备"]),
        st.sampled_from([None, "13800000001", "021-58888888"]),
        st.sampled_from([None, None, "书记", "组织委员、宣传委员"]),
    ),
    max_size=7,
)


@RUNS
@given(rows=ROWS)
def test_many_at_once_are_as_one_by_one(area: Area, rows: list[tuple[Any, ...]]) -> None:
    content = xlsx([HEAD, *([name, area.numbers.get(name), *rest] for name, *rest in rows)])
    equal("members", area.who, content, facts)


@pytest.fixture
def area() -> Area:
    return Area()


def brought(area: Area, rows: list[list[Any]]) -> ImportBatch:
    upload = Upload(name="名册.xlsx", content=xlsx([HEAD[:4], *rows]))
    return batches.upload_batch(actor=area.who, kind_code="members", upload=upload, now=NOW, in_background=False)


@pytest.mark.parametrize("education", ["本科", "大专"])
def test_a_hundred_rows_cost_as_many_statements_as_ten(area: Area, education: str) -> None:
    numbers = [identity() for _ in range(100)]

    def cost(rows: list[list[Any]]) -> int:
        made: list[int] = []
        batch = brought(area, rows)
        with connection.execute_wrapper(lambda run, *rest: (made.append(1), run(*rest))[1]):
            applying.apply_batch(actor=area.who, batch=batch, now=NOW, in_background=False)
        return len(made)

    def rows(some: list[str], schooling: str) -> list[list[Any]]:
        return [["王伟", number, "甲党支部", schooling] for number in some]

    few, many = rows(numbers[:10], "本科"), rows(numbers[10:], "本科")
    taken = cost(few)
    assert cost(many) <= taken + 4  # one more savepoint for the second write of a hundred rows
    assert cost(rows(numbers[:10], education)) <= cost(rows(numbers, "研究生")) + 4
    assert taken < 90


def test_rows_that_speak_of_one_member_twice_are_written_in_their_order(area: Area) -> None:
    batch = brought(area, [["无号", None, "甲党支部", "本科"], ["无号", None, "甲党支部", "大专"]])
    batch = applying.apply_batch(actor=area.who, batch=batch, now=NOW)
    assert batch.counts["outcome"] == {"updated": 2}
    assert Person.objects.get(name="无号").education == "30"
    undoing.undo_batch(actor=area.who, batch=batch, now=NOW)
    assert Person.objects.get(name="无号").education == ""


def test_posts_that_a_roster_adds_to_a_known_member_are_filled_and_taken_back() -> None:
    home = founded.branch(founded.committee(founded.root()), "甲党支部")
    one = membership(home, "王伟")
    who = actor("organisation_officer", home.node)
    upload = Upload(name="班子.xlsx", content=xlsx([["姓名", "党内职务"], ["王伟", "书记"]]))
    batch = batches.upload_batch(actor=who, kind_code="members", upload=upload, now=NOW)
    batch = applying.apply_batch(actor=who, batch=batch, now=NOW)
    assert batch.counts["outcome"] == {"updated": 1}
    assert PostHolding.objects.get().person_id == one.person_id
    undoing.undo_batch(actor=who, batch=batch, now=NOW)
    assert not PostHolding.objects.exists()
