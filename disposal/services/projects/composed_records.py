"""The records that a notice of a project is composed from: a change of any of them may change its text."""

from uuid import UUID

from sqlmodel import Session

from disposal.models.projects.disposal_project import DisposalProject
from disposal.services.claims.loading import load_claims
from disposal.services.projects.projects import claims_of


def composed_records(session: Session, project_id: UUID) -> set[UUID]:
    """Return the ids of the project, its issuer, its claims, and all that belongs to the claims."""
    project = session.get_one(DisposalProject, project_id)
    links = claims_of(session, project_id)
    records = load_claims(session, [link.claim_id for link in links])
    of_claims = (records.statements, records.chains, records.interests, records.guarantees, records.litigation)
    ids = {project.id, project.issuer_id, *(link.id for link in links)}
    ids |= {row.id for rows in of_claims for each in rows.values() for row in each}
    return ids | records.claims.keys() | records.parties.keys() | records.collateral.keys()
