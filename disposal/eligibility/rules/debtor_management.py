"""债务人管理人员: the debtor's management may not buy (法发〔2009〕19号第六条第（九）项；the notice's own limb).

Scope: state-owned debtors only (国有企业债务人管理层), or any debtor (原债务人管理人员). Management is the legal
representative, principal, director, supervisor, senior manager or partner; other staff is not. A state organ is not an
enterprise: its management is possible. If the scope depends on it, the facts must state whether the debtor is
state-owned.
"""

from disposal.eligibility.facts.people import OrganKind
from disposal.eligibility.facts.relations import Relation, RelationKind
from disposal.eligibility.findings.case import Case, LimbRule
from disposal.eligibility.findings.finding import Finding, Outcome
from disposal.eligibility.findings.ground import Ground, missing
from disposal.eligibility.findings.listed import listed
from disposal.eligibility.insiders.insider import dated, examine_person, holds
from notices.content.limbs import LimbCode
from notices.content.terms import RestrictionLimb


def grounds(case: Case, limb: RestrictionLimb, key: str) -> tuple[Ground, ...]:
    """Return the management posts in debtors within the limb's scope, and the list entries."""
    debtors = case.facts.project.debtors or ()
    posts = case.relations_from(key, RelationKind.office)
    runs = (post for post in posts if post.to_party in debtors and post.office and post.office.is_management)
    return (*listed(case, limb.code, key), *(_scoped(case, limb, post) for post in runs))


def _scoped(case: Case, limb: RestrictionLimb, post: Relation) -> Ground:
    debtor, (zh, en) = case.parties[post.to_party], holds(case, post)
    zh, en = f"{zh}，{debtor.name}为债务人", f"{en}, a debtor"
    if not limb.is_state_owned_only or debtor.is_state_owned:
        return dated(case, post, Outcome.barred, zh, en)
    if debtor.organ is OrganKind.state_organ:
        return dated(case, post, Outcome.possible, f"{zh}且为国家机关", f"{en} and a state organ")
    if debtor.is_state_owned is None and post.is_in_force(case.on):
        fact = f"parties.{debtor.key}.is_state_owned"
        return missing(post.from_party, fact, zh=f"{zh}，但未载明其是否国有", en=f"{en}; state-owned or not?")
    zh, en = f"{zh}，但并非国有企业，本公告只限制国有企业债务人，不计", f"{en}, but not state-owned: not counted"
    return Ground(outcome=Outcome.clear, person=post.from_party, zh=zh, en=en)


def examine(case: Case, limb: RestrictionLimb) -> tuple[Finding, ...]:
    """Judge whether the bidder belongs to the management of a debtor."""
    return examine_person(case, limb, grounds)


RULE = LimbRule(
    code=LimbCode.debtor_management,
    version="2",
    examine=examine,
    grounds=grounds,
    rosters=("debtors",),
)
