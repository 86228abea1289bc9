"""A load generator light enough not to be what is measured: raw sockets, one request under way a connection."""

import asyncio
from dataclasses import dataclass
from time import perf_counter


@dataclass(frozen=True)
class Load:
    """What came of a load: answers a second, the slowest 5 % in milliseconds, bytes of one body, the status line."""

    per_second: float
    p95_ms: float
    body_bytes: int
    status: str


class _Connection(asyncio.Protocol):
    def __init__(self, request: bytes, until: float, done: "asyncio.Future[None]") -> None:
        self._request, self._until, self._done = request, until, done
        self._buffer = b""
        self.latencies: list[float] = []
        self.body_bytes = 0
        self.status = ""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._ask()

    def _ask(self) -> None:
        self._asked = perf_counter()
        self._transport.write(self._request)

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        head, found, body = self._buffer.partition(b"\r\n\r\n")
        if not found:
            return
        if not self.body_bytes and not self.status:
            self.status = head.split(b"\r\n", 1)[0].decode()
            length = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
            self.body_bytes = int(length[0].split(b":")[1]) if length else 0
        if len(body) < self.body_bytes:
            return
        now = perf_counter()
        self.latencies.append(now - self._asked)
        self._buffer = b""
        if now < self._until:
            self._ask()
        else:
            self._transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        if not self._done.done():
            self._done.set_result(None)


async def _run(port: int, request: bytes, *, connections: int, seconds: float) -> Load:
    loop = asyncio.get_running_loop()
    begun = perf_counter()
    ends = [loop.create_future() for _ in range(connections)]
    made = []
    for end in ends:
        _, protocol = await loop.create_connection(
            lambda end=end: _Connection(request, begun + seconds, end), "127.0.0.1", port
        )
        made.append(protocol)
    await asyncio.gather(*ends)
    took = perf_counter() - begun
    latencies = sorted(latency for protocol in made for latency in protocol.latencies)
    p95 = latencies[int(len(latencies) * 0.95)] * 1000
    return Load(len(latencies) / took, p95, made[0].body_bytes, made[0].status)


def load(port: int, path: str, *, connections: int = 32, seconds: float = 2.0, headers: str = "") -> Load:
    """Ask for ``path`` on this machine over so many connections for so long."""
    request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/html\r\n{headers}\r\n".encode()
    return asyncio.run(_run(port, request, connections=connections, seconds=seconds))
