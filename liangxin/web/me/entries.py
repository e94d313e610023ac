"""How the house finds this area."""

from django.utils.translation import gettext_lazy as _

from liangxin.web.shared.navigation import Tab, register_tab

register_tab(Tab(label=_("我的"), icon="user-circle", url_name="me", order=90))
