"""The national collection form (2017): ten items of an organisation and its unit, sixteen of a member, four sheets."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

ORGANISATION_FORM: Final = "组织采集表"
MEMBER_FORM: Final = "党员采集表"
ORGANISATION_LIST: Final = "组织汇总表"
MEMBER_LIST: Final = "党员汇总表"
SHEETS: Final = (ORGANISATION_FORM, MEMBER_FORM, ORGANISATION_LIST, MEMBER_LIST)

SAME_AS_SUPERIOR: Final = "与上级党组织相同"
LEGAL_ENTITY: Final = "法人单位"
JOINT_BRANCH: Final = "联合党支部"
UNIT_RELATIONS: Final = (SAME_AS_SUPERIOR, LEGAL_ENTITY, JOINT_BRANCH)


@dataclass(frozen=True)
class Item:
    """One item of the form: the key by which sources give it, its heading, and others seen for it."""

    key: str
    heading: str
    also: tuple[str, ...] = ()


ORGANISATION_ITEMS: Final = (
    Item("name", "党组织名称", ("党组织全称", "组织名称")),
    Item("secretary", "党组织书记", ("书记",)),
    Item("contact", "党组织联系人", ("联系人",)),
    Item("phone", "联系电话", ("党组织联系电话",)),
    Item("category", "组织类别", ("党组织类别",)),
    Item("unit_relation", "党组织所在单位情况", ("所在单位情况", "单位情况")),
    Item("unit_name", "单位名称", ("所在单位名称", "法人单位名称")),
    Item("unit_nature", "单位性质类别", ("单位性质",)),
    Item("unit_establishment", "单位建立党组织情况", ("建立党组织情况",)),
    Item("unit_code", "统一社会信用代码", ("法人单位统一社会信用代码", "法人单位标识", "信用代码")),
)
SUPERIOR: Final = Item("parent", "上级党组织", ("上级党组织名称", "上级组织", "隶属党组织"))
# no item of the form: where the body stands in its tree, written after the ten so that a copy can be read in again
ORGANISATION_COLUMNS: Final = (*ORGANISATION_ITEMS, SUPERIOR)
UNIT_KEYS: Final = ("unit_name", "unit_nature", "unit_establishment", "unit_code")

MEMBER_ITEMS: Final = (
    Item("name", "姓名"),
    Item("identity_number", "公民身份号码", ("身份证号", "身份证号码")),
    Item("sex", "性别"),
    Item("ethnicity", "民族"),
    Item("birth_date", "出生日期"),
    Item("education", "学历"),
    Item("category", "人员类别", ("党员类别",)),
    Item("branch", "所在党支部", ("所在支部",)),
    Item("joined_on", "加入党组织日期", ("入党时间", "入党日期")),
    Item("converted_on", "转为正式党员日期", ("转正日期",)),
    Item("job_title", "工作岗位"),
    Item("phone", "手机号码", ("手机",)),
    Item("landline", "固定电话"),
    Item("home_address", "家庭住址"),
    Item("status", "党籍状态"),
    Item("lost_contact_on", "失去联系日期", ("失联日期",)),
    Item("outflow", "外出流向", ("流动去向",)),
)  # the last two are the sixteenth item, 是否为失联党员或流动党员, in two columns

ITEMS_OF: Final[Mapping[str, tuple[Item, ...]]] = {
    ORGANISATION_FORM: ORGANISATION_ITEMS,
    ORGANISATION_LIST: ORGANISATION_ITEMS,
    MEMBER_FORM: MEMBER_ITEMS,
    MEMBER_LIST: MEMBER_ITEMS,
}
