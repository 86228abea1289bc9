"""Packages: a workbook is sent, looked at by cell, confirmed, discarded, undone."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Response
from fastapi import Query as InQuery
from pydantic import BaseModel, Field

from disposal.api.examples import posted
from disposal.api.staff.answers import (
    ID,
    READS,
    STEPS,
    UPLOADS,
    ReasonBody,
    RecordId,
    file_answer,
    form_of,
    staff_router,
    text_field,
)
from disposal.models.projects.package_import import PackageImport
from disposal.services.accounts.permissions import require
from disposal.services.package_import.facts import PackageFacts
from disposal.services.package_import.imports import listed_import, listed_imports
from disposal.services.package_import.staging import confirm_staged, discard_staged, preview_staged, stage_package
from disposal.services.package_import.undoing import undo_import
from disposal.services.public.queries import Query, Storable
from disposal.services.records.validation import read
from disposal.services.records.writing import found, locked
from disposal.web.bearer import ApiSession, ApiWriteSession
from disposal.web.idempotency import NO_CONTENT, Answer, OnceFrom
from disposal.web.preconditions import state_answer
from disposal.web.responses import NEVER
from disposal.web.sent_form import Sent

router: APIRouter = staff_router("/packages", "packages")
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_IMPORT: dict[str, Any] = {
    "id": ID, "issuer": "HRZJ", "project_code": "HRZJ-BAO-1", "project_id": None, "creates_project": False,
    "state": "staged", "file_name": "资产包.xlsx", "file_sha256": "3c24c3ed" * 8, "file_size": 21_000, "counts": {},
    "parties_filled_in": 0, "staged_by": "虚构chen", "created_at": "2022-08-03T01:00:00Z", "imported_at": None,
    "imported_by": None, "undone_at": None, "undone_by": None, "undone_because": None,
}  # fmt: skip
_FAULT = {"place": "债权!F17", "sheet": "债权", "row": 17, "cell": "F17", "heading": "本金", "severity": "error",
          "code": "not_an_amount", "zh": "不是金额", "en": "is not an amount"}  # fmt: skip
_PREVIEW: dict[str, Any] = {
    "file": "资产包.xlsx", "sha256": "3c24c3ed" * 8, "issuer": "虚构资产管理公司", "project": "HRZJ-BAO-1",
    "creates_project": True, "rows": {"债权": 95}, "examples_skipped": 0, "creates": {"claim": 95}, "matched": [],
    "persons_without_number": 0, "errors": 1, "warnings": 0, "problems": [_FAULT],
}  # fmt: skip


_DROPPED: dict[int | str, dict[str, Any]] = {204: {"description": "the workbook is dropped", "content": {}}}


class PackageBody(BaseModel):
    """An import of a package; nothing of it is a record while it is ``staged``."""

    id: str
    issuer: str = Field(description="code of the branch")
    project_code: str
    project_id: str | None
    creates_project: bool
    state: str = Field(description="staged, imported, undone")
    file_name: str
    file_sha256: str
    file_size: int
    counts: dict[str, int] = Field(description="records made, by table")
    parties_filled_in: int
    staged_by: str
    created_at: str
    imported_at: str | None
    imported_by: str | None
    undone_at: str | None
    undone_by: str | None
    undone_because: str | None


class FaultBody(BaseModel):
    """What is wrong in one cell; an ``error`` stands against the import."""

    place: str = Field(examples=["债权!F17"])
    sheet: str
    row: int
    cell: str
    heading: str
    severity: str
    code: str
    zh: str
    en: str


class PreviewBody(BaseModel):
    """What confirming would create, match and fill in, and what stands against it, cell by cell."""

    file: str
    sha256: str
    issuer: str
    project: str
    creates_project: bool
    rows: dict[str, int]
    examples_skipped: int
    creates: dict[str, int]
    matched: list[dict[str, Any]]
    persons_without_number: int
    errors: int
    warnings: int
    problems: list[FaultBody]


class StagedPackageBody(BaseModel):
    """A workbook that waits for confirmation, and its dry run."""

    package: PackageBody
    preview: PreviewBody


class PackagesBody(BaseModel):
    """The newest imports, the newest first."""

    packages: list[PackageBody]


class PackagesWanted(Query):
    """Which imports; without a project the newest of all."""

    project: Annotated[Storable, Field(max_length=200)] | None = Field(
        None, description="only of projects with this code", examples=["HRZJ-BAO-1"]
    )


def _package_json(session: ApiSession, row: PackageImport) -> dict[str, Any]:
    values = listed_import(session, row).as_json()
    return {name: values[name] for name in PackageBody.model_fields}


def _package_state(session: ApiSession, package_id: UUID) -> dict[str, Any]:
    """Lock an import and return it as reading it does."""
    require(session, "package.staged")
    return _package_json(session, locked(session, PackageImport, package_id))


def _staged(session: ApiSession, sent: Sent) -> dict[str, Any]:
    require(session, "package.staged")
    facts = read(PackageFacts, {**sent.object_in("facts"), **{n: v for n, v in sent.values.items() if n != "facts"}})
    data, name = sent.file_in("file")
    row = stage_package(session, data, facts, file_name=name or "资产包.xlsx")
    return {"package": _package_json(session, row), "preview": preview_staged(session, row.id).as_json()}


@router.get(
    "/template.xlsx",
    response_class=Response,
    responses=file_answer("the workbook to fill in: 债务人, 债权, 担保物, 保证人", _WORKBOOK) | READS,
)
def show_package_template(session: ApiSession) -> Response:
    """Return the workbook to fill in."""
    from disposal.services.package_workbook.template import template_bytes  # draws on all of openpyxl

    require(session, "claims.read")
    headers = {"content-disposition": 'attachment; filename="package.xlsx"', "cache-control": NEVER}
    return Response(template_bytes(), media_type=_WORKBOOK, headers=headers)


@router.get(
    "",
    response_model=PackagesBody,
    response_description="the newest imports",
    responses=posted(200, {"packages": [_IMPORT]}) | READS,
)
def list_packages(session: ApiSession, asked: Annotated[PackagesWanted, InQuery()]) -> Any:
    """List the newest 50 imports of packages of the account's branches."""
    require(session, "package.staged")
    return {
        "packages": [_package_json(session, each.row) for each in listed_imports(session, project_code=asked.project)]
    }


@router.post(
    "",
    status_code=201,
    response_model=StagedPackageBody,
    response_description="the workbook that waits, and its dry run",
    responses=posted(201, {"package": _IMPORT, "preview": _PREVIEW}, "Location") | UPLOADS,
    openapi_extra=form_of(
        {
            "issuer_code": text_field("code of the branch", "HRZJ"),
            "project_code": text_field("code of the project; a new one is made", "HRZJ-BAO-1"),
            "project_name": text_field("of a new project: its name", "虚构资产包"),
            "book_value": text_field("of a new project: book value", "1.2亿元"),
            "facts": text_field("JSON object: further facts, as a file of facts has them", '{"province": "浙江省"}'),
        },
        required=("file", "issuer_code", "project_code"),
    ),
)
def create_package(sent: Sent, session: ApiWriteSession) -> Response:
    """Send a workbook of claims; no record is made before it is confirmed, and every fault is named by its cell."""
    return sent.once.answer(session, Answer(201, "/api/v1/packages/{package[id]}"), lambda: _staged(session, sent))


@router.get(
    "/{package_id}",
    response_model=PackageBody,
    response_description="the import, with the ETag of its state",
    responses=posted(200, _IMPORT, "ETag") | READS,
)
def show_package(session: ApiSession, package_id: RecordId) -> Response:
    """Show an import of a package: where it stands, and what it made."""
    require(session, "package.staged")
    return state_answer(_package_json(session, found(session, PackageImport, package_id)))


@router.get(
    "/{package_id}/preview",
    response_model=PreviewBody,
    response_description="the dry run",
    responses=posted(200, _PREVIEW) | READS,
)
def preview_package(session: ApiSession, package_id: RecordId) -> Any:
    """Say what confirming a workbook would do now; nothing is stored."""
    require(session, "package.staged")
    return preview_staged(session, package_id).as_json()


@router.post(
    "/{package_id}/confirm",
    status_code=201,
    response_model=PackageBody,
    response_description="the import with what it made",
    responses=posted(201, {**_IMPORT, "state": "imported", "counts": {"claim": 95}}, "Location", "ETag") | STEPS,
)
def confirm_package(session: ApiWriteSession, once: OnceFrom, package_id: RecordId) -> Response:
    """Import a workbook that waits, whole or not at all."""

    def confirmed() -> dict[str, Any]:
        require(session, "package.imported")
        return _package_json(session, confirm_staged(session, package_id))

    answer = Answer(201, "/api/v1/packages/{id}", is_state=True)
    return once.answer(session, answer, confirmed, state=lambda: _package_state(session, package_id))


@router.post(
    "/{package_id}/discard",
    status_code=204,
    response_class=Response,
    responses=_DROPPED | STEPS,
)
def discard_package(session: ApiWriteSession, once: OnceFrom, package_id: RecordId, body: ReasonBody) -> Response:
    """Drop a workbook that waits for confirmation."""

    def discarded() -> dict[str, Any]:
        discard_staged(session, package_id, reason=body.reason)
        return {}

    return once.answer(session, NO_CONTENT, discarded, state=lambda: _package_state(session, package_id))


@router.post(
    "/{package_id}/undo",
    response_model=PackageBody,
    response_description="the import that was undone",
    responses=posted(200, {**_IMPORT, "state": "undone", "undone_because": "选错文件"}, "ETag") | STEPS,
)
def undo_package(session: ApiWriteSession, once: OnceFrom, package_id: RecordId, body: ReasonBody) -> Response:
    """Take an import back as a whole, while nothing depends on what it made."""
    return once.answer(
        session,
        Answer(is_state=True),
        lambda: _package_json(session, undo_import(session, package_id, reason=body.reason)),
        state=lambda: _package_state(session, package_id),
    )
