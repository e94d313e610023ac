"""What people are told about their appointments, requests, orders and loans."""

from django.utils.translation import gettext_lazy as _

from liangxin.notifications.registry import NoticeKind, register_kind

CALLED_OFF = "appointments.called_off"
CONFIDENTIAL_CHANGED = "appointments.something_changed"
REMINDER = "appointments.reminder"
REQUEST_ANSWERED = "appointments.request_answered"
ORDER_ANSWERED = "appointments.order_answered"
LOAN_DUE = "appointments.loan_due"

KINDS = (
    NoticeKind(
        code=CALLED_OFF, label=_("站点取消了预约"), group="appointments", title=_("预约取消了：{service}"),
        body=_("您约的 {at} 不能进行。原因：{reason}。请另约时段。"),
    ),
    NoticeKind(
        code=CONFIDENTIAL_CHANGED, label=_("一项预约有变化"), group="appointments", confidential=True, channels=(),
        title=_("您的一项预约有变化"), body=_("请打开“我的预约”查看。"),
    ),
    NoticeKind(
        code=REMINDER, label=_("预约提醒"), group="appointments", reminder=True, title=_("明天有预约：{service}"),
        body=_("{at}，{station}。不能来请提前取消，让别人也能约上。"),
    ),
    NoticeKind(
        code=REQUEST_ANSWERED, label=_("服务申请有答复"), group="appointments", title=_("{service}：{status}"),
        body=_("{answer}"),
    ),
    NoticeKind(
        code=ORDER_ANSWERED, label=_("项目预订有答复"), group="appointments", title=_("{project}：{status}"),
        body=_("{answer}"),
    ),
    NoticeKind(
        code=LOAN_DUE, label=_("借用到期"), group="appointments", reminder=True, title=_("该还了：{material}"),
        body=_("{due} 前还到{station}。"),
    ),
)  # fmt: skip

for _kind in KINDS:
    register_kind(_kind)
