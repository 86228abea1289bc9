"""列入反洗钱、反恐怖黑名单的人员: who is listed for money laundering or terrorism may not buy.

The notice's own limb. Persons and organisations alike. A bidder in which a listed person takes part, at any depth, is
possible: the words name the listed person; whether he buys through another is for a person to judge.
"""

from disposal.eligibility.facts.provisions import SALES_2009
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
    """Judge whether the bidder, or whoever takes part in it, stands on such a list."""
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


RULE = LimbRule(code=LimbCode.aml_listed, version="3", source=SALES_2009, examine=examine)
