"""What allauth asks of us: nobody signs up, and a changed password is the person's own."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.utils.translation import gettext_lazy as _

from liangxin.accounts.services.accounts import password_changed


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by administrators; messages are whole sentences of ours."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _("用户名、手机号或密码不对。请核对后再试，或请管理员重置密码。"),
        "too_many_login_attempts": _("试得太多次了，请 15 分钟后再试，或请管理员重置密码。"),
        "incorrect_password": _("密码不对，请再输一次。"),
        "enter_current_password": _("现在的密码不对，请再输一次。"),
        "password_mismatch": _("两次输入的新密码不一样。"),
    }

    def is_open_for_signup(self, request: Any) -> bool:
        return False

    def set_password(self, user: Any, password: str) -> None:
        super().set_password(user, password)
        password_changed(user=user)

    def add_message(self, request: Any, level: Any, message_template: Any = None, *args: Any, **kwargs: Any) -> None:
        """allauth's own notices are not shown: our pages say what happened."""
