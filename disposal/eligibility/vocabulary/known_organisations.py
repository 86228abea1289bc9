"""Well-known organisations that everybody calls by a short name: 工行, 中石化, 华融; and the names they had before."""

import re
from collections.abc import Iterator
from functools import cache

from disposal.eligibility.vocabulary import tables
from disposal.eligibility.vocabulary.divisions import bare_name, divisions

_FORMS = frozenset(
    ["", "公司", "有限公司", "有限责任公司", "股份有限公司", "股份公司", "总公司", "总行", "总部", "本部"]
)
_ENGLISH_FORMS = frozenset(
    ["", "limited", "ltd", "coltd", "companylimited", "corporation", "corp", "corporationlimited", "inc"]
)
_BRANCH_ENDS = ("分公司", "分行", "支行", "支公司", "营业部", "办事处", "分理处", "营业所", "公司营业部", "分部")
_START = 2
_SHORT_OF_BANKS = (2, 3, 4)


def in_full(name: str) -> tuple[str, ...]:
    """Return the whole names of the organisation, or of its branch, that a name means; empty if it is none of these."""
    rows = _by_start().get(name[:_START].casefold(), ())
    return next((tuple(_named(whole, name[len(known) :])) for known, whole in rows if _means(name, known)), ()) or (
        _of_a_place(name) if name.endswith("行") else ()
    )


def _of_a_place(name: str) -> tuple[str, ...]:
    """Return the branch of a bank that a name means by place and short name: 温岭农行."""
    for length in _SHORT_OF_BANKS:
        place, short = name[:-length], name[-length:]
        rows = _by_start().get(short[:_START], ()) if place in _place_names() else ()
        for known, whole in rows:
            if known == short:
                return tuple(f"{each}{place}支行" for each in whole)
    return ()


@cache
def _place_names() -> frozenset[str]:
    return frozenset(name for each in divisions() for name in (each.name, bare_name(each.name)) if len(name) > 1)


def _means(name: str, known: str) -> bool:
    if not name.casefold().startswith(known.casefold()):
        return False
    rest = name[len(known) :].strip()
    if known.isascii():
        return re.sub("[^a-z]", "", rest.casefold()) in _ENGLISH_FORMS and (
            not rest or not rest[0].isalpha() or name[len(known)] == " "
        )
    return rest in _FORMS or rest.endswith(_BRANCH_ENDS)


def _named(whole: tuple[str, ...], rest: str) -> Iterator[str]:
    is_whole = rest.isascii() or rest in _FORMS
    yield from (name if is_whole else name + rest for name in whole)


@cache
def _by_start() -> dict[str, tuple[tuple[str, tuple[str, ...]], ...]]:
    """First two letters → names that begin with them, longest first, and the whole names that each means."""
    found: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for row in tables.lines("known_organisations"):
        whole, short = row[: row.index("|")], row[row.index("|") + 1 :]
        for name in (*(each.replace("_", " ") for each in short), *(whole if len(whole) > 1 else ())):
            found.setdefault(name[:_START].casefold(), []).append((name, tuple(each for each in whole if each != name)))
    return {start: tuple(sorted(rows, key=lambda row: -len(row[0]))) for start, rows in found.items()}
