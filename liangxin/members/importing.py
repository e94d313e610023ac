"""The import of member rosters: what the columns are called; the national collection form's sixteen items."""

from django.utils.translation import gettext_lazy as _

from liangxin.members import roster_words as words
from liangxin.members.import_plans import plan_rows
from liangxin.members.import_rows import apply_row, apply_rows, undo_row
from liangxin.members.permissions import Permission
from liangxin.spreadsheets.services import cleaning
from liangxin.spreadsheets.services.kinds import Column, ImportKind, register_kind

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
    Column(key="lost_contact_on", title=_("失去联系日期"), synonyms=("失联日期",), clean=cleaning.whole_day(past=True)),
    Column(key="outflow", title=_("外出流向"), synonyms=("流动去向", "流向"), clean=cleaning.text(200)),
    Column(
        key="posts", title=_("党内职务"), synonyms=("党务职务", "支委职务", "党组织职务"), clean=cleaning.several(cleaning.choice(words.POSTS)),
        wide={word: word for word in words.POSTS if word not in {"书记", "副书记", "委员"}}, example="支部书记",
    ),
)  # fmt: skip

MEMBERS = register_kind(
    ImportKind(
        code="members", title=_("党员名册"), permission=Permission.MEMBERSHIP_IMPORT, identity=("identity_number",),
        columns=COLUMNS, plan_rows=plan_rows, apply_row=apply_row, apply_rows=apply_rows,
        undo_row=undo_row,
    )
)  # fmt: skip
