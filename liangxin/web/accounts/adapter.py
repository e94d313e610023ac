"""What allauth asks of us: nobody signs up, and a changed password is the person's own."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from liangxin.accounts.selectors import get_user_by_login
from liangxin.accounts.services.accounts import password_changed
from liangxin.core.audit import record
from liangxin.core.crypto import decrypt, encrypt


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
        record(action="accounts.password_changed", now=timezone.now(), user=user)

    def _get_login_attempts_cache_key(self, request: Any, **credentials: Any) -> str:
        """Wrong passwords count for the account, whether it was named by user name or by phone."""
        login = str(credentials.get("username", ""))
        user = get_user_by_login(login=login)
        return f"account:{user.pk}" if user is not None else f"login:{login.lower()}"

    def authentication_failed(self, request: Any, **credentials: Any) -> None:
        login = str(credentials.get("username", ""))
        user = get_user_by_login(login=login)  # a name that is nobody's is not kept: people type passwords there
        record(action="accounts.sign_in_failed", now=timezone.now(), object_label=user.username if user else "")

    def get_login_redirect_url(self, request: Any) -> str:
        return reverse("me") if request.user.is_guest else str(super().get_login_redirect_url(request))

    def post_login(self, request: Any, user: Any, **kwargs: Any) -> Any:
        record(action="accounts.signed_in", now=timezone.now(), user=user)
        return super().post_login(request, user, **kwargs)

    def logout(self, request: Any) -> None:
        if request.user.is_authenticated:
            record(action="accounts.signed_out", now=timezone.now(), user=request.user)
        super().logout(request)

    def add_message(self, request: Any, level: Any, message_template: Any = None, *args: Any, **kwargs: Any) -> None:
        """allauth's own notices are not shown: our pages say what happened."""


class MFAAdapter(DefaultMFAAdapter):
    """Secrets of second factors are stored encrypted; keys carry the site's name."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("这个码不对。请看应用里最新的 6 位数再填。"),
        "rate_limited": _("试得太多次了，请过几分钟再试。"),
    }

    def encrypt(self, text: str) -> str:
        return encrypt(text, bound_to="mfa.authenticator")

    def decrypt(self, encrypted_text: str) -> str:
        return decrypt(encrypted_text, bound_to="mfa.authenticator")

    def get_totp_issuer(self) -> str:
        return str(settings.SITE_NAME)
