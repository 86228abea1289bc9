"""A proof against the approved text: spaces and line breaks pass; a word, a figure or a sign does not."""

import time

import pytest

from disposal.services.press.comparison import MOST, compare

APPROVED = "本金134,000,000.00元，利息59,474,338.54元。\n联系人：陈静，电话：0571-87836729。"


@pytest.mark.parametrize(
    "printed",
    [
        APPROVED,
        APPROVED.replace("\n", ""),
        APPROVED.replace("，", "，\n  "),
        "本金134,000,\n000.00 元，利息59,474,338.54元。联系人：陈静，\u3000电话：0571-\n87836729。",
    ],
    ids=["same", "one line", "broken lines", "number over two lines"],
)
def test_spaces_and_line_breaks_pass(printed: str) -> None:
    assert compare(APPROVED, printed) == []


@pytest.mark.parametrize(
    ("approved", "printed"),
    [
        ("59,474,338.54", "59,474,338.45"),
        ("134,000,000.00", "13,400,000.00"),
        ("陈静", "陈静静"),
        ("利息", "利率"),
        ("0571-87836729", "0571-87836728"),
        ("，利息", "。利息"),
    ],
    ids=["digits changed about", "a digit lost", "a word more", "a word", "telephone", "a sign"],
)
def test_changed_word_figure_or_sign_is_a_difference_at_its_place(approved: str, printed: str) -> None:
    found = compare(APPROVED, APPROVED.replace(approved, printed, 1))
    assert len(found) == 1
    assert found[0].before in approved
    assert found[0].after in printed
    assert found[0].before != found[0].after


def test_whole_number_is_told_where_one_digit_differs() -> None:
    (found,) = compare(APPROVED, APPROVED.replace("338.54", "338.45"))
    assert (found.before, found.after) == ("59,474,338.54", "59,474,338.45")
    assert found.context.endswith("元，利息")


def test_missing_sentence_is_told_and_differences_are_bounded() -> None:
    (found,) = compare(APPROVED, APPROVED.partition("\n")[0])
    assert found.before.startswith("联系人：陈静")
    assert len(compare("甲乙，" * 3_000, "甲丙，" * 3_000)) <= MOST


@pytest.mark.parametrize("words", ["甲乙", "甲乙，", "，", "1，2，"])
def test_proof_made_to_be_slow_is_compared_within_seconds(words: str) -> None:
    begun = time.process_time()
    assert compare(words * 20_000, words * 19_999 + "丙")
    assert time.process_time() - begun < 5
