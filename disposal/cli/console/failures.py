"""Failures of database and disk at the command line, found in whatever error a library wrapped them in."""

from types import TracebackType

from notices.errors import NoticesError


class FailuresInWords:
    """A block in which a failure of database or disk becomes an error in words; all other errors pass as they are."""

    def __enter__(self) -> None:
        """Begin the block."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Raise the failure that the error rests on, in words, if it rests on one."""
        told = _failure_in(error) if isinstance(error, Exception) and not isinstance(error, NoticesError) else None
        if told is not None:
            raise told from error


def _failure_in(error: BaseException | None) -> NoticesError | None:
    """Return the failure of database or disk; the causes are asked too: the queue of jobs wraps those of its driver."""
    from disposal.database_failures import told_of  # a command without a database does not load it

    told = None
    while error is not None and told is None:
        told, error = told_of(error), error.__cause__
    return told
