"""Compare the rows of an import with the current list: stage them in temporary tables, compare there, then store.

Only one batch of rows is held in memory. Numbers are encrypted before they reach the database.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from itertools import chain
from uuid import UUID

from sqlalchemy import text
from sqlmodel import Session

from disposal.models.lists.version import ImportMode
from disposal.models.records.record import new_id
from disposal.personal_data.encryption import PersonalNumbers
from disposal.services.list_import.rows import EntryDraft
from disposal.services.lists.differences import Action, Counts, EntryDifference, difference_of, shown_columns
from disposal.services.records.bulk_rows import driver

_FACTS = (
    "row_no", "id", "kind", "name", "former_names", "number_encrypted", "number_index", "number_masked", "number_kind",
    "credit_code", "employer", "position", "remark", "valid_from", "valid_until", "identity", "fingerprint",
)  # fmt: skip
_COLUMNS = ", ".join(_FACTS)
_WORK_MEMORY = "64MB"
_STANDING = "c.restricted_list_id = :list_id AND c.last_version_no IS NULL"
_WHO = "coalesce(c.number_index, c.identity::text)"

_NEW = f"""
    CREATE TEMP TABLE list_import_new ON COMMIT DROP AS
    SELECT r.* FROM list_import_row r
    WHERE r.row_no IN (SELECT min(row_no) FROM list_import_row GROUP BY who, fingerprint)
      AND NOT EXISTS (
        SELECT FROM list_entry c
        WHERE {_STANDING} AND c.fingerprint = r.fingerprint AND {_WHO} = r.who
      )
"""
_GONE = f"""
    CREATE TEMP TABLE list_import_gone ON COMMIT DROP AS
    SELECT c.id, {_WHO} AS who FROM list_entry c
    WHERE {_STANDING} AND :is_replacement
      AND NOT EXISTS (SELECT FROM list_import_row r WHERE r.fingerprint = c.fingerprint AND r.who = {_WHO})
"""
# A person with both a new and a removed entry was changed. Several entries are paired in order.
_PAIR = """
    CREATE TEMP TABLE list_import_pair ON COMMIT DROP AS
    SELECT n.id AS new_id, g.id AS gone_id
    FROM (
        SELECT id, who, row_number() OVER (PARTITION BY who ORDER BY row_no) AS nth FROM list_import_new
        WHERE who IN (SELECT who FROM list_import_gone)
    ) n
    JOIN (
        SELECT g.id, g.who, row_number() OVER (PARTITION BY g.who ORDER BY e.first_version_no, e.row_no, g.id) AS nth
        FROM list_import_gone g JOIN list_entry e USING (id)
    ) g USING (who, nth)
"""
_LISTINGS = {
    Action.added: f"""
        SELECT n.row_no, {shown_columns("n", "after")}
        FROM list_import_new n WHERE NOT EXISTS (SELECT FROM list_import_pair p WHERE p.new_id = n.id)
        ORDER BY n.row_no LIMIT :most""",
    Action.removed: f"""
        SELECT e.row_no, {shown_columns("e", "before")}
        FROM list_import_gone g JOIN list_entry e USING (id)
        WHERE NOT EXISTS (SELECT FROM list_import_pair p WHERE p.gone_id = g.id)
        ORDER BY e.name, e.id LIMIT :most""",
    Action.changed: f"""
        SELECT n.row_no, {shown_columns("e", "before")}, {shown_columns("n", "after")}
        FROM list_import_pair p JOIN list_entry e ON e.id = p.gone_id JOIN list_import_new n ON n.id = p.new_id
        ORDER BY n.row_no LIMIT :most""",
}


@dataclass(frozen=True, slots=True)
class NumberConflict:
    """One number with several names: its masked form, the names, and the rows of the sheet."""

    number: str
    names: tuple[str, ...]
    rows: tuple[int, ...]


def create(session: Session) -> None:
    """Create the staging table."""
    drop(session)
    session.execute(text(f"SET LOCAL work_mem = '{_WORK_MEMORY}'"))
    session.execute(
        text(
            f"CREATE TEMP TABLE list_import_row ON COMMIT DROP AS "
            f"SELECT {_COLUMNS}, ''::text AS who FROM list_entry WITH NO DATA"
        )
    )


def write(session: Session, drafts: Iterable[EntryDraft]) -> int:
    """Encrypt and stage entries one by one; return their count."""
    vault: PersonalNumbers = session.info["personal_numbers"]()
    with driver(session).cursor() as cursor:
        with cursor.copy(f"COPY list_import_row ({_COLUMNS}, who) FROM STDIN") as copy:
            for draft in drafts:
                copy.write_row(_staged(draft, vault))
        count = cursor.rowcount
        cursor.execute("ANALYZE list_import_row")
    return count


def compare(session: Session, list_id: UUID, mode: ImportMode) -> Counts:
    """Compare the staged rows with the current entries; return how many differ."""
    facts = {"list_id": list_id, "is_replacement": mode is ImportMode.replacement}
    for statement in (_NEW, _GONE, "ANALYZE list_import_new", "ANALYZE list_import_gone", _PAIR):
        session.execute(text(statement), facts if ":" in statement.replace("::", "") else {})
    new, gone, changed = (
        session.execute(text(f"SELECT count(*) FROM list_import_{part}")).scalar_one()
        for part in ("new", "gone", "pair")
    )
    return Counts(added=new - changed, removed=gone - changed, changed=changed)


def repeated(session: Session) -> int:
    """Return how many staged rows repeat another row."""
    statement = """
        SELECT (SELECT count(*) FROM list_import_row)
             - (SELECT count(*) FROM (SELECT FROM list_import_row GROUP BY who, fingerprint) said)
    """
    return int(session.execute(text(statement)).scalar_one())


def numbers_under_two_names(session: Session, list_id: UUID, mode: ImportMode, *, most: int) -> list[NumberConflict]:
    """Return the numbers and credit codes that have two names, at most ``most``, in order of rows.

    If an import only adds entries, current entries are checked too. Masked numbers are ignored, as many people may
    share one.
    """
    statement = f"""
        WITH said AS (
            SELECT row_no, name, former_names, coalesce(number_index, credit_code) AS number,
                   coalesce(CASE WHEN number_index IS NOT NULL THEN number_masked END, credit_code) AS shown
            FROM list_import_row
            UNION ALL
            SELECT NULL, c.name, c.former_names, coalesce(c.number_index, c.credit_code),
                   coalesce(CASE WHEN c.number_index IS NOT NULL THEN c.number_masked END, c.credit_code)
            FROM list_entry c WHERE {_STANDING} AND NOT :is_replacement
        )
        SELECT min(shown) AS shown, array_agg(DISTINCT name) AS names, array_agg(DISTINCT row_no) AS row_nos
        FROM said WHERE number IS NOT NULL
        GROUP BY number HAVING count(DISTINCT name) > 1 AND min(row_no) IS NOT NULL
        ORDER BY min(row_no) LIMIT :most
    """
    facts = {"list_id": list_id, "is_replacement": mode is ImportMode.replacement, "most": most}
    return [
        NumberConflict(row.shown, tuple(row.names), tuple(number for number in row.row_nos if number is not None))
        for row in session.execute(text(statement), facts)
    ]


def listing(session: Session, *, most: int) -> tuple[EntryDifference, ...]:
    """Return the first differences of each kind, at most ``most`` of each."""
    found = (
        (difference_of(action, dict(row)) for row in session.execute(text(query), {"most": most}).mappings())
        for action, query in _LISTINGS.items()
    )
    return tuple(chain.from_iterable(found))


def store(session: Session, list_id: UUID, *, version_no: int, at: object) -> None:
    """Store the new entries of a version, and set the last version of removed ones."""
    facts = {"list_id": list_id, "version_no": version_no, "last_no": version_no - 1, "at": at}
    session.execute(
        text(
            f"INSERT INTO list_entry (restricted_list_id, first_version_no, created_at, {_COLUMNS}) "
            f"SELECT :list_id, :version_no, :at, {_COLUMNS} FROM list_import_new ORDER BY row_no"
        ),
        facts,
    )
    session.execute(
        text("UPDATE list_entry e SET last_version_no = :last_no FROM list_import_gone g WHERE e.id = g.id"), facts
    )


def drop(session: Session) -> None:
    """Drop the staging tables."""
    tables = ", ".join(f"pg_temp.list_import_{part}" for part in ("row", "new", "gone", "pair", "key"))
    session.execute(text(f"DROP TABLE IF EXISTS {tables}"))


def _staged(draft: EntryDraft, vault: PersonalNumbers) -> tuple[object, ...]:
    """Return the column values of an entry, with the number encrypted and the digests computed."""
    identity, number = new_id(), draft.number
    index = sealed = known_by = None
    if number.clear is not None:
        index, sealed = vault.index(number.clear), vault.encrypt(number.clear, party_id=identity)
    else:
        known_by = _digest((number.credit_code,) if number.credit_code else (draft.kind, draft.name, number.shown))
    facts = (
        draft.kind.value, draft.name, draft.former_names, number.shown, number.kind and number.kind.value,
        number.credit_code, draft.employer, draft.position, draft.remark, draft.valid_from, draft.valid_until,
    )  # fmt: skip
    kind, name, former_names, *rest = facts
    return (
        draft.row, identity, kind, name, former_names, sealed, index, *rest, known_by, _digest(facts),
        index or str(known_by),
    )  # fmt: skip


def _digest(facts: tuple[object, ...]) -> UUID:
    written = "\x1f".join("" if fact is None else str(fact) for fact in facts)
    return UUID(bytes=blake2b(written.encode(), digest_size=16).digest())
