"""A report is erased (清除) by two officers: one asks, another one confirms. Nobody alone makes a report disappear.

The asking is an entry of the report like others, signed with the officer's key, so that nothing else passes for one.
"""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from disposal.mailbox_keys.identity import AgeIdentity, is_signed
from disposal.models.reports.discipline_key import DisciplineKey
from disposal.services.reports.entries import EntryKind, ReportEntry, read_words, sealed_parts
from disposal.services.reports.errors import ErasureRefused
from disposal.services.reports.mailbox import Mailbox
from disposal.services.reports.officers import ReportThread
from disposal.services.reports.parts import erasure_of
from disposal.services.reports.trusted_keys import TrustedKeys


@dataclass(frozen=True, slots=True)
class ErasingOfficer:
    """Who asks or confirms, and when: the account signed in, and the identity that its passphrase opened."""

    account_id: UUID
    name: str
    identity: AgeIdentity = field(repr=False)
    at: datetime


@dataclass(frozen=True, slots=True)
class Erasure:
    """Where the erasing of a report stands, for one officer. ``is_own``: this officer has asked for it."""

    is_possible: bool
    asked: ReportEntry | None = field(default=None, repr=False)
    is_own: bool = False


def erasure_for(report: ReportThread, keys: TrustedKeys, account_id: UUID) -> Erasure:
    """Return where the erasing of a report stands. It is possible only where two persons have keys in use."""
    asked = _asked(report, keys)
    is_own = asked is not None and asked[1] == keys.person_of(account_id)
    return Erasure(len(keys.people) > 1, asked[0] if asked else None, is_own)


def ask_to_erase(
    mailbox: Mailbox, keys: TrustedKeys, report: ReportThread, officer: ErasingOfficer, *, reason: str
) -> None:
    """Ask another officer to confirm that a report is erased. Raises: ErasureRefused, ReportRefused, MailboxFull."""
    words = read_words(reason, field="reason")
    _refuse_alone(keys)
    statement = _statement(report.thread, str(officer.account_id), words, officer.at)
    entry = ReportEntry(
        kind=EntryKind.erasure_asked,
        at=officer.at,
        words=words,
        author=officer.name,
        account=str(officer.account_id),
        signature=officer.identity.sign(statement).hex(),
    )
    parts = sealed_parts(entry, thread=bytes.fromhex(report.thread), readers=keys.recipients)
    mailbox.put(parts, is_officers=True)


def confirm_erasure(mailbox: Mailbox, keys: TrustedKeys, report: ReportThread, officer: ErasingOfficer) -> None:
    """Erase a report, as another officer than asked: it is gone with the next round, its slots in time.

    Raises: ErasureRefused where nobody asked, or the same person did; MailboxFull.
    """
    _refuse_alone(keys)
    asked, own = _asked(report, keys), keys.key_of(officer.identity)
    if asked is None:
        raise ErasureRefused(
            zh="没有待确认的清除申请（刚申请的，约70秒后可见）；请先由一名纪检人员申请。",
            en="nobody has asked to erase it, or the asking is still being written; let an officer ask first",
        )
    if own is None or asked[1] == keys.person_of(officer.account_id):
        raise ErasureRefused(
            zh="清除须由申请人以外的纪检人员确认；请由另一名纪检人员以自己的口令解锁后确认。",
            en="another officer than asked confirms the erasing; let that officer unlock with the own passphrase",
        )
    mailbox.put((erasure_of(bytes.fromhex(report.thread)),), is_officers=True)


def _refuse_alone(keys: TrustedKeys) -> None:
    if len(keys.people) < 2:
        raise ErasureRefused(
            zh="清除须由两名纪检人员办理，现只有一名有在用密钥，不能清除；请先由另一名纪检人员建立密钥并经签署。",
            en="two officers erase a report, and only one has a key in use; let another officer make one, and sign it",
        )


def _asked(report: ReportThread, keys: TrustedKeys) -> tuple[ReportEntry, UUID] | None:
    """Return the newest genuine asking, and the person who asked."""
    for entry in reversed(report.entries):
        if entry.kind is EntryKind.erasure_asked:
            signer = next((key for key in keys.officers if _is_signer(key, report, entry)), None)
            person = keys.person_of(signer.account_id) if signer and signer.account_id else None
            if person is not None:
                return entry, person
    return None


def _is_signer(key: DisciplineKey, report: ReportThread, entry: ReportEntry) -> bool:
    if str(key.account_id) != entry.account:
        return False
    statement = _statement(report.thread, entry.account, entry.words, entry.at)
    try:
        return is_signed(key.verifier, statement, bytes.fromhex(entry.signature))
    except ValueError:  # no signature at all
        return False


def _statement(thread: str, account: str, words: str, at: datetime) -> bytes:
    parts = ("disposal erasure of a report", thread, account, f"{at.timestamp():.6f}", words)
    return "\n".join(parts).encode()
