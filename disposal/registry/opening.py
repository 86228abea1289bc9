"""Open the registry: the one place that connects writes of records with their follow-up actions.

``services/records`` is the lowest room of the services and must not know about screening. So this module passes it the
function that marks bidders for re-screening: ``open_database`` gives it to ``Database``, ``Database`` to every session,
and the functions of ``writing`` call it. It cannot be forgotten: a ``Database`` requires it, and a session created in
another way cannot write. Further follow-up actions must be called from here too.
"""

from disposal.services.screening.rescreening_triggers import note_change
from disposal.settings import Settings
from disposal.storage.database import Database, connect


def open_database(settings: Settings, *, migrate: bool = True) -> Database:
    """Open the database in the settings, or start the embedded one if they name none, and migrate it.

    All entry points use this function: commands, web, jobs, tests.

    Raises: what ``storage.database.connect`` raises.
    """
    return connect(settings, on_change=note_change, migrate=migrate)
