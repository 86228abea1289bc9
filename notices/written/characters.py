"""Characters as people type them: full-width signs, Excel's apostrophe, dashes of every kind, invisible ones."""

import re

_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xFFE5: 0xA5}
_DASHES = re.compile("[‐‑‒–—―−]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a\u202c\u202d\u2060\u2066\u2068\u2069\ufeff]")
"""Soft hyphens, joiners, marks of direction and byte order marks: copied from web pages, Word, telephones and file
properties. Not U+202E and U+2067, which turn the writing round."""

_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e01ef]"
)


def visible(text: str) -> str:
    """Return the text without invisible characters, which are copied unnoticed and change no meaning."""
    return text if text.isascii() else _INVISIBLE.sub("", text)


def seen(text: str) -> str:
    """Return the text without any character that nobody sees, marks of direction and selectors too. For headings."""
    return text if text.isascii() and text.isprintable() else _UNSEEN.sub("", text)


def half_width(text: str) -> str:
    """Return the text with full-width letters, digits, signs and blanks as plain ones, one for one; ￥ becomes ¥."""
    return text.translate(_HALF_WIDTH)


def tidied(text: str) -> str:
    """Return the text in half width, without blanks around it, invisible characters or Excel's apostrophe."""
    return re.sub("^['‘’]", "", half_width(visible(text)).strip()).strip()


def with_hyphens(text: str) -> str:
    """Return the text with every dash as a hyphen."""
    return _DASHES.sub("-", text)
