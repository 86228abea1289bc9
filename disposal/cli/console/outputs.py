"""Write the output of a command: all files completely, or none; ``-`` is standard output.

What staff write names persons, so only its owner may read it; a notice, which is public, anybody may.
"""

import os
import shutil
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from disposal.errors import DisposalError
from disposal.private_files import PRIVATE_FILE, PRIVATE_FOLDER, READABLE_FILE, write_file
from notices.system_reasons import reason_of

STANDARD = Path("-")


class OutputNotWritten(DisposalError):
    """An output file could not be written."""

    code = "output_not_written"
    status = 422

    def __init__(self, path: Path, cause: OSError) -> None:
        reason, reason_en = reason_of(cause)
        super().__init__(
            zh=f"无法写入“{path}”（{reason}）；请检查目录是否存在、是否有写入权限",
            en=f'cannot write "{path}" ({reason_en}); check that the folder exists and may be written to',
        )


def write_outputs(outputs: Sequence[tuple[Path, bytes]], *, is_public: bool = False) -> None:
    """Write each file to a temporary file next to it, then move all into place; ``-`` is standard output.

    Unless ``is_public``, only the owner may read them.

    Raises:
        OutputNotWritten: one of them cannot be written. An error before the move replaces no file.
    """
    parts: list[Path] = []
    at = Path()
    files = [(path, data) for path, data in outputs if path != STANDARD]
    try:
        for path, data in files:
            at = path
            parts.append(path.with_name(f".{path.name}.{os.getpid()}.part"))
            write_file(parts[-1], data, mode=READABLE_FILE if is_public else PRIVATE_FILE)
        for (path, _), part in zip(files, parts, strict=True):
            at = path
            part.replace(path)
    except OSError as error:
        for part in parts:
            part.unlink(missing_ok=True)
        raise OutputNotWritten(at, error) from None
    for path, data in outputs:
        if path == STANDARD:
            sys.stdout.buffer.write(data)
            sys.stdout.flush()


def make_folder(folder: Path) -> None:
    """Make the folder that a command writes to, unless it is there. Raises: OutputNotWritten."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputNotWritten(folder, error) from None


class FolderNotEmpty(DisposalError):
    """A folder for files of a command holds something already."""

    code = "folder_not_empty"
    status = 422

    def __init__(self, path: Path) -> None:
        super().__init__(
            zh=f"“{path}”已有内容；请另选一个新的或空的目录",
            en=f'"{path}" holds something already; choose a new or an empty folder',
            field="out",
        )


def write_folder(folder: Path, files: Iterable[tuple[str, bytes]]) -> None:
    """Write files into a new or empty folder: beside it first, then moved into place as a whole.

    Raises:
        FolderNotEmpty: the folder holds something, or is a file.
        OutputNotWritten: a file cannot be written. The folder is as it was then.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FolderNotEmpty(folder)
    part = folder.with_name(f".{folder.name}.{os.getpid()}.part")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        part.mkdir(mode=PRIVATE_FOLDER)
        for name, data in files:
            write_file(part / name, data)
        if folder.exists():
            folder.rmdir()
        part.rename(folder)
    except OSError as error:
        raise OutputNotWritten(folder, error) from None
    finally:
        shutil.rmtree(part, ignore_errors=True)
