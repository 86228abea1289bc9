"""Failures of database, disk and files at the command line, found in whatever error a library wrapped them in."""

import sys
from typing import ClassVar

from notices.errors import NoticesError
from notices.system_reasons import Reason, reason_of

_LIBRARIES = (
    ("sqlalchemy.exc", "SQLAlchemyError"),
    ("psycopg", "Error"),
    ("procrastinate.exceptions", "ProcrastinateException"),
)


class FileUnusable(NoticesError):
    """A file that a command names cannot be used."""

    code: ClassVar[str] = "file_unusable"

    def __init__(self, name: str, reason: Reason) -> None:
        super().__init__(
            zh=f"无法使用文件“{name}”（{reason[0]}）；请检查路径、权限和文件内容",
            en=f'the file "{name}" cannot be used ({reason[1]}); check its path, its permissions and what it holds',
        )


def failures() -> tuple[type[Exception], ...]:
    """Return what a command may end with that can be told in words: our refusals, and failures of database and disk.

    A library that is not loaded has raised nothing, and a command without a database does not load it for this.
    """
    loaded = ((sys.modules[module], name) for module, name in _LIBRARIES if module in sys.modules)
    return NoticesError, OSError, UnicodeEncodeError, *(getattr(module, name) for module, name in loaded)


def failure_in(error: BaseException) -> NoticesError | None:
    """Return the failure of database, disk or a file that an error rests on, in words; None if it rests on none.

    The causes are followed too: the queue of jobs wraps the errors of its driver.
    """
    from disposal.database_failures import told_of  # a command without a database does not load it

    cause: BaseException | None = error
    while cause is not None:
        told = told_of(cause)
        if told is not None:
            return told
        if isinstance(cause, OSError) and cause.filename is not None:
            return FileUnusable(str(cause.filename), reason_of(cause))
        cause = cause.__cause__
    return None
