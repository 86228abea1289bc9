"""Texts in the cells of a list: names, lines, remarks; what is garbled, a placeholder or a formula is refused."""

import re
from functools import lru_cache

from disposal.services.lists.row_problems import CellRefused, shown_text
from disposal.services.sheets.sheet import Cell, CellError
from notices.text import LINE_LENGTH
from notices.written.characters import visible
from notices.written.name_texts import garbled_in, is_no_name
from notices.written.names import holds_several, one_name

LONGEST_REMARK = 2000
_LARGEST_CODE = 10**9
_ESCAPED = re.compile("(?:_x[0-9A-Fa-f]{4}_)+")
_GARBLED = re.compile("锟斤拷|烫烫烫|屯屯屯|锘[夸垮挎跨胯块]")
_FORBIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2061-\u206f\ud800-\udfff\ue000-\uf8ff\ufff9-\ufffd\U000e0000-\U0010ffff"
    "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\uffa0\ufe00-\ufe0f]"
)
_PLAIN_NAME = re.compile("[\u4e00-\u9fff]{2,40}")
_SEVERAL = re.compile("[、,，;；/|]")


def tidy(cell: Cell, *, limit: int = LINE_LENGTH) -> str:
    """Return a cell's text on one line, without invisible characters, with resident IDs masked.

    Raises: CellRefused for a figure, a failed formula, a forbidden character, or text that is too long.
    """
    if isinstance(cell, str):
        return _tidy_text(cell, limit) if cell else ""
    if cell is None:
        return ""
    if isinstance(cell, CellError):
        raise CellRefused("cell_failed")
    if isinstance(cell, float) and cell == int(cell) and abs(cell) < _LARGEST_CODE:
        return str(int(cell))
    raise CellRefused("text_is_a_number", cell)


@lru_cache(maxsize=20_000)
def _tidy_text(written: str, limit: int) -> str:
    """Tidy a text; cached, as employers and positions repeat."""
    text = " ".join(unescaped(visible(written)).split())
    garbled = _GARBLED.search(text)
    if garbled:
        raise CellRefused("text_garbled", garbled=garbled[0])
    forbidden = _FORBIDDEN.search(text)
    if forbidden:
        raise CellRefused("text_not_printable", character=f"{ord(forbidden[0]):04X}")
    if text.startswith("="):
        raise CellRefused("formula_as_text", text)
    if len(text) > limit:
        raise CellRefused("text_too_long", limit=limit)
    return shown_text(text)


def unescaped(written: str) -> str:
    """Return a text with the characters that Excel files spell out: _x000D_ is a line break; half a pair stays half."""
    if "_x" not in written:
        return written
    return _ESCAPED.sub(lambda run: _utf_16(run[0].replace("_x", "").replace("_", "")), written)


def _utf_16(digits: str) -> str:
    return bytes.fromhex(digits).decode("utf-16-be", "surrogatepass")


def read_line(cell: Cell) -> str | None:
    """Return a cell's text, or None if it is empty. Raises: CellRefused."""
    return tidy(cell) or None


def read_remark(cell: Cell) -> str | None:
    """Return a remark, which may be long. Raises: CellRefused."""
    return tidy(cell, limit=LONGEST_REMARK) or None


def read_name(cell: Cell) -> str:
    """Return a name, without the spaces that align 张　三 with three-character names."""
    if isinstance(cell, str) and _PLAIN_NAME.fullmatch(cell) and not _GARBLED.search(cell) and not is_no_name(cell):
        return cell
    text = tidy(cell)
    if not text:
        raise CellRefused("name_missing")
    if is_no_name(text):
        raise CellRefused("no_name", text)
    if garbled := garbled_in(text):
        raise CellRefused("text_garbled", text, garbled=garbled)
    return one_name(text)


def read_names(cell: Cell) -> list[str]:
    """Return the names in a cell that may hold several, such as former ones. Raises: CellRefused."""
    names = [name for name in _SEVERAL.split(tidy(cell)) if name.strip()]
    for name in names:
        if holds_several(name):
            raise CellRefused("several_names", name)
    return [read_name(name) for name in names]
