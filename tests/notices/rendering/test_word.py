"""A notice as a Word file: read back, it has the words of the text; its only property is the issuer."""

import zipfile
from io import BytesIO

import pytest
from docx import Document
from docx.table import Table

from notices.composition.composition import compose
from notices.content.counted_windows import resolve
from notices.kinds import kind_of
from notices.reading import read_content
from notices.rendering.plain import render_text
from notices.rendering.word import render_word
from notices.typesetting.document import NoticeDocument
from notices.typesetting.resources import templates_root
from tests.support.calendars import UNTIL_2026

SAMPLES = sorted(path for path in (templates_root() / "notices").glob("*/sample*.toml"))


def composed(path: object) -> NoticeDocument:
    return compose(resolve(read_content(path), UNTIL_2026))  # type: ignore[arg-type]


def words_of(data: bytes) -> str:
    """Return the words of a Word file in their order; cells of a row are parted by a tab."""
    lines: list[str] = []
    for part in Document(BytesIO(data)).iter_inner_content():
        if isinstance(part, Table):
            lines += ["\t".join(" ".join(cell.text.split()) for cell in row.cells) for row in part.rows]
        else:
            lines.append(part.text)
    return "\n".join(line for line in lines if line)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_word_file_read_back_has_the_words_of_the_text(path: object) -> None:
    document = composed(path)
    told = "\n".join(line for line in render_text(document).split("\n") if line)
    assert words_of(render_word(document)) == told


def test_word_file_has_no_property_but_the_issuer() -> None:
    made = render_word(composed(kind_of("disposal").sample))
    told = Document(BytesIO(made)).core_properties
    assert told.author == "中国华融资产管理股份有限公司浙江省分公司"
    others = (told.title, told.comments, told.last_modified_by, told.keywords, told.subject, told.category)
    assert others == ("",) * 6
    names = zipfile.ZipFile(BytesIO(made)).namelist()
    assert not any("thumbnail" in name for name in names)


def test_markup_in_a_notice_is_words_in_the_word_file() -> None:
    content = read_content(kind_of("disposal").sample)
    hostile = '<w:p/>&amp;<script>alert(1)</script> =HYPERLINK("x")'
    document = compose(content.model_copy(update={"statements": (hostile,)}))
    assert hostile in words_of(render_word(document))
