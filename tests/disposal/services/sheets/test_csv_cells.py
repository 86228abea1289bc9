"""Cells written for a spreadsheet: what it would run as a formula stands behind an apostrophe."""

import pytest

from disposal.services.sheets.csv_cells import plain_cell


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1"])
def test_cell_that_would_be_a_formula_is_put_behind_an_apostrophe(cell: str) -> None:
    assert plain_cell(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "测试竞买人", "1=1", "'=1", " 1"])
def test_any_other_cell_stays_as_it_is(cell: str) -> None:
    assert plain_cell(cell) == cell
