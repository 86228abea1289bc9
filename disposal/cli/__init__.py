"""The command line: `disposal …`, one file per command group.

May import all lower floors except ``api`` and ``pages``. Uses models only for their types and choices; the services run
the queries.

Exit status: 0 done, 1 refused or answered no, 2 wrong usage.
"""

from disposal.cli.main import app, main

__all__ = ["app", "main"]
