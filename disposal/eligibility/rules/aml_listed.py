"""列入反洗钱、反恐怖黑名单的人员: parties on anti-money-laundering or anti-terrorism lists may not buy.

The notice's own limb. It applies to persons and organisations. A bidder with a listed participant, at any depth, is
possible: the limb names the listed person, and a person decides whether that person buys through the bidder.
"""

from disposal.eligibility.findings.case import Case, LimbRule
from disposal.eligibility.findings.conclusion import conclude
from disposal.eligibility.findings.finding import Finding
from disposal.eligibility.findings.ground import Ground
from disposal.eligibility.findings.listed import listed, unanswered
from disposal.eligibility.insiders.insider import declared, none_found
from disposal.eligibility.paths.owners_stated import unstated_offices, unstated_owners
from disposal.eligibility.paths.participants import listed_participants
from notices.content.limbs import LimbCode
from notices.content.terms import RestrictionLimb


def examine(case: Case, limb: RestrictionLimb) -> tuple[Finding, ...]:
    """Judge whether the bidder, or a participant in it, is on such a list."""
    key = case.bidder.key
    above = case.above_bidder
    found: list[Ground] = [ground for subject in case.subjects for ground in listed(case, limb.code, subject)]
    found += declared(case, limb)
    found += listed_participants(case, limb.code)
    if not case.bidder.is_person:
        found += [*unstated_offices(case), *unstated_owners(case, {key, *above.reached})]
    found += unanswered(case, (limb,), [key, *sorted(above.reached)])
    looked = (f"竞买人及其{len(above.reached)}名出资人与任职人员", "the bidder and everybody who owns or runs it")
    return conclude(case, limb, found, none_found(case, limb, looked))


RULE = LimbRule(code=LimbCode.aml_listed, version="4", examine=examine)
