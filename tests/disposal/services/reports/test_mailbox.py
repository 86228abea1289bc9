"""The mailbox: always full, four slots a round, and nothing in the database that tells content from noise."""

from collections import Counter
from random import Random

import pytest
from sqlalchemy import text
from sqlmodel import Session, select

from disposal.mailbox_keys.mailbox_key import MailboxKey, MailboxKeyWrong
from disposal.models.records.audit_entry import AuditEntry
from disposal.models.reports.mailbox_slot import MailboxSlot
from disposal.services.reports.errors import MailboxFull, NoOfficer
from disposal.services.reports.filing import ReportForm, file_report, look_up
from disposal.services.reports.mailbox import EACH_ROUND, Mailbox
from disposal.services.reports.officers import read_reports
from disposal.services.reports.parts import MOST_PARTS, parts_of
from disposal.services.reports.rounds import fill_mailbox, slots_since, write_round
from disposal.services.reports.trusted_keys import trusted_keys
from tests.disposal.services.reports.officers import (
    AT,
    SLOTS,
    erase_by_two,
    fill_mailbox_of_few,
    opened_mailbox,
    run_round,
    run_until_written,
    two_officers,
)

pytestmark = pytest.mark.filled(by=fill_mailbox_of_few)
WORDS = "承办人拒绝登记本公司的异议"


def slots(session: Session) -> dict[int, bytes]:
    rows = session.exec(select(MailboxSlot.slot, MailboxSlot.sealed)).all()
    return {slot: bytes(sealed) for slot, sealed in rows}


def changed(session: Session, mailbox: Mailbox) -> list[int]:
    """Run a round and return the slots that it changed."""
    before = slots(session)
    run_round(session, mailbox)
    return [slot for slot, sealed in slots(session).items() if sealed != before[slot]]


def test_each_round_rewrites_four_slots_whether_anything_waits_or_not(session: Session) -> None:
    two_officers(session)
    mailbox = opened_mailbox(session)
    assert len(changed(session, mailbox)) == EACH_ROUND
    for _ in range(6):
        file_report(mailbox, trusted_keys(session), ReportForm(WORDS), at=AT)
    counts = Counter[int]()
    while mailbox.has_waiting:
        counts[len(changed(session, mailbox))] += 1
    assert set(counts) == {EACH_ROUND}
    assert len(changed(session, mailbox)) == EACH_ROUND
    assert {len(sealed) for sealed in slots(session).values()} == {65_536}
    assert len(slots(session)) == SLOTS


def test_slots_of_a_round_are_chosen_alike_whether_anything_waits_or_not(session: Session) -> None:
    two_officers(session)
    mailbox, chosen = opened_mailbox(session), []
    for _ in range(2):
        mailbox.random = Random(2008)  # noqa: S311 - the same choice twice
        chosen.append([mailbox.chosen_slots() for _ in range(5)])
        file_report(mailbox, trusted_keys(session), ReportForm(WORDS), at=AT)
    assert chosen[0] == chosen[1]


def test_report_is_read_by_its_code_once_it_is_written_and_by_every_process(session: Session) -> None:
    two_officers(session)
    mailbox, elsewhere = opened_mailbox(session), opened_mailbox(session)
    code = file_report(mailbox, trusted_keys(session), ReportForm(WORDS), at=AT)
    assert look_up(mailbox, code.text).entries == ()
    assert look_up(mailbox, code.text).is_waiting
    run_round(session, mailbox, elsewhere)
    assert not look_up(mailbox, code.text).is_waiting
    for each in (mailbox, elsewhere, opened_mailbox(session)):
        assert [entry.words for entry in look_up(each, code.text.lower()).entries] == [WORDS]


def test_content_outlives_rounds_that_choose_its_slot(session: Session) -> None:
    two_officers(session)
    mailbox = opened_mailbox(session)
    code = file_report(mailbox, trusted_keys(session), ReportForm(WORDS), at=AT)
    run_until_written(session, mailbox)
    for _ in range(3 * SLOTS // EACH_ROUND):
        run_round(session, mailbox)
    assert [entry.words for entry in look_up(opened_mailbox(session), code.text).entries] == [WORDS]


def test_second_process_writes_nothing_in_the_same_minute(session: Session) -> None:
    mailbox = opened_mailbox(session)
    run_round(session, mailbox)
    before = slots(session)
    assert not write_round(session, opened_mailbox(session))
    assert slots(session) == before


def test_filling_twice_changes_nothing(session: Session) -> None:
    before = slots(session)
    fill_mailbox(session, MailboxKey.of("5b" * 32))
    assert slots(session) == before


def test_nothing_is_on_record_and_no_word_or_code_in_the_database(session: Session) -> None:
    two_officers(session)
    mailbox = opened_mailbox(session)
    entries = len(session.exec(select(AuditEntry.id)).all())
    code = file_report(mailbox, trusted_keys(session), ReportForm(WORDS), at=AT)
    run_until_written(session, mailbox)
    assert len(session.exec(select(AuditEntry.id)).all()) == entries
    stored = session.scalar(text("SELECT string_agg(sealed, ''::bytea) FROM mailbox"))
    for hidden in (WORDS.encode(), code.text.encode(), code.thread, b"age-encryption"):
        assert hidden not in bytes(stored)


def test_full_mailbox_takes_no_report_and_an_erased_one_is_gone_at_once(session: Session) -> None:
    identity, second = two_officers(session)
    mailbox, keys = opened_mailbox(session), trusted_keys(session)
    filed = [file_report(mailbox, keys, ReportForm(WORDS), at=AT) for _ in range(SLOTS - 32)]
    with pytest.raises(MailboxFull):
        file_report(mailbox, keys, ReportForm(WORDS), at=AT)
    run_until_written(session, mailbox)
    erase_by_two(session, mailbox, read_reports(mailbox, identity)[0], identity, second)
    assert len(read_reports(mailbox, identity)) == len(filed) - 1
    assert len(read_reports(opened_mailbox(session), identity)) == len(filed) - 1


def test_slots_of_an_erased_report_and_of_its_mark_are_written_over_in_time(session: Session) -> None:
    identity, second = two_officers(session)
    mailbox = opened_mailbox(session)
    file_report(mailbox, trusted_keys(session), ReportForm(WORDS), at=AT)
    run_until_written(session, mailbox)
    erase_by_two(session, mailbox, read_reports(mailbox, identity)[0], identity, second)
    for _ in range(20 * SLOTS // EACH_ROUND):
        run_round(session, mailbox)
    key = MailboxKey.of("5b" * 32)
    assert {key.unseal(slot, sealed).strip(b"\0") for slot, sealed in slots(session).items()} == {b""}


def test_entry_whose_process_ended_half_way_is_given_up_after_a_day(session: Session) -> None:
    mailbox = opened_mailbox(session)
    mailbox.put(parts_of(b"t" * 16, b"x" * 65_536 * 7))
    run_round(session, mailbox)
    after = opened_mailbox(session)
    assert after.entries() == ()
    after.put(parts_of(b"u" * 16, b"y"))
    with pytest.raises(MailboxFull):
        after.put(parts_of(b"v" * 16, b"y" * 65_536 * 4))
    after.last_round += 24 * 60 + 1
    after.put(parts_of(b"v" * 16, b"y" * 65_536 * 4))


def test_before_the_slots_are_read_nothing_is_taken(session: Session) -> None:
    closed = Mailbox(lambda: MailboxKey.of("5b" * 32))
    with pytest.raises(NoOfficer, match="telephone"):
        closed.put(parts_of(b"t" * 16, b"x"))


def test_another_mailbox_key_opens_nothing(session: Session) -> None:
    with pytest.raises(MailboxKeyWrong):
        Mailbox(lambda: MailboxKey.of("aa" * 32)).take_in(slots_since(session, -1))


def test_report_larger_than_its_limit_is_refused_and_nothing_waits(session: Session) -> None:
    mailbox = opened_mailbox(session)
    assert len(parts_of(b"t" * 16, b"x" * 2**20)) < MOST_PARTS
    with pytest.raises(MailboxFull):
        mailbox.put(parts_of(b"t" * 16, b"x" * 2**23))
    assert not mailbox.has_waiting
