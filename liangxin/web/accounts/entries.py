from django.utils.translation import gettext_lazy as _

from liangxin.web.shared.navigation import Entry, register_entry

register_entry(Entry(group="today", label=_("工作台"), icon="layout-dashboard", url_name="desk-home", order=10))
