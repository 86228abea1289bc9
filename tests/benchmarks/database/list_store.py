"""A database with restricted lists of a given size: made once, measured while it is made, kept where wished."""

import json
import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter, process_time

from sqlalchemy import create_engine, text

from disposal.cli.lists.progress import import_progress
from disposal.models.lists.restricted_list import RestrictedListCreate
from disposal.registry.opening import open_database
from disposal.services.list_import.list_import import ImportRequest, ImportResult, Listeners, import_list
from disposal.services.lists.restricted_lists import open_list
from disposal.settings import Settings
from disposal.storage.database import Database
from disposal.storage.embedded import EmbeddedPostgres
from notices.content.limbs import LimbCode
from tests.benchmarks.names.listed_people import rows, write_csv

ACTOR = "测试员"
SHARE_PUBLIC = 10
"""The public list is a tenth of the roll's size."""
LARGEST_IMPORTED_TWICE = 1_000_000
ROLL = [LimbCode.civil_servant, LimbCode.regulator_staff, LimbCode.judicial_police, LimbCode.amc_staff]
PUBLIC = [LimbCode.dishonest_debtor, LimbCode.aml_listed, LimbCode.other_law]


@dataclass(frozen=True)
class Imported:
    """What an import took: seconds, and the peak memory of the importing process and of the server's back end.

    ``work_seconds`` are those of processors: what it takes where nothing else runs.
    """

    seconds: float
    peak_mb: float
    server_mb: float
    work_seconds: float = 0.0


@contextmanager
def list_database(server: EmbeddedPostgres, home: Path, size: int, *, is_kept: bool = False) -> Iterator[Database]:
    """Open a database with a roll of whole numbers of that size and a public list a tenth of it."""
    name, done = f"lists_{size}", home / f"lists_{size}.json"
    admin = create_engine(server.url("postgres", user="postgres"), isolation_level="AUTOCOMMIT")
    if not done.exists():
        with admin.connect() as connection:
            connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
            connection.execute(text(f"CREATE DATABASE {name} OWNER disposal"))
    url = server.url(name).render_as_string(hide_password=False)
    settings = Settings(data_dir=home, database_url=url, personal_number_key="5e" * 32)  # type: ignore[arg-type]
    with open_database(settings) as database:
        if not done.exists():
            done.write_text(json.dumps(asdict(_fill(database, home, size))))
        yield database
    if not is_kept:
        done.unlink()
        with admin.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


def imported(home: Path, size: int) -> Imported:
    """Return what the import of the roll took when the database was made."""
    return Imported(**json.loads((home / f"lists_{size}.json").read_text()))


def _fill(database: Database, home: Path, size: int) -> Imported:
    """Import the roll, the public list, and, up to a size, the roll again with 1 % changed."""
    path = home / f"名册{size}.csv"
    write_csv(path, rows(range(size)))
    print(f"\n{size:,} entries: {path.stat().st_size / 1e6:,.0f} MB of CSV", flush=True)
    open_one(database, "roll", ROLL)
    took = import_one(database, path, "roll")
    speed = f"{size / took.seconds:8,.0f} entries/s, {took.work_seconds:,.0f} s of processors"
    print(f"  import        {took.seconds:8.1f} s  {speed}", flush=True)
    print(f"  peak          {took.peak_mb:8,.0f} MB; its back end {took.server_mb:,.0f} MB", flush=True)
    write_csv(path, rows(range(size * 2, size * 2 + size // SHARE_PUBLIC), is_public=True))
    open_one(database, "public", PUBLIC, is_public=True)
    import_one(database, path, "public")
    if size <= LARGEST_IMPORTED_TWICE:
        write_csv(path, rows(range(size // 100, size + size // 100)))
        again = import_one(database, path, "roll").seconds
        print(f"  next version  {again:8.1f} s  with 1 % of the entries gone and 1 % new")
    path.unlink()
    vacuum(database, "list_entry", "list_key")
    with database.engine.connect() as connection:
        held = connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one()
    print(f"  database      {held / 1e6:8,.0f} MB", flush=True)
    return took


def open_one(database: Database, code: str, limbs: list[LimbCode], *, is_public: bool = False) -> None:
    """Open a list."""
    with database.session(ACTOR) as session:
        values = {"code": code, "title": f"虚构名单{code}", "title_en": code, "limbs": limbs, "owner": "测试处"}
        open_list(session, RestrictedListCreate.model_validate({**values, "is_public": is_public}))


def import_one(database: Database, path: Path, code: str) -> Imported:
    """Import a file with its progress shown."""
    began, began_work = perf_counter(), process_time()
    with import_progress() as show, database.session(ACTOR) as session:
        request = ImportRequest(list_code=code, path=path, provenance="生成的测试数据")
        result: ImportResult = import_list(session, request, Listeners(on_progress=show))
        pid = session.execute(text("SELECT pg_backend_pid()")).scalar_one()
        status, ticks = (Path(f"/proc/{pid}/{name}").read_text() for name in ("status", "stat"))
    assert result.version is not None
    seconds = perf_counter() - began
    server_kb = next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))
    server_work = sum(map(int, ticks.rpartition(")")[2].split()[11:13])) / os.sysconf("SC_CLK_TCK")
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Imported(seconds, peak_mb, int(server_kb) / 1024, process_time() - began_work + server_work)


def vacuum(database: Database, *tables: str) -> None:
    """Do what the server does by itself a minute after a large change."""
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for table in tables:
            connection.execute(text(f"VACUUM (ANALYZE) {table}"))
