from allauth.account import views as allauth_views
from allauth.socialaccount import views as social_views
from django.urls import include, path

from liangxin.web.accounts import guests, search, views, wechat

urlpatterns = [
    path("login/", allauth_views.login, name="account_login"),
    path("logout/", views.sign_out, name="account_logout"),
    path("login/stopped/", allauth_views.account_inactive, name="account_inactive"),
    path("login/forgotten/", views.forgotten, name="account_reset_password"),
    path("join/", guests.join, name="guest-join"),
    path("join/code/", guests.code, name="guest-code"),
    path("join/name/", guests.name, name="guest-name"),
    path("join/wechat/", wechat.login, name="weixin_login"),
    path("join/wechat/back/", wechat.callback, name="weixin_callback"),
    path("join/wechat/name/", social_views.signup, name="socialaccount_signup"),
    path("account/name/", guests.rename, name="guest-rename"),
    path("account/close/", guests.close, name="guest-close"),
    path("account/password/first/", allauth_views.password_set, name="account_set_password"),
    path("account/", views.settings_page, name="account-settings"),
    path("account/grants/", views.grants_page, name="account-grants"),
    path("account/password/", allauth_views.password_change, name="account_change_password"),
    path("account/confirm/", allauth_views.reauthenticate, name="account_reauthenticate"),
    path("account/two-step/", include("allauth.mfa.urls")),
    path("account/devices/", include("allauth.usersessions.urls")),
    path("account/devices/leave/", views.sign_out_everywhere, name="sign-out-everywhere"),
    path("account/preferences/", views.set_preference, name="preference-set"),
    path("desk/", views.home, name="desk-home"),
    path("desk/acting/", views.choose_acting, name="acting-choose"),
    path("desk/search/", search.search, name="desk-search"),
]
