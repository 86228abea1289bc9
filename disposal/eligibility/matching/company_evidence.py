"""Compare two Chinese company names whose difference no table explains, by what they share and how much that tells.

No table knows every trade, so a word that none knows sticks to the brand: 藤韵松香 is 藤韵 with the trade 松香. Where
places and forms agree, the first two characters behind the place are taken for those of the brand and must be equal. Of
what follows, each character tells as much as it is rare: a weak word (加工, 管理) nothing, a usual one (科技) half, any
other all. The names may be of one party if one name says nothing that the other does not, what they share tells
enough, and what only the longer says tells no more than that and names no other kind of trade.
"""

import re
from collections import Counter
from collections.abc import Iterable

from disposal.eligibility.matching.commonness import shared_shapes
from disposal.eligibility.matching.company_agreement import COMPANIES, PartAgreement, are_one_kind, place_relation
from disposal.eligibility.matching.company_name import CompanyName
from disposal.eligibility.matching.match import Manner
from disposal.eligibility.matching.person_matching import DIFFERENT, NameMatch
from disposal.eligibility.matching.places import place_at_start
from disposal.eligibility.trades.alike import is_one_trade
from disposal.eligibility.trades.company_words import (
    compared,
    expanded,
    group_words,
    is_known_trade,
    is_usual_trade,
    is_weak_trade,
    own_words,
    words_of,
)

HEAD = 2
"""How many characters behind the place are of the brand, whatever it is."""

_LEAST_SHARED = 2.0
_LEAST_OF_CUT = 4
_OF_USUAL = 0.5
_LEAST_OF_BODY = 3
_LEAST_LEFT_OUT = 2
_LEAST_BELOW = 4
_ABOVE = re.compile("^.{1,10}?(?:局|厅|委员会|政府|办公室)(?=.{4,}$)")
_BODIES = frozenset("局委办院厅处所站会队心")
_JOINING = frozenset("和与及")
_COUNTED = frozenset("〇一二三四五六七八九十百甲乙丙丁东西南北新老abcdefghijklmnopqrstuvwxyz")
"""Characters that tell sisters apart: 一期 and 二期, 新 and 老, A and B."""


def compare_by_evidence(a: CompanyName, b: CompanyName) -> NameMatch:
    """Compare two names by what they share behind their places."""
    if a.is_latin or b.is_latin:
        return DIFFERENT
    if _is_short_for_body(a, b):
        return NameMatch(Manner.parts, 0.6, min(_behind_place(a), _behind_place(b), key=len))
    if _is_slip_in_place(a, b):
        return NameMatch(Manner.slip, 0.55, f"{a.lead}/{b.lead}")
    if not _may_be_one(a, b):
        return DIFFERENT
    short, long = sorted((a, b), key=lambda name: (len(name.core), name.core))
    behind = short.core[HEAD:], long.core[HEAD:]
    if _is_cut_off(short, long) or _says_nothing_else(*behind) or is_one_trade(*behind):
        return NameMatch(Manner.parts, 0.6, short.core[:HEAD])
    return DIFFERENT


def _is_short_for_body(a: CompanyName, b: CompanyName) -> bool:
    """Return whether a public body is told in short, or without the body above it: 财政局国库支付中心.

    Of a short name (城管局 for 城市管理和综合执法局) each character stands in the whole one, in order, the first and
    the last at its ends. What only begins alike is another body (水利局, 水利工程管理局), but for one with a second
    task.
    """
    if not a.places or place_relation(a, b) is not PartAgreement.equal or a.form in COMPANIES or b.form in COMPANIES:
        return False
    short, long = sorted((_behind_place(a), _behind_place(b)), key=len)
    if len(short) >= _LEAST_BELOW and behind_body_above(long) == short:
        return True
    if long.replace("管理", "", 1) == short or long.replace("服务", "", 1) == short:
        return True
    if a.is_local and a.form != "government":
        return False  # 华西村 and 华西新市村
    if not _LEAST_OF_BODY <= len(short) <= len(long) - _LEAST_LEFT_OUT or short[-1] not in _BODIES:
        return False
    left = iter(long)
    are_ends_alike = short[0] == long[0] and short[-1] == long[-1]
    if not are_ends_alike or not all(character in left for character in short):
        return False
    return not long.startswith(short[:-1]) or long[len(short) - 1] in _JOINING


def ends_of_body(name: CompanyName) -> frozenset[str]:
    """Return the first and the last character of a name behind its place, and behind the body above it."""
    text = _behind_place(name)
    return frozenset(each[:1] + each[-1:] for each in (text, behind_body_above(text)))


def behind_body_above(text: str) -> str:
    """Return the name of a public body without the one above it; the text itself if there is none."""
    return _ABOVE.sub("", text)


def _behind_place(name: CompanyName) -> str:
    return name.full.removeprefix(place_at_start(name.full, frozenset())[0])


def _is_slip_in_place(a: CompanyName, b: CompanyName) -> bool:
    """Return whether all agrees but one character of the place, which looks like the other's: 宣城, 宜城.

    That two places so alike have a company of one brand and one trade is rarer than a slip.
    """
    if a.core != b.core or len(a.core) < _LEAST_OF_CUT or a.branch != b.branch:
        return False
    is_telling = len(a.brand) >= _LEAST_OF_CUT or (len(a.brand) >= HEAD and bool(compared(a.trade)))
    if a.brand != b.brand or not is_telling or len(a.lead) != len(b.lead) or not are_one_kind(a.form, b.form):
        return False
    differing = [pair for pair in zip(a.lead, b.lead, strict=True) if pair[0] != pair[1]]
    return len(differing) == 1 and bool(shared_shapes(*differing[0]))


def _may_be_one(a: CompanyName, b: CompanyName) -> bool:
    """Return whether brands begin alike in one place, and nothing that tells sisters apart differs."""
    if a.branch != b.branch or a.core[:HEAD] != b.core[:HEAD] or a.is_local or b.is_local:
        return False
    if not are_one_kind(a.form, b.form) or _counted(a.core) != _counted(b.core):
        return False
    place = place_relation(a, b)
    return place is PartAgreement.equal or (place is PartAgreement.within and not _counted(a.core[:HEAD]))


def _counted(core: str) -> list[str]:
    return [character for character in core if character in _COUNTED]


def _is_cut_off(short: CompanyName, long: CompanyName) -> bool:
    """Return whether a name without a form is the start of the longer, cut off within a word or before weak ones."""
    length = len(short.core)
    if short.form or length < _LEAST_OF_CUT or length == len(long.core) or not long.core.startswith(short.core):
        return False
    ends, at = set[int](), HEAD
    for word in words_of(long.core[HEAD:]):
        at += len(word)
        ends.add(at)
    left = words_of(long.core[length:])
    return length not in ends or all(is_weak_trade(word) or is_usual_trade(word) for word in left)


def _says_nothing_else(short: str, long: str) -> bool:
    """Return whether the words behind one brand are among those behind the other, and tell enough."""
    words, others = _telling(short), _telling(long)
    said, told = Counter("".join(words)), Counter("".join(others))
    if said - told or _weight(words) < _LEAST_SHARED:
        return False
    if said == told:
        return words == others or sorted(words) == sorted(others) or not all(map(is_known_trade, (*words, *others)))
    more = [word for word in others if not set(word) & set(said)]
    is_other_head = others[-1] in more and is_known_trade(others[-1]) and words_of(short)[-1] != words_of(long)[-1]
    is_one_manner = bool(more) and not is_other_head and all(map(is_usual_trade, more))
    are_of_one_kind = is_one_manner or own_words(tuple(words)) == own_words(tuple(others))
    is_narrower = others[0] in more and (is_usual_trade(others[0]) or not is_known_trade(others[0]))
    is_more_told = (told - said).total() > _weight(words)
    return are_of_one_kind and not (is_narrower or is_other_head or is_more_told)


def _telling(text: str) -> list[str]:
    """Return the words of a text that tell trades apart."""
    return [word for word in expanded(words_of(text)) if word not in group_words() and not is_weak_trade(word)]


def _weight(words: Iterable[str]) -> float:
    return sum(len(word) * (_OF_USUAL if is_usual_trade(word) else 1) for word in words)
