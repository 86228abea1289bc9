"""What stands in a slot before it is sealed: noise, a part of an entry, or the mark that a report was erased.

An entry is what somebody wrote at one time: a report, a further word, a reply, a note. It is encrypted to its readers
(age) and cut into parts of one slot each. The head of a part says to which report and entry it belongs.
"""

import secrets
import struct
from collections.abc import Iterable
from dataclasses import dataclass, field

from disposal.mailbox_keys.mailbox_key import PLAIN_BYTES

ENTRY_BYTES = 16
_HEAD = struct.Struct(">B16s16sBBI")
_NOISE, _CONTENT, _ERASURE = 0, 1, 2
PART_BYTES = PLAIN_BYTES - _HEAD.size
MOST_PARTS = 24
NOISE = b""
"""What noise is made of: sealed it looks like anything else."""


@dataclass(frozen=True, slots=True)
class SlotPart:
    """One part of an entry. ``thread`` is the mark of its report."""

    thread: bytes
    entry: bytes
    number: int
    count: int
    data: bytes = field(repr=False)
    is_erasure: bool = False

    @property
    def key(self) -> tuple[bytes, int]:
        """Return what tells this part from all others."""
        return self.entry, self.number

    def packed(self) -> bytes:
        """Return the part as bytes, without padding."""
        kind = _ERASURE if self.is_erasure else _CONTENT
        return _HEAD.pack(kind, self.thread, self.entry, self.number, self.count, len(self.data)) + self.data


@dataclass(frozen=True, slots=True)
class StoredEntry:
    """An entry put together from its parts, still encrypted to its readers."""

    thread: bytes
    entry: bytes
    encrypted: bytes = field(repr=False)


def unpacked(plain: bytes) -> SlotPart | None:
    """Return the part in an opened slot, or None for noise."""
    kind, thread, entry, number, count, length = _HEAD.unpack_from(plain)
    if kind == _NOISE:
        return None
    return SlotPart(thread, entry, number, count, plain[_HEAD.size : _HEAD.size + length], kind == _ERASURE)


def parts_of(thread: bytes, encrypted: bytes) -> tuple[SlotPart, ...]:
    """Cut a new entry of a report into parts."""
    entry = secrets.token_bytes(ENTRY_BYTES)
    pieces = [encrypted[start : start + PART_BYTES] for start in range(0, len(encrypted), PART_BYTES)]
    return tuple(SlotPart(thread, entry, number, len(pieces), piece) for number, piece in enumerate(pieces))


def erasure_of(thread: bytes) -> SlotPart:
    """Return the mark that frees the slots of a report."""
    return SlotPart(thread, secrets.token_bytes(ENTRY_BYTES), 0, 1, b"", is_erasure=True)


def joined(parts: Iterable[SlotPart]) -> StoredEntry | None:
    """Return the entry of these parts, or None while one is missing."""
    in_order = {part.number: part for part in parts}
    first = next(iter(in_order.values()))
    if len(in_order) < first.count:
        return None
    return StoredEntry(first.thread, first.entry, b"".join(in_order[number].data for number in range(first.count)))
