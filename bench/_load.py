"""A light load client: keep-alive connections over asyncio, a cookie for each person, latencies as they were."""

import asyncio
import statistics
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Call:
    """One request. accepted: the status that counts as success."""

    method: str
    path: str
    cookie: str = ""
    token: str = ""
    body: str = ""
    tag: object = None


@dataclass
class Result:
    """What came of many requests. Times in seconds."""

    seconds: float = 0.0
    statuses: dict[int, int] = field(default_factory=dict)
    latencies: list[float] = field(default_factory=list)
    answers: list[tuple[object, int, float]] = field(default_factory=list)  # tag, status, when it was answered
    broken: int = 0  # connections that ended without an answer

    def count(self, *statuses: int) -> int:
        return sum(self.statuses.get(status, 0) for status in statuses)

    @property
    def rate(self) -> float:
        return sum(self.statuses.values()) / self.seconds if self.seconds else 0.0

    def milliseconds(self, share: float) -> float:
        if len(self.latencies) < 2:
            return 0.0
        return statistics.quantiles(self.latencies, n=1000, method="inclusive")[min(998, int(share * 1000) - 1)] * 1000


async def _ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, host: str, call: Call) -> int:
    head = [f"{call.method} {call.path} HTTP/1.1", f"Host: {host}", "Connection: keep-alive"]
    if call.cookie:
        head.append(f"Cookie: {call.cookie}")
    if call.method == "POST":
        head += [
            f"X-CSRFToken: {call.token}", "HX-Request: true", "Content-Type: application/x-www-form-urlencoded",
            f"Content-Length: {len(call.body)}",
        ]  # fmt: skip
    writer.write(("\r\n".join(head) + "\r\n\r\n" + call.body).encode())
    await writer.drain()
    block = await reader.readuntil(b"\r\n\r\n")
    status = int(block[9:12])
    lower = block.lower()
    at = lower.find(b"content-length:")
    if at >= 0:
        await reader.readexactly(int(lower[at + 15 : lower.index(b"\r\n", at)]))
    elif b"transfer-encoding: chunked" in lower:
        while size := int((await reader.readline()).strip(), 16):
            await reader.readexactly(size + 2)
        await reader.readline()
    return status


async def _client(host: str, port: int, calls: "asyncio.Queue[Call]", result: Result, until: float) -> None:
    """until: up to then what got no answer, or a 5xx, is asked again with the same key; 0 asks once."""
    reader = writer = None
    while not calls.empty():
        call = calls.get_nowait()
        begun = time.perf_counter()
        try:
            if writer is None:
                reader, writer = await asyncio.open_connection(host, port)
            assert reader is not None
            status = await _ask(reader, writer, f"{host}:{port}", call)
        except (OSError, asyncio.IncompleteReadError):
            result.broken += 1
            writer = None
            if time.perf_counter() < until:
                calls.put_nowait(call)
            await asyncio.sleep(0.05)
            continue
        ended = time.perf_counter()
        if status >= 500 and ended < until:
            result.statuses[status] = result.statuses.get(status, 0) + 1
            calls.put_nowait(call)
            await asyncio.sleep(0.05)
            continue
        result.latencies.append(ended - begun)
        result.statuses[status] = result.statuses.get(status, 0) + 1
        result.answers.append((call.tag, status, ended))
    if writer is not None:
        writer.close()


async def _fire(host: str, port: int, calls: Iterable[Call], concurrency: int, patience: float) -> Result:
    waiting: asyncio.Queue[Call] = asyncio.Queue()
    for call in calls:
        waiting.put_nowait(call)
    result = Result()
    begun = time.perf_counter()
    until = begun + patience if patience else 0.0
    await asyncio.gather(*(_client(host, port, waiting, result, until) for _ in range(concurrency)))
    result.seconds = time.perf_counter() - begun
    return result


def fire(port: int, calls: Sequence[Call], *, concurrency: int, host: str = "127.0.0.1", patience: float = 0) -> Result:
    """Send the requests, `concurrency` at a time. patience: seconds in which what failed is asked again."""
    return asyncio.run(_fire(host, port, calls, concurrency, patience))
