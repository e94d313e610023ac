"""The national collection form in and out; the registers of organisations and members give and take its rows."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from liangxin.access.actor import Actor
from liangxin.access.services.require import require_somewhere
from liangxin.core.errors import RuleBroken
from liangxin.spreadsheets.models import ImportBatch
from liangxin.spreadsheets.national_form import is_national, tables_of, write_national_form
from liangxin.spreadsheets.national_items import (
    ITEMS_OF,
    JOINT_BRANCH,
    LEGAL_ENTITY,
    MEMBER_ITEMS,
    ORGANISATION_ITEMS,
    SAME_AS_SUPERIOR,
    UNIT_RELATIONS,
)
from liangxin.spreadsheets.permissions import Permission
from liangxin.spreadsheets.planning import day_of
from liangxin.spreadsheets.reading import read_sheets
from liangxin.spreadsheets.services.batches import Upload, store_batch
from liangxin.spreadsheets.services.exporting import record_export

__all__ = [
    "ITEMS_OF", "JOINT_BRANCH", "LEGAL_ENTITY", "MEMBER_ITEMS", "ORGANISATION_ITEMS", "SAME_AS_SUPERIOR", "SOURCES",
    "UNIT_RELATIONS", "NationalSource", "NotTheNationalForm", "export_national_form", "register_national_source",
    "upload_national_form",
]  # fmt: skip
Part = Literal["organisation", "member"]
ORDER: tuple[Part, ...] = ("organisation", "member")


class NotTheNationalForm(RuleBroken):
    code, field = "spreadsheets.not_the_national_form", "file"
    message = _("文件里没有“组织汇总表”“党员汇总表”“组织采集表”或“党员采集表”。")


@dataclass(frozen=True, kw_only=True)
class NationalSource:
    """A register's half of the form.

    kind_code: the import kind that takes its rows. permission: to export them. count and rows: what the actor reaches
    on a day at or below the organisation with this path ("" for all); a row maps the keys of ORGANISATION_ITEMS or
    MEMBER_ITEMS to text, days or None. told: called with actor, path, reason and moment before rows leave the house.
    """

    part: Part
    kind_code: str
    permission: str
    count: Callable[[Actor, date, str], int]
    rows: Callable[[Actor, date, str], Iterable[Mapping[str, Any]]]
    told: Callable[[Actor, str, str, datetime], object] | None = None


SOURCES: dict[str, NationalSource] = {}


def register_national_source(source: NationalSource) -> NationalSource:
    """Called at import of the register's `importing.py`. Raises ValueError where the part is taken."""
    if source.part in SOURCES:
        raise ValueError(f"two registers give the {source.part} part of the national form")
    SOURCES[source.part] = source
    return source


@transaction.atomic
def upload_national_form(
    *, actor: Actor, upload: Upload, now: datetime, in_background: bool = True
) -> list[ImportBatch]:  # fmt: skip
    """One batch for the organisations of the file and one for its members, which follows it: they go in together.

    In the preview a member's branch may be one that comes with the same file. Raises NotAllowed, FileRefused,
    NotTheNationalForm.
    """
    sheets = read_sheets(upload.content)
    tables = tables_of(sheets) if is_national(sheets) else {}
    batches: list[ImportBatch] = []
    for part in ORDER:
        if part in tables and part in SOURCES:
            made = store_batch(
                actor=actor, kind_code=SOURCES[part].kind_code, upload=upload, sheets=[tables[part]], now=now,
                in_background=in_background, follows=batches[0] if batches else None,
            )  # fmt: skip
            batches.append(made)
    if not batches:
        raise NotTheNationalForm()
    return batches


@transaction.atomic
def export_national_form(*, actor: Actor, reason: str, now: datetime, under: str = "") -> bytes:
    """The four sheets of what the actor may export; under: the path of an organisation, for it and what is below.

    Raises NotAllowed, ExportReasonMissing, TooManyToExport.
    """
    require_somewhere(actor, Permission.EXPORT_CREATE)
    today = day_of(now)
    mine = {part: source for part, source in SOURCES.items() if actor.may_somewhere(source.permission)}
    count = {part: source.count(actor, today, under) for part, source in mine.items()}
    record_export(
        actor=actor, what="national_form", rows=sum(count.values()), file_format="xlsx", reason=reason, now=now, parts=count
    )  # fmt: skip
    for source in mine.values():
        if source.told is not None:
            source.told(actor, under, reason, now)
    with override("zh-hans"):  # the form is Chinese, whoever exports it
        rows = {part: source.rows(actor, today, under) for part, source in mine.items()}
        return write_national_form(rows.get("organisation", ()), rows.get("member", ()))
