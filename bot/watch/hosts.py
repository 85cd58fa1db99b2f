"""Which hosts may be asked? Those that an operator named, and otherwise only public ones.

A link or a redirect must not lead this program to a router, a database or a cloud's own services: the address of
every hop is looked up and checked here, and it is that address which is then connected to.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Hop:
    """An address to ask: host and port by name, and the checked IP address to connect to."""

    host: str
    port: int
    ip: str


@dataclass(frozen=True, slots=True)
class Barred:
    """Why an address is not asked."""

    reason: str


def hop_to(url: str, trusted: frozenset[tuple[str, int]]) -> Hop | Barred:
    """Look up the host of `url`; a private one is barred unless an operator named it with its port."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        return Barred("bad_address")
    if parts.scheme not in ("http", "https") or not host:
        return Barred("bad_address")
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return Barred("unknown_host")
    ips = [str(entry[4][0]) for entry in found]
    if (host.lower(), port) not in trusted and not are_public(ips):
        return Barred("private_address")
    return Hop(host, port, ips[0]) if ips else Barred("unknown_host")


def are_public(ips: Sequence[str]) -> bool:
    """True when every address of a host is one of the open Internet: which of them is connected to is not ours to say."""
    return all(map(is_public, ips))


def is_public(ip: str) -> bool:
    """True for an address of the open Internet; one written inside an IPv6 address counts as itself."""
    try:
        address = ipaddress.ip_address(ip.partition("%")[0])
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None)
    return (mapped or address).is_global and not address.is_multicast


def trusted_hosts(urls: tuple[str, ...]) -> frozenset[tuple[str, int]]:
    """The hosts and ports that an operator named."""
    parts = (urlsplit(url) for url in urls)
    return frozenset(
        ((part.hostname or "").lower(), part.port or (443 if part.scheme == "https" else 80))
        for part in parts
    )
