"""Findings about evasion: a sign was seen, no sign was seen, or a fact is missing to look for one."""

from dataclasses import dataclass, replace

from disposal.eligibility.facts.people import ContactKind
from disposal.eligibility.findings.case import Case
from disposal.eligibility.findings.finding import Finding, Outcome, Path

RULE = "evasion"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """One sign: the party it points to, and its clause in both languages."""

    code: str
    person: str
    zh: str
    en: str
    paths: tuple[Path, ...] = ()


def told(case: Case, signal: Signal) -> Finding:
    """Return the sign as a finding for a person to decide."""
    said = (
        f"{signal.zh}，可能为变相购买，须由人核定。依据：本公告。",
        f"{signal.en}: possibly buying through another; a person must decide. Source: this notice.",
    )
    finding = _finding(case, Outcome.possible, said)
    name = case.name(signal.person)
    return replace(finding, rule=f"{RULE}.{signal.code}", person=signal.person, person_name=name, paths=signal.paths)


def unseen(case: Case) -> tuple[Finding, ...]:
    """Return an undecided finding for each fact that is missing to look for a sign."""
    dossier = case.facts.dossier
    represented = case.bidder.is_person or dossier.legal_representative is not None
    stated = {point.kind for point in case.bidder.contacts or ()}
    kinds = [kind for kind in ContactKind if kind not in stated]
    kinds_zh, kinds_en = "、".join(kind.zh for kind in kinds), ", ".join(kind.en for kind in kinds)
    asked = [
        (bool(kinds), "dossier.bidder.contacts", kinds_zh, kinds_en),
        (dossier.agents is None, "dossier.agents", "有无代理人", "whether anybody acts for it"),
        (not represented, "dossier.legal_representative", "法定代表人", "its legal representative"),
        (case.facts.other_bidders is None, "other_bidders", "本项目其他竞买人", "who else bids in this project"),
    ]
    return tuple(_unstated(case, fact, zh, en) for is_missing, fact, zh, en in asked if is_missing)


def _unstated(case: Case, fact: str, zh: str, en: str) -> Finding:
    name = case.bidder.name
    said = (
        f"{name}：未提供{zh}，无法排查变相购买线索。请补充后重新审查。依据：本公告。",
        f"{name}: nobody has stated {en}, so signs of buying through another cannot be looked for. "
        f"Supply it and screen again. Source: this notice.",
    )
    return replace(_finding(case, Outcome.undecided, said), asks=(fact,))


def none_seen(case: Case) -> Finding:
    """Return the clear finding. It says what was compared with whom."""
    name, rivals = case.bidder.name, len(case.facts.other_bidders or ())
    said = (
        f"未发现{name}变相购买的线索：已将其电话、地址、资金账户、代理人、法定代表人与受限人员及其他{rivals}名竞买人比对，"
        f"并查其出资人与任职人员是否为受限人员代持、是否系其近亲属。"
        f"依据：本公告。",
        f"No sign that {name} buys for another: phone, address, account, agents and legal representative were compared "
        f"with barred parties and {rivals} other bidders, and whether its people act for or are kin to the barred. "
        f"Source: this notice.",
    )
    return _finding(case, Outcome.clear, said)


def _finding(case: Case, outcome: Outcome, said: tuple[str, str]) -> Finding:
    return Finding(
        rule=RULE,
        outcome=outcome,
        limb=None,
        wording="变相购买",
        person=case.bidder.key,
        person_name=case.bidder.name,
        zh=said[0],
        en=said[1],
        source=case.notice_source,
    )
