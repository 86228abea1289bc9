"""The titles of the printed annex: a unit stays whole, on a line of its own where it has to."""

import pytest

from notices.printed_annex.columns import AnnexColumns
from notices.printed_annex.rows import row_of


@pytest.mark.parametrize(
    ("width", "title", "lines"),
    [
        (90, "本金（万元）", ("本金（万元）",)),
        (70, "本金（万元）", ("本金", "（万元）")),
        (70, "土地使用权面积", ("土地使用权", "面积")),
    ],
)
def test_title_breaks_before_its_unit(width: int, title: str, lines: tuple[str, ...]) -> None:
    assert row_of("head", [title], AnnexColumns((width,), 12)).cells == (lines,)


def test_units_stand_on_a_second_line_in_every_column_or_in_none() -> None:
    titles = ["序号", "本金（万元）", "利息（万元）"]
    assert row_of("head", titles, AnnexColumns((40, 70, 90), 12)).cells[1:] == (
        ("本金", "（万元）"),
        ("利息", "（万元）"),
    )
    assert row_of("head", titles, AnnexColumns((40, 90, 90), 12)).cells[1:] == (("本金（万元）",), ("利息（万元）",))


@pytest.mark.parametrize(
    ("cell", "lines"),
    [
        ("虚构包装20有限公司", ("虚构包装", "20有限", "公司")),
        ("虚构包装20有限责任公司", ("虚构包装", "20有限责", "任公司")),
        ("虚构借字001号", ("虚构借字", "001号")),
        ("甲乙丙丁。戊", ("甲乙丙", "丁。戊")),
    ],
)
def test_no_character_of_a_cell_stands_alone_below_its_word(cell: str, lines: tuple[str, ...]) -> None:
    assert row_of("body", [cell], AnnexColumns((61,), 12)).cells == (lines,)
