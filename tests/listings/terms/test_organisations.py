"""Commissioners keep organisations: one name for two, how to reach them, and none goes that a listing has."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer.crypto import KeyRing
from localoffer.listings import publishing, queries
from localoffer.listings.applying import content_of_version
from localoffer.listings.content import ListingContent, Words
from localoffer.listings.imports.syncing import store_organisation
from localoffer.listings.models import Listing, Organisation
from localoffer.listings.terms.writing import Writer
from localoffer.vocabulary import WayIn
from tests.support.client import CheckedClient

pytestmark = pytest.mark.any_database

DETAILS = {
    "name": "Moorland Steps",
    "description": "",
    "website": "https://moorland.example.org",
    "email": "hello@moorland.example.org",
    "phone": "01632 960 102",
    "version": "1",
}


@pytest.fixture
def numbers(session: Session, keys: KeyRing) -> tuple[int, int, int]:
    """Three organisations: one with a published listing, its double from a file, and one with nothing."""
    rows = [Organisation(source="outpost", key=f"outpost:{name}", name=name) for name in ("Moorland", "Moor", "Idle")]
    session.add_all(rows)
    session.flush()
    content = ListingContent(
        words={"en": Words("Walks", "Slow walks.")},
        organisation_key="outpost:Moor",
        kinds=("activities",),
        ways_in=(WayIn.CONTACT,),
        districts=("stafford",),
    )
    listing = publishing.create(session, content=content, actor="command", audit_key=keys.audit)
    publishing.publish(session, listing=listing, actor="command", audit_key=keys.audit)
    session.commit()
    first, second, third = (row.id for row in rows)
    return first, second, third


def test_two_become_one_with_listings_versions_files_and_search(
    app: Flask, editor: CheckedClient, session: Session, numbers: tuple[int, int, int]
) -> None:
    kept, double, _ = numbers
    page = f"/admin/organisations/{double}/uses"
    assert "Walks" in editor.page(page).words
    assert editor.send(f"/admin/organisations/{double}/remove", {}, page=page).status_code == 409
    assert editor.page("/services?q=moorland").words.count("Slow walks") == 0
    assert editor.send(f"/admin/organisations/{double}/merge", {"into": str(kept)}, page=page).status_code == 303
    assert "Slow walks" in editor.page("/services?q=moorland").words
    listing = queries.get(session, slug=session.scalars(select(Listing.slug)).one())
    assert listing.organisation_id == kept
    assert [content_of_version(version).organisation_key for version in listing.versions] == ["outpost:Moorland"]
    stored = store_organisation(session, source="outpost", key="outpost:Moor", name="Moor, as the file says").row
    assert (stored.id, stored.name) == (kept, "Moorland")


def test_how_to_reach_it_is_changed_once_and_no_file_writes_over_it(
    editor: CheckedClient, session: Session, numbers: tuple[int, int, int]
) -> None:
    address = f"/admin/organisations/{numbers[0]}"
    assert editor.send(address, DETAILS | {"email": "nobody"}).status_code == 400
    assert editor.send(address, DETAILS | {"name": "idle"}).status_code == 400
    assert editor.send(address, DETAILS).status_code == 303
    late = editor.send(address, DETAILS | {"name": "Another"})
    assert late.status_code == 409
    assert all(name in late.get_data(as_text=True) for name in ("Moorland Steps", "Another"))
    shown_by = Writer("command", b"k" * 32)
    row = store_organisation(session, source="outpost", key="outpost:Moorland", name="Moorland", shown_by=shown_by).row
    assert (row.name, row.phone) == ("Moorland Steps", "01632 960 102")


def test_one_without_listings_goes_and_the_list_counts_and_finds(
    editor: CheckedClient, session: Session, numbers: tuple[int, int, int]
) -> None:
    idle = f"/admin/organisations/{numbers[2]}"
    assert "Idle" in editor.page("/admin/organisations?q=IDLE").words
    assert editor.send(f"{idle}/remove", {}, page=f"{idle}/uses").status_code == 303
    shown = editor.page("/admin/organisations").words
    assert "2 organisations" in shown
    assert "Idle" not in shown
