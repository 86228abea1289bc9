"""Script, formulas and control characters in every text of the register stay text: pages, PDF, Word, Excel, CSV."""

import csv
import io
import json
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pikepdf
import pytest
from docx import Document
from httpx2 import Response
from openpyxl import load_workbook
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import DBAPIError
from sqlmodel.sql.sqltypes import AutoString

from disposal.acting import Role
from disposal.models.tables import whole_schema
from disposal.storage.database import Database
from disposal.storage.embedded import EmbeddedPostgres
from tests.acceptance.defences.routes import ServedRoute, served_routes
from tests.acceptance.defences.test_route_permissions import FIXED, Visitor, visiting
from tests.acceptance.defences.two_issuers import EVERYTHING, fill_two_issuers, login_of
from tests.support.house import refuse
from tests.support.website import SAME_SITE

pytestmark = [pytest.mark.filled(by=fill_two_issuers), pytest.mark.xdist_group("defences")]
HOSTILE = "=cmd|' /C calc'!A1<script>alert(1)</script>\"'><img src=javascript:alert(2) onerror=alert(3)>{{7*7}}"
KEPT = ("sha256", "digest", "hash", "json", "code", "login", "number", "scope", "key", "event", "subject_type", "html",
        "formula", "seal", "mark", "kind", "time_zone", "convention", "locale", "text", "state", "role",
        "channel")  # fmt: skip
"""Parts of the names of columns that hold no words of people: with other values the records could not be read."""


class Active(HTMLParser):
    """Finds in a page what a browser would run or follow as script."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        if tag == "script" and not named.get("src", "").startswith("/static/"):
            self.found.append(f"script {named}")
        self.found += [f"{tag} {name}" for name in named if name.startswith("on")]
        followed = (named.get(name, "").strip().lower() for name in ("href", "src", "action", "formaction", "data"))
        self.found += [f"{tag} {each[:40]}" for each in followed if each.startswith(("javascript:", "data:text"))]


def poison(connection: Connection) -> int:
    """Write hostile words into every text column that takes them; return how many."""
    connection.execute(text("SET session_replication_role = replica"))
    count = 0
    for table in whole_schema().sorted_tables:
        if table.name in ("audit_entry", "sign_in_session", "api_token", "mode"):
            continue
        for column in table.columns:
            is_words = isinstance(column.type, AutoString) and not column.foreign_keys
            if not is_words or any(part in column.name for part in KEPT):
                continue
            try:
                with connection.begin_nested():
                    done = connection.execute(text(f'UPDATE "{table.name}" SET "{column.name}" = :w'), {"w": HOSTILE})
                    count += done.rowcount > 0
            except DBAPIError:  # it takes codes alone, or must be unique
                continue
    return count


@pytest.fixture
def poisoned(database: Database, server: EmbeddedPostgres) -> Database:
    """Return a register in which every text is hostile."""
    engine = create_engine(server.url(str(database.engine.url.database), user="postgres"))
    with engine.begin() as connection:
        assert poison(connection) > 25
    engine.dispose()
    return database


def answers(visitor: Visitor) -> Iterator[tuple[ServedRoute, Response]]:
    for route in served_routes():
        if route.method == "GET":
            headers = visitor.header if route.is_api else {}
            yield route, visitor.browser.client.get(route.filled(visitor.ids | FIXED), headers=headers)


def fault_in(answer: Response) -> str:
    """Say what an answer would run, or nothing."""
    kind = answer.headers.get("content-type", "").partition(";")[0]
    if answer.status_code >= 500:
        return f"answered {answer.status_code}"
    if kind == "text/html":
        reader = Active()
        reader.feed(answer.text)
        return " ".join(reader.found)
    if kind == "application/json":
        json.loads(answer.text)
    if kind == "application/pdf" and (active := active_in_pdf(answer.content)):
        return active
    if "wordprocessingml" in kind:
        Document(io.BytesIO(answer.content))
    return ""


def active_in_pdf(data: bytes) -> str:
    """Name what a PDF would run."""
    wanted = {"/JavaScript", "/JS", "/Launch", "/AA", "/OpenAction", "/SubmitForm"}
    with pikepdf.open(io.BytesIO(data)) as pdf:
        found = {str(key) for each in pdf.objects if isinstance(each, pikepdf.Dictionary) for key in each}
        actions = [str(each.get("/URI", "")) for each in pdf.objects if isinstance(each, pikepdf.Dictionary)]
    followed = [each for each in actions if each.lower().startswith("javascript")]
    return " ".join(sorted(found & wanted) + followed)


@pytest.mark.parametrize("login", [EVERYTHING, login_of(Role.administrator), ""])
def test_page_pdf_and_word_run_nothing_of_what_people_wrote(poisoned: Database, login: str) -> None:
    with visiting(poisoned, login) as visitor:
        refuse([f"{route}: {fault}" for route, answer in answers(visitor) if (fault := fault_in(answer))])


@pytest.mark.parametrize("code", ["claims", "parties", "projects", "notices", "bidders"])
def test_exports_hold_no_formula(poisoned: Database, code: str) -> None:
    with visiting(poisoned, EVERYTHING) as visitor:
        asked = {"csrf": visitor.browser.token}
        path, client = f"/desk/{code}/export", visitor.browser.client
        written = client.post(path, data=asked | {"form": "csv"}, headers=SAME_SITE).content.decode("utf-8-sig")
        cells = [cell for row in csv.reader(io.StringIO(written)) for cell in row]
        assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))] == []
        assert any("cmd|" in cell for cell in cells)
        book = load_workbook(io.BytesIO(client.post(path, data=asked | {"form": "xlsx"}, headers=SAME_SITE).content))
        typed: list[Any] = [cell for row in book.active for cell in row if "cmd|" in str(cell.value)]
        assert typed
        assert {cell.data_type for cell in typed} == {"s"}
