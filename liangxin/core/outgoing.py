"""One request to an address that somebody wrote down: resolved, judged, then connected to exactly what was judged.

Never follows a redirect, never reads more than asked for, never takes longer than `seconds` in total.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
CONNECT_SECONDS = 4.0


class Unreachable(Exception):
    """No answer could be had; the text says why, for a log."""


class AddressRefused(Unreachable):
    """The address is not one that may be reached."""


@dataclass(frozen=True, kw_only=True)
class Limits:
    """guarded: refuse what is not public. allowed: networks excepted from that, where plain HTTP may be used as well."""

    guarded: bool = True
    allowed: Sequence[Network] = field(default=())
    seconds: float = 10.0
    most_bytes: int = 65_536


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes


def networks(texts: Iterable[str]) -> tuple[Network, ...]:
    """Networks from their text ("10.2.0.0/16"). Raises ValueError."""
    return tuple(ipaddress.ip_network(text, strict=False) for text in texts)


def is_public(address: Address) -> bool:
    """Whether the address is one of the public internet, also when written inside another."""
    if isinstance(address, ipaddress.IPv6Address):
        inner: list[ipaddress.IPv4Address] = [each for each in (address.ipv4_mapped, address.sixtofour) if each]
        if not all(is_public(each) for each in inner):
            return False
        if address.ipv4_mapped:
            return True
    return address.is_global and not (
        address.is_private
        or address.is_loopback
        or address.is_link_local
        or address.is_multicast
        or address.is_reserved
        or address.is_unspecified
    )


def send(
    method: str, url: str, *, body: bytes = b"", headers: Mapping[str, str] | None = None, limits: Limits | None = None
) -> Answer:
    """Send one request and read its answer. Raises AddressRefused, Unreachable."""
    limits = limits or Limits()
    parts = urlsplit(url)
    host, is_tls = parts.hostname or "", parts.scheme == "https"
    if parts.scheme not in {"https", "http"} or not host or parts.username or parts.password:
        raise AddressRefused("not a plain http(s) address")
    try:
        port = parts.port or (443 if is_tls else 80)
    except ValueError as error:
        raise AddressRefused("not a port") from error
    address = _judged(_resolved(host, port), limits, is_tls=is_tls) if limits.guarded else host
    path = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
    try:
        return _exchange(method, (address, host, port), path, body, dict(headers or {}), limits, is_tls=is_tls)
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise Unreachable(f"{type(error).__name__}: {error}"[:200]) from error


def _resolved(host: str, port: int) -> list[Address]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unreachable(f"cannot be resolved: {host[:100]}") from error
    return [ipaddress.ip_address(str(each[4][0]).split("%")[0]) for each in found]


def _judged(addresses: Sequence[Address], limits: Limits, *, is_tls: bool) -> str:
    """The address to connect to, where none of them is out of bounds."""
    if not addresses:
        raise Unreachable("has no address")
    for address in addresses:
        if any(address in network for network in limits.allowed):
            continue
        if not is_public(address):
            raise AddressRefused(f"not a public address: {address}")
        if not is_tls:
            raise AddressRefused("plain HTTP")
    return str(addresses[0])


def _exchange(
    method: str, target: tuple[str, str, int], path: str, body: bytes, headers: dict[str, str], limits: Limits,
    *, is_tls: bool,
) -> Answer:  # fmt: skip
    address, host, port = target
    raw = socket.create_connection((address, port), timeout=min(CONNECT_SECONDS, limits.seconds))
    raw.settimeout(limits.seconds)
    # a receiver that answers a byte a second is cut off as a whole: time-outs of single reads would not
    watch = threading.Timer(limits.seconds, _cut, [raw])
    watch.daemon = True
    watch.start()
    connection = http.client.HTTPConnection(host, port, timeout=limits.seconds)
    try:
        connection.sock = ssl.create_default_context().wrap_socket(raw, server_hostname=host) if is_tls else raw
        watch.args[0] = connection.sock  # type: ignore[index]
        shown = f"[{host}]" if ":" in host else host
        default = 443 if is_tls else 80
        headers.setdefault("Host", shown if port == default else f"{shown}:{port}")
        headers["Connection"] = "close"
        connection.request(method, path, body=body or None, headers=headers)
        answer = connection.getresponse()
        return Answer(answer.status, answer.read(limits.most_bytes))
    finally:
        watch.cancel()
        connection.close()
        raw.close()


def _cut(connection: socket.socket) -> None:
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        return
