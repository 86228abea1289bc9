"""What stands in the cell of an organisation's English name: the name, former ones, the seat, and remarks."""

import re
from dataclasses import dataclass
from functools import cache

from disposal.eligibility.vocabulary import tables

_FORMER = re.compile(
    r"[\s,;(（]*\b(?:formerly(?:\s+known\s+as|\s+called|\s+named)?|previously(?:\s+known\s+as|\s+called|\s+named)?|f/?k/?a|ex-name)\b[:：.]?\s*",
    re.I,
)
_NOW = re.compile(
    r"[\s,;(（]*\b(?:now(?:\s+known\s+as|\s+called)?|n/?k/?a|renamed(?:\s+as|\s+to)?|since\s+renamed)\b[:：.]?\s+", re.I
)
_INCORPORATED = re.compile(
    r"[\s,;(（]*(?:an?\s+)?(?:(?:exempted|private|limited|liability|company|corporation|duly)\s+)*"
    r"(?:incorporated|registered|established|organi[sz]ed|existing|domiciled)(?:\s+and\s+(?:validly\s+)?existing)?"
    r"\s+(?:in|under\s+the\s+laws\s+of)\s+(?:the\s+)?([A-Za-z ]+?)(?:\s+with\s+(?:limited\s+)?liability)?\s*[)）]?$",
    re.I,
)
_COMPANY_OF = re.compile(r"[\s,;(（]+an?\s+([A-Za-z ]+?)\s+(?:company|corporation)[)）]?$", re.I)
_BRACKET_AT_END = re.compile(r"\s*[(（]([^()（）]*)[)）]$")
_STATE_AT_END = re.compile(
    r"[\s,;\-]+(?:(?:in|under)\s+(?:(?:members'?|creditors'?|voluntary|compulsory|provisional)\s+)*"
    r"(?:liquidation|receivership|administration|bankruptcy)|dissolved|struck\s+off|deregistered|defunct)$",
    re.I,
)
_ENDS = " ,;.:-/|()（）"
_FORM = re.compile(
    r"\b(?:ltd|limited|company|inc|corp|corporation|llc|l\.l\.c|llp|plc|gmbh|ag|s\.?a\.?|bhd|co)\b\.?", re.I
)


@dataclass(frozen=True, slots=True)
class Cell:
    """The names in a cell: present names, each as one script writes it, and former ones."""

    names: tuple[str, ...]
    former: tuple[str, ...] = ()


def read_english_cell(text: str) -> Cell:
    """Return the names in a cell without Chinese characters."""
    now, *former = [_bare(part) for part in _FORMER.split(text)]
    before, *renamed = [_bare(part) for part in _NOW.split(now)]
    if renamed:
        return Cell(tuple(filter(None, renamed)), tuple(filter(None, (before, *former))))
    return Cell((now,) if now else (), tuple(filter(None, former)))


def _bare(text: str) -> str:
    """Return a name without remarks behind it; a seat told in words stands in brackets."""
    name = _STATE_AT_END.sub("", text.strip(" ,;:-/|"))
    seat = _INCORPORATED.search(name) or _COMPANY_OF.search(name)
    if seat and _letters(seat[1]) in _seats():
        return f"{name[: seat.start()].strip(_ENDS)} ({seat[1].strip()})"
    bracket = _BRACKET_AT_END.search(name)
    if bracket and _FORM.search(name[: bracket.start()]) and not _is_of_the_name(bracket[1]):
        return name[: bracket.start()].strip(" ,;")
    if name.endswith(")") and name.count(")") > name.count("("):
        return name[:-1].strip(" ,;")
    return name


def _is_of_the_name(inner: str) -> bool:
    """Return whether words in brackets behind a name are a seat or a part of it, such as Holdings."""
    return (
        _letters(inner) in _seats() or bool(_FORM.fullmatch(inner)) or _letters(inner) in {"group", "holdings", "china"}
    )


def _letters(text: str) -> str:
    return re.sub("[^a-z]", "", text.casefold())


@cache
def _seats() -> frozenset[str]:
    return frozenset(name for _, *names in tables.lines("foreign_places") for name in names if name.isascii())
