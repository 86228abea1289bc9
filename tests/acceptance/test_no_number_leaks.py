"""People's full numbers, planted wherever the registry takes text, are nowhere in clear: files, tables, log, answers.

A server of its own, started and stopped by the test, is read byte for byte, its write-ahead log included. The file of
wrong rows is given back to whoever brought the sheet: it masks numbers as well, so that it may be mailed.
"""

import io
import json
import logging
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlmodel import Session, select
from typer.testing import CliRunner

from disposal.cli.main import app
from disposal.errors import DisposalError
from disposal.models.parties.party import PartyCreate
from disposal.models.screening.bidder import Bidder
from disposal.registry.opening import open_database
from disposal.services.parties.parties import change_party, enter_party
from disposal.services.records.validation import read
from disposal.services.records.writing import change
from disposal.settings import Settings, reset_settings
from disposal.storage.database import Database
from notices.errors import NoticesError
from tests.support.clear_numbers import numbers_in, numbers_in_folder, numbers_in_pdf, numbers_in_tables
from tests.support.listing import number_of, write_csv, write_xlsx
from tests.support.publishing import amend, publish_project
from tests.support.screening import PERSON, case_of_2022
from tests.support.website import site_on

pytestmark = pytest.mark.xdist_group("no_number_leaks")  # one worker makes the registry, once
_HREF = re.compile('href="[^"]*"')
CONTROL = number_of(999)
WRONG = number_of(998)[:-1] + ("0" if number_of(998)[-1] != "0" else "1")
OLD = "999999900101997"
PROJECT = ("--project", "HRZJ/HRZJ-HUACHENG")
OPEN = ("open", "civil", "--title", "测试名册", "--title-en", "test roll", "--owner", "测试处", "--limb", "amc_staff")


@dataclass
class Planted:
    """The numbers planted so far, and everything that was answered."""

    database: Database
    folder: Path
    numbers: set[str] = field(default_factory=lambda: {WRONG, OLD})
    answers: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)

    def plant(self) -> str:
        """Return a number that was planted nowhere before."""
        number = number_of(len(self.numbers) + 500)
        self.numbers.add(number)
        return number

    def ask(self) -> str:
        """Return a number to be asked for in place of a code: a statement's parameter, which is kept nowhere."""
        number = self.plant()
        self.asked.add(number)
        return number

    def run(self, *words: object, status: int = 0) -> str:
        """Run a command; keep what it says, its error included."""
        reset_settings()
        done = CliRunner().invoke(app, ["--as", "测试员", *map(str, words)])
        error = done.exception
        said = f"{error.zh} {error.en} {error.field}" if isinstance(error, NoticesError) else ""
        self.answers += [done.stdout, done.stderr, said]
        assert done.exit_code == status, done.output + said
        return done.stdout

    def refuse(self, act: Callable[[Session], object]) -> None:
        """Act in a session of its own, which must be refused; keep the refusal."""
        with pytest.raises(DisposalError) as refused, self.database.session("测试员") as session:
            act(session)
        self.refused.append(refused.value.code)
        self.answers.append(f"{refused.value.zh} {refused.value.en} {refused.value.as_json()}")


@pytest.fixture(scope="module")
def log() -> Iterator[io.StringIO]:
    """Yield what Python's loggers say, every statement with its parameters included."""
    words, root, statements = io.StringIO(), logging.getLogger(), logging.getLogger("sqlalchemy.engine")
    handler = logging.StreamHandler(words)
    statements.propagate, level = False, statements.level
    statements.setLevel(logging.INFO)
    for each in (root, statements):
        each.addHandler(handler)
    yield words
    for each in (root, statements):
        each.removeHandler(handler)
    statements.propagate = True
    statements.setLevel(level)


@pytest.fixture(scope="module")
def planted(log: io.StringIO) -> Iterator[Planted]:
    """Yield a registry of its own into which numbers were planted by every way in."""
    home = Path(tempfile.mkdtemp(prefix="disposal-leaks-"))
    home.chmod(0o711)
    settings = Settings(data_dir=home / "var")
    with pytest.MonkeyPatch.context() as patch, open_database(settings) as database:
        patch.setenv("DISPOSAL_DATA_DIR", str(home / "var"))
        found = Planted(database, home / "files")
        found.folder.mkdir()
        _tell_of_people(found)
        _screen(found)
        _import(found)
        _ask(found)
        yield found
    reset_settings()
    shutil.rmtree(home)


def _tell_of_people(planted: Planted) -> None:
    """Enter a guarantor, twice; hide numbers in texts, which is refused; publish and amend."""
    number = planted.plant()
    values = {"kind": "natural_person", "name": "测试保证人", "personal_number": number}
    with planted.database.session("测试员") as session:
        party = enter_party(session, read(PartyCreate, values))
        change_party(session, party.id, {"personal_number": planted.plant()}, reason=f"换证 {planted.plant()}")
        change_party(session, party.id, {"personal_number": number}, reason="换证有误")
        case_of_2022(session)
        notice = publish_project(session)
    planted.refuse(lambda session: enter_party(session, read(PartyCreate, values)))
    for field_ in ("name", "address", "business_scope"):
        hidden = {"name": "测试乙", field_: f"测试，身份证{planted.plant()}"}
        planted.refuse(lambda session, hidden=hidden: enter_party(session, read(PartyCreate, hidden)))
    for wrong in (WRONG, planted.plant() + "1", planted.plant()[:-1]):
        planted.refuse(lambda session, wrong=wrong: read(PartyCreate, values | {"personal_number": wrong}))
    said = f"补充：保证人身份证号{planted.plant()}。"
    planted.refuse(lambda session: amend(session, notice, "supplement", statements=[said]))
    planted.run("number", "read", party.id, "--reason", f"{planted.plant()} 核对", status=0)
    planted.answers = [each for each in planted.answers if each != f"{number}\n"]  # what was asked for, with a reason


def _dossier(planted: Planted, name: str, **changes: Any) -> Path:
    values = json.loads(json.dumps(PERSON)) | changes
    values["bidder"] = PERSON["bidder"] | {"personal_number": planted.plant()} | changes.get("bidder", {})
    path = planted.folder / name
    path.write_text(json.dumps(values, ensure_ascii=False), encoding="utf-8")
    return path


def _screen(planted: Planted) -> None:
    """Screen bidders; decide; hide numbers in what dossiers say, which is refused."""
    rival = _dossier(planted, "甲.json", bidder={"name": "测试对手"})
    planted.run("screen", rival, *PROJECT, "--on", "2022-08-15", status=1)
    path = _dossier(planted, f"{planted.plant()}.json")
    kept = json.loads(planted.run("screen", path, *PROJECT, "--on", "2022-08-15", "--json", status=1))
    number = next(each["number"] for each in kept["findings"] if each["rule"] == "evasion.shared_phone")
    decide = ("screening", "decide", kept["id"], "--finding", number, "--dismiss")
    planted.run(*decide, "--reason", f"非同一人，{planted.plant()}", "--until", "2099-12-31")
    planted.run("screening", "show", kept["id"], "--json")
    source = [{**PERSON["relations"][0], "source": f"声明 {planted.plant()}"}]
    hidden = [
        {"relations": source},
        {"means": [{"document": f"存款证明 {planted.plant()}"}]},
        {"parties": [{"key": planted.plant(), "name": "虚构雇主有限公司"}], "relations": []},
        {"bidder": {"name": f"测试{planted.plant()}"}},
        {"bidder": {"personal_number": WRONG}},
        {"bidder": {planted.plant(): "无此项"}},
    ]
    for at, changes in enumerate(hidden):
        path = _dossier(planted, f"藏{at}.json", **changes)
        planted.run("screen", path, *PROJECT, status=1)
        planted.run("screen", path, *PROJECT, "--json", status=1)
    planted.run("screen", planted.folder / f"{planted.plant()}.toml", *PROJECT, status=1)
    planted.run("screen", _dossier(planted, "乙.json"), "--project", planted.ask(), status=1)
    out = planted.folder / "结果.csv"
    planted.run("screen-batch", planted.folder, *PROJECT, "--out", out, status=1)
    planted.answers.append(out.read_text("utf-8-sig"))
    with planted.database.session("测试员") as session:
        bidder = session.exec(select(Bidder)).first()
        assert bidder is not None
        change(session, bidder, {"age_years": 41}, event="bidder.changed", reason=f"更正 {planted.plant()}")


def _import(planted: Planted) -> None:
    """Import lists, right and wrong; hide numbers in every text about them."""
    planted.run("list", *OPEN)
    rows = [
        ("测试甲子", planted.plant(), f"虚构局 {planted.plant()}", f"证号{planted.plant()}"),
        (f"测试乙子{planted.plant()}", OLD, "", ""),
        ("测试丙子", WRONG, "", f"曾用 {WRONG}"),
        ("", planted.plant(), "", ""),
    ]
    path = write_csv(planted.folder / f"名册{planted.plant()}.csv", rows)
    more = ("--list", "civil", "--provenance", f"测试来源 {planted.plant()}")
    planted.run("list", "import", path, *more, status=1)
    planted.run("list", "import", path, *more, "--json", status=1)
    for name in ("错.csv", "错.xlsx"):
        planted.run("list", "import", path, *more, "--accept-errors", 2, "--errors", planted.folder / name)
    book = write_xlsx(planted.folder / "二.xlsx", [*rows[:2], ("测试丁子", planted.plant(), "", "")])
    planted.run("list", "import", book, *more, "--dry-run")
    planted.run("list", "import", book, *more, "--json")
    planted.run("list", "import", planted.folder / f"{planted.plant()}.csv", *more, status=1)
    planted.run("list", "import", book, "--list", planted.ask(), status=1)
    planted.run("list", "import", book, *more, "--map", f"name={planted.plant()}", status=1)
    planted.run("list", "change", "civil", f"title=名册{planted.plant()}", "--reason", "测试", status=1)
    planted.run("list", "change", "civil", "owner=新部门", "--reason", f"改 {planted.plant()}")


def _ask(planted: Planted) -> None:
    """Ask for everything there is to be shown."""
    planted.run("list", "versions", "civil", "--json")
    planted.run("list", "diff", "civil")
    planted.run("screening", "again", status=0)
    planted.run("audit", "show", "--last", 1000)
    planted.run("audit", "show", "--last", 1000, "--json")
    with site_on(planted.database) as client:
        listed = client.get("/api/notices").json()
        pages = ["/", "/api/notices", f"/notices/{planted.ask()}", f"/api/notices/{planted.ask()}"]
        pages += [f"/api/notices/{each['number']}" for each in listed.get("notices", listed.get("items", []))]
        # The links of a page to its other language repeat the address that the reader typed.
        planted.answers += [_HREF.sub("", client.get(page).text) for page in pages]


def test_no_file_of_the_database_holds_a_number_in_clear(planted: Planted) -> None:
    engine = planted.database.engine
    assert numbers_in_tables(engine, planted=planted.numbers) == {}
    with engine.begin() as connection:
        connection.exec_driver_sql(f"CREATE TABLE control AS SELECT '{CONTROL}'::text AS words")
    assert numbers_in_tables(engine, planted=[CONTROL]) == {"public.control": {CONTROL}}
    address = engine.url.set(drivername="postgresql", username="postgres").render_as_string()
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("CHECKPOINT")
    found = numbers_in_folder(planted.database.settings.data_dir, planted=planted.numbers | {CONTROL})
    assert {frozenset(numbers) for numbers in found.values()} == {frozenset({CONTROL})}
    places = {name.split("/")[1] for name in found}
    assert {"base", "pg_wal"} <= places, "the search finds what does stand there in clear"


def test_no_log_holds_a_number_in_clear(planted: Planted, log: io.StringIO) -> None:
    server_log = planted.database.settings.data_dir / "postgres" / "server.log"
    assert b"duplicate key value" in server_log.read_bytes()
    assert numbers_in(server_log.read_bytes(), planted=planted.numbers) == set()
    assert "INSERT INTO party" in log.getvalue()
    assert numbers_in(log.getvalue().encode(), planted=planted.numbers) <= planted.asked


def test_no_answer_or_error_holds_a_number_in_clear(planted: Planted) -> None:
    assert len(planted.answers) > 100
    assert {each for each in planted.answers if numbers_in(each.encode(), planted=planted.numbers)} == set()
    assert set(planted.refused) == {"record_exists", "invalid_record", "resident_id_in_notice"}


def test_no_file_that_is_written_holds_a_number_in_clear(planted: Planted) -> None:
    for name in ("错.csv", "错.xlsx", "结果.csv"):
        path = planted.folder / name
        if path.suffix == ".xlsx":
            shutil.unpack_archive(path, planted.folder / "offen", "zip")
        else:
            assert numbers_in(path.read_bytes(), planted=planted.numbers) == set()
    assert numbers_in_folder(planted.folder / "offen", planted=planted.numbers) == {}


def test_no_published_pdf_holds_a_number_in_clear(planted: Planted, tmp_path: Path) -> None:
    with planted.database.engine.connect() as connection:
        pdfs = connection.exec_driver_sql("SELECT pdf FROM notice_version").scalars().all()
    assert pdfs
    for at, pdf in enumerate(pdfs):
        path = tmp_path / f"{at}.pdf"
        path.write_bytes(pdf)
        words = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True, text=True).stdout
        assert "公告" in words
        assert numbers_in_pdf(path, words, planted=planted.numbers) == set()


def test_search_for_numbers_finds_them_in_every_form() -> None:
    forms = [CONTROL.encode(coding) for coding in ("utf-8", "utf-16-le", "utf-16-be")]
    for form in (*forms, CONTROL.encode().hex().encode()):
        assert numbers_in(b"\x00\xff" + form + b"\xff", planted=[CONTROL, OLD]) == {CONTROL}
    assert numbers_in(f"身份证{OLD}。".encode(), planted=[CONTROL, OLD]) == {OLD}
