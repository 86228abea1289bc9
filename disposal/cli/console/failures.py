"""Failures of database and disk at the command line, found in whatever error a library wrapped them in."""

import sys

from notices.errors import NoticesError

_LIBRARIES = (
    ("sqlalchemy.exc", "SQLAlchemyError"),
    ("psycopg", "Error"),
    ("procrastinate.exceptions", "ProcrastinateException"),
)


def failures() -> tuple[type[Exception], ...]:
    """Return what a command may end with that can be told in words: our refusals, and failures of database and disk.

    A library that is not loaded has raised nothing, and a command without a database does not load it for this.
    """
    loaded = ((sys.modules[module], name) for module, name in _LIBRARIES if module in sys.modules)
    return NoticesError, OSError, UnicodeEncodeError, *(getattr(module, name) for module, name in loaded)


def failure_in(error: BaseException) -> NoticesError | None:
    """Return the failure of database or disk that an error rests on, in words; None if it rests on none.

    The causes are followed too: the queue of jobs wraps the errors of its driver.
    """
    from disposal.database_failures import told_of  # a command without a database does not load it

    cause: BaseException | None = error
    while cause is not None:
        told = told_of(cause)
        if told is not None:
            return told
        cause = cause.__cause__
    return None
