"""Commissioners write a listing, publish it, change it without losing each other's work, and take it away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer.audit import AuditEntry
from localoffer.crypto import KeyRing
from localoffer.days import today
from localoffer.languages import KNOWN
from localoffer.listings import publishing, queries
from localoffer.listings.admin import choices
from localoffer.listings.applying import content_of_version, latest_version
from localoffer.listings.content import ListingContent, Place, StatedFact, Words
from localoffer.listings.models import Listing, Organisation
from localoffer.staff.models import User
from localoffer.vocabulary import (
    Access,
    Checker,
    Cost,
    Coverage,
    Fact,
    ListingStatus,
    Regulator,
    Spaces,
    WayIn,
)
from tests.support import listings as making
from tests.support.client import CheckedClient
from tests.support.staff import sign_in
from tests.support.strict_html import Page

pytestmark = pytest.mark.any_database

NEW: dict[str, Any] = {
    "en_name": "Cooking club",
    "en_summary": "Young people learn to cook together.",
    "kinds": ["life-skills"],
    "needs": ["autism"],
    "ways_in": ["contact"],
    "coverage": "districts",
    "districts": ["stafford"],
    "age_from": "11",
    "age_to": "16",
    "fact_transport": "yes",
    "venue1_town": "Stafford",
    "venue1_postcode": "st16 2lh",
}


@pytest.fixture
def editor(client: CheckedClient, make_user: Callable[..., User]) -> CheckedClient:
    """A browser in which somebody is signed in who writes and publishes."""
    make_user(role="publisher")
    sign_in(client)
    return client


@pytest.fixture
def full_listing(session: Session, keys: KeyRing) -> Listing:
    """A published listing that says everything a listing can say."""
    session.add(Organisation(source="council", key="moorland", name="Moorland Steps"))
    session.flush()
    words = Words(
        "Club", "A club.", "One.\n\n- two", "Anyone", "Ring", "£2", "Mondays", "Some", asked_as="sitter\na break"
    )
    content = ListingContent(
        words={"en": words, "pl": Words("Klub", "Klub."), "ur": Words("کلب", "کلب۔", asked_as="بچوں کا کلب")},
        organisation_key="moorland",
        any_need=True,
        kinds=("activities", "life-skills"),
        ways_in=(WayIn.DROP_IN, WayIn.CONTACT),
        age_from=0,
        age_to=25,
        diagnosis_needed=False,
        ehc_plan_needed=True,
        coverage=Coverage.DISTRICTS,
        districts=("stafford", "tamworth"),
        cost=Cost.PAID,
        spaces=Spaces.WAITING,
        waiting_weeks=6,
        spaces_stated_on=date(2026, 10, 1),
        facts={Fact.TRANSPORT: StatedFact(False, date(2026, 9, 1)), Fact.VISIT_FIRST: StatedFact(True, None)},
        regulator=Regulator.OFSTED,
        registration="DEMO-EY1",
        languages_spoken=("en", "bfi"),
        times=("mon-morning", "mon-evening", "sun-afternoon"),
        website="https://moorland-steps.example.org/",
        email="club@moorland-steps.example.org",
        phone="01632 960102",
        venues=tuple(
            Place(f"Hall {number}", "1 Yard", "Stafford", "ST16 2LH", (Access.PARKING,), hidden=number == 2)
            for number in range(1, 5)
        ),
        checked_on=date(2026, 10, 3),
        checked_by=Checker.ORGANISATION,
        review_due=date(2027, 4, 3),
    )
    listing = publishing.create(session, content=content, actor="system", audit_key=keys.audit)
    publishing.publish(session, listing=listing, actor="system", audit_key=keys.audit)
    session.commit()
    return listing


def filled_in(page: Page) -> dict[str, Any]:
    """Return what a browser would send of the editor's form without anybody touching it."""
    values: dict[str, Any] = {}
    form = next(form for form in page.all(".//form") if form.find(".//input[@name='version']") is not None)
    for box in form.iter():
        name = box.get("name")
        if name and box.tag == "textarea":
            values[name] = "".join(box.itertext())
        elif name and box.tag == "select":
            values[name] = next((o.get("value", "") for o in box.iter("option") if o.get("selected") is not None), "")
        elif name and box.get("type") in {"checkbox", "radio"}:
            if box.get("checked") is not None:
                values.setdefault(name, []).append(box.get("value"))
        elif name and box.tag == "input":
            values[name] = box.get("value", "")
    return values


def write(client: CheckedClient, **changes: Any) -> str:
    """Write a new listing and return the address of its editor."""
    sent = client.send("/admin/listings/new", {**NEW, "action": "save", **changes})
    assert sent.status_code == 303, sent.page.words[:600]  # type: ignore[attr-defined]
    return str(sent.location)


def saved(session: Session) -> Listing:
    session.expire_all()
    found = session.scalars(select(Listing)).one()
    listing = queries.get(session, slug=found.slug)
    session.commit()
    return listing


def done_to_listings(session: Session) -> list[str]:
    session.commit()
    entries = session.scalars(
        select(AuditEntry.action).where(AuditEntry.subject == "listing").order_by(AuditEntry.number)
    ).all()
    session.commit()
    return list(entries)


def test_a_listing_is_written_published_changed_and_archived(editor: CheckedClient, session: Session) -> None:
    address = write(editor)
    page = editor.page(address)
    assert page.heading == "Change “Cooking club”"
    assert "Saved as a draft" in page.words
    assert saved(session).status is ListingStatus.DRAFT

    editor.post(address, data={**filled_in(page), "age_to": "17", "action": "publish"})
    listing = saved(session)
    assert (listing.status, listing.age_to) == (ListingStatus.PUBLISHED, 17)
    assert listing.venues[0].postcode == "ST16 2LH"

    page = editor.page(address)
    editor.post(address, data={**filled_in(page), "en_summary": "Cook and eat together.", "action": "save"})
    listing = saved(session)
    text = listing.text("en")
    assert text is not None
    assert text.summary == NEW["en_summary"], "families still see the published words"
    page = editor.page(address)
    assert page.value("en_summary").strip() == "Cook and eat together."
    assert "Published Draft" in page.words
    history = editor.page(address.replace("/edit", "/history"))
    assert "What version 3 changed Summary [taken out: Young people learn" in history.words

    archive = address.replace("/edit", "/archive")
    assert "Families no longer find it" in editor.page(archive).words
    editor.send(archive, {})
    assert saved(session).status is ListingStatus.ARCHIVED
    assert done_to_listings(session) == [
        "listing.created",
        "listing.saved",
        "listing.published",
        "listing.saved",
        "listing.archived",
    ]


def test_opening_and_saving_a_full_listing_changes_nothing(
    editor: CheckedClient, session: Session, full_listing: Listing
) -> None:
    before = content_of_version(latest_version(full_listing))
    session.commit()
    page = editor.page(f"/admin/listings/{full_listing.slug}/edit")
    sent = editor.post(f"/admin/listings/{full_listing.slug}/edit", data={**filled_in(page), "action": "save"})
    assert sent.status_code == 303
    session.expire_all()
    after: ListingContent = content_of_version(latest_version(queries.get(session, slug=full_listing.slug)))
    assert before.changed_fields(after) == []


def in_boxes(name: str, day: date) -> dict[str, str]:
    """Return what somebody types for a date."""
    return {f"{name}-{part}": str(getattr(day, part)) for part in ("day", "month", "year")}


def test_no_check_is_of_a_day_to_come_and_no_next_one_of_a_day_that_is_over(
    editor: CheckedClient, session: Session, full_listing: Listing
) -> None:
    # given a listing of which families read when it was checked
    address, tomorrow = f"/admin/listings/{full_listing.slug}/edit", today() + timedelta(days=1)
    session.commit()
    fields = filled_in(editor.page(address)) | {"action": "publish"}
    # when somebody types days that cannot be
    dates = in_boxes("checked_on", tomorrow) | in_boxes("spaces_stated_on", tomorrow) | in_boxes("review_due", today())
    refused = editor.post(address, data=fields | dates)
    # then each is refused, and nothing is saved
    assert refused.status_code == 400
    for said in (
        "Enter the day on which it was checked: today or earlier",
        "Enter the day on which this about spaces was stated: today or earlier",
        "Enter a next check that is later than today",
    ):
        assert said in refused.page.words  # type: ignore[attr-defined]
    # and days that can be are taken
    dates = in_boxes("checked_on", today()) | in_boxes("spaces_stated_on", today()) | in_boxes("review_due", tomorrow)
    assert editor.post(address, data=fields | dates).status_code == 303
    assert saved(session).review_due == tomorrow


def test_a_next_check_that_is_over_stands_in_the_way_of_no_other_change(
    editor: CheckedClient, session: Session, full_listing: Listing, keys: KeyRing
) -> None:
    overdue = content_of_version(latest_version(full_listing)).with_changes(review_due=today() - timedelta(days=30))
    publishing.save_draft(session, listing=full_listing, content=overdue, actor="system", audit_key=keys.audit)
    session.commit()
    address = f"/admin/listings/{full_listing.slug}/edit"
    fields = filled_in(editor.page(address))
    assert editor.post(address, data={**fields, "phone": "01632 960103", "action": "save"}).status_code == 303


def test_everything_to_put_right_is_said_at_once_and_how_long_words_may_be(editor: CheckedClient) -> None:
    wrong = {"website": "not an address", "age_from": "20", "age_to": "12", "en_summary": "a" * 301}
    refused = editor.send("/admin/listings/new", {**NEW, **wrong, "action": "save"})
    words = refused.page.words  # type: ignore[attr-defined]
    assert "Enter a whole web address that begins with https://" in words
    assert "Enter an oldest age that is not below the youngest age" in words
    assert "Use fewer words: up to 300 letters and signs can be shown" in words


def test_what_families_need_is_asked_for_with_what_is_wrong(editor: CheckedClient) -> None:
    wrong = {"website": "not an address", "en_summary": "", "kinds": [], "districts": []}
    refused = editor.send("/admin/listings/new", {**NEW, **wrong, "action": "send"})
    for said in (
        "Enter a whole web address that begins with https://",
        "Enter a summary in English",
        "Choose at least one kind of support",
        "Choose at least one district, or another answer on where it can be used from",
    ):
        assert said in refused.page.words, said  # type: ignore[attr-defined]


def test_the_times_are_a_table_of_boxes_that_each_say_their_day(
    editor: CheckedClient, session: Session, full_listing: Listing
) -> None:
    address = f"/admin/listings/{full_listing.slug}/edit"
    session.commit()
    page = editor.page(address)
    boxes = {box.get("value"): box for box in page.all(".//table//input[@name='times']")}
    labels = {label.get("for"): "".join(label.itertext()).strip() for label in page.all(".//label")}

    assert len(boxes) == 21
    assert labels[str(boxes["sat-morning"].get("id"))] == "Saturday morning"
    assert [slot for slot, box in boxes.items() if box.get("checked") is not None] == [
        "mon-morning",
        "mon-evening",
        "sun-afternoon",
    ]

    editor.post(address, data={**filled_in(page), "times": ["sat-morning", "mon-morning"], "action": "publish"})
    session.expire_all()
    assert queries.get(session, slug=full_listing.slug).times == ["mon-morning", "sat-morning"]
    session.commit()
    assert "Days and times" in editor.page(address.replace("/edit", "/history")).words


def test_a_time_that_is_none_is_refused(editor: CheckedClient, full_listing: Listing) -> None:
    address = f"/admin/listings/{full_listing.slug}/edit"
    fields = filled_in(editor.page(address))
    refused = editor.post(address, data={**fields, "times": ["mon-night"], "action": "save"})
    assert refused.status_code == 400
    assert "Choose one of the answers on the list" in refused.page.words  # type: ignore[attr-defined]


def test_an_answer_that_changes_is_dated_today_and_the_others_keep_their_day(
    editor: CheckedClient, session: Session, full_listing: Listing
) -> None:
    address = f"/admin/listings/{full_listing.slug}/edit"
    fields = filled_in(editor.page(address))
    session.commit()
    with time_machine.travel("2090-03-01T12:00:00Z"):
        sign_in(editor)
        fields["csrf_token"] = editor.page(address).value("csrf_token")
        editor.post(address, data={**fields, "fact_transport": "yes", "fact_medication": "no", "action": "save"})
    session.expire_all()
    after = content_of_version(latest_version(queries.get(session, slug=full_listing.slug)))
    session.commit()
    assert after.facts == {
        Fact.VISIT_FIRST: StatedFact(True, None),
        Fact.TRANSPORT: StatedFact(True, date(2090, 3, 1)),
        Fact.MEDICATION: StatedFact(False, date(2090, 3, 1)),
    }


def test_two_people_who_change_the_same_listing_lose_nothing(editor: CheckedClient, session: Session) -> None:
    address = write(editor)
    mine = filled_in(editor.page(address))
    theirs = dict(mine)
    editor.post(address, data={**theirs, "en_summary": "Their summary.", "age_to": "18", "action": "save"})

    conflict = editor.post(
        address, data={**mine, "en_summary": "My summary.", "phone": "01632 960001", "action": "save"}
    )

    assert conflict.status_code == 409
    page: Page = conflict.page  # type: ignore[attr-defined]
    assert "Their summary." in page.words
    assert page.value("en_summary").strip() == "My summary."
    assert page.value("age_to") == "18", "what only they changed is kept"
    assert page.value("phone") == "01632 960001"
    again = editor.post(address, data={**filled_in(page), "action": "save"})
    assert again.status_code == 303
    listing = saved(session)
    assert (listing.age_to, listing.phone) == (18, "01632 960001")


def test_publishing_asks_for_what_families_need(editor: CheckedClient, session: Session) -> None:
    sent = editor.send("/admin/listings/new", {**NEW, "en_summary": "", "kinds": [], "action": "publish"})
    assert sent.status_code == 400
    words = sent.page.words  # type: ignore[attr-defined]
    assert "Enter a summary in English" in words
    assert "Choose at least one kind of support" in words
    assert sent.page.value("en_name") == "Cooking club"  # type: ignore[attr-defined]
    assert session.scalars(select(Listing)).all() == []
    session.commit()


def test_the_editor_says_how_long_it_waits(editor: CheckedClient) -> None:
    assert "Save at least every 30 minutes" in editor.page("/admin/listings/new").words


def test_a_web_address_may_be_typed_as_people_say_it(editor: CheckedClient, session: Session) -> None:
    write(editor, website="www.example.org/club")
    assert saved(session).website == "https://www.example.org/club"


def test_the_summary_of_what_is_wrong_goes_down_the_page(editor: CheckedClient) -> None:
    wrong = {"en_summary": "", "kinds": [], "districts": [], "venue1_postcode": ""}
    page: Page = editor.send("/admin/listings/new", {**NEW, **wrong, "action": "publish"}).page  # type: ignore[attr-defined]
    named = [link.get("href", "").removeprefix("#") for link in page.all(".//*[@data-error-summary]//li/a")]
    fields = [element.get("id") for element in page.tree.iter() if element.get("id") in named]
    assert len(named) == 3
    assert named == fields


def test_a_saved_draft_that_lacks_something_says_what_when_it_is_published(editor: CheckedClient) -> None:
    address = write(editor, en_summary="", districts=[])
    sent = editor.send(f"{address.removesuffix('/edit')}/publish", {}, page=address)
    page = editor.page(sent.location)
    assert "Enter a summary in English" in page.words
    assert "Choose at least one district, or another answer on where it can be used from" in page.words
    assert "Published." not in page.words


def test_an_organisation_that_is_in_no_list_is_typed_once(editor: CheckedClient, session: Session) -> None:
    write(editor, organisation_name="  Kidsgrove   Towpath Project ")
    first = saved(session)
    assert first.organisation is not None
    assert (first.organisation.name, first.organisation.key) == (
        "Kidsgrove Towpath Project",
        "kidsgrove-towpath-project",
    )
    write(editor, organisation_name="kidsgrove towpath project", en_name="Second club")
    assert [row.name for row in queries.organisations(session)] == ["Kidsgrove Towpath Project"]
    made = session.scalars(select(AuditEntry).where(AuditEntry.action == "organisation.created")).one()
    assert made.subject_id == str(first.organisation.uuid)
    session.commit()


def test_a_typed_organisation_is_not_made_where_the_form_is_refused_and_survives_a_conflict(
    editor: CheckedClient, session: Session
) -> None:
    address = write(editor)
    mine = filled_in(editor.page(address))
    refused = editor.post(address, data={**mine, "organisation_name": "Steps", "age_to": "x", "action": "save"})
    assert refused.status_code == 400
    editor.post(address, data={**mine, "en_summary": "Their summary.", "action": "save"})
    conflict = editor.post(address, data={**mine, "organisation_name": "Steps", "action": "save"})
    assert conflict.status_code == 409
    assert queries.organisations(session) == []
    session.commit()
    again = editor.post(address, data={**filled_in(conflict.page), "action": "save"})  # type: ignore[attr-defined]
    assert again.status_code == 303
    listing = saved(session)
    assert listing.organisation is not None
    assert listing.organisation.name == "Steps"


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("en_name", "", "Enter the name of the listing"),
        ("age_to", "9", "Enter an oldest age that is not below the youngest age"),
        ("venue1_postcode", "nowhere", "Enter a postcode, for example ST16 2LH"),
        ("website", "ftp://example.org", "Enter a whole web address that begins with https://"),
        ("spaces", "full", "Enter the date on which this about spaces was stated"),
        ("checked_by", "council", "Enter both the day of the check and who checked"),
    ],
)
def test_a_mistake_is_said_beside_its_field(editor: CheckedClient, field: str, typed: str, says: str) -> None:
    sent = editor.send("/admin/listings/new", {**NEW, field: typed, "action": "save"})
    assert sent.status_code == 400
    assert says in sent.page.words  # type: ignore[attr-defined]


def test_what_families_type_is_written_a_search_a_line_in_each_language(
    editor: CheckedClient, session: Session
) -> None:
    address = write(editor, en_asked_as="screams when I brush her hair\r\n\r\n a break ", pl_asked_as="niania")
    words = content_of_version(latest_version(saved(session))).words
    assert {language: said.asked_as for language, said in words.items()} == {
        "en": "screams when I brush her hair\na break",
        "pl": "niania",
    }
    session.commit()
    typed = filled_in(editor.page(address))
    assert typed["en_asked_as"].strip() == "screams when I brush her hair\na break"


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("en_asked_as", f"a break\n\nmy {'very ' * 20}shy child", "Use at most 80 characters in line 3: my very very"),
        (
            "ur_asked_as",
            "\n".join(["a break"] + [f"search {number}" for number in range(41)]),
            "Use at most 40 lines: line 41 is one too many: search 39",
        ),
    ],
)
def test_a_line_that_families_would_not_type_is_named_and_nothing_is_lost(
    editor: CheckedClient, field: str, typed: str, says: str
) -> None:
    sent = editor.send("/admin/listings/new", {**NEW, "action": "save", field: typed})
    assert sent.status_code == 400
    page: Page = sent.page  # type: ignore[attr-defined]
    assert says in "".join(page.one(f".//*[@id='{field}-error']").itertext())
    assert filled_in(page)[field].strip() == typed


def test_the_list_is_narrowed_by_words_status_and_district(editor: CheckedClient) -> None:
    write(editor)
    write(editor, en_name="Swimming", districts=["tamworth"], action="publish")
    for query, shown in (
        ("", ["Cooking club", "Swimming"]),
        ("?text=cooking", ["Cooking club"]),
        ("?status=published", ["Swimming"]),
        ("?district=tamworth", ["Swimming"]),
        ("?only=waiting", ["Cooking club"]),
        ("?only=overdue", []),
        ("?only=unchecked", ["Swimming"]),
        ("?only=without-pl", ["Swimming"]),
        ("?only=without-xx", ["Cooking club", "Swimming"]),
        ("?status=nonsense", ["Cooking club", "Swimming"]),
    ):
        page = editor.page(f"/admin/listings{query}")
        rows = ["".join(row.find("th/a").itertext()) for row in page.all(".//tbody/tr")]  # type: ignore[union-attr]
        assert rows == shown, query
    assert "Listings with a draft that waits" in editor.page("/admin").words


def test_staff_may_speak_every_language_of_the_site_and_what_a_listing_has(
    session: Session, full_listing: Listing
) -> None:
    listed = latest_version(full_listing)
    content = replace(content_of_version(listed), languages_spoken=("cy",))

    offered = {choice.value: str(choice.text) for choice in choices.rows(session, also=content).languages}

    assert {language.code for language in KNOWN} <= set(offered)
    assert (offered["hu"], offered["bn"], offered["cy"]) == ("Hungarian", "Bangla", "Welsh")


def test_triage_cannot_change_listings(client: CheckedClient, make_user: Callable[..., User]) -> None:
    make_user(role="triage")
    sign_in(client)
    assert client.get("/admin/listings").status_code == 403
    assert client.get("/admin/listings/new").status_code == 403


def test_the_first_page_says_when_the_listing_that_should_lead_to_the_form_does_not(
    editor: CheckedClient, session: Session
) -> None:
    said = "1 Listing that should lead to the form, and does not"
    assert said in editor.page("/admin").words
    making.listing(session, slug="life-skills-and-independence", ways_in=(WayIn.REFER_YOURSELF,))
    session.commit()
    assert "lead to the form" not in editor.page("/admin").words
