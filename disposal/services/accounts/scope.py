"""Whose records a session sees and changes: those of the actor's issuers, and what belongs to no issuer.

One choke point: every ORM statement of such a session gets the criteria below: queries with their aliases, joins,
unions and inner queries, changes, deletions, and what an insertion selects. What they cannot reach is refused or
listed: rows changed by a list of values, rows of others in the session's memory, and raw SQL, of which
``tests/disposal/services/accounts/test_raw_sql.py`` lists each use with its reason. Parties, persons and restricted
lists belong to the whole company; notices are public once published, but staff pages list those of their own issuers.
"""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import column, event, inspect, or_, true
from sqlalchemy import select as core_select
from sqlalchemy.orm import ORMExecuteState, aliased, with_loader_criteria
from sqlmodel import Session, SQLModel, select

from disposal.errors import RecordNotFound
from disposal.models.approvals.submission import Submission
from disposal.models.claims.claim import Claim
from disposal.models.claims.collateral import Collateral
from disposal.models.claims.security_interest import SecurityInterest
from disposal.models.enquiries.enquiry import Enquiry
from disposal.models.objections.objection import Objection
from disposal.models.projects.disposal_project import DisposalProject
from disposal.models.projects.issuer import Issuer
from disposal.models.projects.package_import import PackageImport
from disposal.models.publication.notice import Notice
from disposal.models.publication.placement import Placement
from disposal.models.publication.press import PressBooking
from disposal.models.records.record import Record
from disposal.models.screening.bidder import Bidder

OF_ALL_ISSUERS = "of_all_issuers"
"""Execution option of the few queries that follow from a change and must reach records of every issuer."""
Ids = frozenset[UUID]
Criterion = Callable[[Any, Ids], Any]


def _own(table: Any, ids: Ids) -> Any:
    return table.issuer_id.in_(ids)


def _own_or_nobodys(table: Any, ids: Ids) -> Any:
    return or_(table.issuer_id.is_(None), table.issuer_id.in_(ids))


def _through(name: str, parent: type[Record]) -> Criterion:
    """Return the condition that a row belongs, by its column ``name``, to a parent of one's own."""
    limits: Any = _by_column(parent)  # every parent has one

    def criterion(table: Any, ids: Ids) -> Any:
        return getattr(table, name).in_(select(parent.id).where(limits(parent, ids)))

    return criterion


def _securing_own_or_nothing(table: Any, ids: Ids) -> Any:
    """Return the condition on collateral: it secures a claim that the session sees, or none of anybody."""
    mine: Any = aliased(SecurityInterest)
    own = (
        core_select(mine.id)
        .where(mine.collateral_id == table.id, _through("claim_id", Claim)(mine, ids))
        .correlate(table)
    )
    every = SecurityInterest.__table__.alias()  # type: ignore[attr-defined] # no entity: of all branches
    used = core_select(every.c.id).where(every.c.collateral_id == table.id).correlate(table)
    return or_(own.exists(), ~used.exists())


Lead = tuple[str, type[Record]]
_LEADS: tuple[Lead, ...] = (
    ("project_id", DisposalProject),
    ("claim_id", Claim),
    ("notice_id", Notice),
    ("bidder_id", Bidder),
    ("submission_id", Submission),
    ("booking_id", PressBooking),
    ("objection_id", Objection),
    ("enquiry_id", Enquiry),
    ("import_id", PackageImport),
    ("placement_id", Placement),
)
"""The columns that lead from a row to a parent, and so to its issuer; of several, the first counts."""


@cache
def _leads_of(table: type[Record]) -> tuple[Lead, ...]:
    """Return the columns of a table that lead to an issuer: those of ``_LEADS``, else its keys of limited tables.

    So a new table that hangs on a limited one is limited too, and needs no line here.
    """
    columns = inspect(table).columns
    named = tuple((name, parent) for name, parent in _LEADS if name in columns)
    if named or table.shared_because:
        return named
    return tuple((name, parent) for name, parent in _parents_of(table) if criterion_of(parent) is not None)


def _parents_of(table: type[Record]) -> Iterator[Lead]:
    """Yield each column of a table that refers to another one, with the class of that one."""
    classes = {each.local_table: each.class_ for each in inspect(table).registry.mappers}
    for each in inspect(table).columns:
        for key in each.foreign_keys:
            if key.column.table is not inspect(table).local_table:
                yield each.key, classes[key.column.table]


@cache
def _by_column(table: type[Record]) -> Criterion | None:
    if table is Collateral:
        return _securing_own_or_nothing
    columns = inspect(table).columns
    if "issuer_id" in columns:
        return _own_or_nobodys if columns["issuer_id"].nullable else _own
    return next((_through(name, parent) for name, parent in _leads_of(table)), None)


def criterion_of(table: type[Record]) -> Criterion | None:
    """Return how a table finds the issuer of a row: by its first column that leads there.

    None: branches share its rows, because they belong to the whole company or for the reason of ``shared_because``.
    """
    return None if table.shared_because else _by_column(table)


def limit_to_issuers(session: Session, ids: Ids) -> None:
    """Let every ORM query of a session see only rows of these issuers."""
    limit = with_loader_criteria(Record, lambda table: _limited(table, ids), include_aliases=True)

    def add(state: ORMExecuteState) -> None:
        if state.execution_options.get(OF_ALL_ISSUERS):
            _refuse_foreign_rows_in_memory(state)
            return
        if state.is_update and isinstance(state.parameters, list):
            message = "a session that is limited to issuers changes no rows by a list of values: the limit reaches none"
            raise TypeError(message)
        if state.is_select or state.is_update or state.is_delete or state.is_insert:
            state.statement = state.statement.options(limit)

    event.listen(session, "do_orm_execute", add)


def _refuse_foreign_rows_in_memory(state: ORMExecuteState) -> None:
    """Let a query of every issuer read columns only: a whole row would stay in the session, where ``get`` finds it."""
    for each in getattr(state.statement, "column_descriptions", ()):
        entity = each["entity"]
        if entity is not None and each["expr"] is entity and criterion_of(inspect(entity).mapper.class_) is not None:
            message = f"a query of all issuers reads columns of {each['name']}, no row: the session would keep it"
            raise TypeError(message)


def _limited(table: Any, ids: Ids) -> Any:
    """Return the condition by which a query sees a table or an alias of one.

    SQLAlchemy first asks about ``Record`` itself, which no query reads, to learn that ``ids`` are bound values.
    """
    mapped = inspect(table, raiseerr=False)
    if mapped is None:
        return column("id").in_(ids)
    criterion = criterion_of(mapped.mapper.class_)
    return true() if criterion is None else criterion(table, ids)


def refuse_foreign(session: Session, ids: Ids, subject: SQLModel) -> UUID | None:
    """Return the issuer that a record belongs to, None for what belongs to the whole company.

    Raises: RecordNotFound for a record of another issuer, as if there were none.
    """
    if not isinstance(subject, Record):
        return None
    is_own, issuer_id = _owner_of(session, ids, subject)
    if not is_own:
        raise RecordNotFound(label=subject.label, key=subject.id)
    return issuer_id


def _owner_of(session: Session, ids: Ids, subject: Record) -> tuple[bool, UUID | None]:
    issuer_id: UUID | None = subject.id if isinstance(subject, Issuer) else getattr(subject, "issuer_id", None)
    if issuer_id is not None:
        return issuer_id in ids, issuer_id
    for name, parent in _leads_of(type(subject)):
        parent_id = getattr(subject, name, None)
        if parent_id is not None:
            found = session.get(parent, parent_id)  # the session's own criteria hide what is foreign
            return (False, None) if found is None else _owner_of(session, ids, found)
    return True, None
