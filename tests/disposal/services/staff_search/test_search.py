"""One box: words, numbers, amounts and days are each found in the kinds that have them, within one's branches."""

from datetime import date

import pytest
from sqlmodel import Session

from disposal.acting import Actor, Channel, Role
from disposal.services.staff_search.search import search_all
from disposal.storage.database import Database
from tests.disposal.services.staff_lists.test_lists import claim_of
from tests.support.accounts import make_account
from tests.support.factories import make_issuer, make_party
from tests.support.publishing import published_once

TODAY = date(2022, 8, 15)


def found(session: Session, text: str) -> dict[tuple[str, str], list[str]]:
    """Return the names found, by kind and by what the text was read as."""
    groups = search_all(session, text, today=TODAY)
    return {(each.code, each.read_as[0]): [row.name for row in each.rows] for each in groups}


@pytest.mark.filled(by=published_once)
def test_words_find_claims_parties_and_notices(session: Session) -> None:
    notice = published_once(session)
    assert found(session, "甲制造") == {
        ("claims", ""): ["虚构甲制造有限公司"],
        ("parties", ""): ["虚构甲制造有限公司"],
        ("notices", ""): [notice.number],
    }
    assert found(session, "测试-甲")[("projects", "")] == ["测试-甲"]
    assert found(session, str(notice.number))[("notices", "")] == [notice.number]


@pytest.mark.filled(by=published_once)
@pytest.mark.parametrize("text", ["123.456789万元", "1,234,567.89", "1234567.89元"])
def test_amount_finds_projects_and_notices_however_it_is_written(session: Session, text: str) -> None:
    notice = published_once(session)
    groups = found(session, text)
    assert groups[("projects", "金额 1,234,567.89")] == ["测试-甲"]
    assert groups[("notices", "金额 1,234,567.89")] == [notice.number]


def test_amount_of_a_principal_finds_its_claim(session: Session) -> None:
    claim_of(session, "虚构乙厂", "4711000.00")
    assert found(session, "471.1万元") == {("claims", "金额 4,711,000.00"): ["虚构乙厂"]}


@pytest.mark.filled(by=published_once)
@pytest.mark.parametrize("text", ["2022-08-31", "2022年8月31日", "20220831", "8月31日"])
def test_day_finds_the_notices_that_begin_or_end_on_it(session: Session, text: str) -> None:
    notice = published_once(session)
    assert found(session, text)[("notices", "日期 2022-08-31")] == [notice.number]


def test_words_in_too_many_names_are_refused_in_their_kind_and_the_others_are_searched(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("disposal.services.staff_lists.queries.MOST_PARTIES", 1)
    for name in ("虚构一号厂", "虚构二号厂"):
        make_party(session, name)
    groups = {each.code: each for each in search_all(session, "虚构", today=TODAY)}
    assert groups["claims"].refusal is not None
    assert len(groups["parties"].rows) == 2


def test_nothing_of_another_branch_and_nothing_without_the_right_is_found(database: Database) -> None:
    with database.session("首位管理员") as session:
        ours, theirs = make_issuer(session), make_issuer(session, "TEST-JS", branch="测试二分公司")
        claim_of(session, "虚构乙厂", issuer_id=theirs.id)
        make_account(session, "chen", Role.asset_manager, issuers=[ours.id])
        make_account(session, "guan", Role.administrator)
    with database.session(Actor("chen", channel=Channel.page), is_read_only=True) as session:
        assert list(found(session, "虚构乙厂")) == [("parties", "")]
        assert found(session, "") == {}
    with database.session(Actor("guan", channel=Channel.page), is_read_only=True) as session:
        assert found(session, "虚构乙厂") == {}
