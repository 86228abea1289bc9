"""The words of a proof that a paper sends as PDF. A picture has none: its words are typed or pasted."""

from io import BytesIO

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from disposal.services.press.scans import ScanFile

MOST_PAGES = 50
_UNREADABLE = (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError)
"""What the reader raises for a file that is no whole PDF."""


def text_of_proof(scan: ScanFile) -> str:
    """Return the words that stand in a PDF; empty for a picture, for a PDF of pictures, and for one that is broken."""
    if scan.media_type != "application/pdf":
        return ""
    try:
        pages = PdfReader(BytesIO(scan.data)).pages
        return "\n".join(page.extract_text() for page in list(pages)[:MOST_PAGES]).strip()
    except _UNREADABLE:
        return ""
