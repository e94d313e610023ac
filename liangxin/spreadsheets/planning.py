"""From cells to rows with problems and a plan. Builds rows and saves nothing."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localtime

from liangxin.access.actor import Actor
from liangxin.core.crypto import blind_index
from liangxin.spreadsheets.checking import CheckedRow, check_cells, duplicate_of, heaviest
from liangxin.spreadsheets.choices import BatchStatus, Outcome
from liangxin.spreadsheets.codec import from_text, plan_to_text, problems_to_text, to_text
from liangxin.spreadsheets.kinds import ImportContext, ImportKind, Plan, Problem, Row, get_kind
from liangxin.spreadsheets.layout import Layout, SourceRow
from liangxin.spreadsheets.models import ImportBatch, ImportRow


def day_of(now: datetime) -> date:
    """The day of the people who work here."""
    return localtime(now).date()


def layout_of(batch: ImportBatch) -> Layout:
    """The batch's layout."""
    known = {
        key: batch.layout[key]
        for key in ("sheet", "first_row", "depth", "columns", "wide", "headings")
        if key in batch.layout
    }
    return Layout(**known)


def context_of(
    *, actor: Actor, batch: ImportBatch, now: datetime, provided: frozenset[str] = frozenset()
) -> ImportContext:
    """What a kind's functions are given."""
    return ImportContext(
        actor=actor, now=now, today=day_of(now), batch_id=batch.pk, options=batch.options, provided=provided
    )


def provided_by(sources: Sequence[SourceRow], kind: ImportKind, layout: Layout, today: date) -> frozenset[str]:
    """The values of the kind's `provides` column in these rows."""
    if not kind.provides:
        return frozenset()
    found = set()
    for source in sources:
        checked = check_cells(kind, {kind.provides: source.cells.get(kind.provides)}, layout=layout, today=today)
        if checked.values.get(kind.provides) is not None:
            found.add(str(checked.values[kind.provides]))
    return frozenset(found)


def leader_provides(batch: ImportBatch, today: date) -> frozenset[str]:
    """What the part of the file that goes in before this one will bring, as its cells are now."""
    leader = batch.follows
    if leader is None or leader.status not in (BatchStatus.CHECKED, BatchStatus.APPLY_WAITING):
        return frozenset()
    kind, good = get_kind(leader.kind), ImportRow.objects.filter(batch=leader).exclude(planned=Outcome.REFUSED)
    sources = [SourceRow(row.number, from_text(row.raw)) for row in good.order_by("number")]
    return provided_by(sources, kind, layout_of(leader), today)


def identities_of(kind: ImportKind, values: Mapping[str, Any]) -> dict[str, str]:
    """Keyed digest → column key, for each identity the row states."""
    field = f"spreadsheets.identity.{kind.code}"
    return {
        blind_index(f"{key}:{to_text(values[key])}", field=field): key
        for key in kind.identity if values.get(key) not in (None, "")
    }  # fmt: skip


def plan_chunk(context: ImportContext, kind: ImportKind, rows: Sequence[Row]) -> list[Plan]:
    """The kind's plans, checked to be one a row."""
    if not rows:
        return []
    plans = list(kind.plan_rows(context, rows))
    if len(plans) != len(rows):
        raise AssertionError(f"{kind.code}: {len(plans)} plans for {len(rows)} rows")
    return plans


def build_rows(
    *, context: ImportContext, batch: ImportBatch, kind: ImportKind, sources: Sequence[SourceRow], seen: dict[str, int]
) -> list[ImportRow]:
    """Rows ready to be stored. seen: digest → number of the row that said it first; added to."""
    layout = layout_of(batch)
    built: list[tuple[ImportRow, CheckedRow]] = []
    for source in sources:
        checked = check_cells(kind, source.cells, layout=layout, today=context.today)
        row = ImportRow(batch=batch, number=source.number, raw=to_text(dict(source.cells)))
        row.identities = list(found := identities_of(kind, checked.values))
        twice = [
            duplicate_of(column, seen[digest])
            for digest, column in found.items() if seen.setdefault(digest, source.number) != source.number
        ]  # fmt: skip
        built.append((row, CheckedRow(checked.values, (*checked.problems, *twice))))
    good = [Row(number=row.number, values=checked.values) for row, checked in built if checked.is_good]
    plans = {row.number: plan for row, plan in zip(good, plan_chunk(context, kind, good), strict=True)}
    for row, checked in built:
        fill(row, checked, plans.get(row.number))
    return [row for row, _checked in built]


def fill(row: ImportRow, checked: CheckedRow, plan: Plan | None) -> None:
    """Write onto `row` what was understood, what is wrong and what is planned."""
    problems: tuple[Problem, ...] = (*checked.problems, *(plan.problems if plan else ()))
    row.cleaned = to_text(checked.values)
    row.problems = problems_to_text(problems)
    row.problem_codes = list(dict.fromkeys(f"{problem.column}:{problem.code}" for problem in problems))
    row.severity = heaviest(problems)
    row.has_suggestion = any(problem.suggestion for problem in problems)
    row.planned = plan.outcome if plan else Outcome.REFUSED
    row.plan = plan_to_text(plan)
