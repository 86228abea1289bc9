"""A masked number is not found out by uploading lists: what a sheet tries is counted, whatever becomes of it."""

from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from disposal.personal_data.tried_numbers import TooManyOfOneMask
from disposal.services.list_import.list_import import ImportRequest, preview_import
from disposal.services.list_import.tried_numbers import LARGEST_ROLL, PEOPLE_TO_ONE_MORE, most_of
from disposal.services.records.number_search import digests_entered
from disposal.storage.database import Database
from tests.acceptance.defences.two_issuers import EVERYTHING, fill_two_issuers
from tests.support.listing import bring_in, number_of, write_csv

pytestmark = pytest.mark.filled(by=fill_two_issuers)


def alike(count: int) -> list[str]:
    """Return numbers that one mask hides: born on different days, the last four the same."""
    days = (f"{date(1980, 1, 1) + timedelta(days=n):%Y%m%d}" for n in range(3_000))
    found = (number for day in days if (number := number_of(1, born=day)).endswith("0017"))
    return [next(found) for _ in range(count)]


def sheet(folder: Path, numbers: list[str]) -> Path:
    return write_csv(folder / "名册.csv", [(f"测试{n}", number, "虚构局", "科员") for n, number in enumerate(numbers)])


def rehearse(database: Database, path: Path) -> None:
    with database.session(EVERYTHING) as session:
        preview_import(session, ImportRequest(list_code="staff", path=path, provenance="测试来源"))


def test_ten_numbers_of_one_mask_pass_in_a_day_and_the_eleventh_is_refused_in_one_sheet_or_several(
    database: Database, tmp_path: Path
) -> None:
    numbers = alike(11)
    for part in (numbers[:4], numbers[4:10], numbers[:10]):  # the same again count once
        rehearse(database, sheet(tmp_path, part))
    with pytest.raises(TooManyOfOneMask, match=r"999999\*{8}0017"):
        rehearse(database, sheet(tmp_path, numbers[10:]))


def test_sheet_of_many_alike_is_refused_at_once_and_tells_nothing(database: Database, tmp_path: Path) -> None:
    with pytest.raises(TooManyOfOneMask):
        rehearse(database, sheet(tmp_path, alike(11)))


def test_what_stands_in_the_list_is_not_counted_and_a_roll_keeps_nobody_from_entering(
    database: Database, tmp_path: Path
) -> None:
    numbers = alike(20)
    with database.session(EVERYTHING) as session:
        bring_in(session, sheet(tmp_path, numbers[:10]))
    rehearse(database, sheet(tmp_path, numbers[:10]))
    with database.session(EVERYTHING) as session:
        assert len(digests_entered(session, [(number, None) for number in numbers[10:]])) == 10


def test_roll_of_a_large_county_may_hold_more_that_are_alike(database: Database, tmp_path: Path) -> None:
    many = range(PEOPLE_TO_ONE_MORE)
    others = [number_of(n % 900 + 100, born=f"19{70 + n // 900}0115") for n in many]
    path = sheet(tmp_path, [*alike(11), *dict.fromkeys(others)])
    rehearse(database, path)


@pytest.mark.parametrize(("of_place", "most"), [(0, 10), (4_999, 10), (5_000, 11), (100_000, 30), (2_400_000, 30)])
def test_sheet_filled_up_with_invented_numbers_of_a_place_tries_no_more_than_a_large_roll(
    of_place: int, most: int
) -> None:
    row = SimpleNamespace(is_resident=True, of_place=of_place, number_masked="999999********0017")
    assert most_of(row) == most
    assert most <= most_of(SimpleNamespace(is_resident=True, of_place=LARGEST_ROLL))
