"""Where a person goes after signing in: an address of the desk, never one of another site."""

import re

HOME = "/desk"
_ALLOWED = re.compile(r"/(?:en/)?desk(?:/[!-\[\]-~]*|\?[!-\[\]-~]*)?")
"""Printable ASCII without the backslash, which browsers read as a slash."""
_LEADS_OUT = re.compile(r"(?:\.|%2e){2}", re.IGNORECASE)
"""A step up, which browsers take before they ask: to an address that is none of the desk."""


def next_address(text: str) -> str:
    """Return the address if it is one of the desk, else that of 工作台."""
    is_of_desk = _ALLOWED.fullmatch(text) and "//" not in text and not _LEADS_OUT.search(text.partition("?")[0])
    return text if is_of_desk else HOME
