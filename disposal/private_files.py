"""Files and folders that only the account which makes them may read: the data directory, opinions, exports."""

import os
from pathlib import Path

PRIVATE_FOLDER, PRIVATE_FILE, READABLE_FILE = 0o700, 0o600, 0o644


def make_private_folder(folder: Path) -> None:
    """Make a folder for its owner alone; one that is there stays as it is, so do the folders above."""
    folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)


def write_file(path: Path, data: bytes, *, mode: int = PRIVATE_FILE) -> None:
    """Write a file with this mode. It is never open to more readers, not even while it is written.

    Raises: OSError.
    """
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
