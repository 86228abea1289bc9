"""Flat names of fields, read into rows and back: nothing typed is lost, whatever the names are."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disposal.web.nested_rows import RowAct, after, flat, nested, row_act

ITEMS = (
    ("debtor", "杭州华成聚合纤有限公司"),
    ("security-2-owner", "甲公司"),
    ("security-0-owner", "乙公司"),
    ("security-0-parcels-1-area_m2", "120.5"),
    ("security-0-parcels-0-area_m2", ""),
    ("security-0-contract", "1号"),
    ("security-0-contract", "2号"),
    ("security-3-kind", "mortgage"),
    ("security-4-owner", "丙公司"),
    ("security-4-deleted", "1"),
)
PARTS = st.sampled_from(
    ["owner", "a-0-x", "a-1-x", "a-0-b-2-x", "a-0-b-1-x", "a--0-b", "a-0", "a-0-", "A-0-x", "", "a-0-\n"]
)
NAMES = st.builds("{}{}".format, st.sampled_from(["", "security-2-", "security-0-"]), PARTS)


def test_rows_stand_in_the_order_of_the_page_and_hold_repeated_fields_and_rows() -> None:
    form = nested(ITEMS)
    assert form.value("debtor") == "杭州华成聚合纤有限公司"
    first, second, *_ = form.rows("security")
    assert (first.value("owner"), second.value("owner")) == ("甲公司", "乙公司")
    assert second.all_values("contract") == ["1号", "2号"]
    assert [row.value("area_m2") for row in second.rows("parcels")] == ["120.5", ""]


def test_rows_to_be_stored_are_neither_deleted_nor_empty() -> None:
    filled = nested(ITEMS).filled_rows("security", {"kind": "mortgage"})
    assert [key for key, _ in filled] == ["security-2", "security-0"]
    assert [key for key, _ in nested(ITEMS).filled_rows("security")] == ["security-2", "security-0", "security-3"]


@given(st.lists(st.tuples(NAMES, st.text(max_size=2)), max_size=30))
def test_fields_come_back_as_they_were_typed(items: list[tuple[str, str]]) -> None:
    back = flat(nested(items))
    assert Counter(back) == Counter(items)
    assert nested(back) == nested(items)
    for name in {name for name, _ in items}:
        assert [v for n, v in back if n == name] == [v for n, v in items if n == name]


def test_row_is_deleted_and_restored_and_keeps_what_was_typed() -> None:
    deleted = after(ITEMS, RowAct("delete", "security-2"))
    assert nested(deleted).rows("security")[0].is_deleted
    assert nested(deleted).rows("security")[0].value("owner") == "甲公司"
    restored = after(deleted, RowAct("restore", "security-2"))
    assert restored == ITEMS
    assert after(ITEMS, RowAct("add", "security")) == ITEMS


@pytest.mark.parametrize(
    ("value", "act"),
    [
        ("add:security", RowAct("add", "security")),
        ("delete:security-2", RowAct("delete", "security-2")),
        ("restore:security-0-parcels-1", RowAct("restore", "security-0-parcels-1")),
        ("", None),
        ("drop:security", None),
        ("delete:", None),
        ("delete:<b>", None),
    ],
)
def test_button_of_a_table_names_an_act(value: str, act: RowAct | None) -> None:
    assert row_act(value) == act
