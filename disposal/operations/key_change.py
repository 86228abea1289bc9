"""Change the key of personal numbers: new key, one transaction, key files. It is safe to interrupt at any point."""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from sqlalchemy.exc import SQLAlchemyError

from disposal.acting import Actor
from disposal.errors import DisposalError
from disposal.personal_data import keys
from disposal.personal_data.encryption import PersonalNumbers
from disposal.services.personal_numbers.key_rotation import OnProgress, Rotated, rotate_key
from disposal.settings import Settings
from disposal.storage.database import Database
from notices.system_reasons import Reason, reason_of


class NewKeyMissing(DisposalError):
    """The key is a setting, which no command can change. The operator must give the new key."""

    code: ClassVar[str] = "new_key_missing"
    status: ClassVar[int] = 422

    def __init__(self) -> None:
        super().__init__(
            zh="现用密钥来自 DISPOSAL_PERSONAL_NUMBER_KEY，程序无法代为更改该变量。请将新密钥（64 位十六进制数字）写入 "
            "DISPOSAL_NEW_PERSONAL_NUMBER_KEY，或用 --new-key-file 指明文件。",
            en="The key in use is DISPOSAL_PERSONAL_NUMBER_KEY, which no program can change for you. Give the new key "
            "(64 hexadecimal digits) as DISPOSAL_NEW_PERSONAL_NUMBER_KEY, or in a file named by --new-key-file.",
            field="DISPOSAL_NEW_PERSONAL_NUMBER_KEY",
        )


class NewKeyUnreadable(DisposalError):
    """The file with the new key cannot be read."""

    code: ClassVar[str] = "new_key_unreadable"
    status: ClassVar[int] = 422

    def __init__(self, path: Path, reason: Reason) -> None:
        super().__init__(
            zh=f"无法读取新密钥文件 {path}（{reason[0]}）。请检查路径和权限。",
            en=f"The file of the new key, {path}, cannot be read ({reason[1]}). Check its path and permissions.",
            field="new_key_file",
        )


class KeyFileUnwritable(DisposalError):
    """The new key cannot be written next to the key file."""

    code: ClassVar[str] = "key_file_unwritable"
    status: ClassVar[int] = 503

    def __init__(self, folder: Path, cause: OSError) -> None:
        reason, reason_en = reason_of(cause)
        super().__init__(
            zh=f"无法在 {folder} 写入新密钥（{reason}），密钥未更换。请检查磁盘空间和写入权限。",
            en=f"The new key cannot be written to {folder} ({reason_en}); the key was not changed. Check space and "
            "permissions.",
            field="DISPOSAL_DATA_DIR",
        )


_NO_TEXT = ("不是文本", "it is no text")


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyChanged:
    """The result of a key change. ``retired`` is the file of the old key, None if the key is a setting."""

    old_mark: str
    new_mark: str
    rotated: Rotated
    retired: Path | None


def written_new_key(settings: Settings, file: Path | None) -> str | None:
    """Return the new key from a file or a setting; None if a key may be generated.

    Raises: NewKeyUnreadable; NewKeyMissing; PersonalNumberKeyWrong if the key has the wrong form.
    """
    if file is not None:
        try:
            written = file.read_text()
        except UnicodeDecodeError:
            raise NewKeyUnreadable(file, _NO_TEXT) from None
        except OSError as error:
            raise NewKeyUnreadable(file, reason_of(error)) from None
    elif settings.new_personal_number_key is not None:
        written = settings.new_personal_number_key.get_secret_value()
    elif settings.personal_number_key is not None:
        raise NewKeyMissing
    else:
        return None
    PersonalNumbers.of(written)
    return written


def change_key(
    database: Database,
    actor: Actor | str,
    *,
    new_key: str | None,
    reason: str,
    on_progress: OnProgress = lambda what, done: None,
) -> KeyChanged:
    """Change the key of the whole database, and the key file if there is one. Without ``new_key``, generate one.

    Raises: what ``rotate_key`` raises, PersonalNumberKeyMissing, KeyFileUnwritable. Nothing has changed then.
    """
    written = new_key or keys.new_key()
    new = PersonalNumbers.of(written)
    settings, is_file = database.settings, database.settings.personal_number_key is None
    try:
        with database.session(actor, is_alone=True) as session:
            old: PersonalNumbers = session.info["personal_numbers"]()
            if is_file and old.key_mark != new.key_mark:
                _stage_key(settings, written)
            rotated = rotate_key(session, old=old, new=new, reason=reason, on_progress=on_progress)
    except (DisposalError, SQLAlchemyError):
        if is_file:
            _take_back(database, new)
        raise
    if is_file:
        keys.activate_key(settings, mark=new.key_mark)
    retired = keys.retired_file(settings, mark=old.key_mark) if is_file else None
    return KeyChanged(old_mark=old.key_mark.hex(), new_mark=new.key_mark.hex(), rotated=rotated, retired=retired)


def _stage_key(settings: Settings, written: str) -> None:
    try:
        keys.stage_key(settings, written)
    except OSError as error:
        raise KeyFileUnwritable(settings.data_dir, error) from None


def _take_back(database: Database, new: PersonalNumbers) -> None:
    """Remove the pending key file, unless the database already uses its key."""
    with database.engine.connect() as connection:
        is_in_use = keys.mark_in_use(connection) == new.key_mark
    if not is_in_use:
        with suppress(OSError):  # if the folder cannot be written, it holds no pending key
            keys.discard_key(database.settings, mark=new.key_mark)
