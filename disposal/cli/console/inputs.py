"""Read the input of a command: a file, by its suffix, or standard input for ``-``."""

import sys
from pathlib import Path
from typing import Any

from notices.content.content import NoticeContent
from notices.reading import parse_values, read_values, validate_content

STANDARD = Path("-")


def values_in(path: Path) -> Any:
    """Return the plain values of a TOML, YAML or JSON file; from standard input, TOML or JSON.

    Raises: UnreadableContent.
    """
    return parse_values(sys.stdin.buffer.read()) if path == STANDARD else read_values(path)


def content_in(path: Path) -> NoticeContent:
    """Read a file of this kind as a notice content. Raises: UnreadableContent, InvalidContent."""
    return validate_content(values_in(path))
