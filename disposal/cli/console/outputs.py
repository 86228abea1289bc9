"""Write the output of a command: all files completely, or none; ``-`` is standard output."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from disposal.errors import DisposalError

STANDARD = Path("-")


class OutputNotWritten(DisposalError):
    """An output file could not be written."""

    code = "output_not_written"
    status = 422

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            zh=f"无法写入“{path}”（{reason}）；请检查目录是否存在、是否有写入权限",
            en=f'cannot write "{path}" ({reason}); check that the folder exists and may be written to',
        )


def write_outputs(outputs: Sequence[tuple[Path, bytes]]) -> None:
    """Write each file to a temporary file next to it, then move all into place; ``-`` is standard output.

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
            parts[-1].write_bytes(data)
        for (path, _), part in zip(files, parts, strict=True):
            at = path
            part.replace(path)
    except OSError as error:
        for part in parts:
            part.unlink(missing_ok=True)
        raise OutputNotWritten(at, error.strerror or str(error)) from None
    for path, data in outputs:
        if path == STANDARD:
            sys.stdout.buffer.write(data)
            sys.stdout.flush()
