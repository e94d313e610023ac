"""Words for codes that only administrators see."""

from django.utils.translation import gettext_lazy as _

ROOM_WORDS = {
    "access": _("账号与授权"),
    "places": _("场所"),
    "venues": _("站点"),
    "organisations": _("组织"),
    "enterprises": _("企业"),
    "people": _("人员"),
    "members": _("党员"),
    "spreadsheets": _("导入与导出"),
    "rulebook": _("规则与工作日历"),
    "dashboards": _("数据"),
    "files": _("文件"),
    "search": _("搜索"),
    "notifications": _("通知"),
}

ACTION_WORDS = {
    "accounts.signed_in": _("登录"),
    "accounts.sign_in_failed": _("登录失败"),
    "accounts.signed_out": _("退出登录"),
    "accounts.opened": _("建账号"),
    "accounts.password_reset": _("重置密码"),
    "accounts.password_changed": _("改密码"),
    "accounts.stopped": _("停用账号"),
    "accounts.reopened": _("恢复账号"),
    "accounts.unlocked": _("解除锁定"),
    "access.grant_given": _("授权"),
    "access.grant_delegated": _("委托授权"),
    "access.grant_ended": _("收回授权"),
    "access.token_made": _("建程序令牌"),
    "access.token_ended": _("停用程序令牌"),
    "access.role_changed": _("改角色权限"),
    "access.role_upgraded": _("升级时补角色权限"),
    "access.role_made": _("建角色"),
    "export": _("导出名单"),
    "notifications.webhook_made": _("建事件推送"),
    "notifications.webhook_changed": _("改事件推送"),
    "notifications.webhook_secret_renewed": _("换事件推送密钥"),
    "notifications.webhook_removed": _("删去事件推送"),
    "people.revealed": _("查看完整资料"),
    "people.names_revealed": _("查看完整姓名"),
}

FACT_WORDS = {
    "rows": _("行数"),
    "format": _("格式"),
    "query": _("条件"),
    "name": _("名称"),
    "ends_on": _("用到"),
    "columns": _("列"),
    "role": _("角色"),
    "node": _("对象"),
    "added": _("增加"),
    "removed": _("去掉"),
    "permissions": _("权限"),
    "field": _("项目"),
    "login": _("登录名"),
    "count": _("数量"),
    "kind": _("种类"),
}
