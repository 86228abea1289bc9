"""金融资产管理公司工作人员: staff of an AMC may not buy (法发〔2009〕19号第六条第（九）项；the notice's own limb).

Scope: all staff, or only those who handled the asset. A person who handles this project is barred in both scopes. A
person on a staff list, or with a post in such a company, is barred in the wide scope.
"""

from disposal.eligibility.facts.people import OrganKind
from disposal.eligibility.findings.case import Case, LimbRule
from disposal.eligibility.findings.finding import Finding, Outcome
from disposal.eligibility.findings.ground import Ground
from disposal.eligibility.findings.listed import listed
from disposal.eligibility.insiders.insider import employed, examine_person, narrowed
from notices.content.limbs import LimbCode
from notices.content.terms import RestrictionLimb


def grounds(case: Case, limb: RestrictionLimb, key: str) -> tuple[Ground, ...]:
    """Return why the person is staff of an asset management company, within the limb's scope."""
    found = [*listed(case, limb.code, key), *employed(case, key, OrganKind.amc, Outcome.barred)]
    if key in (case.facts.project.handling_staff or ()):
        zh, en = f"{case.name(key)}系本项目经办人员", f"{case.name(key)} is on the staff that handles this project"
        found.insert(0, Ground(outcome=Outcome.barred, person=key, zh=zh, en=en))
    return narrowed(case, limb, found, key)


def examine(case: Case, limb: RestrictionLimb) -> tuple[Finding, ...]:
    """Judge whether the bidder works for an asset management company."""
    return examine_person(case, limb, grounds)


RULE = LimbRule(
    code=LimbCode.amc_staff,
    version="2",
    examine=examine,
    grounds=grounds,
    rosters=("handling_staff",),
    handlers="handling_staff",
)
