"""Search in full text among 10,000 and 200,000 notices: p95 of the first page with its count, and how it grows.

No plan reads the table through. Every fourth notice is a later one, which stands under the offer before it.
``python -m tests.benchmarks.bench_search 10000 200000 1000000`` goes on to a million.

The baseline of the same run is what a search without our index does: LIKE over the same titles and names.
"""

import random
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

from sqlalchemy import Engine, create_engine, event, text
from sqlmodel import Session

from disposal.models.projects.issuer import Issuer
from disposal.models.records.record import new_id
from disposal.registry.opening import open_database
from disposal.services.notice_index.search_words import runs
from disposal.services.public.filters import NoticesQuery
from disposal.services.public.notice_list import CommonSearches, NoticeSearch
from disposal.settings import Settings
from disposal.storage.database import Database
from disposal.storage.embedded import EmbeddedPostgres
from notices.composition.composition import compose
from notices.content.counted_windows import resolve
from notices.rendering.plain import render_text
from notices.working_days.calendar import WorkingCalendar
from tests.support.publishing import invented_content

SIZES = tuple(map(int, sys.argv[1:])) or (10_000, 200_000)
NOTICES = SIZES[-1]
ASKED = 60
NOW = datetime(2026, 11, 20, 4, tzinfo=UTC)
CALENDAR = WorkingCalendar.builtin()
PROVINCES = [f"虚构{name}省" for name in "甲乙丙丁戊己庚辛壬癸"]
SYLLABLES = "华欣丰泰盛达鑫瑞恒隆宏远永昌金源东方海天星辰江河湖山林森木石玉珠宝福禄寿喜康宁安平和顺"
TRADES = ["纺织", "化工", "机械", "房地产", "贸易", "建材", "钢铁", "食品", "物流", "电子"]
LATER = ("supplement", "correction", "extension", "withdrawal", "result")
TEXT = render_text(compose(resolve(invented_content(), CALENDAR, allow_provisional=True)))
BOILERPLATE = runs(TEXT.splitlines())
"""What every notice says alike; joined to the words of each in the database, which is faster than sending it."""
QUESTIONS: dict[str, dict[str, Any]] = {
    "one character 欣": {"q": "欣"},
    "two characters 纺织": {"q": "纺织"},
    "four characters 华欣纺织": {"q": "华欣纺织"},
    "a number": {"q": "XG-2025-004711"},
    "two words and a province": {"q": "金源 物流", "province": PROVINCES[3]},
    "open windows": {"status": "open"},
    "at most 5 days left": {"days_left": 5},
    "amount": {"min_amount": "90000000", "max_amount": "91000000"},
    "a telephone number": {"q": "(0000)87836713"},
    "in every notice 公告": {"q": "公告"},
    "in every notice 买受人信誉良好": {"q": "买受人信誉良好"},
    "nothing found": {"q": "龘龘"},
    "nothing found, common runs": {"q": "公告期限内买受人告知法院"},
    "withdrawals": {"kind": "withdrawal"},
    "withdrawals of 纺织 in a province": {"kind": "withdrawal", "q": "纺织", "province": PROVINCES[3]},
    "no filter": {},
}


def rows(issuer: Any, project: Any, notices: int) -> Any:
    """Yield generated notices as rows of the staging table."""
    chance = random.Random(2026)  # noqa: S311 - a seeded sample, no secret
    offer: Any = None
    for serial in range(notices):
        own, is_later = new_id(), serial % 4 == 3
        kind = chance.choice(LATER) if is_later else "disposal"
        published_on = date(2022, 1, 4) + timedelta(days=serial * 1780 // notices)
        ends_on = published_on + timedelta(days=28)
        name = "".join(chance.choices(SYLLABLES, k=2)) + chance.choice(TRADES) + "有限公司"
        province, number = chance.choice(PROVINCES), f"XG-{published_on.year}-{serial:06d}"
        title = f"虚构资产管理股份有限公司关于{name}的资产处置公告"
        phone = f"(0000){chance.randint(10**7, 10**8 - 1)}"
        amount = f"{chance.randint(10**6, 10**8)}.{serial % 100:02}元"
        yield (
            own, project, issuer, title, number, published_on.year, serial, published_on, ends_on,
            datetime.combine(ends_on, datetime.min.time(), UTC) + timedelta(hours=16), province,
            chance.randint(10**6, 10**8), f'["{name}"]', published_on + timedelta(days=1),
            kind, *(offer if is_later else (own, published_on)), chance.randint(10**6, 10**8),
            runs([title, number, province, name, phone, amount]),
        )  # fmt: skip
        offer = offer if is_later else (own, published_on)


def fill(engine: Engine, notices: int = NOTICES) -> None:
    """Write the generated notices past the audit triggers, as a restore would, and gather statistics."""
    columns = (
        "id, project_id, issuer_id, title, number, number_year, number_serial, published_on, window_ends_on, "
        "window_ends_at, province, total_amount, debtor_names, window_first_counted_on, kind, "
        "offer_id, offer_published_on, floor_price"
    )
    issuer, project = new_id(), new_id()
    with engine.begin() as connection:
        connection.execute(text("SET session_replication_role = replica"))
        with Session(connection, join_transaction_mode="create_savepoint") as session:
            session.add(Issuer(id=issuer, name="虚构资产管理股份有限公司", self_reference="我公司", code="XG"))
            session.commit()
        connection.execute(
            text(f"CREATE TEMP TABLE staged AS SELECT {columns}, ARRAY[]::text[] AS runs FROM notice WHERE false")
        )
        connection.execute(text("DROP INDEX ix_notice_search"))
        cursor = connection.connection.cursor()
        with cursor.copy("COPY staged FROM STDIN") as copy:  # type: ignore[attr-defined]
            for row in rows(issuer, project, notices):
                copy.write_row(row)
        connection.execute(
            text(f"INSERT INTO notice (created_at, state, window_is_provisional, collateral_types, {columns}, search) "
                 f"SELECT now(), 'published', false, '[\"building\"]', {columns}, "
                 "array_to_tsvector(runs) || array_to_tsvector(CAST(:boilerplate AS text[])) FROM staged"),
            {"boilerplate": BOILERPLATE},
        )  # fmt: skip
        connection.execute(text("SET LOCAL maintenance_work_mem = '512MB'"))
        connection.execute(text("CREATE INDEX ix_notice_search ON notice USING gin (search)"))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE notice"))


def plan_of(engine: Engine, statements: list[tuple[str, Any]]) -> str:
    """Return the plans of the statements that were run."""
    plans = []
    with engine.connect() as connection:
        for statement, parameters in statements:
            is_setting = "set_config" in statement
            found = connection.exec_driver_sql(statement if is_setting else f"EXPLAIN {statement}", parameters)
            plans += [] if is_setting else found.scalars()
    return "\n".join(plans)


def measure(database: Any, query: NoticesQuery) -> tuple[float, str]:
    """Return the p95 of the first page in seconds, and its plans."""
    seen: list[tuple[str, Any]] = []

    def note(_c: Any, _u: Any, statement: str, parameters: Any, _x: Any, _m: Any) -> None:
        if "FROM notice" in statement or "set_config" in statement:
            seen.append((statement, parameters))

    seconds, common = [], CommonSearches()
    for asked in range(ASKED):
        if asked == 0:
            event.listen(database.engine, "before_cursor_execute", note)
        begun = perf_counter()
        with database.session() as session:
            search = NoticeSearch(session, query, calendar=CALENDAR, now=NOW, common=common)
            search.page()
            search.count()
        seconds.append(perf_counter() - begun)
        if asked == 0:
            event.remove(database.engine, "before_cursor_execute", note)
    return sorted(seconds)[int(ASKED * 0.95)], plan_of(database.engine, seen)


def with_like(engine: Engine) -> float:
    """Return the seconds of the first page by LIKE, the median of five."""
    query = text(
        "SELECT id FROM notice WHERE title LIKE '%华欣纺织%' OR debtor_names::text LIKE '%华欣纺织%' "
        "ORDER BY published_on DESC, id DESC LIMIT 21"
    )
    seconds = []
    with engine.connect() as connection:
        for _ in range(5):
            begun = perf_counter()
            connection.execute(query).all()
            seconds.append(perf_counter() - begun)
    return sorted(seconds)[2]


@contextmanager
def filled(server: EmbeddedPostgres, home: Path, notices: int) -> Iterator[Database]:
    """Yield a database of its own with so many generated notices."""
    name = f"notices_{notices}"
    admin = create_engine(server.url("postgres", user="postgres"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} OWNER disposal"))
    url = server.url(name).render_as_string(hide_password=False)
    with open_database(Settings(data_dir=home, database_url=url)) as database:  # type: ignore[arg-type]
        owner = create_engine(server.url(name, user="postgres"))
        fill(owner, notices)
        owner.dispose()
        yield database
    admin.dispose()


def main() -> int:
    """Print each question's p95, ratio and growth; status 1 when a plan scans the table of notices."""
    first: dict[str, float] = {}
    scans = []
    with tempfile.TemporaryDirectory(prefix="disposal-bench-") as folder:
        home = Path(folder)
        home.chmod(0o711)
        with EmbeddedPostgres(home) as server:
            for notices in SIZES:
                with filled(server, home, notices) as database:
                    scans += _answered(database, notices, first)
    return 1 if scans else 0


def _answered(database: Database, notices: int, first: dict[str, float]) -> list[str]:
    """Print what each question takes; return those answered by a scan. ``first`` holds the p95 of the first size."""
    baseline, scans = with_like(database.engine), []
    print(f"{notices:,} notices; the same page by LIKE: {baseline * 1000:.0f} ms")
    for name, asked in QUESTIONS.items():
        p95, plan = measure(database, NoticesQuery.model_validate(asked))
        is_scan = "Seq Scan on notice" in plan
        scans += [name] if is_scan else []
        told = "SEQUENTIAL SCAN" if is_scan else "no sequential scan"
        grown = p95 / first.setdefault(name, p95)
        print(f"  {name}: p95 {p95 * 1000:.1f} ms, {baseline / p95:.0f}x, grown {grown:.1f}x, {told}", flush=True)
    return scans


if __name__ == "__main__":
    sys.exit(main())
