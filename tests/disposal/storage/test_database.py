"""The database: what commits, what rolls back, and which servers it refuses."""

import pytest
from pydantic import SecretStr
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError
from sqlmodel import select

from disposal.database_errors import DatabaseUnreachable, DatabaseUnsuitable
from disposal.models.parties.party import Party
from disposal.registry.opening import open_database
from disposal.settings import Settings
from disposal.storage.database import Database, constraint_of
from disposal.storage.embedded import EmbeddedPostgres
from tests.support.factories import make_party


def test_session_when_its_block_ends_well_commits_and_when_it_raises_leaves_nothing(database: Database) -> None:
    with database.session("测试员") as session:
        make_party(session, "测试甲公司")
    with pytest.raises(ZeroDivisionError), database.session("测试员") as session:
        make_party(session, f"测试乙公司{1 / len(make_party(session).former_names)}")
    with database.session() as session:
        assert session.exec(select(Party.name)).all() == ["测试甲公司"]


def test_violated_constraint_is_named(database: Database) -> None:
    code = "91330000MA00000007"
    with database.session("测试员") as session:
        make_party(session, "测试甲公司", credit_code=code)
    with pytest.raises(IntegrityError) as refused, database.session("测试员") as session:
        make_party(session, "测试乙公司", credit_code=code)
    assert constraint_of(refused.value) == "uq_party_credit_code"


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("postgresql://127.0.0.1:1/none", "127.0.0.1"),
        ("mysql://127.0.0.1/none", "not a PostgreSQL address"),
        ("nonsense", "not of the form"),
    ],
)
def test_database_that_does_not_answer_is_refused_without_its_password(url: str, reason: str) -> None:
    with pytest.raises(DatabaseUnreachable, match=reason) as refused:
        open_database(Settings(database_url=SecretStr(url.replace("//", "//u:geheim@"))))
    assert "geheim" not in str(refused.value)
    assert refused.value.field == "DISPOSAL_DATABASE_URL"


def test_database_that_does_not_store_utf8_is_refused(server: EmbeddedPostgres, admin: Engine) -> None:
    with admin.connect() as connection:
        connection.execute(
            text("CREATE DATABASE narrow TEMPLATE template0 ENCODING 'LATIN1' LOCALE_PROVIDER libc LOCALE 'C'")
        )
        url = server.url("narrow").render_as_string()
        with pytest.raises(DatabaseUnsuitable, match="PostgreSQL 18, LATIN1"):
            open_database(Settings(database_url=SecretStr(url)))
        connection.execute(text("DROP DATABASE narrow"))


def test_database_given_without_driver_is_opened(settings: Settings) -> None:
    assert settings.database_url is not None
    plain = settings.database_url.get_secret_value().replace("+psycopg", "")
    with open_database(settings.model_copy(update={"database_url": SecretStr(plain)})) as database:
        assert database.engine.dialect.driver == "psycopg"
