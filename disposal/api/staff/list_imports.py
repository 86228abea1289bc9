"""Imports of restricted lists: a file or rows become the next version, or a dry run says what they would do."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict, Field

from disposal.api.examples import posted
from disposal.api.staff.answers import CREATES, UPLOADS, form_of, staff_router, text_field
from disposal.api.staff.lists import ListKey
from disposal.models.lists.version import ImportMode
from disposal.services.list_import.sent_sheets import (
    ROWS_NAME,
    SentSheet,
    facts_of_rows,
    import_sent,
    sheet_of_rows,
)
from disposal.services.list_import.uploads import UploadFacts
from disposal.services.records.validation import read
from disposal.web.bearer import ApiSession, ApiWriteSession
from disposal.web.idempotency import Once
from disposal.web.sent_form import Sent
from notices.written.fields import Whole, YesNo

router: APIRouter = staff_router("/lists", "lists")
_RESULT = {
    "code": "staff", "version": 1, "is_dry_run": False, "rows": 1, "left_out": 0, "repeated": 0, "entries": 1,
    "added": 1, "removed": 0, "changed": 0,
    "columns": {"name": "姓名", "number": "身份证号", "employer": "工作单位", "position": "职务"},
    "columns_ignored": [], "sha256": "3c24c3ed" * 8, "bidders_to_screen_again": 0, "notes": [],
    "numbers_under_two_names": [],
    "differences": [{"action": "added", "name": "测试甲子", "number": "999999********0016", "row": 2,
                     "facts": {"kind": "natural_person", "name": "测试甲子", "number_masked": "999999********0016",
                               "employer": "虚构局", "position": "科员"}}],
    "wrong_rows": [],
}  # fmt: skip


class SheetForm(UploadFacts):
    """The fields of the form beside the file."""

    dry_run: YesNo = False
    accept_errors: Annotated[Whole, Field(ge=0, le=10**9)] = 0


class EntryRow(BaseModel):
    """One person or organisation; fields as the columns of a sheet."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    name: str = Field(examples=["测试甲子"])
    kind: str | None = Field(None, description="自然人, 单位 or 个体工商户", examples=["自然人"])
    number: str | None = Field(None, description="number of a person, stored encrypted")
    number_kind: str | None = Field(None, description="kind of the document; empty: 居民身份证")
    credit_code: str | None = None
    former_names: str | None = Field(None, description="parted by 、")
    employer: str | None = Field(None, examples=["虚构局"])
    position: str | None = None
    remark: str | None = None
    valid_from: str | None = None
    valid_until: str | None = None


class RowsWanted(BaseModel, extra="forbid"):
    """Entries to import."""

    rows: list[EntryRow] = Field(min_length=1, max_length=10_000)
    provenance: str | None = Field(None, description="where they come from; empty: as the list", examples=["人事处"])
    mode: ImportMode = Field(ImportMode.replacement, description="the whole list, or additions only")
    valid_from: date | None = Field(None, description="first day the version may be relied on")
    valid_until: date | None = Field(None, description="last day")
    dry_run: bool = Field(False, description="only say what would change")
    accept_errors: int = Field(0, ge=0, le=10_000, description="how many wrong rows may be left out")


class WrongRowBody(BaseModel):
    """A row that cannot be imported, and why."""

    row: int
    problems: list[dict[str, str]]


class NoteBody(BaseModel):
    """One thing to know of an imported file, in both languages."""

    zh: str
    en: str


class NumberBody(BaseModel):
    """A number, masked, that the file writes under several names, and the rows."""

    number: str
    names: list[str]
    rows: list[int]


class ImportBody(BaseModel):
    """What an import did, or would do; the first 200 differences of each kind, and of the wrong rows."""

    code: str = Field(description="code of the list")
    version: int
    is_dry_run: bool
    rows: int
    left_out: int = Field(description="rows left out as wrong")
    repeated: int
    entries: int = Field(description="entries that stand in the version")
    added: int
    removed: int
    changed: int
    columns: dict[str, str] = Field(description="field → heading it was read from")
    columns_ignored: list[str]
    sha256: str | None = Field(description="of the file; null for a dry run")
    bidders_to_screen_again: int = Field(description="bidders of all branches that the version touches")
    notes: list[NoteBody] = Field(description="what was skipped, such as titles and totals, and what the file hides")
    numbers_under_two_names: list[NumberBody] = Field(description="numbers that stand under several names; check them")
    differences: list[dict[str, Any]]
    wrong_rows: list[WrongRowBody]


_FORM = form_of(
    {
        "dry_run": text_field("是: only say what would change", "是"),
        "provenance": text_field("where the file comes from; empty: as the list", "人事处2026-11"),
        "mode": text_field("replacement (the whole list) or addition", "replacement"),
        "valid_from": text_field("first day the version may be relied on", "2026-11-01"),
        "valid_until": text_field("last day", "2027-10-31"),
        "sheet_name": text_field("sheet of a workbook; empty: the first", "在职"),
        "header_row": text_field("row of the headings; empty: found by itself", "2"),
        "encoding": text_field("of a CSV file: utf-8, gb18030 or big5; empty: found by itself", "gb18030"),
        "mapping": text_field("JSON object: field → heading, where they are not recognised", '{"name": "姓名"}'),
        "accept_errors": text_field("how many wrong rows may be left out", "0"),
    }
)


@router.post(
    "/{code}/imports",
    status_code=201,
    response_model=ImportBody,
    response_description="what the import did; of a dry run, what it would do",
    responses=posted(201, _RESULT) | UPLOADS,
    openapi_extra=_FORM,
)
def import_list_file(sent: Sent, session: ApiWriteSession, code: ListKey) -> Response:
    """Import a file (CSV or Excel, at most 50 MiB) as the next version of a list, whole or not at all."""

    def imported() -> dict[str, Any]:
        stated = read(SheetForm, {**sent.values, "mapping": sent.object_in("mapping")})
        data, name = sent.file_in("file")
        facts = stated.model_dump(include=set(UploadFacts.model_fields))
        sheet = SentSheet(data, name, facts, stated.accept_errors)
        return import_sent(session, code, sheet, is_dry=bool(stated.dry_run)).as_json()

    return sent.once.answer(session, 201, imported)


@router.post(
    "/{code}/entries",
    status_code=201,
    response_model=ImportBody,
    response_description="what the import did; of a dry run, what it would do",
    responses=posted(201, _RESULT) | CREATES,
)
def import_list_rows(session: ApiWriteSession, once: Once, code: ListKey, body: RowsWanted) -> Response:
    """Import rows of fields as the next version of a list, whole or not at all; the first row sent is row 2."""
    return once.answer(session, 201, lambda: _imported_rows(session, code, body))


def _imported_rows(session: ApiSession, code: str, body: RowsWanted) -> dict[str, Any]:
    facts = facts_of_rows(body.model_dump(include={"provenance", "mode", "valid_from", "valid_until"}))
    data = sheet_of_rows([row.model_dump() for row in body.rows])
    return import_sent(
        session, code, SentSheet(data, ROWS_NAME, facts, body.accept_errors), is_dry=body.dry_run
    ).as_json()
