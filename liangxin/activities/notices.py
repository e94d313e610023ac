"""What people are told about activities. The words are rendered in the reader's language; names of people never stand
in them."""

from django.utils.translation import gettext_lazy as _

from liangxin.notifications.registry import NoticeKind, register_kind

PLACED = "activities.placed"
WAITING = "activities.waiting"
PROMOTED = "activities.promoted"
OFFERED = "activities.offered"
LAPSED = "activities.offer_lapsed"
REMOVED = "activities.removed"
CHANGED = "activities.changed"
CANCELLED = "activities.cancelled"
COMING = "activities.coming"
NEW_DATE = "activities.new_date"
ASKED = "activities.asked"
ANSWERED = "activities.answered"
TO_APPROVE = "activities.to_approve"
DECIDED = "activities.decided"
DOCUMENT_DUE = "activities.document_due"
QUIET = "activities.confidential"

KINDS = (
    NoticeKind(
        code=PLACED, label=_("报名成功"), group="activities",
        title=_("报名成功：{title}"), body=_("{starts} 开始。来不了请提前取消，名额会给候补的人。"),
    ),
    NoticeKind(
        code=WAITING, label=_("进入候补"), group="activities",
        title=_("已候补：{title}"), body=_("有人取消时按先后递补，轮到您会通知。"),
    ),
    NoticeKind(
        code=PROMOTED, label=_("候补成功"), group="activities", urgent=True,
        title=_("候补成功：{title}"), body=_("您已有名额，{starts} 开始。来不了请取消，名额给下一位。"),
    ),
    NoticeKind(
        code=OFFERED, label=_("为您留了名额"), group="activities", urgent=True,
        title=_("为您留了名额：{title}"), body=_("请在 {until} 前确认，过时给下一位。"),
    ),
    NoticeKind(
        code=LAPSED, label=_("留位过期"), group="activities",
        title=_("留位已过期：{title}"), body=_("名额已给下一位。还想来可以重新候补。"),
    ),
    NoticeKind(
        code=REMOVED, label=_("主办方取消了您的报名"), group="activities",
        title=_("报名已被主办方取消：{title}"), body=_("有疑问请联系主办方。"),
    ),
    NoticeKind(
        code=CHANGED, label=_("时间或地点变更"), group="activities", urgent=True,
        title=_("时间或地点有变：{title}"), body=_("现在是 {starts}，{where}。请确认还来不来。"),
    ),
    NoticeKind(
        code=CANCELLED, label=_("活动取消"), group="activities", urgent=True,
        title=_("活动取消：{title}"), body=_("原因：{reason}"),
    ),
    NoticeKind(
        code=COMING, label=_("活动提醒"), group="activities", reminder=True,
        title=_("快开始了：{title}"), body=_("{starts} 开始，{where}。"),
    ),
    NoticeKind(
        code=NEW_DATE, label=_("订阅的系列有新场次"), group="activities",
        title=_("新场次：{title}"), body=_("{starts} 开始，现在可以报名。"),
    ),
    NoticeKind(
        code=ASKED, label=_("邀请您或您的组织参与"), group="duties",
        title=_("请答复：{title}"), body=_("{starts} 开始，主办方等您的答复。"),
    ),
    NoticeKind(
        code=ANSWERED, label=_("邀请有了答复"), group="duties", title=_("有了答复：{title}"), body=_("请到活动页查看。"),
    ),
    NoticeKind(
        code=TO_APPROVE, label=_("活动待审批"), group="duties", title=_("待审批：{title}"), body=_("{starts} 开始，请审批。"),
    ),
    NoticeKind(
        code=DECIDED, label=_("活动审批结果"), group="duties", title=_("审批有了结果：{title}"), body=_("请到活动页查看。"),
    ),
    NoticeKind(
        code=DOCUMENT_DUE, label=_("活动材料到期"), group="duties", reminder=True,
        title=_("材料待交：{title}"), body=_("{document} 应在 {due} 前交。"),
    ),
    NoticeKind(
        code=QUIET, label=_("预约有变化"), group="activities", confidential=True,
        title=_("您有一条新消息"), body=_("请登录后查看。"),
    ),
)  # fmt: skip


def declare_kinds() -> None:
    """Register the kinds."""
    for kind in KINDS:
        register_kind(kind)
