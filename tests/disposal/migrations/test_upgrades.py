"""Upgrades: a database of any earlier revision, filled, becomes what a fresh one is and keeps what it holds."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from functools import cache

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, text
from sqlmodel import select

from disposal import migrations
from disposal.demo.bidders import screen_sample_bidders
from disposal.demo.case import enter_huarong_2022
from disposal.models.claims.claim import Claim
from disposal.models.projects.issuer import Issuer
from disposal.models.publication.notice_version import NoticeVersion
from disposal.models.records.audit_entry import AuditEntry
from disposal.services.public.filters import NoticesQuery
from disposal.services.public.notice_list import NoticeSearch
from disposal.services.publication.versions import digest
from disposal.services.records import audit
from disposal.services.records.audit_trail import is_as_written
from disposal.storage.database import Database
from disposal.storage.embedded import EmbeddedPostgres
from notices.dates import SHANGHAI
from notices.law.issuers import IssuerKind
from tests.disposal.migrations.filled_revisions import Columns, Rows, climb, columns_of, database_named, pour, rows_of
from tests.disposal.migrations.test_migrations import CATALOGUE
from tests.support.calendars import UNTIL_2026
from tests.support.publishing import amend, publish_huarong_2022, publish_project

pytestmark = pytest.mark.xdist_group("upgrades")  # one worker fills the register once
EARLIER = sorted(s.revision for s in ScriptDirectory.from_config(migrations._config()).walk_revisions())[:-1]
WITH_NOTICES = [revision for revision in EARLIER if revision >= "0004"]
REMADE = {
    "notice": {"search", "debtor_names"}, "issuer": {"is_local_amc"}, "party": {"is_state_organ"},
    "claim": {"has_missing_documents"}, "dossier_draft": {"title"},
    "idempotent_answer": {"key", "body_sha256"},
}  # fmt: skip
"""Columns that some migration makes anew or takes away, by table; all others keep what they hold."""
OLDER_THAN_0013 = (
    "UPDATE notice SET search = NULL",
    "UPDATE notice SET debtor_names = '[]' WHERE amends_notice_id IS NOT NULL",
)
"""Notices whose words are still to be made, and later notices that name no debtor."""
GUARDS = {
    "triggers": "SELECT tgname, tgenabled, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
    "functions": "SELECT proname, pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
}


OLDER_THAN_0020 = (
    "INSERT INTO issuer (id, created_at, name, self_reference, code, is_local_amc) "
    "VALUES (gen_random_uuid(), now(), '虚构地方资产管理有限公司', '我公司', 'XGDF', true)",
)
"""An issuer that says in its older form that it is a local company."""


@dataclass(frozen=True)
class Upgraded:
    """A database that was filled at an earlier revision and upgraded; the rows it held before, and their columns."""

    database: Database
    columns: Columns
    before: Rows


@pytest.fixture(scope="module")
def filled(server: EmbeddedPostgres, admin: Engine, _template: str) -> Iterator[Database]:
    """Yield a register of this release: the demonstration, and a notice that was withdrawn."""
    with database_named(f"filled_{_template}", server, admin, template=_template) as database:
        with database.session("测试员") as session:
            publish_huarong_2022(session)
            screen_sample_bidders(session, enter_huarong_2022(session), tell=lambda _: None)
            amend(session, publish_project(session, "乙"), "withdrawal", reason="债务人已清偿全部债务")
        yield database


@pytest.fixture(scope="module")
def upgraded(
    server: EmbeddedPostgres, admin: Engine, filled: Database, _template: str
) -> Iterator[Callable[[str], Upgraded]]:
    """Yield what fills and upgrades a database of a revision. Each begins as an empty copy of the one before."""
    with ExitStack() as stack:
        databases: dict[str, Database] = {}
        below = "template0"
        for revision in EARLIER:
            name = f"revision_{revision}_{_template}"
            databases[revision] = stack.enter_context(database_named(name, server, admin, template=below))
            climb(databases[revision], revision)
            below = name
        yield cache(lambda revision: filled_and_upgraded(databases[revision], revision, filled=filled, server=server))


def filled_and_upgraded(database: Database, revision: str, *, filled: Database, server: EmbeddedPostgres) -> Upgraded:
    columns = {
        table: tuple(name for name in names if name not in REMADE.get(table, ()))
        for table, names in columns_of(database).items()
    }
    is_without_words = "notice" in columns and revision < "0013"
    is_without_kinds = "issuer" in columns and revision < "0020"
    older = (*(OLDER_THAN_0013 if is_without_words else ()), *(OLDER_THAN_0020 if is_without_kinds else ()))
    older += hashed_by_formula_1(filled) if revision < "0025" else ()
    pour(filled, database, server=server, then=older)
    before = rows_of(database, columns)
    migrations.upgrade(database.engine)
    return Upgraded(database, columns, before)


def hashed_by_formula_1(filled: Database) -> tuple[str, ...]:
    """Give audit entries the hashes that releases before accounts gave them."""
    with filled.session() as session:
        entries = session.exec(select(AuditEntry)).all()
    older = {entry.id: audit.digest(entry.model_copy(update={"hash_formula": 1})) for entry in entries}
    return tuple(f"UPDATE audit_entry SET sha256 = '{sha256}' WHERE id = {number}" for number, sha256 in older.items())


def test_there_is_a_database_of_every_earlier_revision() -> None:
    assert [f"{number:04}" for number in range(1, len(EARLIER) + 1)] == EARLIER
    assert len(EARLIER) >= 12


@pytest.mark.parametrize("revision", EARLIER)
def test_upgraded_schema_equals_that_of_this_release(
    upgraded: Callable[[str], Upgraded], filled: Database, revision: str
) -> None:
    with upgraded(revision).database.engine.connect() as old, filled.engine.connect() as fresh:
        for question in (*CATALOGUE.values(), *GUARDS.values()):
            expected = {tuple(row) for row in fresh.execute(text(question))}
            assert {tuple(row) for row in old.execute(text(question))} == expected
            assert expected


@pytest.mark.parametrize("revision", EARLIER)
def test_upgrade_keeps_every_row_as_it_was(upgraded: Callable[[str], Upgraded], revision: str) -> None:
    old = upgraded(revision)
    after = rows_of(old.database, old.columns)
    assert [table for table in old.before if after[table] != old.before[table]] == []
    assert old.before["audit_entry"]


@pytest.mark.parametrize("revision", WITH_NOTICES)
def test_published_versions_and_audit_entries_fit_their_digests_after_an_upgrade(
    upgraded: Callable[[str], Upgraded], revision: str
) -> None:
    with upgraded(revision).database.session() as session:
        versions = session.exec(select(NoticeVersion)).all()
        assert versions
        for version in versions:
            stored = (version.canonical_json, version.text.encode(), version.html.encode(), version.pdf)
            digests = (version.canonical_sha256, version.text_sha256, version.html_sha256, version.pdf_sha256)
            assert tuple(map(digest, stored)) == digests
        assert all(map(is_as_written, session.exec(select(AuditEntry)).all()))


@pytest.mark.parametrize("revision", WITH_NOTICES)
@pytest.mark.parametrize(
    ("words", "numbers"), [("聚合纤", {"HRZJ-2022-0001"}), ("虚构乙制造", {"XGCS-2022-0001", "XGCS-2022-0002"})]
)
def test_search_finds_notices_after_an_upgrade(
    upgraded: Callable[[str], Upgraded], revision: str, words: str, numbers: set[str]
) -> None:
    now = datetime(2022, 8, 15, 10, tzinfo=SHANGHAI)
    with upgraded(revision).database.session() as session:
        page = NoticeSearch(session, NoticesQuery(q=words), calendar=UNTIL_2026, now=now).page()
    found = [notice for row in page.rows for notice in (row.offer, *row.later)]
    assert {notice.number for notice in found} == numbers
    assert all(notice.debtor_names for notice in found)


@pytest.mark.parametrize("revision", WITH_NOTICES)
def test_lists_show_of_older_notices_what_they_show_of_new_ones(
    upgraded: Callable[[str], Upgraded], filled: Database, revision: str
) -> None:
    shown = {"notice": ("number", "collateral_types", "floor_price", "deposit", "offer_id", "offer_published_on")}
    assert rows_of(upgraded(revision).database, shown) == rows_of(filled, shown)
    assert len(rows_of(filled, shown)["notice"]) == 3


@pytest.mark.parametrize("revision", WITH_NOTICES)
def test_issuers_are_of_the_kind_that_their_name_or_their_older_rows_say(
    upgraded: Callable[[str], Upgraded], revision: str
) -> None:
    with upgraded(revision).database.session() as session:
        kinds = {issuer.code: issuer.kind for issuer in session.exec(select(Issuer))}
    named = IssuerKind.named_amc
    by_the_migration = {"HRZJ": named, "XGDF": IssuerKind.local_amc, "XGCS": None}
    as_they_were = {"HRZJ": named, "XGCS": named}
    assert kinds == (by_the_migration if revision < "0020" else as_they_were)


def test_papers_of_which_nobody_said_anything_are_unstated_after_an_upgrade(
    upgraded: Callable[[str], Upgraded],
) -> None:
    with upgraded("0042").database.session() as session:
        claims = session.exec(select(Claim)).all()
    assert {each.are_documents_originals for each in claims} == {None}
    assert {each.has_missing_documents for each in claims} == {None}
