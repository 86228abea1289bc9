"""Lists of the staff pages: each shows its rows, filtered and page by page, of the account's own issuers only."""

import base64
from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import Session, select

from disposal.acting import Actor, Channel, Role
from disposal.models.claims.claim import Claim, ClaimStatus
from disposal.models.claims.statement import ClaimStatement
from disposal.services.accounts.permissions import PermissionRefused
from disposal.services.public.queries import InvalidQuery, parse
from disposal.services.records import audit
from disposal.services.staff_lists import keyset
from disposal.services.staff_lists.columns import CellWords
from disposal.services.staff_lists.lists import STAFF_LISTS, StaffListPage, list_page
from disposal.services.staff_lists.queries import WordsTooCommon
from disposal.storage.database import Database
from tests.support.accounts import make_account
from tests.support.factories import make_claim, make_issuer, make_notice, make_party, make_project
from tests.support.publishing import publish_project

CODE = "913399012174221834"


def page_of(session: Session, code: str, **asked: str) -> StaffListPage:
    """Return a page of a list, asked as an address asks it."""
    listed = STAFF_LISTS[code]
    return list_page(session, listed, parse(listed.query, asked))


def names(page: StaffListPage) -> list[str]:
    return [row.name for row in page.rows]


def cells(page: StaffListPage, code: str) -> Mapping[str, Any]:
    """Return the cells of the first row by the words over their columns."""
    return dict(zip([column.zh for column in STAFF_LISTS[code].columns], page.rows[0].cells, strict=True))


def claim_of(session: Session, debtor: str, principal: str = "134000000.00", **fields: Any) -> Claim:
    return make_claim(session, principal, debtor_id=make_party(session, debtor).id, **fields)


def test_claim_is_listed_with_its_newest_amounts_and_its_project(session: Session) -> None:
    claim = claim_of(session, "虚构甲制造有限公司", contract_numbers=["虚构字第1号"], purchase_batch="2021-A")
    project = make_project(session, claim)
    shown = cells(page_of(session, "claims", q="甲制造"), "claims")
    assert (shown["债务人"], shown["合同编号"], shown["收购批次"]) == ("虚构甲制造有限公司", "虚构字第1号", "2021-A")
    assert (str(shown["本金"]), str(shown["合计"])) == ("134000000.00", "193474338.54")
    assert (shown["处置项目"], shown["状态"]) == (project.code, CellWords("持有", "held"))


def test_claim_of_two_contracts_counts_them_and_shows_the_total_that_is_printed(session: Session) -> None:
    claim = claim_of(session, "虚构甲制造有限公司", contract_numbers=["虚构字第1号", "虚构字第2号"])
    newest = session.exec(select(ClaimStatement).where(ClaimStatement.claim_id == claim.id)).one()
    for prints, total in ((False, "193474338.54"), (True, "200000000.00")):
        newest.stated_total, newest.prints_stated_total = Decimal("200000000.00"), prints
        audit.record(session, "statement.changed", subject=newest, reason="试验")
        shown = cells(page_of(session, "claims", q="甲制造"), "claims")
        assert (shown["合同编号"], str(shown["合计"])) == ("虚构字第1号等2份", total)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"q": "乙化纤"}, ["虚构乙化纤厂"]),
        ({"q": "虚构字第2号"}, ["虚构乙化纤厂"]),
        ({"q": "ZC-7"}, ["虚构甲制造有限公司"]),
        ({"batch": "2021-A"}, ["虚构甲制造有限公司"]),
        ({"status": "settled"}, ["虚构乙化纤厂"]),
        ({"min_principal": "1亿"}, ["虚构甲制造有限公司"]),
        ({"max_principal": "500万元"}, ["虚构乙化纤厂"]),
        ({"province": "浙江"}, ["虚构甲制造有限公司"]),
        ({"entered_from": "2099-01-01"}, []),
        ({"q": "丙"}, []),
    ],
)
def test_claims_are_filtered(session: Session, asked: dict[str, str], expected: list[str]) -> None:
    first = claim_of(session, "虚构甲制造有限公司", purchase_batch="2021-A", asset_number="ZC-7")
    settled = {"status": ClaimStatus.settled, "contract_numbers": ["虚构字第2号"]}
    claim_of(session, "虚构乙化纤厂", "4000000.00", **settled)
    make_project(session, first, province="浙江省")
    assert names(page_of(session, "claims", **asked)) == expected


def test_every_row_stands_on_exactly_one_page_in_both_directions(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyset, "ROWS", 3)
    made = sorted(claim_of(session, f"虚构{n}号纺织厂").id for n in range(8))
    for sort, order in (("-entered", made[::-1]), ("entered", made)):
        page, seen = page_of(session, "claims", sort=sort), []
        while True:
            seen += [row.id for row in page.rows]
            if not page.keys.next_after:
                break
            page = page_of(session, "claims", sort=sort, after=page.keys.next_after)
        assert seen == order
        back: list[UUID] = []
        while page.keys.previous_before:
            page = page_of(session, "claims", sort=sort, before=page.keys.previous_before)
            back = [row.id for row in page.rows] + back
        assert back == order[:6]


def test_position_nested_too_deep_is_refused_like_any_that_is_none(session: Session) -> None:
    deep = base64.urlsafe_b64encode(b"[" * 3_000).decode()
    for position in ("x", deep):
        with pytest.raises(InvalidQuery):
            page_of(session, "parties", after=position)


def test_parties_sorted_by_name_go_on_behind_the_last_name(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyset, "ROWS", 2)
    for name in ("虚构丁厂", "虚构丁厂", "虚构丙厂", "虚构乙厂"):
        make_party(session, name)
    first = page_of(session, "parties", sort="name")
    second = page_of(session, "parties", sort="name", after=first.keys.next_after)
    assert sorted(names(first) + names(second)) == sorted(["虚构丁厂", "虚构丁厂", "虚构丙厂", "虚构乙厂"])
    assert names(first)[0] <= names(first)[1] <= names(second)[0] <= names(second)[1]


def test_count_stops_at_its_limit(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyset, "ROWS", 2)
    monkeypatch.setattr(keyset, "MOST_COUNTED", 4)
    for n in range(6):
        make_party(session, f"虚构{n}厂")
    assert page_of(session, "parties").count == keyset.ListCount(4, is_more=True)
    assert page_of(session, "parties", q="虚构3").count == keyset.ListCount(1, is_more=False)


def test_party_is_found_by_former_name_and_code_and_its_number_stays_masked(session: Session) -> None:
    make_party(session, "虚构新名有限公司", former_names=["虚构旧名厂"], credit_code=CODE)
    assert names(page_of(session, "parties", q="旧名")) == ["虚构新名有限公司"]
    assert names(page_of(session, "parties", q=CODE[4:12])) == ["虚构新名有限公司"]


def test_projects_and_notices_show_state_and_window(session: Session) -> None:
    notice = publish_project(session)
    project = cells(page_of(session, "projects", province="测试省"), "projects")
    assert (project["项目编号"], project["债权"], project["公告"]) == ("测试-甲", 1, notice.number)
    shown = cells(page_of(session, "notices", q="甲制造"), "notices")
    assert (shown["公告编号"], shown["状态"]) == (notice.number, CellWords("公告期届满", "window closed", "over"))
    assert (str(shown["公告日期"]), str(shown["公告期止"])) == ("2022-08-03", "2022-08-31")
    claims = [make_claim(session, debtor_id=make_party(session, f"虚构{each}公司").id) for each in "乙丙丁"]
    draft = make_notice(session, make_project(session, *claims, code="P-2"))
    assert [row.id for row in page_of(session, "notices", state="draft").rows] == [draft.id]
    assert cells(page_of(session, "notices", state="draft"), "notices")["债务人"] == "虚构丁公司、虚构丙公司等3户"
    assert [row.id for row in page_of(session, "notices", sort="-published").rows] == [notice.id]


@pytest.mark.parametrize("asked", [{"sort": "principal"}, {"after": "b3V0c2lkZXI"}, {"min_principal": "很多"}])
def test_address_that_asks_for_what_there_is_not_is_refused(session: Session, asked: dict[str, str]) -> None:
    with pytest.raises(InvalidQuery):
        page_of(session, "claims", **asked)


def test_words_in_very_many_names_are_refused_with_what_to_write(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("disposal.services.staff_lists.queries.MOST_PARTIES", 2)
    for n in range(3):
        make_party(session, f"虚构{n}有限公司")
    with pytest.raises(WordsTooCommon, match="contract number"):
        page_of(session, "claims", q="有限公司")


def test_account_sees_the_lists_of_its_issuers_only(database: Database) -> None:
    with database.session("首位管理员") as session:
        ours, theirs = make_issuer(session), make_issuer(session, "TEST-JS", branch="测试二分公司")
        own, foreign = (
            claim_of(session, "虚构甲厂", issuer_id=ours.id),
            claim_of(session, "虚构乙厂", issuer_id=theirs.id),
        )
        unassigned = claim_of(session, "虚构丙厂")
        make_project(session, own, issuer_id=ours.id)
        make_notice(session, make_project(session, foreign, issuer_id=theirs.id, code="P-2"))
        make_account(session, "chen", Role.asset_manager, issuers=[ours.id])
        make_account(session, "guan", Role.administrator)
        foreign_issuer = str(theirs.id)
    with database.session(Actor("chen", channel=Channel.page), is_read_only=True) as session:
        assert [row.id for row in page_of(session, "claims").rows] == sorted([unassigned.id, own.id], reverse=True)
        assert page_of(session, "claims", issuer=foreign_issuer).rows == ()
        assert names(page_of(session, "projects")) == ["P-1"]
        assert page_of(session, "notices").rows == ()
    with database.session(Actor("guan", channel=Channel.page)) as session, pytest.raises(PermissionRefused):
        page_of(session, "claims")
