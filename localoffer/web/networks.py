"""Which network an internet address belongs to: limits count by it, so that another address gets nobody round them."""

from __future__ import annotations

import ipaddress

_OF_IPV6 = 56
A_NEIGHBOURHOOD, ONE_ADDRESS = 24, 32
"""How much of an IPv4 address is looked at."""


def network(address: str, *, of_ipv4: int = A_NEIGHBOURHOOD) -> str:
    """Return the network that an address belongs to; empty for what is no address.

    Of IPv6 it is what one household or office has to itself. A server that listens for both kinds sees IPv4 as a part
    of IPv6: it is the same network either way.
    """
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return ""
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped is not None:
        found = found.ipv4_mapped
    bits = _OF_IPV6 if found.version == 6 else of_ipv4
    return str(ipaddress.ip_network((found, bits), strict=False))
