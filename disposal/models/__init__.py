"""The registry's records, one file for each noun: tables, and the schemas to create and show them.

A new noun is its file and one line here, which makes its table known to the database. This file offers every name to
the floors above; rooms of models do not import it. They may import ``collateral_types``, ``money``, ``identifiers``,
codes and values of ``eligibility``, and the codes, texts and values of ``notices``.
"""

from disposal.models.accounts.account import Account, AccountCreate, AccountRead
from disposal.models.accounts.account_request import AccountAct, AccountRequest
from disposal.models.accounts.api_token import ApiToken
from disposal.models.accounts.idempotent_answer import IdempotentAnswer
from disposal.models.accounts.mode import RegisterMode
from disposal.models.accounts.one_time_secret import OneTimePurpose, OneTimeSecret
from disposal.models.accounts.passkey import Passkey, PasskeyChallenge
from disposal.models.accounts.person import Person, PersonCreate, PersonRead
from disposal.models.accounts.provider_identity import ProviderAnswer, ProviderIdentity, ProviderIdentityCreate
from disposal.models.accounts.second_factor import RecoveryCode, SecondFactor
from disposal.models.accounts.sign_in_attempt import SignInAttempt
from disposal.models.accounts.sign_in_session import SignInSession
from disposal.models.accounts.tried_number import TriedNumber
from disposal.models.approvals.approval import Approval
from disposal.models.approvals.authority import ApprovalAuthority, ApprovalAuthorityCreate
from disposal.models.approvals.deputyship import Deputyship, DeputyshipCreate, DeputyshipRead
from disposal.models.approvals.paper_approval import PaperApproval, PaperState
from disposal.models.approvals.reading import ApprovalReading
from disposal.models.approvals.step import ApprovalStep
from disposal.models.approvals.submission import Submission, SubmissionState, Urgency
from disposal.models.approvals.submission_return import ReturnReason, SubmissionReturn
from disposal.models.claims.assignment import Assignment, AssignmentCreate, AssignmentRead
from disposal.models.claims.claim import Claim, ClaimCreate, ClaimRead, ClaimStatus, LoanContract
from disposal.models.claims.claim_draft import ClaimDraft, DraftState
from disposal.models.claims.co_debtor import CoDebtor, CoDebtorCreate, CoDebtorRead, CoDebtorRole
from disposal.models.claims.collateral import Collateral, CollateralCreate, CollateralRead
from disposal.models.claims.guarantee import Guarantee, GuaranteeCreate, GuaranteeRead
from disposal.models.claims.litigation_status import LitigationStatus, LitigationStatusCreate, LitigationStatusRead
from disposal.models.claims.security_interest import SecurityInterest, SecurityInterestCreate, SecurityInterestRead
from disposal.models.claims.statement import ClaimStatement, ClaimStatementCreate, ClaimStatementRead
from disposal.models.enquiries.enquiry import (
    Enquiry,
    EnquiryAnswer,
    EnquiryCreate,
    EnquiryFields,
    EnquiryFile,
    EnquiryState,
)
from disposal.models.lists.entry import ListEntry, ListNumberKind
from disposal.models.lists.restricted_list import RestrictedList, RestrictedListCreate, RestrictedListRead
from disposal.models.lists.upload import ListUpload
from disposal.models.lists.version import ImportMode, ListVersion
from disposal.models.objections.codes import (
    OPEN_STATES,
    AuthorityPapers,
    ObjectionGround,
    ObjectionOutcome,
    ObjectionState,
    ObjectorStanding,
    ProposalState,
    ReceiptCheck,
    ReplyMethod,
)
from disposal.models.objections.handling import (
    ObjectionDecision,
    ObjectionFile,
    ObjectionMessage,
    ObjectionPause,
    ObjectionReply,
    ObjectionReplyCreate,
)
from disposal.models.objections.objection import (
    FilingAttempt,
    Objection,
    ObjectionCreate,
    ObjectionFields,
)
from disposal.models.objections.rule import ObjectionRule, ObjectionRuleCreate
from disposal.models.parties.merge import PartyDistinction, PartyMerge
from disposal.models.parties.party import Party, PartyCreate, PartyRead
from disposal.models.parties.relation import PartyRelation, PartyRelationCreate, PartyRelationRead
from disposal.models.parties.standing import ContactTrace, PartyStanding
from disposal.models.projects.disposal_project import (
    DisposalProject,
    DisposalProjectCreate,
    DisposalProjectRead,
    ProjectClaim,
    ProjectClaimCreate,
    ProjectStatus,
)
from disposal.models.projects.issuer import Issuer, IssuerCreate, IssuerRead
from disposal.models.projects.package_import import ImportState, PackageImport, PackageImportPart
from disposal.models.projects.preemption_notice import (
    PreemptionNotice,
    PreemptionNoticeCreate,
    PreemptionNoticeRead,
)
from disposal.models.projects.role import ProjectRole, ProjectRoleCreate, RoleKind
from disposal.models.publication.buyer_override import BuyerOverride
from disposal.models.publication.loan_override import LoanOverride
from disposal.models.publication.notice import LiveClaim, Notice, NoticeCounter, NoticeRead
from disposal.models.publication.notice_link import NoticeLink, NoticeRelation
from disposal.models.publication.notice_version import NoticeVersion
from disposal.models.publication.placement import Placement, PlacementCreate, PlacementRead
from disposal.models.publication.placement_scan import PlacementScan
from disposal.models.publication.press import (
    BookingState,
    PressBooking,
    PressBookingCreate,
    PressProof,
    ProofDifference,
    SealUse,
    SealUseCreate,
)
from disposal.models.publication.window_event import WindowEvent, WindowEventKind
from disposal.models.publication.window_recount import WindowRecount
from disposal.models.records.audit_entry import AuditEntry
from disposal.models.records.filing_channel import FilingChannel
from disposal.models.reports.discipline_key import DisciplineKey, DisciplineKeyKind
from disposal.models.reports.discipline_opinion import DisciplineOpinion, DisciplineVerdict
from disposal.models.reports.mailbox_slot import MailboxSlot
from disposal.models.screening.bidder import Bidder, BidderCreate, BidderRead, DossierPart
from disposal.models.screening.decision import ScreeningDecision, Verdict
from disposal.models.screening.screening import (
    PendingRescreening,
    Screening,
    ScreeningAlert,
    ScreeningStage,
    WatchedParty,
)
