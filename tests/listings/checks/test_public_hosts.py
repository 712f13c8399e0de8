"""No listing makes the check look inside: every address that is not of the public internet is refused."""

from __future__ import annotations

import socket

import pytest

from localoffer.listings.checks.public_hosts import NotAllowed, is_public, resolve, target_of

pytestmark = pytest.mark.any_database

HOSTILE = [
    "http://127.0.0.1/",
    "http://127.1/",
    "http://127.0.0.1.:80/",
    "http://0x7f.0.0.1/",
    "http://0177.0.0.1/",
    "http://2130706433/",
    "http://017700000001/",
    "http://0/",
    "http://0.0.0.0/",
    "http://localhost/",
    "http://LOCALHOST./",
    "http://intranet/",
    "http://printer.local/",
    "http://db.internal/",
    "http://admin.localhost/",
    "http://10.0.0.1/",
    "http://172.16.0.1/",
    "http://172.31.255.255/",
    "http://192.168.1.1/",
    "http://100.64.0.1/",
    "http://100.100.100.200/latest/meta-data/",
    "http://169.254.169.254/latest/meta-data/",
    "http://169.254.170.2/v2/credentials",
    "http://2852039166/latest/meta-data/",
    "http://0xa9fea9fe/",
    "http://168.63.129.16/machine",
    "http://192.0.0.192/",
    "http://192.0.2.1/",
    "http://198.18.0.1/",
    "http://198.51.100.1/",
    "http://203.0.113.1/",
    "http://224.0.0.1/",
    "http://239.255.255.250/",
    "http://240.0.0.1/",
    "http://255.255.255.255/",
    "http://[::1]/",
    "http://[::]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[::ffff:8.8.8.8]/",
    "http://[::127.0.0.1]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[64:ff9b:1::a00:1]/",
    "http://[2002:7f00:1::]/",
    "http://[2001:0:53aa:64c:0:0:80ff:fffe]/",
    "http://[fe80::1]/",
    "http://[fe80::1%25eth0]/",
    "http://[fec0::1]/",
    "http://[fc00::1]/",
    "http://[fd00:ec2::254]/latest/meta-data/",
    "http://[ff02::1]/",
    "http://[2001:db8::1]/",
    "http://example.org@127.0.0.1/",
    "http://user:secret@93.184.215.14/",
    "http://93.184.215.14:22/",
    "http://93.184.215.14:6379/",
    "http://93.184.215.14:99999/",
    "http://93.184.215.14\\@127.0.0.1/",
    "http://127。0。0。1/",
    "http://①②⑦.⓪.⓪.①/",
    "https:///nowhere",
    "file:///etc/passwd",
    "ftp://93.184.215.14/",
    "gopher://93.184.215.14/",
    "data:text/html,hello",
    "javascript:alert(1)",
    "//93.184.215.14/",
    "http://93.184.215.14/\r\nHost: inside",
    "http://93.184.215.14/a b",
    "http://[::1",
    "",
    "http://" + "a" * 600 + ".example.org/",
]


def _numeric_only(host: str, port: int) -> list[str]:
    """Resolve numbers as the system does, in all the ways in which they can be written, and no name."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
    return [str(row[4][0]) for row in found]


@pytest.mark.parametrize("address", HOSTILE)
def test_a_hostile_address_is_never_opened(address: str) -> None:
    with pytest.raises((NotAllowed, OSError)):
        target_of(address, _numeric_only)


def test_a_public_name_with_one_private_number_is_refused() -> None:
    with pytest.raises(NotAllowed):
        target_of("https://club.example.org/", lambda _host, _port: ["93.184.215.14", "10.0.0.7"])


def test_a_public_address_is_opened_at_the_number_it_was_resolved_to() -> None:
    target = target_of("https://clubs.example.org/a?b=c#d", lambda _host, _port: ["93.184.215.14"])
    assert target == ("https", "clubs.example.org", 443, "93.184.215.14", "/a?b=c")
    assert target_of("http://[2606:4700::1111]/", _numeric_only).ip == "2606:4700::1111"
    assert is_public("8.8.8.8")
    assert not is_public("no number")
    assert resolve("127.0.0.1", 80) == ["127.0.0.1"]
