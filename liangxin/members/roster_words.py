"""The words of real rosters: ethnic groups, schooling, categories, and the many ways to write a branch's name."""

import re

from liangxin.core.validators.texts import body_name
from liangxin.members.choices import MemberCategory, MembershipStatus
from liangxin.people.choices import Education, Sex

# GB/T 3304, 01 to 56, then 97 and 98
ETHNIC_GROUPS = [
    "汉族",
    "蒙古族",
    "回族",
    "藏族",
    "维吾尔族",
    "苗族",
    "彝族",
    "壮族",
    "布依族",
    "朝鲜族",
    "满族",
    "侗族",
    "瑶族",
    "白族",
    "土家族",
    "哈尼族",
    "哈萨克族",
    "傣族",
    "黎族",
    "傈僳族",
    "佤族",
    "畲族",
    "高山族",
    "拉祜族",
    "水族",
    "东乡族",
    "纳西族",
    "景颇族",
    "柯尔克孜族",
    "土族",
    "达斡尔族",
    "仫佬族",
    "羌族",
    "布朗族",
    "撒拉族",
    "毛南族",
    "仡佬族",
    "锡伯族",
    "阿昌族",
    "普米族",
    "塔吉克族",
    "怒族",
    "乌孜别克族",
    "俄罗斯族",
    "鄂温克族",
    "德昂族",
    "保安族",
    "裕固族",
    "京族",
    "塔塔尔族",
    "独龙族",
    "鄂伦春族",
    "赫哲族",
    "门巴族",
    "珞巴族",
    "基诺族",
]
ETHNICITY_NAMES = {f"{at:02d}": name for at, name in enumerate(ETHNIC_GROUPS, start=1)} | {
    "97": "其他",
    "98": "外国血统",
}
ETHNICITY = {name: code for code, name in ETHNICITY_NAMES.items()} | {
    name.removesuffix("族"): code for code, name in ETHNICITY_NAMES.items() if name.endswith("族") and len(name) > 1
}
SEX = {"男": Sex.MALE.value, "女": Sex.FEMALE.value, "男性": Sex.MALE.value, "女性": Sex.FEMALE.value}
EDUCATION = {
    word: code.value
    for code, words in {
        Education.POSTGRADUATE: "研究生 硕士研究生 博士研究生 硕士 博士 研究生班 在职研究生 研究生及以上 博士后",
        Education.BACHELOR: "大学本科 本科 大本 大学 学士 大学普通班 在职本科 全日制本科 本科学历 双学士",
        Education.COLLEGE: "大学专科 大专 专科 高职 大学专科学历 在职大专",
        Education.VOCATIONAL: "中等职业 中专 技校 职高 中技 职业高中 中等专科 技工学校",
        Education.HIGH_SCHOOL: "高中 普通高中",
        Education.MIDDLE_SCHOOL: "初中",
        Education.PRIMARY_SCHOOL: "小学",
        Education.OTHER: "其他 文盲 半文盲 不详",
    }.items()
    for word in words.split()
}
CATEGORY = {
    word: code.value
    for code, words in {
        MemberCategory.FULL: "正式党员 正式 中共党员 党员 正式中共党员",
        MemberCategory.PROBATIONARY: "预备党员 预备 中共预备党员",
    }.items()
    for word in words.split()
}
STATUS = {
    word: code.value
    for code, words in {
        MembershipStatus.ACTIVE: "正常 在册 正常党籍",
        MembershipStatus.SUSPENDED: "停止党籍 停止",
        MembershipStatus.LOST_CONTACT: "失去联系 失联",
    }.items()
    for word in words.split()
}
POSTS = {
    word: code
    for code, words in {
        "secretary": "书记 党委书记 党总支书记 总支书记 支部书记 党支部书记",
        "deputy_secretary": "副书记 党委副书记 党总支副书记 总支副书记 支部副书记 党支部副书记",
        "organisation_commissioner": "组织委员",
        "publicity_commissioner": "宣传委员",
        "discipline_commissioner": "纪检委员 纪律检查委员",
        "youth_commissioner": "青年委员",
        "commissioner": "委员 党委委员 支部委员 统战委员 群工委员 群众工作委员 生活委员",
    }.items()
    for word in words.split()
}

LEADING = re.compile(r"^(中国共产党|中共)")
ENDINGS = (
    (
        re.compile(r"(流动|联合|临时)?(总支部委员会|总支委员会|党总支部|党总支|总支部|总支)$"),
        ("党总支", "总支部委员会", "总支部", "总支"),
    ),
    (re.compile(r"(党支部委员会|支部委员会|党支部|支部)$"), ("党支部", "支部委员会", "支部", "党支部委员会")),
    (re.compile(r"(党委|委员会)$"), ("党委", "委员会")),
)


def organisation_names(written: str) -> list[str]:
    """The ways in which the register may have this organisation: 中共某公司支部委员会, 某公司党支部 … the written one first."""
    name = body_name(written)
    bare = LEADING.sub("", name)
    found = [name, bare]
    for ending, equivalents in ENDINGS:
        match = ending.search(bare)
        if match:
            kept = "".join(group for group in match.groups()[:-1] if group)
            root = bare[: match.start()] + kept
            for equivalent in equivalents:
                found += [root + equivalent, f"中共{root}{equivalent}", f"中国共产党{root}{equivalent}"]
            break
    return list(dict.fromkeys(found))
