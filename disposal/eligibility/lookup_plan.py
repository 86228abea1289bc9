"""Whom the lists must be asked about before a bidder can be cleared; the caller looks them up and screens."""

from datetime import date

from disposal.eligibility.facts.facts import Facts
from disposal.eligibility.facts.relations import RelationKind
from disposal.eligibility.findings.case import Case
from notices.content.terms import Restrictions


def parties_to_look_up(facts: Facts, on: date) -> tuple[str, ...]:
    """Return the keys of the bidder, of everybody who takes part in it, and of whom it represents or controls.

    The facts need no answers of lists yet. Looking up more people than these does no harm; project parties are
    worth it, because a shared phone is a sign only with somebody known to be barred.
    """
    case = Case(facts=facts, restrictions=Restrictions(), on=on, rules={})
    bidder = case.bidder.key
    keys = {bidder, *case.subjects, *case.above_bidder.reached}
    for kind in (RelationKind.office, RelationKind.control):
        keys |= {bond.to_party for bond in case.relations_from(bidder, kind)}
        keys |= {bond.from_party for bond in case.relations_to(bidder, kind)}
    keys |= {bond.from_party for bond in case.relations_to(bidder, RelationKind.acting_for)}
    return tuple(sorted(keys))
