"""Find parties of the bidder and of the project that may be the same: keys select pairs, comparison decides."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from uuid import UUID

from disposal.eligibility.facts.lookups import HitStrength, MatchedField, PossibleMatch
from disposal.eligibility.matching import Field, Manner, Match, Strength, compare
from disposal.services.parties.screening_facts import ScreenedParty

_VARIANTS = {
    Manner.variant, Manner.homophone, Manner.lookalike, Manner.transposed, Manner.transliterated, Manner.slip,
}  # fmt: skip


def possible_matches(ours: Iterable[ScreenedParty], theirs: Iterable[ScreenedParty]) -> tuple[PossibleMatch, ...]:
    """Return each pair of parties from the two groups that is, or may be, the same party."""
    return tuple(found for one, other in _pairs(ours, theirs) for found in _compared(one, other))


def matched_field(match: Match, *, is_person: bool) -> MatchedField:
    """Return the field by which two parties matched, as findings name it."""
    if match.manner is Manner.number:
        return MatchedField.number if is_person else MatchedField.credit_code
    if match.manner in {Manner.masked, Manner.hidden}:
        return MatchedField.masked_name if match.manner is Manner.masked else MatchedField.masked_number
    if match.manner in {Manner.latin, Manner.initials}:
        return MatchedField.latin_name
    if match.manner in _VARIANTS:
        return MatchedField.variant_name
    if match.field is Field.former_name:
        return MatchedField.former_name
    return MatchedField.whole_name if match.manner is Manner.equal else MatchedField.company_name


def strength_of(match: Match) -> HitStrength:
    """Return the match strength used by findings: "probable" counts as possible, and a person decides."""
    return HitStrength.certain if match.strength is Strength.certain else HitStrength.possible


def _pairs(
    ours: Iterable[ScreenedParty], theirs: Iterable[ScreenedParty]
) -> Iterator[tuple[ScreenedParty, ScreenedParty]]:
    by_key: dict[str, list[ScreenedParty]] = defaultdict(list)
    for party in theirs:
        for key in party.keys.stored:
            by_key[key].append(party)
    seen: set[frozenset[UUID]] = set()
    for party in ours:
        for other in (each for key in sorted(party.keys.probe & by_key.keys()) for each in by_key[key]):
            pair = frozenset({party.party_id, other.party_id})
            if len(pair) == 2 and pair not in seen:
                seen.add(pair)
                yield party, other


def _compared(one: ScreenedParty, other: ScreenedParty) -> Iterator[PossibleMatch]:
    match = compare(one.prepared, other.prepared)
    if match.is_match:
        yield PossibleMatch(
            party=one.facts.key,
            other=other.facts.key,
            field=matched_field(match, is_person=one.facts.is_person),
            strength=strength_of(match),
            because=match.because_zh,
            because_en=match.because_en,
            commonness=match.commonness.bearers if match.commonness else None,
        )
