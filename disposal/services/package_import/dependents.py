"""What depends on the records of an import, so that they cannot be taken back."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import Table, func
from sqlmodel import Session, col, or_, select

from disposal.lifecycle import NoticeState
from disposal.models.projects.package_import import PackageImport
from disposal.models.publication.notice import Notice
from disposal.models.records.audit_entry import AuditEntry
from disposal.models.screening.bidder import Bidder
from disposal.models.screening.screening import Screening
from disposal.models.tables import every_table, whole_schema
from disposal.services.records.id_sets import among
from disposal.services.windows.discarded import is_discarded

_UNLABELLED = {
    "live_claim": ("生效公告", "live notices"),
    "watched_party": ("资格审查", "screenings"),
    "screening_due": ("待重新审查", "screenings that are due"),
}
_MOST_TOLD = 3

Made = Mapping[str, list[UUID]]
"""The records of an import: their ids by table."""


def dependents_of(session: Session, row: PackageImport, made: Made) -> tuple[tuple[str, str], ...]:
    """Return every reason not to take back an import, in both languages; none if nothing depends on it."""
    return (
        *_notices(session, row),
        *_screenings(session, row),
        *_changes(session, row, made),
        *_references(session, made),
    )


def entry_of(session: Session, row: PackageImport) -> int:
    """Return the id of the audit entry of an import, its last: whatever has a later one came afterwards."""
    query = select(AuditEntry.id).where(AuditEntry.subject_id == row.id, AuditEntry.event == "package.imported")
    return session.exec(query).one() or 0


def _notices(session: Session, row: PackageImport) -> Iterator[tuple[str, str]]:
    """Yield the notices composed since, and drafts, which are composed anew whenever they are looked at."""
    query = select(Notice).where(
        Notice.project_id == row.project_id,
        ~is_discarded(),
        or_(col(Notice.created_at) >= row.imported_at, Notice.state == NoticeState.draft.value),
    )
    for notice in session.exec(query.limit(_MOST_TOLD)).all():
        if notice.state == NoticeState.draft.value:
            yield f"已编制公告草稿《{notice.title}》", f'the notice "{notice.title}" has been drafted'
        else:
            yield f"已发布公告 {notice.number}", f"notice {notice.number} has been published"


def _screenings(session: Session, row: PackageImport) -> Iterator[tuple[str, str]]:
    query = (
        select(func.count())
        .select_from(Screening)
        .join(Bidder, col(Bidder.id) == col(Screening.bidder_id))
        .where(Bidder.project_id == row.project_id, col(Screening.created_at) >= row.imported_at)
    )
    if count := session.exec(query).one():
        yield f"导入后已为该项目作过{count}次资格审查", f"{count} screenings for the project were made since"


def _changes(session: Session, row: PackageImport, made: Made) -> Iterator[tuple[str, str]]:
    """Yield the records that were changed after the import."""
    ids = [each for table in made.values() for each in table]
    query = (
        select(AuditEntry)
        .where(among(col(AuditEntry.subject_id), ids), col(AuditEntry.id) > entry_of(session, row))
        .order_by(col(AuditEntry.id))
        .limit(_MOST_TOLD)
    )
    for entry in session.exec(query).all():
        zh, en = _label(entry.subject_type)
        yield f"{zh}已由{entry.actor}更改（{entry.event}）", f"a {en} was changed by {entry.actor} ({entry.event})"


def _references(session: Session, made: Made) -> Iterator[tuple[str, str]]:
    """Yield the tables with rows that refer to a record of the import and are not of it."""
    for table in whole_schema().sorted_tables:
        for key in table.foreign_keys:
            target = key.column.table.name
            if target not in made or table.name == "package_import":
                continue
            count = session.execute(_referring(table, key.parent, made)).scalar_one()
            if count:
                zh, en = _label(table.name)
                yield f"另有{count}条{zh}引用所导入的记录", f"{count} other records ({en}) refer to what was imported"


def _referring(table: Table, column: Any, made: Made) -> Any:
    target = next(key.column.table.name for key in column.foreign_keys)
    query = select(func.count()).select_from(table).where(among(column, made[target]))
    own = made.get(table.name)
    return query.where(~among(table.c.id, own)) if own else query


def _label(name: str) -> tuple[str, str]:
    for table in every_table():
        if table.__tablename__ == name:
            return table.label
    return _UNLABELLED.get(name, (name, name))
