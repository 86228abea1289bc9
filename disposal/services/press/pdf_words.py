"""Prints the words of the PDF on its standard input; run by ``proof_text`` as a process of its own, with its seconds.

A PDF of two kilobytes can name work for hours. So this process has a limit of time and of memory, and nothing but the
reader: what it takes ends with it. It imports nothing of ours.
"""

import resource
import sys
from io import BytesIO

from pypdf import PdfReader
from pypdf.errors import PyPdfError

MOST_PAGES = 50
MOST_BYTES = 2 * 2**30
_UNREADABLE = (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, MemoryError)
"""What the reader raises for a file that is no whole PDF, or one that takes too much."""


def words_of(data: bytes) -> str:
    """Return the words that stand in a PDF; empty for a PDF of pictures, and for one that is broken."""
    try:
        pages = PdfReader(BytesIO(data)).pages
        return "\n".join(page.extract_text() for page in list(pages)[:MOST_PAGES]).strip()
    except _UNREADABLE:  # no words: the clerk pastes them
        return ""


if __name__ == "__main__":
    seconds = int(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
    sys.stdout.buffer.write(words_of(sys.stdin.buffer.read()).encode("utf-8", "replace"))
