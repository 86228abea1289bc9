"""A drill: 1,000 clients that trickle, while somebody reads: `python -m tests.disposal.serving.slow_clients [number]`.

A third sends nothing, a third its head and a third its body byte by byte. All must be cut off, and the reader answered.
"""

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress

from disposal.requests.slow_bodies import FIRST_S
from disposal.serving.server import HEAD_SECONDS
from tests.disposal.serving.drills import Drill

HEAD = "POST /filings HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nSec-Fetch-Site: same-origin\r\n"
WITH_BODY = HEAD + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 60000\r\n\r\n"
KINDS = {"silent": ("", ""), "head": (HEAD, "X"), "body": (WITH_BODY, "a")}
EVERY_S = 2.0


async def trickle(port: int, kind: str) -> float:
    """Send byte by byte until the server cuts the connection; return the seconds it took."""
    begun, piece = KINDS[kind]
    since = time.monotonic()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    ended = asyncio.create_task(reader.read())
    with suppress(OSError):
        writer.write(begun.format(port=port).encode())
        while not ended.done():
            writer.write(piece.encode())
            await asyncio.wait([ended], timeout=EVERY_S)
    writer.close()
    return time.monotonic() - since


async def read_on(drill: Drill, ended: asyncio.Event) -> list[float]:
    """Ask twice a second; return how long each answer took."""
    took = []
    while not ended.is_set():
        since = time.monotonic()
        assert await asyncio.to_thread(drill.answers)
        took.append(time.monotonic() - since)
        await asyncio.sleep(0.5)
    return sorted(took)


async def among(drill: Drill, number: int) -> None:
    """Let so many trickle at once, and print how it went."""
    ended = asyncio.Event()
    reading = asyncio.create_task(read_on(drill, ended))
    clients = {kind: [trickle(drill.port, kind) for _ in range(number // len(KINDS))] for kind in KINDS}
    gathered = {kind: asyncio.gather(*each) for kind, each in clients.items()}
    for kind, cut in gathered.items():
        seconds: Sequence[float] = sorted(await cut)
        print(f"{kind}: {len(seconds)} cut off after {seconds[0]:.0f} to {seconds[-1]:.0f} s")
    ended.set()
    took = await reading
    print(f"reader: {len(took)} answers, {took[len(took) // 2]:.2f} s (median), {took[-1]:.2f} s at most")


def main() -> None:
    """Serve the database of DISPOSAL_DATABASE_URL, or an embedded one, to clients that trickle."""
    print(f"head within {HEAD_SECONDS} s, body within {FIRST_S:.0f} s and what its bytes earn")
    with tempfile.TemporaryDirectory() as home:
        drill = Drill({"DISPOSAL_DATA_DIR": os.environ.get("DISPOSAL_DATA_DIR", f"{home}/var")}, workers=1)
        drill.start()
        asyncio.run(among(drill, int(sys.argv[1]) if len(sys.argv) > 1 else 1_000))
        drill.stop()


if __name__ == "__main__":
    main()
