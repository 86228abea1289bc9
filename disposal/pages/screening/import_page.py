"""The pages of 名单导入 put together: the file, its columns, the dry run."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from fastapi import Request, Response

from disposal.models.lists.restricted_list import RestrictedList
from disposal.models.lists.upload import ListUpload
from disposal.models.lists.version import ImportMode
from disposal.pages.desk.entry_form import EntryForm
from disposal.pages.desk.menu import menu_of
from disposal.pages.desk.staff_page import staff_page
from disposal.pages.forms import choices
from disposal.pages.screening.frame import Visit, status_of
from disposal.pages.screening.list_page import field_words
from disposal.pages.site import Place
from disposal.services.list_import.columns import FIELDS, match_columns
from disposal.services.list_import.uploads import Rehearsal, headings_of, list_of, rehearse_upload
from disposal.services.lists.restricted_lists import list_with_code
from disposal.services.records.writing import found
from disposal.services.sheets.sheet import TextEncoding
from disposal.services.sign_in.sessions import SignedIn
from notices.errors import NoticesError

FACTS = ("provenance", "valid_from", "valid_until", "mode", "sheet_name", "header_row", "encoding")
_ENCODINGS = (("", "—"), *((each.value, each.value.upper()) for each in TextEncoding))


@dataclass(frozen=True, slots=True)
class FilePage:
    """The first step: the file and what it does not say itself."""

    row: RestrictedList
    form: EntryForm
    modes: tuple[tuple[str, str], ...]
    encodings: tuple[tuple[str, str], ...]
    is_discarded: bool


@dataclass(frozen=True, slots=True)
class ColumnsPage:
    """The second step: each field with the heading it would be read from."""

    row: RestrictedList
    upload: ListUpload
    fields: tuple[tuple[str, str, str], ...]
    headings: tuple[str, ...]
    error: NoticesError | None


@dataclass(frozen=True, slots=True)
class DryRunPage:
    """The third step: what the import would do."""

    row: RestrictedList
    upload: ListUpload
    rehearsal: Rehearsal
    error: NoticesError | None

    def field(self, name: str) -> str:
        """Return the words of a field of an entry."""
        return field_words(name)


def file_page(visit: Visit, code: str, *, form: EntryForm, is_discarded: bool = False) -> Response:
    """Return the first step, as it was typed. Raises: RecordNotFound."""
    request, acting, session = visit.request, visit.acting, visit.session
    modes = choices(ImportMode, Place.of(request).language)
    shown = FilePage(list_with_code(session, code), form, modes, _ENCODINGS, is_discarded)
    status = 422 if form.problems else 200
    return staff_page(request, "screening/import_file.html.j2", menu_of(request, acting), status=status, shown=shown)


def columns_page(request: Request, acting: SignedIn, session: Any, upload_id: UUID) -> Response:
    """Return the second step; a file that cannot be read says so. Raises: RecordNotFound."""
    upload = found(session, ListUpload, upload_id)
    row = list_of(session, upload)
    headings: tuple[str, ...] = ()
    chosen: dict[str, str] = {}
    error: NoticesError | None = None
    try:
        headings = headings_of(session, upload_id)
        named = upload.facts.get("mapping", {})
        chosen = match_columns(headings, named=named, remembered=row.column_mapping).headings
    except NoticesError as refusal:
        error = refusal
        chosen = {field: text for field, text in upload.facts.get("mapping", {}).items() if text in headings}
    fields = tuple((name, field.zh, chosen.get(name, "")) for name, field in FIELDS.items())
    shown = ColumnsPage(row, upload, fields, headings, error)
    return staff_page(
        request, "screening/import_columns.html.j2", menu_of(request, acting), status=status_of(error), shown=shown
    )


def dry_run_page(
    request: Request, acting: SignedIn, session: Any, upload_id: UUID, *, error: NoticesError | None = None
) -> Response:
    """Return the third step. Raises: RecordNotFound."""
    upload = found(session, ListUpload, upload_id)
    rehearsal = rehearse_upload(session, upload_id)
    told = error or rehearsal.error
    shown = DryRunPage(list_of(session, upload), upload, rehearsal, told)
    return staff_page(
        request, "screening/import_check.html.j2", menu_of(request, acting), status=status_of(told), shown=shown
    )
