"""依据法律法规、司法解释或监管机构的规定不得收购、受让的其他主体: barred by another law; a person decides.

No rule can read every law, so one finding is always undecided and says who must decide. An admission of the bidder, or
an entry on a list for this limb, adds its own finding.
"""

from disposal.eligibility.findings.case import Case, LimbRule
from disposal.eligibility.findings.conclusion import cleared, conclude
from disposal.eligibility.findings.finding import Finding
from disposal.eligibility.findings.ground import missing
from disposal.eligibility.findings.listed import listed, unanswered
from disposal.eligibility.insiders.insider import declared
from notices.content.limbs import LimbCode
from notices.content.terms import RestrictionLimb


def examine(case: Case, limb: RestrictionLimb) -> tuple[Finding, ...]:
    """Return the findings of lists and declaration, and the undecided one for a compliance officer."""
    key, name = case.bidder.key, case.bidder.name
    zh = f"{name}是否为其他法律、监管规定所禁止，须由合规人员核定"
    en = f"whether another law or a regulator bars {name} is for a compliance officer to decide"
    found = [*listed(case, limb.code, key), *declared(case, limb), *unanswered(case, (limb,), (key,))]
    decision = missing(key, "decision.other_law", zh=zh, en=en)
    return conclude(case, limb, (*found, decision), cleared(key, zh, en))


RULE = LimbRule(code=LimbCode.other_law, version="2", examine=examine)
