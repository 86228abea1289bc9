"""The parties of a project by role: debtors and security providers come from its claims, other roles are stated."""

from uuid import UUID

from sqlmodel import Session, col, select

from disposal.eligibility.facts.project import Engagement, ProjectParties
from disposal.models import Claim, CoDebtor, Collateral, Guarantee, ProjectClaim, ProjectRole, SecurityInterest
from disposal.models.projects.role import RoleKind
from disposal.services.parties.relations import roles_of
from disposal.services.records.id_sets import among


def project_parties(session: Session, project_id: UUID) -> ProjectParties:
    """Return the party keys of each role. Without claims, debtors and security providers are unknown (None)."""
    claims = set(session.exec(select(ProjectClaim.claim_id).where(ProjectClaim.project_id == project_id)).all())
    roles = roles_of(session, project_id)
    engaged = tuple(_engagement(each) for each in roles if each.role is RoleKind.engaged and each.party_id)
    return ProjectParties(
        debtors=_keys(_debtors(session, claims), claims),
        guarantors=_keys(
            session.exec(select(Guarantee.guarantor_id).where(among(col(Guarantee.claim_id), claims))).all(), claims
        ),
        collateral_owners=_keys(_owners(session, claims), claims),
        handling_staff=_stated(roles, RoleKind.handling_staff),
        judicial_handlers=_stated(roles, RoleKind.judicial_handler),
        engaged=engaged if _stated(roles, RoleKind.engaged) is not None else None,
    )


def _debtors(session: Session, claims: set[UUID]) -> list[UUID]:
    """Return the debtors of the claims, and those who owe them too."""
    first = session.exec(select(Claim.debtor_id).where(among(col(Claim.id), claims))).all()
    return [*first, *session.exec(select(CoDebtor.party_id).where(among(col(CoDebtor.claim_id), claims))).all()]


def _owners(session: Session, claims: set[UUID]) -> list[UUID]:
    secured = select(SecurityInterest.collateral_id).where(among(col(SecurityInterest.claim_id), claims))
    return list(session.exec(select(Collateral.owner_id).where(col(Collateral.id).in_(secured))).all())


def _keys(ids: object, claims: set[UUID]) -> tuple[str, ...] | None:
    return tuple(sorted({str(each) for each in ids})) if claims else None  # type: ignore[attr-defined]


def _stated(roles: list[ProjectRole], role: RoleKind) -> tuple[str, ...] | None:
    """Return the parties in a role: empty if "nobody" was stated, None if nothing was stated."""
    stated = [each for each in roles if each.role is role]
    return tuple(sorted({str(each.party_id) for each in stated if each.party_id})) if stated else None


def _engagement(role: ProjectRole) -> Engagement:
    assert role.engaged_as is not None  # noqa: S101  the table's own constraint
    return Engagement(
        party=str(role.party_id),
        engaged_as=role.engaged_as,
        source=role.source,
        valid_from=role.valid_from,
        valid_until=role.valid_until,
    )
