"""Twin registers, one without a report, one with ten that were answered: nothing tells them apart (SECURITY T17, T19).

The times of answers are a long run: ``python -m tests.benchmarks reports``.
"""

import logging
import re
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import zip_longest
from pathlib import Path
from random import Random
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, create_engine, text
from sqlmodel import Session, select

from disposal.acting import TokenScope
from disposal.mailbox_keys.mailbox_key import open_mailbox_key
from disposal.models.records.audit_entry import AuditEntry
from disposal.registry.opening import open_database
from disposal.services.reports.filing import ReportForm, file_report
from disposal.services.reports.officers import OfficerNote, read_reports, reply, take_note
from disposal.services.reports.rounds import fill_mailbox
from disposal.settings import Settings
from disposal.storage.database import Database
from disposal.storage.embedded import EmbeddedPostgres
from tests.acceptance.defences.routes import served_routes
from tests.acceptance.defences.two_issuers import bearing, signed_in
from tests.disposal.services.reports.officers import (
    AT,
    FIRST,
    OTHERS,
    fill_with_officers,
    mailbox_of,
    open_mailbox,
    pass_minutes,
    two_officers,
)
from tests.support.row_counts import row_counts
from tests.support.website import SAME_SITE, DeskBrowser, desk_on

WORDS, NOTE = "承办人拒绝登记本公司的异议", "已约谈承办人"
REPORTS, MINUTES, SLOTS = 10, 18, 160
LOGINS = [FIRST, *(role.value.replace("_", "-") for role in OTHERS)]
CHANGES = re.compile(
    r'(name="csrf" value="|X-CSRF-Token": ")[^"]*|<!-- [0-9a-f]+ -->|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}'
    r"|<ins>\w{8}</ins>|[0-9a-f]{8,64}…?|dsp_\w+|\d{4}-\d\d-\d\dT[\d:.+]+|\d\d:\d\d"
)
"""What differs from answer to answer by itself: tokens, padding, ids, the clock and the hashes of the trail."""
_IDENTITIES: list[Any] = []


def fill(session: Session) -> None:
    """Enter officers with keys; both twins are copied from what this leaves."""
    fill_mailbox(session, open_mailbox_key(session.info["settings"]), slots=SLOTS)
    fill_with_officers(session)
    _IDENTITIES.extend(two_officers(session))


@pytest.fixture
def lone_server(tmp_path: Path) -> Iterator[EmbeddedPostgres]:
    """Yield a server that nobody else uses: open transactions of others decide by chance how far tables grow."""
    server = EmbeddedPostgres(tmp_path / "lone", is_durable=False)
    server.attach()
    yield server
    server.release()


@pytest.fixture
def lone_admin(lone_server: EmbeddedPostgres) -> Iterator[Engine]:
    """Yield an engine of that server's own user. No vacuum comes by itself: when it would is chance."""
    engine = create_engine(lone_server.url("postgres", user="postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("ALTER SYSTEM SET autovacuum = off"))
        connection.execute(text("SELECT pg_reload_conf()"))
    yield engine
    engine.dispose()


@pytest.fixture
def twins(lone_server: EmbeddedPostgres, lone_admin: Engine) -> Iterator[tuple[Database, Database]]:
    """Yield two databases that are copies of one."""
    names = ["twin_1", "twin_2"]
    with lone_admin.connect() as connection:
        connection.execute(text("CREATE DATABASE twin OWNER disposal"))
        with _opened(lone_server, "twin") as database, database.session("测试员") as session:
            fill(session)
        for name in names:
            connection.execute(text(f"CREATE DATABASE {name} TEMPLATE twin OWNER disposal STRATEGY file_copy"))
    with ExitStack() as opened:
        yield tuple(opened.enter_context(_opened(lone_server, name)) for name in names)  # type: ignore[misc]


def _opened(server: EmbeddedPostgres, name: str) -> Database:
    keys = {"personal_number_key": "5e" * 32, "secrets_key": "5a" * 32, "mailbox_key": "5b" * 32}
    url = server.url(name).render_as_string(hide_password=False)
    return open_database(Settings(database_url=url, data_dir=Path("unused"), **keys))  # type: ignore[arg-type]


def live(database: Database, browser: DeskBrowser, *, reports: int) -> list[str]:
    """Let the same minutes pass, in which so many reports come and are answered; return the codes."""
    open_mailbox(database, browser.client)
    mailbox, codes = mailbox_of(browser.client), list[str]()
    mailbox.random = Random(2008)  # noqa: S311 - the same slots in both, so that sizes can be compared to the byte
    for minute in range(MINUTES):
        if minute < reports:
            codes.append(file_report(mailbox, mailbox.keys, ReportForm(WORDS), at=AT).text)
        if minute == reports:
            for report in read_reports(mailbox, _IDENTITIES[0]):
                reply(mailbox, mailbox.keys, report, OfficerNote(WORDS, FIRST), at=AT)
                take_note(mailbox, mailbox.keys, report, OfficerNote(NOTE, FIRST), at=AT)
        pass_minutes(database, browser.client)
    assert len(read_reports(mailbox, _IDENTITIES[0])) == reports
    return codes


def stored(database: Database) -> dict[str, Any]:
    """Return what the database shows to whoever reads all of it but the bytes of the slots."""
    with database.session() as session:
        dump = "SELECT sum(length(m::text)), count(*), count(DISTINCT length(sealed)) FROM mailbox m"
        relations = (
            "SELECT relname, pg_total_relation_size(oid) FROM pg_class WHERE relname LIKE '%mailbox%' ORDER BY 1"
        )
        trail = select(AuditEntry.event, AuditEntry.subject_type, AuditEntry.actor)
        return {
            "rows": row_counts(session),
            "dump": tuple(session.execute(text(dump)).one()),
            "relations": [tuple(row) for row in session.execute(text(relations))],
            "trail": [tuple(row) for row in session.exec(trail.order_by(AuditEntry.id))],  # type: ignore[arg-type]
        }


def statistics(database: Database, admin: Engine) -> list[tuple[Any, ...]]:
    """Return what the server counted of every table, once all other connections have told it."""
    name = database.engine.url.database
    database.engine.dispose()
    ended = text("SELECT count(*) FROM pg_stat_activity WHERE datname = :name")
    with admin.connect() as connection:
        while connection.scalar(ended, {"name": name}):
            pass
    counted = (
        "SELECT relname, seq_scan, seq_tup_read, idx_scan, n_tup_ins, n_tup_upd, n_tup_del FROM pg_stat_user_tables"
    )
    with database.session() as session:
        return [tuple(row) for row in session.execute(text(f"{counted} ORDER BY relname"))]


def answers(database: Database, client: TestClient) -> dict[str, tuple[int, str]]:
    """Return what every role is answered at each address without parameters, of pages and of the API."""
    paths = [
        route for route in served_routes() if route.method == "GET" and not re.search("[{.]|/template$", route.path)
    ]
    found: dict[str, tuple[int, str]] = {}
    for login in ["", *LOGINS]:
        client.cookies.clear()
        if login:
            signed_in(DeskBrowser(client), database, login)
        header = bearing(database, login, *TokenScope) if login else {}
        for route in paths:
            if not login or route.is_api or route.path.startswith("/desk"):
                answer = client.get(route.path, headers=header if route.is_api else None)
                found[f"{login} {route.path}"] = answer.status_code, CHANGES.sub("", answer.text)
    return found


def _differing(first: Any, second: Any) -> list[Any]:
    """Return the first places where two answers differ; none where they are alike."""
    if first == second:
        return []
    pairs = zip_longest(first, second) if isinstance(first, list) else [(first, second)]
    return [pair for pair in pairs if pair[0] != pair[1]][:10]


def everything_in(database: Database) -> str:
    """Return all rows of all tables as text."""
    with database.session() as session:
        tables = session.scalars(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")).all()
        rows = (session.execute(text(f'SELECT t::text FROM "{table}" t')) for table in tables)
        return "\n".join(str(row) for found in rows for row in found)


def test_twins_with_no_report_and_with_ten_are_alike(
    twins: tuple[Database, Database], lone_admin: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    seen: list[dict[str, Any]] = []
    caplog.set_level(logging.DEBUG)
    for database, reports in zip(twins, (0, REPORTS), strict=True):
        caplog.clear()
        with desk_on(database, "2022-08-15 10:00") as browser:
            codes = live(database, browser, reports=reports)
            counted = statistics(database, lone_admin)
            shown = answers(database, browser.client)
            if codes:
                form = {"kind": "report", "do": "look", "code": codes[0]}
                assert WORDS in browser.client.post("/filings", data=form, headers=SAME_SITE).text
        log = [(record.name, record.levelname) for record in caplog.records if record.name.startswith("disposal")]
        seen.append({"statistics": counted, "log": log, **stored(database), **shown})
    assert {name: told for name in seen[0] if (told := _differing(seen[0][name], seen[1][name]))} == {}
    told = "\n".join((caplog.text, everything_in(database), *(body for _, body in shown.values())))
    for hidden in (WORDS, NOTE, *codes, *(code.replace("-", "") for code in codes)):
        assert hidden not in told
        assert hidden.encode().hex() not in told
