from django.utils.translation import gettext_lazy as _

from liangxin.spreadsheets.permissions import Permission
from liangxin.web.shared.navigation import Entry, register_entry

register_entry(
    Entry(
        group="data", label=_("导入"), icon="table-import", url_name="imports", order=10,
        permission=Permission.IMPORT_CREATE,
    )
)  # fmt: skip
