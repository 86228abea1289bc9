"""The words of a proof are read within seconds, or not at all: a small PDF can name work for hours."""

import io
import zlib

import pikepdf
import pytest
from pikepdf import Dictionary, Name

from disposal.services.press import proof_text
from disposal.services.press.proof_text import text_of_proof
from disposal.services.press.scans import scan_of


def pdf_of(operations: bytes, *, pages: int = 1) -> bytes:
    """Return a PDF whose pages share one stream of drawing."""
    made, written = pikepdf.new(), io.BytesIO()
    shared = made.make_indirect(pikepdf.Stream(made, b""))
    shared.write(zlib.compress(operations, 9), filter=Name.FlateDecode)
    font = made.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    for _ in range(pages):
        made.add_blank_page()
    for page in made.pages:
        page.obj.Contents, page.obj.Resources = shared, Dictionary(Font=Dictionary(F1=font))
    made.save(written)
    return written.getvalue()


def test_pdf_that_takes_its_reader_too_long_has_no_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proof_text, "MOST_SECONDS", 1)
    slow = pdf_of(b"BT /F1 9 Tf " + b"(a)Tj " * 60_000 + b" ET", pages=6)
    assert len(slow) < 10_000
    assert text_of_proof(scan_of("小样.pdf", slow)) == ""


def test_words_of_a_pdf_of_a_few_pages_are_read_in_turn() -> None:
    assert text_of_proof(scan_of("小样.pdf", pdf_of(b"BT /F1 9 Tf (notice)Tj ET", pages=2))) == "notice\nnotice"


def test_pdf_that_unpacks_to_very_much_has_no_words() -> None:
    assert text_of_proof(scan_of("小样.pdf", pdf_of(b" " * (100 << 20)))) == ""
