"""The mailbox in tests: officers with keys, and rounds that come when a test calls them."""

from datetime import datetime
from functools import partial

from fastapi.testclient import TestClient
from sqlalchemy import update
from sqlmodel import Session, select

from disposal.acting import Actor, Role
from disposal.mailbox_keys.identity import AgeIdentity
from disposal.mailbox_keys.mailbox_key import open_mailbox_key
from disposal.models.accounts.account import Account
from disposal.models.reports.mailbox_slot import MailboxSlot
from disposal.services.reports.discipline_keys import MadeKey, make_officer_key, sign_key
from disposal.services.reports.erasing import ErasingOfficer, ask_to_erase, confirm_erasure
from disposal.services.reports.mailbox import Mailbox
from disposal.services.reports.officers import ReportThread, read_reports
from disposal.services.reports.rounds import fill_mailbox, slots_since, write_round
from disposal.services.reports.trusted_keys import TrustedKeys, opened_identity, trusted_keys
from disposal.storage.database import Database
from notices.dates import SHANGHAI
from tests.support.accounts import act_as, make_account

AT = datetime(2022, 8, 15, 10, 0, tzinfo=SHANGHAI)
SLOTS = 40
FIRST, SECOND, OTHERS = "jijian", "jijian-b", tuple(role for role in Role if role is not Role.discipline_officer)


def fill_mailbox_of_few(session: Session) -> None:
    """Fill a small mailbox with noise."""
    fill_mailbox(session, open_mailbox_key(session.info["settings"]), slots=SLOTS)


def fill_with_two_officers(session: Session) -> None:
    """Enter two officers, and a small mailbox full of noise."""
    fill_mailbox_of_few(session)
    for login in (FIRST, SECOND):
        make_account(session, login, Role.discipline_officer)


def fill_with_officers(session: Session) -> None:
    """Enter two officers and one account of each other role, and a small mailbox full of noise."""
    fill_with_two_officers(session)
    for role in OTHERS:
        make_account(session, role.value.replace("_", "-"), role)


def act_as_account(session: Session, login: str) -> None:
    """Let a session go on as an account, as if it had signed in."""
    account = session.exec(select(Account).where(Account.login == login)).one_or_none()
    if account is None:
        act_as(session, "测试员")
        account = make_account(session, login, Role.discipline_officer)
    known = {"account_id": account.id, "person_id": account.person_id, "roles": frozenset(account.roles)}
    session.info |= {"actor": login, "acting": Actor(login, login=login, proof="totp", **known)}


def key_of(session: Session, login: str) -> tuple[MadeKey, AgeIdentity | None]:
    """Make an officer's key; return it with the identity that its passphrase opens, None while it is unsigned."""
    act_as_account(session, login)
    made = make_officer_key(session, at=AT)
    return made, opened_identity(session, made.passphrase) if made.is_good else None


def two_officers(session: Session) -> tuple[AgeIdentity, AgeIdentity]:
    """Return the identities of two officers, the second signed by the first."""
    _, first = key_of(session, FIRST)
    made, _ = key_of(session, SECOND)
    assert first is not None
    act_as_account(session, FIRST)
    sign_key(session, first, made.key.id, at=AT)
    act_as_account(session, SECOND)
    return first, opened_identity(session, made.passphrase)


def opened_mailbox(session: Session) -> Mailbox:
    """Return the mailbox as a process knows it after its start."""
    mailbox = Mailbox(partial(open_mailbox_key, session.info["settings"]))
    mailbox.take_in(slots_since(session, -1))
    return mailbox


def run_round(session: Session, *mailboxes: Mailbox) -> None:
    """Let a minute pass: the first mailbox writes a round, all of them read it."""
    session.execute(update(MailboxSlot).values(round=MailboxSlot.round - 1))
    for mailbox in mailboxes:
        mailbox.last_round -= 1
    assert write_round(session, mailboxes[0])
    for mailbox in mailboxes:
        mailbox.take_in(slots_since(session, mailbox.last_round))


def run_until_written(session: Session, *mailboxes: Mailbox) -> int:
    """Run rounds until nothing waits; return how many."""
    rounds = 0
    while mailboxes[0].has_waiting:
        run_round(session, *mailboxes)
        rounds += 1
    return rounds


def erase_by_two(session: Session, mailbox: Mailbox, report: ReportThread, *officers: AgeIdentity) -> None:
    """Let the first officer ask to erase a report and the second one confirm it."""
    keys = trusted_keys(session)
    first, second = (erasing(keys, each) for each in officers)
    ask_to_erase(mailbox, keys, report, first, reason="垃圾信息")
    run_until_written(session, mailbox)
    asked = next(each for each in read_reports(mailbox, officers[1]) if each.thread == report.thread)
    confirm_erasure(mailbox, keys, asked, second)
    run_until_written(session, mailbox)


def erasing(keys: TrustedKeys, identity: AgeIdentity) -> ErasingOfficer:
    """Return an officer at work with a key in use."""
    key = keys.key_of(identity)
    assert key is not None
    assert key.account_id is not None
    return ErasingOfficer(key.account_id, "纪检人员", identity, AT)


def mailbox_of(client: TestClient) -> Mailbox:
    """Return the mailbox that a site serves."""
    found: Mailbox = client.app.state.register.mailbox  # type: ignore[attr-defined]
    return found


def open_mailbox(database: Database, client: TestClient) -> None:
    """Let a site know what the slots hold and whose keys are good, as its process does at the start."""
    with database.session() as session:
        mailbox_of(client).take_in(slots_since(session, -1))
        mailbox_of(client).keys = trusted_keys(session)


def pass_minutes(database: Database, client: TestClient, count: int = 1) -> None:
    """Let the site write some rounds."""
    for _ in range(count):
        with database.unidentified() as session:
            run_round(session, mailbox_of(client))
        for act in mailbox_of(client).settle():
            act()


def passphrases_of_two(database: Database) -> dict[str, str]:
    """Make the keys of both officers, the second signed by the first; return their passphrases by login."""
    with database.session(FIRST) as session:
        first = make_officer_key(session, at=AT)
    with database.session(SECOND) as session:
        second = make_officer_key(session, at=AT)
    with database.session(FIRST) as session:
        sign_key(session, opened_identity(session, first.passphrase), second.key.id, at=AT)
    return {FIRST: first.passphrase, SECOND: second.passphrase}
