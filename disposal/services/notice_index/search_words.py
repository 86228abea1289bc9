"""Full-text search: every run of one, two and three characters of a text is a lexeme.

Chinese is written without spaces, and names contain any characters, so no dictionary can split them. A word of up to
three characters is one lexeme; a longer one is the conjunction of its runs of three. Positions are not stored:
PostgreSQL stores at most 256 per lexeme, and 公司 exceeds that in a package of many debtors. A phrase query would then
miss debtors. Any three digits occur in a long package, so numbers are also stored in runs of six.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache

from opencc import OpenCC

from disposal.errors import DisposalError
from notices.written.dates import read_day, read_month

LONGEST_RUN = 3
NUMBER_RUN = 6
MOST_BYTES = 1_000_000
"""Limit for one notice. PostgreSQL addresses at most 1 MB of a tsvector, without checking."""
_NUMBERS = re.compile(rf"[0-9]{{{NUMBER_RUN},}}")
LONGEST_SEARCH = 100
MOST_WORDS = 8


class SearchWithoutWords(DisposalError):
    """The search has only punctuation, is too long, or has too many words."""

    code = "search_without_words"
    status = 422

    def __init__(self, words: str) -> None:
        shown = "".join(c for c in words[:40] if c.isprintable())
        super().__init__(
            zh=f"检索词“{shown}”无法检索：请输入含汉字、字母或数字的词，至多 {MOST_WORDS} 个，"
            f"共不超过 {LONGEST_SEARCH} 字。",
            en=f'"{shown}" cannot be searched for: enter words of Chinese characters, letters or digits, '
            f"at most {MOST_WORDS} words and {LONGEST_SEARCH} characters",
            field="q",
        )


def runs(texts: Iterable[str]) -> list[str]:
    """Return the distinct runs of up to three characters (six for numbers), sorted. No run joins two texts.

    Words beyond ``MOST_BYTES`` are dropped, so pass the most important texts first.
    """
    found: set[str] = set()
    room = MOST_BYTES
    for word in (word for text in texts for word in _words(text)):
        new = set(_runs(word)) - found
        size = sum(len(run.encode()) for run in new)
        if size <= room:
            found |= new
            room -= size
    return sorted(found)


def search_query(search: str) -> str:
    """Return the tsquery, as text, that requires all words of a search.

    Raises: SearchWithoutWords.
    """
    words = [search] if len(_date_spellings(search)) > 1 else search.split()
    if len(search) > LONGEST_SEARCH or len(words) > MOST_WORDS:
        raise SearchWithoutWords(search)
    asked = [asked for word in words if (asked := _any_of(_date_spellings(word)))]
    if not asked:
        raise SearchWithoutWords(search)
    return " & ".join(dict.fromkeys(run for each in asked for run in each))


def _any_of(spellings: Iterable[str]) -> list[str]:
    """Return the conditions on a word: each run it must contain, or one condition that any of its spellings meets."""
    found = [
        [f"'{run}'" for run in dict.fromkeys(run for part in _words(each) for run in _longest_runs(part))]
        for each in spellings
    ]
    distinct = [list(runs) for runs in dict.fromkeys(map(tuple, found)) if runs]
    if len(distinct) < 2:
        return distinct[0] if distinct else []
    return [f"({' | '.join('(' + ' & '.join(runs) + ')' for runs in distinct)})"]


def _date_spellings(word: str) -> tuple[str, ...]:
    """Return the ways in which texts write the day or month that a word names; the word alone if it names none."""
    with suppress(ValueError):  # no whole day; perhaps a month
        day = read_day(word)
        return f"{day.year}年{day.month}月{day.day}日", f"{day.year}年{day:%m月%d日}", f"{day:%Y%m%d}", word
    with suppress(ValueError):  # no month either: the word stands for itself
        year, month = read_month(word)
        return f"{year}年{month}月", f"{year}年{month:02}月", word
    return (word,)


def _words(text: str) -> Iterator[str]:
    """Yield the words of a text split at spaces: simplified, case folded, without punctuation."""
    whole = text.encode(errors="replace").decode()
    plain = _simplify().convert(unicodedata.normalize("NFKC", whole)).casefold()
    for stretch in plain.split():
        word = "".join(character for character in stretch if character.isalnum())
        if word:
            yield word


def _runs(word: str) -> Iterator[str]:
    for length in range(1, LONGEST_RUN + 1):
        for start in range(len(word) - length + 1):
            yield word[start : start + length]
    yield from _number_runs(word)


def _longest_runs(word: str) -> Iterator[str]:
    """Yield the runs a text must contain to contain a word: runs of six in numbers, otherwise runs of three."""
    length = min(len(word), LONGEST_RUN)
    numbers = [number.span() for number in _NUMBERS.finditer(word)]
    for start in range(len(word) - length + 1):
        if not any(first <= start and start + length <= end for first, end in numbers):
            yield word[start : start + length]
    yield from _number_runs(word)


def _number_runs(word: str) -> Iterator[str]:
    for number in _NUMBERS.finditer(word):
        for start in range(number.start(), number.end() - NUMBER_RUN + 1):
            yield word[start : start + NUMBER_RUN]


@cache
def _simplify() -> OpenCC:
    return OpenCC("t2s")
