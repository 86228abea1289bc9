"""Who acts: names until the register has its first account, accounts from then on."""

import pytest
from sqlmodel import select

from disposal.acting import Actor, Channel, Role
from disposal.models.accounts.account import Account
from disposal.models.parties.party import PartyCreate
from disposal.models.records.audit_entry import AuditEntry
from disposal.models.records.record import now
from disposal.services.accounts.identity import AccountDisabled, AccountUnknown
from disposal.services.parties.parties import enter_party
from disposal.services.records.audit_trail import entries, is_as_written
from disposal.services.records.writing import change
from disposal.storage.database import Database
from tests.support.accounts import make_account

PARTY = PartyCreate(name="虚构纺织有限公司")


def test_name_acts_until_the_first_account_and_never_after(database: Database) -> None:
    with database.session("陈女士") as session:
        enter_party(session, PARTY)
    with database.session("首位管理员") as session:
        make_account(session, "chen", Role.asset_manager)
    with pytest.raises(AccountUnknown, match="陈女士"), database.session("陈女士") as session:
        enter_party(session, PartyCreate(name="虚构线业有限公司"))


def test_entry_says_account_person_channel_and_system_user_and_each_is_under_its_hash(database: Database) -> None:
    with database.session("首位管理员") as session:
        account = make_account(session, "chen", Role.asset_manager)
    with database.session(Actor("CHEN", channel=Channel.command_line, os_user="root")) as session:
        enter_party(session, PARTY)
    with database.session() as session:
        entry = entries(session, last=1)[0]
    assert (entry.actor, entry.login, entry.channel, entry.os_user) == ("虚构chen", "chen", "command_line", "root")
    assert (entry.account_id, entry.person_id) == (account.id, account.person_id)
    assert is_as_written(entry)
    for name in ("account_id", "person_id", "login", "channel", "os_user", "proof"):
        assert not is_as_written(entry.model_copy(update={name: None if getattr(entry, name) else "x"})), name


def test_disabled_account_acts_no_more(database: Database) -> None:
    with database.session("首位管理员") as session:
        make_account(session, "chen", Role.asset_manager)
        make_account(session, "guanli", Role.administrator)
    with database.session("guanli") as session:
        chen = session.exec(select(Account).where(Account.login == "chen")).one()
        change(session, chen, {"disabled_at": now()}, event="account.disabled", reason="离职")
    with pytest.raises(AccountDisabled), database.session("chen") as session:
        enter_party(session, PARTY)
    with database.session() as session:
        assert session.exec(select(AuditEntry.event).where(AuditEntry.event == "party.entered")).all() == []
