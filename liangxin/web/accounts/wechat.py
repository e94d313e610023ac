"""Entering inside WeChat, by allauth's weixin provider: only the openid is asked for and kept, no nickname, no picture."""

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.forms import SignupForm
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.weixin.client import WeixinOAuth2Client
from allauth.socialaccount.providers.weixin.provider import WeixinProvider
from allauth.socialaccount.providers.weixin.views import WeixinOAuth2Adapter
from django import forms
from django.conf import settings
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from liangxin.accounts.services.guests import LONGEST_NAME, register_guest
from liangxin.core.errors import NotFound
from liangxin.notifications.services.preferences import bind_wechat
from liangxin.web.shared.forms import dress
from liangxin.web.shared.rendering import warn

BROWSER_OF_WECHAT = "MicroMessenger"


def may_enter_by_wechat(user_agent: str) -> bool:
    """Whether the page is open inside WeChat, and the official account is configured."""
    return bool(settings.WECHAT_APP_ID and settings.WECHAT_APP_SECRET) and BROWSER_OF_WECHAT in user_agent


class Client(WeixinOAuth2Client):
    """WeChat opens its page only where the address ends so."""

    def get_redirect_url(self, authorization_url: str, scope: Any, extra_params: Any) -> str:
        return f"{super().get_redirect_url(authorization_url, scope, extra_params)}#wechat_redirect"


class Adapter(WeixinOAuth2Adapter):
    """The silent scope (snsapi_base): the openid comes with the token, and no profile is fetched."""

    client_class = Client
    access_token_method = "GET"  # as its documentation has it

    @property
    def access_token_url(self) -> str:
        return f"{settings.WECHAT_ENDPOINT}/sns/oauth2/access_token"

    def complete_login(self, request: Any, app: Any, token: Any, **kwargs: Any) -> Any:
        openid = kwargs["response"]["openid"]
        return self.get_provider().sociallogin_from_response(request, {"openid": openid})


WeixinProvider.oauth2_adapter_class = Adapter


@require_POST
def login(request: Any) -> HttpResponseBase:
    """Off to WeChat, which sends the browser back at once. Raises NotFound where no official account is configured."""
    return _where_configured(OAuth2LoginView.adapter_view(Adapter), request)


@require_GET
def callback(request: Any) -> HttpResponseBase:
    """Back from WeChat with a code that is good for one openid. Raises NotFound as `login`."""
    return _where_configured(OAuth2CallbackView.adapter_view(Adapter), request)


def _where_configured(view: Any, request: Any) -> HttpResponseBase:
    if not (settings.WECHAT_APP_ID and settings.WECHAT_APP_SECRET):
        raise NotFound()
    answered: HttpResponseBase = view(request)
    return answered


class SocialAdapter(DefaultSocialAccountAdapter):
    """Who comes from WeChat for the first time becomes a guest; what goes wrong leads back to the door."""

    def is_open_for_signup(self, request: Any, sociallogin: Any) -> bool:
        return True

    def save_user(self, request: Any, sociallogin: Any, form: Any = None) -> Any:
        now = timezone.now()
        sociallogin.user = register_guest(
            name=form.cleaned_data["name"], phone="", way="wechat", language=get_language() or "zh-hans", now=now
        )
        sociallogin.save(request)
        bind_wechat(user_id=sociallogin.user.pk, openid=sociallogin.account.uid, now=now)
        return sociallogin.user

    def on_authentication_error(
        self, request: Any, provider: Any, error: Any = None, exception: Any = None, extra_context: Any = None
    ) -> None:
        warn(request, _("微信没有让您进来，请再试一次，或用手机号进入。"))
        raise ImmediateHttpResponse(redirect("guest-join"))


class WechatNameForm(SignupForm):
    """How somebody who comes from WeChat wants to be called."""

    name = forms.CharField(
        label=gettext_lazy("怎么称呼您"),
        max_length=LONGEST_NAME,
        help_text=gettext_lazy("活动现场用来叫您，可以不用真名。"),
    )
    agreed = forms.BooleanField(
        label=gettext_lazy("我知道并同意上面所说的"), error_messages={"required": gettext_lazy("请先看一看，再打勾。")}
    )
    field_order = ["name", "agreed"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for other in set(self.fields) - {"name", "agreed"}:
            del self.fields[other]
        self.label_suffix = ""
        dress(self)
