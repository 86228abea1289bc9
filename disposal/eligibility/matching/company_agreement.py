"""How the parts of two company names agree: places, trades and legal forms, and what a lesser agreement costs."""

from enum import Enum

from disposal.eligibility.likeness.slips import is_short_for
from disposal.eligibility.matching.company_name import CompanyName
from disposal.eligibility.matching.company_words import compared, expanded, own_words
from disposal.eligibility.matching.places import are_compatible

COMPANIES = frozenset(["limited", "shares", "company"])
_KINSHIP = {"centre": frozenset(["partnership"]), "company": COMPANIES}
_OF_COMPANY = {"company": {"limited", "shares"}}


class PartAgreement(Enum):
    """How one part of two names compares: ``missing`` in one of them, ``absent`` from both."""

    equal = "equal"
    within = "within"
    missing = "missing"
    absent = "absent"
    conflict = "conflict"


PLACE_COST = {
    PartAgreement.equal: 0.0,
    PartAgreement.within: 0.06,
    PartAgreement.missing: 0.1,
    PartAgreement.absent: 0.01,
}
TRADE_COST = {
    PartAgreement.equal: 0.0,
    PartAgreement.within: 0.08,
    PartAgreement.missing: 0.12,
    PartAgreement.absent: 0.01,
}


def are_one_kind(a: str, b: str) -> bool:
    """Return whether two legal forms may be of one entity: unknown, equal, or both of a company."""
    if not a or not b or a == b or (a in COMPANIES and b in COMPANIES):
        return True
    return b in _KINSHIP.get(a, ()) or a in _KINSHIP.get(b, ())


def place_relation(a: CompanyName, b: CompanyName) -> PartAgreement:
    """Compare the places in two company names."""
    if a.town and b.town and a.town != b.town:
        return PartAgreement.conflict
    if a.places == b.places:
        return PartAgreement.equal if a.places else PartAgreement.absent
    if not a.places or not b.places:
        return PartAgreement.within if a.town and a.town == b.town else PartAgreement.missing
    return PartAgreement.within if are_compatible(a.places, b.places) else PartAgreement.conflict


def trade_relation(a: CompanyName, b: CompanyName) -> PartAgreement:
    """Compare two trades. One may omit words that tell no two trades apart; all others separate.

    A name without trade and form is a short one. A group without trade is not its company with one.
    """
    if a.trade == b.trade:
        return PartAgreement.equal if a.trade else PartAgreement.absent
    if a.trade and b.trade:
        one, other = compared(a.trade), compared(b.trade)
        if one == other and (one or set(expanded(a.trade)) == set(expanded(b.trade))):
            return PartAgreement.within if len(a.trade) != len(b.trade) else PartAgreement.equal
        return PartAgreement.within if _is_one_trade(a, b) else PartAgreement.conflict
    without, other_name = (b, a) if a.trade else (a, b)
    if not without.form:
        is_below = bool(without.group & other_name.group) and bool(own_words(other_name.trade))
        return PartAgreement.conflict if is_below else PartAgreement.missing
    is_apart = bool(own_words(other_name.trade)) or bool(without.group ^ other_name.group)
    return PartAgreement.conflict if is_apart else PartAgreement.missing


def _is_one_trade(a: CompanyName, b: CompanyName) -> bool:
    """Return whether two trades in one place are one, the longer shortened: 建材 for 建筑材料."""
    return are_compatible(a.places, b.places) and is_short_for(*sorted((a.tail, b.tail), key=len))


def form_cost(a: str, b: str) -> float:
    """Return the cost of different legal forms; plain 公司 may be either kind of company."""
    if a == b:
        return 0.0
    if not a or not b or b in _OF_COMPANY.get(a, ()) or a in _OF_COMPANY.get(b, ()):
        return 0.03
    return 0.15
