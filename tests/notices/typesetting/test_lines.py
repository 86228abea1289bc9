"""Where lines break and how they are spaced."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notices.typesetting.fonts import EM, SERIF
from notices.typesetting.glyphs import NEVER_FIRST, NEVER_LAST
from notices.typesetting.lines import MOST_SPREAD, SetLine, justify, wrap
from notices.typesetting.typesetting import BODY_INDENT, BODY_MEASURE, title_lines, width_in
from tests.support.documents import LONG_PARTS, real_lines

WIDTH = width_in(SERIF)
PARAGRAPHS = [line for line in (*real_lines(), *LONG_PARTS) if len(line) > 40]
ALPHABET = "公告债权甲乙丙，。、；：（）《》“”0123456789.aB-元年 "


def composed(text: str, measure: int = BODY_MEASURE) -> list[SetLine]:
    return justify(text, WIDTH, measure=measure, indent=BODY_INDENT)


def width_of(line: SetLine) -> int:
    natural = sum(glyph.width - glyph.cut_left - glyph.cut_right for glyph in line.glyphs)
    return natural + line.spread * sum(not glyph.is_whole for glyph in line.glyphs[:-1])


@pytest.mark.parametrize("text", PARAGRAPHS, ids=range(len(PARAGRAPHS)))
@pytest.mark.parametrize("measure", [BODY_MEASURE, 31 * EM, 24 * EM])
def test_paragraph_lines_neither_begin_nor_end_with_a_mark_that_may_not(text: str, measure: int) -> None:
    lines = [line.text for line in composed(text, measure)]
    assert "".join(lines) == text
    assert not [line for line in lines if line[0] in NEVER_FIRST]
    assert not [line for line in lines[:-1] if line[-1] in NEVER_LAST]


@pytest.mark.parametrize("text", [text for text in PARAGRAPHS if "https" not in text])
def test_paragraph_lines_are_flush_to_a_twentieth_of_an_em(text: str) -> None:
    first, *middle, _last = composed(text)
    assert 0 <= BODY_MEASURE - BODY_INDENT - width_of(first) < EM // 20
    for line in middle:
        assert 0 <= BODY_MEASURE - width_of(line) < EM // 20, line.text


@pytest.mark.parametrize("measure", range(20 * EM, 38 * EM, EM))
def test_figures_are_never_broken_from_their_digits_and_units(measure: int) -> None:
    figures = re.compile(r"\d[\d,.]*(?:万元|元|平方米|个工作日|年|月|日|亩|号)|\(0571\)\d{8}")
    for text in PARAGRAPHS:
        together = [match[0] for line in composed(text, measure) for match in figures.finditer(line.text)]
        assert together == figures.findall(text)


LOOSE_WITHOUT = (
    "我公司拟对测试甲纺织有限公司等3户债权资产包进行处置。截至2025年12月31日，该资产包共涉及债务人3户、债权4笔，"
    "债权本金合计35,500,000.00元，利息合计8,123,456.78元，其他费用合计120,000.00元，债权总额合计43,743,456.78元。"
)


def test_date_is_broken_after_its_year_or_month_only_where_a_line_would_be_loose() -> None:
    date = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")
    for text in PARAGRAPHS:
        assert [m for line in composed(text) for m in date.findall(line.text)] == date.findall(text)
    first, *middle, _last = composed(LOOSE_WITHOUT)
    assert first.text.endswith(("2025年", "12月"))
    assert width_of(first) + BODY_INDENT > BODY_MEASURE - EM // 20
    assert all(width_of(line) > BODY_MEASURE - EM // 20 for line in middle)


def test_number_of_an_item_stays_with_the_first_character_of_the_item() -> None:
    text = "抵押物有：1.杭州房产；2.萧山房产；3.宁波房产"
    for measure in range(8 * EM, 30 * EM, EM // 2):
        assert not [line for line in wrap(text, WIDTH, measure=measure) if line.endswith((".", "2", "3"))]


def test_last_line_of_a_paragraph_is_never_a_single_character() -> None:
    for length in range(30, 120):
        *_, last = composed("债" * length + "。")
        assert len(last.text) > 2


def test_two_marks_in_a_row_give_up_the_gap_between_them() -> None:
    (line,) = composed("甲（乙）。")
    cuts = {glyph.text: (glyph.cut_left, glyph.cut_right) for glyph in line.glyphs}
    assert cuts == {"甲": (0, 0), "（": (0, 0), "乙": (0, 0), "）": (0, 500), "。": (0, 0)}


def test_line_that_lacks_half_an_em_squeezes_its_marks() -> None:
    first, *_ = composed("债权，合计，" + "利" * 27 + "1.5元" + "息" * 30)  # 35.4 em on a line of 35
    assert first.text.endswith("1.5元")
    assert sum(glyph.cut_right for glyph in first.glyphs) > 0
    assert first.spread < 20


def test_opening_mark_at_the_start_of_a_line_stands_flush() -> None:
    lines = composed("债" * 35 + "（乙）" + "债" * 40)
    assert lines[1].glyphs[0].text == "（"
    assert lines[1].glyphs[0].cut_left == 500


def test_address_too_long_for_a_line_breaks_after_a_separator() -> None:
    lines = [line.text for line in composed("登录https://registry.example.cn/notices/" + "a1b2/" * 12 + "查询。")]
    assert len(lines) > 1
    assert all(line.endswith("/") for line in lines[:-1])


def test_word_without_separator_longer_than_a_line_is_broken_rather_than_lost() -> None:
    for text in ("9" * 300, "，" * 100, "（" * 100):
        lines = composed(text)
        assert "".join(line.text for line in lines) == text
        assert all(width_of(line) <= BODY_MEASURE for line in lines)


@settings(max_examples=150, deadline=None)
@given(st.text(ALPHABET, max_size=160), st.integers(8, 37))
def test_any_text_is_kept_and_fits(text: str, measure: int) -> None:
    lines = composed(text, measure * EM)
    assert "".join(line.text for line in lines).replace(" ", "") == text.replace(" ", "")
    for index, line in enumerate(lines):
        assert width_of(line) <= measure * EM - (0 if index else BODY_INDENT)
    assert "".join(wrap(text, WIDTH, measure=measure * EM)).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        (
            "中国华融资产管理股份有限公司浙江省分公司资产处置公告",
            ("中国华融资产管理股份有限公司", "浙江省分公司资产处置公告"),
        ),
        ("更正公告", ("更正公告",)),
        (
            "测试农村商业银行股份有限公司关于对测试有限公司等95户债权资产处置的公告",
            ("测试农村商业银行股份有限公司", "关于对测试有限公司等95户债权资产处置的公告"),
        ),
        ("测试资产管理股份有限公司关于虚构债权的补充公告", ("测试资产管理股份有限公司", "关于虚构债权的补充公告")),
    ],
)
def test_title_breaks_where_its_sense_does(title: str, lines: tuple[str, ...]) -> None:
    assert title_lines(title)[0] == lines


@pytest.mark.parametrize("length", range(5, 90))
def test_title_of_any_length_fits_and_has_no_scrap_of_a_line(length: int) -> None:
    lines, size = title_lines(("测试资产管理公司关于虚构债权处置的公告" * 5)[:length])
    assert min(map(len, lines)) >= 4
    assert max(map(len, lines)) * size <= 444


def test_spreads_stay_below_the_width_of_a_word_space() -> None:
    assert max(line.spread for text in PARAGRAPHS for line in composed(text, 22 * EM)) <= MOST_SPREAD < 100


@pytest.mark.parametrize("whole", ["330102********1234", "01890a5d-ac96-774b-bcce-b302099a8057"])
@pytest.mark.parametrize("before", range(1, 24))
def test_masked_number_and_record_id_stay_whole(whole: str, before: int) -> None:
    lines = wrap(f"{'条' * before}{whole}（证件号码相同）", WIDTH, measure=24 * EM)
    tails = [whole] if "*" in whole else [whole[end:] for end in (0, 9, 14, 19, 24)]
    assert any(tail in line for line in lines for tail in tails)
    assert all(line.count("*") in {0, 8} for line in lines)
