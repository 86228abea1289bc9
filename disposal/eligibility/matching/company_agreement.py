"""How two company names agree: places, trades, legal forms, what a lesser agreement costs; also across languages."""

from collections.abc import Iterator
from enum import Enum

from disposal.eligibility.likeness.latin_words import are_same_words
from disposal.eligibility.likeness.slips import is_short_for
from disposal.eligibility.matching.company_name import CompanyName
from disposal.eligibility.matching.english_name import brand_spellings, shorter_brands, starts_of_brand, translations
from disposal.eligibility.matching.match import Manner
from disposal.eligibility.matching.person_matching import DIFFERENT, NameMatch
from disposal.eligibility.matching.places import are_compatible
from disposal.eligibility.trades.across import IMPLIED, WEAK_CONCEPTS, is_one_trade_across
from disposal.eligibility.trades.company_words import (
    compared,
    concepts,
    english_concept,
    expanded,
    own_words,
    units_of,
)
from disposal.eligibility.vocabulary.cantonese import fits_word
from disposal.eligibility.vocabulary.pinyin import loosen

COMPANIES = frozenset(["limited", "shares", "company"])
_KINSHIP = {"centre": frozenset(["partnership"]), "company": COMPANIES, "factory": COMPANIES}
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
    are_alike = one == other or (one - WEAK_CONCEPTS and one - WEAK_CONCEPTS == other - WEAK_CONCEPTS)
    detail = min(shared) if shared else _in_cantonese(a, b)
    if place is PartAgreement.conflict:
        return DIFFERENT
    if not detail or not are_alike:
        detail = _with_one_trade(a, b)
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


def _with_one_trade(a: CompanyName, b: CompanyName) -> str:
    """Return the Chinese brand that an English name spells, if what follows tells the Chinese trade, word by word.

    No table has every trade, so a word that none has may stick to either brand: 藤韵松香, Tengyun Rosin. Where the
    places do not agree, the tables must know a trade that both tell.
    """
    latin, han = (a, b) if a.is_latin else (b, a)
    if han.is_latin:
        return ""
    is_of_place = place_relation(a, b) in {PartAgreement.equal, PartAgreement.within}
    if not is_of_place and not concepts_told(latin) & set(concepts(han.trade)):
        return ""
    cantonese = _in_cantonese(a, b)
    brands = list(_brands_in(latin))
    known = _spellings(han) | starts_of_brand(han.syllables)
    if not cantonese and known.isdisjoint(brand for brand, _ in brands):
        return ""
    for brand, behind in brands:
        for length in range(len(han.brand), 1, -1):
            is_whole = length == len(han.brand)
            spelt = _spellings(han) if is_whole else brand_spellings(han.syllables[:length])
            is_spelt = brand in spelt or (is_whole and bool(cantonese) and len(behind) < len(latin.words))
            chinese = (*units_of(han.brand[length:]), *han.trade)
            if is_spelt and (is_of_place or is_whole) and is_one_trade_across(chinese, han.form, behind):
                return han.brand[:length]
    return ""


def _brands_in(latin: CompanyName) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield what the brand of an English name may be, in letters, and the words behind it."""
    for length in range(len(latin.pieces), 0, -1):
        pieces = latin.pieces[:length]
        brand = loosen("".join(pieces))
        if length < len(latin.pieces) and brand not in shorter_brands(latin.pieces):
            continue
        for at in range(len(latin.words)):
            if latin.words[at : at + length] == pieces:
                yield brand, latin.words[at + length :]
                break


def concepts_told(latin: CompanyName) -> set[str]:
    """Return the trades of an English name, and those that its words tell one by one."""
    return {*latin.concepts, *filter(None, map(english_concept, latin.words))}


def _plain_concepts(words: set[str]) -> set[str]:
    """Return words for trades without those that others of them imply: car parts are of cars."""
    return words - {implied for word, implied in IMPLIED if word in words}


def _spellings(name: CompanyName) -> frozenset[str]:
    return frozenset({name.brand}) if name.is_latin else brand_spellings(name.syllables) | translations(name.brand)


def _concepts(name: CompanyName) -> tuple[str, ...]:
    return name.concepts if name.is_latin else concepts(name.trade, name.form)
