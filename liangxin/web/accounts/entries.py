from django.utils.translation import gettext_lazy as _

from liangxin.web.shared.navigation import Entry, Tab, register_entry, register_tab

register_entry(Entry(group="today", label=_("工作台"), icon="layout-dashboard", url_name="desk-home", order=10))
register_tab(Tab(label=_("我的"), icon="user-circle", url_name="account-settings", order=90))
