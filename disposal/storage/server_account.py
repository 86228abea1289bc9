"""The system account that runs the embedded PostgreSQL: our own, or another one if we are root."""

import logging
import os
import pwd
import shutil
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from disposal.database_errors import SET_SHORTER, EmbeddedDataUnusable

_log = logging.getLogger(__name__)
_SYSTEM_USER = "disposal"
_ROOT = 0


class PopenAccount(TypedDict, total=False):
    """The arguments of ``subprocess.run`` that set the account of the child process."""

    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True, slots=True)
class ServerAccount:
    """The user and group that own the cluster and run its server."""

    uid: int
    gid: int

    @property
    def is_ours(self) -> bool:
        """Check whether this process runs as the account."""
        return self.uid == os.geteuid()

    def as_popen(self) -> PopenAccount:
        """Return the arguments that run a child process as this account, without any other group."""
        return {} if self.is_ours else {"user": self.uid, "group": self.gid, "extra_groups": []}

    def own(self, path: Path) -> None:
        """Make this account the owner of ``path``."""
        if not self.is_ours:
            os.chown(path, self.uid, self.gid)

    def own_private_directory(self, path: Path) -> None:
        """Create ``path`` for this account only, or refuse a directory that another account has created.

        Raises: EmbeddedDataUnusable.
        """
        try:
            path.mkdir(mode=0o700)
            self.own(path)
        except FileExistsError:
            found = path.lstat()
            if not stat.S_ISDIR(found.st_mode) or found.st_uid != self.uid or found.st_mode & 0o077:
                raise EmbeddedDataUnusable(
                    path,
                    reason=("已由他人建立", "somebody else has made it"),
                    remedy=(f"请删除它；也可以换路径：{SET_SHORTER[0]}", f"Remove it. Or: {SET_SHORTER[1]}"),
                ) from None


def account_for(home: Path, *, pgdata: Path, binaries: Path) -> ServerAccount:
    """Return the account for the cluster ``pgdata`` in ``home``. PostgreSQL refuses to run as root.

    As root, uses the owner of an existing cluster, or else creates a system user, which must reach its cluster through
    ``home``. That folder holds keys and stays closed to all others: it is made for root alone (0700) and then given to
    the group of the account with the search bit only (0710). The group can pass to a name it knows, and cannot list;
    keys are 0600. A ``home`` that had rights for a group already keeps them, and others may pass, as for the folders
    above it and those of the programs, which are not ours to regroup: only the search bit is set, and each change is
    logged.

    Raises: EmbeddedDataUnusable.
    """
    if os.geteuid() != _ROOT:
        _refuse_foreign(home, pgdata)
        return ServerAccount(os.geteuid(), os.getegid())
    owner = pgdata.stat() if pgdata.exists() else None
    if owner is not None and owner.st_uid != _ROOT:
        account = ServerAccount(owner.st_uid, owner.st_gid)
    else:
        account = _system_user(home)
    _open_home(home, account)
    _open_programs(binaries)
    return account


def _refuse_foreign(home: Path, pgdata: Path) -> None:
    if pgdata.exists() and pgdata.stat().st_uid != os.geteuid():
        owner = pgdata.stat().st_uid
        raise EmbeddedDataUnusable(
            home,
            reason=(f"其中的数据库属于用户{owner}", f"its cluster belongs to user {owner}"),
            remedy=("请以该用户或 root 运行，或另设目录。", "Run as that user, or as root, or set another."),
        )


def _system_user(home: Path) -> ServerAccount:
    try:
        entry = pwd.getpwnam(_SYSTEM_USER)
    except KeyError:  # the first start on this machine makes it
        entry = _make_system_user(home)
    return ServerAccount(entry.pw_uid, entry.pw_gid)


def _make_system_user(home: Path) -> pwd.struct_passwd:
    program = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    if program is not None:
        subprocess.run(  # noqa: S603  a fixed command, no shell
            [program, "--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", _SYSTEM_USER],
            check=False,
            capture_output=True,
        )
    try:
        # Another process may have created it meanwhile, so only its existence counts.
        return pwd.getpwnam(_SYSTEM_USER)
    except KeyError:
        raise EmbeddedDataUnusable(
            home,
            reason=(
                "PostgreSQL 不能以 root 运行，又未能建立系统用户",
                "PostgreSQL does not run as root and no system user could be made for it",
            ),
            remedy=(
                f"请以其他用户运行，或建立名为 {_SYSTEM_USER} 的系统用户。",
                f"Run as another user, or make a system user named {_SYSTEM_USER}.",
            ),
        ) from None


def _open_home(home: Path, account: ServerAccount) -> None:
    """Let the account pass through its home: as its owner, by its group where nobody else has a right, or as others."""
    found = home.stat()
    if found.st_uid == account.uid:
        _open_way(home.parent)
        return
    if not found.st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        os.chown(home, -1, account.gid)
        home.chmod(stat.S_IMODE(found.st_mode) | stat.S_IXGRP)
    found = home.stat()
    is_open = found.st_gid == account.gid and found.st_mode & stat.S_IXGRP
    _open_way(home.parent if is_open else home)


def _open_way(path: Path) -> None:
    """Let other accounts pass through ``path`` and the directories above it, without reading them."""
    for directory in (path, *path.parents):
        mode = directory.stat().st_mode
        if not mode & stat.S_IXOTH:
            _log.warning("letting other users pass through %s, so that PostgreSQL reaches its data", directory)
            directory.chmod(mode | stat.S_IXOTH)


def _open_programs(binaries: Path) -> None:
    """Let other accounts read and run PostgreSQL's programs if a strict umask prevents it."""
    _open_way(binaries)
    if (binaries / "postgres").stat().st_mode & stat.S_IXOTH:
        return
    for path in (binaries.parent, *binaries.parent.rglob("*")):
        mode = path.stat().st_mode
        runs = stat.S_IXOTH if mode & stat.S_IXUSR else 0
        path.chmod(mode | stat.S_IROTH | runs)
