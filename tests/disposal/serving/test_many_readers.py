"""Many readers at once: no thread that answers one waits for a connection that another, waiting as well, holds.

``python -m tests.benchmarks readers`` asks a site by 64 readers.
"""

from anyio import to_thread
from fastapi.testclient import TestClient
from sqlalchemy.pool import QueuePool

from disposal.storage.database import MOST_CONNECTIONS, THREADS, Database
from tests.support.website import Clock, site_app


def test_each_thread_that_answers_may_hold_two_connections(database: Database) -> None:
    with TestClient(site_app(database, Clock("2022-08-15 10:00"))) as client:
        assert client.portal is not None
        threads = client.portal.call(lambda: to_thread.current_default_thread_limiter().total_tokens)
    pool = database.engine.pool
    assert isinstance(pool, QueuePool)
    assert threads == THREADS
    assert pool.size() + pool._max_overflow == MOST_CONNECTIONS
    assert 2 * THREADS <= MOST_CONNECTIONS
