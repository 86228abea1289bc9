"""Rewrite one line of YAML as its writer meant it: tabs before it, full-width colons and commas, a missing quote."""

import re
from collections.abc import Iterator

from notices.reading.faults import Fault

_COLON = re.compile(r"^(\s*(?:- +)*)([A-Za-z_]\w*)(?:\s*：\s*|:(?=[^\s:/]))", re.ASCII)
_COMMA = re.compile(r"(?<=[\"'\]}0-9])\s*[，、；]\s*(?=[\"'\[{0-9])")
_QUOTED = re.compile(r"^(\s*(?:- +)*(?:\w+: +)?)([\"'])([^\"']*?)[”’]?\s*$")


def repairs(line: str) -> Iterator[tuple[str, frozenset[Fault]]]:
    """Yield the line rewritten, with what was wrong with it; with tabs before it, once for each width of a tab."""
    faults = set()
    words, was = line, line
    for fault, pattern, becomes in (
        (Fault.colon, _COLON, r"\1\2: "),
        (Fault.full_width, _COMMA, ", "),
        (Fault.unclosed, _QUOTED, r"\1\2\3\2"),
    ):
        words, was = pattern.sub(becomes, words), words
        if words != was:
            faults.add(fault)
    words = words.rstrip()
    before = re.match(r"[ \t]*", words)
    tabs = before[0] if before else ""
    if "\t" not in tabs:
        yield words, frozenset(faults)
        return
    for width in (2, 4):
        yield tabs.replace("\t", " " * width) + words[len(tabs) :], frozenset({*faults, Fault.indent})
