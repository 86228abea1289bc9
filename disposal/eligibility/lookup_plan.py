"""Parties to look up in the lists before a bidder can be cleared. The caller looks them up and screens."""

from datetime import date

from disposal.eligibility.facts.facts import Facts
from disposal.eligibility.facts.relations import RelationKind
from disposal.eligibility.findings.case import Case
from notices.content.terms import Restrictions


def parties_to_look_up(facts: Facts, on: date) -> tuple[str, ...]:
    """Return the keys of the bidder, its participants and agents, and parties linked by office or control.

    The facts need no list answers yet. Looking up more parties does no harm. Project parties are useful: a shared phone
    is a sign only if the other party is known to be barred.
    """
    case = Case(facts=facts, restrictions=Restrictions(), on=on, rules={})
    bidder = case.bidder.key
    keys = {bidder, *case.subjects, *case.above_bidder.reached}
    for kind in (RelationKind.office, RelationKind.control):
        keys |= {bond.to_party for bond in case.relations_from(bidder, kind)}
        keys |= {bond.from_party for bond in case.relations_to(bidder, kind)}
    keys |= {bond.from_party for bond in case.relations_to(bidder, RelationKind.acting_for)}
    return tuple(sorted(keys))
