"""Whether a Chinese and an English name tell one trade, word by word: by the tables of trades, or by a dictionary.

Every word that tells a trade should be told by the other name too. One name may say more than the other, in front of
what both say; where each says something that the other does not, or another kind of entity, they are two.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from disposal.eligibility.trades.alike import what_about
from disposal.eligibility.trades.company_words import (
    concepts,
    english_concept,
    expanded,
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
    parts = [each for word in chinese for each in (expanded((word,)) if is_own_trade(word) else (word,))]
    strong = tuple(word for word in parts if not is_weak_trade(word) and not _is_weak(concepts((word,))))
    told = concepts(tuple(parts), form)
    phrases = list(_phrases(english))
    shared_han, shared_latin = set[str](), set[str]()
    for word in (*strong, *(each for each in parts if each not in strong)):
        named = concepts((word,))
        among = phrases if is_own_trade(word) else list(_pieces(english))
        spoken = {each for words, concept in among if _is_named(concept, named, told) for each in words}
        meant = words_meant(word, english) | words_meant(what_about(word), english)
        if is_own_trade(word):
            meant -= {each for words, concept in phrases if concept and concept not in named for each in words}
        if spoken | meant:
            shared_latin |= spoken | meant
            shared_han.add(word)
    shared_latin |= {each for words, concept in _pieces(english) if concept in concepts((), form) for each in words}
    telling = tuple(word for word in english if word in shared_latin or not _is_weak((english_concept(word),)))
    return _Words(strong, frozenset(shared_han)), _Words(telling, frozenset(shared_latin))


def _is_weak(found: Sequence[str]) -> bool:
    return bool(found) and all(concept in WEAK_CONCEPTS for concept in found)


def _is_named(concept: str, named: Sequence[str], told: Sequence[str]) -> bool:
    """Return whether an English trade is one of a Chinese word; car parts are cars too, where both names tell parts."""
    return concept in named or (concept in told and any((concept, each) in IMPLIED for each in named))


def _pieces(english: Sequence[str]) -> Iterator[tuple[Sequence[str], str]]:
    """Yield all English words that name a trade, one by one and as a phrase, with the trade."""
    for at in range(len(english)):
        for end in range(at + 1, min(at + _LONGEST_PHRASE, len(english)) + 1):
            if concept := english_concept("".join(english[at:end])):
                yield english[at:end], concept


def _phrases(english: Sequence[str]) -> Iterator[tuple[Sequence[str], str]]:
    """Yield English words with the trade that they name, the longest phrase first: property management is one."""
    at = 0
    while at < len(english):
        ends = range(min(at + _LONGEST_PHRASE, len(english)), at, -1)
        end = next((end for end in ends if english_concept("".join(english[at:end]))), at + 1)
        yield english[at:end], english_concept("".join(english[at:end]))
        at = end
