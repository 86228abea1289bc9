"""Import a sheet that a program sends, at once or as a dry run: a file, or rows of fields."""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlmodel import Session

from disposal.identifiers import mask_personal_numbers_in
from disposal.services.accounts.permissions import require
from disposal.services.list_import.columns import FIELDS
from disposal.services.list_import.list_import import (
    ImportResult,
    Listeners,
    WrongRow,
    import_list,
    rehearse_import,
)
from disposal.services.list_import.uploads import (
    MOST_FILE_BYTES,
    MOST_LISTED,
    ListFileMissing,
    ListFileTooLarge,
    UploadFacts,
    sheet_on_disk,
)
from disposal.services.lists.restricted_lists import list_with_code
from disposal.services.records.validation import read

ROWS_NAME = "rows.csv"


@dataclass(frozen=True, slots=True)
class SentSheet:
    """A sheet with its name, and what it does not say itself: see ``UploadFacts``.

    ``accept_errors`` is how many wrong rows may be left out.
    """

    data: bytes
    file_name: str
    facts: Mapping[str, Any]
    accept_errors: int = 0


@dataclass(frozen=True, slots=True)
class SentResult:
    """What the import did, or would do; the first wrong rows; ``is_dry``: nothing was stored."""

    result: ImportResult
    wrong: tuple[WrongRow, ...]
    is_dry: bool

    def as_json(self) -> dict[str, Any]:
        """Return the result as JSON values."""
        result = self.result
        return {
            "code": result.restricted_list.code,
            "version": result.version_no,
            "is_dry_run": self.is_dry,
            "rows": result.rows,
            "left_out": result.refused_count,
            "repeated": result.repeated,
            "entries": result.standing,
            "added": result.counts.added,
            "removed": result.counts.removed,
            "changed": result.counts.changed,
            "columns": result.columns.headings,
            "columns_ignored": list(result.columns.ignored),
            "sha256": result.version.file_sha256 if result.version else None,
            "bidders_to_screen_again": len(result.affected),
            "notes": [{"zh": note.zh, "en": note.en} for note in result.notes],
            "numbers_under_two_names": [
                {"number": each.number, "names": list(each.names), "rows": list(each.rows)}
                for each in result.conflicts
            ],
            "differences": [each.as_json() for each in result.differences],
            "wrong_rows": [
                {"row": each.row.number, "problems": [{"heading": p.heading, "zh": p.zh, "en": p.en} for p in
                                                      each.problems]}
                for each in self.wrong
            ],
        }  # fmt: skip


def import_sent(session: Session, code: str, sent: SentSheet, *, is_dry: bool) -> SentResult:
    """Import a sheet as the next version of a list; a dry run does it whole and takes all of it back.

    A dry run leaves all wrong rows out and names the first of them.

    Raises: PermissionRefused, RecordNotFound, ListFileMissing, ListFileTooLarge, InvalidRecord; as ``import_list``.
    """
    require(session, "list_version.imported")
    restricted_list = list_with_code(session, code)
    if not sent.data:
        raise ListFileMissing
    if len(sent.data) > MOST_FILE_BYTES:
        raise ListFileTooLarge
    wrong: list[WrongRow] = []
    listeners = Listeners(on_wrong_row=lambda row: wrong.append(row) if len(wrong) < MOST_LISTED else None)
    facts = read(UploadFacts, sent.facts)
    name = str(mask_personal_numbers_in(sent.file_name.strip() or "sheet"))
    act, accept = (rehearse_import, len(sent.data)) if is_dry else (import_list, sent.accept_errors)
    with sheet_on_disk(sent.data, facts, code=restricted_list.code, file_name=name) as request:
        result = act(session, replace(request, accept_errors=accept), listeners)
    return SentResult(result, tuple(wrong), is_dry)


def sheet_of_rows(rows: Iterable[Mapping[str, str | None]]) -> bytes:
    """Return rows of fields (see ``FIELDS``) as a sheet: the headings in row 1, the first row sent in row 2."""
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=list(FIELDS), restval="")
    writer.writeheader()
    writer.writerows({name: value or "" for name, value in row.items()} for row in rows)
    return text.getvalue().encode("utf-8")


def facts_of_rows(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return the facts of a sheet of rows: which column is which, in which row the headings stand."""
    return {**facts, "mapping": {name: name for name in FIELDS}, "header_row": 1, "encoding": "utf-8"}
