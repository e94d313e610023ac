from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Sex(TextChoices):
    """GB/T 2261.1."""

    UNKNOWN = "0", _("未知")
    MALE = "1", _("男")
    FEMALE = "2", _("女")
    UNSTATED = "9", _("未说明")


class Precision(TextChoices):
    """How exactly a date is known."""

    DAY = "day", _("到日")
    MONTH = "month", _("到月")
    YEAR = "year", _("到年")


class Education(TextChoices):
    """GB/T 4658, its tens."""

    POSTGRADUATE = "10", _("研究生")
    BACHELOR = "20", _("大学本科")
    COLLEGE = "30", _("大学专科")
    VOCATIONAL = "40", _("中等职业")
    HIGH_SCHOOL = "60", _("高中")
    MIDDLE_SCHOOL = "70", _("初中")
    PRIMARY_SCHOOL = "80", _("小学")
    OTHER = "90", _("其他")


class PositionLevel(TextChoices):
    """Where a person stands in the unit they work for."""

    EXECUTIVE = "executive", _("高层管理")
    MANAGER = "manager", _("中层管理")
    PROFESSIONAL = "professional", _("专业技术")
    STAFF = "staff", _("一般员工")
    OTHER = "other", _("其他")


class SealedField(TextChoices):
    """A field that is masked until somebody gives a reason."""

    NAME = "name", _("姓名")
    IDENTITY = "identity_number", _("身份证号")
    PHONE = "phone", _("手机号码")
    LANDLINE = "landline", _("固定电话")
    ADDRESS = "home_address", _("家庭住址")


class CodeWay(TextChoices):
    """How a code for a number reached the person."""

    SMS = "sms", _("短信")
    STATION = "station", _("站点告知")


class LookKind(TextChoices):
    """How somebody came to see personal data in clear."""

    REVEAL = "reveal", _("查看")
    EXPORT = "export", _("导出")
    PRINT = "print", _("打印")


class CorrectableField(TextChoices):
    """What a person may ask to have corrected."""

    NAME = "name", _("姓名")
    PHONE = "phone", _("手机号码")
    LANDLINE = "landline", _("固定电话")
    ADDRESS = "home_address", _("家庭住址")
    EDUCATION = "education", _("学历")
    JOB = "job_title", _("工作岗位")
    OTHER = "other", _("其他")


class CaseState(TextChoices):
    WAITING = "waiting", _("待处理")
    DONE = "done", _("已处理")
    DECLINED = "declined", _("未采纳")
    WITHDRAWN = "withdrawn", _("已撤回")
