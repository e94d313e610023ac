"""The types and kinds of posts that come with the house; data once installed."""

from dataclasses import dataclass

from liangxin.organisations.choices import Family, Level


@dataclass(frozen=True, kw_only=True)
class BuiltInType:
    code: str
    name: str
    children: tuple[str, ...] = ()
    family: Family = Family.PARTY
    level: str = ""
    may_be_root: bool = False
    holds_members: bool = False
    has_units: bool = False


@dataclass(frozen=True, kw_only=True)
class BuiltInPostKind:
    code: str
    name: str
    family: Family = Family.PARTY
    is_head: bool = False


BRANCHES = ("branch", "joint_branch", "project_branch")
GENERAL = ("general_branch", "joint_general_branch", "territorial", *BRANCHES)
BESIDE = ("alliance", "union", "youth_league", "women_federation", "department", "developer", "resident_unit")

BUILT_IN_TYPES = (
    BuiltInType(
        code="social_work_committee", name="社会工作党委", level=Level.COMMITTEE, may_be_root=True,
        children=("comprehensive_committee", "industry_hub", "committee", *GENERAL, *BESIDE),
    ),
    BuiltInType(
        code="comprehensive_committee", name="综合党委", level=Level.COMMITTEE,
        children=("comprehensive_committee", "industry_hub", "committee", *GENERAL, *BESIDE),
    ),
    BuiltInType(
        code="industry_hub", name="枢纽型行业党组织", level=Level.COMMITTEE,
        children=("committee", *GENERAL, "alliance"),
    ),
    BuiltInType(
        code="committee", name="党委", level=Level.COMMITTEE, holds_members=True,
        children=("comprehensive_committee", "committee", *GENERAL, *BESIDE),
    ),
    BuiltInType(
        code="general_branch", name="党总支", level=Level.GENERAL_BRANCH, holds_members=True,
        children=(*BRANCHES, "territorial", "union", "youth_league", "women_federation"),
    ),
    BuiltInType(
        code="joint_general_branch", name="联合党总支", level=Level.GENERAL_BRANCH, holds_members=True, has_units=True,
        children=(*BRANCHES, "territorial", "union", "youth_league", "women_federation"),
    ),
    BuiltInType(
        code="territorial", name="区域性党组织", level=Level.BRANCH, holds_members=True, has_units=True,
        children=BRANCHES,
    ),
    BuiltInType(code="branch", name="党支部", level=Level.BRANCH, holds_members=True),
    BuiltInType(code="joint_branch", name="联合党支部", level=Level.BRANCH, holds_members=True, has_units=True),
    BuiltInType(code="project_branch", name="项目党支部", level=Level.BRANCH, holds_members=True),
    BuiltInType(code="alliance", name="党建联盟", family=Family.ALLIANCE),
    BuiltInType(code="union", name="工会", family=Family.MASS),
    BuiltInType(code="youth_league", name="团组织", family=Family.MASS),
    BuiltInType(code="women_federation", name="妇联", family=Family.MASS),
    BuiltInType(code="department", name="区域部门", family=Family.PARTNER),
    BuiltInType(code="developer", name="开发运营主体", family=Family.PARTNER),
    BuiltInType(code="resident_unit", name="驻区单位", family=Family.PARTNER),
)  # fmt: skip

BUILT_IN_POST_KINDS = (
    BuiltInPostKind(code="secretary", name="书记", is_head=True),
    BuiltInPostKind(code="deputy_secretary", name="副书记"),
    BuiltInPostKind(code="organisation_commissioner", name="组织委员"),
    BuiltInPostKind(code="publicity_commissioner", name="宣传委员"),
    BuiltInPostKind(code="discipline_commissioner", name="纪检委员"),
    BuiltInPostKind(code="youth_commissioner", name="青年委员"),
    BuiltInPostKind(code="commissioner", name="委员"),
    BuiltInPostKind(code="union_chair", name="工会主席", family=Family.MASS, is_head=True),
    BuiltInPostKind(code="league_secretary", name="团组织书记", family=Family.MASS, is_head=True),
    BuiltInPostKind(code="women_chair", name="妇联主席", family=Family.MASS, is_head=True),
    BuiltInPostKind(code="mass_member", name="群团委员", family=Family.MASS),
    BuiltInPostKind(code="unit_head", name="单位负责人", family=Family.PARTNER, is_head=True),
    BuiltInPostKind(code="unit_contact", name="单位联系人", family=Family.PARTNER),
    BuiltInPostKind(code="alliance_chair", name="理事长单位代表", family=Family.ALLIANCE, is_head=True),
    BuiltInPostKind(code="alliance_member", name="理事", family=Family.ALLIANCE),
)
