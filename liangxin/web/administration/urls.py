from django.urls import path, re_path

from liangxin.web.administration.views import accounts, audit, grants, roles

urlpatterns = [
    path("desk/accounts/", accounts.account_list, name="account-list"),
    path("desk/accounts/new/", accounts.new_account, name="account-new"),
    path("desk/accounts/<int:user_id>/", accounts.account_record, name="account-record"),
    re_path(
        r"^desk/accounts/(?P<user_id>\d{1,18})/(?P<act>reset|stop|reopen|unlock)/$",
        accounts.account_act,
        name="account-act",
    ),
    path("desk/grants/", grants.grant_list, name="grant-list"),
    path("desk/grants/new/", grants.new_grant, name="grant-new"),
    path("desk/grants/delegate/", grants.delegate, name="grant-delegate"),
    path("desk/grants/<int:grant_id>/", grants.grant_record, name="grant-record"),
    path("desk/grants/at/<int:node_id>/", grants.grants_at, name="grants-at"),
    path("desk/roles/", roles.role_list, name="role-list"),
    path("desk/roles/new/", roles.new_role, name="role-new"),
    path("desk/roles/<int:role_id>/", roles.role_record, name="role-record"),
    path("desk/audit/", audit.audit_list, name="audit-list"),
]
