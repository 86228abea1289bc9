"""Compare two company names part by part: the brands must agree; places and trades must not conflict.

A brand alone proves nothing: 企业名称登记管理规定 art. 17 allows the same brand in another place or trade. So place or
trade must agree too, or the brand must have four characters, or neither name has a place or trade. The legal form never
counts as evidence.
"""

from enum import Enum

from disposal.eligibility.matching.characters import lookalike_groups
from disposal.eligibility.matching.company_name import CompanyName
from disposal.eligibility.matching.match import Manner
from disposal.eligibility.matching.person_matching import DIFFERENT, NameMatch
from disposal.eligibility.matching.places import are_compatible

DISTINCTIVE_LENGTH = 4
"""A brand of this length is evidence without place and trade."""

PROBABLE_SCORE = 0.9
_FORM_CLASSES = {"company": {"limited", "shares"}}


class PartAgreement(Enum):
    """How one part of two names compares: ``missing`` in one of them, ``absent`` from both."""

    equal = "equal"
    within = "within"
    missing = "missing"
    absent = "absent"
    conflict = "conflict"


_PLACE_COST = {
    PartAgreement.equal: 0.0,
    PartAgreement.within: 0.06,
    PartAgreement.missing: 0.1,
    PartAgreement.absent: 0.01,
}
_TRADE_COST = {
    PartAgreement.equal: 0.0,
    PartAgreement.within: 0.08,
    PartAgreement.missing: 0.12,
    PartAgreement.absent: 0.01,
}


def compare_company_names(a: CompanyName, b: CompanyName) -> NameMatch:
    """Compare two company names."""
    if a.full == b.full:
        return _compare_equal(a, b)
    if not a.brand or len(a.brand) != len(b.brand):
        return DIFFERENT
    manner, detail, cost = _compare_brands(a, b)
    if manner is Manner.different:
        return DIFFERENT
    place = place_relation(a, b)
    trade = trade_relation(a.trade, b.trade)
    if PartAgreement.conflict in (place, trade) or not _is_enough(a.brand, place, trade):
        return NameMatch(Manner.different, 0.3, "brand" if a.brand == b.brand else "")
    cost += _PLACE_COST[place] + _TRADE_COST[trade] + _form_cost(a.form, b.form)
    cost += 0.06 if a.group != b.group else 0.0
    cost += 0.04 if place is trade is PartAgreement.absent and len(a.brand) < DISTINCTIVE_LENGTH else 0.0
    if manner is Manner.parts and a.branch != b.branch:
        manner, cost = Manner.branch, cost + 0.1
    return NameMatch(manner, round(0.95 - cost, 2), detail)


def place_relation(a: CompanyName, b: CompanyName) -> PartAgreement:
    """Compare the places in two company names."""
    if a.places == b.places:
        return PartAgreement.equal if a.places else PartAgreement.absent
    if not a.places or not b.places:
        return PartAgreement.missing
    return PartAgreement.within if are_compatible(a.places, b.places) else PartAgreement.conflict


def trade_relation(a: tuple[str, ...], b: tuple[str, ...]) -> PartAgreement:
    """Compare two trades; one is within the other if it omits some of its words."""
    if a == b:
        return PartAgreement.equal if a else PartAgreement.absent
    if not a or not b:
        return PartAgreement.missing
    shorter, longer = sorted((a, b), key=len)
    left = iter(longer)
    return PartAgreement.within if all(word in left for word in shorter) else PartAgreement.conflict


def _compare_equal(a: CompanyName, b: CompanyName) -> NameMatch:
    """Compare names that are equal after folding. A name with only a legal form matches nothing.

    English names that are equal except for words such as Group and Ltd are possible matches.
    """
    if not a.brand and a.form:
        return DIFFERENT
    if a.spelt == b.spelt:
        return NameMatch(Manner.equal, 0.97)
    return NameMatch(Manner.variant, 0.96) if a.brand else NameMatch(Manner.parts, 0.85, a.full)


def _compare_brands(a: CompanyName, b: CompanyName) -> tuple[Manner, str, float]:
    """Compare two brands of the same length; return the manner, its detail, and the cost."""
    if a.brand == b.brand:
        return Manner.parts, a.brand, 0.0
    differing = [at for at, (one, other) in enumerate(zip(a.brand, b.brand, strict=True)) if one != other]
    if len(differing) == 1 and len(a.brand) > 1:
        at = differing[0]
        shared = a.syllables[at] & b.syllables[at]
        if shared:
            return Manner.homophone, min(shared), 0.25
        if lookalike_groups(a.brand[at]) & lookalike_groups(b.brand[at]):
            return Manner.lookalike, f"{a.brand[at]}/{b.brand[at]}", 0.27
    return Manner.different, "", 0.0


def _is_enough(brand: str, place: PartAgreement, trade: PartAgreement) -> bool:
    agreeing = {PartAgreement.equal, PartAgreement.within}
    if place is trade is PartAgreement.absent:  # both names have only brand and form
        return True
    return place in agreeing or trade in agreeing or len(brand) >= DISTINCTIVE_LENGTH


def _form_cost(a: str, b: str) -> float:
    """Return the cost of different legal forms; plain 公司 may be either kind of company."""
    if a == b:
        return 0.0
    if not a or not b or b in _FORM_CLASSES.get(a, ()) or a in _FORM_CLASSES.get(b, ()):
        return 0.03
    return 0.15
