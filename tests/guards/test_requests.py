"""What a request may do: a GET changes nothing but the record of it, and a POST needs the token of a page of ours."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from localoffer.crypto import KeyRing
from localoffer.db import Base
from localoffer.listings import publishing
from localoffer.listings.content import ListingContent, Words
from localoffer.staff.models import User
from localoffer.vocabulary import WayIn
from tests.support.client import CheckedClient
from tests.support.staff import sign_in

pytestmark = pytest.mark.any_database

# who looked at what, and when a session was last used, are written on a look too
WRITTEN_BY_A_LOOK = {"audit_entries", "audit_head", "sessions"}
# each says in its view why it needs no token, and refuses what another site sends
WITHOUT_TOKEN = {"listings.change_my_list", "corrections.tell", "surveys.answer"}
# what stands in the gap of an address whose page is found by its name alone
NAMED = {"/refer/status/before-support/<slug>": "/refer/status/before-support/worker"}
LEAVES = ("/admin/sign-out", "/refer/life-skills/leave")


def _address(rule: str, arguments: set[str]) -> str:
    rule = re.sub(r"<any\((\w+)[^>]*>", r"\1", NAMED.get(rule, rule))
    for name in arguments:
        for shape in (f"<{name}>", f"<path:{name}>", f"<int:{name}>"):
            rule = rule.replace(shape, "1")
    return rule


def test_a_post_without_the_token_of_a_page_changes_nothing(
    app: Flask, client: CheckedClient, session: Session
) -> None:
    before = _rows(session)
    rules = [rule for rule in app.url_map.iter_rules() if "POST" in (rule.methods or set())]
    assert len(rules) > 10
    for rule in rules:
        if rule.endpoint in WITHOUT_TOKEN:
            continue
        answer = client.post(_address(rule.rule, rule.arguments))
        # a form that nobody has begun leads to its start instead, and a link that is nobody's says that it is old
        assert answer.status_code in {303, 400, 410}, f"{rule.rule} answered {answer.status_code}"
    assert _rows(session) == before


def test_a_look_changes_nothing_but_the_record_of_it(
    client: CheckedClient, session: Session, keys: KeyRing, make_user: Callable[..., User]
) -> None:
    content = ListingContent(
        words={"en": Words("Saturday club", summary="A calm place to play.")},
        needs=("autism",),
        kinds=("activities",),
        ways_in=(WayIn.CONTACT,),
        districts=("stafford",),
    )
    listing = publishing.create(session, content=content, actor="system", audit_key=keys.audit)
    publishing.publish(session, listing=listing, actor="system", audit_key=keys.audit)
    session.commit()
    make_user()
    sign_in(client)
    client.get("/services")
    before = _rows(session)

    seen, waiting = set(), ["/", "/admin", "/services?need=autism", "/refer/life-skills", "/pl/", "/health/ready"]
    while waiting:
        address = waiting.pop()
        seen.add(address)
        answer = client.get(address)
        assert answer.status_code < 500, f"{address} answered {answer.status_code}"
        page: Any = getattr(answer, "page", None)
        for link in page.links if page else []:
            place = link.split("#")[0]
            if place.startswith("/") and not place.startswith(LEAVES) and place not in seen and len(seen) < 150:
                waiting.append(place)
                seen.add(place)

    assert len(seen) > 30
    after = _rows(session)
    assert [name for name, rows in before.items() if after[name] != rows] == []


def _rows(session: Session) -> dict[str, list[Any]]:
    session.rollback()
    tables: list[Table] = [table for name, table in Base.metadata.tables.items() if name not in WRITTEN_BY_A_LOOK]
    rows = {
        table.name: [tuple(row) for row in session.execute(select(table).order_by(*table.primary_key))]
        for table in tables
    }
    # an open transaction would make every request wait for it
    session.rollback()
    return rows
