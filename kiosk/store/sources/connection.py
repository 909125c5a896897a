"""Connections to checked addresses only: a name is resolved once, private networks are refused, every wait has an end."""

from __future__ import annotations

import ipaddress
import socket
import ssl
import threading
import time
from typing import Any

import httpcore

SECONDS = 10.0
"""Until a name is resolved, a server answers the door, or the next bytes come."""


class Error(Exception):
    """A place that must not, or cannot, be connected to."""


class Backend(httpcore.NetworkBackend):
    """Connections to checked addresses only, each read and write within the deadline of the whole fetch."""

    def __init__(self, deadline: float, own: str | None, source: str) -> None:
        self.deadline, self.own, self.source, self.proxy = deadline, own, source, ""
        self._inner = httpcore.SyncBackend()

    def checked(self, host: str, *, through_proxy: bool = False) -> list[str]:
        """Resolve a host once and refuse it if any of its addresses is not public."""
        found = addresses(host, min(SECONDS, self.deadline - time.monotonic()))
        if not found and not through_proxy:
            if time.monotonic() >= self.deadline:
                raise TimeoutError  # nobody knows whether there is such a computer
            raise Error(f"{self.source} cannot be found: no computer is called {host}; check the spelling and the network.")
        if host != self.own and not all(is_public(a) for a in found):
            inside = f"{self.source} leads to {host}, an address inside this network"
            raise Error(f"{inside}; it is fetched only if you allow that for this source.")
        return found

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None, socket_options: Any = None
    ) -> httpcore.NetworkStream:
        """Connect to the first checked address that answers."""
        addresses = [host] if host == self.proxy else self.checked(host)
        last: Exception | None = None
        for address in addresses[:4]:
            try:
                stream = self._inner.connect_tcp(address, port, self._left(timeout), local_address, socket_options)
                return _Stream(stream, self._left)
            except httpcore.ConnectError as error:
                last = error
        raise last or httpcore.ConnectError("no address")

    def connect_unix_socket(self, path: str, timeout: float | None = None, socket_options: Any = None) -> httpcore.NetworkStream:
        """Refuse: sources come over the network."""
        raise Error(f"{self.source} is not a web address; check the spelling.")

    def sleep(self, seconds: float) -> None:
        """Wait."""
        self._inner.sleep(seconds)

    def _left(self, timeout: float | None) -> float:
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout
        return left if timeout is None else min(timeout, left)


class _Stream(httpcore.NetworkStream):
    """A connection whose every wait ends with the fetch's deadline."""

    def __init__(self, inner: httpcore.NetworkStream, left: Any) -> None:
        self._inner, self._left = inner, left

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read some bytes."""
        return self._inner.read(max_bytes, self._left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write all bytes."""
        self._inner.write(buffer, self._left(timeout))

    def close(self) -> None:
        """Close the connection."""
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """Encrypt the connection."""
        return _Stream(self._inner.start_tls(ssl_context, server_hostname, self._left(timeout)), self._left)

    def get_extra_info(self, info: str) -> Any:
        """Tell what the connection knows of itself."""
        return self._inner.get_extra_info(info)


def addresses(host: str, seconds: float) -> list[str]:
    """Resolve a host within a time; IPv4 first, as some networks only pretend to speak IPv6."""
    found: list[str] = []

    def ask() -> None:
        try:
            answers = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            return
        found.extend(dict.fromkeys(str(a[4][0]) for a in sorted(answers, key=lambda a: a[0] != socket.AF_INET)))

    worker = threading.Thread(target=ask, daemon=True)
    worker.start()
    worker.join(max(seconds, 0.1))
    return list(found)


def is_public(address: str) -> bool:
    """Tell whether an IP address lies in the public internet (embedded IPv4 is looked at too)."""
    try:
        ip = ipaddress.ip_address(address.split("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is None and ip in ipaddress.ip_network("64:ff9b::/96"):
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast and not ip.is_reserved
