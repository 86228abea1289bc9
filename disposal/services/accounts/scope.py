"""Whose records a session sees and changes: those of the actor's issuers, and what belongs to no issuer.

One choke point: every ORM query of such a session gets the criteria below. Services must not query these tables with
raw SQL. Parties, persons and restricted lists belong to the whole company; notices are public once published, but staff
pages list those of their own issuers.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any
from uuid import UUID

from sqlalchemy import event, or_
from sqlalchemy.orm import ORMExecuteState, with_loader_criteria
from sqlmodel import Session, SQLModel, col, select

from disposal.errors import RecordNotFound
from disposal.models import (
    ApprovalAuthority,
    ApprovalStep,
    Assignment,
    Bidder,
    Claim,
    ClaimDraft,
    ClaimStatement,
    CoDebtor,
    Deputyship,
    DisciplineOpinion,
    DisposalProject,
    Enquiry,
    Guarantee,
    Issuer,
    LitigationStatus,
    Notice,
    Objection,
    ObjectionRule,
    PackageImport,
    PendingRescreening,
    PreemptionNotice,
    PressBooking,
    ProjectClaim,
    ProjectRole,
    Screening,
    ScreeningAlert,
    ScreeningDecision,
    SealUse,
    SecurityInterest,
    Submission,
    WindowEvent,
    WindowRecount,
)
from disposal.models.records.record import Record

OF_ALL_ISSUERS = "of_all_issuers"
"""Execution option of the few queries that follow from a change and must reach records of every issuer."""
Ids = frozenset[UUID]
Criterion = Callable[[Any, Ids], Any]


def _own(table: Any, ids: Ids) -> Any:
    return table.issuer_id.in_(ids)


def _own_or_nobodys(table: Any, ids: Ids) -> Any:
    return or_(table.issuer_id.is_(None), table.issuer_id.in_(ids))


def _of_claim(table: Any, ids: Ids) -> Any:
    claims = select(Claim.id).where(_own_or_nobodys(Claim, ids))
    return table.claim_id.in_(claims)


def _of_project(table: Any, ids: Ids) -> Any:
    return table.project_id.in_(select(DisposalProject.id).where(col(DisposalProject.issuer_id).in_(ids)))


def _of_notice(table: Any, ids: Ids) -> Any:
    return table.notice_id.in_(select(Notice.id).where(col(Notice.issuer_id).in_(ids)))


def _of_bidder(table: Any, ids: Ids) -> Any:
    return table.bidder_id.in_(select(Bidder.id).where(_of_project(Bidder, ids)))


SCOPED: Mapping[type[Record], Criterion] = MappingProxyType({
    Claim: _own_or_nobodys,
    ClaimDraft: _own_or_nobodys,
    DisposalProject: _own,
    Notice: _own,
    Submission: _own,
    ApprovalAuthority: _own,
    ApprovalStep: _own,
    Deputyship: _own,
    PackageImport: _own,
    ClaimStatement: _of_claim,
    CoDebtor: _of_claim,
    Assignment: _of_claim,
    SecurityInterest: _of_claim,
    Guarantee: _of_claim,
    LitigationStatus: _of_claim,
    ProjectClaim: _of_project,
    ProjectRole: _of_project,
    PreemptionNotice: _of_project,
    SealUse: _of_notice,
    DisciplineOpinion: _of_notice,
    PressBooking: _of_notice,
    Objection: _of_notice,
    Enquiry: _of_notice,
    ObjectionRule: _own,
    WindowEvent: _of_notice,
    WindowRecount: _of_notice,
    Bidder: _of_project,
    Screening: _of_project,
    ScreeningDecision: _of_bidder,
    ScreeningAlert: _of_bidder,
    PendingRescreening: _of_bidder,
})  # fmt: skip
"""How each table finds the issuer of a row. Tables reached only through one of these have no line of their own."""


_PARENTS = (
    ("project_id", DisposalProject),
    ("claim_id", Claim),
    ("notice_id", Notice),
    ("bidder_id", Bidder),
    ("objection_id", Objection),
    ("enquiry_id", Enquiry),
)


def limit_to_issuers(session: Session, ids: Ids) -> None:
    """Let every ORM query of a session see only rows of these issuers."""
    options = [with_loader_criteria(table, _bound(made, ids), include_aliases=True) for table, made in SCOPED.items()]

    def add(state: ORMExecuteState) -> None:
        if state.execution_options.get(OF_ALL_ISSUERS):
            return
        if state.is_select or state.is_update or state.is_delete:
            state.statement = state.statement.options(*options)

    event.listen(session, "do_orm_execute", add)


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
    for name, parent in _PARENTS:
        parent_id = getattr(subject, name, None)
        if parent_id is not None:
            found = session.get(parent, parent_id)  # the session's own criteria hide what is foreign
            issuer_id = getattr(found, "issuer_id", None)
            return found is not None and issuer_id in {None, *ids}, issuer_id
    return True, None


def _bound(made: Criterion, ids: Ids) -> Callable[[Any], Any]:
    return lambda table: made(table, ids)
