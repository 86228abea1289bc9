"""The registry's records, one file a noun: tables and the schemas that create and show them.

May import ``collateral_types``, ``money``, ``identifiers``, and the codes, texts and values of ``notices``.
"""

from disposal.models.assignment import Assignment, AssignmentCreate, AssignmentRead
from disposal.models.audit_entry import AuditEntry
from disposal.models.claim import Claim, ClaimCreate, ClaimRead, ClaimStatus
from disposal.models.claim_statement import ClaimStatement, ClaimStatementCreate, ClaimStatementRead
from disposal.models.collateral import Collateral, CollateralCreate, CollateralRead
from disposal.models.disposal_project import (
    DisposalProject,
    DisposalProjectCreate,
    DisposalProjectRead,
    ProjectClaim,
    ProjectClaimCreate,
    ProjectStatus,
)
from disposal.models.guarantee import Guarantee, GuaranteeCreate, GuaranteeRead
from disposal.models.issuer import Issuer, IssuerCreate, IssuerRead
from disposal.models.litigation_status import LitigationStatus, LitigationStatusCreate, LitigationStatusRead
from disposal.models.notice import LiveClaim, Notice, NoticeCounter, NoticeRead
from disposal.models.notice_link import NoticeLink, NoticeRelation
from disposal.models.notice_version import NoticeVersion
from disposal.models.party import Party, PartyCreate, PartyRead
from disposal.models.placement import Placement, PlacementCreate, PlacementRead
from disposal.models.security_interest import SecurityInterest, SecurityInterestCreate, SecurityInterestRead

__all__ = [
    "Assignment",
    "AssignmentCreate",
    "AssignmentRead",
    "AuditEntry",
    "Claim",
    "ClaimCreate",
    "ClaimRead",
    "ClaimStatement",
    "ClaimStatementCreate",
    "ClaimStatementRead",
    "ClaimStatus",
    "Collateral",
    "CollateralCreate",
    "CollateralRead",
    "DisposalProject",
    "DisposalProjectCreate",
    "DisposalProjectRead",
    "Guarantee",
    "GuaranteeCreate",
    "GuaranteeRead",
    "Issuer",
    "IssuerCreate",
    "IssuerRead",
    "LitigationStatus",
    "LitigationStatusCreate",
    "LitigationStatusRead",
    "LiveClaim",
    "Notice",
    "NoticeCounter",
    "NoticeLink",
    "NoticeRead",
    "NoticeRelation",
    "NoticeVersion",
    "Party",
    "PartyCreate",
    "PartyRead",
    "Placement",
    "PlacementCreate",
    "PlacementRead",
    "ProjectClaim",
    "ProjectClaimCreate",
    "ProjectStatus",
    "SecurityInterest",
    "SecurityInterestCreate",
    "SecurityInterestRead",
]
