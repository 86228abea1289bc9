"""合并主体 on its page: the other record is looked for, both stand side by side, and the merger is undone there."""

from collections.abc import Iterator
from uuid import UUID

import pytest

from disposal.acting import Role
from disposal.models.claims.claim import Claim
from disposal.models.parties.party import Party
from disposal.services.claims.claims import change_claim
from disposal.services.parties.merging import current_party
from disposal.storage.database import Database
from tests.support.accounts import open_account
from tests.support.factories import add, make_claim, make_issuer
from tests.support.running.kept import kept
from tests.support.website import DeskBrowser, desk_on

GONE, STAYS = "虚构恒达(集团)有限公司", "虚构恒达（集团）有限公司"


class Records:
    """Two records of one company, each with a claim of the first branch, and a claim of the second branch."""

    def __init__(self, database: Database) -> None:
        with database.session("首位管理员") as session:
            ours, theirs = make_issuer(session), make_issuer(session, "TEST-JS", branch="测试二分公司")
            gone = add(session, Party.model_validate({"name": GONE, "address": "虚构市<b>1号"}))
            stays = add(session, Party.model_validate({"name": STAYS, "credit_code": "91330000000000003D"}))
            self.claim = make_claim(session, debtor_id=gone.id, issuer_id=ours.id, name="甲号债权").id
            make_claim(session, debtor_id=stays.id, issuer_id=ours.id, name="乙号债权")
            self.foreign = make_claim(session, issuer_id=theirs.id, name="丙号债权").id
            self.gone, self.stays = gone.id, stays.id

    def debtor(self, database: Database) -> UUID:
        with database.session() as session:
            return session.get_one(Claim, self.claim).debtor_id


@kept
def two_records(database: Database) -> Records:
    found = Records(database)
    open_account(database, "guanli", Role.administrator)
    open_account(database, "chen", Role.asset_manager, by="guanli", issuers=("TEST-ZJ",))
    open_account(database, "limin", Role.asset_manager, by="guanli", issuers=("TEST-JS",))
    open_account(database, "wang", Role.approver, by="guanli", issuers=("TEST-ZJ",))
    return found


@pytest.fixture
def records(database: Database) -> Records:
    return two_records(database)


@pytest.fixture
def chen(database: Database, records: Records) -> Iterator[DeskBrowser]:
    with desk_on(database) as opened:
        opened.sign_in("chen")
        yield opened


def test_likely_duplicate_leads_to_both_records_side_by_side(chen: DeskBrowser, records: Records) -> None:
    here = f"/desk/parties/{records.gone}"
    assert f'href="{here}/merge"' in chen.get(here).text
    assert f"{here}/merge?with={records.stays}" in chen.get(f"{here}/merge").text
    page = chen.get(f"{here}/merge?with={records.stays}").text
    assert (page.count("甲号债权"), page.count("乙号债权")) == (1, 1)
    assert "虚构市&lt;b&gt;1号" in page
    assert f'value="{records.stays}" checked' in page
    assert "91330000000000003D" in page


def test_other_record_is_found_by_words_of_its_name(chen: DeskBrowser, records: Records) -> None:
    found = chen.get(f"/desk/parties/{records.gone}/merge?q=恒达").text
    assert found.count(f"?with={records.stays}") == 2
    assert f"?with={records.gone}" not in found
    assert "没有查到" in chen.get(f"/desk/parties/{records.gone}/merge?q=不存在的").text


def test_records_are_merged_with_a_reason_and_the_merger_is_undone(
    chen: DeskBrowser, records: Records, database: Database
) -> None:
    here, there = f"/desk/parties/{records.gone}/merge", f"/desk/parties/{records.stays}/merge"
    chen.get(f"{here}?with={records.stays}")
    fields = {"other": str(records.stays), "stays": str(records.stays)}
    answer = chen.post(here, fields | {"reason": " "})
    assert (answer.status_code, 'href="#reason"' in answer.text) == (422, True)
    assert records.debtor(database) == records.gone
    answer = chen.post(here, fields | {"reason": "营业执照核对为同一家"})
    assert answer.headers["location"] == f"{there}?done=merged"
    assert records.debtor(database) == records.stays
    assert f'href="{there}"' in chen.get(here).text
    page = chen.get(f"{there}?done=merged").text
    assert "营业执照核对为同一家" in page
    undo = page.partition(f'action="{there}/')[2].partition('"')[0]
    assert chen.post(f"{there}/{undo}", {"reason": ""}).status_code == 422
    assert chen.post(f"{there}/{undo}", {"reason": "实为两家"}).headers["location"] == f"{there}?done=undone"
    assert records.debtor(database) == records.gone


@pytest.mark.parametrize("stays", ["", "x", "01890a5d-ac96-774b-bcce-b302099a8057"])
def test_record_that_stays_is_one_of_the_two(chen: DeskBrowser, records: Records, stays: str) -> None:
    here = f"/desk/parties/{records.gone}/merge"
    chen.get(f"{here}?with={records.stays}")
    answer = chen.post(here, {"other": str(records.stays), "stays": stays, "reason": "同一家"})
    assert (answer.status_code, "选择保留哪一条记录" in answer.text) == (422, True)


def test_record_that_another_branch_uses_is_not_merged_away(
    chen: DeskBrowser, records: Records, database: Database
) -> None:
    with database.session("limin") as session:
        change_claim(session, records.foreign, {"debtor_id": records.gone}, reason="更正债务人")
    here = f"/desk/parties/{records.gone}/merge"
    page = chen.get(f"{here}?with={records.stays}").text
    assert "丙号债权" not in page
    fields = {"other": str(records.stays), "reason": "同一家"}
    answer = chen.post(here, fields | {"stays": str(records.stays)})
    assert "另用于其他分公司的记录" in answer.text
    assert records.debtor(database) == records.gone
    assert chen.post(here, fields | {"stays": str(records.gone)}).status_code == 303


def test_merger_is_undone_by_the_branch_whose_records_it_moved(
    chen: DeskBrowser, records: Records, database: Database
) -> None:
    here, there = f"/desk/parties/{records.gone}/merge", f"/desk/parties/{records.stays}/merge"
    chen.get(f"{here}?with={records.stays}")
    chen.post(here, {"other": str(records.stays), "stays": str(records.stays), "reason": "同一家"})
    with desk_on(database) as limin:
        limin.sign_in("limin")
        undo = limin.get(there).text.partition(f'action="{there}/')[2].partition('"')[0]
        answer = limin.post(f"{there}/{undo}", {"reason": "实为两家"})
        assert "请由办理合并的分公司还原" in answer.text
    assert records.debtor(database) == records.stays
    with database.session() as session:
        assert current_party(session, records.gone).id == records.stays


def test_role_without_the_right_is_shown_no_way_to_merge(database: Database, records: Records) -> None:
    with desk_on(database) as wang:
        wang.sign_in("wang")
        assert "合并主体" not in wang.get(f"/desk/parties/{records.gone}").text
        assert wang.get(f"/desk/parties/{records.gone}/merge").status_code == 403
        wang.get("/desk/me")
        fields = {"other": str(records.stays), "stays": str(records.stays), "reason": "同一家"}
        assert wang.post(f"/desk/parties/{records.gone}/merge", fields).status_code == 403
    assert records.debtor(database) == records.gone
