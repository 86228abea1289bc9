"""Keep an uploaded sheet until somebody confirms its import: encrypted, with no entry made of it."""

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any, ClassVar
from uuid import UUID

from sqlmodel import Field, Session, col, select

from disposal.errors import DisposalError, RecordNotFound
from disposal.identifiers import mask_personal_numbers_in
from disposal.models.lists.restricted_list import RestrictedList
from disposal.models.lists.upload import ListUpload
from disposal.models.lists.version import ImportMode
from disposal.models.parties.party import Party
from disposal.models.projects.disposal_project import DisposalProject
from disposal.models.records.record import Payload, new_id, now
from disposal.models.screening.bidder import Bidder
from disposal.personal_data.encryption import PersonalNumberKeyWrong
from disposal.services.list_import.columns import FIELDS
from disposal.services.list_import.list_import import (
    ImportRequest,
    ImportResult,
    Listeners,
    WrongRow,
    import_list,
    rehearse_import,
)
from disposal.services.list_import.wrong_rows import wrong_row_sheet
from disposal.services.lists.errors import RowsRefused
from disposal.services.lists.restricted_lists import list_with_code
from disposal.services.records.id_sets import among
from disposal.services.records.validation import read
from disposal.services.records.writing import change, enter, found, locked, remove
from disposal.services.sheets.opening import open_sheet
from disposal.services.sheets.sheet import SheetOptions, TextEncoding
from notices.text import Line, Prose
from notices.written.fields import Day, Whole

MOST_FILE_BYTES = 50 << 20
KEPT_DAYS = 7
"""An upload that nobody confirms is dropped after these days."""
MOST_LISTED = 200
_EVERY_ROW = 10**9


class ListFileMissing(DisposalError):
    """No file was chosen."""

    code: ClassVar[str] = "list_file_missing"
    status: ClassVar[int] = 422

    def __init__(self) -> None:
        super().__init__(
            zh="选择名单文件（CSV 或 Excel）。", en="choose the file of the list (CSV or Excel)", field="file"
        )


class ListFileTooLarge(DisposalError):
    """The file is larger than allowed."""

    code: ClassVar[str] = "list_file_too_large"
    status: ClassVar[int] = 413

    def __init__(self) -> None:
        limit = MOST_FILE_BYTES >> 20
        super().__init__(
            zh=f"文件超过 {limit} MiB；请分成几份，以“追加”方式依次导入，或在命令行导入。",
            en=f"the file is larger than {limit} MiB; part it and import the parts as additions, or use the command",
            field="file",
        )


class ListUploadUnreadable(DisposalError):
    """The key has changed since the sheet was uploaded."""

    code: ClassVar[str] = "list_upload_unreadable"
    status: ClassVar[int] = 409

    def __init__(self, name: str) -> None:
        super().__init__(
            zh=f"“{name}”上传后加密密钥已更换，不能再打开；请重新上传。",
            en=f'the key was changed since "{name}" was uploaded, so it cannot be opened; upload it again.',
            field="file",
        )


class UploadFacts(Payload):
    """What the sheet itself does not say: where it comes from, how long it holds, how it is to be read."""

    provenance: Prose | None = None
    valid_from: Day | None = None
    valid_until: Day | None = None
    mode: ImportMode = ImportMode.replacement
    sheet_name: Line | None = None
    header_row: Whole | None = None
    encoding: TextEncoding | None = None
    mapping: dict[str, str] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TouchedBidder:
    """A bidder that the import would ask to be screened again."""

    bidder_id: UUID
    name: str
    project: str


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What confirming an upload would do now: the result, the first wrong rows, whom it touches.

    ``elsewhere`` counts the bidders of other issuers. ``error`` is why it cannot be done at all; then no result.
    """

    result: ImportResult | None
    wrong: tuple[WrongRow, ...]
    wrong_count: int
    touched: tuple[TouchedBidder, ...] = ()
    elsewhere: int = 0
    error: DisposalError | None = None


def stage_list(session: Session, code: str, data: bytes, facts: Mapping[str, Any], *, file_name: str) -> ListUpload:
    """Keep an uploaded sheet of a list until it is confirmed; its cells are not looked at yet.

    Raises: RecordNotFound, ListFileMissing, ListFileTooLarge, InvalidRecord.
    """
    restricted_list = list_with_code(session, code)
    if not data:
        raise ListFileMissing
    if len(data) > MOST_FILE_BYTES:
        raise ListFileTooLarge
    upload_id = new_id()
    values = {
        "id": upload_id,
        "restricted_list_id": restricted_list.id,
        "file_name": mask_personal_numbers_in(file_name.strip() or "sheet"),
        "file_sha256": sha256(data).hexdigest(),
        "file_size": len(data),
        "facts": read(UploadFacts, facts).model_dump(mode="json", exclude_defaults=True),
        "sealed": session.info["personal_numbers"]().seal(data, owner_id=upload_id),
        "staged_by": session.info.get("actor") or "",
    }
    discard_old(session)
    return enter(session, ListUpload.model_validate(values), event="list_upload.staged")


def list_of(session: Session, upload: ListUpload) -> RestrictedList:
    """Return the list that an upload belongs to."""
    return found(session, RestrictedList, upload.restricted_list_id)


def upload_in(session: Session, code: str, upload_id: UUID) -> ListUpload:
    """Return an upload of the list with this code. Raises: RecordNotFound, for one of another list too."""
    row = found(session, ListUpload, upload_id)
    if list_of(session, row).code != code:
        raise RecordNotFound(label=ListUpload.label, key=upload_id)
    return row


def headings_of(session: Session, upload_id: UUID) -> tuple[str, ...]:
    """Return the headings of an uploaded sheet. Raises: RecordNotFound, ListUploadUnreadable, SheetRefused."""
    row = found(session, ListUpload, upload_id)
    with _opened(session, row) as request, open_sheet(request.path, request.options) as sheet:
        return tuple(dict.fromkeys(str(cell).strip() for cell in sheet.header.cells if str(cell).strip()))


def map_columns(session: Session, upload_id: UUID, mapping: Mapping[str, str]) -> ListUpload:
    """Note which heading each field is read from; an empty one is not read. Raises: RecordNotFound."""
    row = locked(session, ListUpload, upload_id)
    stated = {field: heading for field, heading in mapping.items() if field in FIELDS}
    facts = read(UploadFacts, {**row.facts, "mapping": stated})
    altered = {"facts": facts.model_dump(mode="json", exclude_defaults=True)}
    return change(session, row, altered, event="list_upload.changed", reason="对应列")


def rehearse_upload(session: Session, upload_id: UUID) -> Rehearsal:
    """Return what confirming an upload would do now. Stores nothing. Raises: RecordNotFound."""
    wrong: list[WrongRow] = []
    count = 0

    def note(row: WrongRow) -> None:
        nonlocal count
        count += 1
        if len(wrong) < MOST_LISTED:
            wrong.append(row)

    row = found(session, ListUpload, upload_id)
    try:
        with _opened(session, row, accept=_EVERY_ROW) as request:
            result = rehearse_import(session, request, Listeners(on_wrong_row=note))
    except DisposalError as error:
        return Rehearsal(None, tuple(wrong), count, error=error)
    own = _touched(session, result)
    return Rehearsal(result, tuple(wrong), count, own, len(result.affected) - len(own))


def wrong_rows_of(session: Session, upload_id: UUID) -> bytes:
    """Return the wrong rows of an upload with their reasons as a workbook; empty if there are none."""
    row = found(session, ListUpload, upload_id)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.xlsx"
        with wrong_row_sheet(path) as sheet, _opened(session, row) as request, suppress(RowsRefused):
            # The rows are asked for because they are wrong.
            rehearse_import(session, request, Listeners(sheet.on_columns, sheet.on_wrong_row))
        return path.read_bytes() if path.exists() else b""


def confirm_upload(session: Session, upload_id: UUID, *, accept_errors: int = 0) -> ImportResult:
    """Import an upload, all or nothing; the sheet is dropped then, its hash stays with the version.

    Raises: RecordNotFound, ListUploadUnreadable; as ``import_list``.
    """
    row = locked(session, ListUpload, upload_id)
    with _opened(session, row, accept=accept_errors) as request:
        result = import_list(session, request)
    remove(session, row, event="list_upload.imported", reason=f"第{result.version_no}版")
    return result


def discard_upload(session: Session, upload_id: UUID, *, reason: str) -> None:
    """Drop an upload that is not wanted. Raises: RecordNotFound."""
    remove(session, locked(session, ListUpload, upload_id), event="list_upload.discarded", reason=reason)


def discard_old(session: Session) -> int:
    """Drop the uploads that nobody has confirmed for ``KEPT_DAYS`` days; return how many."""
    before = now() - timedelta(days=KEPT_DAYS)
    rows = session.exec(select(ListUpload).where(col(ListUpload.created_at) < before).with_for_update()).all()
    for row in rows:
        remove(session, row, event="list_upload.discarded", reason=f"{KEPT_DAYS}天未确认")
    return len(rows)


def _touched(session: Session, result: ImportResult) -> tuple[TouchedBidder, ...]:
    query = select(Bidder.id, Party.name, DisposalProject.code).join(Party, col(Party.id) == col(Bidder.party_id))
    query = query.join(DisposalProject, col(DisposalProject.id) == col(Bidder.project_id))
    rows = session.exec(query.where(among(col(Bidder.id), result.affected)).order_by(col(Party.name))).all()
    return tuple(TouchedBidder(*row) for row in rows)


@contextmanager
def _opened(session: Session, row: ListUpload, *, accept: int = 0) -> Iterator[ImportRequest]:
    """Yield an upload as a file that only this process can read, gone when the block ends."""
    try:
        data = session.info["personal_numbers"]().unseal(row.sealed, owner_id=row.id)
    except PersonalNumberKeyWrong:
        raise ListUploadUnreadable(row.file_name) from None
    facts = read(UploadFacts, row.facts)
    with sheet_on_disk(data, facts, code=list_of(session, row).code, file_name=row.file_name) as request:
        yield replace(request, accept_errors=accept)


@contextmanager
def sheet_on_disk(data: bytes, facts: UploadFacts, *, code: str, file_name: str) -> Iterator[ImportRequest]:
    """Yield the bytes of a sheet as a file that only this process can read, gone when the block ends."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / _name_on_disk(file_name)
        path.write_bytes(data)
        yield ImportRequest(
            list_code=code,
            path=path,
            provenance=facts.provenance or "",
            valid_from=facts.valid_from,
            valid_until=facts.valid_until,
            mode=facts.mode,
            mapping=facts.mapping,
            options=SheetOptions(facts.sheet_name, facts.header_row, facts.encoding),
            listed=MOST_LISTED,
        )


def _name_on_disk(name: str) -> str:
    """Return the name of a file, as far as a folder takes it: 255 bytes, no path."""
    stem, dot, ending = name.replace("/", "_").rpartition(".")
    whole = stem.strip(".") or "sheet"
    short = whole.encode()[:200].decode(errors="ignore")
    return f"{short}{dot}{ending[:8]}" if dot else (ending or "sheet").encode()[:200].decode(errors="ignore")
