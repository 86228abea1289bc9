"""Files that come with a filing are what their endings say, or are refused."""

import io
import zipfile
from contextlib import nullcontext

import pytest

from disposal.services.filings.errors import EvidenceRefused
from disposal.services.filings.evidence import ENDINGS, evidence_of


@pytest.mark.parametrize("content", [b"", b"<html><script>1</script>", b" %PDF-1.7", b"MZ\x90\x00", b"PK\x05\x06"])
@pytest.mark.parametrize("ending", ENDINGS)
def test_file_whose_content_is_not_of_its_ending_is_refused(ending: str, content: bytes) -> None:
    with pytest.raises(EvidenceRefused):
        evidence_of(f"证据{ending}", content)


@pytest.mark.parametrize("name", ["a.svg", "a.html", "a.pdf.exe", "a", "a.docm", ".pdf"])
def test_file_of_another_kind_is_refused_whatever_it_holds(name: str) -> None:
    with pytest.raises(EvidenceRefused):
        evidence_of(name, b"%PDF-1.7")


@pytest.mark.parametrize(("parts", "is_taken"), [(10_000, True), (10_001, False)])
def test_packed_file_lists_ten_thousand_parts_at_most(parts: int, is_taken: bool) -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name in ("word/document.xml", *map(str, range(parts - 1))):
            archive.writestr(name, b"")
    with nullcontext() if is_taken else pytest.raises(EvidenceRefused, match="damaged"):
        evidence_of("证据.docx", written.getvalue())


def test_pdf_is_taken_under_an_ending_in_capitals_and_by_the_last_part_of_its_name() -> None:
    taken = evidence_of("C:\\证据\\信封.PDF", b"%PDF-1.7")
    assert (taken.name, taken.media_type) == ("信封.PDF", "application/pdf")


def test_identity_number_in_the_name_of_a_file_is_masked() -> None:
    assert evidence_of("虚构甲11010519491231002X身份证.pdf", b"%PDF-1.7").name == "虚构甲110105********002X身份证.pdf"
