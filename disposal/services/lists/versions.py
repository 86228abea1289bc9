"""The versions of a restricted list: finding them, their entries, and their differences."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import text
from sqlmodel import Session, col, or_, select

from disposal.errors import RecordNotFound
from disposal.models.lists.entry import ListEntry
from disposal.models.lists.restricted_list import RestrictedList
from disposal.models.lists.version import ListVersion
from disposal.services.lists.differences import Action, Counts, EntryDifference, difference_of, shown_columns
from disposal.services.lists.errors import ListOutOfDate

_STRETCH = 5_000
_WHO = "coalesce(e.number_index, e.identity::text)"
_SIDE = f"""
    SELECT e.*, {_WHO} AS who,
        row_number() OVER (PARTITION BY {_WHO} ORDER BY e.first_version_no, e.row_no, e.id) AS nth
    FROM list_entry e WHERE e.restricted_list_id = :list_id AND {{ours}} AND NOT EXISTS (
        SELECT FROM list_entry o WHERE o.restricted_list_id = :list_id AND {{theirs}}
          AND o.fingerprint = e.fingerprint AND coalesce(o.number_index, o.identity::text) = {_WHO}
    )
"""
# Entries in one version and not in the other. An entry that was removed and returned unchanged is no difference.
_LEFT = "e.first_version_no <= :since AND e.last_version_no >= :since AND e.last_version_no < :until"
_CAME = (
    "e.first_version_no > :since AND e.first_version_no <= :until"
    " AND (e.last_version_no IS NULL OR e.last_version_no >= :until)"
)
_DIFFERENCES = f"""
    SELECT CASE WHEN came.id IS NULL THEN 'removed' WHEN gone.id IS NULL THEN 'added' ELSE 'changed' END AS action,
        coalesce(came.row_no, gone.row_no) AS row_no,
        {shown_columns("gone", "before")}, {shown_columns("came", "after")}
    FROM ({_SIDE.format(ours=_LEFT, theirs=_CAME.replace("e.", "o."))}) gone
    FULL JOIN ({_SIDE.format(ours=_CAME, theirs=_LEFT.replace("e.", "o."))}) came USING (who, nth)
    ORDER BY 1, 2
"""
_FIRST_OF_EACH_KIND = f"""
    SELECT * FROM (
        SELECT d.*, row_number() OVER (PARTITION BY action ORDER BY row_no) AS place FROM ({_DIFFERENCES}) d
    ) placed WHERE place <= :most ORDER BY action, row_no
"""


def versions(session: Session, restricted_list: RestrictedList) -> list[ListVersion]:
    """Return the versions of a list, oldest first."""
    query = select(ListVersion).where(ListVersion.restricted_list_id == restricted_list.id)
    return list(session.exec(query.order_by(col(ListVersion.version_no))).all())


def current_version(session: Session, restricted_list: RestrictedList) -> ListVersion | None:
    """Return the newest version of a list, or None before its first import."""
    query = select(ListVersion).where(ListVersion.restricted_list_id == restricted_list.id)
    return session.exec(query.order_by(col(ListVersion.version_no).desc()).limit(1)).one_or_none()


def version_of(session: Session, restricted_list: RestrictedList, version_no: int) -> ListVersion:
    """Return one version of a list. Raises: RecordNotFound."""
    query = select(ListVersion).where(
        ListVersion.restricted_list_id == restricted_list.id, ListVersion.version_no == version_no
    )
    row = session.exec(query).one_or_none()
    if row is None:
        key = f"{restricted_list.code} {version_no}"
        raise RecordNotFound(label=ListVersion.label, key=key, field="version")
    return row


def check_current(restricted_list: RestrictedList, version: ListVersion, *, on: date) -> None:
    """Check that a version is valid on that day. Raises: ListOutOfDate."""
    first, last = version.valid_from, version.valid_until
    if (first is not None and on < first) or (last is not None and on > last):
        raise ListOutOfDate(restricted_list.title, version_no=version.version_no, on=on, valid=(first, last))


def standing_count(version: ListVersion | None) -> int:
    """Return the number of entries in a version; 0 before the first."""
    return version.entry_count if version else 0


def entries_of(session: Session, version: ListVersion) -> Iterator[ListEntry]:
    """Yield the entries of a version, sorted by name; read in batches."""
    first, last = col(ListEntry.first_version_no), col(ListEntry.last_version_no)
    query = (
        select(ListEntry)
        .where(ListEntry.restricted_list_id == version.restricted_list_id, first <= version.version_no)
        .where(or_(last.is_(None), last >= version.version_no))
        .order_by(col(ListEntry.name), col(ListEntry.id))
    )
    yield from session.exec(query, execution_options={"yield_per": _STRETCH})


def entries_changed(
    session: Session, restricted_list: RestrictedList, *, since: int, until: int
) -> Iterator[ListEntry]:
    """Yield the entries added or removed between two versions; for a changed entry, both states."""
    first, last = col(ListEntry.first_version_no), col(ListEntry.last_version_no)
    query = select(ListEntry).where(
        ListEntry.restricted_list_id == restricted_list.id,
        or_(first.between(since + 1, until), last.between(since, until - 1)),
    )
    yield from session.exec(query, execution_options={"yield_per": _STRETCH})


def differences(
    session: Session, restricted_list: RestrictedList, *, since: int, until: int, most: int | None = None
) -> Iterator[EntryDifference]:
    """Yield the differences between two versions; ``since`` is the earlier, 0 means the empty list before the first.

    Added entries come first, then changed, then removed, each in order of rows; at most ``most`` of each kind.
    """
    facts = {"list_id": restricted_list.id, "since": since, "until": until}
    query = text(_DIFFERENCES)
    if most is not None:
        query, facts = text(_FIRST_OF_EACH_KIND), facts | {"most": most}
    rows = session.execute(query, facts, execution_options={"yield_per": _STRETCH})
    for row in rows.mappings():
        yield _difference(dict(row))


def count_differences(session: Session, restricted_list: RestrictedList, *, since: int, until: int) -> Counts:
    """Count the entries that differ between two versions."""
    facts = {"list_id": restricted_list.id, "since": since, "until": until}
    query = f"SELECT action, count(*) AS entries FROM ({_DIFFERENCES}) d GROUP BY action"
    found = {row["action"]: int(row["entries"]) for row in session.execute(text(query), facts).mappings()}
    return Counts(**{action.value: found.get(action.value, 0) for action in Action})


def _difference(row: dict[str, Any]) -> EntryDifference:
    action = Action[row["action"]]
    absent = {Action.added: "before_", Action.removed: "after_"}.get(action, "-")
    return difference_of(action, {name: value for name, value in row.items() if not name.startswith(absent)})
