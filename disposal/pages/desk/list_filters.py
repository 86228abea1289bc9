"""The filters that stand over each list of the staff pages, in their order."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from disposal.eligibility.findings.finding import Outcome
from disposal.pages.desk.own_proof import problems_of
from disposal.services.filings.published import refuse_unknown_notice
from disposal.services.publication.errors import NoticeUnknown
from disposal.services.staff_lists.claims import STATUS_WORDS as CLAIM_STATUS
from disposal.services.staff_lists.columns import CellWords
from disposal.services.staff_lists.notices import ListedState
from disposal.services.staff_lists.projects import STATUS_WORDS as PROJECT_STATUS
from disposal.web.acting import StaffSession
from notices.codes import BankruptcyStage, Coded, PartyKind
from notices.kinds import KINDS
from notices.reading import Problem

Choices = tuple[tuple[str, str, str], ...]
"""Value, Chinese words, English words."""


@dataclass(frozen=True, slots=True)
class ListFilter:
    """A field over a list: its name in the address, its words, what is typed, and its choices if it is chosen."""

    name: str
    zh: str
    en: str
    kind: str = "text"
    choices: Choices = ()

    def pairs(self, language: str) -> tuple[tuple[str, str], ...]:
        """Return the choices in one language, with that of none first."""
        none = ("", "all" if language == "en" else "全部")
        return (none, *((value, en if language == "en" else zh) for value, zh, en in self.choices))


def _codes(codes: Iterable[Coded]) -> Choices:
    return tuple((code.value, code.zh, code.en) for code in codes)


def _words(statuses: Mapping[Any, CellWords]) -> Choices:
    return tuple((str(status.value), words.zh, words.en) for status, words in statuses.items())


OUTCOMES = tuple(each for each in Outcome if each is not Outcome.not_in_notice)
_PROVINCE = ListFilter("province", "省份", "Province")
_YES: Choices = (("是", "是", "yes"),)
FILTERS: Mapping[str, tuple[ListFilter, ...]] = MappingProxyType({
    "claims": (
        ListFilter("q", "债务人、合同编号或资产编号", "Debtor, contract or asset number"),
        ListFilter("status", "状态", "State", "choice", _words(CLAIM_STATUS)),
        ListFilter("batch", "收购批次", "Batch"),
        _PROVINCE,
        ListFilter("min_principal", "本金不低于", "Principal at least", "amount"),
        ListFilter("max_principal", "本金不高于", "Principal at most", "amount"),
        ListFilter("entered_from", "录入日期自", "Entered from", "day"),
        ListFilter("entered_until", "录入日期至", "Entered until", "day"),
    ),
    "parties": (
        ListFilter("q", "名称、曾用名或号码", "Name, former name or number"),
        ListFilter("kind", "类型", "Kind", "choice", _codes(PartyKind)),
        ListFilter("bankruptcy", "破产阶段", "Bankruptcy", "choice", _codes(BankruptcyStage)),
        ListFilter("unverified", "国家机关未核实", "State organ not verified", "choice", _YES),
    ),
    "projects": (
        ListFilter("q", "项目编号或名称", "Code or name"),
        ListFilter("status", "状态", "State", "choice", _words(PROJECT_STATUS)),
        _PROVINCE,
        ListFilter("min_value", "账面价值不低于", "Book value at least", "amount"),
        ListFilter("max_value", "账面价值不高于", "Book value at most", "amount"),
        ListFilter("review_from", "审核会议日自", "Review from", "day"),
        ListFilter("review_until", "审核会议日至", "Review until", "day"),
    ),
    "notices": (
        ListFilter("q", "公告编号或正文", "Number or text"),
        ListFilter("state", "状态", "State", "choice", _codes(ListedState)),
        ListFilter("kind", "种类", "Kind", "choice", tuple((k.code, k.label_zh, k.label_en) for k in KINDS)),
        _PROVINCE,
        ListFilter("min_amount", "金额不低于", "Amount at least", "amount"),
        ListFilter("max_amount", "金额不高于", "Amount at most", "amount"),
        ListFilter("published_from", "公告日期自", "Published from", "day"),
        ListFilter("published_until", "公告日期至", "Published until", "day"),
    ),
    "bidders": (
        ListFilter("q", "名称或号码", "Name or number"),
        ListFilter("outcome", "审查结论", "Screening", "choice", _codes(OUTCOMES)),
        ListFilter("pending", "待重新审查", "To be screened again", "choice", _YES),
        ListFilter("entered_from", "录入日期自", "Entered from", "day"),
    ),
})  # fmt: skip
"""The filters by the code of the list; that of the branch is added where there is a choice."""
EMPTY: Mapping[str, tuple[str, str, str, str, str, str]] = MappingProxyType({
    "claims": ("录入的债权列在这里，可筛选、导出。", "Claims stand here once entered.", "录入债权", "Enter a claim",
               "/desk/claims/new", "claim_draft.opened"),
    "parties": ("录入债权时，债务人、保证人和抵押人自动成为主体。", "Parties come with the claims that name them.",
                "录入债权", "Enter a claim", "/desk/claims/new", "claim_draft.opened"),
    "projects": ("选择债权、组成处置项目后列在这里。", "Projects stand here once claims are chosen for one.",
                 "查看债权", "See the claims", "/desk/claims", "claims.read"),
    "notices": ("处置项目起草公告后列在这里，草稿也在内。", "Notices stand here once drafted from a project.",
                "查看处置项目", "See the projects", "/desk/projects", "projects.read"),
    "bidders": ("录入申报资料后，意向受让人及审查结论列在这里。", "Bidders stand here once their dossiers are entered.",
                "录入申报", "Enter a dossier", "/desk/bidders/new", "bidder.entered"),
})  # fmt: skip
"""For each list without rows: what would stand there, in both languages, and one act, with its address and right."""


def unknown_notice(session: StaffSession, number: str) -> tuple[Problem, ...]:
    """Return the problem of a filter by a notice that is not there; none where it is, and where nothing is asked."""
    try:
        refuse_unknown_notice(session, number)
    except NoticeUnknown as error:
        return problems_of(error)
    return ()
