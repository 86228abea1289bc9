"""The five kinds of record that have a page: what hangs on each, and what it is called."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from disposal.models.claims.assignment import Assignment
from disposal.models.claims.claim import Claim
from disposal.models.claims.co_debtor import CoDebtor
from disposal.models.claims.guarantee import Guarantee
from disposal.models.claims.litigation_status import LitigationStatus
from disposal.models.claims.security_interest import SecurityInterest
from disposal.models.claims.statement import ClaimStatement
from disposal.models.parties.party import Party
from disposal.models.parties.relation import PartyRelation
from disposal.models.parties.standing import PartyStanding
from disposal.models.projects.disposal_project import DisposalProject, ProjectClaim
from disposal.models.projects.preemption_notice import PreemptionNotice
from disposal.models.projects.role import ProjectRole
from disposal.models.publication.notice import Notice
from disposal.models.publication.placement import Placement
from disposal.models.publication.window_event import WindowEvent
from disposal.models.publication.window_recount import WindowRecount
from disposal.models.records.record import Record
from disposal.models.reports.discipline_opinion import DisciplineOpinion
from disposal.models.screening.bidder import Bidder
from disposal.models.screening.decision import ScreeningDecision
from disposal.models.screening.screening import Screening
from disposal.services.staff_records.states import Part


@dataclass(frozen=True, slots=True)
class RecordKind:
    """A kind of record by the code in its address; ``parts`` hang on it, ``title`` is the field it is known by."""

    code: str
    table: type[Record]
    zh: str
    en: str
    title: str
    parts: tuple[Part, ...] = ()


_KINDS = (
    RecordKind(
        "claims", Claim, "债权", "Claim", "debtor_id",
        (
            Part(ClaimStatement, "claim_id", "金额", "Amounts"),
            Part(CoDebtor, "claim_id", "共同债务人", "Co-debtors"),
            Part(Assignment, "claim_id", "转让链", "Chain of title"),
            Part(SecurityInterest, "claim_id", "担保物", "Security"),
            Part(Guarantee, "claim_id", "保证人", "Guarantors"),
            Part(LitigationStatus, "claim_id", "诉讼与执行", "Litigation"),
        ),
    ),
    RecordKind(
        "parties", Party, "主体", "Party", "name",
        (
            Part(PartyStanding, "party_id", "主体性质", "Standing"),
            Part(PartyRelation, "from_party_id", "对他人的关系", "Relations to others"),
            Part(PartyRelation, "to_party_id", "他人对其的关系", "Relations of others"),
        ),
    ),
    RecordKind(
        "projects", DisposalProject, "处置项目", "Project", "code",
        (
            Part(ProjectRole, "project_id", "经办与受聘", "Roles"),
            Part(PreemptionNotice, "project_id", "优先购买权通知", "Preemption notices"),
        ),
    ),
    RecordKind(
        "notices", Notice, "公告", "Notice", "number",
        (
            Part(Placement, "notice_id", "刊登", "Placements", page="/desk/notices/{notice_id}/placements/"),
            Part(WindowEvent, "notice_id", "公告期启闭", "Window events"),
            Part(WindowRecount, "notice_id", "公告期重新计算", "Recounts of the window"),
            Part(DisciplineOpinion, "notice_id", "纪检部门意见", "Opinions of the discipline department"),
        ),
    ),
    RecordKind(
        "bidders", Bidder, "意向受让人", "Bidder", "party_id",
        (
            Part(Screening, "bidder_id", "资格审查", "Screenings", page="/desk/screenings/"),
            Part(ScreeningDecision, "bidder_id", "核定", "Decisions"),
            Part(PartyRelation, "bidder_id", "申报的关系", "Relations stated"),
        ),
    ),
)  # fmt: skip
RECORD_KINDS: Mapping[str, RecordKind] = MappingProxyType({each.code: each for each in _KINDS})
"""All kinds by their code. A record is read with the permission ``<code>.read``."""
CODES_BY_TABLE: Mapping[str, str] = MappingProxyType({str(each.table.__tablename__): each.code for each in _KINDS})
"""The code of the kind whose records stand in a table: the pages of claims are below ``/desk/claims/``."""
PARTS_OF_HISTORY: Mapping[str, tuple[type[Record], ...]] = MappingProxyType({"projects": (ProjectClaim,)})
"""Tables whose changes belong to the history of a record, though its page shows them in another way."""
