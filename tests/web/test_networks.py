"""Limits count networks: the same by whatever address somebody of it comes."""

from __future__ import annotations

import pytest
from flask import Flask

from localoffer.staff.throttle import hash_address
from localoffer.web.networks import network


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("203.0.113.7", "203.0.113.250", True),
        ("203.0.113.7", "203.0.114.7", False),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:2:2::1", False),
        ("2001:db8::1", "2001:0db8:0:0::2", True),
        ("fe80::1%eth0", "fe80::2", True),
        ("::ffff:203.0.113.7", "203.0.113.7", True),
        ("::ffff:203.0.113.7", "::ffff:203.0.114.7", False),
        ("", "unix:", True),
    ],
)
def test_an_address_counts_as_its_network(one: str, other: str, same: bool) -> None:
    assert (network(one) == network(other)) == same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("203.0.113.7", "203.0.113.8", False),
        ("203.0.113.7", "::ffff:203.0.113.7", True),
        ("2001:db8::1", "2001:db8::2", True),
        ("2001:db8:1::1", "2001:db8:2::1", False),
    ],
)
@pytest.mark.any_database
def test_tries_to_sign_in_count_by_the_address_or_the_network_of_one_person(
    app: Flask, one: str, other: str, same: bool
) -> None:
    with app.app_context():
        assert (hash_address(one) == hash_address(other)) == same
