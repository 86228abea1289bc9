"""How long a command takes before it is of use, in processor time, beside what Python and its packages alone take.

Each figure is the least of a few runs that take turns with their baseline; only ratios are promised.
"""

import os
import resource
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from tempfile import TemporaryDirectory

from notices.kinds import kind_of

RUNS = 5
SAMPLE = str(kind_of("disposal").sample)
COMMANDS = {
    "--help": (("--help",), "import typer, rich.table", 0.15),
    "window": (("window", "2024-08-19", "--working-days", "20"), "import typer, pydantic", 0.2),
    "notice render": (("notice", "render", SAMPLE, "--pdf", "-"), "import weasyprint, sqlmodel", None),
}
"""For each command its words, a baseline that imports what it cannot do without, and its goal in seconds."""


def processor_seconds(*words: str) -> float:
    """Return the processor time of a Python process with these arguments."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *words], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def bench_commands() -> None:
    """Print each command beside its baseline."""
    for name, (words, imports, goal) in COMMANDS.items():
        ours, alone = [], []
        for _ in range(RUNS):
            ours.append(processor_seconds("-m", "disposal", *words))
            alone.append(processor_seconds("-c", imports))
        held = "" if goal is None else f", goal {goal} s {'held' if min(ours) <= goal else 'missed'}"
        print(f"disposal {name}: {min(ours):.2f} s, {min(ours) / min(alone):.1f} × its packages alone{held}")


def bench_register() -> None:
    """Print how long `demo` takes the second time, and `serve` to its first answer."""
    with TemporaryDirectory() as folder:
        os.environ["DISPOSAL_DATA_DIR"] = f"{folder}/register"
        alone = processor_seconds("-c", "import weasyprint, sqlmodel")
        first, again = (processor_seconds("-m", "disposal", "demo", "--out", f"{folder}/out") for _ in range(2))
        print(f"disposal demo: {first:.1f} s, again {again:.1f} s (goal 2 s), {again / alone:.1f} × its packages alone")
        seconds = first_answer(Path(folder))
        print(f"disposal serve: first answer after {seconds:.1f} s (goal 2 s), {seconds / alone:.1f} × its packages")


def first_answer(folder: Path) -> float:
    """Return the seconds until a served site answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    begun = time.perf_counter()
    with (folder / "log").open("wb") as log:
        words = [sys.executable, "-m", "disposal", "serve", "--port", str(port)]
        server = subprocess.Popen(words, stdout=log, stderr=log)
        try:
            while time.perf_counter() - begun < 60:
                try:
                    with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5):
                        break
                except OSError:
                    time.sleep(0.01)
            return time.perf_counter() - begun
        finally:
            server.terminate()
            server.wait()


def main() -> None:
    """Print the figures."""
    bench_commands()
    bench_register()


if __name__ == "__main__":
    main()
