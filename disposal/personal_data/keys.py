"""The key of personal numbers: where it is stored, which key the database needs, how a new key replaces it.

The key is the setting, or else a file in the data directory. A rotation writes the new key to a pending file before it
commits, and replaces the key file afterwards. After a crash between the two steps both files exist. The database says
which key fits, and the next process that opens it finishes the change.
"""

import fcntl
import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pydantic import SecretStr
from sqlalchemy import Connection, text

from disposal.personal_data.encryption import (
    KEY_FILE,
    PersonalNumberKeyMissing,
    PersonalNumberKeyWrong,
    PersonalNumbers,
)
from disposal.private_files import make_private_folder
from disposal.settings import Settings

PENDING_FILE = f"{KEY_FILE}.new"
_LOCK_FILE = f"{KEY_FILE}.lock"
ROTATION_LOCK = 0x6B65795F
"""The database's advisory lock. Sessions that may write share it; a rotation holds it exclusively."""

# One number is enough, because a rotation changes all numbers or none. Each subquery reads one row of an index.
_MARK_IN_USE = text("""
    SELECT coalesce(
        (SELECT substring(personal_number_encrypted FROM 2 FOR 4) FROM party
         WHERE personal_number_index IS NOT NULL ORDER BY personal_number_index LIMIT 1),
        (SELECT substring(sealed FROM 2 FOR 4) FROM contact_trace ORDER BY digest LIMIT 1),
        (SELECT decode(sealed_with, 'hex') FROM restricted_list WHERE sealed_with IS NOT NULL LIMIT 1)
    )
""")


def mark_in_use(connection: Connection) -> bytes | None:
    """Return the mark of the key that encrypts the database's numbers; None if there are none."""
    mark = connection.execute(_MARK_IN_USE).scalar_one()
    return None if mark is None else bytes(mark)


def open_vault(connection: Connection, settings: Settings) -> PersonalNumbers:
    """Return the vault that fits the database, with the key of the settings or of the key file.

    Creates the key file if the database does not need a key yet. If a rotation has changed to a key that is still
    pending, uses that key and completes the change of the key files.

    Raises: PersonalNumberKeyMissing, PersonalNumberKeyWrong.
    """
    needed = mark_in_use(connection)
    if settings.personal_number_key is None:
        return _vault_of_files(settings, needed)
    at_hand = [PersonalNumbers.of(settings.personal_number_key.get_secret_value())]
    if settings.new_personal_number_key is not None:
        at_hand.append(PersonalNumbers.of(settings.new_personal_number_key.get_secret_value()))
    return _fitting(at_hand, needed)


def new_key() -> str:
    """Return a new key, written as 64 hexadecimal digits."""
    return secrets.token_hex(32)


def stage_key(settings: Settings, written: str) -> None:
    """Write the new key of a rotation to the pending file, and wait until it is on the disk."""
    with _alone(settings.data_dir):
        _write(settings.data_dir / PENDING_FILE, written)


def activate_key(settings: Settings, *, mark: bytes) -> None:
    """Replace the key file with the pending key, if that has the mark. The old key becomes a retired file."""
    with _alone(settings.data_dir):
        _activate(settings.data_dir, mark)


def discard_key(settings: Settings, *, mark: bytes) -> None:
    """Remove the pending key, if it has the mark: the rotation did not happen."""
    with _alone(settings.data_dir):
        pending = _vault_in(settings.data_dir / PENDING_FILE)
        if pending is not None and pending.key_mark == mark:
            (settings.data_dir / PENDING_FILE).unlink()


def retired_file(settings: Settings, *, mark: bytes) -> Path:
    """Return the file of a key that was replaced. Older backups can be decrypted only with that key."""
    return settings.data_dir / f"{KEY_FILE}.retired-{mark.hex()}"


def _vault_of_files(settings: Settings, needed: bytes | None) -> PersonalNumbers:
    folder = settings.data_dir
    current = _vault_in(folder / KEY_FILE)
    if current is None:
        if needed is not None:
            raise PersonalNumberKeyMissing("数据库中已有加密的号码", "the database holds encrypted numbers")
        make_key_file(folder / KEY_FILE)
        current = PersonalNumbers.of((folder / KEY_FILE).read_text())
    if needed is None or current.key_mark == needed:
        return current
    staged = _vault_in(folder / PENDING_FILE)
    if staged is not None and staged.key_mark == needed:
        with suppress(OSError):  # a process that may not write here still reads with this key
            activate_key(settings, mark=needed)
        return staged
    # Another process may have replaced the key file since it was read.
    again = _vault_in(folder / KEY_FILE)
    return _fitting([current if again is None else again], needed)


def _fitting(at_hand: list[PersonalNumbers], needed: bytes | None) -> PersonalNumbers:
    for vault in at_hand:
        if needed is None or vault.key_mark == needed:
            return vault
    raise PersonalNumberKeyWrong(
        "数据库中的号码以另一密钥加密", "numbers in the database were encrypted with another key"
    )


def _activate(folder: Path, mark: bytes) -> None:
    current, staged = _vault_in(folder / KEY_FILE), _vault_in(folder / PENDING_FILE)
    if staged is None or staged.key_mark != mark:
        return
    if current is not None and current.key_mark != mark:
        with suppress(FileExistsError):  # another process was faster and kept the same key
            os.link(folder / KEY_FILE, folder / f"{KEY_FILE}.retired-{current.key_mark.hex()}")
    (folder / PENDING_FILE).replace(folder / KEY_FILE)
    _sync(folder)


def _vault_in(path: Path) -> PersonalNumbers | None:
    try:
        return PersonalNumbers.of(path.read_text())
    except FileNotFoundError:  # no key is kept there
        return None


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Prevent other processes from changing the key files until the block ends."""
    with (folder / _LOCK_FILE).open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _write(path: Path, written: str) -> None:
    """Write a key file that only its owner can read, completely or not at all, and wait until it is on the disk."""
    descriptor, fresh = tempfile.mkstemp(dir=path.parent)  # mkstemp creates it with mode 0600
    try:
        _fill(descriptor, written)
        Path(fresh).replace(path)
    finally:
        Path(fresh).unlink(missing_ok=True)
    _sync(path.parent)


def written_key(setting: SecretStr | None, path: Path) -> str:
    """Return a key as the setting gives it, or else its file, which is made where there is none."""
    if setting is not None:
        return setting.get_secret_value()
    if not path.exists():
        make_key_file(path)
    return path.read_text()


def make_key_file(path: Path) -> None:
    """Create a key file that only its owner can read. If two processes try at once, the first key stays."""
    make_private_folder(path.parent)
    descriptor, fresh = tempfile.mkstemp(dir=path.parent)
    try:
        _fill(descriptor, new_key())
        os.link(fresh, path)
    except FileExistsError:  # another process was faster; its key is read next
        pass
    finally:
        Path(fresh).unlink()
    _sync(path.parent)


def _fill(descriptor: int, written: str) -> None:
    with os.fdopen(descriptor, "w") as file:
        file.write(written.strip() + "\n")
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    """Wait until the entries of a folder are on the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
