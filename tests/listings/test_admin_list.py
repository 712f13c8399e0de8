"""Commissioners go through a list of listings that is longer than a page."""

from __future__ import annotations

import re
from collections.abc import Callable

from sqlalchemy.orm import Session

from localoffer.staff.models import User
from tests.support.client import CheckedClient
from tests.support.listings import listing
from tests.support.staff import sign_in


def test_a_long_list_is_turned_page_by_page_in_the_order_of_names(
    client: CheckedClient, make_user: Callable[..., User], session: Session
) -> None:
    # given more listings than one page holds, the last by name written first
    for number in range(29, -1, -1):
        listing(session, f"club {number:02}" if number % 2 else f"Club {number:02}", districts=("tamworth",))
    listing(session, "club of somewhere else")
    session.commit()
    make_user(role="viewer")
    sign_in(client)
    # when somebody asks for the clubs of a district and turns the page
    asked = "/admin/listings?q=club&district=tamworth"
    first = client.page(asked)
    second = client.page(str(first.one(".//a[@rel='next']").get("href")))
    # then each is there once, in order, and the way back leads to the first
    named = re.findall(r"club \d\d", (first.words + second.words).lower())
    assert named == [f"club {number:02}" for number in range(30)]
    assert client.page(str(second.one(".//a[@rel='prev']").get("href"))).words == first.words
    assert "Page 2 of 2" in client.page(f"{asked}&page=999").words
