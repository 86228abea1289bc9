"""Import a restricted list: a sheet becomes a version, all or nothing."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path
from uuid import UUID

from sqlmodel import Session

from disposal.errors import RecordRefused
from disposal.identifiers import mask_personal_numbers_in
from disposal.models.lists.restricted_list import RestrictedList
from disposal.models.lists.version import ImportMode, ListVersion
from disposal.models.records.record import now
from disposal.services.bidders.pending_rescreenings import note_bidders
from disposal.services.list_import import staging
from disposal.services.list_import.columns import Columns, match_columns
from disposal.services.list_import.key_store import add_keys, remove_keys
from disposal.services.list_import.roll_notes import RollNote, conflict_notes, roll_notes
from disposal.services.list_import.rows import EntryDraft, RowReader
from disposal.services.list_import.staging import NumberConflict
from disposal.services.list_import.tried_numbers import note_tried
from disposal.services.lists.affected_bidders import affected_bidders
from disposal.services.lists.differences import Counts, EntryDifference
from disposal.services.lists.errors import ListWouldBeEmpty, RowsRefused
from disposal.services.lists.keys import key_version
from disposal.services.lists.restricted_lists import check_ready, locked_list
from disposal.services.lists.row_problems import RowProblem
from disposal.services.lists.versions import current_version, standing_count
from disposal.services.records import audit
from disposal.services.records.validation import read
from disposal.services.sheets.errors import SheetCellsComputed, SheetEmpty
from disposal.services.sheets.opening import open_sheet
from disposal.services.sheets.roll_rows import is_below_the_table
from disposal.services.sheets.sheet import Sheet, SheetOptions, SheetRow, SkippedRow, text_of

_KEPT_NOTES = 100
_TOLD_ROWS = 5_000
_TOLD_PROBLEMS = 5


@dataclass(frozen=True, slots=True)
class WrongRow:
    """A row that cannot be imported: its cells, and everything that is wrong with it."""

    row: SheetRow
    problems: tuple[RowProblem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRequest:
    """The file to import, the list, and the options.

    ``mapping`` is field → heading, empty for no column. ``accept_errors`` is how many wrong rows may be skipped. An
    empty ``provenance`` means that of the list. ``listed`` is how many differences of each kind the result contains.
    """

    list_code: str
    path: Path
    provenance: str = ""
    valid_from: date | None = None
    valid_until: date | None = None
    mode: ImportMode = ImportMode.replacement
    mapping: Mapping[str, str] = field(default_factory=dict)
    options: SheetOptions = field(default_factory=SheetOptions)
    accept_errors: int = 0
    listed: int = 20


@dataclass(frozen=True, slots=True)
class Listeners:
    """Callbacks of an import: the headings; each wrong row; progress (stage, done, total)."""

    on_columns: Callable[[SheetRow, Columns], None] = lambda header, columns: None
    on_wrong_row: Callable[[WrongRow], None] = lambda wrong: None
    on_progress: Callable[[str, int, int], None] = lambda stage, done, total: None


@dataclass(frozen=True, slots=True)
class ImportResult:
    """The result of an import; ``version`` is None for a dry run. ``affected`` are the bidders it touches."""

    restricted_list: RestrictedList
    version_no: int
    version: ListVersion | None
    columns: Columns
    rows: int
    refused_count: int
    repeated: int
    standing: int
    counts: Counts
    differences: tuple[EntryDifference, ...]
    conflicts: tuple[NumberConflict, ...] = ()
    affected: frozenset[UUID] = frozenset()
    notes: tuple[RollNote, ...] = ()


@dataclass(slots=True)
class _Tally:
    """Counters of the rows read."""

    rows: int = 0
    refused_count: int = 0
    problems: list[RowProblem] = field(default_factory=list)
    skipped: list[SkippedRow] = field(default_factory=list)


def import_list(session: Session, request: ImportRequest, listeners: Listeners | None = None) -> ImportResult:
    """Import a sheet as the next version of a list: entries, keys and audit entry, all or nothing.

    Raises: RecordNotFound for the list; RecordRefused for the request; SheetRefused for the sheet as a whole;
    RowsRefused for too many wrong rows; ListWouldBeEmpty; ListKeysStale; PersonalNumberKeyWrong; TooManyOfOneMask.
    """
    with session.begin_nested():
        return _run(session, request, listeners or Listeners(), is_dry=False)


def preview_import(session: Session, request: ImportRequest, listeners: Listeners | None = None) -> ImportResult:
    """Return the result an import would have; nothing is stored. Raises: what ``import_list`` raises."""
    with session.begin_nested() as savepoint:
        result = _run(session, request, listeners or Listeners(), is_dry=True)
        savepoint.rollback()
    return result


def rehearse_import(session: Session, request: ImportRequest, listeners: Listeners | None = None) -> ImportResult:
    """Import whole and take all of it back: the result says whom it touches. Raises: as ``import_list``."""
    with session.begin_nested() as savepoint:
        result = replace(_run(session, request, listeners or Listeners(), is_dry=False), version=None)
        savepoint.rollback()
    return result


def _run(session: Session, request: ImportRequest, listeners: Listeners, *, is_dry: bool) -> ImportResult:
    restricted_list = locked_list(session, request.list_code)
    check_ready(session, restricted_list)
    _check(request, restricted_list)
    staging.create(session)
    tally = _Tally()
    with open_sheet(request.path, request.options) as sheet:
        columns = _columns(sheet, request, restricted_list)
        listeners.on_columns(sheet.header, columns)
        drafts = _drafts(sheet, RowReader(columns, restricted_list), tally=tally, listeners=listeners)
        staging.write(session, drafts)
    _refuse_wrong(tally, request)
    listeners.on_progress("comparing", 0, 1)
    note_tried(session, restricted_list.id)
    counts = staging.compare(session, restricted_list.id, request.mode)
    previous = current_version(session, restricted_list)
    result = ImportResult(
        restricted_list=restricted_list,
        version_no=previous.version_no + 1 if previous else 1,
        version=None,
        columns=columns,
        rows=tally.rows,
        refused_count=tally.refused_count,
        repeated=staging.repeated(session),
        standing=standing_count(previous) + counts.added - counts.removed,
        counts=counts,
        differences=staging.listing(session, most=request.listed),
        conflicts=tuple(
            staging.numbers_under_two_names(session, restricted_list.id, request.mode, most=request.listed)
        ),
        notes=roll_notes((*sheet.skipped, *tally.skipped), sheet.hidden),
    )
    listeners.on_progress("comparing", 1, 1)
    return result if is_dry else _store(session, request, result, sheet=sheet, listeners=listeners)


def _columns(sheet: Sheet, request: ImportRequest, restricted_list: RestrictedList) -> Columns:
    """Return the columns of the sheet. Raises: SheetCellsComputed if one of them contains formulas."""
    columns = match_columns(sheet.header.cells, named=request.mapping, remembered=restricted_list.column_mapping)
    computed = [cell for at in columns.positions.values() for cell in sheet.computed.get(at, ())]
    if computed:
        raise SheetCellsComputed(computed)
    return columns


def _drafts(sheet: Sheet, reader: RowReader, *, tally: _Tally, listeners: Listeners) -> Iterator[EntryDraft]:
    """Yield the entries of a sheet; report and count wrong rows."""
    for row in sheet.rows:
        if is_below_the_table(row):
            tally.skipped.append(SkippedRow(row.number, text_of(row)))
            continue
        tally.rows += 1
        found = reader.read(row)
        if isinstance(found, EntryDraft):
            yield found
        else:
            tally.refused_count += 1
            tally.problems += found[: max(0, _TOLD_PROBLEMS - len(tally.problems))]
            listeners.on_wrong_row(WrongRow(row, tuple(found)))
        if tally.rows % _TOLD_ROWS == 0:
            listeners.on_progress("reading", sheet.done(), sheet.total)
    if not tally.rows:
        raise SheetEmpty(sheet.path.name)
    listeners.on_progress("reading", sheet.total, sheet.total)


def _refuse_wrong(tally: _Tally, request: ImportRequest) -> None:
    if tally.refused_count > request.accept_errors:
        raise RowsRefused(tally.problems, wrong=tally.refused_count, rows=tally.rows)
    if tally.refused_count == tally.rows:
        raise ListWouldBeEmpty(request.path.name)


def _store(
    session: Session, request: ImportRequest, result: ImportResult, *, sheet: Sheet, listeners: Listeners
) -> ImportResult:
    """Store the version, its entries and their keys, in the order that the audit triggers require."""
    restricted_list = result.restricted_list
    version = read(ListVersion, _facts(session, request, result, sheet))
    session.add(version)
    audit.record(session, "list_version.imported", subject=version)
    new = result.counts.added + result.counts.changed
    before = audit.facts(restricted_list)
    staging.store(session, restricted_list.id, version_no=version.version_no, at=version.imported_at)
    if new:
        add_keys(session, restricted_list, partial(_tell_keys, listeners, new))
    if result.counts.removed + result.counts.changed:
        remove_keys(session, restricted_list)
    restricted_list.column_mapping = dict(result.columns.headings)
    restricted_list.keyed_with = key_version()
    restricted_list.sealed_with = session.info["personal_numbers"]().key_mark.hex()
    if audit.facts(restricted_list) != before:
        audit.record(session, "restricted_list.changed", subject=restricted_list, before=before)
    staging.drop(session)
    affected = _note_affected(session, version, restricted_list)
    listeners.on_progress("done", 1, 1)
    return ImportResult(
        restricted_list, version.version_no, version, result.columns, result.rows, result.refused_count,
        result.repeated, result.standing, result.counts, result.differences,
        result.conflicts, affected, result.notes,
    )  # fmt: skip


def _note_affected(session: Session, version: ListVersion, restricted_list: RestrictedList) -> frozenset[UUID]:
    """Mark the bidders affected by the new version for re-screening, and return them."""
    session.flush()
    affected = affected_bidders(session, restricted_list, since=version.version_no - 1, until=version.version_no)
    zh = f"《{restricted_list.title}》更新至第{version.version_no}版"
    note_bidders(session, affected, (zh, f"{restricted_list.title_en} is now at version {version.version_no}"))
    return frozenset(affected)


def _tell_keys(listeners: Listeners, total: int, done: int) -> None:
    listeners.on_progress("indexing", done, total)


def _check(request: ImportRequest, restricted_list: RestrictedList) -> None:
    """Refuse an invalid request before any row is read."""
    if request.valid_from and request.valid_until and request.valid_until < request.valid_from:
        raise RecordRefused(
            field="valid_until",
            zh=f"失效日期 {request.valid_until} 早于生效日期 {request.valid_from}。请更正其中之一。",
            en=f"{request.valid_until} is before {request.valid_from}. Correct one of the two dates.",
        )
    if not (request.provenance.strip() or restricted_list.provenance):
        raise RecordRefused(
            field="provenance",
            zh="未说明这份文件的来源。请用 --provenance 说明，或在名单上登记来源。",
            en="Where this file comes from is not said. Say it with --provenance, or enter it with the list.",
        )


def _facts(session: Session, request: ImportRequest, result: ImportResult, sheet: Sheet) -> dict[str, object]:
    """Return the columns of the version; a resident ID in the file name is masked."""
    return {
        "restricted_list_id": result.restricted_list.id,
        "version_no": result.version_no,
        "mode": request.mode,
        "file_name": mask_personal_numbers_in(request.path.name),
        "file_sha256": sheet.sha256,
        "provenance": mask_personal_numbers_in(request.provenance.strip() or result.restricted_list.provenance),
        "valid_from": request.valid_from,
        "valid_until": request.valid_until,
        "column_mapping": result.columns.headings,
        "notes": [note.as_json() for note in (*conflict_notes(result.conflicts), *result.notes)][:_KEPT_NOTES],
        "row_count": result.rows,
        "refused_count": result.refused_count,
        "repeated_count": result.repeated,
        "entry_count": result.standing,
        "added_count": result.counts.added,
        "removed_count": result.counts.removed,
        "changed_count": result.counts.changed,
        "imported_at": now(),
        "imported_by": session.info.get("actor") or "",
    }
