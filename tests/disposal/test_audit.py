"""The audit trail: it cannot be altered, and nothing is written without a name."""

import pytest
from sqlalchemy import text

from disposal.database import Database
from disposal.write_errors import ActorMissing, AppendOnly


@pytest.mark.parametrize(
    "statement",
    ["UPDATE audit_entry SET actor = '别人'", "DELETE FROM audit_entry", "TRUNCATE audit_entry"],
)
def test_audit_trail_when_altered_by_plain_sql_refuses(database: Database, statement: str) -> None:
    with pytest.raises(AppendOnly, match="append a new row"), database.session("测试员") as session:
        session.execute(text(statement))


def test_session_without_actor_cannot_write_even_by_plain_sql(database: Database) -> None:
    with pytest.raises(ActorMissing, match="--as"), database.session() as session:
        session.execute(text("CREATE TABLE trespass (id int)"))
