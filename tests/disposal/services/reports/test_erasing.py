"""A report is erased by two persons; nothing but an asking signed by an officer in use counts as one."""

import pytest
from sqlmodel import Session

from disposal.mailbox_keys.identity import AgeIdentity
from disposal.services.reports.entries import EntryKind, ReportEntry, sealed_parts
from disposal.services.reports.erasing import ask_to_erase, confirm_erasure, erasure_for
from disposal.services.reports.errors import ErasureRefused
from disposal.services.reports.filing import ReportForm, file_report
from disposal.services.reports.mailbox import Mailbox
from disposal.services.reports.officers import ReportThread, read_reports
from disposal.services.reports.trusted_keys import TrustedKeys, trusted_keys
from tests.disposal.services.reports.officers import (
    AT,
    erasing,
    fill_mailbox_of_few,
    opened_mailbox,
    run_until_written,
    two_officers,
)

pytestmark = pytest.mark.filled(by=fill_mailbox_of_few)


def reported(session: Session, *, reports: int = 1) -> tuple[Mailbox, TrustedKeys, AgeIdentity, AgeIdentity]:
    """Return a mailbox with reports, the keys, and both officers."""
    first, second = two_officers(session)
    mailbox, keys = opened_mailbox(session), trusted_keys(session)
    for _ in range(reports):
        file_report(mailbox, keys, ReportForm("不让登记"), at=AT)
    run_until_written(session, mailbox)
    return mailbox, keys, first, second


def seen(mailbox: Mailbox, identity: AgeIdentity, thread: str) -> ReportThread:
    return next(each for each in read_reports(mailbox, identity) if each.thread == thread)


def test_who_asks_cannot_confirm_and_another_officer_can(session: Session) -> None:
    mailbox, keys, first, second = reported(session)
    thread = read_reports(mailbox, first)[0].thread
    one, other = erasing(keys, first), erasing(keys, second)
    ask_to_erase(mailbox, keys, seen(mailbox, first, thread), one, reason="垃圾信息")
    run_until_written(session, mailbox)
    report = seen(mailbox, first, thread)
    assert erasure_for(report, keys, one.account_id).is_own
    assert not erasure_for(report, keys, other.account_id).is_own
    with pytest.raises(ErasureRefused, match="another officer"):
        confirm_erasure(mailbox, keys, report, one)
    confirm_erasure(mailbox, keys, report, other)
    run_until_written(session, mailbox)
    assert read_reports(mailbox, second) == ()


def test_two_accounts_of_one_person_count_once(session: Session) -> None:
    mailbox, keys, first, second = reported(session)
    report = read_reports(mailbox, first)[0]
    one, other = erasing(keys, first), erasing(keys, second)
    keys.persons[other.account_id] = keys.persons[one.account_id]  # type: ignore[index]
    assert not erasure_for(report, keys, one.account_id).is_possible
    with pytest.raises(ErasureRefused, match="two officers"):
        ask_to_erase(mailbox, keys, report, one, reason="垃圾信息")
    with pytest.raises(ErasureRefused, match="two officers"):
        confirm_erasure(mailbox, keys, report, other)


@pytest.mark.parametrize("forged", ["", "zz", "00" * 64])
def test_asking_without_the_signature_of_an_officer_is_none(session: Session, forged: str) -> None:
    mailbox, keys, first, second = reported(session)
    thread = read_reports(mailbox, first)[0].thread
    account = str(erasing(keys, first).account_id)
    entry = ReportEntry(kind=EntryKind.erasure_asked, at=AT, words="冒充", account=account, signature=forged)
    mailbox.put(sealed_parts(entry, thread=bytes.fromhex(thread), readers=keys.recipients))
    run_until_written(session, mailbox)
    with pytest.raises(ErasureRefused, match="nobody has asked"):
        confirm_erasure(mailbox, keys, seen(mailbox, second, thread), erasing(keys, second))


def test_asking_for_one_report_erases_no_other(session: Session) -> None:
    mailbox, keys, first, second = reported(session, reports=2)
    one, other = (each.thread for each in read_reports(mailbox, first))
    ask_to_erase(mailbox, keys, seen(mailbox, first, one), erasing(keys, first), reason="垃圾信息")
    run_until_written(session, mailbox)
    asked = seen(mailbox, first, one).entries[-1]
    mailbox.put(sealed_parts(asked, thread=bytes.fromhex(other), readers=keys.recipients))
    run_until_written(session, mailbox)
    with pytest.raises(ErasureRefused, match="nobody has asked"):
        confirm_erasure(mailbox, keys, seen(mailbox, second, other), erasing(keys, second))
