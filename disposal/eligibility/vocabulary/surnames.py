"""Surnames: the length of the surname in a name, and the share of people with it."""

from functools import cache

from disposal.eligibility.vocabulary import tables

_UNLISTED_PERCENT = 0.001


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
