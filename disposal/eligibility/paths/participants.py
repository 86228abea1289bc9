"""Participants in the bidder: the walk that counts, and wider walks that show what was left out and why."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from disposal.eligibility.findings.case import Case
from disposal.eligibility.findings.ground import Ground, missing, softened
from disposal.eligibility.findings.listed import listed, named
from disposal.eligibility.ownership.participation import Participation, walk
from disposal.eligibility.paths.pathway import path_words, ways
from notices.content.limbs import LimbCode

Excepted = tuple[Participation, frozenset[str], str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Walks:
    """``counting`` stops at financial institutions; ``through_banks`` does not; ``undated`` ignores the days."""

    closed: frozenset[str]
    counting: Participation
    through_banks: Participation
    undated: Participation

    def excepted(self, case: Case) -> Iterator[Excepted]:
        """Yield the parties left out: the walk that reaches them, their keys, and the reason in both languages."""
        banks = sorted(self.closed & ({case.bidder.key} | self.counting.reached))
        names, names_en = named(case, banks)
        yield (
            self.through_banks,
            self.through_banks.reached - self.counting.reached,
            f"但{names}申报为金融机构（应以金融许可证核实），依“非金融机构法人”之例外不计",
            f"but {names_en} is stated to be a financial institution (check its licence), "
            "excepted by “non-financial”: not counted",
        )
        yield (
            self.undated,
            self.undated.reached - self.through_banks.reached,
            f"但其中有关系在{case.on}不在有效期内，不计",
            f"but a link of it is not in force on {case.on}: not counted",
        )

    def open_parties(self, case: Case) -> frozenset[str]:
        """Return the parties whose owners count: the bidder and all above it, no financial institutions."""
        return (self.counting.reached | {case.bidder.key}) - self.closed

    def shortfall(self, case: Case) -> Iterator[Ground]:
        """Yield a gap if the notice names no insiders to look for, and if the walk stopped at a limit."""
        if not case.insider_limbs:
            zh, en = "本公告未列所指的“上述关联人”", "the notice names no insiders to whom “the above” could point"
            yield missing(case.bidder.key, "restrictions.limbs", zh=zh, en=en)
        if not self.counting.is_whole:
            name = case.bidder.name
            zh = f"{name}的出资结构过于庞大或循环持股过密，未能全部计算"
            en = f"the ownership of {name} is too large or its rings are too dense to be followed to the end"
            yield missing(case.bidder.key, "relations", zh=zh, en=en)


def take_part(case: Case) -> Walks:
    """Walk up from the bidder three times: as it counts, through financial institutions, ignoring the days."""
    closed = frozenset(key for key, party in case.parties.items() if party.is_financial_institution)
    counting = case.above_bidder
    if closed & (counting.reached | {case.bidder.key}):
        counting = walk(case.graph, case.bidder.key, closed=closed)
    return Walks(closed=closed, counting=counting, through_banks=case.above_bidder, undated=case.once_above_bidder)


def listed_participants(case: Case, code: LimbCode) -> Iterator[Ground]:
    """Yield the list entries of participants in the bidder, at any depth: possible, with the path."""
    above = case.above_bidder
    for person in sorted(above.reached - set(case.subjects)):
        found = listed(case, code, person)
        paths, stake = ways(case, above, person) if found else ((), None)
        zh = f"{case.name(person)}参与竞买人：{path_words(paths, stake)}"
        en = f"{case.name(person)} takes part in the bidder: {path_words(paths, stake, english=True)}"
        yield from (replace(ground, paths=paths, stake=stake) for ground in softened(found, zh=zh, en=en))
