"""上述关联人参与的非金融机构法人: an organisation in which an insider takes part may not buy.

法发〔2009〕19号第六条第（九）项；the notice's own limb. Insiders are the people named by the notice's other limbs.
Any share at any depth is participation, and so is an office of management or actual control. Shares are multiplied
along a path and added over the paths. Financial institutions are excepted: a bidder stated to be one, and every path
through one; the finding asks for the licence. A party not stated to be one is not excepted.
"""

from collections.abc import Iterable
from dataclasses import replace

from disposal.eligibility.findings.case import Case, LimbRule
from disposal.eligibility.findings.conclusion import cleared, conclude
from disposal.eligibility.findings.finding import Finding, Outcome
from disposal.eligibility.findings.ground import Ground
from disposal.eligibility.findings.listed import lists_read, unanswered
from disposal.eligibility.insiders.insider import declared, insider_grounds, none_found, roster_gaps
from disposal.eligibility.ownership.participation import Participation
from disposal.eligibility.paths.owners_stated import unstated_offices, unstated_owners
from disposal.eligibility.paths.participants import Walks, take_part
from disposal.eligibility.paths.pathway import path_words, ways
from notices.content.limbs import LimbCode
from notices.content.terms import RestrictionLimb


def examine(case: Case, limb: RestrictionLimb) -> tuple[Finding, ...]:
    """Judge whether an insider takes part in the bidder."""
    name = case.bidder.name
    if case.bidder.is_person:
        kind, said = case.bidder.kind, f"“{limb.words}”"
        zh, en = f"{name}为{kind.zh}，{said}所列为法人", f"{name}: {kind.en}; {said} names legal persons"
        return conclude(case, limb, (), cleared(case.bidder.key, zh, en))
    walks = take_part(case)
    found = [
        *_insiders(case, walks.counting, walks.counting.reached),
        *_not_counted(case, walks),
        *declared(case, limb),
        *_gaps(case, walks),
    ]
    count = len(walks.counting.reached)
    looked = (f"{count}名直接、间接出资人与任职人员", "everybody who owns or runs it, at any depth")
    lists = lists_read(case, [insider.code for insider, _ in case.insider_limbs])
    return conclude(case, limb, found, none_found(case, limb, lists, looked))


def _insiders(case: Case, through: Participation, keys: Iterable[str]) -> Iterable[Ground]:
    """Yield the grounds of each participant under each insider limb, with the path to the bidder."""
    for key in sorted(keys):
        for limb, grounds in case.insider_limbs:
            for ground in insider_grounds(case, limb, grounds, key):
                if ground.outcome is not Outcome.clear:
                    paths, stake = ways(case, through, key)
                    zh = f"{ground.zh}（“{limb.words}”），并参与{case.bidder.name}：{path_words(paths, stake)}"
                    en = f"{ground.en} (“{limb.code.en}”), and takes part in {case.bidder.name}: "
                    en += path_words(paths, stake, english=True)
                    yield replace(ground, person=key, zh=zh, en=en, paths=paths, stake=stake)


def _not_counted(case: Case, walks: Walks) -> Iterable[Ground]:
    """Yield insiders who participate only through financial institutions or relations not in force."""
    for through, keys, zh, en in walks.excepted(case):
        for ground in _insiders(case, through, keys):
            if ground.is_found:
                yield replace(ground, outcome=Outcome.clear, zh=f"{ground.zh}，{zh}", en=f"{ground.en}; {en}")


def _gaps(case: Case, walks: Walks) -> Iterable[Ground]:
    """Yield the missing owners, rosters and look-ups without which participants cannot be cleared."""
    yield from unstated_offices(case)
    yield from unstated_owners(case, walks.open_parties(case))
    people = sorted(key for key in walks.counting.reached if case.parties[key].is_person)
    limbs = [limb for limb, _ in case.insider_limbs]
    yield from unanswered(case, limbs, people)
    for limb in limbs:
        yield from roster_gaps(case, limb)
    yield from walks.shortfall(case)


RULE = LimbRule(code=LimbCode.participated_entity, version="4", examine=examine)
