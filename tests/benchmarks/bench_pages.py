"""Pages a second: the public page of the notice of 2022, against a bare FastAPI route of as many bytes on Granian.

The page answers from memory, but asks the database every 20 ms whether it still holds; what that brings is
measured against the same page made anew for each reader. All servers have one worker and are asked by turns by the
same clients on the same cores.
"""

import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from time import monotonic, sleep
from urllib.request import urlopen

from tests.benchmarks.load.http_load import Load, load

TARGET = 0.5
WORTH = 0.8
PAGE = "/notices/HRZJ-2022-0001"
ROUNDS, SECONDS = 5, 2.0


def free_port() -> int:
    """Return a port nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(arguments: list[str], port: int, environment: dict[str, str]) -> Iterator[None]:
    """Run a server until the block ends."""
    process = subprocess.Popen([sys.executable, *arguments], env=os.environ | environment, stdout=subprocess.DEVNULL)
    try:
        _wait_for(port)
        yield
    finally:
        process.terminate()
        process.wait(30)


def _wait_for(port: int) -> None:
    deadline = monotonic() + 60
    while monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            sleep(0.1)
        else:
            return
    raise TimeoutError(port)


@contextmanager
def three_servers(environment: dict[str, str]) -> Iterator[tuple[int, int, int]]:
    """Serve the registry, the registry without its page cache, and a bare route of as many bytes; yield the ports."""
    ours, uncached, bare = free_port(), free_port(), free_port()
    granian = ["-m", "granian", "--interface", "asgi", "--factory", "--no-ws", "--log-level", "warning", "--port"]
    with ExitStack() as servers:
        servers.enter_context(serving(["-m", "disposal", "serve", "--port", str(ours)], ours, environment))
        application = "tests.benchmarks.load.uncached_app:create_app"
        servers.enter_context(serving([*granian, str(uncached), application], uncached, environment))
        size = {"BARE_BYTES": str(load(ours, PAGE, seconds=1).body_bytes)}
        servers.enter_context(serving([*granian, str(bare), "tests.benchmarks.load.bare_app:create_app"], bare, size))
        yield ours, uncached, bare


def run() -> list[str]:
    """Publish the notice of 2022 into a fresh register, measure by turns, and return the lines to print."""
    with tempfile.TemporaryDirectory(prefix="disposal-bench-") as home:
        environment = {"DISPOSAL_DATA_DIR": home, "DISPOSAL_DATABASE_URL": ""}
        demo = [sys.executable, "-m", "disposal", "demo", "--out", str(Path(home) / "demo")]
        subprocess.run(demo, env=os.environ | environment, check=True, stdout=subprocess.DEVNULL)
        with three_servers(environment) as (ours, uncached, bare):
            return [*_against_bare(ours, bare), *_against_uncached(ours, uncached)]


def _against_bare(port: int, bare_port: int) -> list[str]:
    turns: list[tuple[Load, Load]] = []
    for _ in range(ROUNDS):
        turns.append((load(port, PAGE, seconds=SECONDS), load(bare_port, "/bare", seconds=SECONDS)))
    ours, bare = (median(turn[side].per_second for turn in turns) for side in (0, 1))
    ratio = median(page.per_second / bare.per_second for page, bare in turns)
    first = turns[0][0]
    lone, lone_bare = load(port, PAGE, connections=1), load(bare_port, "/bare", connections=1)
    return [
        f"notice page of {first.body_bytes:,} bytes ({first.status}): {ours:,.0f}/s at 32 connections, "
        f"p95 {median(turn[0].p95_ms for turn in turns):.1f} ms; bare FastAPI route {bare:,.0f}/s: "
        f"ratio {ratio:.2f} (target {TARGET}) {'ok' if ratio >= TARGET else 'MISSED'}",
        f"one connection: {lone.per_second:,.0f}/s against {lone_bare.per_second:,.0f}/s bare: "
        f"ratio {lone.per_second / lone_bare.per_second:.2f}",
    ]


def _against_uncached(*ports: int) -> list[str]:
    """Measure what the page cache and its stamps bring: whole pages, and 304 to readers who hold them."""
    held = [f"If-None-Match: {etag(port)}\r\n" for port in ports]
    lines = []
    for what, headers in (("whole pages", ["", ""]), ("304 to who holds the page", held)):
        turns = [
            [load(port, PAGE, seconds=SECONDS, headers=sent) for port, sent in zip(ports, headers, strict=True)]
            for _ in range(ROUNDS)
        ]
        kept, anew = (median(turn[side].per_second for turn in turns) for side in (0, 1))
        share = median(turn[1].per_second / turn[0].per_second for turn in turns)
        lines.append(
            f"{what} ({turns[0][1].status}): {kept:,.0f}/s from the cache, {anew:,.0f}/s without it: ratio {share:.3f} "
            f"(the cache is worth keeping below {WORTH}) {'ok' if share < WORTH else 'MISSED'}"
        )
    return lines


def etag(port: int) -> str:
    """Return the entity tag of the page."""
    with urlopen(f"http://127.0.0.1:{port}{PAGE}", timeout=30) as answer:
        return str(answer.headers["etag"])


def main() -> int:
    """Print the measurement; status 1 where the target is missed."""
    lines = run()
    print("\n".join(lines))
    return int(any("MISSED" in line for line in lines))


if __name__ == "__main__":
    sys.exit(main())
