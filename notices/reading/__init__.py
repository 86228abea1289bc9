"""Read a notice's content from a TOML, YAML or JSON file and report all problems at once."""

from notices.reading.explain import explain
from notices.reading.files import (
    LARGEST_FILE,
    parse_content,
    parse_values,
    read_content,
    read_values,
    unstated,
    validate_content,
)
from notices.reading.problems import InvalidContent, Problem, UnreadableContent
from notices.reading.syntax import Syntax

__all__ = [
    "LARGEST_FILE",
    "InvalidContent",
    "Problem",
    "Syntax",
    "UnreadableContent",
    "explain",
    "parse_content",
    "parse_values",
    "read_content",
    "read_values",
    "unstated",
    "validate_content",
]
