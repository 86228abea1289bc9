"""Characters typed as their parts, because a register does not know them: 郗吉吉 for 郗喆, 芮（火华） for 芮烨."""

import re
from collections.abc import Iterator
from functools import cache

from disposal.eligibility.vocabulary import tables

_HAN = "\u4e00-\u9fff"
_DESCRIBED = re.compile(f"[(（\\[【{{]([{_HAN}])[+＋ ]?([{_HAN}])[+＋ ]?([{_HAN}]?)[)）\\]】}}]")
_LONGEST = 3
_LEAST = 3


def characters_described(text: str) -> str:
    """Return a text with a character that is described in brackets by its parts put in: 芮（火华） is 芮烨."""
    if text.isalpha():
        return text

    def joined(found: re.Match[str]) -> str:
        whole = _whole().get("".join(found.groups()), "")
        return whole[0] if whole else found[0]

    return _DESCRIBED.sub(joined, text)


def with_parts_joined(name: str) -> tuple[str, ...]:
    """Return a name with two or three neighbours joined to the character of which they are the parts, in every way."""
    if len(name) < _LEAST or (len(name) == _LEAST and name[1:] not in _whole()):
        return ()
    return tuple(_joined(name))


def _joined(name: str) -> Iterator[str]:
    for length in range(2, _LONGEST + 1):
        for at in range(1, len(name) - length + 1):
            for whole in _whole().get(name[at : at + length], ""):
                yield name[:at] + whole + name[at + length :]


@cache
def _whole() -> dict[str, str]:
    """Parts → the characters that they make."""
    pairs = (word.partition("=") for word in tables.words("split_characters"))
    return {parts: whole for parts, _, whole in pairs}
