from allauth.account import views as allauth_views
from django.urls import path

from liangxin.web.accounts import views

urlpatterns = [
    path("login/", allauth_views.login, name="account_login"),
    path("logout/", allauth_views.logout, name="account_logout"),
    path("login/stopped/", allauth_views.account_inactive, name="account_inactive"),
    path("login/forgotten/", views.forgotten, name="account_reset_password"),
    path("account/", views.settings_page, name="account-settings"),
    path("account/grants/", views.grants_page, name="account-grants"),
    path("account/password/", allauth_views.password_change, name="account_change_password"),
    path("account/confirm/", allauth_views.reauthenticate, name="account_reauthenticate"),
    path("account/preferences/", views.set_preference, name="preference-set"),
    path("desk/", views.home, name="desk-home"),
    path("desk/acting/", views.choose_acting, name="acting-choose"),
    path("desk/search/", views.settings_page, name="desk-search"),
]
