"""The words of organisation rosters: how types are called, how one body is written in several ways."""

import re

from liangxin.core.validators.texts import body_name

TYPE_WORDS = {
    "基层党委": "committee", "党的基层委员会": "committee", "党委": "committee", "综合党委": "comprehensive_committee",
    "行业党委": "industry_hub", "枢纽型行业党组织": "industry_hub", "党总支": "general_branch", "总支": "general_branch",
    "党总支部": "general_branch", "联合党总支": "joint_general_branch", "党支部": "branch", "支部": "branch",
    "独立党支部": "branch", "联合党支部": "joint_branch", "联合支部": "joint_branch", "区域党支部": "territorial",
    "区域性党组织": "territorial", "项目党支部": "project_branch", "境外党支部": "project_branch", "党建联盟": "alliance",
    "联盟": "alliance", "工会": "union", "团组织": "youth_league", "团支部": "youth_league", "团委": "youth_league",
    "妇联": "women_federation", "区域部门": "department", "条线部门": "department", "开发运营主体": "developer",
    "驻区单位": "resident_unit",
}  # fmt: skip
ENDINGS = (
    ("联合党总支", "joint_general_branch"), ("联合党支部", "joint_branch"), ("区域党支部", "territorial"),
    ("综合党委", "comprehensive_committee"), ("行业党委", "industry_hub"), ("党总支", "general_branch"),
    ("项目党支部", "project_branch"), ("党支部", "branch"), ("党委", "committee"), ("联盟", "alliance"),
    ("妇联", "women_federation"), ("工会", "union"), ("团委", "youth_league"),
)  # fmt: skip
LEADING = re.compile(r"^(中国共产党|中共)")
FORMAL = (
    (re.compile(r"总支部委员会$"), "党总支"), (re.compile(r"联合支部委员会$"), "联合党支部"),
    (re.compile(r"支部委员会$"), "党支部"), (re.compile(r"综合委员会$"), "综合党委"), (re.compile(r"委员会$"), "党委"),
)  # fmt: skip


def short_form(name: str) -> str:
    """“中共滨港云帆贸易有限公司支部委员会” → “滨港云帆贸易有限公司党支部”."""
    bare = LEADING.sub("", body_name(name))
    if bare == body_name(name):
        return bare
    for ending, short in FORMAL:
        if ending.search(bare):
            return ending.sub(short, bare)
    return bare


def ways_of_writing(name: str) -> list[str]:
    """The names under which the register may have this body, the written one first."""
    written = body_name(name)
    return list(dict.fromkeys([written, short_form(written)]))


def type_of_name(name: str) -> str:
    """The type's code that a name ends with, or ""."""
    short = short_form(name)
    return next((code for ending, code in ENDINGS if short.endswith(ending)), "")
