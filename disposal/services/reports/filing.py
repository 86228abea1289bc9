"""Filing a report and following it up by its code: what the public form does.

The form that calls it may take objections and enquiries at the same address; nothing here knows of a page.
"""

from dataclasses import dataclass, field
from datetime import datetime

from disposal.mailbox_keys.report_codes import ReportCode, new_code, read_code
from disposal.services.reports.entries import (
    EntryKind,
    EntryPicture,
    ReportEntry,
    opened_entry,
    read_words,
    sealed_parts,
)
from disposal.services.reports.errors import NoOfficer, ReportUnknown
from disposal.services.reports.mailbox import Mailbox
from disposal.services.reports.parts import SlotPart
from disposal.services.reports.trusted_keys import TrustedKeys

_LINE = 200


@dataclass(frozen=True, slots=True)
class ReportForm:
    """What a reporter filled in. Only the words are needed."""

    words: str = field(repr=False)
    notice: str = field(default="", repr=False)
    contact: str = field(default="", repr=False)
    pictures: tuple[EntryPicture, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What the code shows: the entries in order. ``is_waiting``: something is not written yet."""

    entries: tuple[ReportEntry, ...] = field(repr=False)
    is_waiting: bool


def file_report(mailbox: Mailbox, keys: TrustedKeys, form: ReportForm, *, at: datetime) -> ReportCode:
    """Encrypt a report to the officers and let it be written; return its code, which is shown this once.

    It counts as received once ``look_up`` shows it. Raises: NoOfficer, ReportRefused, MailboxFull.
    """
    words = read_words(form.words)
    if not keys.officers:
        raise NoOfficer
    code = new_code()
    entry = ReportEntry(
        kind=EntryKind.report,
        at=at,
        words=words,
        notice=form.notice.strip()[:_LINE],
        contact=form.contact.strip()[:_LINE],
        reply_to=code.identity.recipient,
        pictures=form.pictures,
    )
    mailbox.put(_sealed(entry, code, keys))
    return code


def add_words(mailbox: Mailbox, keys: TrustedKeys, code: str, form: ReportForm, *, at: datetime) -> None:
    """Add further words to a report. Raises: ReportUnknown, NoOfficer, ReportRefused, MailboxFull."""
    known = _known(mailbox, code)
    words = read_words(form.words)
    if not keys.officers:
        raise NoOfficer
    entry = ReportEntry(kind=EntryKind.addition, at=at, words=words, pictures=form.pictures)
    mailbox.put(_sealed(entry, known, keys))


def look_up(mailbox: Mailbox, code: str) -> FollowUp:
    """Return what belongs to a code. Raises: ReportUnknown."""
    known = _known(mailbox, code)
    identity = known.identity
    found = [opened_entry(stored, identity) for stored in mailbox.entries(known.thread)]
    entries = sorted((entry for entry in found if entry is not None), key=lambda entry: entry.at)
    return FollowUp(tuple(entries), is_waiting=mailbox.is_waiting(known.thread))


def _known(mailbox: Mailbox, written: str) -> ReportCode:
    code = read_code(written)
    if code is None or not (mailbox.entries(code.thread) or mailbox.is_waiting(code.thread)):
        raise ReportUnknown
    return code


def _sealed(entry: ReportEntry, code: ReportCode, keys: TrustedKeys) -> tuple[SlotPart, ...]:
    readers = (*keys.recipients, code.identity.recipient)
    return sealed_parts(entry, thread=code.thread, readers=readers)
