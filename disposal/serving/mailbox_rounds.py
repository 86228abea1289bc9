"""The rounds of the mailbox in a server process: every minute one process rewrites four slots, all processes read them.

Who writes is settled on this machine, by a lock on a file: at the full minute a process that holds something tries,
five seconds later any. What the database sees is the same each minute: at ten seconds one process takes the advisory
lock and writes, at twelve all read four slots and the officers' keys. Nothing is logged here but that the database or
the key fails.
"""

import fcntl
import logging
import time
from contextlib import ExitStack, suppress
from threading import Event, Thread
from typing import IO

from sqlalchemy.exc import SQLAlchemyError

from disposal.database_errors import DatabaseError
from disposal.mailbox_keys.mailbox_key import MailboxKeyWrong
from disposal.private_files import make_private_folder
from disposal.services.reports.mailbox import SLOTS, Mailbox
from disposal.services.reports.rounds import ROUND_SECONDS, fill_mailbox, slots_since, write_round
from disposal.services.reports.trusted_keys import trusted_keys
from disposal.storage.database import Database
from notices.errors import NoticesError

OTHERS_AT, WRITE_AT, READ_AT = 5.0, 10.0, 12.0
"""Seconds after the full minute."""
STOP_WITHIN_S = 5.0
LOCK_FILE = "mailbox.lock"
_log = logging.getLogger(__name__)


class MailboxRounds:
    """The rounds of one process, in a thread of their own."""

    def __init__(self, database: Database, mailbox: Mailbox, *, slots: int = SLOTS) -> None:
        self._database, self._mailbox, self._slots = database, mailbox, slots
        self._ended = Event()
        self._thread = Thread(target=self._run, name="mailbox", daemon=True)

    def start(self) -> None:
        """Fill the mailbox where it is empty, read it, and begin the rounds."""
        self._thread.start()

    def stop(self) -> None:
        """End the rounds. A slow database is not waited for: what was not written yet was not acknowledged either."""
        self._ended.set()
        self._thread.join(STOP_WITHIN_S)

    def open(self) -> None:
        """Fill the mailbox where it is empty, and read it. Raises: MailboxKeyWrong."""
        make_private_folder(self._database.settings.data_dir)
        with self._database.unidentified() as session:
            fill_mailbox(session, self._mailbox.key, slots=self._slots)
        self.read()

    def write(self) -> None:
        """Write a round, unless another process did in this minute. Raises: MailboxKeyWrong."""
        with self._database.unidentified() as session:
            write_round(session, self._mailbox)

    def read(self) -> None:
        """Read what was written since the last time, by whatever process, and the keys. Raises: MailboxKeyWrong."""
        with self._database.session() as session:
            self._mailbox.take_in(slots_since(session, self._mailbox.last_round))
            self._mailbox.keys = trusted_keys(session)
        for act in self._mailbox.settle():
            with suppress(NoticesError):  # the objection stays as it is, on its page; a log would tell of the copy
                act()

    def _run(self) -> None:
        try:
            while not self._ended.is_set():
                self._minute()
        except MailboxKeyWrong as error:
            _log.error("the mailbox of reports stays closed: %s", error.en)

    def _minute(self) -> None:
        try:
            if not self._mailbox.is_open:
                self.open()
            self._wait_until(0.0)
            self._round()
        except (SQLAlchemyError, DatabaseError, OSError):  # also where no connection is free
            _log.error("the mailbox of reports cannot be reached")
            self._ended.wait(OTHERS_AT)

    def _round(self) -> None:
        with ExitStack() as opened:
            lock = opened.enter_context((self._database.settings.data_dir / LOCK_FILE).open("ab"))
            is_ours = self._mailbox.has_waiting and _is_taken(lock)
            self._wait_until(OTHERS_AT)
            is_ours = is_ours or _is_taken(lock)
            self._wait_until(WRITE_AT)
            if is_ours and not self._ended.is_set():
                self.write()
        self._wait_until(READ_AT)
        if not self._ended.is_set():
            self.read()

    def _wait_until(self, second: float) -> None:
        """Wait until that second of the minute; at 0 until the next minute begins."""
        into = time.time() % ROUND_SECONDS
        self._ended.wait(ROUND_SECONDS - into if second == 0 else max(0.0, second - into))


def _is_taken(lock: IO[bytes]) -> bool:
    """Take the lock of this machine unless another process has it; closing the file gives it back."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:  # another process writes the rounds
        return False
    return True
