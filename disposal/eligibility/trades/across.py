"""Whether a Chinese and an English name tell one trade, word by word: by the tables of trades, or by a dictionary.

Every word that tells a trade should be told by the other name too. One name may say more than the other, in front of
what both say; where each says something that the other does not, or another kind of entity, they are two.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from disposal.eligibility.trades.alike import what_about
from disposal.eligibility.trades.company_words import (
    concepts,
    english_concept,
    is_own_trade,
    is_usual_trade,
    is_weak_trade,
)
from disposal.eligibility.trades.glosses import senses, words_meant

_LONGEST_PHRASE = 4
WEAK_CONCEPTS = frozenset(
    [
        *("industrial", "development", "management", "service", "manufacturing"),
        *("operation", "sales", "products", "processing", "plant"),
    ]
)
IMPLIED = (("autoparts", "automobile"), ("shipping", "ship"))


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of one name: those that tell a trade, in order, and those of them that the other name tells too."""

    words: tuple[str, ...]
    shared: frozenset[str]

    @property
    def left(self) -> tuple[str, ...]:
        return tuple(word for word in self.words if word not in self.shared)


def is_one_trade_across(chinese: Sequence[str], form: str, english: Sequence[str]) -> bool:
    """Return whether the words of a Chinese trade, with the class of its legal form, tell what English words tell."""
    han, latin = _told(chinese, form, english)
    if not han.shared and not latin.shared:
        return bool(han.words and latin.words) and _are_unknown(han.words, latin.words)
    known = (
        [word for word in han.left if concepts((word,)) or is_own_trade(word)],
        [*filter(english_concept, latin.left)],
    )
    if not any(known):
        return not (han.left and latin.left) or not all(map(is_usual_trade, han.shared))
    is_head_known = han.words[-1:] == tuple(known[0][-1:]) or latin.words[-1:] == tuple(known[1][-1:])
    return (
        not all(known) and len(known[0] + known[1]) == 1 and not is_head_known and not is_own_trade("".join(known[0]))
    )


def _are_unknown(han: Sequence[str], latin: Sequence[str]) -> bool:
    """Return whether no table has any of the words, so that nothing says that the trades are two."""
    is_known = any(concepts((word,)) for word in han) or any(map(english_concept, latin))
    return not is_known and not any(map(senses, han))


def _told(chinese: Sequence[str], form: str, english: Sequence[str]) -> tuple[_Words, _Words]:
    strong = tuple(word for word in chinese if not is_weak_trade(word) and not _is_weak(concepts((word,))))
    of_form = concepts((), form)
    shared_han, shared_latin = set[str](), set[str]()
    for word in (*strong, *(each for each in chinese if each not in strong)):
        spoken = {each for concept in concepts((word,)) for each in _words_for(concept, english)}
        spoken |= words_meant(word, english) | words_meant(what_about(word), english)
        if spoken:
            shared_latin |= spoken
            shared_han.add(word)
    shared_latin |= {each for concept in of_form for each in _words_for(concept, english)}
    telling = tuple(word for word in english if word in shared_latin or not _is_weak((english_concept(word),)))
    return _Words(strong, frozenset(shared_han)), _Words(telling, frozenset(shared_latin))


def _is_weak(found: Sequence[str]) -> bool:
    return bool(found) and all(concept in WEAK_CONCEPTS for concept in found)


def _words_for(concept: str, english: Sequence[str]) -> frozenset[str]:
    """Return the English words that name a trade, one by one or as a phrase."""
    found = set[str]()
    for at in range(len(english)):
        for end in range(at + 1, min(at + _LONGEST_PHRASE, len(english)) + 1):
            named = english_concept("".join(english[at:end]))
            if named == concept or (named, concept) in IMPLIED:
                found.update(english[at:end])
    return frozenset(found)
