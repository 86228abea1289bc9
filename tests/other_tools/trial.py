"""`disposal try` from the wheel, in a folder that stands for the home of a new user."""

import os
import re
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.other_tools.steps import check

MOST_SECONDS = 20
_PATIENCE_S = 120
_READY = re.compile(r"ready: (http://[\d.:]+)/")


def environment(home: Path, program: Path) -> dict[str, str]:
    """Return the environment of a user who has nothing but a home."""
    return {"HOME": str(home), "PATH": f"{program.parent}:/usr/bin:/bin", "LANG": "C.UTF-8"}


@contextmanager
def trial(program: Path, home: Path, *, named: str) -> Iterator[str]:
    """Start the trial, say how long that took, yield its address, and stop it as Ctrl-C does."""
    said, began = home.with_suffix(f".{named}"), time.monotonic()
    with said.open("wb") as out:
        running = subprocess.Popen(
            [program, "try", "--no-browser"], env=environment(home, program), cwd=home, stdout=out, stderr=out
        )
        try:
            address = _ready(said, running)
            took = time.monotonic() - began
            check(took <= MOST_SECONDS, f"{named} start of disposal try: {took:.1f} s (at most {MOST_SECONDS})")
            yield address
        finally:
            running.send_signal(signal.SIGINT)
            check(running.wait(_PATIENCE_S) == 0, f"{named} start ends cleanly on Ctrl-C")


def clean(program: Path, home: Path) -> None:
    """Remove the trial, and look for what is left."""
    subprocess.run([program, "try", "--clean"], env=environment(home, program), cwd=home, check=True)
    left = [path for path in home.rglob("*") if path.is_file()]
    left += [path for path in _data_of_root() if os.geteuid() == 0]
    check(not left, f"disposal try --clean leaves nothing: {left[:5]}")


def _data_of_root() -> Iterator[Path]:
    yield from Path("/var/lib").glob("disposal-registry/*")


def _ready(said: Path, running: subprocess.Popen[bytes]) -> str:
    """Return the address of the trial once it is told. Raises: RuntimeError with what was told instead."""
    until = time.monotonic() + _PATIENCE_S
    while time.monotonic() < until and running.poll() is None:
        if found := _READY.search(said.read_text("utf-8")):
            return found[1]
        time.sleep(0.05)
    raise RuntimeError(said.read_text("utf-8"))
