"""Open and change restricted lists (受限名单), find them, and check that they can be searched."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlmodel import Session, col, select

from disposal.errors import RecordNotFound
from disposal.models.lists.restricted_list import RestrictedList, RestrictedListCreate
from disposal.personal_data.encryption import PersonalNumberKeyWrong
from disposal.services.lists.errors import ListKeysStale
from disposal.services.lists.keys import key_version
from disposal.services.records.writing import change, differences, enter
from notices.content.limbs import LimbCode

_KEYED_BY = frozenset({"is_mask_exact"})
"""List fields that the look-up keys depend on."""


def open_list(session: Session, data: RestrictedListCreate) -> RestrictedList:
    """Open a list. Entries are added by import. Raises: RecordExists if its code is taken."""
    return enter(session, RestrictedList.model_validate(data.model_dump()), event="restricted_list.opened")


def change_list(session: Session, code: str, changes: Mapping[str, Any], *, reason: str) -> RestrictedList:
    """Change fields of a list; its versions stay as imported.

    If the change affects how names are matched, the list must be reindexed before it can be searched.

    Raises: RecordNotFound, InvalidRecord, RecordExists; RecordRefused for its code.
    """
    row = locked_list(session, code)
    altered = differences(row, changes, create=RestrictedListCreate, fixed=frozenset({"code"}))
    if _KEYED_BY & altered.keys() and row.keyed_with is not None:
        altered["keyed_with"] = "stale"
    return change(session, row, altered, event="restricted_list.changed", reason=reason)


def list_with_code(session: Session, code: str) -> RestrictedList:
    """Return the list with this code. Raises: RecordNotFound."""
    row = session.exec(select(RestrictedList).where(RestrictedList.code == code)).one_or_none()
    if row is None:
        raise RecordNotFound(label=RestrictedList.label, key=code, field="list")
    return row


def locked_list(session: Session, code: str) -> RestrictedList:
    """Reload the list with this code and lock it until the transaction ends. Raises: RecordNotFound."""
    query = select(RestrictedList).where(RestrictedList.code == code).with_for_update()
    row = session.exec(query.execution_options(populate_existing=True)).one_or_none()
    if row is None:
        raise RecordNotFound(label=RestrictedList.label, key=code, field="list")
    return row


def all_lists(session: Session, limbs: Collection[LimbCode] = ()) -> list[RestrictedList]:
    """Return all lists in order of code; with ``limbs``, only those used for one of them."""
    rows = session.exec(select(RestrictedList).order_by(col(RestrictedList.code))).all()
    return [row for row in rows if not limbs or set(limbs) & set(row.limbs)]


def check_ready(session: Session, restricted_list: RestrictedList) -> None:
    """Check that the list can be searched completely.

    Raises: ListKeysStale if its keys were made by another version of matching; PersonalNumberKeyWrong if its numbers
    were digested with another key than this session's.
    """
    if restricted_list.keyed_with not in (None, key_version()):
        raise ListKeysStale(restricted_list.title)
    if restricted_list.sealed_with not in (None, session.info["personal_numbers"]().key_mark.hex()):
        zh = f"名单{restricted_list.code}的号码以另一密钥封存"
        raise PersonalNumberKeyWrong(zh, f"the numbers of list {restricted_list.code} were sealed with another key")
