"""Signs of buying through another as findings, with their sentences; also that none was seen, or could be."""

from dataclasses import dataclass

from disposal.eligibility.case import Case
from disposal.eligibility.finding import Finding, Outcome, Path
from disposal.eligibility.law import SALES_2009

RULE = "evasion"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """One sign: whom it points at, and the clause in both languages."""

    code: str
    person: str
    zh: str
    en: str
    paths: tuple[Path, ...] = ()


def told(case: Case, signal: Signal) -> Finding:
    """Return the sign as a finding for a person to decide."""
    return _finding(
        case,
        Outcome.possible,
        f"{signal.zh}，可能为变相购买，须由人核定。依据：本公告；{SALES_2009.citation}。",
        f"{signal.en}: possibly buying through another; a person must decide. "
        f"Source: this notice; {SALES_2009.citation_en}.",
        signal,
    )


def unseen(case: Case) -> tuple[Finding, ...]:
    """Return an undecided finding for each fact without which a sign cannot be looked for."""
    name, dossier = case.bidder.name, case.facts.dossier
    asked = [
        (case.bidder.contacts is None, "dossier.bidder.contacts", "电话、地址、资金账户", "phone, address and account"),
        (dossier.agents is None, "dossier.agents", "有无代理人", "whether anybody acts for it"),
        (
            not case.bidder.is_person and dossier.legal_representative is None,
            "dossier.legal_representative",
            "法定代表人",
            "its legal representative",
        ),
        (case.facts.other_bidders is None, "other_bidders", "本项目其他竞买人", "who else bids in this project"),
    ]
    missing = [(fact, zh, en) for is_missing, fact, zh, en in asked if is_missing]
    return tuple(
        _finding(
            case,
            Outcome.undecided,
            f"{name}：未提供{zh}，无法排查变相购买线索。请补充后重新审查。依据：本公告；{SALES_2009.citation}。",
            f"{name}: nobody has stated {en}, so signs of buying through another cannot be looked for. "
            f"Supply it and screen again. Source: this notice; {SALES_2009.citation_en}.",
            asks=(fact,),
        )
        for fact, zh, en in missing
    )


def none_seen(case: Case) -> Finding:
    """Return the clear finding: what was compared with whom."""
    name, rivals = case.bidder.name, len(case.facts.other_bidders or ())
    return _finding(
        case,
        Outcome.clear,
        f"未发现{name}变相购买的线索：已将其电话、地址、资金账户、代理人、法定代表人与受限人员及其他{rivals}名竞买人比对。"
        f"依据：本公告；{SALES_2009.citation}。",
        f"No sign that {name} buys for another: phone, address, account, agents and legal representative were compared "
        f"with barred parties and {rivals} other bidders. Source: this notice; {SALES_2009.citation_en}.",
    )


def _finding(
    case: Case, outcome: Outcome, zh: str, en: str, signal: Signal | None = None, *, asks: tuple[str, ...] = ()
) -> Finding:
    person = signal.person if signal else case.bidder.key
    return Finding(
        rule=f"{RULE}.{signal.code}" if signal else RULE,
        outcome=outcome,
        limb=None,
        wording="变相购买",
        person=person,
        person_name=case.name(person),
        zh=zh,
        en=en,
        source=SALES_2009,
        paths=signal.paths if signal else (),
        asks=asks,
    )
