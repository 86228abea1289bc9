"""A register of realistic size around the case that is measured, so that plans are those of daily use.

Each table is filled with copies of its own rows under other ids, past the triggers, as a restore would.
"""

from sqlalchemy import Connection, Engine, text

COPIES = {
    "party": 200_000,
    "party_standing": 200_000,
    "contact_trace": 200_000,
    "party_relation": 300_000,
    "bidder": 20_000,
    "watched_party": 200_000,
    "screening": 20_000,
    "screening_due": 20_000,
    "disposal_project": 5_000,
    "project_role": 20_000,
    "project_claim": 50_000,
    "claim": 50_000,
    "guarantee": 50_000,
    "security_interest": 50_000,
    "collateral": 50_000,
    "notice": 20_000,
    "list_version": 20_000,
    "audit_entry": 500_000,
}
_SHORT = {"record": "''", "match_keys": "jsonb_build_array(md5(random()::text), md5(random()::text))"}
"""Columns that are kept short, or must differ from row to row as they do in life."""
_DIFFERS = {"credit_code", "personal_number_index", "digest", "code", "request_id", "number_index"}
_COUNTS = {"ordinal", "version_no", "number_serial"}


def fill_around(engine: Engine) -> None:
    """Fill every table that a screening reads, once; ``engine`` is of the server's own account."""
    with engine.begin() as connection:
        if connection.execute(text("SELECT count(*) FROM party")).scalar_one() >= COPIES["party"]:
            return
        connection.execute(text("SET session_replication_role = replica"))
        for table, copies in COPIES.items():
            _copy(connection, table, copies)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for table in COPIES:
            connection.execute(text(f"VACUUM (ANALYZE) {table}"))


def _copy(connection: Connection, table: str, copies: int) -> None:
    columns = connection.execute(
        text(
            "SELECT column_name, data_type FROM information_schema.columns WHERE table_schema = 'public' "
            "AND table_name = :name AND is_generated = 'NEVER' AND is_identity = 'NO'"
        ),
        {"name": table},
    ).all()
    names = ", ".join(f'"{name}"' for name, _ in columns)
    values = ", ".join(_value(name, kind) for name, kind in columns)
    written = connection.execute(
        text(
            f"INSERT INTO {table} ({names}) SELECT {values} "
            f"FROM (SELECT *, row_number() OVER () AS nth FROM {table}) t "
            f"JOIN (SELECT g, g % (SELECT count(*) FROM {table}) + 1 AS nth FROM generate_series(1, {copies}) g) n "
            "ON t.nth = n.nth"
        )
    )
    assert written.rowcount == copies, f"{table} has no row to copy"


def _value(name: str, kind: str) -> str:
    """Return what stands in a column of a copy: ids at random, what must be unique told apart, all else as it is."""
    if kind == "uuid":
        return "gen_random_uuid()"
    if name in _SHORT:
        return _SHORT[name]
    if name in _DIFFERS:
        return f'CASE WHEN t."{name}" IS NULL THEN NULL ELSE md5(n.g::text || random()::text) END'
    return f't."{name}" + n.g' if name in _COUNTS else f't."{name}"'
