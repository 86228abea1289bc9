"""The pages of 资产包导入, put together from an upload or an import and what stands against it."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from fastapi import Request, Response

from disposal.models.projects.package_import import ImportState, PackageImport
from disposal.pages.desk.entry_form import EntryForm
from disposal.pages.desk.menu import menu_of
from disposal.pages.desk.staff_page import staff_page
from disposal.services.accounts.permissions import require
from disposal.services.package_import.imports import ListedImport, listed_imports
from disposal.services.package_import.preview import COUNTED, NAMED_BY, PackagePreview
from disposal.services.package_import.staging import preview_staged
from disposal.services.projects.issuers import issuers
from disposal.services.records.validation import InvalidRecord
from disposal.services.sign_in.sessions import SignedIn
from disposal.web.posted_form import Items
from notices.dates import SHANGHAI
from notices.errors import NoticesError
from notices.reading import Problem

FIELDS = ("issuer_code", "project_code", "project_name", "book_value", "record_date", "review_meeting_on")
_MOST_SHOWN = 200
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_OF_FILE = "workbook"


@dataclass(frozen=True, slots=True)
class UploadPage:
    """The upload: the form as typed, the branches to choose from, the imports of before."""

    form: EntryForm
    issuers: tuple[tuple[str, str], ...]
    imports: tuple[ListedImport, ...]
    was_discarded: bool


@dataclass(frozen=True, slots=True)
class ImportPage:
    """One import: its row, its dry run while it waits, what stands against it, and what it made."""

    row: PackageImport
    preview: PackagePreview | None
    error: NoticesError | None
    counts: tuple[tuple[str, str, int], ...]
    at: str
    most: int = _MOST_SHOWN

    @property
    def is_staged(self) -> bool:
        """Return whether it waits for confirmation."""
        return self.row.state is ImportState.staged

    @property
    def is_imported(self) -> bool:
        """Return whether its records stand."""
        return self.row.state is ImportState.imported

    def named_by(self, by: str) -> str:
        """Return by what a party was found."""
        return NAMED_BY[by]


def refused_upload(items: Items, error: NoticesError) -> EntryForm:
    """Return the form of an upload as it was typed, with what is wrong with it."""
    return EntryForm(items, _problems(error))


_EMPTY = EntryForm((), ())


def page_of_upload(
    request: Request,
    acting: SignedIn,
    session: Any,
    *,
    form: EntryForm = _EMPTY,
    discarded: str = "",
) -> Response:
    """Return the upload, with what was typed and what is wrong with it."""
    require(session, "package.staged")
    is_wrong = bool(form.problems)
    known = tuple((each.code, each.full_name) for each in issuers(session))
    shown = UploadPage(form, known, tuple(listed_imports(session, last=20)), bool(discarded))
    return staff_page(
        request,
        "desk/packages.html.j2",
        menu_of(request, acting),
        status=422 if is_wrong else 200,
        shown=shown,
        wrong=is_wrong,
    )


def page_of_import(
    request: Request, acting: SignedIn, session: Any, row: PackageImport, *, error: NoticesError | None = None
) -> Response:
    """Return the page of one import; while it waits, its dry run."""
    require(session, "package.staged")
    preview = None
    if row.state is ImportState.staged:
        try:
            preview = preview_staged(session, row.id)
        except NoticesError as refusal:
            error = error or refusal
    counts = preview.counts if preview else row.counts
    named = tuple((*COUNTED[name], count) for name, count in counts.items() if name in COUNTED)
    at = f"{(row.imported_at or row.created_at).astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
    shown = ImportPage(row, preview, error, named, at)
    return staff_page(
        request,
        "desk/package.html.j2",
        menu_of(request, acting),
        status=422 if error else 200,
        shown=shown,
        wrong=bool(error),
    )


def attachment(data: bytes, name: str) -> Response:
    """Return a workbook as a download."""
    return Response(
        data,
        media_type=_WORKBOOK,
        headers={
            "content-disposition": f"attachment; filename*=UTF-8''{quote(name)}",
            "content-security-policy": "sandbox",
        },
    )


def _problems(error: NoticesError) -> tuple[Problem, ...]:
    """Return a refusal as problems of the fields of the upload; one of no field stands at the file."""
    if isinstance(error, InvalidRecord):
        return error.problems
    field = error.field.removeprefix("facts.")
    path = field if field in FIELDS else _OF_FILE
    return (Problem(path=path, value="", zh=error.zh.rstrip("。"), en=error.en.rstrip(".")),)
