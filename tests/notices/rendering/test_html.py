"""The notice on screen."""

import re
from dataclasses import replace

import pytest

from notices.rendering.html import render_html
from notices.rendering.plain import render_text
from notices.typesetting.document import Paragraph
from notices.typesetting.resources import jinja_environment, templates_root
from tests.support.documents import package_notice, real_lines, real_notice

HOSTILE = '<script>alert(1)</script> & "x"'


def shown(html: str) -> str:
    return re.sub(r"\s", "", re.sub(r"<[^>]+>", "", html.partition("<body>")[2]))


def test_page_shows_every_word_of_the_notice_in_order() -> None:
    page = shown(render_html(real_notice()))
    position = 0
    for line in real_lines():
        position = page.find(line, position)
        assert position >= 0, line


def test_page_loads_nothing_from_anywhere() -> None:
    html = render_html(package_notice())
    assert not re.findall(r"""(?:src|@import|url\()\s*=?\s*["']?\w+:""", html)
    assert "<script" not in html
    assert "<link" not in html


def test_text_from_outside_stays_text() -> None:
    hostile = replace(
        package_notice(1),
        title=HOSTILE,
        paragraphs=(Paragraph("body", HOSTILE, "p"), Paragraph("heading", HOSTILE, "h")),
        signature=(HOSTILE,),
        facts=((HOSTILE, HOSTILE),),
        author=HOSTILE,
        annex=replace(package_notice(1).annex, rows=((HOSTILE,) * 8,), note=HOSTILE),  # type: ignore[type-var]
    )
    html = render_html(hostile)
    assert "<script" not in html
    assert html.count("&lt;script&gt;") >= 6


def test_line_break_in_a_paragraph_is_kept() -> None:
    document = replace(real_notice(), paragraphs=(Paragraph("body", "第一行\n第二行", "p"),))
    assert "第一行<br>第二行" in render_html(document)
    assert "第一行\n第二行" in render_text(document)


def test_figures_are_kept_whole_on_narrow_screens() -> None:
    html = render_html(real_notice())
    for figure in ("134000000.00元", "12893.13平方米", "2022年1月31日", "(0571)87836713", "20个工作日"):
        assert f'<span class="whole">{figure}</span>' in html


def test_annex_on_screen_is_a_table_with_heads_and_totals() -> None:
    html = render_html(package_notice(95))
    assert html.count("<tr>") == 6 + 96
    assert html.count('<th scope="col">') == 8
    assert '<tr class="totals">' in html
    assert '<td class="right">830,833,565.60</td>' in html


def test_page_says_its_language_title_author_and_day() -> None:
    html = render_html(real_notice())
    assert '<html lang="zh-CN">' in html
    assert "<title>中国华融资产管理股份有限公司浙江省分公司资产处置公告</title>" in html
    assert '<meta name="author" content="中国华融资产管理股份有限公司浙江省分公司">' in html
    assert '<meta name="dcterms.created" content="2022-08-03T00:00:00+08:00">' in html


def test_text_of_the_real_notice_equals_the_published_one() -> None:
    assert render_text(real_notice()) == "\n\n".join(real_lines()) + "\n"


def test_text_of_an_annex_pastes_into_a_sheet() -> None:
    lines = render_text(package_notice(2)).splitlines()
    table = [line.split("\t") for line in lines if "\t" in line]
    assert [len(row) for row in table] == [8, 8, 8, 8]
    assert table[0][:2] == ["序号", "债务人"]
    assert table[3][1] == "合计（2户）"


def test_environment_stops_at_an_unknown_name_and_escapes_html_only() -> None:
    assert jinja_environment().from_string("{{ x }}").render(x="<") == "&lt;"
    assert jinja_environment(is_html=False).from_string("{{ x }}").render(x="<") == "<"
    with pytest.raises(Exception, match="undefined"):
        jinja_environment().from_string("{{ y }}").render()


def test_templates_stand_where_fonts_and_styles_are() -> None:
    for name in ("fonts/NotoSerifSC-Regular.ttf", "style/notice.css", "notices/_layout.html.j2"):
        assert (templates_root() / name).is_file()
