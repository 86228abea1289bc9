"""What is printed of each step, and whether all held."""

import subprocess
from pathlib import Path

_FAILED: list[str] = []


def check(holds: bool, what: str) -> None:
    """Print whether something holds, and remember where it does not."""
    print("ok    " if holds else "FAILED", what, flush=True)
    if not holds:
        _FAILED.append(what)


def status() -> int:
    """Return the exit status: 1 where something did not hold."""
    return int(bool(_FAILED))


def runs(what: str, *command: str | Path, cwd: Path | None = None) -> None:
    """Run a tool, check that it is content, and print what it said where it is not."""
    done = subprocess.run(
        list(command), cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    check(done.returncode == 0, what)
    if done.returncode != 0:
        print(done.stdout[-4000:])
