"""What a discipline officer does once the mailbox is unlocked: read, reply, note, record what went to the regulator.

Each act is a further entry, written by the rounds like any other; no act leaves an audit entry.
"""

from dataclasses import dataclass, field
from datetime import date, datetime

from disposal.mailbox_keys.identity import AgeIdentity
from disposal.services.reports.entries import EntryKind, ReportEntry, opened_entry, read_words, sealed_parts
from disposal.services.reports.errors import ReportRefused
from disposal.services.reports.mailbox import Mailbox
from disposal.services.reports.trusted_keys import TrustedKeys
from notices.dates import SHANGHAI

_LINE = 200


@dataclass(frozen=True, slots=True)
class ReportThread:
    """A report with all that belongs to it, in order. ``sealed_count`` entries were not encrypted to this officer."""

    thread: str
    entries: tuple[ReportEntry, ...] = field(repr=False)
    sealed_count: int

    @property
    def first(self) -> ReportEntry | None:
        """Return the report itself, where this officer may read it."""
        return next((entry for entry in self.entries if entry.kind is EntryKind.report), None)


@dataclass(frozen=True, slots=True)
class OfficerNote:
    """What an officer writes; the last three say what went to the regulator."""

    words: str = field(repr=False)
    author: str
    regulator: str = ""
    document: str = ""
    passed_on: date | None = None


def read_reports(mailbox: Mailbox, identity: AgeIdentity) -> tuple[ReportThread, ...]:
    """Return all reports in the mailbox, those with the newest entry first."""
    by_thread: dict[bytes, list[ReportEntry | None]] = {}
    for stored in mailbox.entries():
        by_thread.setdefault(stored.thread, []).append(opened_entry(stored, identity))
    threads = [_thread(mark, entries) for mark, entries in by_thread.items()]
    return tuple(sorted(threads, key=lambda each: [entry.at for entry in each.entries][-1:], reverse=True))


def reply(mailbox: Mailbox, keys: TrustedKeys, report: ReportThread, note: OfficerNote, *, at: datetime) -> None:
    """Reply to the reporter, who reads it by the code. Raises: ReportRefused, MailboxFull."""
    if report.first is None:
        raise ReportRefused(
            field="words",
            zh="该举报的正文不是加密给您的，无法答复；请由能阅读正文的纪检人员答复。",
            en="the report was not encrypted to you, so you cannot reply; let an officer reply who can read it",
        )
    if not report.first.reply_to:
        raise ReportRefused(
            field="words",
            zh="本件由法务部门转来，没有查询码，不能在此答复；请按所留联系方式联系，经过记入内部记录。",
            en="this was handed over by legal staff and has no code, so no reply reaches anybody; use the contacts "
            "that were left, and take a note",
        )
    entry = ReportEntry(kind=EntryKind.reply, at=at, words=read_words(note.words), author=note.author)
    readers = (*keys.recipients, report.first.reply_to)
    mailbox.put(sealed_parts(entry, thread=bytes.fromhex(report.thread), readers=readers), is_officers=True)


def take_note(mailbox: Mailbox, keys: TrustedKeys, report: ReportThread, note: OfficerNote, *, at: datetime) -> None:
    """Write a note that officers alone read, of what went to the regulator where it says so.

    87号 art. 16–17. Raises: ReportRefused, MailboxFull.
    """
    is_passed_on = note.passed_on is not None
    if is_passed_on and not note.regulator.strip():
        raise ReportRefused(field="regulator", zh="请填写报送的部门。", en="say which authority it was reported to")
    if note.passed_on is not None and note.passed_on > at.astimezone(SHANGHAI).date():
        raise ReportRefused(
            field="passed_on", zh="报送日不能晚于今天。", en="the day of reporting is not in the future"
        )
    entry = ReportEntry(
        kind=EntryKind.passed_on if is_passed_on else EntryKind.note,
        at=at,
        words=read_words(note.words),
        author=note.author,
        regulator=note.regulator.strip()[:_LINE],
        document=note.document.strip()[:_LINE],
        passed_on=note.passed_on,
    )
    parts = sealed_parts(entry, thread=bytes.fromhex(report.thread), readers=keys.recipients)
    mailbox.put(parts, is_officers=True)


def _thread(mark: bytes, entries: list[ReportEntry | None]) -> ReportThread:
    opened = sorted((entry for entry in entries if entry is not None), key=lambda entry: entry.at)
    return ReportThread(mark.hex(), tuple(opened), sum(entry is None for entry in entries))
