"""Sources from the web under limits: http(s) only, pinned addresses, no private network, bounded time, size and redirects."""

from __future__ import annotations

import ssl
import time
import urllib.request
import zlib
from collections.abc import Iterable
from functools import cache
from typing import Any
from urllib.parse import urljoin, urlsplit, urlunsplit

import httpcore

from kiosk import __version__
from kiosk.record import record
from kiosk.store.sources import connection, guard, harvest

IN_ALL = 30.0
"""Seconds for the whole fetch, redirects included."""
REDIRECTS = 5
_MOVED = {301, 302, 303, 307, 308}


class Error(harvest.Error):
    """A source that cannot be fetched, in one sentence with the cure."""


@record
class Marks:
    """How a server names a state of a document: its ETag and its Last-Modified, as they were sent."""

    etag: str = ""
    modified: str = ""


@record
class Fetched:
    """What came: bytes, media type in lower case, the address it came from in the end, and the marks of this state of it.

    `unchanged` says that the state with the marks that were sent along is still the newest; then there are no bytes.
    """

    data: bytes
    type: str
    location: str
    marks: Marks = Marks()
    unchanged: bool = False


def fetch(
    location: str,
    *,
    limit: int = guard.LIMIT,
    allow_private: bool = False,
    in_all: float = IN_ALL,
    known: Marks = Marks(),  # noqa: B008 - it cannot change
) -> Fetched:
    """Fetch a web address, up to `limit` bytes within `in_all` seconds; `allow_private` frees the source's own host alone.

    A server that still has the state `known` need not send it again.
    """
    deadline = time.monotonic() + in_all
    url = _checked("", location, location)
    own = urlsplit(url).hostname if allow_private else None
    for _ in range(REDIRECTS + 1):
        answer = _one(url, deadline, limit, own, location, known)
        if isinstance(answer, Fetched):
            return answer
        url = _checked(url, answer, location)
    raise Error(f"{location} sends from page to page without end (more than {REDIRECTS} redirects); check the address.")


def _checked(base: str, url: str, source: str) -> str:
    """Spell an address, relative to the one before it, as it is sent; refuse what is not fetched."""
    for old, new in (("webcal://", "https://"), ("webcals://", "https://"), ("webcal:", "https:")):
        if url.lower().startswith(old):
            url = new + url[len(old) :]
    try:
        parts = urlsplit(urljoin(base, url))
        host, port = parts.hostname, parts.port
    except ValueError:
        raise Error(f"{source} is not a web address; check the spelling.") from None
    if parts.scheme.lower() not in ("http", "https"):
        raise Error(f"{source} leads to an address of the kind {parts.scheme}:, only http and https are fetched.")
    if not host or any(ord(c) <= 32 for c in parts.netloc):
        raise Error(f"{source} is not a web address; check the spelling.")
    try:
        name = host if ":" in host else host.encode("idna").decode() if not host.isascii() else host
    except UnicodeError:
        raise Error(f"{source} is not a web address; check the spelling.") from None
    login = parts.netloc.rpartition("@")[0]
    place = f"[{name}]" if ":" in name else name
    netloc = (f"{login}@" if login else "") + place + (f":{port}" if port else "")
    return urlunsplit((parts.scheme.lower(), netloc, _quoted(parts.path or "/"), _quoted(parts.query), ""))


def _quoted(text: str) -> str:
    from urllib.parse import quote

    return quote(text, safe="%/:=&?~#+!$,;'@()*[]|")


def _one(url: str, deadline: float, limit: int, own: str | None, source: str, known: Marks) -> Fetched | str:
    """Ask one server; return what it sent, or the address it sends on to."""
    parts = urlsplit(url)
    backend = connection.Backend(deadline, own, source)
    headers = [
        ("User-Agent", f"Kiosk/{__version__}"),
        ("Accept", "*/*"),
        ("Accept-Encoding", "identity"),
        ("Connection", "close"),
    ]
    if parts.username:
        headers.append(("Authorization", _basic(parts.username, parts.password or "")))
    headers += [(k, v) for k, v in (("If-None-Match", known.etag), ("If-Modified-Since", known.modified)) if v]
    bare = urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, parts.query, ""))
    timeout = dict.fromkeys(("connect", "read", "write", "pool"), connection.SECONDS)
    try:
        with (
            _pool(parts.scheme, parts.hostname or "", backend) as pool,
            pool.stream(
                "GET", bare, headers=[*headers, ("Host", parts.netloc.rpartition("@")[2])], extensions={"timeout": timeout}
            ) as response,
        ):
            told = {k.decode("latin-1").lower(): v.decode("latin-1") for k, v in response.headers}
            if response.status in _MOVED and "location" in told:
                return told["location"]
            if response.status == 304 and known != Marks():
                return Fetched(b"", "", url, known, unchanged=True)
            if response.status != 200:
                raise Error(_refusal(source, response.status))
            data = _body(response.iter_stream(), told, limit, deadline, source)
            marks = Marks(told.get("etag", "")[:500], told.get("last-modified", "")[:100])
            return Fetched(data, told.get("content-type", "").split(";")[0].strip().lower(), url, marks)
    except connection.Error as error:
        raise Error(str(error)) from None
    except (httpcore.TimeoutException, TimeoutError):
        raise Error(f"{source} did not answer in time; try again later, or download the file and import it.") from None
    except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.ProxyError, OSError) as error:
        raise Error(_broken(source, error)) from None


def _body(chunks: Iterable[bytes], told: dict[str, str], limit: int, deadline: float, source: str) -> bytes:
    packed = told.get("content-encoding", "identity").lower()
    unpack = zlib.decompressobj(47) if packed in ("gzip", "x-gzip", "deflate") else None
    if told.get("content-length", "").isdigit() and int(told["content-length"]) > limit:
        raise Error(guard.too_large(source, limit))
    data = bytearray()
    try:
        for chunk in chunks:
            data += chunk if unpack is None else unpack.decompress(chunk, limit + 1 - len(data))
            if len(data) > limit:
                raise Error(guard.too_large(source, limit))
            if time.monotonic() > deadline:
                raise TimeoutError
    except zlib.error:
        raise Error(f"{source} sent something that cannot be unpacked; try again later.") from None
    return bytes(data)


def _refusal(source: str, status: int) -> str:
    why = {
        401: "asks for a password; use the calendar's public address",
        403: "does not let this program read it; use the calendar's public address",
        404: "has nothing there; check the address",
        410: "says that it is gone; look for the new address",
        429: "asks to wait; try again in an hour",
    }.get(status, "has a fault of its own; try again later" if status >= 500 else "did not send it; check the address")
    return f"{source} answered {status}: the server {why}."


def _broken(source: str, error: Exception) -> str:
    text = str(error).lower()
    if "certificate" in text:
        return f"{source} shows a certificate that this computer does not trust; check the address, or ask your IT service."
    if "ssl" in text or "tls" in text:
        return f"{source} does not speak https properly; check the address."
    if "refused" in text:
        return f"{source} refused the connection; check the address and the port."
    if isinstance(error, httpcore.ProtocolError):
        return f"{source} broke off in the middle, or does not speak HTTP; try again later."
    return f"{source} cannot be reached; check the network and the address."


def _basic(user: str, password: str) -> str:
    import base64
    from urllib.parse import unquote

    return "Basic " + base64.b64encode(f"{unquote(user)}:{unquote(password)}".encode()).decode()


@cache
def _trust() -> ssl.SSLContext:
    """Make a TLS context that trusts what the system trusts."""
    import truststore

    return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def _pool(scheme: str, host: str, backend: connection.Backend) -> httpcore.ConnectionPool:
    """Make a pool of one connection: direct, or through the system's proxy (which then sees the name, not our pinned address)."""
    proxy = urllib.request.getproxies().get(scheme)
    common: dict[str, Any] = {"max_connections": 1, "network_backend": backend, "retries": 0}
    if scheme == "https":
        common["ssl_context"] = _trust()
    if not proxy or host == backend.own or urllib.request.proxy_bypass(host):
        return httpcore.ConnectionPool(**common)
    backend.checked(host, through_proxy=True)
    through = urlsplit(proxy if "://" in proxy else f"http://{proxy}")
    backend.proxy = through.hostname or ""
    login = (through.username, through.password or "") if through.username else None
    return httpcore.HTTPProxy(
        urlunsplit((through.scheme, through.netloc.rpartition("@")[2], "", "", "")), proxy_auth=login, **common
    )
