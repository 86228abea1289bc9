"""Surnames: the length of the surname in a name, the share of people with it, and names written without a gap."""

import re
from functools import cache
from itertools import product

from disposal.eligibility.vocabulary import tables
from disposal.eligibility.vocabulary.pinyin import own_surname_readings, surname_readings
from notices.written.surnames import COMPOUND_SURNAME

_UNLISTED_PERCENT = 0.001
_USUAL_PERCENT = 0.1
_LONGEST_NAME, _LONGEST_GIVEN, _MOST_PEOPLE = 4, 2, 4
_IN_A_ROW = re.compile("[\u4e00-\u9fff]{4,12}")


@cache
def surname_shares() -> dict[str, float]:
    """Surname → percentage of people; a line with one figure gives the percentage for the lines after it."""
    shares: dict[str, float] = {}
    current = _UNLISTED_PERCENT
    for line in tables.lines("surnames"):
        if len(line) == 2 and line[1][0].isdigit():
            shares.setdefault(line[0], float(line[1]))
        elif len(line) == 1 and line[0][0].isdigit():
            current = float(line[0])
        else:
            for surname in line:
                shares.setdefault(surname, current)
    return shares


def is_surname(text: str) -> bool:
    """Return whether a simplified text is a listed surname."""
    return text in surname_shares()


def surname_percent(surname: str) -> float:
    """Return the estimated percentage of people with a surname; unlisted ones count as very rare."""
    return surname_shares().get(surname, _UNLISTED_PERCENT)


@cache
def is_rare_in_pinyin(spelt: str) -> bool:
    """Return whether few bear any of the surnames that pinyin spells so: zhuge, but not yu."""
    return 0 < _percents_in_pinyin().get(spelt, 0.0) < _USUAL_PERCENT


@cache
def _percents_in_pinyin() -> dict[str, float]:
    found: dict[str, float] = {}
    for surname, percent in surname_shares().items():
        for spelt in _joined(own_surname_readings(surname)):
            found[spelt] = found.get(spelt, 0.0) + percent
    return found


@cache
def spelt_before_initials(surname: str) -> frozenset[str]:
    """Return how a surname is spelt before initials: 吕 is lv and no lu, 单 is no dan, which is another surname."""
    own = _joined(own_surname_readings(surname))
    return own | {each for each in _joined(surname_readings(surname)) if each not in _percents_in_pinyin()}


def _joined(syllables: tuple[frozenset[str], ...]) -> frozenset[str]:
    return frozenset(map("".join, product(*syllables)))


@cache
def popular_form(surname: str) -> str:
    """Return the first form of a surname that people write in two ways (肖 for 萧), otherwise an empty text."""
    return next((forms[0] for forms in tables.words("popular_surnames") if surname and surname in forms), "")


def surname_length(name: str) -> int:
    """Return the length of the surname in a simplified name: that of a listed compound surname, otherwise 1.

    At least one character must be left for the given name, so a two-character name has a surname of one character.
    """
    for length in (4, 2):
        if len(name) > length and name[:length] in surname_shares():
            return length
    return 1


def people_in_a_row(text: str) -> tuple[str, ...]:
    """Return the names of people written without anything between them (王明李丽); empty if it may be one name.

    Each name has a usual surname, or one of two characters, and one or two characters more. Where two usual surnames
    begin a text of four characters it is one name: 张杨雨桐 has both parents' surnames, 陈李美玲 her husband's too.
    """
    if not _IN_A_ROW.fullmatch(text) or _is_one(text):
        return ()
    if len(text) == _LONGEST_NAME and _is_usual(text[0]) and _is_usual(text[1]):
        return ()
    ways = list(_cuts(text))
    return tuple(ways[0]) if len(ways) == 1 and len(ways[0]) <= _MOST_PEOPLE else ()


def _cuts(text: str) -> list[list[str]]:
    """Return the ways to cut a text into names; the text itself is one if it is a name."""
    found = [[text]] if _is_one(text) else []
    for at in range(2, min(_LONGEST_NAME, len(text) - 2) + 1):
        if _is_one(text[:at]):
            found += [[text[:at], *rest] for rest in _cuts(text[at:])]
    return found


def _is_one(text: str) -> bool:
    length = 2 if COMPOUND_SURNAME.match(text) else 1
    return 0 < len(text) - length <= _LONGEST_GIVEN and (length > 1 or _is_usual(text[0]))


def _is_usual(character: str) -> bool:
    return surname_percent(character) >= _USUAL_PERCENT
