"""Failures of database and disk at the command line, found in whatever error a library wrapped them in."""

from notices.errors import NoticesError


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
