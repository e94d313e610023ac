from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Track(TextChoices):
    """The three tracks of the work (#011)."""

    MANAGEMENT = "management", _("管理")
    SERVICE = "service", _("服务")
    INDUSTRY = "industry", _("产业")


class Audience(TextChoices):
    """Whom a kind of activity is meant for; a word for readers, no condition."""

    EVERYBODY = "everybody", _("人人可来")
    MEMBERS = "members", _("党员")
    STAFF = "staff", _("企业员工")
    RESIDENTS = "residents", _("居民")
    FAMILIES = "families", _("亲子")


class ActivityStatus(TextChoices):
    DRAFT = "draft", _("草稿")
    SUBMITTED = "submitted", _("待审批")
    APPROVED = "approved", _("已批准")
    PUBLISHED = "published", _("已发布")
    CANCELLED = "cancelled", _("已取消")
    FINISHED = "finished", _("已结束")


class Shape(TextChoices):
    SINGLE = "single", _("单场")
    SESSIONS = "sessions", _("多次")
    TOUR = "tour", _("多站")
    VISIT = "visit", _("走访参观")


class EligibilityKind(TextChoices):
    """Who may register; several rows are joined by “or”, none means everybody."""

    ORGANISATION = "organisation", _("某组织及其下级的党员")
    ENTERPRISE = "enterprise", _("某企业的员工")
    PLACE = "place", _("某场所内企业的员工")
    CATEGORY = "category", _("某类人")


class Category(TextChoices):
    """Kinds of people, for eligibility and for kinds of places."""

    ANYBODY = "anybody", _("不限")
    MEMBER = "member", _("党员")
    PROBATIONARY = "probationary", _("预备党员")
    STAFF = "staff", _("企业员工")
    RESIDENT = "resident", _("居民")
    HELPER = "helper", _("助手")


class QuestionKind(TextChoices):
    TEXT = "text", _("文字")
    CHOICE = "choice", _("单选")
    FILE = "file", _("文件")


class RegistrationStatus(TextChoices):
    REGISTERED = "registered", _("已报名")
    WAITING = "waiting", _("候补中")
    OFFERED = "offered", _("已留位，待确认")
    CANCELLED = "cancelled", _("已取消")
    EXPIRED = "expired", _("留位过期")
    REMOVED = "removed", _("主办方取消")


HOLDING = (RegistrationStatus.REGISTERED, RegistrationStatus.OFFERED)  # they take a place
LIVE = (*HOLDING, RegistrationStatus.WAITING)


class Origin(TextChoices):
    """How a registration came about."""

    SELF = "self", _("本人报名")
    GROUP = "group", _("组织代报")
    GUARDIAN = "guardian", _("家长代报")
    DOOR = "door", _("现场登记")


class AttendanceState(TextChoices):
    PRESENT = "present", _("到场")
    ABSENT = "absent", _("未到")
    EXCUSED = "excused", _("已请假")


class AttendanceWay(TextChoices):
    LIST = "list", _("名单")
    DOOR_CODE = "door_code", _("现场码")
    OWN_CODE = "own_code", _("本人码")
    SHEET = "sheet", _("签到表")


class InvitationState(TextChoices):
    WAITING = "waiting", _("待回复")
    ACCEPTED = "accepted", _("已接受")
    DECLINED = "declined", _("已婉拒")
    WITHDRAWN = "withdrawn", _("已撤回")


class InvitedBy(TextChoices):
    ORGANISER = "organiser", _("主办方邀请")
    LECTURER = "lecturer", _("讲师自荐")


class RequestState(TextChoices):
    OPEN = "open", _("征集中")
    TAKEN = "taken", _("已选定")
    WITHDRAWN = "withdrawn", _("已撤回")
    CLOSED = "closed", _("已关闭")


class OfferState(TextChoices):
    WAITING = "waiting", _("待选")
    TAKEN = "taken", _("已选中")
    NOT_TAKEN = "not_taken", _("未选中")
    WITHDRAWN = "withdrawn", _("已撤回")


class TalkState(TextChoices):
    WAITING = "waiting", _("待定")
    ACCEPTED = "accepted", _("已采用")
    DECLINED = "declined", _("未采用")
    WITHDRAWN = "withdrawn", _("已撤回")


class HolidayRule(TextChoices):
    """What becomes of a date of a series that falls on a day off by the work calendar."""

    KEEP = "keep", _("照常举办")
    SKIP = "skip", _("跳过")
    NEXT_WORKING_DAY = "next", _("顺延到下一个工作日")


class FeedbackQuestionKind(TextChoices):
    SCORE = "score", _("一到五分")
    TEXT = "text", _("文字")


class DocumentState(TextChoices):
    MISSING = "missing", _("未交")
    DELIVERED = "delivered", _("已交")
    WAIVED = "waived", _("免交")
