"""Store the look-up keys of list entries: add, remove, or rebuild all."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from sqlalchemy import text
from sqlmodel import Session, col, select

from disposal.models.lists.restricted_list import RestrictedList
from disposal.services.list_import.key_making import made_in_order, make_keys
from disposal.services.lists.keys import key_version
from disposal.services.records import audit
from disposal.services.records.bulk_rows import driver, stretches

_NAMED = "e.id, e.kind, e.name, e.former_names, e.number_kind, e.number_masked, e.credit_code"
_COME = "list_import_new e"
_GONE = "list_import_gone g JOIN list_entry e USING (id)"
_STANDING = "list_entry e WHERE e.restricted_list_id = %s AND e.last_version_no IS NULL"
_STAGE = "CREATE TEMP TABLE list_import_key (entry_id uuid NOT NULL, keys bigint[] NOT NULL) ON COMMIT DROP"
_INSERT = "INSERT INTO list_key (key, entry_id) SELECT unnest(keys) AS key, entry_id FROM list_import_key ORDER BY 1, 2"
_DELETE = """
    DELETE FROM list_key k USING (SELECT unnest(keys) AS key, entry_id FROM list_import_key) g
    WHERE k.key = g.key AND k.entry_id = g.entry_id
"""

OnProgress = Callable[[int], None]


def add_keys(session: Session, restricted_list: RestrictedList, on_progress: OnProgress) -> None:
    """Store the keys of the entries staged as new; ``on_progress`` receives the number done.

    The keys are inserted in sorted order, so that index pages are written once.
    """
    classes = _stage(session, restricted_list, _COME, on_progress=on_progress)
    session.execute(text(_INSERT))
    restricted_list.key_classes = "".join(sorted({*restricted_list.key_classes, *classes}))


def remove_keys(session: Session, restricted_list: RestrictedList) -> None:
    """Remove the keys of the entries staged as gone."""
    _stage(session, restricted_list, _GONE)
    session.execute(text("ANALYZE list_import_key"))
    session.execute(text(_DELETE))


def reindex(session: Session, on_progress: Callable[[str, int], None]) -> list[str]:
    """Rebuild the keys of every list, for example after a change of matching; return the codes of the lists.

    Look-ups of other sessions wait until the transaction ends.
    """
    lists = list(session.exec(select(RestrictedList).order_by(col(RestrictedList.code)).with_for_update()).all())
    before = {each.id: audit.facts(each) for each in lists}
    for each in lists:
        each.keyed_with, each.key_classes = key_version(), ""
        audit.record(session, "restricted_list.reindexed", subject=each, before=before[each.id])
    if lists:
        session.execute(text("TRUNCATE list_key"))
    for each in lists:
        _reindex(session, each, on_progress)
    return [each.code for each in lists]


def _reindex(session: Session, restricted_list: RestrictedList, on_progress: Callable[[str, int], None]) -> None:
    code = restricted_list.code
    classes = _stage(
        session,
        restricted_list,
        _STANDING,
        on_progress=lambda done: on_progress(code, done),
        facts=(restricted_list.id,),
    )
    session.execute(text(_INSERT))
    restricted_list.key_classes = "".join(sorted(classes))
    session.flush()


def _stage(
    session: Session,
    restricted_list: RestrictedList,
    source: str,
    *,
    on_progress: OnProgress = lambda done: None,
    facts: tuple[UUID, ...] = (),
) -> set[str]:
    """Stage the keys of the entries that ``source`` selects; return the key classes found."""
    session.execute(text("DROP TABLE IF EXISTS pg_temp.list_import_key"))
    session.execute(text(_STAGE))
    make = partial(make_keys, restricted_list.id, is_mask_exact=restricted_list.is_mask_exact)
    classes, done = set[str](), 0
    with driver(session).cursor() as writing:
        counted = writing.execute(f"SELECT count(*) FROM {source}", facts).fetchone()
        batches = (rows for _, rows in stretches(session, f"SELECT {_NAMED} FROM {source}", facts))
        for made in made_in_order(batches, make, count=counted[0] if counted else 0):
            with writing.copy("COPY list_import_key (entry_id, keys) FROM STDIN") as copy:
                copy.write(made.lines)
            classes |= made.classes
            done += made.count
            on_progress(done)
    return classes
