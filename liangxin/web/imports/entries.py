from collections.abc import Iterable
from datetime import date, timedelta

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from liangxin.access.actor import Actor
from liangxin.spreadsheets.permissions import Permission
from liangxin.spreadsheets.selectors import list_claims
from liangxin.web.shared.navigation import Entry, register_entry
from liangxin.web.shared.pending import Pending, Step, pending_source

MOST_PENDING = 50
CLAIM_WITHIN = timedelta(days=7)  # R-SHE-14

register_entry(
    Entry(
        group="data", label=_("导入"), icon="table-import", url_name="imports", order=10,
        permission=Permission.IMPORT_CREATE,
    )
)  # fmt: skip


@pending_source
def claims(actor: Actor, today: date) -> Iterable[Pending]:
    """Rows that people at this node decide on."""
    url = reverse("import-claims")
    for claim in list_claims(actor=actor)[:MOST_PENDING]:
        yield Pending(
            title=gettext("核对导入中可能重复的一行（{file} 第 {number} 行）").format(
                file=claim.batch.file_name, number=claim.row_number
            ),
            url=url, why=claim.batch.acting_as, due=localtime(claim.raised_at).date() + CLAIM_WITHIN,
            steps=(Step(label=_("核对"), url=url),),
        )  # fmt: skip
