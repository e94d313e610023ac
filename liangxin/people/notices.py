"""What this room tells people about their accounts."""

from django.utils.translation import gettext_lazy as _

from liangxin.notifications.registry import NoticeKind, register_kind

CODE_HANDED_OUT = "people.code_handed_out"
LINK_ACCEPTED = "people.link_accepted"
LINK_DECLINED = "people.link_declined"


def register_notices() -> None:
    """Declare the kinds."""
    register_kind(
        NoticeKind(
            code=CODE_HANDED_OUT, label=_("站点为我开了登录码"), group="account", channels=(),
            title=_("站点为您的手机号开了登录码"),
            body=_("{place} 的工作人员在 {at} 为您的手机号开了登录码。如果不是您在场办理，请告诉站点。"),
        )
    )  # fmt: skip
    register_kind(
        NoticeKind(
            code=LINK_ACCEPTED, label=_("账号已连到名册"), group="account", title=_("您的账号已连到名册"),
            body=_("{organisation} 核对了您的申请。以后请用密码登录，短信验证码不再能登录这个账号。"),
        )
    )  # fmt: skip
    register_kind(
        NoticeKind(
            code=LINK_DECLINED, label=_("账号连接申请未通过"), group="account", title=_("账号连接申请没有通过"),
            body=_("{organisation} 没能核对您的申请，请直接联系该组织。您的账号可照常使用。"),
        )
    )  # fmt: skip
