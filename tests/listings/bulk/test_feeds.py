"""Feeds of other directories: Open Referral UK 3.0 and 1.0, and the real examples that stand beside the project."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer.listings import publishing
from localoffer.listings.applying import content_of
from localoffer.listings.bulk.models import Outcome, Stage
from localoffer.listings.content import ListingContent
from localoffer.listings.models import Listing, Organisation
from localoffer.vocabulary import Cost, Coverage
from tests.listings.bulk.making import AUDIT_KEY, Bulk

pytestmark = pytest.mark.any_database

EXAMPLES = Path(__file__).parents[4] / "shared" / "data"
THREE: dict[str, Any] = {
    "id": "ac148810-d857-441c-9679-408f346de14b",
    "name": "Counselling",
    "description": "Talking helps. We listen to children and young people who worry.",
    "url": "https://counselling.org.uk/",
    "status": "active",
    "minimum_age": 5,
    "maximum_age": 18,
    "schedules": [{"id": "1", "byday": "TU,SA", "opens_at": "10:00:00Z", "closes_at": "11:00:00Z"}],
    "service_areas": [{"id": "2", "name": "Stafford"}],
    "service_at_locations": [
        {
            "id": "3",
            "location": {
                "id": "4",
                "location_type": "physical",
                "name": "Civic Centre",
                "addresses": [{"id": "5", "address_1": "1 High Street", "city": "Stafford", "postal_code": "st162lh"}],
            },
        }
    ],
    "cost_options": [{"id": "6", "amount": 0}],
    "contacts": [{"id": "7", "name": "Ann Persona", "phones": [{"id": "8", "number": "01785 123456"}]}],
    "attributes": [{"id": "9", "taxonomy_term": {"id": "10", "name": "Autism", "description": ""}}],
    "organization": {"id": "11", "name": "Listeners", "description": "We listen.", "website": "https://l.org.uk"},
}
ONE: dict[str, Any] = {
    "id": "12",
    "name": "Toy library",
    "description": "Borrow toys for a fortnight. They are clean.",
    "eligibilitys": [{"id": "1", "eligibility": "Families with a child under 5", "minimum_age": 0, "maximum_age": 4}],
    "regular_schedules": [{"id": "2", "weekday": "Monday", "opens_at": "09:30", "closes_at": "11:00"}],
    "service_at_locations": [
        {"id": "3", "location": {"id": "4", "physical_addresses": [{"id": "5", "address_1": "Hall", "city": "Stone"}]}}
    ],
    "service_taxonomys": [{"id": "6", "taxonomy": {"id": "7", "name": "Clubs and activities"}}],
    "contacts": [{"id": "8", "phones": [{"id": "9", "number": "01785 654321"}]}],
    "organization": {"id": "10", "name": "Toys for all", "url": "https://toys.org.uk"},
}


def page(*services: dict[str, Any]) -> bytes:
    """Return a page of a 3.0 feed."""
    told = {"total_items": len(services), "total_pages": 1, "page_number": 1, "size": len(services), "empty": False}
    return json.dumps({**told, "first_page": True, "last_page": True, "contents": services}).encode()


def only(session: Session) -> ListingContent:
    session.expire_all()
    found = content_of(session.scalars(select(Listing)).one())
    session.rollback()
    return found


def test_a_service_of_version_3_is_read_in_our_terms(bulk: Bulk, session: Session) -> None:
    number = bulk.read(page(THREE), name="feed.json")
    assert bulk.run(number).stage is Stage.READY
    bulk.apply(number)
    content = only(session)
    assert content.words["en"].name == "Counselling"
    assert (content.age_from, content.age_to, content.cost) == (5, 18, Cost.FREE)
    assert (content.coverage, content.districts) == (Coverage.DISTRICTS, ("stafford",))
    assert content.needs == ("autism",)
    assert content.times == ("tue-morning", "sat-morning")
    assert [(place.name, place.postcode) for place in content.venues] == [("Civic Centre", "ST16 2LH")]
    assert content.phone == "01785 123456"
    assert "Ann Persona" not in str(content)
    assert session.scalars(select(Organisation.name)).all() == ["Listeners"]


def test_a_service_of_version_1_is_read_in_our_terms(bulk: Bulk, session: Session) -> None:
    number = bulk.read(json.dumps({"content": [ONE], "totalElements": 1}).encode())
    bulk.apply(number)
    content = only(session)
    assert content.words["en"].who_for == "Families with a child under 5"
    assert (content.age_from, content.age_to, content.kinds) == (0, 4, ("activities",))
    assert content.times == ("mon-morning",)
    assert content.venues[0].town == "Stone"


def test_a_feed_that_says_the_same_undoes_nothing_that_was_changed_here(bulk: Bulk, session: Session) -> None:
    bulk.apply(bulk.read(page(THREE)))
    slug = session.scalars(select(Listing.slug)).one()
    session.rollback()
    here = f"Address,Summary,What families type,Telephone\n{slug},We listen.,he will not talk,01785 999999\n"
    bulk.apply(bulk.read(here.encode()))
    again = bulk.rows(bulk.read(page(THREE)))
    assert [row.outcome for row in again] == [Outcome.UNCHANGED]
    moved = bulk.rows(bulk.read(page({**THREE, "maximum_age": 25})))
    assert [row.outcome for row in moved] == [Outcome.CHANGED]
    assert ListingContent.from_json(moved[0].content or {}).words["en"].asked_as == "he will not talk"


def test_a_feed_that_is_silent_of_a_field_takes_back_nothing_that_was_put_there(bulk: Bulk, session: Session) -> None:
    told = {name: said for name, said in THREE.items() if name not in ("attributes", "service_areas")}
    bulk.apply(bulk.read(page(told)), publishes=False)
    listing = session.scalars(select(Listing)).one()
    here = content_of(listing).with_changes(
        kinds=("activities",), coverage=Coverage.DISTRICTS, districts=("stafford",), phone="01785 999999"
    )
    publishing.save_draft(session, listing=listing, content=here, actor="staff:2", audit_key=AUDIT_KEY)
    publishing.publish(session, listing=listing, actor="staff:2", audit_key=AUDIT_KEY)
    session.commit()
    assert [(row.outcome, row.changed) for row in bulk.rows(bulk.read(page(told)))] == [(Outcome.UNCHANGED, [])]
    moved = bulk.rows(bulk.read(page({**told, "maximum_age": 25})))
    assert [row.outcome for row in moved] == [Outcome.CHANGED]


def test_services_that_cannot_be_used_are_refused_one_by_one(bulk: Bulk) -> None:
    services = [
        {**THREE, "id": "1", "status": "inactive"},
        {**THREE, "id": "2", "minimum_age": "five"},
        {**THREE, "id": None},
        {**THREE, "id": "4", "name": ""},
        {**THREE, "id": "5", "schedules": "daily"},
        {**THREE, "id": "6"},
        {**THREE, "id": "6"},
        {**THREE, "id": "7", "attributes": "many"},
        {**THREE, "id": "8", "service_areas": [1]},
    ]
    rows = bulk.rows(bulk.read(page(*services)))
    assert [row.outcome is Outcome.REFUSED for row in rows] == [*[True] * 5, False, *[True] * 3]


def test_values_that_no_database_holds_are_refused_by_their_rows(bulk: Bulk) -> None:
    services = [
        {**THREE, "id": "\ud800", "name": "\ud800\x00"},
        {**THREE, "id": "x" * 121},
        {**THREE, "id": "3", "organization": {"id": "1", "name": "Far", "url": f"https://far.org.uk/{'x' * 500}"}},
        {**THREE, "id": "4", "organisation": {"id": "1", "name": "x" * 201}},
        {**THREE, "id": "5", "status": "\ud800", "name": "Odd \ud800 letters"},
        {**THREE, "id": "6", "name": "Odd \x00\ud800letters", "cost_options": [{"id": "1", "amount": 10**400}]},
    ]
    number = bulk.read(page(*services))
    rows = bulk.rows(number)
    assert [row.outcome for row in rows] == [*[Outcome.REFUSED] * 4, Outcome.NEW, Outcome.NEW]
    bulk.apply(number)
    assert (bulk.run(number).stage, bulk.run(number).problem) == (Stage.APPLIED, {})


def test_all_that_does_not_fit_is_told_at_once_with_its_field_and_its_line(bulk: Bulk) -> None:
    long = {**THREE, "url": f"https://c.org.uk/{'x' * 500}", "email": f"{'x' * 60}@{'y' * 200}.org.uk"}
    row = bulk.rows(bulk.read(page(long)))[0]
    assert [one["column"] for one in (row.reason, *row.reason.get("more", []))] == ["website", "email"]


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("open-referral/uk-3.0/examples/service_list.json", 1),
        ("open-referral/uk-3.0/examples/service_full.json", 1),
        ("outpost-buckinghamshire/cypress_fixtures_services.json", 20),
    ],
)
def test_the_real_examples_are_read(bulk: Bulk, name: str, number: int) -> None:
    path = EXAMPLES / name
    if not path.exists():
        pytest.skip("the examples of Open Referral UK are not beside the project")
    rows = bulk.rows(bulk.read(path.read_bytes(), name=path.name))
    assert len(rows) == number
    assert all(row.outcome is Outcome.NEW for row in rows), [row.reason for row in rows]
