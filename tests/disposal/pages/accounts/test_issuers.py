"""Branches (分公司) on the desk: entered and changed by an administrator; what is typed stays where it is refused."""

from collections.abc import Iterator

import pytest
from sqlmodel import select

from disposal.acting import Role
from disposal.models.projects.issuer import Issuer
from disposal.storage.database import Database
from tests.support.accounts import open_account
from tests.support.website import DeskBrowser, desk_on

NEW = {"code": "XGCS", "name": "虚构资产管理股份有限公司", "branch": "测试省分公司", "kind": "local_amc"}


@pytest.fixture
def guanli(database: Database) -> Iterator[DeskBrowser]:
    """Yield a browser in which the administrator of a register without branches is signed in."""
    open_account(database, "guanli", Role.administrator)
    with desk_on(database) as opened:
        opened.sign_in("guanli")
        yield opened


def test_first_branch_is_entered_and_accounts_can_belong_to_it(guanli: DeskBrowser) -> None:
    assert "还没有分公司" in guanli.get("/desk/issuers").text
    guanli.get("/desk/issuers/new")
    answer = guanli.post("/desk/issuers/new", NEW)
    assert (answer.status_code, answer.headers["location"]) == (303, "/desk/issuers/XGCS?done=new")
    assert "已录入分公司" in guanli.get("/desk/issuers/XGCS?done=new").text
    assert "虚构资产管理股份有限公司测试省分公司" in guanli.get("/desk/issuers").text
    assert 'value="XGCS"' in guanli.get("/desk/users/new").text


def test_code_in_small_letters_is_read_as_capitals(guanli: DeskBrowser) -> None:
    guanli.get("/desk/issuers/new")
    assert guanli.post("/desk/issuers/new", NEW | {"code": "xgcs"}).headers["location"] == "/desk/issuers/XGCS?done=new"


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [("code", "小写", "代码"), ("name", "", "公司全称"), ("credit_code", "12", "统一社会信用代码")],
)
def test_wrong_field_is_named_and_nothing_typed_is_lost(
    guanli: DeskBrowser, database: Database, field: str, value: str, words: str
) -> None:
    guanli.get("/desk/issuers/new")
    answer = guanli.post("/desk/issuers/new", NEW | {"website": "https://example.invalid", field: value})
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
    assert words in answer.text
    assert 'value="https://example.invalid"' in answer.text
    with database.session() as session:
        assert session.exec(select(Issuer)).all() == []


def test_change_asks_for_a_reason_and_an_emptied_field_is_emptied(guanli: DeskBrowser, database: Database) -> None:
    guanli.get("/desk/issuers/new")
    guanli.post("/desk/issuers/new", NEW | {"province": "测试省"})
    guanli.get("/desk/issuers/XGCS")
    changed = NEW | {"province": "", "self_reference": "我分公司", "person_names": "mask"}
    assert guanli.post("/desk/issuers/XGCS", changed).status_code == 422
    assert guanli.post("/desk/issuers/XGCS", changed | {"reason": "更名"}).status_code == 303
    with database.session() as session:
        row = session.exec(select(Issuer)).one()
    assert (row.province, row.self_reference, row.person_names.value) == (None, "我分公司", "mask")


def test_others_may_not_enter_a_branch(database: Database, guanli: DeskBrowser) -> None:
    open_account(database, "chen", Role.asset_manager, by="guanli")
    with desk_on(database) as desk:
        desk.sign_in("chen")
        assert desk.get("/desk/issuers/new").status_code == 403
        assert "/desk/issuers" not in desk.get("/desk").text
