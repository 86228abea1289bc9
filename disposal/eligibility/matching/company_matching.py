"""Compare two company names part by part: the brands must agree; places, trades and forms must not conflict.

A brand alone proves nothing: 企业名称登记管理规定 art. 17 allows the same brand in another place or trade. So place or
trade must agree too, or the brand must have four characters, or neither name has a place or trade. The legal form never
counts as evidence; one that names another kind of entity (a cooperative, a partnership) separates.
"""

import re

from disposal.eligibility.likeness.slips import (
    LEAST_DROPPED,
    is_one_slip,
    is_short_for,
    is_slip_in_brand,
    is_swapped_or_doubled,
)
from disposal.eligibility.matching.characters import MASK, has_own_form
from disposal.eligibility.matching.commonness import shared_shapes
from disposal.eligibility.matching.company_agreement import (
    PLACE_COST,
    TRADE_COST,
    PartAgreement,
    are_one_kind,
    compare_across,
    form_cost,
    place_relation,
    trade_relation,
)
from disposal.eligibility.matching.company_evidence import compare_by_evidence
from disposal.eligibility.matching.company_name import CompanyName
from disposal.eligibility.matching.english_name import brand_spellings
from disposal.eligibility.matching.match import Manner
from disposal.eligibility.matching.person_matching import DIFFERENT, NameMatch
from disposal.eligibility.trades.glosses import senses
from disposal.eligibility.vocabulary.pinyin import readings

DISTINCTIVE_LENGTH = 4
"""A brand of this length is evidence without place and trade."""

LEAST_MIXED = 7
"""A name of so many characters or letters is still known with two neighbours swapped, or one doubled."""

PROBABLE_SCORE = 0.9
_SHORT, _OF_TRADES = 2, frozenset("业品材具料机")
_COUNTED = re.compile("(?:第[〇一二三四五六七八九十百]+)?(?:人民|实验|中心|中医|妇幼保健|市立|县立)?")
"""A brand that only counts within its place: 第一, 第三人民. In a place within the other it is another's."""
_NUMERALS = frozenset("〇一二三四五六七八九十百")
_AGREEING = {PartAgreement.equal, PartAgreement.within}


def compare_company_names(a: CompanyName, b: CompanyName) -> NameMatch:
    """Compare two company names: part by part, and by what they share where a part is not as any table has it."""
    found = _compare_by_parts(a, b)
    if found.manner is not Manner.different:
        return found
    by_evidence = compare_by_evidence(a, b)
    return found if by_evidence.manner is Manner.different else by_evidence


def _compare_by_parts(a: CompanyName, b: CompanyName) -> NameMatch:
    """Compare two company names part by part."""
    if a.full == b.full:
        return _compare_equal(a, b)
    if a.mixture == b.mixture and len(a.mixture) >= LEAST_MIXED and _is_slip_in_whole(a, b):
        return _slip(a.full, b.full)
    if a.is_latin or b.is_latin:
        return compare_across(a, b)
    if not a.brand or not b.brand or not are_one_kind(a.form, b.form):
        return DIFFERENT
    manner, detail, cost = _compare_brands(a, b)
    if manner is Manner.different:
        return _compare_with_slip(a, b)
    place, trade = place_relation(a, b), trade_relation(a, b)
    if place is PartAgreement.within and _COUNTED.fullmatch(a.brand):
        return NameMatch(Manner.different, 0.3, "brand" if a.brand == b.brand else "")
    if place is PartAgreement.missing and (a.has_seat_behind or b.has_seat_behind or a.is_local or b.is_local):
        place = PartAgreement.within
    if trade is PartAgreement.conflict and a.brand == b.brand and _is_slip_in_trade(a, b):
        return _slip(a.tail, b.tail)
    brand = min(a.brand, b.brand, key=len)
    is_short_of_group = trade is PartAgreement.absent and bool(a.group & b.group) and not (a.form and b.form)
    if PartAgreement.conflict in (place, trade) or not (is_short_of_group or _is_enough(brand, place, trade)):
        return NameMatch(Manner.different, 0.3, "brand" if a.brand == b.brand else "")
    if manner in {Manner.slip, Manner.masked} and not (place is PartAgreement.equal and trade is PartAgreement.equal):
        return DIFFERENT
    cost += PLACE_COST[place] + TRADE_COST[trade] + form_cost(a.form, b.form)
    cost += 0.06 if a.group != b.group else 0.0
    cost += 0.04 if place is trade is PartAgreement.absent and len(brand) < DISTINCTIVE_LENGTH else 0.0
    if manner is Manner.parts and a.branch != b.branch:
        manner, cost = Manner.branch, cost + 0.1
    return NameMatch(manner, round(0.95 - cost, 2), detail)


def _compare_equal(a: CompanyName, b: CompanyName) -> NameMatch:
    """Compare names that are equal after folding. A name with only a legal form matches nothing.

    English names that are equal except for words such as Group and Ltd are possible matches.
    """
    if not a.brand and (a.form or not a.is_latin):
        return DIFFERENT
    if a.spelt == b.spelt:
        return NameMatch(Manner.equal, 0.97)
    return NameMatch(Manner.parts, 0.85, a.full) if a.is_latin else NameMatch(Manner.variant, 0.96)


def _compare_brands(a: CompanyName, b: CompanyName) -> tuple[Manner, str, float]:
    """Compare two brands; return the manner, its detail, and the cost."""
    if a.brand == b.brand:
        return Manner.parts, a.brand, 0.0
    if a.is_local and b.is_local and a.village == b.village and (a.village == a.brand or b.village == b.brand):
        return Manner.parts, a.village, 0.06
    for letters, han in ((a, b), (b, a)):
        if letters.brand.isascii() and letters.brand in brand_spellings(han.syllables):
            return Manner.latin, letters.brand, 0.2
    if is_slip_in_brand(a.brand, b.brand):
        return Manner.slip, f"{a.brand}/{b.brand}", 0.3
    if len(a.brand) != len(b.brand):
        return Manner.different, "", 0.0
    if MASK in a.brand + b.brand:
        return _compare_masked(a.brand, b.brand)
    differing = [at for at, (one, other) in enumerate(zip(a.brand, b.brand, strict=True)) if one != other]
    if len(differing) == 1 and len(a.brand) > 1:
        at = differing[0]
        if {a.brand[at], b.brand[at]} <= _NUMERALS:
            return Manner.different, "", 0.0
        shared = a.syllables[at] & b.syllables[at]
        if shared and not has_own_form(a.brand[at]) and not has_own_form(b.brand[at]):
            return Manner.homophone, min(shared), 0.25
        if shared_shapes(a.brand[at], b.brand[at]):
            return Manner.lookalike, f"{a.brand[at]}/{b.brand[at]}", 0.27
    return Manner.different, "", 0.0


def _compare_masked(a: str, b: str) -> tuple[Manner, str, float]:
    """Compare two brands of which one has a character that nobody can read; half of a brand and more must be seen."""
    are_alike = all(one == other or MASK in (one, other) for one, other in zip(a, b, strict=True))
    if not are_alike or (a + b).count(MASK) > 1 or len(a) == LEAST_DROPPED - 1:
        return Manner.different, "", 0.0
    return Manner.masked, f"{a}/{b}", 0.3


def _is_slip_in_whole(a: CompanyName, b: CompanyName) -> bool:
    """Return whether two whole names differ by neighbours swapped or doubled; 云帆 turned round is another brand."""
    if a.is_latin is not b.is_latin or place_relation(a, b) is PartAgreement.conflict:
        return False
    if _are_turned_trades(a, b):
        return False
    is_turned = not a.is_latin and len(a.brand) == len(b.brand) == _SHORT and a.brand == b.brand[::-1]
    if is_turned and (not a.trade or a.trade != b.trade or not a.lead or a.lead != b.lead):
        return False
    return is_swapped_or_doubled(a.letters, b.letters)


def _compare_with_slip(a: CompanyName, b: CompanyName) -> NameMatch:
    """Compare two names of which one has a slip in its place or trade, which was read as part of the brand.

    Two words that the dictionary has, such as 饰品 and 食品, are two trades.
    """
    for clean, other in ((a, b), (b, a)):
        if len(other.brand) <= len(clean.brand) or a.branch != b.branch:
            continue
        is_rest_alike = other.brand.endswith(clean.brand) and clean.trade and clean.trade == other.trade
        if is_rest_alike and clean.lead and len(clean.brand) >= _SHORT:
            lead = other.lead + other.brand.removesuffix(clean.brand)
            if is_one_slip(lead, clean.lead) and not _is_longer(lead[::-1], clean.lead[::-1]):
                return _slip(lead, clean.lead)
        if other.brand.startswith(clean.brand) and clean.places and clean.places == other.places and clean.tail:
            tail = other.brand.removeprefix(clean.brand) + other.tail
            if is_short_for(*sorted((tail, clean.tail), key=len)):
                return NameMatch(Manner.parts, 0.75, clean.brand)
            is_slip = _is_likely_slip(tail, clean.tail) and not _is_longer(tail, clean.tail)
            if is_slip and not (len(tail) == len(clean.tail) and senses(tail) and senses(clean.tail)):
                return _slip(tail, clean.tail)
    return DIFFERENT


def _is_likely_slip(text: str, clean: str) -> bool:
    """Return whether a text is another with a slip; before 业 a wrong character must look or sound like the right one.

    泵业 and 机业 are two trades.
    """
    differing = [pair for pair in zip(text, clean, strict=False) if pair[0] != pair[1]]
    is_known_end = text[1:] != clean[1:] or clean[1:] in _OF_TRADES
    if len(clean) != _SHORT or len(text) != _SHORT or len(differing) != 1 or not is_known_end:
        return is_one_slip(text, clean)
    wrong, right = differing[0]
    return bool(readings(wrong) & readings(right) or shared_shapes(wrong, right))


def _is_longer(text: str, clean: str) -> bool:
    """Return whether one character precedes the clean text, not its first one doubled: it is of the brand."""
    return len(text) == len(clean) + 1 and text[1:] == clean and text[0] != clean[:1]


def _is_slip_in_trade(a: CompanyName, b: CompanyName) -> bool:
    """Return whether two trades of as many words differ by a character dropped, doubled or swapped."""
    is_substituted = len(a.tail) == len(b.tail) and sorted(a.tail) != sorted(b.tail)
    are_alike = len(a.trade) == len(b.trade) and not is_substituted and bool(a.places) and a.places == b.places
    return are_alike and is_one_slip(a.tail, b.tail) and not _are_turned_trades(a, b)


def _are_turned_trades(a: CompanyName, b: CompanyName) -> bool:
    """Return whether two trades of one word each are the other turned round: 机电 and 电机 are two."""
    return len(a.trade) == len(b.trade) == 1 and a.tail != b.tail and sorted(a.tail) == sorted(b.tail)


def _is_enough(brand: str, place: PartAgreement, trade: PartAgreement) -> bool:
    if place is trade is PartAgreement.absent:  # both names have only brand and form
        return True
    return place in _AGREEING or trade in _AGREEING or len(brand) >= DISTINCTIVE_LENGTH


def _slip(one: str, other: str) -> NameMatch:
    return NameMatch(Manner.slip, 0.6, f"{one}/{other}")
