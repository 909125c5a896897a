"""Fetching under limits, against a server on this machine that misbehaves."""

import gzip
import socket
import threading
import time
from contextlib import contextmanager

import pytest

from kiosk.store.sources import connection, fetch, guard
from kiosk.store.sources import plain as plain_words
from tests.tooling.waiting import PATIENCE


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch):
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)


@contextmanager
def server(answer):
    """Serve on 127.0.0.1; `answer(connection, path)` writes raw bytes."""
    listener = socket.create_server(("127.0.0.1", 0))
    asked = []

    def serve():
        while True:
            try:
                peer, _ = listener.accept()
            except OSError:
                return
            with peer:
                peer.settimeout(PATIENCE)
                try:
                    request = peer.recv(65536).decode("latin-1")
                    asked.append(request)
                    answer(peer, request.split(" ")[1])
                except (OSError, IndexError):
                    continue

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}", asked
    finally:
        # A shutdown wakes the accept, which a close alone does not.
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join()


def plain(body, headers="", status="200 OK"):
    head = f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\nContent-Type: text/calendar; charset=utf-8\r\n{headers}\r\n"
    return head.encode() + body


def refused(url, **options):
    with pytest.raises(fetch.Error) as caught:
        fetch.fetch(url, **{"allow_private": True, **options})
    sentence = str(caught.value)
    assert "\n" not in sentence
    assert url.split("?")[0][:24] in sentence
    return sentence


def test_a_source_is_fetched_with_its_type():
    with server(lambda peer, path: peer.sendall(plain(b"BEGIN:VCALENDAR"))) as (url, asked):
        got = fetch.fetch(f"{url}/a b.ics?x=1#part", allow_private=True)
    assert (got.data, got.type) == (b"BEGIN:VCALENDAR", "text/calendar")
    assert asked[0].startswith("GET /a%20b.ics?x=1 HTTP/1.1")
    assert "Accept-Encoding: identity" in asked[0]


def test_packed_answers_are_unpacked_within_the_limit():
    small, bomb = gzip.compress(b"hello" * 100), gzip.compress(b"\0" * 5_000_000)
    with server(lambda peer, path: peer.sendall(plain(bomb if "bomb" in path else small, "Content-Encoding: gzip\r\n"))) as (
        url,
        _,
    ):
        assert fetch.fetch(url, allow_private=True).data == b"hello" * 100
        assert "larger than 1 MB" in refused(f"{url}/bomb", limit=1_000_000)


@pytest.mark.parametrize("declared", [True, False])
def test_a_huge_answer_is_cut_off(declared):
    def answer(peer, path):
        head = b"HTTP/1.1 200 OK\r\n" + (b"Content-Length: 90000000\r\n" if declared else b"") + b"\r\n"
        peer.sendall(head)
        for _ in range(90):
            peer.sendall(b"x" * 100_000)

    with server(answer) as (url, _):
        assert "larger than 2 MB" in refused(url, limit=2_000_000)


def test_a_server_that_drips_is_given_up_at_the_deadline():
    def answer(peer, path):
        if path == "/head":
            for byte in b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100:
                peer.sendall(bytes([byte]))
                time.sleep(0.02)
        else:
            peer.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n")
            for _ in range(100):
                peer.sendall(b"z")
                time.sleep(0.02)

    with server(answer) as (url, _):
        for path in ("/head", "/body"):
            assert "did not answer in time" in refused(url + path, in_all=0.3)


def test_a_silent_server_is_given_up():
    over = threading.Event()
    with server(lambda peer, path: over.wait(PATIENCE)) as (url, _):
        assert "did not answer in time" in refused(url, in_all=0.2)
        over.set()


def test_a_name_that_is_not_found_in_time_is_no_wrong_name(monkeypatch):
    over = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: over.wait() and [])
    assert "did not answer in time" in refused("http://somewhere.example/", in_all=0.05)
    over.set()


def test_a_cut_answer_is_not_taken_for_whole():
    with server(lambda peer, path: peer.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf")) as (url, _):
        assert "broke off" in refused(url)


def test_what_is_not_http():
    with server(lambda peer, path: peer.sendall(b"220 smtp ready\r\n")) as (url, _):
        assert "does not speak HTTP" in refused(url)


@pytest.mark.parametrize(
    ("status", "words"), [("404 Not Found", "check the address"), ("401 No", "password"), ("503 Later", "try again later")]
)
def test_refusals_say_what_to_do(status, words):
    with server(lambda peer, path: peer.sendall(plain(b"", status=status))) as (url, _):
        assert words in refused(url)


def test_redirects_are_followed_five_times_and_no_more():
    def answer(peer, path):
        left = int(path.strip("/") or 0)
        peer.sendall(plain(b"here") if left == 0 else plain(b"", f"Location: /{left - 1}\r\n", "302 Found"))

    with server(answer) as (url, asked):
        assert fetch.fetch(f"{url}/5", allow_private=True).data == b"here"
        assert len(asked) == 6
        assert "more than 5" in refused(f"{url}/6")


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("http://10.1.2.3/", "inside this network"),
        ("http://169.254.169.254/latest/meta-data", "inside this network"),
        ("http://localhost:1/", "inside this network"),
        ("file:///etc/passwd", "only http and https"),
        ("gopher://example.org/", "only http and https"),
        ("http://[::1", "not a web address"),
    ],
)
def test_each_redirect_is_checked_again(target, words):
    with server(lambda peer, path: peer.sendall(plain(b"", f"Location: {target}\r\n", "302 Found"))) as (url, _):
        assert words in refused(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://[::1]/",
        "http://0.0.0.0/",
        "http://192.168.1.1/",
        "http://[fe80::1]/",
        "http://224.0.0.1/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://[::ffff:127.0.0.1]/",
        "http://[64:ff9b::7f00:1]/",
        "webcal://localhost/cal.ics",
        "http://100.64.0.1/",
    ],
)
def test_addresses_inside_the_network_are_refused(url):
    with pytest.raises(fetch.Error, match="inside this network"):
        fetch.fetch(url)


def test_a_name_is_resolved_once_and_all_its_addresses_must_be_public(monkeypatch):
    asked = []

    def resolve(host, *_, **__):
        asked.append(host)
        return [
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.216.34", 0)),
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("10.0.0.1", 0)),
        ]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with pytest.raises(fetch.Error, match="inside this network"):
        fetch.fetch("http://calendar.example/")
    assert asked == ["calendar.example"]


def test_the_connection_goes_to_the_address_that_was_checked(monkeypatch):
    with server(lambda peer, path: peer.sendall(plain(b"pinned"))) as (url, asked):
        port = url.rsplit(":", 1)[1]
        real = socket.getaddrinfo
        answers = iter(["127.0.0.1"])  # a second question would get no answer

        def resolve(host, *rest, **options):
            if host == "rebind.example":
                return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), 0))]
            return real(host, *rest, **options)

        monkeypatch.setattr(socket, "getaddrinfo", resolve)
        assert fetch.fetch(f"http://rebind.example:{port}/", allow_private=True).data == b"pinned"
    assert "Host: rebind.example" in asked[0]


@pytest.mark.parametrize(
    "url", ["ftp://example.org/x", "file:///etc/passwd", "http://exa mple.org/", "http://[::1", "http://:80/", "http://a:99999/"]
)
def test_what_is_no_web_address(url):
    with pytest.raises(fetch.Error):
        fetch.fetch(url)


def test_webcal_means_https():
    assert fetch._checked("", "webcal://example.org/a.ics", "x") == "https://example.org/a.ics"
    assert fetch._checked("", "webcals://example.org/a.ics", "x") == "https://example.org/a.ics"


@pytest.mark.parametrize(
    ("location", "is_web"),
    [
        ("https://example.org", True),
        ("webcal://x/y", True),
        ("webcal:x", True),
        ("C:\\files\\a.ics", False),
        ("a:b.csv", False),
        ("events.csv", False),
        ("file:///x", True),
    ],
)
def test_addresses_and_paths_are_told_apart(location, is_web):
    assert plain_words.is_address(location) is is_web


def test_an_unknown_name_is_one_sentence():
    with pytest.raises(fetch.Error, match="no computer is called"):
        fetch.fetch("http://nowhere.invalid/")


def test_the_systems_proxy_is_used_and_inner_addresses_stay_refused(monkeypatch):
    with server(lambda peer, path: peer.sendall(plain(path.encode()))) as (url, asked):
        monkeypatch.setenv("http_proxy", url)
        monkeypatch.setenv("no_proxy", "")
        assert fetch.fetch("http://calendar.invalid/a.ics").data == b"http://calendar.invalid/a.ics"
        with pytest.raises(fetch.Error, match="inside this network"):
            fetch.fetch("http://10.0.0.1/a.ics")
    assert len(asked) == 1


def test_public_addresses():
    assert connection.is_public("93.184.216.34")
    assert connection.is_public("2606:4700::1111")
    assert not connection.is_public("not an address")
    assert not connection.is_public("2002:7f00:1::")


def test_limits_stand_in_the_contract():
    assert (connection.SECONDS, fetch.IN_ALL, fetch.REDIRECTS) == (10, 30, 5)
    assert (guard.LIMIT, guard.CALENDAR_LIMIT) == (20_000_000, 50_000_000)
