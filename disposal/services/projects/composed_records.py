"""The records that a notice of a project is composed from: a change of any of them may change its text."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, Text, any_, literal, literal_column
from sqlmodel import Session, col, select

from disposal.models.projects.disposal_project import DisposalProject, ProjectClaim
from disposal.models.records.audit_entry import OF_CLAIM, AuditEntry
from disposal.services.claims.loading import ClaimRecords, load_claims
from disposal.services.records.id_sets import among


def composed_records(session: Session, project_id: UUID) -> set[UUID]:
    """Return the ids of the project, its issuer, its claims, and all that belongs to the claims or once did."""
    return composed_records_of(session, [project_id])[project_id]


def composed_records_of(session: Session, project_ids: Iterable[UUID]) -> dict[UUID, set[UUID]]:
    """Return the same for each of several projects, by as many queries as for one."""
    wanted = set(project_ids)
    owners = session.exec(
        select(DisposalProject.id, DisposalProject.issuer_id).where(among(DisposalProject.id, wanted))
    )
    links = session.exec(select(ProjectClaim).where(among(col(ProjectClaim.project_id), wanted))).all()
    records = load_claims(session, [link.claim_id for link in links])
    removed = _removed_of(session, records.claims)
    found: defaultdict[UUID, set[UUID]] = defaultdict(set)
    for project_id, issuer_id in owners:
        found[project_id] |= {project_id, issuer_id}
    for link in links:
        found[link.project_id] |= {link.id, *_of_claim(records, link.claim_id), *removed[link.claim_id]}
    return found


def _removed_of(session: Session, claim_ids: Iterable[UUID]) -> defaultdict[UUID, set[UUID]]:
    """Return what once belonged to each claim and was removed: taking a guarantee out changes the text as well.

    That a claim was in a project before belongs to that project: who took it out of another has no part in this one.
    """
    of_claim: ColumnElement[str] = literal_column(OF_CLAIM)
    query = select(of_claim, AuditEntry.subject_id).where(
        of_claim.is_not(None),  # the index that leads to them holds no others
        of_claim == any_(literal([str(each) for each in claim_ids], ARRAY(Text))),
        col(AuditEntry.event).endswith(".removed"),
        col(AuditEntry.event) != "project_claim.removed",
    )
    found: defaultdict[UUID, set[UUID]] = defaultdict(set)
    for claim_id, subject_id in session.exec(query).all():
        found[UUID(claim_id)].add(subject_id)
    return found


def _of_claim(records: ClaimRecords, claim_id: UUID) -> Iterator[UUID]:
    """Yield the ids of a claim, of all that belongs to it, and of the parties that these name."""
    claim = records.claims.get(claim_id)
    if claim is None:
        return
    interests = records.interests[claim_id]
    things = [thing for each in interests if (thing := records.collateral.get(each.collateral_id))]
    guarantees, litigation = records.guarantees[claim_id], records.litigation[claim_id]
    co_debtors = records.co_debtors[claim_id]
    yield claim_id
    for rows in (records.statements[claim_id], records.chains[claim_id], interests, things, guarantees, litigation):
        yield from (row.id for row in rows)
    yield from (row.id for row in co_debtors)
    named = [claim.debtor_id, claim.original_creditor_id, *(each.owner_id for each in things)]
    named += [each.guarantor_id for each in guarantees] + [each.party_id for each in co_debtors]
    named += [each.party_id for each in litigation]
    yield from (party_id for party_id in named if party_id in records.parties)
