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
