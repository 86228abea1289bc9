"""What the database, or the disk under it, answers instead of doing what it was asked, in words for people.

``told_of`` is asked at the doors: command line, pages, API. No word of a statement or of its values is repeated, only
the sentence of the case, which says whether anything was saved and what to do.
"""

import errno
from typing import ClassVar

import psycopg
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from disposal.database_errors import DatabaseError
from disposal.errors import DisposalError

_UNSAVED, _UNSAVED_EN = "本次操作没有保存。", "Nothing of this was saved. "


class DatabaseFailure(DatabaseError):
    """Base class of failures while the database is used. Each says in ``words`` what it is, and what to do."""

    code: ClassVar[str] = "database_failed"
    words: ClassVar[tuple[str, str]] = (
        f"数据库出错，{_UNSAVED}请稍后重试；如仍出错，请系统管理员查看数据库日志。",
        f"The database failed. {_UNSAVED_EN}Try again; if it lasts, the operator looks into the log of the database.",
    )

    def __init__(self) -> None:
        zh, en = self.words
        super().__init__(zh=zh, en=en)


class DiskFull(DatabaseFailure):
    """The disk of the database, or that of our own files, has no room."""

    code: ClassVar[str] = "disk_full"
    words: ClassVar[tuple[str, str]] = (
        f"磁盘已满，{_UNSAVED}请系统管理员腾出数据库和数据目录所在磁盘的空间，再重新操作。",
        f"The disk is full. {_UNSAVED_EN}The operator makes room on the disk of the database and of the data "
        "directory; then do it again.",
    )


class DatabaseReadOnly(DatabaseFailure):
    """The database takes no writes: a standby, a setting, or a disk mounted read-only."""

    code: ClassVar[str] = "database_read_only"
    words: ClassVar[tuple[str, str]] = (
        f"数据库或磁盘为只读，{_UNSAVED}请系统管理员检查是否连到备库、default_transaction_read_only 和磁盘挂载方式。",
        f"The database or its disk is read-only. {_UNSAVED_EN}The operator checks whether it is a standby, "
        "default_transaction_read_only, and how the disk is mounted.",
    )


class DatabaseConnectionLost(DatabaseFailure):
    """The connection to the database broke, or none can be made."""

    code: ClassVar[str] = "database_connection_lost"
    words: ClassVar[tuple[str, str]] = (
        "与数据库的连接中断，本次操作是否保存尚不确定。请稍后先查看是否已保存，再重新操作；如仍连不上，请系统管理员检查数据库是否运行。",
        "The connection to the database was lost, and whether this was saved is not known. In a moment look first, "
        "then do it again; if it lasts, the operator checks that the database runs.",
    )


class DatabaseStopping(DatabaseFailure):
    """The database is being stopped."""

    code: ClassVar[str] = "database_stopping"
    words: ClassVar[tuple[str, str]] = (
        f"数据库正在停止，{_UNSAVED}请在其重新启动后再操作。",
        f"The database is stopping. {_UNSAVED_EN}Do it again once it runs.",
    )


class DatabaseStarting(DatabaseFailure):
    """The database starts, or recovers after a crash."""

    code: ClassVar[str] = "database_starting"
    words: ClassVar[tuple[str, str]] = (
        f"数据库正在启动或恢复，{_UNSAVED}请稍候片刻再操作。",
        f"The database is starting or recovering. {_UNSAVED_EN}Wait a moment, then do it again.",
    )


class TooManyConnections(DatabaseFailure):
    """No connection to the database is free."""

    code: ClassVar[str] = "too_many_connections"
    words: ClassVar[tuple[str, str]] = (
        f"数据库连接已用完，{_UNSAVED}请稍后重试；如经常出现，请系统管理员调大 max_connections 或减少 --workers。",
        f"All connections to the database are taken. {_UNSAVED_EN}Try again in a moment; if it happens often, the "
        "operator raises max_connections or serves with fewer --workers.",
    )


class DatabaseBusy(DatabaseFailure):
    """Somebody else changes the same records, or the statement took too long."""

    code: ClassVar[str] = "database_busy"
    words: ClassVar[tuple[str, str]] = (
        f"他人正在更改相同的记录，或操作用时过长，{_UNSAVED}请稍后重试。",
        f"Somebody else is changing the same records, or this took too long. {_UNSAVED_EN}Try again in a moment.",
    )


class DatabaseDamaged(DatabaseFailure):
    """The database cannot read its own files."""

    code: ClassVar[str] = "database_damaged"
    words: ClassVar[tuple[str, str]] = (
        f"数据库读写自身文件出错，可能已损坏，{_UNSAVED}请停止使用，由系统管理员检查磁盘，并从备份恢复。",
        f"The database cannot read or write its own files and may be damaged. {_UNSAVED_EN}Stop using it; the operator "
        "checks the disk and restores a backup.",
    )


class ValueNotStored(DatabaseFailure):
    """A value does not fit its column, whichever check let it pass."""

    code: ClassVar[str] = "value_not_stored"
    status: ClassVar[int] = 422
    words: ClassVar[tuple[str, str]] = (
        f"有一项内容的形式数据库不能保存，{_UNSAVED}请检查日期、数字和特殊字符后重新提交。",
        f"One of the values has a form that the database does not store. {_UNSAVED_EN}Check dates, numbers and unusual "
        "signs, then send it again.",
    )


class ValueTooLong(ValueNotStored):
    """A text is longer than its column or index takes."""

    code: ClassVar[str] = "value_too_long"
    words: ClassVar[tuple[str, str]] = (
        f"有一项文字过长，{_UNSAVED}请缩短后重新提交。",
        f"One of the texts is too long. {_UNSAVED_EN}Shorten it, then send it again.",
    )


class NumberTooLarge(ValueNotStored):
    """A number is larger than its column takes."""

    code: ClassVar[str] = "number_too_large"
    words: ClassVar[tuple[str, str]] = (
        f"有一项数字过大，{_UNSAVED}请核对位数和单位后重新提交。",
        f"One of the numbers is too large. {_UNSAVED_EN}Check its digits and unit, then send it again.",
    )


class SignNotStored(ValueNotStored):
    """A text holds a NUL or half a surrogate pair, and no door has noticed."""

    code: ClassVar[str] = "sign_not_stored"
    words: ClassVar[tuple[str, str]] = (
        f"有一项文字含有空字符或无法编码的字符，{_UNSAVED}请删去后重新提交。",
        f"One of the texts holds a NUL or a sign that cannot be encoded. {_UNSAVED_EN}Delete it, then send it again.",
    )


BY_SQLSTATE: tuple[tuple[str, type[DatabaseFailure]], ...] = (
    ("53100", DiskFull),
    ("53300", TooManyConnections),
    ("53", DatabaseBusy),
    ("25006", DatabaseReadOnly),
    ("57P01", DatabaseStopping),
    ("57P02", DatabaseConnectionLost),
    ("57P03", DatabaseStarting),
    ("57", DatabaseBusy),
    ("08", DatabaseConnectionLost),
    ("40", DatabaseBusy),
    ("55P03", DatabaseBusy),
    ("58", DatabaseDamaged),
    ("XX001", DatabaseDamaged),
    ("XX002", DatabaseDamaged),
    ("XX", DatabaseFailure),
    ("22001", ValueTooLong),
    ("54", ValueTooLong),
    ("22003", NumberTooLarge),
    ("22021", SignNotStored),
    ("22P05", SignNotStored),
    ("22", ValueNotStored),
)
"""Codes of PostgreSQL, or their beginnings, and what each is; the first that fits counts."""
BY_WORDS: tuple[tuple[str, type[DatabaseFailure]], ...] = (
    ("No space left on device", DiskFull),
    ("shutting down", DatabaseStopping),
    ("starting up", DatabaseStarting),
    ("not yet accepting connections", DatabaseStarting),
    ("in recovery mode", DatabaseStarting),
    ("too many clients", TooManyConnections),
    ("too many connections", TooManyConnections),
    ("remaining connection slots", TooManyConnections),
)
"""Words of a refused connection, which has no code."""
_NOT_SUPPORTED = "0A000"
"""What a standby says to a transaction that would write."""
BY_ERRNO = {
    errno.ENOSPC: DiskFull,
    errno.EDQUOT: DiskFull,
    errno.EFBIG: DiskFull,
    errno.EROFS: DatabaseReadOnly,
}
"""Of our own files."""


def told_of(error: BaseException | None) -> DisposalError | None:
    """Return the error in words; None if it is no failure of database or disk, but a fault of ours.

    A constraint or a wrong statement is none: services tell the one, the other must be mended.
    """
    if isinstance(error, DBAPIError):
        return told_of(error.orig)
    if isinstance(error, NoConnectionFree):
        return TooManyConnections()
    if isinstance(error, UnicodeEncodeError):
        return SignNotStored() if error.reason == "surrogates not allowed" else None
    if isinstance(error, psycopg.Error):
        return _told_of_driver(error)
    if isinstance(error, OSError):
        case = BY_ERRNO.get(error.errno or 0)
        return case() if case else None
    return None


def _told_of_driver(error: psycopg.Error) -> DisposalError | None:
    code = error.sqlstate
    if code is None:
        return _told_without_code(error)
    if code == _NOT_SUPPORTED and "recovery" in str(error):
        return DatabaseReadOnly()
    return next((case() for beginning, case in BY_SQLSTATE if code.startswith(beginning)), None)


def _told_without_code(error: psycopg.Error) -> DisposalError | None:
    """Return what the driver says itself: no connection, or a value that it cannot send."""
    if isinstance(error, psycopg.DataError):
        return SignNotStored()
    if not isinstance(error, psycopg.OperationalError):
        return None
    words = str(error)
    return next((case() for said, case in BY_WORDS if said in words), DatabaseConnectionLost())
