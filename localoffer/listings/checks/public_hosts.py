"""Which machines the check may speak to: public ones alone, so that no listing makes it look inside the council."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import urlsplit

_PORTS = {"http": 80, "https": 443}
_LONGEST = 500
# what the module takes for public in some versions of Python, and is not; the first two are what a cloud tells its own
# machines by
_NOT_PUBLIC = tuple(
    map(
        ipaddress.ip_network,
        (
            *("168.63.129.16/32", "192.0.0.0/24", "192.88.99.0/24"),
            *("64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2002::/16", "3fff::/20", "5f00::/16"),
        ),
    )
)

Resolve = Callable[[str, int], list[str]]
"""Returns the numeric addresses of a host; raises ``OSError`` where there are none."""


class NotAllowed(ValueError):
    """The check must not open this address; the message says why, without the address."""


class Target(NamedTuple):
    """Where to connect for an address: ``ip`` is what its host was resolved to, once."""

    scheme: str
    host: str
    port: int
    ip: str
    path: str


def target_of(address: str, resolve: Resolve) -> Target:
    """Return where to connect for a web address.

    The host is resolved here and nowhere else, so that it cannot mean another machine a moment later.

    Raises:
        NotAllowed: when it is no plain web address, or any address of its host is not public.
        OSError: when the host is not known.
    """
    if len(address) > _LONGEST or not address.isprintable() or any(letter.isspace() for letter in address):
        raise NotAllowed("it is no web address")
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as error:
        raise NotAllowed("it is no web address") from error
    if parts.scheme not in _PORTS or "@" in parts.netloc or "\\" in address:
        raise NotAllowed("it is no plain web address")
    port = port or _PORTS[parts.scheme]
    if port not in _PORTS.values():
        raise NotAllowed("it is at a port of its own")
    host = _ascii(parts.hostname or "")
    found = [host] if ":" in host else resolve(host, port)
    if not found or not all(is_public(one) for one in found):
        raise NotAllowed("its host is not public")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(parts.scheme, host, port, found[0], path)


def is_public(numeric: str) -> bool:
    """Return whether a numeric address is one of the public internet.

    Addresses of version 6 that carry one of version 4 inside are none: no public site is reached by them.
    """
    try:
        ip = ipaddress.ip_address(numeric.partition("%")[0])
    except ValueError:
        return False
    if not ip.is_global or ip.is_multicast or ip.is_reserved or ip.is_unspecified:
        return False
    if isinstance(ip, ipaddress.IPv6Address) and (ip.ipv4_mapped or ip.is_site_local):
        return False
    return not any(ip in network for network in _NOT_PUBLIC)


def resolve(host: str, port: int) -> list[str]:
    """Return the numeric addresses of a host, as the system knows them.

    Raises:
        OSError: when it is not known.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(row[4][0]) for row in found))


def _ascii(host: str) -> str:
    if ":" in host:
        return host
    try:
        plain = host.rstrip(".").encode("idna").decode("ascii")
    except UnicodeError as error:
        raise NotAllowed("it is no web address") from error
    if "." not in plain or plain.endswith((".localhost", ".local", ".internal", ".home.arpa", ".onion")):
        raise NotAllowed("its host is not public")
    return plain
