"""Restricted lists: opened, changed, shown with their versions, and looked up by name."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Response
from pydantic import BaseModel, Field

from disposal.api.examples import posted
from disposal.api.staff.answers import (
    CHANGES,
    CREATES,
    ID,
    READS,
    PayloadSchema,
    Reason,
    staff_router,
)
from disposal.models.lists.entry import ListEntry
from disposal.models.lists.restricted_list import RestrictedList, RestrictedListCreate
from disposal.models.lists.version import ListVersion
from disposal.services.accounts.permissions import require
from disposal.services.lists.entry_search import entries_like
from disposal.services.lists.restricted_lists import all_lists, change_list, list_with_code, locked_list, open_list
from disposal.services.lists.versions import current_version, versions
from disposal.services.public.queries import Storable
from disposal.services.records.validation import read
from disposal.web.bearer import ApiSession, ApiWriteSession
from disposal.web.dependencies import UNFILTERED
from disposal.web.idempotency import Answer, Once
from disposal.web.preconditions import ReadState, state_answer

router: APIRouter = staff_router("/lists", "lists")
MOST_ENTRIES = 100
ListKey = Annotated[Storable, Path(max_length=40, description="code of the list", examples=["staff"])]
OPENED: dict[str, Any] = {
    "code": "staff", "title": "员工名册", "title_en": "our staff", "limbs": ["amc_staff"], "owner": "合规部",
    "provenance": "人事处",
}  # fmt: skip
_VERSION = {
    "version_no": 1, "mode": "replacement", "file_name": "名册.csv", "file_sha256": "3c24c3ed" * 8,
    "provenance": "人事处", "valid_from": None, "valid_until": None, "column_mapping": {"name": "姓名"},
    "row_count": 2, "refused_count": 0, "repeated_count": 0, "entry_count": 2, "added_count": 2, "removed_count": 0,
    "changed_count": 0, "imported_at": "2022-08-03T01:00:00Z", "imported_by": "虚构shen",
}  # fmt: skip
_LIST = {
    **OPENED, "id": ID, "is_public": False, "is_mask_exact": True, "entry_kind": None,
    "column_mapping": {"name": "姓名"}, "newest_version": _VERSION,
}  # fmt: skip
_ENTRY = {
    "id": ID, "row_no": 2, "kind": "natural_person", "name": "测试甲子", "former_names": [],
    "number_masked": "999999********0016", "number_kind": "resident_id", "credit_code": None, "employer": "虚构局",
    "position": "科员", "remark": None, "valid_from": None, "valid_until": None,
}  # fmt: skip
NewList = Annotated[dict[str, Any], PayloadSchema(RestrictedListCreate, OPENED)]
ListFieldsChanged = Annotated[dict[str, Any], PayloadSchema(RestrictedListCreate, {"is_public": True}, is_needed=False)]


class ListVersionBody(BaseModel):
    """One import of a list: its file, its counts, when and by whom."""

    version_no: int
    mode: str
    file_name: str
    file_sha256: str
    provenance: str
    valid_from: str | None
    valid_until: str | None
    column_mapping: dict[str, str]
    row_count: int
    refused_count: int
    repeated_count: int
    entry_count: int
    added_count: int
    removed_count: int
    changed_count: int
    imported_at: str
    imported_by: str


class ListBody(BaseModel):
    """A list and its newest version, null before its first import."""

    id: str
    code: str
    title: str
    title_en: str
    limbs: list[str]
    owner: str
    provenance: str | None
    is_public: bool
    is_mask_exact: bool
    entry_kind: str | None
    column_mapping: dict[str, str]
    newest_version: ListVersionBody | None


class ListsBody(BaseModel):
    """All lists, by code."""

    lists: list[ListBody]


class ListDetailBody(ListBody):
    """A list with all its versions, oldest first."""

    versions: list[ListVersionBody]


class ListChange(BaseModel, extra="forbid"):
    """The fields to change, and why."""

    changes: ListFieldsChanged
    reason: Reason


class WordsSought(BaseModel, extra="forbid"):
    """What is looked for. It stands in the body, so that no number stands in an address."""

    words: str = Field(
        min_length=2, max_length=100, examples=["测试"], description="part of a name, a former name, or a whole number"
    )


class ListEntryBody(BaseModel):
    """An entry of the newest version; its number is masked."""

    id: str
    row_no: int
    kind: str
    name: str
    former_names: list[str]
    number_masked: str | None
    number_kind: str | None
    credit_code: str | None
    employer: str | None
    position: str | None
    remark: str | None
    valid_from: str | None
    valid_until: str | None


class EntriesBody(BaseModel):
    """The first 100 entries that fit; ``version_no`` is null before the first import."""

    version_no: int | None
    entries: list[ListEntryBody]


def version_json(version: ListVersion) -> dict[str, Any]:
    """Return a version as JSON values."""
    return version.model_dump(mode="json", include=set(ListVersionBody.model_fields))


def _list_json(row: RestrictedList, newest: ListVersion | None) -> dict[str, Any]:
    shown = row.model_dump(mode="json", include=set(ListBody.model_fields))
    return shown | {"newest_version": version_json(newest) if newest else None}


def _detail_json(session: ApiSession, row: RestrictedList) -> dict[str, Any]:
    found = versions(session, row)
    return _list_json(row, found[-1] if found else None) | {"versions": [version_json(each) for each in found]}


def _entry_json(entry: ListEntry) -> dict[str, Any]:
    return entry.model_dump(mode="json", include=set(ListEntryBody.model_fields))


@router.get(
    "",
    dependencies=UNFILTERED,
    response_model=ListsBody,
    response_description="all lists",
    responses=posted(200, {"lists": [_LIST]}) | READS,
)
def list_lists(session: ApiSession) -> Any:
    """List the restricted lists with the newest version of each."""
    require(session, "lists.read")
    return {"lists": [_list_json(each, current_version(session, each)) for each in all_lists(session)]}


@router.post(
    "",
    status_code=201,
    response_model=ListDetailBody,
    response_description="the list that was opened",
    responses=posted(201, {**_LIST, "column_mapping": {}, "newest_version": None, "versions": []}, "Location", "ETag")
    | CREATES,
)
def create_list(session: ApiWriteSession, once: Once, body: NewList) -> Response:
    """Open a list; its entries come by import."""
    answer = Answer(201, "/api/v1/lists/{code}", is_state=True)
    return once.answer(
        session, answer, lambda: _detail_json(session, open_list(session, read(RestrictedListCreate, body)))
    )


@router.get(
    "/{code}",
    response_model=ListDetailBody,
    response_description="the list with its versions, and the ETag of its state",
    responses=posted(200, {**_LIST, "versions": [_VERSION]}, "ETag") | READS,
)
def show_list(session: ApiSession, code: ListKey) -> Response:
    """Show a list and all its versions."""
    require(session, "lists.read")
    return state_answer(_detail_json(session, list_with_code(session, code)))


@router.patch(
    "/{code}",
    response_model=ListDetailBody,
    response_description="the list as it stands now",
    responses=posted(200, {**_LIST, "versions": [_VERSION]}, "ETag") | CHANGES,
)
def change_restricted_list(
    session: ApiWriteSession, read_state: ReadState, code: ListKey, body: ListChange
) -> Response:
    """Change what a list is; its versions stay as they were imported."""
    require(session, "lists.read")
    require(session, "restricted_list.changed")
    read_state.refuse_stale(_detail_json(session, locked_list(session, code)))
    return state_answer(_detail_json(session, change_list(session, code, body.changes, reason=body.reason)))


@router.post(
    "/{code}/look-up",
    response_model=EntriesBody,
    response_description="the entries that fit",
    responses=posted(200, {"version_no": 1, "entries": [_ENTRY]}) | READS,
)
def look_up_list(session: ApiSession, code: ListKey, body: WordsSought) -> Any:
    """Look up the newest version of a list by a part of a name, a whole former name, or a whole number."""
    require(session, "lists.read")
    version = current_version(session, list_with_code(session, code))
    if version is None:
        return {"version_no": None, "entries": []}
    found = entries_like(session, version, body.words, most=MOST_ENTRIES)
    return {"version_no": version.version_no, "entries": [_entry_json(each) for each in found]}
