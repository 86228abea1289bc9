"""Whether a cached page is still current: one stamp per notice, queried for all waiting readers together.

A reader is answered by a query that started after the reader's request, or less than ``hold_s`` before it. So everyone
who asks later than that after a withdrawal was committed sees it; what this process writes itself is seen at once.
Requests that arrive while a query runs wait for the next one.

The first query asks whether anything was committed since the last look; equal snapshots mean equal data. Only if not
are the notices themselves read.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any, LiteralString

import psycopg
from sqlalchemy import Engine

from disposal.errors import DisposalError
from notices.errors import NoticesError
from notices.working_days.calendar import WorkingCalendar

Stamp = tuple[str, WorkingCalendar]
EVERYTHING = ""
"""What asks for the stamp of the whole register, which any write changes; no notice has this number."""
MOST_KNOWN = 20_000
HOLD_S = 0.02
"""How long one answer of the database serves all who ask, where a register is served to readers."""

_log = logging.getLogger(__name__)

# xmin and ctid identify the stored row: every update creates a new one. The stamp covers everything on a
# notice's page: the notice, its offer, its versions, its placements, its links and the linked notices, and the
# answered enquiries that readers see.
_SNAPSHOT = "SELECT pg_current_snapshot()::text"
_STAMPS = """
    SELECT asked.key, concat_ws('/', n.id, n.xmin, n.ctid,
        (SELECT concat_ws('.', f.xmin, f.ctid) FROM notice f WHERE f.id = n.offer_id),
        (SELECT max(v.version_no) FROM notice_version v WHERE v.notice_id = n.id),
        (SELECT string_agg(concat_ws('.', p.xmin, p.ctid), ',' ORDER BY p.id)
         FROM placement p WHERE p.notice_id = n.id),
        (SELECT string_agg(concat_ws('.', l.id, o.xmin, o.ctid), ',' ORDER BY l.id)
         FROM notice_link l JOIN notice o ON o.id = l.from_notice_id WHERE l.to_notice_id = n.id),
        (SELECT string_agg(concat_ws('.', l.id, o.xmin, o.ctid), ',' ORDER BY l.id)
         FROM notice_link l JOIN notice o ON o.id = l.to_notice_id WHERE l.from_notice_id = n.id),
        (SELECT string_agg(concat_ws('.', e.xmin, e.ctid), ',' ORDER BY e.id)
         FROM enquiry e WHERE e.notice_id = n.id AND e.public_question IS NOT NULL))
    FROM unnest(%s::text[]) AS asked (key) JOIN notice n ON n.number = asked.key
    WHERE n.number IS NOT NULL
"""


class RegisterUnavailable(DisposalError):
    """The register cannot be read at the moment; the reader must retry later."""

    code = "register_unavailable"
    status = 503

    def __init__(self) -> None:
        super().__init__(
            zh="登记系统暂时无法读取，请稍后重试；如持续无法访问，请联系公告发布人。",
            en="the register cannot be read just now; try again in a moment, and if it lasts, call the issuer",
        )


class Stamps:
    """The stamps of notices by number, read over one connection of the running event loop.

    A stamp is a pair: the state of the notice in the database, and the calendar in force at that moment.
    """

    def __init__(self, engine: Engine, calendar: Callable[[], WorkingCalendar], *, hold_s: float = 0.0) -> None:
        _, self._address = engine.dialect.create_connect_args(engine.url)
        self._address["options"] = f"{self._address.get('options', '')} -c plan_cache_mode=force_generic_plan"
        self._calendar, self._hold_s = calendar, hold_s
        self._held_until_s, self._held_calendar = 0.0, WorkingCalendar.builtin()
        self._writes = 0
        self._snapshot = ""
        self._known: dict[str, str | None] = {}
        self._connection: psycopg.AsyncConnection[Any] | None = None
        self._waiting: dict[str, list[asyncio.Future[Stamp | None]]] = {}
        self._asking: asyncio.Task[None] | None = None
        self._is_closed = False

    def of(self, number: str) -> "asyncio.Future[Stamp | None]":
        """Return a future for the stamp of a published notice; its result is None if there is no such notice.

        ``EVERYTHING`` asks for the stamp of the register as a whole, on which lists of notices rest.

        Raises: RegisterUnavailable, when awaited.
        """
        waiting: asyncio.Future[Stamp | None] = asyncio.get_running_loop().create_future()
        if self._is_closed:
            waiting.set_exception(RegisterUnavailable())
            return waiting
        self._waiting.setdefault(number, []).append(waiting)
        if self._asking is None:
            self._asking = asyncio.create_task(self._serve_waiting())
        return waiting

    def held(self, number: str) -> Stamp | None:
        """Return the stamp of a notice where the last answer still serves, else None; the database is not asked."""
        if time.monotonic() >= self._held_until_s:
            return None
        stamp = self._known.get(number)
        return None if stamp is None else (stamp, self._held_calendar)

    def forget(self) -> None:
        """Let the next reader ask the database: this process may have written, even while it is being asked."""
        self._writes += 1
        self._held_until_s = 0.0

    async def close(self) -> None:
        """Answer who waits and close the connection; who comes later, as the server stops, opens none any more."""
        self._is_closed = True
        if self._asking is not None:
            await self._asking
        await self._part()

    async def _serve_waiting(self) -> None:
        """Query for all waiting readers; repeat until none is waiting. Whatever happens, the next reader asks anew."""
        try:
            while self._waiting:
                batch, self._waiting = self._waiting, {}
                answers: dict[str, Stamp] = {}
                error: RegisterUnavailable | None = RegisterUnavailable()
                try:
                    calendar, since_s, writes = self._calendar(), time.monotonic(), self._writes
                    stamps = await self._stamps(list(batch))
                    if writes == self._writes:
                        self._held_until_s, self._held_calendar = since_s + self._hold_s, calendar
                    answers = {number: (stamp, calendar) for number, stamp in stamps.items() if stamp is not None}
                    error = None
                except (psycopg.Error, NoticesError, OSError) as failed:
                    _log.error("could not read the stamps of %d notices: %s", len(batch), " ".join(str(failed).split()))
                finally:
                    for number, waiting in batch.items():
                        _tell(waiting, answers.get(number), error)
        finally:
            self._asking = None

    async def _stamps(self, numbers: list[str]) -> dict[str, str | None]:
        try:
            return await self._looked_up(numbers)
        except psycopg.OperationalError:
            # The server was restarted, or an idle connection was closed: retry once on a new connection.
            await self._part()
            return await self._looked_up(numbers)

    async def _looked_up(self, numbers: list[str]) -> dict[str, str | None]:
        """Return the stamps of these notices; stamps of an unchanged snapshot are not read again."""
        snapshot = (await self._run(_SNAPSHOT))[0][0]
        if snapshot != self._snapshot or len(self._known) > MOST_KNOWN:
            self._snapshot, self._known = snapshot, {EVERYTHING: snapshot}
        # The data read now may be newer than the snapshot, never older; if newer, the next snapshot differs.
        if unknown := [number for number in numbers if number not in self._known]:
            found = dict(await self._run(_STAMPS, [unknown]))
            self._known |= {number: found.get(number) for number in unknown}
        return self._known

    async def _part(self) -> None:
        """Close the connection, if there is one; what the server ended is still open on this side."""
        connection, self._connection = self._connection, None
        if connection is not None:
            await connection.close()

    async def _run(self, statement: LiteralString, values: Sequence[Any] = ()) -> list[Any]:
        if self._connection is None:
            self._connection = await psycopg.AsyncConnection.connect(
                **self._address, autocommit=True, prepare_threshold=0
            )
        cursor = await self._connection.execute(statement, values)
        return await cursor.fetchall()


def _tell(waiting: Iterable["asyncio.Future[Stamp | None]"], stamp: Stamp | None, error: Exception | None) -> None:
    """Set the result or the error for all waiting readers; skip those that were cancelled."""
    for future in waiting:
        if future.done():
            continue
        if error is None:
            future.set_result(stamp)
        else:
            future.set_exception(error)
