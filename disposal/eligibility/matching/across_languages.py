"""Compare two company names of which one or both are in Latin letters: brands by spelling, trades by dictionary."""

from disposal.eligibility.likeness.latin_words import are_same_words
from disposal.eligibility.matching.company_agreement import PLACE_COST, PartAgreement, place_relation
from disposal.eligibility.matching.company_name import CompanyName
from disposal.eligibility.matching.company_words import concepts, has_unknown_trade
from disposal.eligibility.matching.english_name import brand_spellings, shorter_brands, starts_of_brand, translations
from disposal.eligibility.matching.match import Manner
from disposal.eligibility.matching.person_matching import DIFFERENT, NameMatch
from disposal.eligibility.vocabulary.cantonese import fits_word

_WEAK_CONCEPTS = frozenset(
    [
        *("industrial", "development", "management", "service", "manufacturing"),
        *("operation", "sales", "products", "processing"),
    ]
)
_IMPLIED = (("autoparts", "automobile"), ("shipping", "ship"))


def compare_across(a: CompanyName, b: CompanyName) -> NameMatch:
    """Compare two names of which one or both are in Latin letters: brand by spelling, trade by dictionary."""
    if not a.brand or not b.brand:
        return DIFFERENT
    if a.is_latin and b.is_latin:
        if are_same_words(a.words, b.words) and place_relation(a, b) is not PartAgreement.conflict:
            return NameMatch(Manner.slip, 0.6, f"{' '.join(a.words)}/{' '.join(b.words)}")
        if a.unknown and b.unknown and a.unknown != b.unknown:
            return DIFFERENT
    shared = _spellings(a) & _spellings(b)
    place = place_relation(a, b)
    one, other = (_plain_concepts(set(_concepts(name))) for name in (a, b))
    are_alike = one == other or (one - _WEAK_CONCEPTS and one - _WEAK_CONCEPTS == other - _WEAK_CONCEPTS)
    detail = min(shared) if shared else _in_cantonese(a, b)
    if place is PartAgreement.conflict:
        return DIFFERENT
    if not detail or not are_alike:
        detail = _before_unknown_words(a, b)
        return NameMatch(Manner.translated, 0.6, detail) if detail else DIFFERENT
    if not one and a.group and a.group & b.group and place is PartAgreement.absent:
        return NameMatch(Manner.translated, 0.6, detail)
    is_seat = place is PartAgreement.missing and (a.has_seat_behind or b.has_seat_behind)
    if not one and place is not PartAgreement.equal and not (is_seat and a.is_latin and b.is_latin):
        return DIFFERENT
    cost = PLACE_COST[place] + (0.06 if a.group != b.group else 0.0)
    return NameMatch(Manner.translated, round(0.8 - cost, 2), detail)


def _in_cantonese(a: CompanyName, b: CompanyName) -> str:
    """Return the words of an English brand that spell a Chinese one in Cantonese, as firms of Hong Kong write it."""
    latin, han = (a, b) if a.is_latin else (b, a)
    if han.is_latin or not latin.may_be_of_hong_kong or not han.may_be_of_hong_kong:
        return ""
    return " ".join(latin.pieces) if len(latin.pieces) > 1 and fits_word(latin.pieces, han.brand) else ""


def _before_unknown_words(a: CompanyName, b: CompanyName) -> str:
    """Return the Chinese brand that an English name in the same place spells before words that no table knows.

    The Chinese name must have a word for its trade that no table knows in English either, or not at all: 藤韵松香. The
    trades of both that the tables know are the same: Fishery would be 渔业.
    """
    latin, han = (a, b) if a.is_latin else (b, a)
    if han.is_latin or not latin.places & han.places:
        return ""
    known, english = (_plain_concepts(set(_concepts(name))) - _WEAK_CONCEPTS for name in (han, latin))
    spelt = brand_spellings(han.syllables) if has_unknown_trade(han.trade) else frozenset[str]()
    found = shorter_brands(latin.pieces) & (spelt | starts_of_brand(han.syllables))
    return min(found, default="") if known == english else ""


def _plain_concepts(words: set[str]) -> set[str]:
    """Return words for trades without those that others of them imply: car parts are of cars."""
    return words - {implied for word, implied in _IMPLIED if word in words}


def _spellings(name: CompanyName) -> frozenset[str]:
    return frozenset({name.brand}) if name.is_latin else brand_spellings(name.syllables) | translations(name.brand)


def _concepts(name: CompanyName) -> tuple[str, ...]:
    return name.concepts if name.is_latin else concepts(name.trade, name.form)
