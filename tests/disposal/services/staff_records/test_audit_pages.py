"""The audit trail on a page: all for auditors, accounts for administrators, nobody else; reading it is on record."""

from datetime import datetime

import pytest
from sqlmodel import select

from disposal.acting import Actor, Channel, Role
from disposal.models.accounts.account import Account
from disposal.models.records.audit_entry import AuditEntry
from disposal.services.accounts.permissions import PermissionRefused
from disposal.services.public.queries import parse
from disposal.services.records import audit
from disposal.services.staff_records.audit_pages import AuditPage, AuditQuery, audit_page
from disposal.storage.database import Database
from notices.dates import SHANGHAI
from tests.support.accounts import make_account
from tests.support.factories import make_issuer, make_party


def page_for(database: Database, login: str, **asked: str) -> AuditPage:
    with database.session(Actor(login, channel=Channel.page)) as session:
        return audit_page(session, parse(AuditQuery, asked))


def events(page: AuditPage) -> list[str]:
    return [line.entry.what for line in page.lines]


@pytest.fixture
def accounts(database: Database) -> Database:
    """Return a register with a party, and accounts of an auditor, an administrator and a manager."""
    with database.session("首位管理员") as session:
        make_party(session, "虚构乙厂")
        ours = make_issuer(session)
        make_account(session, "shenji", Role.auditor)
        make_account(session, "guan", Role.administrator)
        make_account(session, "chen", Role.asset_manager, issuers=[ours.id])
    return database


def test_auditor_reads_all_and_the_reading_is_on_record(accounts: Database) -> None:
    page = page_for(accounts, "shenji", who="首位管理员")
    assert "录入当事人" in events(page)
    assert "录入账号" in events(page)
    assert all(line.is_as_written for line in page.lines)
    assert not page.is_limited
    with accounts.session() as session:
        entry = session.exec(select(AuditEntry).where(AuditEntry.event == "audit.read")).one()
    assert (entry.login, entry.reason) == ("shenji", "查看审计记录：who=首位管理员")


def test_administrator_reads_of_accounts_and_branches_only(accounts: Database) -> None:
    page = page_for(accounts, "guan")
    assert page.is_limited
    assert "录入账号" in events(page)
    assert "录入当事人" not in events(page)


def test_administrator_does_not_read_what_was_exported(accounts: Database) -> None:
    with accounts.session("chen") as session:
        account = session.exec(select(Account).where(Account.login == "chen")).one()
        audit.record(session, "claims.exported", subject=account, before=audit.facts(account), reason="导出债权：全部")
    read = {login: [line.entry.why for line in page_for(accounts, login).lines] for login in ("shenji", "guan")}
    assert {login: "导出债权：全部" in whys for login, whys in read.items()} == {"shenji": True, "guan": False}


def test_others_do_not_read_it(accounts: Database) -> None:
    with pytest.raises(PermissionRefused):
        page_for(accounts, "chen")


def test_days_narrow_it_and_pages_go_on_behind_the_last_entry(
    accounts: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    today = datetime.now(SHANGHAI).date().isoformat()
    assert page_for(accounts, "shenji", until="2020-01-01").lines == ()
    assert page_for(accounts, "shenji", since=today).lines
    monkeypatch.setattr("disposal.services.staff_records.audit_pages.MOST", 2)
    first = page_for(accounts, "shenji", noun="account")
    second = page_for(accounts, "shenji", noun="account", before=str(first.older))
    ids = [line.entry.id for line in (*first.lines, *second.lines)]
    assert ids == sorted(set(ids), reverse=True)
    assert len(ids) == 3
