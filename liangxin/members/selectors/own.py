"""Everything that the house knows of one person, for that person: shown on 我的 and taken along as a file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from liangxin.access.actor import Actor
from liangxin.members.models import Membership
from liangxin.members.selectors.memberships import homes_of, links_of, list_declarations, own_membership
from liangxin.members.selectors.rosters import stated
from liangxin.organisations.selectors.posts import posts_held_by
from liangxin.people.selectors import list_corrections, list_looks, own_person

if TYPE_CHECKING:
    from liangxin.accounts.models import User
    from liangxin.people.models import Person

Table = Sequence[Mapping[str, str]]


@dataclass(frozen=True)
class OwnRecord:
    """What is known. sections: a title and its rows, each a word → value."""

    person: "Person | None"
    membership: Membership | None
    sections: Sequence[tuple[str, Table]]


def own_record(*, actor: Actor, user: "User", today: date) -> OwnRecord:
    """The whole of it, in a fixed number of queries. actor: the person on their own account."""
    person, membership = own_person(user=user), own_membership(user=user)
    sections: list[tuple[str, Table]] = [(_("账号"), [_account(user)])]
    if person is not None:
        sections.append((_("个人情况"), [_person(person)]))
        sections.append((_("党内职务"), _posts(person, today)))
        sections.append((_("谁看过我的信息"), _looks(actor, person)))
        sections.append((_("我提出的更正"), _corrections(actor)))
    if membership is not None:
        sections.append((_("组织关系"), [_membership(membership)]))
        sections.append((_("组织关系的变化"), _homes(membership)))
        sections.append((_("关联的组织"), _links(membership)))
    sections.append((_("我的声明"), _declarations(actor)))
    return OwnRecord(person, membership, sections)


def _account(user: "User") -> dict[str, str]:
    return {
        _("用户名"): user.username, _("姓名"): user.display_name, _("手机号码"): user.phone, _("电子邮箱"): user.email,
        _("建立时间"): _when(user.created_at),
    }  # fmt: skip


def _person(person: "Person") -> dict[str, str]:
    return {
        _("姓名"): person.name, _("性别"): str(person.get_sex_display()),
        _("出生日期"): stated(person.birth_date, person.birth_precision),
        _("学历"): str(person.get_education_display() or ""), _("身份证号"): person.identity_number,
        _("手机号码"): person.phone, _("固定电话"): person.landline, _("家庭住址"): person.home_address,
        _("工作单位"): person.works_at.name if person.works_at else "", _("工作岗位"): person.job_title,
        _("岗位层级"): str(person.get_position_level_display() or ""), _("管理资料的组织"): person.keeper.name,
    }  # fmt: skip


def _membership(membership: Membership) -> dict[str, str]:
    return {
        _("组织关系"): membership.home.node.name if membership.home else membership.home_outside,
        _("人员类别"): str(membership.get_category_display()), _("党籍状态"): str(membership.get_status_display()),
        _("入党日期"): stated(membership.joined_on, membership.joined_precision),
        _("转正日期"): stated(membership.converted_on, membership.converted_precision),
        _("所在场所"): membership.located_at.node.name if membership.located_at else "",
    }  # fmt: skip


def _posts(person: "Person", today: date) -> Table:
    held = posts_held_by(person_ids=[person.pk], day=today).get(person.pk, [])
    return [
        {
            _("组织"): one.post.organisation.node.name, _("职务"): one.post.title or one.post.kind.name,
            _("自"): one.during.lower.isoformat(),
        }
        for one in held
    ]  # fmt: skip


def _looks(actor: Actor, person: "Person") -> Table:
    return [
        {
            _("何时"): _when(one.revealed_at), _("谁"): one.user.display_name if one.user else "",
            _("身份"): one.acting_as, _("方式"): str(one.get_kind_display()), _("理由"): one.reason,
        }
        for one in list_looks(actor=actor, person=person)
    ]  # fmt: skip


def _corrections(actor: Actor) -> Table:
    return [
        {
            _("哪一项"): str(one.get_field_display()), _("内容"): one.proposed, _("状态"): str(one.get_state_display()),
            _("答复"): one.answer, _("何时"): _when(one.proposed_at),
        }
        for one in list_corrections(actor=actor, waiting=False)
    ]  # fmt: skip


def _homes(membership: Membership) -> Table:
    return [
        {
            _("组织"): one.organisation.node.name if one.organisation else one.outside,
            _("自"): one.during.lower.isoformat(), _("至"): one.during.upper.isoformat() if one.during.upper else "",
            _("原因"): one.reason,
        }
        for one in homes_of(membership=membership)
    ]  # fmt: skip


def _links(membership: Membership) -> Table:
    return [
        {
            _("组织"): one.organisation.node.name, _("方式"): str(one.get_kind_display()),
            _("自"): one.during.lower.isoformat(), _("至"): one.during.upper.isoformat() if one.during.upper else "",
        }
        for one in links_of(membership=membership)
    ]  # fmt: skip


def _declarations(actor: Actor) -> Table:
    return [
        {
            _("组织"): one.organisation.node.name, _("状态"): str(one.get_state_display()), _("答复"): one.answer,
            _("何时"): _when(one.declared_at),
        }
        for one in list_declarations(actor=actor, waiting=False)
    ]  # fmt: skip


def _when(at: Any) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}" if at else ""
