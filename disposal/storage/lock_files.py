"""Lock files of PostgreSQL: whether the process that they name is still a server."""

from pathlib import Path


def names_no_postgres(lock_file: Path) -> bool:
    """Check whether the process named in a lock file has ended, is a zombie, or is another program."""
    try:
        pid = int(lock_file.read_text().split()[0])
    except (OSError, ValueError, IndexError):  # it names no process: the server itself clears it away
        return False
    try:
        return b"postgres" not in Path(f"/proc/{pid}/cmdline").read_bytes()
    except FileNotFoundError:  # the process has ended
        return True
