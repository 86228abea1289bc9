"""A page says at once all that is wrong in it, also where a name, a day or a type is still missing."""

from decimal import Decimal
from uuid import UUID

import pytest
from sqlmodel import Session

from disposal.services.claim_entry.amounts import words_of_amounts
from disposal.services.claim_entry.completion import enter_page
from disposal.services.claim_entry.party_hints import party_notes
from disposal.services.claim_entry.read_page import read_typed
from disposal.services.claim_entry.typed_records import typed_of
from tests.disposal.services.claim_entry.pages_as_typed import small_page

CERTIFICATE = "虚构不动产权第0001号"


@pytest.mark.parametrize(
    ("typed", "missing", "wrong"),
    [
        ({"debtor__name": "", "debtor__number": "91330100MA00000000"}, "debtor-name", "debtor-number"),
        ({"guarantees__0__number": "91330100MA00000000"}, "guarantees-0-name", "guarantees-0-number"),
        (
            {"security__0__type": "机器设备", "security__0__quantity": "12"},  # 12 of what
            "security-0-owner",
            "security-0-type",
        ),
        ({"chain__0__assigned_on": "某年某月"}, "chain-0-assignor", "chain-0-assigned_on"),
        (
            {"statements__0__record_date": "", "statements__0__interest": "若干"},
            "statements-0-record_date",
            "statements-0-interest",
        ),
    ],
)
def test_wrong_field_beside_a_missing_one_is_told_with_it(typed: dict[str, str], missing: str, wrong: str) -> None:
    paths = {each.path for each in read_typed(small_page(**typed)).problems}
    assert {missing, wrong} <= paths


def own_page(session: Session) -> tuple[UUID, dict[str, str]]:
    claim = enter_page(
        session,
        small_page(
            contracts__0__number="虚构借字第9号", contracts__0__amount="1,340万元", security__0__type="房地产",
            security__0__owner="虚构乙纺织有限公司", security__0__kind="抵押",
            security__0__certificate_numbers=CERTIFICATE,
        ),
    )  # fmt: skip
    return claim.id, typed_of(session, claim.id)


def test_own_numbers_are_not_seen_elsewhere_and_those_of_another_claim_are(session: Session) -> None:
    claim_id, typed = own_page(session)
    own = party_notes(session, typed, claim_id=claim_id)
    assert [words for words in own.values() if "已见于" in words] == []
    other = party_notes(session, typed, claim_id=None)
    seen = {path for path, words in other.items() if words.startswith("已见于")}
    assert seen == {"contracts-0-number", "security-0-certificate_numbers"}


def test_amount_that_no_notice_prints_is_not_said_to_print_so_nothing_changes_when_it_is_saved(
    session: Session,
) -> None:
    _, typed = own_page(session)
    for page in (small_page(contracts__0__amount="1,340万元"), typed):
        words = words_of_amounts(page)["contracts-0-amount"]
        assert (words.full, words.printed) == ("13,400,000.00", "")
        assert words_of_amounts(page)["statements-0-principal"].printed == "1,340万元"


@pytest.mark.parametrize(("chosen", "printed"), [("合计", ""), ("材料所载合计", "1,340万元")])
def test_total_of_the_papers_prints_only_where_it_is_chosen(chosen: str, printed: str) -> None:
    page = small_page(statements__0__stated_total="1,340万元", statements__0__printed_total=chosen)
    assert words_of_amounts(page)["statements-0-stated_total"].printed == printed


def test_amount_of_a_deposit_prints_in_yuan_as_it_is_kept() -> None:
    page = small_page(security__0__type="存单", security__0__owner="虚构乙", security__0__amount="1.5万元")
    assert words_of_amounts(page)["security-0-amount"].printed == f"{Decimal('15000.00')}元"
