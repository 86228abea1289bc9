"""金融监管机构工作人员: staff of a financial regulator may not buy.

法发〔2009〕19号第六条第（九）项；the notice's own limb. All staff are meant, in any post. A person on a list of
staff, or with a post in a regulator, is barred.
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
    """Return the entries on lists of regulators' staff and the posts in regulators."""
    return (*listed(case, limb.code, key), *employed(case, key, OrganKind.regulator, Outcome.barred))


def examine(case: Case, limb: RestrictionLimb) -> tuple[Finding, ...]:
    """Judge whether the bidder works for a financial regulator."""
    return examine_person(case, limb, grounds)


RULE = LimbRule(code=LimbCode.regulator_staff, version="2", examine=examine, grounds=grounds)
