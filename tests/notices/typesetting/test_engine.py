"""The typesetter shut off from the system."""

import gc
import logging
from concurrent.futures import ThreadPoolExecutor

import pytest
import weasyprint

from notices.rendering.pdf import render_pdf
from notices.typesetting.engine import BundledFonts, RenderingFailed, SealedFetcher, fonts, setting
from tests.support.documents import CANONICAL, package_notice, real_notice
from tests.support.printed import pdf_of


def write(html: str) -> bytes:
    with setting():
        page = weasyprint.HTML(string=html, url_fetcher=SealedFetcher())
        return bytes(page.write_pdf(font_config=fonts(with_rare=False)))


@pytest.mark.parametrize(
    "html",
    [
        '<img src="https://example.cn/a.png" alt="a">',
        '<link rel="stylesheet" href="file:///etc/hostname">',
        '<p style="background: url(https://example.cn/a.png)">a</p>',
    ],
)
def test_page_that_loads_something_is_refused(html: str) -> None:
    with pytest.raises(RenderingFailed, match="must not load"):
        write(html)


def test_what_the_typesetter_only_logs_is_an_error() -> None:
    with pytest.raises(RenderingFailed, match="Ignored"):
        write('<p style="colour: red; width: 1banana">a</p>')


def test_system_fonts_are_out_of_reach() -> None:
    with pytest.raises(RenderingFailed, match="notdef"):
        write('<p style="font-family: Noto Sans CJK KR">한</p>')


def test_faults_leave_collection_and_log_as_they_were() -> None:
    handlers = list(logging.getLogger("weasyprint").handlers)
    with pytest.raises(RenderingFailed):
        write('<img src="https://example.cn/a.png" alt="a">')
    assert gc.isenabled()
    assert logging.getLogger("weasyprint").handlers == handlers


def test_threads_write_the_same_bytes_as_one_alone() -> None:
    documents = [real_notice(), package_notice(30)] * 4
    with ThreadPoolExecutor(4) as pool:
        pdfs = list(pool.map(lambda document: render_pdf(document, canonical_json=CANONICAL), documents))
    assert [pdf == pdf_of(document) for pdf, document in zip(pdfs, documents, strict=True)] == [True] * 8


def test_fresh_fonts_write_the_same_bytes_as_kept_ones() -> None:
    pdf_of(real_notice())
    fonts.cache_clear()
    assert render_pdf(real_notice(), canonical_json=CANONICAL) == pdf_of(real_notice())
    assert isinstance(fonts(with_rare=False), BundledFonts)
