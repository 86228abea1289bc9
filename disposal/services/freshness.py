"""How fresh a kept page is: one stamp a notice, asked of the database for all waiting readers at once.

A reader is only ever answered by a query that began after the reader asked, so a withdrawal is seen by
everyone who asks once it is committed. While one query runs those who come next gather for the one after.
"""

import asyncio
import logging
from typing import Any

import psycopg
from sqlalchemy import Engine

from disposal.errors import DisposalError

_log = logging.getLogger(__name__)

# xmin and ctid name the stored row itself: every change of a row makes another. The stamp covers all that
# a notice's page shows: the notice, its versions, its placements, its links and the notices linked.
_STAMPS = """
    SELECT asked.key, concat_ws('/', n.id, n.xmin, n.ctid,
        (SELECT max(v.version_no) FROM notice_version v WHERE v.notice_id = n.id),
        (SELECT string_agg(concat_ws('.', p.xmin, p.ctid), ',' ORDER BY p.id)
         FROM placement p WHERE p.notice_id = n.id),
        (SELECT string_agg(concat_ws('.', l.id, o.xmin, o.ctid), ',' ORDER BY l.id)
         FROM notice_link l JOIN notice o ON o.id = l.from_notice_id WHERE l.to_notice_id = n.id),
        (SELECT string_agg(concat_ws('.', l.id, o.xmin, o.ctid), ',' ORDER BY l.id)
         FROM notice_link l JOIN notice o ON o.id = l.to_notice_id WHERE l.from_notice_id = n.id))
    FROM unnest(%s::text[]) AS asked (key) JOIN notice n ON n.number = asked.key
    WHERE n.state <> 'draft'
"""


class RegisterUnavailable(DisposalError):
    """The register cannot be read just now; a reader can only come back."""

    code = "register_unavailable"
    status = 503

    def __init__(self) -> None:
        super().__init__(
            zh="登记系统暂时无法读取，请稍后重试；如持续无法访问，请联系公告发布人。",
            en="the register cannot be read just now; try again in a moment, and if it lasts, call the issuer",
        )


class Stamps:
    """The stamps of notices by number, asked over one connection of the event loop that uses it."""

    def __init__(self, engine: Engine) -> None:
        _, self._address = engine.dialect.create_connect_args(engine.url)
        self._connection: psycopg.AsyncConnection[Any] | None = None
        self._waiting: dict[str, asyncio.Future[str | None]] = {}
        self._asking: asyncio.Task[None] | None = None

    async def of(self, number: str) -> str | None:
        """Return the stamp of a published notice as it is now or later, None where there is no such notice.

        Raises: RegisterUnavailable.
        """
        waiting = self._waiting.get(number)
        if waiting is None:
            waiting = self._waiting[number] = asyncio.get_running_loop().create_future()
            if self._asking is None:
                self._asking = asyncio.create_task(self._ask())
        return await asyncio.shield(waiting)

    async def close(self) -> None:
        """Close the connection; nobody may be waiting any more."""
        if self._asking is not None:
            await self._asking
        if self._connection is not None:
            await self._connection.close()

    async def _ask(self) -> None:
        """Ask for all who wait, again and again until nobody does."""
        while self._waiting:
            batch, self._waiting = self._waiting, {}
            try:
                stamps = await self._stamps(list(batch))
                for number, waiting in batch.items():
                    waiting.set_result(stamps.get(number))
            except psycopg.Error:
                _log.exception("the stamps of %d notices could not be read", len(batch))
                for waiting in batch.values():
                    waiting.set_exception(RegisterUnavailable())
            finally:
                for waiting in batch.values():
                    waiting.cancel()  # does nothing to those answered
        self._asking = None

    async def _stamps(self, numbers: list[str]) -> dict[str, str]:
        try:
            return await self._run(numbers)
        except psycopg.OperationalError:
            # The server was started anew since, or an idle connection was cut: one more try, on a new one.
            self._connection = None
            return await self._run(numbers)

    async def _run(self, numbers: list[str]) -> dict[str, str]:
        if self._connection is None:
            self._connection = await psycopg.AsyncConnection.connect(
                **self._address, autocommit=True, prepare_threshold=0
            )
        cursor = await self._connection.execute(_STAMPS, [numbers])
        return dict(await cursor.fetchall())
