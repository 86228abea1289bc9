"""The rounds of the mailbox in a server process: filled once, written by one process, the same whatever waits."""

import time
from collections.abc import Callable
from functools import partial

import pytest
from sqlalchemy import create_engine, update
from sqlmodel import select

from disposal.mailbox_keys.mailbox_key import open_mailbox_key
from disposal.models.reports.mailbox_slot import MailboxSlot
from disposal.registry.opening import RULES
from disposal.services.reports.filing import ReportForm, file_report, look_up
from disposal.services.reports.mailbox import Mailbox
from disposal.services.reports.trusted_keys import trusted_keys
from disposal.serving.mailbox_rounds import MailboxRounds
from disposal.storage.database import Database
from tests.disposal.services.reports.officers import (
    AT,
    FIRST,
    SLOTS,
    fill_with_officers,
    passphrases_of_two,
)

WORDS = "不让登记异议"


def process(database: Database, slots: int = SLOTS) -> tuple[MailboxRounds, Mailbox]:
    """Return the rounds of one process and its mailbox."""
    mailbox = Mailbox(partial(open_mailbox_key, database.settings))
    return MailboxRounds(database, mailbox, slots=slots), mailbox


def rounds_in(database: Database) -> list[int]:
    with database.session() as session:
        return sorted(session.exec(select(MailboxSlot.round)))


def pass_a_minute(database: Database, *mailboxes: Mailbox) -> None:
    with database.unidentified() as session:
        session.execute(update(MailboxSlot).values(round=MailboxSlot.round - 1))
    for mailbox in mailboxes:
        mailbox.last_round -= 1


def test_first_process_fills_the_mailbox_and_the_second_reads_it(database: Database) -> None:
    (first, mailbox), (second, other) = process(database), process(database)
    first.open()
    before = rounds_in(database)
    second.open()
    assert rounds_in(database) == before
    assert (mailbox.count, other.count, len(before)) == (SLOTS, SLOTS, SLOTS)
    assert mailbox.is_open


@pytest.mark.filled(by=fill_with_officers)
def test_report_filed_in_one_process_is_read_in_the_other_after_its_round(database: Database) -> None:
    (first, mailbox), (second, other) = process(database), process(database)
    for each in (first, second):
        each.open()
    passphrases_of_two(database)
    with database.session(FIRST) as session:
        code = file_report(mailbox, trusted_keys(session), ReportForm(WORDS), at=AT)
    pass_a_minute(database, mailbox, other)
    before = rounds_in(database)
    first.write()
    second.write()  # the minute has its round
    assert sum(one != other for one, other in zip(before, rounds_in(database), strict=True)) == 4
    for each in (first, second):
        each.read()
    assert [entry.words for entry in look_up(other, code.text).entries] == [WORDS]
    assert not look_up(mailbox, code.text).is_waiting


def test_rounds_end_when_the_server_does(database: Database) -> None:
    rounds, mailbox = process(database)
    rounds.start()
    rounds.stop()
    assert not mailbox.has_waiting


def wait_until(has_come: Callable[[], bool]) -> None:
    until = time.monotonic() + 30
    while not has_come():
        assert time.monotonic() < until
        time.sleep(0.02)


def test_rounds_go_on_once_a_connection_is_free_again(
    database: Database, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("disposal.serving.mailbox_rounds.OTHERS_AT", 0.05)
    engine = create_engine(database.engine.url, pool_size=1, max_overflow=0, pool_timeout=0.05)
    with Database(engine, settings=database.settings, rules=RULES) as ours:
        rounds, mailbox = process(ours)
        with engine.connect():
            rounds.start()
            wait_until(lambda: "cannot be reached" in caplog.text)
        wait_until(lambda: mailbox.is_open)
        rounds.stop()
