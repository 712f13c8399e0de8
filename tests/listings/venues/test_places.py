"""A place that several listings share is changed once for all of them; no draft and no second editor loses by it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer.audit import AuditEntry
from localoffer.crypto import KeyRing
from localoffer.db import Database
from localoffer.listings import publishing, queries
from localoffer.listings.applying import content_of, content_of_version, latest_version
from localoffer.listings.content import ListingContent, Place, Words
from localoffer.listings.models import Listing, Venue
from localoffer.places import queries as directory
from localoffer.staff.models import User
from localoffer.vocabulary import Access, ListingStatus, ReviewState, WayIn
from tests.support.client import CheckedClient
from tests.support.queries import queries_of
from tests.support.staff import sign_in

pytestmark = pytest.mark.any_database

SHED = Place("The Shed", "1 Yard", "Stafford", "ST16 2LH", (Access.PARKING,))
BARN = Place("The Barn", "2 Lane", "Stafford", "ST16 2LH")


@pytest.fixture
def editor(client: CheckedClient, make_user: Callable[..., User]) -> CheckedClient:
    """A browser in which somebody is signed in who may publish."""
    make_user(role="publisher")
    sign_in(client)
    return client


@pytest.fixture
def make(session: Session, keys: KeyRing) -> Callable[..., Listing]:
    """Make a published listing at some places, and commit."""

    def made(name: str, *venues: Place) -> Listing:
        content = ListingContent(
            words={"en": Words(name, f"{name}.")},
            kinds=("activities",),
            ways_in=(WayIn.CONTACT,),
            districts=("stafford",),
            venues=venues,
        )
        listing = publishing.create(session, content=content, actor="command", audit_key=keys.audit, slug=name.lower())
        publishing.publish(session, listing=listing, actor="command", audit_key=keys.audit)
        session.commit()
        return listing

    return made


def number_of(session: Session, place: Place) -> int:
    found = session.scalars(select(Venue.id).where(Venue.name == place.name, Venue.town == place.town)).first()
    session.commit()
    assert found is not None
    return found


def reread(session: Session, slug: str) -> Listing:
    session.rollback()
    session.expire_all()
    return queries.get(session, slug=slug)


def filled(editor: CheckedClient, number: int, **changes: Any) -> dict[str, Any]:
    page = editor.page(f"/admin/places/{number}")
    names = ("name", "address", "town", "postcode", "version")
    return {**{name: page.value(name) for name in names}, "access": ["parking"], **changes}


def test_a_place_is_changed_once_for_all_its_listings(
    editor: CheckedClient, session: Session, make: Callable[..., Listing]
) -> None:
    make("Choir", SHED, BARN)
    make("Drums", SHED)
    make("Yoga", BARN)
    number = number_of(session, SHED)
    assert "2 listings happen there" in editor.page(f"/admin/places/{number}").words

    sent = editor.send(f"/admin/places/{number}", filled(editor, number, address="7 Yard", access=["step_free"]))

    assert sent.status_code == 303
    changed = Place("The Shed", "7 Yard", "Stafford", "ST16 2LH", (Access.STEP_FREE,))
    assert "Saved for 2 listings." in editor.page("/admin/places").words
    assert content_of(reread(session, "choir")).venues == (changed, BARN)
    drums = reread(session, "drums")
    assert content_of(drums).venues == content_of_version(latest_version(drums)).venues == (changed,)
    assert [version.state for version in drums.versions] == [ReviewState.REPLACED, ReviewState.PUBLISHED]
    assert content_of(reread(session, "yoga")).venues == (BARN,)
    assert "7 Yard" in editor.page("/services/drums").words
    assert session.scalars(select(AuditEntry.action).where(AuditEntry.subject == "place")).all() == ["place.changed"]
    session.commit()


def test_what_waits_for_review_goes_on_waiting_and_families_see_the_place_at_once(
    editor: CheckedClient, session: Session, keys: KeyRing, make: Callable[..., Listing]
) -> None:
    listing = make("Choir", SHED)
    content = content_of(listing).with_changes(words={"en": Words("Choir", "We sing louder.")})
    publishing.submit(session, listing=listing, content=content, actor="staff:1", audit_key=keys.audit)
    session.commit()
    number = number_of(session, SHED)

    editor.send(f"/admin/places/{number}", filled(editor, number, address="7 Yard"))

    page = editor.page("/services/choir").words
    assert "7 Yard" in page
    assert "louder" not in page
    waiting = latest_version(reread(session, "choir"))
    assert (waiting.number, waiting.state, waiting.sent_by) == (3, ReviewState.IN_REVIEW, "staff:1")
    assert content_of_version(waiting).words["en"].summary == "We sing louder."
    assert content_of_version(waiting).venues[0].address == "7 Yard"


def test_a_draft_alone_and_an_archived_listing_are_told_apart(
    editor: CheckedClient, session: Session, keys: KeyRing, make: Callable[..., Listing]
) -> None:
    content = content_of(make("Choir", BARN)).with_changes(venues=(SHED,))
    publishing.create(session, content=content, actor="staff:1", audit_key=keys.audit, slug="draft")
    gone = make("Gone", SHED)
    publishing.archive(session, listing=gone, actor="staff:1", audit_key=keys.audit)
    session.commit()
    number = number_of(session, SHED)

    editor.send(f"/admin/places/{number}", filled(editor, number, town="Stone"))

    draft = reread(session, "draft")
    assert (draft.status, draft.venues[0].town) == (ListingStatus.DRAFT, "Stone")
    assert content_of(reread(session, "gone")).venues == (SHED,)


def test_a_place_that_only_a_waiting_version_names_is_changed_in_it(
    editor: CheckedClient, session: Session, keys: KeyRing, make: Callable[..., Listing]
) -> None:
    make("Choir", SHED)
    drums = make("Drums", BARN)
    moves = content_of(drums).with_changes(venues=(SHED,))
    publishing.save_draft(session, listing=drums, content=moves, actor="staff:1", audit_key=keys.audit)
    session.commit()
    number = number_of(session, SHED)
    assert "Drums" in editor.page(f"/admin/places/{number}/uses").words

    editor.send(f"/admin/places/{number}", filled(editor, number, address="7 Yard"))

    drums = reread(session, "drums")
    assert content_of(drums).venues == (BARN,)
    assert content_of_version(latest_version(drums)).venues[0].address == "7 Yard"


def test_the_second_of_two_people_sees_both_and_loses_nothing(
    editor: CheckedClient, session: Session, make: Callable[..., Listing]
) -> None:
    make("Choir", SHED)
    number = number_of(session, SHED)
    mine = filled(editor, number, address="Mine")
    editor.send(f"/admin/places/{number}", filled(editor, number, address="Theirs"))

    late = editor.send(f"/admin/places/{number}", mine)

    assert late.status_code == 409
    assert "Theirs" in late.page.words  # type: ignore[attr-defined]
    assert late.page.value("address") == "Mine"  # type: ignore[attr-defined]


def test_two_spellings_of_one_place_become_one(
    editor: CheckedClient, session: Session, make: Callable[..., Listing]
) -> None:
    make("Choir", SHED)
    other = Place("the shed", "Yard 1", "Stafford", "ST16 2LH")
    make("Drums", other, SHED)
    make("Far", Place("The Mill", "", "Tamworth"))
    double, kept = number_of(session, other), number_of(session, SHED)
    page = editor.page(f"/admin/places/{double}/uses")
    assert "Drums" in page.words
    assert "The Mill" not in page.words

    address, seen = f"/admin/places/{double}/merge", {"version": page.value("version")}
    assert editor.send(address, {**seen, "into": ""}, page="/admin/places").status_code == 400
    assert editor.send(address, {"into": str(kept)}, page="/admin/places").status_code == 409
    assert editor.send(address, {**seen, "into": str(kept)}, page="/admin/places").status_code == 303

    assert content_of(reread(session, "drums")).venues == (SHED,)
    session.rollback()
    assert "1 place" in editor.page("/admin/places?q=SHED&shared=yes").words


def test_a_place_is_taken_off_its_listings_once_they_were_shown(
    editor: CheckedClient, session: Session, make: Callable[..., Listing]
) -> None:
    make("Choir", SHED, BARN)
    uses = f"/admin/places/{number_of(session, SHED)}/uses"
    page = editor.page(uses)
    assert "Choir" in page.words
    seen = {"version": page.value("version")}
    assert editor.send(uses.replace("uses", "remove"), seen, page=uses).status_code == 303
    assert content_of(reread(session, "choir")).venues == (BARN,)
    session.rollback()
    # the same number may name another place now: what was shown decides
    assert editor.send(uses.replace("uses", "remove"), seen, page="/admin/places").status_code == 409
    assert content_of(reread(session, "choir")).venues == (BARN,)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"postcode": "nowhere"}, "Enter a postcode, for example ST16 2LH"),
        ({"postcode": "XX1"}, "No postcode begins like this one. Check it."),
        ({"town": ""}, "Enter the town or village"),
    ],
)
def test_what_is_wrong_is_said(
    editor: CheckedClient,
    session: Session,
    make: Callable[..., Listing],
    monkeypatch: pytest.MonkeyPatch,
    wrong: dict[str, str],
    says: str,
) -> None:
    monkeypatch.setattr(directory, "WHOLE_COUNTRY", 1)
    make("Choir", SHED)
    number = number_of(session, SHED)
    sent = editor.send(f"/admin/places/{number}", filled(editor, number, **wrong))
    assert sent.status_code == 400
    assert says in sent.page.words  # type: ignore[attr-defined]


def test_the_screens_of_many_cost_few_questions(
    editor: CheckedClient, session: Session, make: Callable[..., Listing], database: Database
) -> None:
    for number in range(5):
        make(f"Choir{number}", SHED, Place(f"Hall {number}", "", "Stafford"))
    number = number_of(session, SHED)
    for address in ("/admin/places", f"/admin/places/{number}", f"/admin/places/{number}/uses"):
        with queries_of(database) as asked:
            editor.page(address)
        assert len(asked) <= 12, asked
