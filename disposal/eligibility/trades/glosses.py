"""What Chinese words mean in English, by a general dictionary: 鱼子酱, caviar; for trades that no table has."""

from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files

from disposal.eligibility.trades.company_words import is_usual_trade, is_weak_trade
from disposal.eligibility.vocabulary import tables

_LEAST_STEM = 4
_MOST_ENDING = 2
_OF_ANY_TRADE = frozenset(["industry", "product", "products", "goods", "article", "articles"])


@cache
def _text() -> str:
    """Return the table as one text, which is searched as it stands: few names need it, and it is large."""
    return "\n" + (files(tables.__package__ or "") / "data" / "trade_glosses.txt").read_text("utf-8")


@lru_cache(maxsize=4096)
def senses(word: str) -> tuple[tuple[str, ...], ...]:
    """Return the senses of a Chinese word, each as its English words; empty if the dictionary lacks it."""
    at = _text().find(f"\n{word} ")
    if at < 0:
        return ()
    line = _text()[at + len(word) + 2 : _text().find("\n", at + 1)]
    return tuple(tuple(sense.split("-")) for sense in line.split())


def words_meant(text: str, english: Sequence[str]) -> frozenset[str]:
    """Return the English words that a Chinese text means: whole, by a part of two characters, or by all its characters.

    竹炭 is bamboo and charcoal; of 茶具 tea tells one character only.
    """
    parts = {text, *(text[at:end] for at in range(len(text)) for end in range(at + 2, len(text) + 1))}
    telling = (part for part in parts if part == text or not (is_usual_trade(part) or is_weak_trade(part)))
    found = frozenset(word for part in telling for word in _of_part(part, english))
    singly = [_of_part(character, english) for character in text]
    return found.union(*singly) if all(singly) else found


def _of_part(part: str, english: Sequence[str]) -> frozenset[str]:
    return frozenset(word for sense in senses(part) for word in _told(sense, english))


def _told(sense: tuple[str, ...], english: Sequence[str]) -> frozenset[str]:
    """Return the English words that a sense tells; none if its last one is missing: tea is no tea set."""
    words = [each for each in sense if each not in _OF_ANY_TRADE] or list(sense)
    found = [next((word for word in english if is_one_stem(each, word)), "") for each in words]
    return frozenset(filter(None, found)) if found[-1] else frozenset()


@lru_cache(maxsize=8192)
def is_one_stem(one: str, other: str) -> bool:
    """Return whether two English words are one but for their ending: weave, weaving."""
    if one == other:
        return True
    least = max(_LEAST_STEM, min(len(one), len(other)) - _MOST_ENDING)
    return one[:least] == other[:least] and abs(len(one) - len(other)) <= _MOST_ENDING + 1
