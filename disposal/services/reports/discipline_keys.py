"""Officers' keys: made by the officer, signed by an earlier one, ended by one; and which of them reports go to.

The database alone makes no key good: the first one bears a mark of the mailbox key, each later one the signature of a
key that is good itself. A newer first key replaces the whole chain of the earlier one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from disposal.mailbox_keys.identity import AgeIdentity, fingerprint_of, is_signed
from disposal.mailbox_keys.mailbox_key import MailboxKey, open_mailbox_key
from disposal.mailbox_keys.passphrases import new_passphrase, open_seed, seal_seed
from disposal.mailbox_keys.recovery_shares import join, split
from disposal.models import Account, DisciplineKey, DisciplineKeyKind, Person
from disposal.services.accounts.permissions import require
from disposal.services.records.writing import change, enter, locked
from disposal.services.reports.errors import DisciplineKeyRefused, PassphraseWrong
from disposal.write_errors import ActorMissing

_MADE, _SIGNED, _ENDED = "discipline_key.made", "discipline_key.signed", "discipline_key.ended"


@dataclass(frozen=True, slots=True)
class TrustedKeys:
    """The keys that reports are encrypted to, and those that no earlier officer has signed."""

    officers: tuple[DisciplineKey, ...] = ()
    recovery: DisciplineKey | None = None
    waiting: tuple[DisciplineKey, ...] = ()

    @property
    def recipients(self) -> tuple[str, ...]:
        """Return to whom a report is encrypted."""
        keys = self.officers if self.recovery is None else (*self.officers, self.recovery)
        return tuple(sorted({key.recipient for key in keys}))

    @property
    def fingerprint(self) -> str:
        """Return the fingerprint of all recipients together, which the public form shows."""
        return fingerprint_of(self.recipients) if self.officers else ""

    def key_of(self, identity: AgeIdentity) -> DisciplineKey | None:
        """Return the good key that an identity belongs to."""
        own = [key for key in (*self.officers, self.recovery) if key and key.recipient == identity.recipient]
        return own[0] if own else None


@dataclass(frozen=True, slots=True)
class MadeKey:
    """A new key and its passphrase, which is shown this once. ``is_good`` is False while it waits for a signature."""

    key: DisciplineKey
    is_good: bool
    passphrase: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ListedKey:
    """A key for lists: whose it is, its fingerprint, who signed it."""

    key: DisciplineKey
    name: str
    fingerprint: str
    signed_by: str
    is_good: bool


def trusted_keys(session: Session) -> TrustedKeys:
    """Return the good keys that are not ended. Raises: MailboxKeyWrong."""
    rows = session.exec(select(DisciplineKey).order_by(col(DisciplineKey.id))).all()
    if not rows:
        return TrustedKeys()
    good = _good(rows, _mailbox_key(session))
    in_use = [key for key in good.values() if not _is_ended(key, good)]
    return TrustedKeys(
        officers=tuple(key for key in in_use if key.kind is DisciplineKeyKind.officer),
        recovery=next((key for key in reversed(in_use) if key.kind is DisciplineKeyKind.recovery), None),
        waiting=tuple(key for key in rows if key.signature is None and key.ended_at is None),
    )


def list_keys(session: Session) -> tuple[ListedKey, ...]:
    """Return all keys that are not ended, oldest first. Raises: PermissionRefused."""
    require(session, "reports.read")
    keys = trusted_keys(session)
    good = {key.id for key in (*keys.officers, *([keys.recovery] if keys.recovery else ()))}
    rows = session.exec(select(DisciplineKey).where(col(DisciplineKey.ended_at).is_(None))).all()
    names = {row.id: _name(session, row) for row in session.exec(select(DisciplineKey))}
    return tuple(
        ListedKey(
            row,
            names[row.id],
            fingerprint_of([row.recipient]),
            names.get(row.signed_by_id, "") if row.signed_by_id else "",
            row.id in good,
        )
        for row in sorted(rows, key=lambda row: row.id)
    )


def make_officer_key(session: Session, *, at: datetime, is_anew: bool = False) -> MadeKey:
    """Make the acting officer's key. The first one is good at once; a later one waits for an earlier officer.

    ``is_anew`` begins a new chain: earlier keys get no further reports. Earlier keys of the account that wait end.
    Raises: ActorMissing before the first account, PermissionRefused.
    """
    account_id = _own_account(session)
    keys = trusted_keys(session)
    for row in keys.waiting:
        if row.account_id == account_id:
            change(session, row, {"ended_at": at, "sealed_seed": None}, event=_ENDED, reason="另建密钥")
    is_first = is_anew or not (keys.officers or keys.recovery)
    made = _new_row(account_id, AgeIdentity.new())
    if is_first:
        made.key.signature = _mailbox_key(session).mark_of(made.key.statement).hex()
    enter(session, made.key, event=_MADE, reason="重新开始" if is_anew else None)
    return MadeKey(made.key, is_first, made.passphrase)


def sign_key(session: Session, signer: AgeIdentity, key_id: UUID, *, at: datetime) -> DisciplineKey:
    """Sign another officer's key, or one's own new one; earlier keys of that account end.

    Raises: RecordNotFound, DisciplineKeyRefused, PermissionRefused.
    """
    require(session, _SIGNED)
    own = _own_key(session, signer)
    row = locked(session, DisciplineKey, key_id)
    if row.signature is not None or row.ended_at is not None:
        raise DisciplineKeyRefused(
            field="login",
            zh="该密钥已签署或已停用；请查看纪检密钥一览。",
            en="this key is signed or ended already; look at the list of keys",
        )
    values = {"signed_by_id": own.id, "signature": signer.sign(row.statement).hex()}
    earlier = [key for key in trusted_keys(session).officers if key.account_id == row.account_id]
    change(session, row, values, event=_SIGNED, reason="由在先的纪检人员签署")
    for key in earlier:
        _end(session, key, (own, signer), at=at, reason="由新密钥替代")
    return row


def end_key(session: Session, signer: AgeIdentity, key_id: UUID, *, reason: str, at: datetime) -> DisciplineKey:
    """End a key: it gets no further reports. Raises: RecordNotFound, DisciplineKeyRefused, PermissionRefused."""
    require(session, _ENDED)
    own = _own_key(session, signer)
    row = locked(session, DisciplineKey, key_id)
    _end(session, row, (own, signer), at=at, reason=reason)
    return row


def make_recovery_key(session: Session, signer: AgeIdentity, *, at: datetime) -> tuple[str, ...]:
    """Make the recovery key in place of an earlier one; return its three shares, which are shown this once.

    Raises: DisciplineKeyRefused, PermissionRefused.
    """
    require(session, _MADE)
    own, before = _own_key(session, signer), trusted_keys(session).recovery
    identity = AgeIdentity.new()
    row = _new_row(None, identity, kind=DisciplineKeyKind.recovery).key
    row.sealed_seed = None
    row.signed_by_id, row.signature = own.id, signer.sign(row.statement).hex()
    enter(session, row, event=_MADE)
    if before is not None:
        _end(session, before, (own, signer), at=at, reason="由新的恢复密钥替代")
    return split(identity.seed)


def recover(session: Session, shares: tuple[str, str]) -> MadeKey:
    """Give the acting officer the recovery key, by two of its shares; it reads all reports encrypted to it.

    Raises: ShareUnreadable; DisciplineKeyRefused if the shares are of another key; PermissionRefused.
    """
    account_id = _own_account(session)
    identity = AgeIdentity(join(*shares))
    own = _own_key(session, identity)
    made = _new_row(account_id, identity)
    made.key.signed_by_id, made.key.signature = own.id, identity.sign(made.key.statement).hex()
    enter(session, made.key, event=_MADE, reason="以两份恢复份额恢复")
    return MadeKey(made.key, is_good=True, passphrase=made.passphrase)


def opened_identity(session: Session, passphrase: str) -> AgeIdentity:
    """Return the acting officer's identity. Raises: PassphraseWrong, PermissionRefused, ActorMissing."""
    account_id = require(session, "reports.read").account_id
    for key in trusted_keys(session).officers:
        if key.account_id == account_id and account_id is not None and key.sealed_seed is not None:
            seed = open_seed(key.sealed_seed, passphrase)
            if seed is not None and AgeIdentity(seed).recipient == key.recipient:
                return AgeIdentity(seed)
    raise PassphraseWrong


def waiting_key_of(session: Session, login: str) -> DisciplineKey:
    """Return the key of an account that waits for a signature. Raises: DisciplineKeyRefused."""
    account = session.exec(select(Account).where(Account.login == login)).one_or_none()
    own = [key for key in trusted_keys(session).waiting if account and key.account_id == account.id]
    if not own:
        raise DisciplineKeyRefused(
            field="login",
            zh=f"{login} 没有待签署的密钥；请其本人先运行 disposal discipline identity。",
            en=f"{login} has no key that waits; let that officer run `disposal discipline identity` first",
        )
    return own[-1]


def _good(rows: Sequence[DisciplineKey], mailbox: MailboxKey) -> dict[UUID, DisciplineKey]:
    """Return the newest marked key and what was signed by it, or by keys so signed."""
    roots = [key for key in rows if key.signed_by_id is None and key.signature and _is_marked(key, mailbox)]
    good = {key.id: key for key in roots[-1:]}
    for _ in rows:
        more = [key for key in rows if key.id not in good and _is_signed_by(key, good.get(key.signed_by_id or key.id))]
        if not more:
            break
        good |= {key.id: key for key in more}
    return good


def _is_marked(key: DisciplineKey, mailbox: MailboxKey) -> bool:
    return mailbox.mark_of(key.statement).hex() == key.signature


def _is_signed_by(key: DisciplineKey, signer: DisciplineKey | None) -> bool:
    return signer is not None and _is_genuine(signer, key.statement, key.signature)


def _is_ended(key: DisciplineKey, good: dict[UUID, DisciplineKey]) -> bool:
    by = good.get(key.ended_by_id) if key.ended_by_id else None
    return by is not None and _is_genuine(by, key.ending_statement, key.ending_signature)


def _is_genuine(signer: DisciplineKey, statement: bytes, signature: str | None) -> bool:
    try:
        return is_signed(signer.verifier, statement, bytes.fromhex(signature or ""))
    except ValueError:
        return False


def _end(
    session: Session, row: DisciplineKey, by: tuple[DisciplineKey, AgeIdentity], *, at: datetime, reason: str
) -> None:
    own, signer = by
    signature = signer.sign(row.ending_statement).hex()
    values = {"ended_at": at, "ended_by_id": own.id, "ending_signature": signature, "sealed_seed": None}
    change(session, row, values, event=_ENDED, reason=reason)


def _new_row(
    account_id: UUID | None, identity: AgeIdentity, *, kind: DisciplineKeyKind = DisciplineKeyKind.officer
) -> MadeKey:
    passphrase = new_passphrase()
    values = {"kind": kind, "account_id": account_id, "recipient": identity.recipient, "verifier": identity.verifier}
    key = DisciplineKey.model_validate(values | {"sealed_seed": seal_seed(identity.seed, passphrase)})
    return MadeKey(key, is_good=False, passphrase=passphrase)


def _own_account(session: Session) -> UUID:
    account_id = require(session, _MADE).account_id
    if account_id is None:
        raise ActorMissing
    return account_id


def _own_key(session: Session, identity: AgeIdentity) -> DisciplineKey:
    key = trusted_keys(session).key_of(identity)
    if key is None:
        raise DisciplineKeyRefused(
            field="passphrase",
            zh="该密钥未经在先的纪检人员签署，或已停用，不能签署、停用其他密钥；请由在用密钥的纪检人员办理。",
            en="this key is not signed by an earlier officer, or has ended, so it signs and ends nothing; let an "
            "officer with a key in use do it",
        )
    return key


def _name(session: Session, key: DisciplineKey) -> str:
    if key.account_id is None:
        return key.kind.zh
    account = session.get(Account, key.account_id)
    person = session.get(Person, account.person_id) if account else None
    return person.name if person else ""


def _mailbox_key(session: Session) -> MailboxKey:
    return open_mailbox_key(session.info["settings"])
