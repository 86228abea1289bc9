"""The command line: `disposal …`, one file a command group.

May import every lower floor but ``api`` and ``pages``. Models are used for their types and choices: queries are the
services'.

Exit status: 0 done, 1 refused or answered no, 2 wrong usage.
"""

from disposal.cli.main import app, main

__all__ = ["app", "main"]
