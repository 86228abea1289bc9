"""200 people sign in at once, each with a password of their own; beside 200 bare looks at such a password by argon2.

The work of a sign-in is meant to be the password's: what is beside it should be little.
"""

import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from sqlmodel import select

from disposal.acting import Role
from disposal.models.accounts.account import Account
from disposal.registry.opening import open_database
from disposal.registry.sign_in import sign_in
from disposal.services.accounts.password_hashing import is_right
from disposal.services.sign_in.attempts import Visitor
from disposal.settings import Settings
from disposal.storage.database import Database
from disposal.storage.embedded import EmbeddedPostgres
from tests.support.accounts import PASSWORD, open_account

PEOPLE, AT_ONCE = 200, 32
MOST = 2.0
AT = datetime(2026, 12, 1, 1, tzinfo=UTC)


def seconds(act: Callable[[int], object]) -> float:
    """Return how long ``act`` takes for all, so many at once."""
    began = perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        done = list(pool.map(act, range(PEOPLE)))
    assert all(done)
    return perf_counter() - began


def main() -> int:
    """Print both and their ratio; status 1 when the target is missed."""
    with tempfile.TemporaryDirectory(prefix="disposal-bench-") as home:
        settings = Settings(data_dir=Path(home))
        with EmbeddedPostgres(settings.data_dir), open_database(settings) as database:
            open_account(database, "guanli", Role.administrator)
            for number in range(PEOPLE):
                open_account(database, f"p{number}", Role.asset_manager, by="guanli")
            return _measure(database)


def _measure(database: Database) -> int:
    with database.session() as session:
        stored = session.exec(select(Account.password_hash).where(Account.login == "p0")).one()
    alone = seconds(lambda _: is_right(database.secrets, PASSWORD, stored))
    visitors = [Visitor(f"192.0.2.{number}") for number in range(PEOPLE)]
    taken = seconds(lambda n: sign_in(database, f"p{n}", PASSWORD, visitor=visitors[n], at=AT))
    is_held = taken / alone <= MOST
    print(
        f"{PEOPLE} sign-ins, {AT_ONCE} at once: {taken:.1f} s; argon2 alone {alone:.1f} s; ratio {taken / alone:.2f} "
        f"(target {MOST}) {'ok' if is_held else 'MISSED'}"
    )
    return 0 if is_held else 1


if __name__ == "__main__":
    sys.exit(main())
