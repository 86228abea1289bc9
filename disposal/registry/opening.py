"""Open the registry: the one place that connects sessions with what they must obey and what follows from a change.

Storage and ``services/records`` are the lowest rooms and must not know about screening or accounts. So this module
passes them the rules of every session: who an actor is, what its roles permit, what follows from a change, and how a
refusal is recorded. They cannot be forgotten: a ``Database`` requires them, and a session created in another way
cannot write. Further follow-up actions must be called from here too.
"""

from contextlib import ExitStack

from disposal.services.accounts.identity import identify
from disposal.services.accounts.modes import is_production
from disposal.services.accounts.permissions import permit
from disposal.services.records.audit import note_refusal
from disposal.services.screening.rescreening_triggers import note_change
from disposal.settings import ClockSetInProduction, Settings
from disposal.storage.database import Database, SessionRules, connect

RULES = SessionRules(on_change=note_change, identify=identify, permit=permit, note_refusal=note_refusal)


def open_database(settings: Settings, *, migrate: bool = True) -> Database:
    """Open the database in the settings, or start the embedded one if they name none, and migrate it.

    All entry points use this function: commands, web, jobs, tests.

    Raises: ClockSetInProduction; what ``storage.database.connect`` raises.
    """
    database = connect(settings, rules=RULES, migrate=migrate)
    if migrate and settings.now is not None:
        with ExitStack() as undo:
            undo.callback(database.close)
            _refuse_set_clock(database)
            undo.pop_all()
    return database


def _refuse_set_clock(database: Database) -> None:
    """Refuse a register whose mode is production, whatever the settings say. Raises: ClockSetInProduction."""
    with database.session() as session:
        if is_production(session):
            raise ClockSetInProduction
