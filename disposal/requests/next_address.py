"""Where a person goes after signing in: an address of the desk, never one of another site."""

import re

HOME = "/desk"
_ALLOWED = re.compile(r"/(?:en/)?desk(?:/[!-\[\]-~]*|\?[!-\[\]-~]*)?")
"""Printable ASCII without the backslash, which browsers read as a slash."""


def next_address(text: str) -> str:
    """Return the address if it is one of the desk, else that of 工作台."""
    return text if _ALLOWED.fullmatch(text) and "//" not in text else HOME
