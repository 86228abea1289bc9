"""The annex as sections, on screen and in print: every word, on upright pages below the table."""

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from notices.composition.composition import compose
from notices.content.content import NoticeContent
from notices.rendering.html import render_html
from notices.typesetting.document import NoticeDocument
from notices.typesetting.fonts import GlyphMissing, needs_rare_faces
from tests.support.packages.long_package import long_package
from tests.support.printed import opened, pages_of, pdf_of, tag_names, text_of, without_space

LANDSCAPE, UPRIGHT = (842, 595), (595, 842)


@cache
def package(count: int, layout: str = "sections") -> NoticeDocument:
    """Compose an invented package with long remarks."""
    return compose(NoticeContent.model_validate(long_package(count, layout=layout)))


def sizes(document: NoticeDocument) -> list[tuple[int, int]]:
    """Return width and height of each page in points."""
    boxes = [page.mediabox for page in opened(pdf_of(document)).pages]
    return [(round(float(box[2])), round(float(box[3]))) for box in boxes]


def test_sections_are_printed_on_upright_pages_below_the_table(tmp_path: Path) -> None:
    pages = pages_of(pdf_of(package(30)), tmp_path)
    first = next(number for number, page in enumerate(pages) if "各户债权具体情况" in page)
    assert set(sizes(package(30))[first:]) == {UPRIGHT}
    assert sizes(package(30))[first - 1] == LANDSCAPE
    assert "合计" in pages[first - 1]


def test_every_word_of_the_sections_is_printed_in_order(tmp_path: Path) -> None:
    document = package(5)
    assert document.annex is not None
    printed = without_space(text_of(pdf_of(document), tmp_path, "-raw"))
    position = printed.index("各户债权具体情况")
    for section in document.annex.sections:
        for words in (section.heading, *(line for fact in section.facts for line in fact[1].split("\n"))):
            position = printed.index(without_space(words)[:20], position)


def test_sections_are_headings_and_paragraphs_in_the_tags_and_the_outline() -> None:
    names = Counter(tag_names(pdf_of(package(5))))
    assert (names["/H3"], names["/H4"], names["/Table"]) == (1, 5, 2)
    with opened(pdf_of(package(5))).open_outline() as outline:
        titles = [entry.title for entry in outline.root[0].children[0].children[0].children]
    assert titles[0] == "1、虚构乙第1号船舶有限公司"
    assert len(titles) == 5


def test_sections_run_under_the_title_of_the_notice(tmp_path: Path) -> None:
    last = pages_of(pdf_of(package(5)), tmp_path)[-1]
    assert last.lstrip().startswith("虚构资产管理股份有限公司测试省分公司关于虚构甲第1号船舶有限公司等5户")


def test_page_holds_every_section_within_the_annex() -> None:
    html = render_html(package(5))
    annex = re.search(r'<section class="annex">.*?</section>', html, re.DOTALL)
    assert annex
    assert len(re.findall(r'<div class="debtor">', annex[0])) == 5
    assert annex[0].count("<b>特别提示：</b>") == 5
    assert annex[0].count('<p class="fact more">') == 10  # the second and third highlight of each


def test_short_section_of_a_debtor_stays_on_one_page(tmp_path: Path) -> None:
    document = compose(NoticeContent.model_validate(long_package(5, layout="sections", is_long=False)))
    assert document.annex is not None
    pages = [without_space(page) for page in pages_of(pdf_of(document), tmp_path)]
    for section in document.annex.sections:
        (printed,) = (page for page in pages if without_space(section.heading) in page)
        assert without_space(section.facts[1][1]) in printed


def test_page_without_sections_carries_no_style_of_sections() -> None:
    assert ".debtors" in render_html(package(5))
    assert ".debtors" not in render_html(package(5, "table"))


def test_character_that_no_font_has_is_found_in_a_section() -> None:
    values = long_package(2, layout="sections")
    values["items"][1]["profile"] = "船\U00031350"
    with pytest.raises(GlyphMissing) as refused:
        needs_rare_faces(compose(NoticeContent.model_validate(values)))
    assert refused.value.field == "annex.sections.1"
