"""An extension is held to the rule of the notice it extends: how long a cycle is, in what unit, how many there are.

The case is real: 银河资产, listing of Mon 2025-10-20, 6 working days from that day, one cycle of 3.
"""

from datetime import date
from typing import Any

import pytest

from notices.completeness import CompletenessFacts, Report, check
from notices.composition.consolidation import consolidate
from notices.content.content import NoticeContent
from notices.content.counted_windows import resolve
from tests.support.calendars import UNTIL_2026
from tests.support.notice_samples import CONTENTS, DELETED, make_content, sample, values_in

LISTING = values_in(CONTENTS / "galaxy-guangzhou-2025.toml")
BASE_END, CYCLE_END = date(2025, 10, 27), date(2025, 10, 30)  # Mon, Thu
RULE_CODES = {"extension_unit_differs", "extension_length_differs", "extension_beyond_rule", "extension_rule_unknown"}


def listing(**changes: Any) -> NoticeContent:
    return resolve(make_content(LISTING, **changes), UNTIL_2026)


def extension(*, begins_on: date = BASE_END, **window: Any) -> NoticeContent:
    """Return an extension of the listing, published on Fri 2025-10-24."""
    amends = {"title": "挂牌公告", "published_on": date(2025, 10, 20), "window_ends_on": begins_on}
    content = make_content(
        sample("extension/sample"),
        published_on=date(2025, 10, 24),
        amends=amends,
        window={"count": 3, "begins_on": begins_on, **window},
    )
    return resolve(content, UNTIL_2026)


def report(content: NoticeContent, amended: NoticeContent | None) -> Report:
    return check(content, calendar=UNTIL_2026, facts=CompletenessFacts(amended=amended))


def found(content: NoticeContent, amended: NoticeContent | None) -> dict[str, str]:
    """Return severity by code of what is found about the rule."""
    findings = report(content, amended).findings
    return {each.code: each.severity.value for each in findings if each.code in RULE_CODES}


def test_one_cycle_as_printed_is_in_order() -> None:
    assert found(extension(), listing()) == {}


@pytest.mark.parametrize(
    ("window", "code"),
    [
        ({"count": 2}, "extension_length_differs"),
        ({"count": 3}, None),
        ({"count": 4}, "extension_length_differs"),
        ({"count": 3, "unit": "natural_days"}, "extension_unit_differs"),
    ],
)
def test_length_and_unit_of_a_cycle_are_those_printed(window: dict[str, Any], code: str | None) -> None:
    two_cycles = listing(extension__max_cycles=2)
    assert found(extension(**window), two_cycles) == ({code: "warning"} if code else {})


@pytest.mark.parametrize(("most", "is_beyond"), [(1, True), (2, False), (None, False)])
def test_two_cycles_at_once_are_beyond_a_rule_of_one(most: int | None, is_beyond: bool) -> None:
    earlier = listing(extension__max_cycles=DELETED if most is None else most)
    assert ("extension_beyond_rule" in found(extension(count=6), earlier)) is is_beyond


def test_second_extension_counts_on_from_the_first() -> None:
    for most, expected in ((1, {"extension_beyond_rule": "warning"}), (2, {})):
        once = consolidate(listing(extension__max_cycles=most), extension(), title="延期公告")
        assert once.window is not None
        assert once.window.ends_on == CYCLE_END
        assert found(extension(begins_on=CYCLE_END), once) == expected


def test_warning_names_the_last_day_agreed_and_the_new_one_and_never_blocks() -> None:
    of = report(extension(count=6), listing())
    (warning,) = (each for each in of.warnings if each.code == "extension_beyond_rule")
    assert "最多延长1个周期（每周期3个工作日），最迟至2025年10月30日（星期四）；" in warning.zh
    assert "本公告延至2025年11月4日（星期二）" in warning.zh
    assert "1 cycle(s) of 3 working days, to 2025-10-30 (Thu) at the latest" in warning.en
    assert of.is_publishable


def test_notice_without_extension_rule_or_window_is_held_to_nothing() -> None:
    assert found(extension(count=20), listing(extension=DELETED)) == {}
    assert found(extension(count=20), make_content(LISTING, window=DELETED)) == {}


@pytest.mark.parametrize("amended", [None, {"published_on": date(2025, 10, 21)}], ids=["not given", "another day"])
def test_extension_of_a_notice_that_is_not_given_is_noted(amended: dict[str, Any] | None) -> None:
    earlier = None if amended is None else listing(**amended)
    assert found(extension(count=20), earlier) == {"extension_rule_unknown": "note"}


def test_rule_that_reaches_beyond_every_known_year_warns_of_nothing() -> None:
    endless = listing(extension__max_cycles=1000, extension__length=365)
    assert found(extension(count=365), endless) == {}


def test_other_kinds_are_not_compared() -> None:
    assert found(listing(), listing()) == {}
