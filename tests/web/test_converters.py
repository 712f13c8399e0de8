"""An address that no database could look up is one that we do not have, and no fault of ours."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask
from werkzeug.routing import IntegerConverter

from localoffer.staff.models import User
from tests.support.client import CheckedClient
from tests.support.staff import sign_in

pytestmark = pytest.mark.any_database

HUGE = "99999999999999999999"


def test_no_address_of_families_has_nul(client: CheckedClient) -> None:
    for address in (
        "/services/a%00b",
        "/services/A%00B/something-wrong",
        "/services/a%00b/something-wrong",
        "/you-said-we-did/a%00b",
        "/ur/you-said-we-did/a%00b",
        "/guide/a%00b",
        "/static/a%00b",
    ):
        client.page(address, status=404)


def test_no_address_of_staff_has_nul_or_a_number_that_no_column_holds(
    client: CheckedClient, make_user: Callable[..., User]
) -> None:
    make_user(role="administrator")
    sign_in(client)
    for address in (f"/admin/people/{HUGE}", "/admin/people/2147483648", f"/admin/people/{HUGE * 250}"):
        client.page(address, status=404)
    assert client.get("/admin/people/2147483647").status_code == 404
    client.page("/admin/people/1")


def test_no_gap_of_any_address_takes_what_no_database_stores(app: Flask) -> None:
    gaps = [(rule, one) for rule in app.url_map.iter_rules() for one in rule._converters.values()]
    assert len(gaps) > 100
    for rule, gap in gaps:
        for told in ("a\0b", "a/b\0", "\0", HUGE * 250 if isinstance(gap, IntegerConverter) else "\0"):
            assert not re.fullmatch(gap.regex, told), rule.rule
