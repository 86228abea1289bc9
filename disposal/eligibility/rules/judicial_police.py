"""政法干警: judicial and police officers may not buy (法发〔2009〕19号第六条第（九）项；the notice's own limb).

Scope: all officers, or only those who handled the asset (曾经办上述资产的政法干警). A person who handled it is barred
in both scopes. A person on a list is barred in the wide scope. A person who only works for such an organ is possible:
not all staff are officers.
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
    """Return why the person is a judicial or police officer, within the limb's scope."""
    found = [*listed(case, limb.code, key), *employed(case, key, OrganKind.judicial, Outcome.possible)]
    if key in (case.facts.project.judicial_handlers or ()):
        zh, en = (
            f"{case.name(key)}系曾经办上述资产的政法干警",
            f"{case.name(key)} is a judicial officer who handled the asset",
        )
        found.insert(0, Ground(outcome=Outcome.barred, person=key, zh=zh, en=en))
    return narrowed(case, limb, found, key)


def examine(case: Case, limb: RestrictionLimb) -> tuple[Finding, ...]:
    """Judge whether the bidder is a judicial or police officer."""
    return examine_person(case, limb, grounds)


RULE = LimbRule(
    code=LimbCode.judicial_police,
    version="2",
    examine=examine,
    grounds=grounds,
    handlers="judicial_handlers",
)
