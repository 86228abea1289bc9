"""What a mask hides is not found out by trying: a search by whole numbers takes few of them a day from one account."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from uuid import uuid4

import pytest
from httpx2 import Response
from sqlalchemy import text
from sqlmodel import Session, select

from disposal.models.parties.party import PartyCreate
from disposal.models.projects.issuer import Issuer
from disposal.personal_data import tried_numbers
from disposal.personal_data.tried_numbers import (
    WITHIN_SECONDS,
    TooManyNumbersTried,
    TooManyOfOneMask,
    Tried,
    TriedNumbers,
)
from disposal.services.claim_entry.completion import enter_page
from disposal.services.package_import.known_parties import KnownParties
from disposal.services.package_import.party_planning import PlannedParty
from disposal.services.package_import.planning import Planning
from disposal.services.parties.parties import enter_party, has_personal_number, party_with_personal_number
from disposal.services.records.number_search import digest_searched, digests_entered
from disposal.services.records.validation import InvalidRecord
from disposal.storage.database import Database
from notices.codes import PartyKind
from tests.acceptance.defences.test_route_permissions import Visitor, visiting
from tests.acceptance.defences.two_issuers import EVERYTHING, fill_two_issuers
from tests.disposal.services.claim_entry.pages_as_typed import small_page
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


def test_numbers_are_counted_for_a_day_each_once_and_for_all_processes(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tried_numbers, "MOST_NUMBERS", 2)
    chen = uuid4()
    for digest in ("a", "b", "a"):
        TriedNumbers(database.engine).note(chen, [tried(digest)], is_searched=True)
    with pytest.raises(TooManyNumbersTried) as refused:
        TriedNumbers(database.engine).note(chen, [tried("c")], is_searched=True)
    assert WITHIN_SECONDS - 60 < refused.value.wait_seconds <= WITHIN_SECONDS
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE tried_number SET at = at - interval '1 day' WHERE number_digest = 'a'"))
    TriedNumbers(database.engine).note(chen, [tried("c")], is_searched=True)


def tried(digest: str, *, most: int = 9) -> Tried:
    return Tried(digest, digest, "*", most)


def numbers_of_one_mask(count: int) -> list[str]:
    """Return invented numbers that differ in the day of birth alone."""
    days = (f"19{year}0{month}0{day}" for year in range(60, 99) for month in range(1, 10) for day in range(1, 10))
    alike = (number for day in days if (number := number_of(1, born=day)).endswith("0017"))
    return [next(alike) for _ in range(count)]


def test_numbers_of_one_mask_are_entered_ten_a_day_whatever_door_is_used(database: Database) -> None:
    numbers = numbers_of_one_mask(12)
    with database.session(EVERYTHING) as session:
        known = {"kind": "natural_person", "name": "测试甲子", "personal_number": numbers[0]}
        enter_party(session, PartyCreate.model_validate(known))
    for number in numbers[1:10]:
        with database.session(EVERYTHING) as session:
            assert party_with_personal_number(session, number) is None
    with database.session(EVERYTHING) as session:
        found = party_with_personal_number(session, numbers[0])
        assert found is not None
        assert found.name == "测试甲子"
    for door in (party_with_personal_number, digest_searched, enter_numbered, plan_numbered):
        with pytest.raises(TooManyOfOneMask, match=r"999999\*{8}0017"), database.session(EVERYTHING) as session:
            door(session, numbers[11])


def enter_numbered(session: Session, number: str) -> None:
    values = {"kind": "natural_person", "name": "测试乙丑", "personal_number": number}
    enter_party(session, PartyCreate.model_validate(values))


def plan_numbered(session: Session, number: str) -> None:
    """Look for a person of a workbook in the register, as the dry run of a package does."""
    values = {"kind": PartyKind.natural_person, "name": "测试乙丑", "personal_number": number}
    party = PlannedParty("测试乙丑", values, {}, data=PartyCreate.model_validate(values))
    KnownParties(session, Planning(date(2026, 12, 1))).match([party])


def test_many_people_of_one_district_are_entered_at_once(database: Database) -> None:
    numbers = [(number_of(serial), None) for serial in range(1, 300)]
    with database.session(EVERYTHING) as session:
        assert len(set(digests_entered(session, numbers))) == len(numbers)


def test_refused_number_counts_though_its_transaction_is_rolled_back(database: Database) -> None:
    for number in (numbers := numbers_of_one_mask(11))[:10]:
        with suppress(ZeroDivisionError), database.session(EVERYTHING) as session:
            party_with_personal_number(session, number)
            raise ZeroDivisionError
    with pytest.raises(TooManyOfOneMask), database.session(EVERYTHING) as session:
        party_with_personal_number(session, numbers[10])


def test_claim_page_tells_of_too_many_at_the_field_of_the_number(database: Database) -> None:
    numbers = numbers_of_one_mask(11)
    with database.session(EVERYTHING) as session:
        digests_entered(session, [(number, None) for number in numbers[:10]])
        branch = str(session.exec(select(Issuer.code)).first())
    page = small_page(guarantees__0__name="测试甲子", guarantees__0__kind="自然人", guarantees__0__number=numbers[10])
    with pytest.raises(InvalidRecord) as refused, database.session(EVERYTHING) as session:
        enter_page(session, {**page, "claim-branch": branch})
    (problem,) = refused.value.problems
    assert (problem.path, "遮掩后都是999999********0017" in problem.zh) == ("guarantees-0-number", True)
