"""Drawn pages beside those that WeasyPrint laid out before: ``before`` holds PDFs as they were published then."""

from collections import Counter
from pathlib import Path

import pytest

from tests.support.documents import real_notice, sectioned_notice
from tests.support.pictures.printed_pages import compared, generated
from tests.support.printed import pdf_of

BEFORE = Path(__file__).parent / "before"
DOCUMENTS = {"real": real_notice(), "sectioned": sectioned_notice(), "generated-031": generated(31)}


@pytest.mark.parametrize("name", sorted(DOCUMENTS))
def test_page_words_and_tags_are_those_of_the_page_that_was_laid_out(name: str, tmp_path: Path) -> None:
    after = tmp_path / "after.pdf"
    after.write_bytes(pdf_of(DOCUMENTS[name]))
    found: Counter[str] = compared(BEFORE / f"{name}.pdf", after)
    assert set(found) <= {"equal", "near"}
