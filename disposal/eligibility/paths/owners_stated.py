"""Check that every owner on the path is fully stated. If not, the bidder cannot be cleared."""

from collections import deque
from collections.abc import Iterable
from decimal import Decimal

from disposal.eligibility.facts.people import OrganKind, OwnersKnown
from disposal.eligibility.facts.relations import Office, RelationKind
from disposal.eligibility.findings.case import Case
from disposal.eligibility.findings.ground import Ground, missing
from disposal.eligibility.findings.listed import named
from disposal.eligibility.ownership.ownership import HUNDRED, percent_words

_HEADS = {Office.legal_representative, Office.principal, Office.partner}  # 民法典第六十一条、第一百零五条
_ROUNDING = Decimal("0.01")  # largest rounding error of a printed share


def unstated_owners(case: Case, keys: Iterable[str]) -> tuple[Ground, ...]:
    """Return a gap for each organisation whose owners are missing or whose shares exceed 100 %.

    Owners are complete if their shares add up to 100 % within rounding, or if they are stated as complete and some
    share is not a figure. Owners stated as exempt (listed companies, the state) need not be traced. But the exemption
    is a gap for the bidder without a named owner, and for a party above it without a named owner or representative.
    """
    incomplete, excessive, unproved = [], [], []
    above = sorted(keys)
    for key in above:
        party = case.parties[key]
        links = [link for link in case.graph.into(key) if link.is_owner]
        if party.is_person or party.owners is OwnersKnown.exempt:
            unproved += [key] if not party.is_person and not links and _is_exemption_bare(case, key) else []
            continue
        total = sum((link.percent for link in links if link.percent), Decimal())
        slack = _ROUNDING * max(len(links), 1)
        if total > HUNDRED + slack:
            excessive.append(key)
        elif total < HUNDRED - slack and not _is_said_complete(case, key, [link.percent for link in links]):
            incomplete.append(key)
    rings = () if incomplete else _rings(case, above)
    exempted = (_unproved(case, key) for key in unproved)
    return (*_incomplete(case, incomplete), *exempted, *(_excessive(case, key) for key in excessive), *rings)


def _is_exemption_bare(case: Case, key: str) -> bool:
    """Check whether only the dossier states that a company is exempt, so that any party may own it.

    The state and the project's own parties are known from other sources.
    """
    if key == case.bidder.key:
        return True
    if case.parties[key].organ is OrganKind.state_organ or key in case.facts.project.keys:
        return False
    return key in case.above_bidder.reached and not _is_represented(case, key)


def _is_represented(case: Case, key: str) -> bool:
    """Check whether a person represents or heads the organisation on the day."""
    posts = case.relations_to(key, RelationKind.office)
    return any(post.office in _HEADS and post.is_in_force(case.on) for post in posts)


def _unproved(case: Case, key: str) -> Ground:
    name = case.name(key)
    zh = f"{name}申报无需穿透出资人，但未列出任何出资人，亦无证明（请提供上市公司、国有独资或行政事业单位的证明材料）"
    en = (
        f"{name} is stated to need no tracing of its owners and none is named: evidence is needed, such as of its "
        "listing or of state ownership"
    )
    return missing(key, f"parties.{key}.owners", zh=zh, en=en)


def _rings(case: Case, keys: list[str]) -> tuple[Ground, ...]:
    """Return the gap of organisations that own one another in full: the owners behind the ring are unknown."""
    inside = frozenset(keys)
    ends = [key for key in keys if case.parties[key].is_person or case.parties[key].owners is OwnersKnown.exempt]
    ends += [link.owner for key in keys for link in case.graph.into(key) if link.owner not in inside]
    above, queue = set(ends), deque(ends)
    while queue:
        for link in case.graph.out_of(queue.popleft()):
            if link.is_owner and link.owned not in above:
                above.add(link.owned)
                queue.append(link.owned)
    closed = [key for key in keys if key not in above]
    if not closed:
        return ()
    zh, en = named(case, closed)
    asked = f"parties.{closed[0]}.owners"
    zh = f"{zh}的出资人逐层追溯至循环持股，未见最终出资人"
    en = f"{en}: the owners lead into a ring of companies behind which nobody stands"
    return (missing(closed[0], asked, zh=zh, en=en),)


def unstated_offices(case: Case) -> tuple[Ground, ...]:
    """Return the gaps of an organisation that has not stated its representative, directors or controllers."""
    dossier, key, name = case.facts.dossier, case.bidder.key, case.bidder.name
    asked = {
        "legal_representative": (dossier.legal_representative, "法定代表人", "its legal representative"),
        "directors": (dossier.directors, "董事、监事、高级管理人员", "its directors, supervisors and managers"),
        "controllers": (dossier.controllers, "实际控制人", "who actually controls it"),
    }
    gaps = [
        missing(key, f"dossier.{field}", zh=f"{name}未提供{zh}", en=f"{name} has not stated {en}")
        for field, (stated, zh, en) in asked.items()
        if stated is None
    ]
    if dossier.legal_representative is not None and not _is_represented(case, key):
        zh = f"{name}称已全部提供法定代表人，但未列出现任法定代表人或主要负责人，而单位必有其人"
        en = f"{name} claims to have stated its legal representative and names none, though every organisation has one"
        gaps.append(missing(key, "dossier.legal_representative", zh=zh, en=en))
    return tuple(gaps)


def _is_said_complete(case: Case, key: str, percents: list[Decimal | None]) -> bool:
    return case.parties[key].owners is OwnersKnown.complete and None in percents


def _incomplete(case: Case, keys: list[str]) -> tuple[Ground, ...]:
    if not keys:
        return ()
    zh, en = named(case, keys)
    fact = "dossier.shareholders" if keys[0] == case.bidder.key else f"parties.{keys[0]}.owners"
    return (
        missing(keys[0], fact, zh=f"未提供{zh}的全部出资人", en=f"the owners of {en} have not been stated in full"),
    )


def _excessive(case: Case, key: str) -> Ground:
    total = sum((link.percent for link in case.graph.into(key) if link.percent), Decimal())
    name, words = case.name(key), percent_words(total)
    zh, en = (
        f"{name}的出资比例合计{words}，超过100%，须核实",
        f"the shares in {name} come to {words}, above 100%: check them",
    )
    return missing(key, f"parties.{key}.owners", zh=zh, en=en)
