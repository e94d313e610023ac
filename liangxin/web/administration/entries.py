from django.utils.translation import gettext_lazy as _

from liangxin.access.permissions import Permission
from liangxin.web.administration.picks import ACCOUNT_PICK, NODE_PICK
from liangxin.web.shared.navigation import Entry, register_entry
from liangxin.web.shared.picks import register_pick

register_entry(
    Entry(
        group="manage", label=_("账号"), icon="users", url_name="account-list", order=10, permission=Permission.ACCOUNT_READ,
    ),
    Entry(
        group="manage", label=_("授权"), icon="key", url_name="grant-list", order=20,
        permission=(Permission.GRANT_READ, Permission.GRANT_DELEGATE),
    ),
    Entry(
        group="manage", label=_("角色"), icon="shield-check", url_name="role-list", order=30,
        permission=(Permission.ROLE_ADMINISTER, Permission.GRANT_READ),
    ),
    Entry(
        group="manage", label=_("操作记录"), icon="history", url_name="audit-list", order=40, permission=Permission.AUDIT_READ,
    ),
)  # fmt: skip

register_pick("grant-node", NODE_PICK)
register_pick("account", ACCOUNT_PICK)
