"""Restricted lists: found by the limbs they serve, relied on between their days."""

from pathlib import Path

import pytest
from sqlmodel import Session, select

from disposal.errors import RecordRefused
from disposal.models.lists.restricted_list import RestrictedList
from disposal.services.lists.errors import ListOutOfDate
from disposal.services.lists.restricted_lists import all_lists, change_list
from disposal.services.lists.versions import check_current, current_version
from disposal.services.records.validation import InvalidRecord
from disposal.services.sheets.sheet import SheetOptions
from notices.content.limbs import LimbCode
from notices.dates import date
from tests.support.listing import bring_in, make_list, person, write_csv


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return write_csv(tmp_path / "名册.csv", [person(serial) for serial in range(4)])


def test_list_is_found_by_the_limbs_it_serves_and_its_code_stays(session: Session) -> None:
    make_list(session, "police", limbs=["judicial_police", "other_law", "judicial_police"])
    make_list(session)
    assert [each.code for each in all_lists(session)] == ["police", "staff"]
    assert [each.code for each in all_lists(session, [LimbCode.other_law])] == ["police"]
    with pytest.raises(RecordRefused, match="code"):
        change_list(session, "staff", {"code": "other"}, reason="测试")
    with pytest.raises(InvalidRecord, match="limb"):
        change_list(session, "staff", {"limbs": []}, reason="测试")
    assert session.exec(select(RestrictedList.limbs).where(RestrictedList.code == "police")).one() == [
        LimbCode.judicial_police, LimbCode.other_law,
    ]  # fmt: skip


def test_version_may_be_relied_on_between_its_days_only(session: Session, path: Path) -> None:
    of = make_list(session)
    bring_in(session, path, valid_from=date(2026, 1, 5), valid_until=date(2026, 6, 30), options=SheetOptions())
    version = current_version(session, of)
    assert version is not None
    for day in (date(2026, 1, 5), date(2026, 6, 30)):  # Mon, Tue
        check_current(of, version, on=day)
    for day in (date(2026, 1, 4), date(2026, 7, 1)):  # Sun, Wed
        with pytest.raises(ListOutOfDate, match="proves nothing"):
            check_current(of, version, on=day)
