"""Who acts: whether two names of actors may be one person's. Names are all that is known of an actor."""

from disposal.eligibility.matching import Manner, Subject, compare
from disposal.eligibility.matching.characters import clean, fold
from notices.codes import PartyKind


def may_be_one(one: str, other: str) -> bool:
    """Return whether two names of actors are or may be one person's, as matching reads them."""

    def plain(name: str) -> str:
        return "".join(filter(str.isalnum, fold(clean(name)).casefold()))

    if plain(one) == plain(other):
        return True
    match = compare(Subject(PartyKind.natural_person, (one,)), Subject(PartyKind.natural_person, (other,)))
    return match.is_match or match.manner is Manner.hidden
