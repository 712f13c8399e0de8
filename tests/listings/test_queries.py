"""Reading listings."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from localoffer.crypto import KeyRing
from localoffer.db import Database, MissingRow
from localoffer.listings import publishing, queries
from localoffer.listings.applying import content_of
from localoffer.listings.content import ListingContent, Words
from localoffer.listings.models import Listing, Organisation
from localoffer.listings.queries import AdminFilter
from localoffer.vocabulary import Coverage, ListingStatus, ReviewState, WayIn

EDITOR = "staff:7"


@pytest.fixture
def made(session: Session, keys: KeyRing) -> dict[str, Listing]:
    """Four listings by English name: two published, one waiting with a change, a draft, an archived one."""
    session.add(Organisation(source="council", key="steps", name="Moorland Steps"))
    session.flush()
    found = {}
    for name in ("Art club", "Ball games", "Choir", "Den building"):
        content = ListingContent(
            words={"en": Words(name=name, summary="For everyone. 100% fun.")},
            organisation_key="steps" if name == "Choir" else None,
            kinds=("activities",),
            ways_in=(WayIn.CONTACT,),
            coverage=Coverage.COUNTY if name == "Art club" else Coverage.DISTRICTS,
            districts={"Art club": (), "Ball games": ("tamworth",)}.get(name, ("stafford",)),
        )
        found[name] = publishing.create(session, content=content, actor=EDITOR, audit_key=keys.audit)
        if name != "Choir":
            publishing.publish(session, listing=found[name], actor=EDITOR, audit_key=keys.audit)
    publishing.archive(session, listing=found["Den building"], actor=EDITOR, audit_key=keys.audit)
    changed = content_of(found["Ball games"]).with_changes(age_from=4)
    publishing.save_draft(session, listing=found["Ball games"], content=changed, actor=EDITOR, audit_key=keys.audit)
    session.commit()
    return found


@contextmanager
def counted(database: Database) -> Iterator[list[str]]:
    said: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        said.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    yield said
    event.remove(database.engine, "before_cursor_execute", note)


def test_published_listings_come_whole_in_as_many_queries_as_relations(
    database: Database, made: dict[str, Listing]
) -> None:
    with database.session(writes=False) as fresh, counted(database) as said:
        found = queries.published(fresh)
        read = [content_of(listing) for listing in found]
        names = [term.name("pl") for listing in found for term in listing.terms]
    assert [content.words["en"].name for content in read] == ["Art club", "Ball games"]
    assert len(names) == 2
    assert len(said) <= 11


def test_families_get_what_is_published_alone(session: Session, made: dict[str, Listing]) -> None:
    assert queries.get_published(session, slug="art-club").id == made["Art club"].id
    for slug in ("choir", "den-building", "nothing"):
        with pytest.raises(MissingRow):
            queries.get_published(session, slug=slug)


def test_staff_get_any_by_address_or_id(session: Session, made: dict[str, Listing]) -> None:
    assert queries.get(session, slug="choir").id == made["Choir"].id
    assert queries.get_by_uuid(session, listing_uuid=made["Choir"].uuid).slug == "choir"
    with pytest.raises(MissingRow):
        queries.get_by_uuid(session, listing_uuid=uuid.uuid4())


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        (AdminFilter(), ["Art club", "Ball games", "Choir", "Den building"]),
        (AdminFilter(status=ListingStatus.DRAFT), ["Choir"]),
        (AdminFilter(text="CLUB art"), ["Art club"]),
        (AdminFilter(text="moorland"), ["Choir"]),
        (AdminFilter(text="100%"), ["Art club", "Ball games", "Choir", "Den building"]),
        (AdminFilter(text="_"), []),
        (AdminFilter(district="tamworth"), ["Art club", "Ball games"]),
        (AdminFilter(district="stafford", text="ball"), []),
    ],
)
def test_the_list_is_narrowed(
    session: Session, made: dict[str, Listing], wanted: AdminFilter, names: list[str]
) -> None:
    page = queries.list_for_admin(session, wanted=wanted)
    assert [content_of(listing).words["en"].name for listing in page.listings] == names
    assert page.total == len(names)


def test_the_list_has_pages_and_one_past_the_end_is_the_last(session: Session, made: dict[str, Listing]) -> None:
    page = queries.list_for_admin(session, wanted=AdminFilter(), page=99, per_page=3)
    assert (page.page, page.pages, page.total) == (2, 2, 4)
    assert [listing.slug for listing in page.listings] == ["den-building"]
    assert queries.list_for_admin(session, wanted=AdminFilter(text="zzz"), page=-1).pages == 1


def test_the_list_says_which_have_a_change_that_waits(session: Session, made: dict[str, Listing]) -> None:
    page = queries.list_for_admin(session, wanted=AdminFilter())
    assert page.waiting == {made[name].id: ReviewState.DRAFT for name in ("Ball games", "Choir")}


def test_terms_come_in_their_order(session: Session) -> None:
    assert [term.code for term in queries.terms(session, "kind")][:2] == ["life-skills", "activities"]
