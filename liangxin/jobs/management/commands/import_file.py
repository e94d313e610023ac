"""`./lx import KIND FILE`: the same services as /desk/imports/, for files too long to click through."""

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from liangxin.access.actor import SYSTEM, Actor
from liangxin.access.selectors import actor_for, default_actor
from liangxin.accounts.selectors import list_users
from liangxin.core.errors import Refusal
from liangxin.spreadsheets import selectors
from liangxin.spreadsheets.services import applying, batches, reports
from liangxin.spreadsheets.services.batches import Upload
from liangxin.spreadsheets.services.kinds import get_kind
from liangxin.spreadsheets.services.national_form import upload_national_form
from liangxin.spreadsheets.services.progress import told_to

MOST_SHOWN = 20
NATIONAL = "national-form"
OUTCOMES = {
    "created": "新增 created", "updated": "更新 updated", "unchanged": "没有变化 unchanged",
    "queued": "待上级核对 queued", "refused": "未导入 refused",
}  # fmt: skip


class Command(BaseCommand):
    help = "Import a spreadsheet (.xlsx, .xls, .csv) into a register"

    def add_arguments(self, parser: ArgumentParser) -> None:
        known = ", ".join(kind.code for kind in selectors.list_kinds(actor=SYSTEM))
        parser.add_argument("kind", help=f"one of: {known}, {NATIONAL} (the national collection form)")
        parser.add_argument("file", help="the file")
        parser.add_argument(
            "--as", dest="user", default="", help="user name: import as this person, within their scope"
        )
        parser.add_argument("--grant", type=int, help="number of the grant to act under; else the person's first")
        parser.add_argument("--sheet", type=int, help="sheet, counted from 1; else the one that fits best")
        parser.add_argument("--set", dest="options", action="append", default=[], metavar="OPTION=VALUE")
        parser.add_argument("--dry-run", action="store_true", help="look at every cell, write nothing")
        parser.add_argument("--report", metavar="OUT.xlsx", help="write the rows that do not go in to this file")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            actor = self._actor(options)
            content = self._path(options["file"]).read_bytes()
            pairs = dict(pair.split("=", 1) for pair in options["options"] if "=" in pair)
            upload = Upload(
                name=Path(options["file"]).name, content=content, options=pairs,
                sheet=options["sheet"] - 1 if options["sheet"] else None,
            )  # fmt: skip
            with told_to(self._tell):
                self._import(actor, options, upload)
        except (Refusal, OSError) as error:
            raise CommandError(str(error)) from error

    def _import(self, actor: Actor, options: dict[str, Any], upload: Upload) -> None:
        if options["kind"] != NATIONAL:
            code, now = options["kind"], timezone.now()
            made = [batches.upload_batch(actor=actor, kind_code=code, upload=upload, now=now, in_background=False)]
        else:
            made = upload_national_form(actor=actor, upload=upload, now=timezone.now(), in_background=False)
        self._take(actor, options, made)

    def _take(self, actor: Actor, options: dict[str, Any], made: list[Any]) -> None:
        """The parts of one file, together."""
        for batch in made:
            kind = get_kind(batch.kind)
            if missing := batches.missing_columns(kind, selectors.layout_of_batch(batch=batch)):
                batches.discard_batch(actor=actor, batch=batch, now=timezone.now())
                titles = "、".join(str(kind.column(key).title) for key in missing)
                raise CommandError(f"文件里找不到这些列：{titles} · columns not found")
        if not options["dry_run"] and any(selectors.importable_count(batch=batch) for batch in made):
            applying.apply_batch(actor=actor, batch=made[0], now=timezone.now(), in_background=False)
        for batch in made:
            batch.refresh_from_db()
            self._say_what_happened(batch)
        if options["report"]:
            path = self._path(options["report"])
            path.write_bytes(reports.error_file(actor=actor, batch=made[0]))
            self.stdout.write(f"未导入的行在 {path} · rows that did not go in")
        if options["dry_run"]:
            batches.discard_batch(actor=actor, batch=made[0], now=timezone.now())
            self.stdout.write("试运行：没有写入任何内容。 · dry run: nothing was written")

    def _say_what_happened(self, batch: Any) -> None:
        counts = batch.counts.get("outcome") or batch.counts.get("planned", {})
        self.stdout.write(f"{batch.file_name} {get_kind(batch.kind).title}：{batch.row_count} 行 rows")
        for outcome, label in OUTCOMES.items():
            if outcome in counts:
                self.stdout.write(f"  {label}：{counts[outcome]}")
        for group in selectors.problem_groups(batch=batch)[:MOST_SHOWN]:
            self.stdout.write(f"    {group.label} · {group.code}：{group.count}")
        for note in selectors.notes_of(batch=batch):
            self.stdout.write(f"  {note}")

    def _actor(self, options: dict[str, Any]) -> Actor:
        if not options["user"]:
            return SYSTEM
        user = list_users().filter(username=options["user"]).first()
        if user is None:
            raise CommandError(f"没有这个账号：{options['user']} · no such account")
        today = timezone.localdate()
        if options["grant"]:
            return actor_for(user=user, grant_id=options["grant"], today=today, door="jobs")
        return default_actor(user=user, today=today, door="jobs")

    def _path(self, name: str) -> Path:
        return Path(os.environ.get("LX_CWD", ".")) / name

    def _tell(self, step: str, done: int, total: int) -> None:
        word = "核对 checking" if step == "check" else "导入 importing"
        if done == total or done % 1000 == 0:
            self.stdout.write(f"{word} {done}/{total}")
            self.stdout.flush()
