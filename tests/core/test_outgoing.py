"""Requests to addresses that somebody wrote down reach the public internet, or nothing."""

import ipaddress
import socket
import threading
import time
from typing import Any

import pytest

from liangxin.core import outgoing
from liangxin.core.outgoing import AddressRefused, Limits, Unreachable, is_public, networks, send
from tests.notifications.servers import web_server

LOOPBACK = networks(["127.0.0.0/8"])


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "255.255.255.255", "192.0.2.1", "198.18.0.1", "::1", "::", "fe80::1", "fc00::1", "ff02::1", "::ffff:127.0.0.1",
        "::ffff:10.0.0.1", "2002:7f00:1::", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "2001:db8::1",
    ],
)  # fmt: skip
def test_what_is_not_public(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["8.8.8.8", "223.5.5.5", "2400:3200::1", "::ffff:8.8.8.8"])
def test_what_is_public(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/", "https://localhost/", "https://[::1]/", "https://2130706433/", "https://0x7f.1/", "https://127.1/",
        "ftp://example.com/", "file:///etc/passwd", "https://user:word@example.com/", "https://", "https://example.com:99999/",
    ],
)  # fmt: skip
def test_addresses_that_are_refused_before_anything_is_sent(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "create_connection", lambda *args, **kwargs: pytest.fail("connected"))
    with pytest.raises(AddressRefused):
        send("POST", url)


def resolving(monkeypatch: pytest.MonkeyPatch, *answers: list[str]) -> list[str]:
    """The resolver says these, one list a question; what was connected to is noted."""
    questions, connected = iter(answers), []

    def getaddrinfo(host: str, port: int, **more: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in next(questions)]

    def create_connection(address: tuple[str, int], **more: Any) -> Any:
        connected.append(address[0])
        raise OSError("enough")

    monkeypatch.setattr(outgoing.socket, "getaddrinfo", getaddrinfo)
    monkeypatch.setattr(outgoing.socket, "create_connection", create_connection)
    return connected


def test_a_name_that_leads_inside_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    connected = resolving(monkeypatch, ["10.0.0.5"], ["8.8.8.8", "127.0.0.1"])
    for _ in range(2):
        with pytest.raises(AddressRefused, match="not a public address"):
            send("POST", "https://inside.example/")
    assert connected == []


def test_what_was_judged_is_what_is_connected_to(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second answer of the resolver (DNS rebinding) is never asked for."""
    connected = resolving(monkeypatch, ["8.8.8.8"], ["127.0.0.1"])
    with pytest.raises(Unreachable):
        send("POST", "https://rebinding.example/")
    assert connected == ["8.8.8.8"]


def test_plain_http_only_into_an_allowed_network(monkeypatch: pytest.MonkeyPatch) -> None:
    connected = resolving(monkeypatch, ["8.8.8.8"])
    with pytest.raises(AddressRefused, match="plain HTTP"):
        send("POST", "http://public.example/")
    assert connected == []
    with web_server() as web:
        monkeypatch.undo()
        assert send("POST", web.url + "/a?b=1", body=b"{}", limits=Limits(allowed=LOOPBACK)).status == 200
        assert (web.received[0].path, web.received[0].headers["host"]) == ("/a?b=1", web.host)


def test_a_redirect_is_an_answer_not_a_way() -> None:
    with web_server() as web:
        web.answer, web.headers = lambda request: (302, b""), {"Location": "http://127.0.0.1:9/"}
        assert send("POST", web.url, limits=Limits(allowed=LOOPBACK)).status == 302
        assert len(web.received) == 1


def test_no_more_is_read_than_asked_for() -> None:
    with web_server() as web:
        web.answer = lambda request: (200, b"x" * 1_000_000)
        assert len(send("GET", web.url, limits=Limits(allowed=LOOPBACK, most_bytes=1_000)).body) == 1_000


def test_an_answer_in_drops_is_cut_off_as_a_whole() -> None:
    listening = socket.create_server(("127.0.0.1", 0))

    def drip() -> None:
        taken, _ = listening.accept()
        with taken:
            try:
                for _ in range(50):
                    taken.sendall(b"H")
                    time.sleep(0.1)
            except OSError:
                return

    thread = threading.Thread(target=drip, daemon=True)
    thread.start()
    begun = time.monotonic()
    with pytest.raises(Unreachable):
        url = f"http://127.0.0.1:{listening.getsockname()[1]}/"
        send("GET", url, limits=Limits(allowed=LOOPBACK, seconds=0.5))
    assert time.monotonic() - begun < 3
    listening.close()
    thread.join(timeout=10)
