"""What a mask hides is not found out by trying: a search by whole numbers takes few of them a day from one account."""

from collections.abc import Iterator

import pytest
from httpx2 import Response

from disposal.models.parties.party import PartyCreate
from disposal.personal_data import tried_numbers
from disposal.personal_data.tried_numbers import WITHIN_SECONDS, TooManyNumbersTried, TriedNumbers
from disposal.services.parties.parties import enter_party, has_personal_number
from disposal.storage.database import Database
from tests.acceptance.defences.test_route_permissions import Visitor, visiting
from tests.acceptance.defences.two_issuers import EVERYTHING, fill_two_issuers
from tests.support.listing import number_of

pytestmark = [pytest.mark.filled(by=fill_two_issuers), pytest.mark.xdist_group("defences")]
DOORS = {
    "/desk/parties": "q", "/desk/parties/suggest": "q", "/desk/lists/staff": "q", "/api/v1/parties": "q",
    "/api/v1/lists/staff/look-up": "words",
}  # fmt: skip


@pytest.fixture
def visitor(database: Database) -> Iterator[Visitor]:
    """Yield somebody with every role."""
    with visiting(database, EVERYTHING) as opened:
        entries = {"rows": [{"name": "测试甲子"}], "provenance": "测试来源"}
        opened.browser.client.post("/api/v1/lists/staff/entries", json=entries, headers=opened.header)
        yield opened


def search(visitor: Visitor, path: str, written: str) -> Response:
    client, field = visitor.browser.client, DOORS[path]
    if path.endswith("look-up"):
        return client.post(path, json={field: written}, headers=visitor.header)  # type: ignore[return-value]
    headers = visitor.header if path.startswith("/api") else {}
    return client.get(path, params={field: written}, headers=headers)  # type: ignore[return-value]


@pytest.mark.parametrize("path", DOORS)
def test_search_by_whole_numbers_takes_only_so_many_of_them(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    monkeypatch.setattr(tried_numbers, "MOST_NUMBERS", 3)
    statuses = [search(visitor, path, number_of(each)).status_code for each in (1, 2, 3, 1, 4)]
    assert (statuses[:4], statuses[4]) == ([200] * 4, 429)
    refused = search(visitor, path, number_of(5))
    assert "不同号码已达3个" in refused.text
    assert search(visitor, path, "测试甲").status_code == 200
    with visiting(visitor.database, "compliance-officer") as other:
        assert search(other, path, number_of(4)).status_code == 200


def test_numbers_tried_on_a_chosen_person_are_counted_and_the_right_one_is_not(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tried_numbers, "MOST_NUMBERS", 2)
    with database.session(EVERYTHING) as session:
        values = {"kind": "natural_person", "name": "测试甲子", "personal_number": number_of(9)}
        party = enter_party(session, PartyCreate.model_validate(values))
        assert [has_personal_number(session, party, number_of(each)) for each in (9, 1, 2)] == [True, False, False]
        assert has_personal_number(session, party, number_of(9))
        with pytest.raises(TooManyNumbersTried):
            has_personal_number(session, party, number_of(3))


def test_numbers_are_counted_for_a_day_and_each_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tried_numbers, "MOST_NUMBERS", 2)
    at = 0.0
    tried = TriedNumbers(clock=lambda: at)
    for digest in ("a", "b", "a"):
        tried.note("chen", digest)
    at = WITHIN_SECONDS - 1.0
    with pytest.raises(TooManyNumbersTried):
        tried.note("chen", "c")
    at = float(WITHIN_SECONDS)
    tried.note("chen", "c")
