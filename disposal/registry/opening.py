"""Opening the registry: the one place that joins the ledger with what must follow from a change.

The ledger (``services/records``) is the lowest room of the services and must not know of screening. So this module
hands it the function that notes who must be screened again: ``open_database`` gives it to ``Database``, ``Database`` to
every session, and the verbs of ``writing`` call it. It cannot be forgotten: a ``Database`` is not made without it, and
a session made in another way cannot write. If more must follow from a change one day, it is called here too.
"""

from disposal.services.screening.rescreening_triggers import note_change
from disposal.settings import Settings
from disposal.storage.database import Database, connect


def open_database(settings: Settings, *, migrate: bool = True) -> Database:
    """Open the database the settings name, starting the embedded one where they name none, and migrate it.

    Every door opens it here: commands, the web, jobs, tests.

    Raises: what ``storage.database.connect`` raises.
    """
    return connect(settings, on_change=note_change, migrate=migrate)
