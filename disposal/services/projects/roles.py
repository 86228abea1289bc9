"""The parties of a project by role: debtors and security providers come from its claims, other roles are stated."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text
from sqlmodel import Session

from disposal.eligibility.facts.project import EngagedAs, Engagement, ProjectParties
from disposal.models.projects.disposal_project import DisposalProject
from disposal.models.projects.role import RoleKind
from disposal.services.records.writing import found

_IN_ROLES = text("""
    WITH offered AS (SELECT claim_id FROM project_claim WHERE project_id = :project_id), by_claim AS (
        SELECT 'debtors' AS role, debtor_id AS party_id FROM offered JOIN claim ON claim.id = claim_id
        UNION ALL SELECT 'debtors', party_id FROM offered JOIN co_debtor USING (claim_id)
        UNION ALL SELECT 'guarantors', guarantor_id FROM offered JOIN guarantee USING (claim_id)
        UNION ALL SELECT 'collateral_owners', owner_id FROM offered
            JOIN security_interest USING (claim_id) JOIN collateral ON collateral.id = collateral_id
    )
    SELECT role, party_id, engaged_as, source, valid_from, valid_until, id
    FROM project_role WHERE project_id = :project_id
    UNION ALL SELECT DISTINCT role, party_id, NULL, NULL, NULL::date, NULL::date, NULL::uuid FROM by_claim
    ORDER BY id
""")
_BY_CLAIM = ("debtors", "guarantors", "collateral_owners")


def project_parties(session: Session, project_id: UUID) -> ProjectParties:
    """Return the party keys of each role. Without claims, debtors and security providers are unknown (None).

    Raises: RecordNotFound, also for a project of another issuer: the query below asks for no rights.
    """
    found(session, DisposalProject, project_id, field="project_id")
    roles: defaultdict[str, list[Row[Any]]] = defaultdict(list)
    for row in session.execute(_IN_ROLES, {"project_id": project_id}):
        roles[row.role].append(row)
    has_claims = "debtors" in roles  # no claim without a debtor
    engaged = tuple(_engagement(each) for each in roles[RoleKind.engaged.name] if each.party_id)
    return ProjectParties(
        **{role: _stated(roles[role]) or () if has_claims else None for role in _BY_CLAIM},
        handling_staff=_stated(roles[RoleKind.handling_staff.name]),
        judicial_handlers=_stated(roles[RoleKind.judicial_handler.name]),
        engaged=engaged if roles[RoleKind.engaged.name] else None,
    )


def _stated(rows: Sequence[Row[Any]]) -> tuple[str, ...] | None:
    """Return the parties in a role: empty if "nobody" was stated, None if nothing was stated."""
    return tuple(sorted({str(each.party_id) for each in rows if each.party_id})) if rows else None


def _engagement(role: Row[Any]) -> Engagement:
    return Engagement(
        party=str(role.party_id),
        engaged_as=EngagedAs[role.engaged_as],
        source=role.source,
        valid_from=role.valid_from,
        valid_until=role.valid_until,
    )
