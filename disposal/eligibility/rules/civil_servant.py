"""国家公务员: a serving civil servant may not buy (法发〔2009〕19号第六条第（九）项；the notice's own limb).

A person on a list of civil servants is barred. A person who works for a state organ is possible only: not all staff are
civil servants. The limb names natural persons.
"""

from disposal.eligibility.facts.people import OrganKind
from disposal.eligibility.findings.case import Case, LimbRule
from disposal.eligibility.findings.finding import Finding, Outcome
from disposal.eligibility.findings.ground import Ground
from disposal.eligibility.findings.listed import listed
from disposal.eligibility.insiders.insider import employed, examine_person
from notices.content.limbs import LimbCode
from notices.content.terms import RestrictionLimb


def grounds(case: Case, limb: RestrictionLimb, key: str) -> tuple[Ground, ...]:
    """Return the entries on lists of civil servants and the posts in state organs."""
    return (*listed(case, limb.code, key), *employed(case, key, OrganKind.state_organ, Outcome.possible))


def examine(case: Case, limb: RestrictionLimb) -> tuple[Finding, ...]:
    """Judge whether the bidder is a civil servant."""
    return examine_person(case, limb, grounds)


RULE = LimbRule(code=LimbCode.civil_servant, version="2", examine=examine, grounds=grounds)
