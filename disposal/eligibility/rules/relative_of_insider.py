"""内部人员的亲属: relatives of those who take part in the sale may not buy (民法典第一千零四十五条).

法发〔2009〕19号第六条第（十）项；the notice's own limb. Barred are relatives of handling staff, of the debtor's
management and of the valuer's principals; relatives of other professionals are possible. Scope of the notice: lineal
relatives (直系亲属: blood in direct line, so not the spouse) or near ones (近亲属: spouse, parents, children,
siblings, grandparents, grandchildren). If the notice names neither, a near but not lineal relative is undecided.
"""

from disposal.eligibility.findings.case import Case, LimbRule
from disposal.eligibility.findings.conclusion import cleared, conclude
from disposal.eligibility.findings.finding import Finding
from disposal.eligibility.findings.ground import missing
from disposal.eligibility.findings.listed import unanswered
from disposal.eligibility.insiders.insider import declared, none_found, roster_gaps
from disposal.eligibility.insiders.relatives import relative_grounds
from notices.content.limbs import LimbCode
from notices.content.terms import RestrictionLimb


def examine(case: Case, limb: RestrictionLimb) -> tuple[Finding, ...]:
    """Judge whether the bidder is a relative of an insider of the sale, within the notice's scope."""
    key, name = case.bidder.key, case.bidder.name
    if not case.bidder.is_person:
        zh, en = f"{name}为单位，“{limb.words}”所列为自然人", f"{name} is an organisation; “{limb.words}” names persons"
        return conclude(case, limb, (), cleared(key, zh, en))
    found = [
        *relative_grounds(case, limb),
        *declared(case, limb),
        *roster_gaps(case, limb),
        *unanswered(case, (limb,), (key,)),
    ]
    if case.facts.dossier.relatives is None:
        zh, en = f"{name}未申报亲属关系", f"{name} has not stated any relatives"
        found.append(missing(key, "dossier.relatives", zh=zh, en=en))
    looked = (
        "亲属关系与本项目经办人员、债务人管理人员、中介机构负责人员",
        "relatives against staff, management and professionals",
    )
    return conclude(case, limb, found, none_found(case, limb, looked))


RULE = LimbRule(
    code=LimbCode.relative_of_insider, version="4", examine=examine,
    rosters=("handling_staff", "debtors", "engaged"),
)  # fmt: skip
