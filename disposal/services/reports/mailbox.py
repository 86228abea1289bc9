"""The mailbox as one process knows it: the contents of its slots, and what waits to be written.

Each round takes four slots by chance. What waits goes into those of them that are free; the others are sealed anew as
they are. So which slots change, and when, says nothing of what they hold. Everything is answered from memory: the
database sees the same reads whether anybody asks for a report or not.
"""

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Mapping
from itertools import islice
from random import Random, SystemRandom
from threading import Lock

from disposal.mailbox_keys.mailbox_key import MailboxKey
from disposal.services.reports.errors import MailboxFull, NoOfficer
from disposal.services.reports.parts import NOISE, SlotPart, StoredEntry, joined, unpacked
from disposal.services.reports.trusted_keys import TrustedKeys

SLOTS, EACH_ROUND = 1024, 4
OF_OFFICERS = 32
"""Free slots that reporters leave to officers' replies and to erasures."""
MOST_WAITING = 120
"""Parts that may wait: half an hour of rounds. Beyond that reports are refused, with the telephone named: rounds that
write more when much waits would tell that it does."""
GIVEN_UP_AFTER = 24 * 60
"""Rounds after which an entry without all its parts is given up: its process ended while it was being written."""

SealedSlot = tuple[int, int, bytes]
"""Number of a slot, the round in which it was sealed, its bytes."""


class Mailbox:
    """Contents and what waits, and the officers' keys. All methods may be called from several threads.

    ``keys`` are read once a minute like the slots, so that filing and reading a report asks the database for neither.
    """

    def __init__(self, open_key: Callable[[], MailboxKey]) -> None:
        self._open_key = open_key
        self._lock = Lock()
        self._parts: dict[int, tuple[SlotPart, int]] = {}
        self._waiting: deque[SlotPart] = deque()
        self._afterwards: list[tuple[frozenset[tuple[bytes, int]], Callable[[], object]]] = []
        self._due: list[Callable[[], object]] = []
        self.random: Random = SystemRandom()
        self.count = 0
        self.keys = TrustedKeys()
        self.last_round = -1

    @property
    def key(self) -> MailboxKey:
        """Return the key of the mailbox. Raises: MailboxKeyWrong."""
        return self._open_key()

    @property
    def is_open(self) -> bool:
        """Tell whether the slots have been read, so that something can be filed."""
        return self.count > 0

    @property
    def has_waiting(self) -> bool:
        """Tell whether this process holds something to be written."""
        return bool(self._waiting)

    def put(
        self, parts: Iterable[SlotPart], *, is_officers: bool = False, then: Callable[[], object] | None = None
    ) -> None:
        """Let parts be written in the next rounds; ``then`` is returned by ``settle`` once all of them are.

        Raises: NoOfficer before the slots were read, MailboxFull.
        """
        new = tuple(parts)
        with self._lock:
            if not self.is_open:
                raise NoOfficer
            room = len(self._free()) - len(self._waiting) - (0 if is_officers else OF_OFFICERS)
            if len(new) > room or len(self._waiting) + len(new) > MOST_WAITING:
                raise MailboxFull
            self._waiting.extend(new)
            if then is not None:
                self._afterwards.append((frozenset(part.key for part in new), then))

    def take_in(self, slots: Iterable[SealedSlot]) -> None:
        """Learn what slots hold that were just read; what is found there waits no longer. Raises: MailboxKeyWrong."""
        key, seen = self.key, list[tuple[int, int, SlotPart | None]]()
        for slot, sealed_in, sealed in slots:
            seen.append((slot, sealed_in, unpacked(key.unseal(slot, sealed))))
        with self._lock:
            for slot, sealed_in, part in seen:
                self.last_round = max(self.last_round, sealed_in)
                self.count = max(self.count, slot + 1)
                self._parts.pop(slot, None)
                if part is not None:
                    self._parts[slot] = (part, sealed_in)
            written = {part.key for part, _ in self._parts.values()}
            self._waiting = deque(part for part in self._waiting if part.key not in written)
            self._due.extend(then for keys, then in self._afterwards if keys <= written)
            self._afterwards = [each for each in self._afterwards if not each[0] <= written]

    def settle(self) -> list[Callable[[], object]]:
        """Return what is to be done now that parts are written, each once."""
        with self._lock:
            due, self._due = self._due, []
        return due

    def chosen_slots(self) -> list[int]:
        """Choose the slots of the next round by chance, among all of them."""
        return sorted(self.random.sample(range(self.count), min(EACH_ROUND, self.count)))

    def sealed_anew(self, found: Mapping[int, bytes]) -> dict[int, bytes]:
        """Return new bytes for the chosen slots: what waits where a slot is free, elsewhere the same content.

        What waits goes on waiting until ``take_in`` finds it written.
        """
        key, sealed = self.key, dict[int, bytes]()
        with self._lock:
            free, waiting = self._free(), iter(tuple(self._waiting))
        for slot, before in found.items():
            plain = key.unseal(slot, before)
            if slot in free:
                part = next(waiting, None)
                plain = part.packed() if part else NOISE
            sealed[slot] = key.seal(slot, plain)
        return sealed

    def entries(self, thread: bytes | None = None) -> tuple[StoredEntry, ...]:
        """Return the complete entries that are written, of one report or of all; those of erased reports are gone."""
        with self._lock:
            return tuple(self._complete(thread).values())

    def is_waiting(self, thread: bytes) -> bool:
        """Tell whether something of a report waits in this process."""
        return any(part.thread == thread for part in tuple(self._waiting))

    def _complete(self, thread: bytes | None = None) -> dict[bytes, StoredEntry]:
        erased = self._erased()
        by_entry = defaultdict[bytes, list[SlotPart]](list)
        for part, _ in self._parts.values():
            if part.thread not in erased and thread in {None, part.thread}:
                by_entry[part.entry].append(part)
        found = {entry: joined(parts) for entry, parts in by_entry.items()}
        return {entry: whole for entry, whole in found.items() if whole is not None}

    def _erased(self) -> set[bytes]:
        return {part.thread for part, _ in self._parts.values() if part.is_erasure}

    def _free(self) -> set[int]:
        """Return the slots that may be written over: noise, what was erased, what was given up."""
        erased, complete = self._erased(), self._complete()
        still_there = {part.thread for part, _ in self._parts.values() if not part.is_erasure}
        waiting = {part.entry for part in islice(self._waiting, MOST_WAITING)}
        free = set(range(self.count)) - set(self._parts)
        for slot, (part, sealed_in) in self._parts.items():
            if part.is_erasure:
                is_over = part.thread not in still_there
            else:
                is_old = sealed_in + GIVEN_UP_AFTER < self.last_round and part.entry not in waiting
                is_over = part.thread in erased or (is_old and part.entry not in complete)
            if is_over:
                free.add(slot)
        return free
