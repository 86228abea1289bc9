"""The parties of a project by role: debtors and security providers come from its claims, other roles are stated."""

from uuid import UUID

from sqlalchemy import text
from sqlmodel import Session

from disposal.eligibility.facts.project import Engagement, ProjectParties
from disposal.models.projects.role import ProjectRole, RoleKind
from disposal.services.parties.relations import roles_of

_BY_CLAIM = text("""
    WITH offered AS (SELECT claim_id FROM project_claim WHERE project_id = :project_id)
    SELECT 'debtors', debtor_id FROM offered JOIN claim ON claim.id = claim_id
    UNION ALL SELECT 'debtors', party_id FROM offered JOIN co_debtor USING (claim_id)
    UNION ALL SELECT 'guarantors', guarantor_id FROM offered JOIN guarantee USING (claim_id)
    UNION ALL SELECT 'collateral_owners', owner_id FROM offered
        JOIN security_interest USING (claim_id) JOIN collateral ON collateral.id = collateral_id
""")


def project_parties(session: Session, project_id: UUID) -> ProjectParties:
    """Return the party keys of each role. Without claims, debtors and security providers are unknown (None)."""
    by_claim: dict[str, set[str]] = {"debtors": set(), "guarantors": set(), "collateral_owners": set()}
    for role, party_id in session.execute(_BY_CLAIM, {"project_id": project_id}):
        by_claim[role].add(str(party_id))
    has_claims = bool(by_claim["debtors"])  # no claim without a debtor
    roles = roles_of(session, project_id)
    engaged = tuple(_engagement(each) for each in roles if each.role is RoleKind.engaged and each.party_id)
    return ProjectParties(
        **{role: tuple(sorted(keys)) if has_claims else None for role, keys in by_claim.items()},
        handling_staff=_stated(roles, RoleKind.handling_staff),
        judicial_handlers=_stated(roles, RoleKind.judicial_handler),
        engaged=engaged if _stated(roles, RoleKind.engaged) is not None else None,
    )


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
