"""Rotate the key of personal numbers: renew everything encrypted or digested with the old key, all or nothing.

Screenings are not changed. They hold digests of the old key, which are compared only within one screening, so they
replay the same under any key. Fingerprints of decisions do not contain digests.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain, groupby
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from disposal.errors import RecordRefused
from disposal.models.parties.party import Party
from disposal.models.parties.standing import ContactTrace
from disposal.models.records.record import Record
from disposal.models.screening.bidder import Bidder
from disposal.models.screening.screening import WatchedParty
from disposal.personal_data.encryption import PersonalNumbers
from disposal.services.accounts.own_drafts import DRAFTS
from disposal.services.parties.standings import contact_digest
from disposal.services.personal_numbers.list_entries import reseal_entries
from disposal.services.records import audit
from disposal.services.records.validation import read_reason

R = TypeVar("R", bound=Record)
_STRETCH = 500
_BY_NUMBER = "n:"

OnProgress = Callable[[str, int], None]
"""Receives what is being re-encrypted, and the number done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rotated:
    """How many records a rotation changed."""

    parties: int
    contacts: int
    watched: int
    list_entries: int
    drafts: int


def rotate_key(
    session: Session,
    *,
    old: PersonalNumbers,
    new: PersonalNumbers,
    reason: str,
    on_progress: OnProgress = lambda what, done: None,
) -> Rotated:
    """Re-encrypt every number and contact with the new key and renew every digest; each record gets an audit entry.

    The session must be exclusive (see ``Database.session``): no other session writes meanwhile.

    Raises: RecordRefused if the new key is the old one; InvalidRecord for an invalid reason; PersonalNumberKeyWrong if
    anything was encrypted with another key than ``old``. Then nothing is changed.
    """
    because = f"{read_reason(reason)}（{old.key_mark.hex()} → {new.key_mark.hex()}）"
    if old.key_mark == new.key_mark:
        raise RecordRefused(
            field="new_key",
            zh="新密钥与现用密钥相同；请提供另一个密钥。",
            en="The new key is the one in use; give another one.",
        )
    with session.begin_nested():
        rotation = _Rotation(session, old, new, because, on_progress)
        parties, contacts = rotation.parties(), rotation.contacts()
        watched = rotation.watched()
        drafts = rotation.drafts()
        entries = reseal_entries(session, old=old, new=new, on_progress=lambda code, done: on_progress(code, done))
    return Rotated(parties=parties, contacts=contacts, watched=watched, list_entries=entries, drafts=drafts)


@dataclass(frozen=True, slots=True)
class _Rotation:
    session: Session
    old: PersonalNumbers
    new: PersonalNumbers
    because: str
    on_progress: OnProgress

    def parties(self) -> int:
        done = 0
        self.on_progress("parties", 0)
        for done, party in enumerate(self._each(Party, col(Party.personal_number_encrypted).is_not(None)), start=1):
            number = self.old.decrypt(party.personal_number_encrypted or b"", party_id=party.id)
            sealed = self.new.columns(number, party_id=party.id, shown=party.personal_number_masked)
            self._change(party, "party.number_resealed", **sealed)
            self._tell("parties", done)
        return done

    def contacts(self) -> int:
        done = 0
        self.on_progress("contacts", 0)
        for done, trace in enumerate(self._each(ContactTrace), start=1):
            said = self.old.decrypt(trace.sealed, party_id=trace.party_id)
            sealed = self.new.encrypt(said, party_id=trace.party_id)
            digest = contact_digest(self.new, trace.kind, said)
            self._change(trace, "contact_trace.resealed", sealed=sealed, digest=digest)
            self._tell("contacts", done)
        return done

    def drafts(self) -> int:
        """Re-encrypt drafts of claims in which a number is typed, and those of dossiers and notices."""
        done = 0
        self.on_progress("drafts", 0)
        each = (self._each(table, col(table.sealed).is_not(None)) for table in DRAFTS)
        for done, draft in enumerate(chain.from_iterable(each), start=1):
            typed = self.old.decrypt(draft.sealed or b"", party_id=draft.id)
            event = f"{draft.__tablename__}.resealed"
            self._change(draft, event, sealed=self.new.encrypt(typed, party_id=draft.id))
            self._tell("drafts", done)
        return done

    def watched(self) -> int:
        """Replace the number digest in the keys of watched parties; their other keys come from names."""
        done = 0
        query = select(WatchedParty, Party.personal_number_index).join(
            Party, col(Party.id) == col(WatchedParty.party_id)
        )
        rows = self.session.exec(query.order_by(col(WatchedParty.bidder_id), col(WatchedParty.id))).all()
        for bidder_id, group in groupby(rows, key=lambda row: row[0].bidder_id):
            stale = [(row, keys) for row, index in group if (keys := _keys(row, index)) != row.match_keys]
            if stale:
                self._change_watch(bidder_id, stale)
            done += len(stale)
        self.on_progress("watched", done)
        return done

    def _change_watch(self, bidder_id: UUID, stale: list[tuple[WatchedParty, list[str]]]) -> None:
        bidder = self.session.get_one(Bidder, bidder_id)
        for row, keys in stale:
            row.match_keys = keys
        audit.record(
            self.session, "bidder.watch_resealed", subject=bidder, before=audit.facts(bidder), reason=self.because
        )

    def _change(self, row: Record, event: str, **values: Any) -> None:
        before = audit.facts(row)
        for name, value in values.items():
            setattr(row, name, value)
        audit.record(self.session, event, subject=row, before=before, reason=self.because)

    def _each(self, table: type[R], *conditions: ColumnElement[bool]) -> Iterator[R]:
        """Yield the rows of a table by id, in batches."""
        last = UUID(int=0)
        while True:
            query = select(table).where(col(table.id) > last, *conditions).order_by(col(table.id)).limit(_STRETCH)
            rows = self.session.exec(query).all()
            if not rows:
                return
            last = rows[-1].id
            yield from rows

    def _tell(self, what: str, done: int) -> None:
        if done % _STRETCH == 0:
            self.on_progress(what, done)


def _keys(row: WatchedParty, index: str | None) -> list[str]:
    """Return the keys of a watched party with the current digest of its number."""
    others = {key for key in row.match_keys if not key.startswith(_BY_NUMBER)}
    return sorted(others | ({f"{_BY_NUMBER}{index}"} if index else set()))
