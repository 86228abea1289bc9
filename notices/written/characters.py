"""Characters as people type them: full-width signs, Excel's apostrophe, dashes of every kind, invisible ones."""

import re

_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xFFE5: 0xA5}
_DASHES = re.compile("[‐‑‒–—―−]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
"""Soft hyphens, joiners, direction marks and byte order marks: copied from web pages, Word and file properties."""


def visible(text: str) -> str:
    """Return the text without invisible characters, which are copied unnoticed and change no meaning."""
    return text if text.isascii() else _INVISIBLE.sub("", text)


def half_width(text: str) -> str:
    """Return the text with full-width letters, digits, signs and blanks as plain ones, one for one; ￥ becomes ¥."""
    return text.translate(_HALF_WIDTH)


def tidied(text: str) -> str:
    """Return the text in half width, without blanks around it, invisible characters or Excel's apostrophe."""
    return re.sub("^['‘’]", "", half_width(visible(text)).strip()).strip()


def with_hyphens(text: str) -> str:
    """Return the text with every dash as a hyphen."""
    return _DASHES.sub("-", text)
