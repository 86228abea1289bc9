"""What every test may ask for: a database of its own, a session in it, a browser, and no network."""

import gc
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import hypothesis
import pytest
from psycopg.pq import TransactionStatus
from sqlalchemy import Engine, create_engine, event, text
from sqlmodel import Session

from disposal.registry.opening import RULES, open_database
from disposal.settings import Settings, reset_settings
from disposal.storage.database import Database
from disposal.storage.embedded import EmbeddedPostgres
from tests.support.running.cheap_hashing import hash_cheaply
from tests.support.running.distribution import WholeFiles
from tests.support.running.engines import share_compiled
from tests.support.running.kept import Copies, copies_of
from tests.support.running.network import stay_on_this_machine

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from xdist.remote import Producer

_RUN = os.environ.get("PYTEST_XDIST_TESTRUNUID") or uuid4().hex
_WORKER = os.environ.get("PYTEST_XDIST_WORKER", "gw")
_NUMBERS = count(1)
_Fill = Callable[[Session], object]

# In memory, where there is room, a test's database is copied in a fifth to a twentieth of the time.
_IN_MEMORY = Path("/dev/shm")  # noqa: S108 - what is made there is closed to others, as in any temporary folder
if "TMPDIR" not in os.environ and os.access(_IN_MEMORY, os.W_OK) and shutil.disk_usage(_IN_MEMORY).free > 4 * 2**30:
    os.environ["TMPDIR"] = str(_IN_MEMORY)
    tempfile.tempdir = None

gc.disable()  # until all tests are collected: an eighth of that went into looking through what was imported

# Compiled modules are kept, whatever the environment says: every process that a test starts begins faster by half.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

os.environ["DISPOSAL_TRUSTED_HOSTS"] = "testserver"  # the host that clients in this process name


# A busy machine is no fault of a test.
hypothesis.settings.register_profile("suite", suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("suite")


def pytest_collection_finish() -> None:
    """Take what was imported out of the garbage collector's rounds: a tenth of the run went into looking at it."""
    gc.enable()
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: "Producer") -> WholeFiles:
    """Give whole files to the workers."""
    return WholeFiles(config, log)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print how many routes × verbs × roles were walked, where they were."""
    passed = terminalreporter.stats.get("passed", [])
    counts = [value for report in passed for name, value in report.user_properties if name == "route_checks"]
    if counts:
        terminalreporter.write_line(f"permissions: {sum(counts)} route × verb × role checked, none amiss in these")


@pytest.fixture(scope="session", autouse=True)
def _no_network() -> Iterator[None]:
    """Let sockets connect to this machine only."""
    with pytest.MonkeyPatch.context() as patch:
        stay_on_this_machine(patch)
        yield


@pytest.fixture(scope="session", autouse=True)
def _cheap_hashes() -> Iterator[None]:
    """Let passwords and passphrases cost next to nothing in this process."""
    with pytest.MonkeyPatch.context() as patch:
        hash_cheaply(patch)
        yield


@pytest.fixture(scope="session")
def server() -> Iterator[EmbeddedPostgres]:
    """Yield the server all workers of this run share; its disk writes are not forced, so it is fast."""
    home = Path(tempfile.gettempdir()) / f"disposal-tests-{_RUN[:12]}"
    home.mkdir(mode=0o711, exist_ok=True)
    postgres = EmbeddedPostgres(home, is_durable=False)
    postgres.attach()
    yield postgres
    if postgres.release():
        shutil.rmtree(home)


@pytest.fixture(scope="session")
def admin(server: EmbeddedPostgres) -> Iterator[Engine]:
    """Yield an engine that may create and drop databases. No vacuum comes by itself: when it would is chance."""
    engine = create_engine(server.url("postgres", user="postgres"), isolation_level="AUTOCOMMIT")
    _run(engine, "ALTER SYSTEM SET autovacuum = off")
    _run(engine, "SELECT pg_reload_conf()")
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def _template(server: EmbeddedPostgres, admin: Engine) -> str:
    """Return the name of this worker's migrated, empty database, which every test's own is copied from."""
    name = f"template_{_WORKER}"
    _run(admin, f"CREATE DATABASE {name} OWNER disposal")
    open_database(_settings(server, name)).close()
    return name


@pytest.fixture(scope="session")
def _template_of(
    server: EmbeddedPostgres, admin: Engine, _template: str, _engine: Engine
) -> Callable[[_Fill | None], str]:
    """Return what names this worker's template with the records a function enters; each is filled once."""

    @cache
    def template_of(fill: _Fill | None) -> str:
        if fill is None:
            return _template
        name = f"{_template}_{next(_NUMBERS)}"
        _copy(admin, name, of=_template)
        with open_database(_settings(server, name), migrate=False) as database, database.session("测试员") as session:
            fill(session)
        return name

    return template_of


@pytest.fixture(scope="session")
def copies(admin: Engine, _engine: Engine) -> Iterator[Copies]:
    """Yield the databases of this worker's tests: one after the other, so that one engine serves them all."""
    with pytest.MonkeyPatch.context() as patch:
        yield copies_of(admin, _engine, patch)


@pytest.fixture
def settings(
    request: pytest.FixtureRequest,
    server: EmbeddedPostgres,
    copies: Copies,
    _template_of: Callable[[_Fill | None], str],
) -> Iterator[Settings]:
    """Yield settings that name a migrated database of this test's own: empty, or as the mark ``filled`` says."""
    named = _settings(server, f"test_{_WORKER}")
    copies.begin(_template_of(_fill_of(request)), at_once=_others_may_open_it(request))
    yield named
    copies.end()


@pytest.fixture
def empty_settings(server: EmbeddedPostgres, admin: Engine) -> Iterator[Settings]:
    """Yield settings that name a database of this test's own that nothing has migrated."""
    name = f"empty_{_WORKER}_{next(_NUMBERS)}"
    _run(admin, f"CREATE DATABASE {name} OWNER disposal")
    yield _settings(server, name)
    _run(admin, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def _engine(server: EmbeddedPostgres) -> Iterator[Engine]:
    """Yield the engine of this worker's test databases, which serves whoever opens one, commands too."""
    with pytest.MonkeyPatch.context() as patch:
        yield share_compiled(patch, first=server.url("postgres"), kept=server.url(f"test_{_WORKER}"))


@pytest.fixture
def command_line(settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Let commands work on that database, with a data directory of the test's own and the keys of tests."""
    assert settings.database_url is not None
    monkeypatch.setenv("DISPOSAL_DATABASE_URL", settings.database_url.get_secret_value())
    monkeypatch.setenv("DISPOSAL_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("DISPOSAL_PERSONAL_NUMBER_KEY", "5e" * 32)
    monkeypatch.setenv("DISPOSAL_SECRETS_KEY", "5a" * 32)
    reset_settings()
    yield
    reset_settings()


@pytest.fixture
def database(settings: Settings, _engine: Engine) -> Iterator[Database]:
    """Yield that database, open."""
    with Database(_engine, settings=settings, rules=RULES) as opened:
        yield opened


@pytest.fixture(scope="session")
def _shared_of(
    server: EmbeddedPostgres, admin: Engine, _template_of: Callable[[_Fill | None], str]
) -> Iterator[Callable[[_Fill | None], Database]]:
    """Yield what opens the database in which this worker's tests of one session work; none leaves anything in it."""
    with ExitStack() as opened:

        @cache
        def shared(fill: _Fill | None) -> Database:
            name = f"shared_{_WORKER}_{next(_NUMBERS)}"
            _copy(admin, name, of=_template_of(fill))
            return opened.enter_context(open_database(_settings(server, name), migrate=False))

        yield shared


@pytest.fixture(scope="session")
def _shared(_shared_of: Callable[[_Fill | None], Database]) -> Database:
    """Return the empty one of those databases."""
    return _shared_of(None)


@pytest.fixture
def session(request: pytest.FixtureRequest) -> Iterator[Session]:
    """Yield a session in which the tester acts.

    It commits at the end of a test that asks for ``database`` or ``settings`` too. All other tests share a database:
    what they wrote is held to every constraint as at a commit, and rolled back. Such a test must not commit itself.
    The mark ``filled`` names a function that has entered, once for all tests that name it, what the database holds.
    """
    if {"database", "settings"} & set(request.fixturenames):
        with request.getfixturevalue("database").session("测试员") as opened:
            yield opened
        return
    with request.getfixturevalue("_shared_of")(_fill_of(request)).session("测试员") as opened:
        event.listen(opened, "before_commit", _refuse_commit)
        yield opened
        driver = opened.connection().connection.dbapi_connection
        if opened.is_active and driver.info.transaction_status is not TransactionStatus.INERROR:  # type: ignore[union-attr]
            opened.flush()
            opened.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
        opened.rollback()


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    """Yield Debian's Chromium."""
    from tests.support.running.chromium import launched

    with launched() as opened:
        yield opened


def _refuse_commit(session: Session) -> None:
    if not session.in_nested_transaction():
        message = "a test that commits needs a database of its own: mark it with usefixtures('database')"
        raise AssertionError(message)


def _others_may_open_it(request: pytest.FixtureRequest) -> bool:
    """Tell whether a test reads the address of its database, so that processes of its own may connect to it."""
    fixtures = request.node._fixtureinfo
    asked = [each[-1].argnames for name, each in fixtures.name2fixturedefs.items() if name != "database"]
    return any("settings" in names for names in (fixtures.argnames, *asked))


def _fill_of(request: pytest.FixtureRequest) -> _Fill | None:
    mark = request.node.get_closest_marker("filled")
    return mark.kwargs["by"] if mark else None


def _settings(server: EmbeddedPostgres, name: str) -> Settings:
    """Return settings with a key invented for tests; nothing is written to the data directory."""
    url = server.url(name).render_as_string(hide_password=False)
    values = {"database_url": url, "personal_number_key": "5e" * 32, "secrets_key": "5a" * 32}
    values["mailbox_key"] = "5b" * 32
    return Settings(data_dir=Path(tempfile.gettempdir()), **values)  # type: ignore[arg-type]


def _copy(admin: Engine, name: str, *, of: str) -> None:
    _run(admin, f"CREATE DATABASE {name} TEMPLATE {of} OWNER disposal STRATEGY file_copy")


def _run(admin: Engine, statement: str) -> None:
    with admin.connect() as connection:
        connection.execute(text(statement))
