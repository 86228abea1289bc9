"""The staff list of claims at 2,000,000 claims: first and 1,000th page at the server, and pages of filters.

``python -m tests.benchmarks.bench_staff_lists 20000`` takes fewer. The baseline of the same run is
``SELECT * FROM claim ORDER BY id LIMIT 50``. No plan may read a table of the register from end to end.
"""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, process_time
from typing import Any

from sqlalchemy import Engine, create_engine, text
from sqlmodel import Session

from disposal.acting import Actor, Channel, Role
from disposal.registry.opening import open_database
from disposal.services.public.queries import parse
from disposal.services.staff_lists.keyset import page_of_keys
from disposal.services.staff_lists.lists import STAFF_LISTS, list_page
from disposal.settings import Settings
from disposal.storage.database import Database
from disposal.storage.embedded import EmbeddedPostgres
from tests.benchmarks.database.plans import noted, scans
from tests.support.accounts import make_account
from tests.support.factories import make_claim, make_issuer

CLAIMS = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000_000
BRANCHES, RUNS, MOST_MS = 20, 60, 20.0
CLAIMS_LIST = STAFF_LISTS["claims"]
SMALL = {"party", "issuer", "account", "person", "project_claim", "disposal_project"}
"""Tables that are empty here, or of a size at which a scan is the right plan."""
# Every fifth claim is of the second branch and every twentieth of each other; the first has half. Ids sort by time.
_ID = "(lpad(to_hex(1700000000000 + {n}), 12, '0') || '70008' || lpad(to_hex({n}), 15, '0'))::uuid"
_NAME = "'虚构' || chr(19968 + g % 5000) || chr(20000 + g % 7919) || '制造有限公司'"
_FILL = tuple(
    f"INSERT INTO {table} SELECT made.* FROM (SELECT a FROM {table} a LIMIT 1) one(a), generate_series(1, {many}) g, "
    f"LATERAL jsonb_populate_record(one.a, jsonb_build_object({values})) made"
    for table, many, values in (
        ("party", "{parties}", f"'id', {_ID.format(n='g')}, 'name', {_NAME}, 'search_runs', text_runs(ARRAY[{_NAME}])"),
        (
            "claim",
            "{claims}",
            f"'id', {_ID.format(n='g')}, 'debtor_id', {_ID.format(n='(1 + g % {parties})')}, 'issuer_id', "
            "(SELECT (array_agg(id ORDER BY code))[CASE WHEN g % 2 = 0 THEN 1 WHEN g % 5 = 1 THEN 2 "
            "ELSE 3 + g % {others} END] FROM issuer), 'purchase_batch', '2021-' || g % 400, "
            "'status', CASE WHEN g % 1000 = 2 THEN 'settled' ELSE 'held' END, "
            "'contract_numbers', jsonb_build_array('虚构字第' || g || '号')",
        ),
        (
            "claim_statement",
            "{claims}",
            f"'id', {_ID.format(n='g')}, 'claim_id', {_ID.format(n='g')}, 'principal', 1000000 + g % 90000000",
        ),
    )
)
"""Copies of the one row that each table has, under other ids and with what tells them apart."""


def fill(database: Database, owner: Engine) -> None:
    """Make branches, an account of each kind, and the claims, past the triggers as a restore would."""
    with database.session("首位管理员") as session:
        branches = [make_issuer(session, f"XG-{n:02}", branch=f"虚构{n:02}分公司") for n in range(BRANCHES)]
        make_claim(session, issuer_id=branches[0].id)
        make_account(session, "half", Role.asset_manager, issuers=[branches[0].id])
        make_account(session, "small", Role.asset_manager, issuers=[branches[9].id])
        make_account(session, "three", Role.asset_manager, issuers=[each.id for each in branches[:3]])
        make_account(session, "auditor", Role.auditor)
    sizes = {"claims": CLAIMS, "parties": max(CLAIMS // 5, 1_000), "others": BRANCHES - 2}
    with owner.begin() as connection:
        connection.execute(text("SET session_replication_role = replica"))
        for statement in _FILL:
            connection.execute(text(statement.format(**sizes)))
    with owner.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM (ANALYZE)"))


def page(database: Database, login: str, **asked: str) -> Any:
    """Return a page as the staff page asks it: a session of the account, and the list."""
    with database.session(Actor(login, channel=Channel.page), is_read_only=True) as session:
        return list_page(session, CLAIMS_LIST, parse(CLAIMS_LIST.query, asked))


def baseline(database: Database) -> int:
    """Read fifty claims as nothing but the database does."""
    with database.session() as session:
        return len(session.execute(text("SELECT * FROM claim ORDER BY id LIMIT 50")).all())


def at_page(database: Database, login: str, number: int) -> str:
    """Return the position behind which the page of that number begins, found as readers do: page by page."""
    with database.session(Actor(login, channel=Channel.page), is_read_only=True) as session:
        return _walk(session, number)


def _walk(session: Session, number: int) -> str:
    after = ""
    for _ in range(number - 1):
        query = parse(CLAIMS_LIST.query, {"after": after})
        found = page_of_keys(session, CLAIMS_LIST.table, query, []).next_after
        if not found:
            return after
        after = found
    return after


def timed(act: Callable[[], Any]) -> tuple[float, float, float]:
    """Return percentile 95 and median of the milliseconds that an act takes, once warm, and this process's work."""
    for _ in range(3):
        act()
    times, worked = [], process_time()
    for _ in range(RUNS):
        began = perf_counter()
        act()
        times.append((perf_counter() - began) * 1000)
    return quantiles(times, n=20)[-1], median(times), (process_time() - worked) * 1000 / RUNS


def measure(database: Database) -> bool:
    """Print each page beside the baseline; return whether all targets were held."""
    base, base_median, _ = timed(lambda: baseline(database))
    print(f"{'baseline: SELECT … ORDER BY id LIMIT 50':46} p95 {base:6.1f} ms, median {base_median:5.1f}", flush=True)
    asked: list[tuple[str, str, dict[str, str], bool]] = []
    for login in ("half", "small", "three", "auditor"):
        asked += [(f"{login}: first page", login, {}, True),
                  (f"{login}: 1,000th page", login, {"after": at_page(database, login, 1_000)}, True)]  # fmt: skip
    asked += [
        ("half: oldest first", "half", {"sort": "entered"}, True),
        ("half: settled, one in a thousand", "half", {"status": "settled"}, True),
        ("half: a purchase batch", "half", {"batch": "2021-100"}, False),
        ("half: a contract number", "half", {"q": "虚构字第4711号"}, False),
        ("half: words of a debtor", "half", {"q": f"虚构{chr(19968 + 400)}"}, False),
    ]
    held = True
    for words, login, values, is_target in asked:
        found, middle, work = timed(lambda login=login, values=values: page(database, login, **values))  # type: ignore[misc]
        with noted(database.engine) as statements:
            rows = len(page(database, login, **values).rows)
        read = {table: plan for table, plan in scans(database.engine, statements).items() if table not in SMALL}
        is_held = not (is_target and found > MOST_MS) and not read
        held &= is_held
        print(
            f"{words:46} p95 {found:6.1f} ms, median {middle:5.1f}, {found / base:5.1f}×, "
            f"{work:4.1f} ms of work, {rows} rows"
            + ("" if is_held else "   MISSED")
            + "".join(f"\n{each}" for each in read.values()),
            flush=True,
        )
    return held


def main() -> int:
    """Fill a database, measure, and say whether the targets were held."""
    with tempfile.TemporaryDirectory(prefix="disposal-bench-staff-lists-") as folder:
        home = Path(folder)
        home.chmod(0o711)
        with EmbeddedPostgres(home) as server:
            admin = create_engine(server.url("postgres", user="postgres"), isolation_level="AUTOCOMMIT")
            with admin.connect() as connection:
                connection.execute(text("CREATE DATABASE staff_lists OWNER disposal"))
            admin.dispose()
            url = server.url("staff_lists").render_as_string(hide_password=False)
            settings = Settings(data_dir=home, database_url=url, personal_number_key="5e" * 32)
            owner = create_engine(server.url("staff_lists", user="postgres"))
            with open_database(settings) as database:
                began = perf_counter()
                fill(database, owner)
                print(f"{CLAIMS:,} claims of {BRANCHES} branches, made in {perf_counter() - began:,.0f} s", flush=True)
                held = measure(database)
            owner.dispose()
    print(f"  {'held  ' if held else 'MISSED'} first and 1,000th page at most {MOST_MS:.0f} ms, no sequential scan")
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
