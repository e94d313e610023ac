"""The import of member rosters: what the columns are called, what becomes of a row, how it is written and taken back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from liangxin.access.reach import visible
from liangxin.core.validators import dates, phone
from liangxin.members import roster_words as words
from liangxin.members.choices import MemberCategory, MembershipStatus
from liangxin.members.models import Membership
from liangxin.members.permissions import Permission
from liangxin.members.selectors.homes import homes_named, own_home
from liangxin.members.services.enrolment import Enrolment, enrol
from liangxin.members.services.memberships import change_membership
from liangxin.members.services.postings import seat, unseat
from liangxin.members.services.removal import remove_membership
from liangxin.organisations.selectors.posts import posts_held_by
from liangxin.people.selectors import changeable_of, persons_with_numbers
from liangxin.people.services.persons import NewPerson, change_person, node_above, register_person, remove_person
from liangxin.spreadsheets.choices import Outcome
from liangxin.spreadsheets.services import cleaning
from liangxin.spreadsheets.services.kinds import (
    Applied,
    Column,
    ImportContext,
    ImportKind,
    Plan,
    Problem,
    Row,
    refused,
    register_kind,
)

if TYPE_CHECKING:
    from liangxin.organisations.models import Organisation
    from liangxin.people.models import Person

PERSONAL = {"name", "identity_number", "phone", "landline", "home_address", "birth_date"}
PERSON_PLAIN = ("sex", "ethnicity", "education", "job_title", "home_address")
MEMBERSHIP_PLAIN = ("category", "status", "outflow")
DATED = {"joined_on": "joined_precision", "converted_on": "converted_precision"}

COLUMNS = (
    Column(key="name", title=_("姓名"), synonyms=("党员姓名", "名字"), required=True, clean=cleaning.person_name(), example="陈静", personal=True),
    Column(key="identity_number", title=_("公民身份号码"), synonyms=("身份证号", "身份证号码", "身份证", "证件号", "证件号码"), clean=cleaning.citizen_id(), example="310199199001010010", personal=True),
    Column(key="sex", title=_("性别"), clean=cleaning.choice(words.SEX), example="女"),
    Column(key="ethnicity", title=_("民族"), synonyms=("族别",), clean=cleaning.choice(words.ETHNICITY), example="汉族"),
    Column(key="birth_date", title=_("出生日期"), synonyms=("出生年月", "出生年月日", "生日"), clean=cleaning.stated_date(past=True), example="1990-01-01", personal=True),
    Column(key="education", title=_("学历"), synonyms=("文化程度", "最高学历"), clean=cleaning.choice(words.EDUCATION), example="大学本科"),
    Column(key="category", title=_("人员类别"), synonyms=("党员类别", "预/正", "正式/预备", "类别"), clean=cleaning.choice(words.CATEGORY), example="正式党员"),
    Column(key="branch", title=_("所在党支部"), synonyms=("所在支部", "所属党支部", "支部信息", "党支部名称", "党支部", "所属支部", "所在党组织", "所属党组织", "组织关系所在党组织"), clean=cleaning.body_name(), example="云帆大厦联合党支部"),
    Column(key="joined_on", title=_("加入党组织日期"), synonyms=("入党时间", "入党日期", "加入中共组织日期", "入党年月"), clean=cleaning.stated_date(past=True), example="2011-07-01"),
    Column(key="converted_on", title=_("转为正式党员日期"), synonyms=("转正时间", "转正日期"), clean=cleaning.stated_date(past=True), example="2012-07-01"),
    Column(key="job_title", title=_("工作岗位"), synonyms=("岗位", "职务", "职业", "单位职务", "行政职务"), clean=cleaning.text(100), example="项目经理"),
    Column(key="phone", title=_("手机号码"), synonyms=("手机", "手机号", "联系电话", "联系方式", "电话", "移动电话"), clean=cleaning.phones(), example="16100000001", personal=True),
    Column(key="landline", title=_("固定电话"), synonyms=("座机", "办公电话", "家庭电话"), clean=cleaning.phones(1), example="021-58888888", personal=True),
    Column(key="home_address", title=_("家庭住址"), synonyms=("现居住地", "住址", "家庭地址", "居住地址", "现住址"), clean=cleaning.text(200), example="滨港区云帆路 8 号", personal=True),
    Column(key="status", title=_("党籍状态"), synonyms=("党籍",), clean=cleaning.choice(words.STATUS | {"正式党员": "as_full", "预备党员": "as_probationary", "正式": "as_full", "预备": "as_probationary"}), example="正常"),
    Column(key="lost_contact_on", title=_("失去联系日期"), synonyms=("失联日期",), clean=cleaning.stated_date(past=True)),
    Column(key="outflow", title=_("外出流向"), synonyms=("流动去向", "流向"), clean=cleaning.text(200)),
    Column(
        key="posts", title=_("党内职务"), synonyms=("党务职务", "支委职务", "党组织职务"), clean=cleaning.several(cleaning.choice(words.POSTS)),
        wide={word: word for word in words.POSTS if word not in {"书记", "副书记", "委员"}}, example="支部书记",
    ),
)  # fmt: skip


@dataclass
class Known:
    """What is known before rows are planned. people: within reach; elsewhere: numbers of records that are not."""

    homes: "Mapping[str, Organisation]"
    own_home: "Organisation | None"
    people: "Mapping[str, Person]"
    elsewhere: "Mapping[str, Person]"
    memberships: Mapping[int, Membership]
    namesakes: "Mapping[tuple[int, str], list[Person]]" = field(default_factory=dict)
    posts: Mapping[int, set[str]] = field(default_factory=dict)


def known_of(context: ImportContext, rows: Sequence[Row]) -> Known:
    """Everything the rows refer to, in a fixed number of queries."""
    homes = homes_named(
        actor=context.actor, today=context.today, names={str(row.get("branch")) for row in rows if row.get("branch")}
    )
    own = own_home(actor=context.actor, today=context.today)
    numbers = [str(row.get("identity_number")) for row in rows if row.get("identity_number")]
    found = persons_with_numbers(numbers)
    mine = changeable_of(actor=context.actor, people=found.values())
    people = {number: person for number, person in found.items() if person.pk in mine}
    elsewhere = {number: person for number, person in found.items() if person.pk not in mine}
    ids = {home.pk for home in (*homes.values(), *((own,) if own else ()))}
    bare = {str(row.get("name")) for row in rows if not row.get("identity_number")}
    reached = visible(context.actor, Membership.objects.all(), Permission.MEMBERSHIP_CHANGE).select_related(
        "person", "home__node"
    )
    alive = reached.exclude(status=MembershipStatus.ENDED)
    here = list(alive.filter(home__in=ids, person__name__in=bare)) if bare else []
    of_people = list(reached.filter(person__in=[person.pk for person in people.values()]))
    namesakes: dict[tuple[int, str], list[Person]] = {}
    for one in here:
        if one.home_id is not None:
            namesakes.setdefault((one.home_id, one.person.name), []).append(one.person)
    memberships = {one.person_id: one for one in (*here, *of_people)}
    posts: dict[int, set[str]] = {}
    if any(row.get("posts") for row in rows):
        ids_of_people = [one.person_id for one in memberships.values()]
        for person_id, held in posts_held_by(person_ids=ids_of_people, day=context.today).items():
            posts[person_id] = {one.post.kind.code for one in held}
    return Known(homes, own, people, elsewhere, memberships, namesakes, posts)


def plan_rows(context: ImportContext, rows: Sequence[Row]) -> list[Plan]:
    """What would become of these rows."""
    known = known_of(context, rows)
    return [_plan(row, known) for row in rows]


def _plan(row: Row, known: Known) -> Plan:
    home = _home(row, known)
    if isinstance(home, Plan):
        return home
    number = row.get("identity_number")
    if number and number in known.elsewhere:
        other = known.elsewhere[number]
        return Plan(outcome=Outcome.QUEUED, object_id=other.pk, queued_node_id=node_above(home.node, other.keeper))
    person = known.people.get(number) if number else None
    if person is None and not number:
        namesakes = known.namesakes.get((home.pk, row.values["name"]), [])
        if len(namesakes) > 1:
            return refused(
                _problem("name", "members.several_namesakes", say("这个支部有多位同名党员，请补上身份证号。"))
            )
        person = namesakes[0] if namesakes else None
    if person is None:
        return Plan(outcome=Outcome.CREATED)
    membership = known.memberships.get(person.pk)
    if membership is None or membership.status == MembershipStatus.ENDED:
        return Plan(outcome=Outcome.CREATED, object_id=person.pk)
    if membership.home_id != home.pk:
        return refused(_problem("branch", "members.home_differs", say("此人的组织关系不在这个组织。换组织请办转接。")))
    changes = _changes(row, person, membership)
    missing = set(row.get("posts") or ()) - known.posts.get(person.pk, set())
    if missing:
        changes["posts"] = ("", "、".join(sorted(missing)))
    if not changes:
        return Plan(outcome=Outcome.UNCHANGED, object_id=membership.pk)
    return Plan(outcome=Outcome.UPDATED, object_id=membership.pk, changes=changes)


def _home(row: Row, known: Known) -> "Organisation | Plan":
    written = row.get("branch")
    if written:
        home = known.homes.get(str(written))
        if home is None:
            return refused(_problem("branch", "members.no_such_home", say("您管的组织里没有这个支部，请核对名称。")))
        return home
    if known.own_home is None:
        return refused(_problem("branch", "members.home_missing", say("请写明所在党支部。")))
    return known.own_home


def _problem(column: str, code: str, message: str) -> Problem:
    return Problem(column=column, code=code, message=message)


def _person_values(row: Row) -> dict[str, Any]:
    """Fields of the person as the row states them; blank cells and missing columns state nothing."""
    values = {key: row.get(key) for key in ("name", "identity_number", *PERSON_PLAIN) if row.get(key) is not None}
    if row.get("birth_date"):
        stated = dates.validate(str(row.get("birth_date")))
        values |= {"birth_date": stated.value, "birth_precision": stated.precision}
    for number in [*(row.get("phone") or []), *(row.get("landline") or [])]:
        kind = "phone" if phone.validate(number).kind == phone.MOBILE else "landline"
        values.setdefault(kind, number)
    return values


def _membership_values(row: Row) -> dict[str, Any]:
    values = {key: row.get(key) for key in MEMBERSHIP_PLAIN if row.get(key) is not None}
    if str(values.get("status", "")).startswith("as_"):  # 党籍状态 is used for 人员类别 in some rosters
        values.setdefault("category", str(values.pop("status")).removeprefix("as_"))
        values.pop("status", None)
    for key, precision in DATED.items():
        if row.get(key):
            stated = dates.validate(str(row.get(key)))
            values |= {key: stated.value, precision: stated.precision}
    if row.get("lost_contact_on"):
        values["lost_contact_on"] = dates.validate(str(row.get("lost_contact_on"))).value
    return values


def _changes(row: Row, person: "Person", membership: Membership) -> dict[str, tuple[Any, Any]]:
    found: dict[str, tuple[Any, Any]] = {}
    for record, values in ((person, _person_values(row)), (membership, _membership_values(row))):
        for key, after in values.items():
            before = getattr(record, key)
            if before != after:
                found[key] = ("***", "***") if key in PERSONAL else (str(before or ""), str(after))
    return found


def apply_row(context: ImportContext, row: Row, plan: Plan) -> Applied:
    """Write one row."""
    known = known_of(context, [row])
    home = _home(row, known)
    assert not isinstance(home, Plan)  # the plan was made from the same row
    if plan.outcome == Outcome.UPDATED:
        return _update(context, row, known, plan)
    person = known.people.get(str(row.get("identity_number")))
    existed = person is not None
    if person is None:
        person = register_person(
            actor=context.actor,
            new=NewPerson(keeper=home.node, values=_person_values(row)),
            now=context.now,
            today=context.today,
        )
    else:
        change_person(
            actor=context.actor, person=person, changes=_person_values(row), now=context.now, today=context.today
        )
    values = {"category": MemberCategory.FULL.value, **_membership_values(row)}
    made = enrol(
        actor=context.actor, now=context.now, today=context.today, reason=say("名册导入"),
        enrolment=Enrolment(person=person, organisation=home, effective=context.today, **values),
    )  # fmt: skip
    before = {"person_existed": existed, "seated": _seated(context, row, made)}
    return Applied(outcome=Outcome.CREATED, object_kind="members.Membership", object_id=made.pk, before=before)


def _seated(context: ImportContext, row: Row, membership: Membership) -> list[dict[str, Any]]:
    kinds = row.get("posts") or []
    if not kinds or membership.home is None:
        return []
    return seat(
        actor=context.actor, organisation=membership.home, person=membership.person, kinds=kinds, now=context.now,
        today=context.today,
    )  # fmt: skip


def _update(context: ImportContext, row: Row, known: Known, plan: Plan) -> Applied:
    membership = next(one for one in known.memberships.values() if one.pk == plan.object_id)
    person = membership.person
    of_person, of_membership = _person_values(row), _membership_values(row)
    before: dict[str, Any] = {
        "person": {key: _plain(getattr(person, key)) for key in of_person},
        "membership": {key: _plain(getattr(membership, key)) for key in of_membership},
    }
    change_person(actor=context.actor, person=person, changes=of_person, now=context.now, today=context.today)
    change_membership(actor=context.actor, membership=membership, changes=of_membership, today=context.today)
    return Applied(outcome=Outcome.UPDATED, object_kind="members.Membership", object_id=membership.pk, before=before)


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def undo_row(context: ImportContext, applied: Applied) -> None:
    """Take one row back."""
    found = visible(context.actor, Membership.objects.filter(pk=applied.object_id or 0), Permission.MEMBERSHIP_CHANGE)
    membership = found.select_related("person", "home__node").first()
    if membership is None:
        return
    before = applied.before or {}
    if before.get("seated") and membership.home is not None:
        unseat(actor=context.actor, organisation=membership.home, done=before["seated"], today=context.today)
    if applied.outcome == Outcome.CREATED:
        person = membership.person
        remove_membership(actor=context.actor, membership=membership)
        if not before.get("person_existed"):
            remove_person(actor=context.actor, person=person)
        return
    change_person(
        actor=context.actor, person=membership.person, changes=_restored(before["person"]), now=context.now,
        today=context.today,
    )  # fmt: skip
    change_membership(
        actor=context.actor, membership=membership, changes=_restored(before["membership"]), today=context.today
    )


def _restored(values: Mapping[str, Any]) -> dict[str, Any]:
    days = {"birth_date", "joined_on", "converted_on", "lost_contact_on"}
    return {key: dates.validate(value).value if key in days and value else value for key, value in values.items()}


MEMBERS = register_kind(
    ImportKind(
        code="members", title=_("党员名册"), permission=Permission.MEMBERSHIP_IMPORT, identity=("identity_number",),
        columns=COLUMNS, plan_rows=plan_rows, apply_row=apply_row, undo_row=undo_row,
    )
)  # fmt: skip
