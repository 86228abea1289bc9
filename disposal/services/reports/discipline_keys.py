"""Officers' keys: made by the officer, signed by an earlier one, ended by one; the recovery key and its shares."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from disposal.mailbox_keys.identity import AgeIdentity, fingerprint_of
from disposal.mailbox_keys.passphrases import new_passphrase, seal_seed
from disposal.mailbox_keys.recovery_shares import join, split
from disposal.models.accounts.account import Account
from disposal.models.accounts.person import Person
from disposal.models.reports.discipline_key import DisciplineKey, DisciplineKeyKind
from disposal.services.accounts.permissions import require
from disposal.services.records.writing import change, enter, locked
from disposal.services.reports.errors import DisciplineKeyRefused
from disposal.services.reports.trusted_keys import mailbox_key_of, trusted_keys
from disposal.write_errors import ActorMissing

_MADE, _SIGNED, _ENDED = "discipline_key.made", "discipline_key.signed", "discipline_key.ended"


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
        made.key.signature = mailbox_key_of(session).mark_of(made.key.statement).hex()
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
