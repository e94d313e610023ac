from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class StationStatus(TextChoices):
    PREPARING = "preparing", _("筹建中")
    OPEN = "open", _("开放")
    SUSPENDED = "suspended", _("暂停开放")


class WorkKind(TextChoices):
    """What was done to a station (#095)."""

    NEW = "new", _("新建")
    UPGRADE = "upgrade", _("升级改造")
    MOVE = "move", _("搬迁")


class ServiceMode(TextChoices):
    """How one comes to a service (#110)."""

    WALK_IN = "walk_in", _("直接来")
    APPOINTMENT = "appointment", _("预约")
    ON_REQUEST = "on_request", _("先提出，再约定")


class SlotStatus(TextChoices):
    OPEN = "open", _("可约")
    CLOSED = "closed", _("已停")


class AppointmentStatus(TextChoices):
    BOOKED = "booked", _("已预约")
    CAME = "came", _("已到")
    NO_SHOW = "no_show", _("未到")
    CANCELLED = "cancelled", _("已取消")
    CALLED_OFF = "called_off", _("站点取消")


class RequestStatus(TextChoices):
    """Of a request for a service, and of an order of a project."""

    ASKED = "asked", _("待答复")
    AGREED = "agreed", _("已约定")
    DECLINED = "declined", _("不能安排")
    DONE = "done", _("已完成")
    CANCELLED = "cancelled", _("已撤回")


class ChecklistSort(TextChoices):
    SPACES = "spaces", _("空间组成")
    STANDARD = "standard", _("建设标准")
    FUNCTIONS = "functions", _("功能空间")


class LineState(TextChoices):
    MISSING = "missing", _("没有")
    PARTIAL = "partial", _("有，待改进")
    MET = "met", _("具备")


class MaterialSort(TextChoices):
    LOAN = "loan", _("借用，要还")
    TAKE = "take", _("领取，不用还")


class LoanStatus(TextChoices):
    OUT = "out", _("在外")
    RETURNED = "returned", _("已还")
    TAKEN = "taken", _("已领")
    LOST = "lost", _("遗失")


class DayPart(TextChoices):
    """Into which walk-ins are counted."""

    MORNING = "morning", _("上午")
    AFTERNOON = "afternoon", _("下午")
    EVENING = "evening", _("晚上")


class EntryOutcome(TextChoices):
    """What became of an entry of the keeper's device."""

    TAKEN = "taken", _("已记下")
    CONFLICT = "conflict", _("有冲突")


class Weekday(IntegerChoices):
    MONDAY = 1, _("周一")
    TUESDAY = 2, _("周二")
    WEDNESDAY = 3, _("周三")
    THURSDAY = 4, _("周四")
    FRIDAY = 5, _("周五")
    SATURDAY = 6, _("周六")
    SUNDAY = 7, _("周日")


class RoomStatus(TextChoices):
    OPEN = "open", _("可预约")
    SUSPENDED = "suspended", _("暂停预约")
    CLOSED = "closed", _("已停用")


class Audience(TextChoices):
    """Who may book a room (R-ROM-01)."""

    EVERYONE = "everyone", _("凡有账号者")
    ORGANISATIONS = "organisations", _("以组织或企业身份")
    STAFF = "staff", _("仅站点工作人员")


class BookingStatus(TextChoices):
    REQUESTED = "requested", _("待审批")
    CONFIRMED = "confirmed", _("已预约")
    OFFERED = "offered", _("为候补保留")
    DECLINED = "declined", _("未同意")
    CANCELLED = "cancelled", _("已取消")
    LAPSED = "lapsed", _("保留已过期")
    NO_SHOW = "no_show", _("未到场")


class WaitStatus(TextChoices):
    WAITING = "waiting", _("候补中")
    OFFERED = "offered", _("已保留，待确认")
    TAKEN = "taken", _("已约上")
    PASSED = "passed", _("未接受")
    LEFT = "left", _("已退出")
    OVER = "over", _("已过时间")


LIVE_BOOKINGS = (BookingStatus.REQUESTED.value, BookingStatus.CONFIRMED.value, BookingStatus.OFFERED.value)
LIVE_WAITS = (WaitStatus.WAITING.value, WaitStatus.OFFERED.value)
