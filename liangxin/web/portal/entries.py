from django.utils.translation import gettext_lazy as _

from liangxin.web.shared.navigation import Tab, register_tab

register_tab(
    Tab(label=_("首页"), icon="home", url_name="portal-home", order=10),
    Tab(label=_("站点"), icon="building-community", url_name="portal-stations", order=40),
)
