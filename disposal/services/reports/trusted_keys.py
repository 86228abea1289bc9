"""Which officers' keys are good: what stands in the database counts only as far as marks and signatures bear it out.

The first key bears a mark of the mailbox key, each later one the signature of a key that is good itself. A newer first
key replaces the whole chain of the earlier one. So nobody becomes a recipient by writing to the database.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlmodel import Session, col, select

from disposal.mailbox_keys.identity import AgeIdentity, fingerprint_of, is_signed
from disposal.mailbox_keys.mailbox_key import MailboxKey, open_mailbox_key
from disposal.mailbox_keys.passphrases import open_seed
from disposal.models.accounts.account import Account
from disposal.models.reports.discipline_key import DisciplineKey, DisciplineKeyKind
from disposal.services.accounts.permissions import require
from disposal.services.reports.errors import DisciplineKeyRefused, PassphraseWrong

_PERSONS = select(Account.id, Account.person_id).where(
    col(Account.id).in_(select(DisciplineKey.account_id).where(col(DisciplineKey.account_id).is_not(None)))
)


@dataclass(frozen=True, slots=True)
class TrustedKeys:
    """The keys that reports are encrypted to, and those that no earlier officer has signed."""

    officers: tuple[DisciplineKey, ...] = ()
    recovery: DisciplineKey | None = None
    waiting: tuple[DisciplineKey, ...] = ()
    persons: Mapping[UUID, UUID] = field(default_factory=dict)
    """Who owns the account of each officer's key: one person may have several."""

    @property
    def people(self) -> frozenset[UUID]:
        """Return the persons who have a key in use."""
        found = (self.person_of(key.account_id) for key in self.officers if key.account_id)
        return frozenset(person for person in found if person is not None)

    def person_of(self, account_id: UUID) -> UUID | None:
        """Return who owns an account that has a key."""
        return self.persons.get(account_id)

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


def trusted_keys(session: Session) -> TrustedKeys:
    """Return the good keys that are not ended. Raises: MailboxKeyWrong."""
    rows = session.exec(select(DisciplineKey).order_by(col(DisciplineKey.id))).all()
    if not rows:
        return TrustedKeys()
    good = _good(rows, mailbox_key_of(session))
    in_use = [key for key in good.values() if not _is_ended(key, good)]
    return TrustedKeys(
        officers=tuple(key for key in in_use if key.kind is DisciplineKeyKind.officer),
        recovery=next((key for key in reversed(in_use) if key.kind is DisciplineKeyKind.recovery), None),
        waiting=tuple(key for key in rows if key.signature is None and key.ended_at is None),
        persons=dict(session.exec(_PERSONS).all()),
    )


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


def key_in_use_of(session: Session, login: str) -> DisciplineKey:
    """Return the good key of an account. Raises: DisciplineKeyRefused."""
    account = session.exec(select(Account).where(Account.login == login)).one_or_none()
    own = [key for key in trusted_keys(session).officers if account and key.account_id == account.id]
    if not own:
        raise DisciplineKeyRefused(
            field="login",
            zh=f"{login} 没有在用的密钥；请查看 disposal discipline list。",
            en=f"{login} has no key in use; look at `disposal discipline list`",
        )
    return own[-1]


def mailbox_key_of(session: Session) -> MailboxKey:
    """Return the key of the mailbox. Raises: MailboxKeyWrong."""
    return open_mailbox_key(session.info["settings"])


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
    except ValueError:  # no signature at all
        return False
