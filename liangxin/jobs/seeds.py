"""The demo accounts: one for each kind of user, with the grants they need and no more."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from liangxin.access.actor import SYSTEM
from liangxin.access.selectors import list_roles
from liangxin.access.services.grants import NewGrant, give_grant
from liangxin.accounts.selectors import list_users
from liangxin.accounts.services.accounts import NewAccount, create_account
from liangxin.core.demo import World
from liangxin.jobs import demo_activities
from liangxin.jobs.demo_notices import tell_lately
from liangxin.jobs.demo_offers import tell_offers
from liangxin.jobs.demo_stories import tell
from liangxin.people.services.accounts import link_account

if TYPE_CHECKING:
    from liangxin.accounts.models import User


@dataclass(frozen=True)
class DemoAccount:
    """username, the person's name, what `./lx up` says of them, and (role, key of the node's thing) for each grant."""

    username: str
    name: str
    role: str
    grants: tuple[tuple[str, str], ...] = ()
    person: str = ""


ACCOUNTS = (
    DemoAccount(
        "officer", "沈知行", "滨港区专员：全区场所、企业、组织、党员",
        (("district_officer", "place:bingang"), ("district_officer", "organisation:bingang")),
    ),
    DemoAccount(
        "linjiang", "陆远帆", "临江区专员",
        (("district_officer", "place:linjiang"), ("district_officer", "organisation:linjiang")),
    ),
    DemoAccount("bonded", "许见微", "保税片区综合党委组织员", (("organisation_officer", "organisation:bonded"),)),
    DemoAccount("park", "顾朝闻", "汽车创新港园区工作人员", (("place_officer", "place:autoport"),)),
    DemoAccount("secretary", "", "支部书记", (("branch_secretary", "organisation:secretary"),), "person:secretary_demo"),
    DemoAccount("keeper", "林望潮", "站点管理员", (("station_keeper", "station:demo"),)),
    DemoAccount("enterprise", "苏砺石", "企业联络人：看本企业、提更正", (("enterprise_contact", "enterprise:demo"),)),
    DemoAccount("member", "", "党员：我的资料、谁看过我", (), "person:member_demo"),
    DemoAccount("sysadmin", "系统管理员", "三员之一：建账号、停账号", (("system_admin", ""),)),
    DemoAccount("secadmin", "安全管理员", "三员之一：角色与授权", (("security_admin", ""),)),
    DemoAccount("auditor", "审计管理员", "三员之一：查操作记录", (("audit_admin", ""),)),
)  # fmt: skip


def seed(world: World) -> None:
    """Make the accounts, give the grants, link two of them to persons of the register."""
    things = world.things
    things["organisation:secretary"] = things["person:secretary_demo"].keeper
    things["station:demo"], things["enterprise:demo"] = things["station:shared"][0], things["enterprise:autoport"][0]
    for account in ACCOUNTS:
        person = world.things[account.person] if account.person else None
        name = account.name or (person.name if person is not None else "")
        password = world.announce(username=account.username, name=name, role=account.role)
        user, _ = create_account(
            new=NewAccount(
                username=account.username, display_name=name, password=password, is_demo=True, must_change_password=False
            ),
            now=world.now,
        )  # fmt: skip
        for role, key in account.grants:
            _grant(world, user, role, key)
        if person is not None:
            link_account(actor=SYSTEM, person=person, user=user, reason="演示")
    users = {user.username: user for user in list_users()}
    tell(world, users)
    demo_activities.tell(world, users)
    tell_lately(world, users)
    tell_offers(world, users)


def _grant(world: World, user: "User", role: str, key: str) -> None:
    thing: Any = world.things[key] if key else None
    node = getattr(thing, "node", thing)
    give_grant(
        actor=SYSTEM,
        new=NewGrant(user=user, role=list_roles().get(code=role), node=node, valid_from=world.today, reason="演示"),
        now=world.now,
    )
