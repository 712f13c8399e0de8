"""A listing is sent for review, given back with a reason, published, put down for a day, and brought back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from sqlalchemy import select
from sqlalchemy.orm import Session

import config
from localoffer import council
from localoffer.crypto import KeyRing
from localoffer.days import today
from localoffer.db import Database
from localoffer.feedback.corrections import telling
from localoffer.feedback.corrections.telling import Told
from localoffer.feedback.corrections.vocabulary import Wrong
from localoffer.listings import deciding, publishing
from localoffer.listings.applying import latest_version
from localoffer.listings.content import ListingContent, Words
from localoffer.listings.freshness import links as links_of
from localoffer.listings.freshness.confirming import Check, confirm
from localoffer.listings.freshness.links import Desk, Wanted
from localoffer.listings.freshness.vocabulary import ProviderAnswer
from localoffer.listings.models import Listing
from localoffer.listings.notices import writing as notices
from localoffer.listings.notices.vocabulary import ForNowKind
from localoffer.listings.notices.writing import ForNowWords
from localoffer.listings.reviewing import demonstration, queries
from localoffer.listings.reviewing.scheduled import do_due
from localoffer.listings.reviewing.shelves import Shelf
from localoffer.outbox import store
from localoffer.outbox.models import OutboxMessage
from localoffer.staff import links
from localoffer.staff.models import User
from localoffer.vocabulary import Checker, Coverage, ListingStatus, ReviewState, WayIn
from tests.support.client import CheckedClient
from tests.support.county import FOLDER
from tests.support.queries import queries_of
from tests.support.staff import sign_in
from tests.support.strict_html import Page

pytestmark = pytest.mark.any_database

EVE = "eve@staff.example.org"
CLUB = ListingContent(
    words={"en": Words("Saturday club", "A calm club.", "We play ball.")},
    kinds=("activities",),
    ways_in=(WayIn.CONTACT,),
    districts=("stafford",),
)
CHANGED = CLUB.with_changes(
    words={"en": Words("Saturday club", "A calm club.", "We play ball and swim.")}, districts=("stafford", "tamworth")
)
EDIT, REVIEW, DECIDE, HISTORY, PREVIEW = (
    f"/admin/listings/saturday-club/{end}" for end in ("edit", "review", "decide", "history", "preview")
)
QUEUE = "/admin/listings/review"


@pytest.fixture
def eve(make_user: Callable[..., User]) -> str:
    """Somebody who writes, as the audit names her."""
    user = make_user(role="editor", email=EVE)
    return f"staff:{user.id}"


@pytest.fixture
def publisher(client: CheckedClient, make_user: Callable[..., User]) -> CheckedClient:
    """A browser in which Ada is signed in, who may publish."""
    make_user(role="publisher")
    sign_in(client)
    return client


@pytest.fixture
def club(session: Session, keys: KeyRing, eve: str) -> Listing:
    """A published listing with a change by Eve that waits for review."""
    told: dict[str, Any] = {"actor": eve, "audit_key": keys.audit}
    listing = publishing.create(session, content=CLUB, **told)
    publishing.publish(session, listing=listing, **told)
    publishing.submit(session, listing=listing, content=CHANGED, **told)
    session.commit()
    return listing


def again(session: Session) -> Listing:
    session.expire_all()
    found = session.scalars(select(Listing)).one()
    assert found.versions
    session.commit()
    return found


def changed(page: Page, tag: str) -> list[str]:
    """Return what a page says was added (``ins``) or taken out (``del``)."""
    return ["".join(element.itertext()) for element in page.all(f".//{tag}")]


def decide(browser: CheckedClient, decision: str, **more: str) -> Any:
    page = browser.page(REVIEW)
    sent = {"decision": decision, "version": page.value("version"), "csrf_token": page.value("csrf_token"), **more}
    return browser.post(DECIDE, data=sent)


def test_the_queue_leads_to_what_changes_field_by_field_and_by_whom(publisher: CheckedClient, club: Listing) -> None:
    queue = publisher.page(QUEUE)
    assert "To review 1" in queue.words
    assert REVIEW in [link.get("href") for link in queue.all(".//a")]

    page = publisher.page(REVIEW)
    assert "Description Ada, " in page.words, "who saved it stands beside it"
    assert changed(page, "ins") == ["[added: We play ball and swim.]", "[added: Tamworth]"]
    assert changed(page, "del") == ["[taken out: We play ball.]"]


def test_a_search_that_families_type_is_read_before_it_is_published(
    publisher: CheckedClient, club: Listing, session: Session, keys: KeyRing, eve: str
) -> None:
    english = replace(CHANGED.words["en"], asked_as="a break\nhe is lonely")
    content = CHANGED.with_changes(words={"en": english, "pl": Words("", asked_as="samotny syn")})
    publishing.submit(session, listing=club, content=content, actor=eve, audit_key=keys.audit)
    session.commit()
    page = publisher.page(REVIEW)
    assert "What families type (Polski) Ada, " in page.words
    assert "[added: samotny syn]" in changed(page, "ins")
    assert {"[added: a break]", "[added: he is lonely]"} <= set(changed(page, "ins"))


def test_corrections_and_answers_lie_in_the_same_queue_the_oldest_first(
    publisher: CheckedClient, club: Listing, session: Session, keys: KeyRing, database: Database
) -> None:
    told = Told(Wrong.COST, words="It costs £3", language="en")
    telling.tell(session, told, listing=club, mark="a mark", keys=keys, on=today() - timedelta(days=4))
    desk = Desk(keys, council.load(FOLDER / "council.toml"), "http://localhost", today())
    link = links_of.send(session, Wanted(club, [club], "office@club.example.org"), actor="command", desk=desk)
    link.questions[0].answer, link.questions[0].answered_on = ProviderAnswer.CLOSED, today() - timedelta(days=2)
    session.commit()

    with queries_of(database) as asked:
        page = publisher.page(QUEUE)

    assert "Everything that waits 3 To review 1 Answers of organisations 1 Corrections 1" in page.words
    assert len(asked) <= 12, "\n".join(asked)
    rows = [row.get("href") or "" for row in page.all(".//tbody//a")]
    assert [row.split("/")[2] for row in rows] == ["corrections", "providers", "listings"]
    assert len(publisher.page(f"{QUEUE}?shelf=corrections").all(".//tbody//tr")) == 1


def test_what_came_at_night_has_waited_since_the_day_that_it_was_here(
    publisher: CheckedClient, club: Listing, session: Session
) -> None:
    """In summer the day here begins an hour before that of the database."""
    latest_version(club).sent_at = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)
    session.commit()
    page = publisher.page(f"{QUEUE}?shelf=to-review")
    assert "2 July 2026" in page.words
    assert "1 July 2026" not in page.words


def test_what_is_published_is_what_was_read(publisher: CheckedClient, club: Listing, session: Session) -> None:
    assert decide(publisher, "publish").status_code == 303
    assert latest_version(again(session)).state is ReviewState.PUBLISHED
    assert "Nothing waits here" in publisher.page(publisher.get(REVIEW).location).words


def test_a_version_that_came_meanwhile_is_shown_before_it_is_decided_on(
    publisher: CheckedClient, club: Listing, session: Session, keys: KeyRing, eve: str
) -> None:
    page = publisher.page(REVIEW)
    later = CHANGED.with_changes(age_to=12)
    publishing.submit(session, listing=again(session), content=later, actor=eve, audit_key=keys.audit)
    session.commit()
    sent = {"decision": "publish", "version": page.value("version"), "csrf_token": page.value("csrf_token")}

    refused = publisher.post(DECIDE, data=sent)

    assert refused.status_code == 409
    shown: Page = refused.page  # type: ignore[attr-defined]
    assert "There is a newer version by now" in shown.words
    assert "Oldest age" in shown.words
    assert latest_version(again(session)).state is ReviewState.IN_REVIEW


@pytest.mark.parametrize(
    ("first", "became"),
    [
        ({"decision": "publish"}, "Ada published it on "),
        ({"decision": "return", "reason": "No."}, "Ada gave it back on "),
    ],
    ids=["published", "given back"],
)
def test_who_gives_back_what_somebody_else_has_decided_on_is_told_and_keeps_the_reason(
    publisher: CheckedClient, club: Listing, session: Session, first: dict[str, str], became: str
) -> None:
    # given two who have the same review open, of whom one decides
    page = publisher.page(REVIEW)
    known = {"version": page.value("version"), "csrf_token": page.value("csrf_token")}
    assert publisher.post(DECIDE, data=known | first).status_code == 303
    # when the other gives it back
    late = publisher.post(DECIDE, data=known | {"decision": "return", "reason": "They do not swim."})
    # then nobody says that all is well: what was not done is said, by whom it was decided, and the reason stands there
    assert late.status_code == 409
    words = late.page.words  # type: ignore[attr-defined]
    assert "Success" not in words
    for said in ("Your decision was not carried out.", became, "They do not swim."):
        assert said in words
    assert latest_version(again(session)).reason == first.get("reason", "")


def test_what_families_could_not_use_is_not_published(
    publisher: CheckedClient, club: Listing, session: Session, keys: KeyRing, eve: str
) -> None:
    bare = CHANGED.with_changes(kinds=())
    publishing.submit(session, listing=again(session), content=bare, actor=eve, audit_key=keys.audit)
    session.commit()
    refused = decide(publisher, "publish")
    assert refused.status_code == 409
    assert "Something that families need is missing" in refused.page.words
    assert latest_version(again(session)).state is ReviewState.IN_REVIEW


def test_who_wrote_it_learns_why_it_came_back(
    publisher: CheckedClient, club: Listing, session: Session, keys: KeyRing
) -> None:
    refused = decide(publisher, "return")
    assert refused.status_code == 400
    assert "Say why you give it back" in refused.page.words

    assert decide(publisher, "return", reason="Say where they swim.").status_code == 303

    returned = latest_version(again(session))
    assert (returned.state, returned.reason) == (ReviewState.RETURNED, "Say where they swim.")
    message = session.scalars(select(OutboxMessage)).one()
    leased = store.lease(session, at=message.due_at, due_by=message.due_at, lasting=timedelta(minutes=1))
    assert leased is not None
    mail = store.open_message(leased, keys=keys)
    assert (mail.to, mail.subject) == (EVE, "A listing came back to you")
    assert "“Saturday club”" in mail.body
    assert "Say where they swim." in mail.body
    assert f"http://localhost{EDIT}" in mail.body
    session.rollback()


def test_the_author_sees_the_reason_in_the_list_and_in_the_editor_and_sends_it_again(
    publisher: CheckedClient, club: Listing, session: Session
) -> None:
    decide(publisher, "return", reason="Say where they swim.")
    publisher.send("/admin/sign-out", {}, page=QUEUE)
    sign_in(publisher, EVE)

    assert "Say where they swim." in publisher.page(QUEUE).words, "what came back is shown first to who wrote it"
    page = publisher.page(EDIT)
    assert "Ada gave this back, because: Say where they swim." in page.words
    assert "Save and publish" not in page.words
    assert publisher.send(f"{EDIT.removesuffix('edit')}send", {}, page=EDIT).status_code == 303
    assert latest_version(again(session)).state is ReviewState.IN_REVIEW
    assert "It was given back before, because: Say where they swim." in publisher.page(REVIEW).words
    assert publisher.send(f"{EDIT.removesuffix('edit')}take-back", {}, page=EDIT).status_code == 303
    assert latest_version(again(session)).state is ReviewState.DRAFT
    assert publisher.send(f"{EDIT.removesuffix('edit')}take-back", {}, page=EDIT).status_code == 409


def test_a_draft_is_thrown_away_from_its_editor(publisher: CheckedClient, club: Listing, session: Session) -> None:
    assert "Throw this draft away" in publisher.page(EDIT).words
    published = queries.shown(again(session))
    assert published is not None
    # another's draft is not put aside before somebody has read whose it is
    asked: Page = publisher.send("/admin/listings/saturday-club/throw-away", {}, page=EDIT).page  # type: ignore[attr-defined]
    assert "Somebody else wrote it: Ada, on " in asked.words
    assert latest_version(again(session)).state is ReviewState.IN_REVIEW
    known = {"version": asked.value("version"), "csrf_token": asked.value("csrf_token")}
    sent = publisher.post("/admin/listings/saturday-club/throw-away", data=known)
    page = publisher.page(sent.location)
    assert "The draft is put aside." in page.words
    assert "Throw this draft away" not in page.words
    shown = latest_version(again(session))
    assert shown.content == CLUB.in_order().as_json()
    # families see it by whoever published it, and who put the draft aside is told beside that
    assert (shown.decided_by, shown.decided_at) == (published.decided_by, published.decided_at)
    assert "Ada put the draft aside." in publisher.page(HISTORY).words


def test_a_draft_of_ones_own_is_thrown_away_at_once(
    client: CheckedClient, club: Listing, session: Session, eve: str
) -> None:
    sign_in(client, EVE)
    assert client.send("/admin/listings/saturday-club/throw-away", {}, page=EDIT).status_code == 303
    assert latest_version(again(session)).state is ReviewState.PUBLISHED


def test_an_editor_reads_a_review_and_decides_nothing(client: CheckedClient, club: Listing, eve: str) -> None:
    sign_in(client, EVE)
    page = client.page(REVIEW)
    assert "Somebody who may publish decides on it." in page.words
    assert page.tree.find(".//input[@name='decision']") is None


def test_what_is_put_down_for_a_day_is_published_on_it_and_comes_down_on_another(
    publisher: CheckedClient, club: Listing, session: Session, database: Database, keys: KeyRing
) -> None:
    day, last = today() + timedelta(days=3), today() + timedelta(days=9)
    boxes = {"publish_on-day": str(day.day), "publish_on-month": str(day.month), "publish_on-year": str(day.year)}
    assert decide(publisher, "schedule", **boxes).status_code == 303
    boxes = {"take_down_on-day": str(last.day), "take_down_on-month": str(last.month)}
    sent = publisher.send("/admin/listings/saturday-club/take-down", {**boxes, "take_down_on-year": str(last.year)})
    assert sent.status_code == 303
    assert "Published on a day 1" in publisher.page(QUEUE).words
    assert "Saturday club" in publisher.page(f"{QUEUE}?shelf=coming-down").words

    def due(on: Any) -> int:
        return do_due(database, on=on, audit_key=keys.audit)

    assert due(day - timedelta(days=1)) == 0
    assert (due(day), due(day)) == (1, 0)
    assert latest_version(again(session)).state is ReviewState.PUBLISHED
    assert (due(last), due(last)) == (1, 0)
    assert again(session).status is ListingStatus.ARCHIVED


def test_what_was_put_down_for_a_day_is_taken_back(
    publisher: CheckedClient, club: Listing, session: Session, database: Database, keys: KeyRing
) -> None:
    day = today() + timedelta(days=3)
    boxes = {"publish_on-day": str(day.day), "publish_on-month": str(day.month), "publish_on-year": str(day.year)}
    decide(publisher, "schedule", **boxes)
    publisher.send("/admin/listings/saturday-club/unschedule", {}, page=REVIEW)
    assert do_due(database, on=day, audit_key=keys.audit) == 0
    assert latest_version(again(session)).state is ReviewState.IN_REVIEW


def test_a_day_that_has_gone_by_is_no_day_to_take_it_down(publisher: CheckedClient, club: Listing) -> None:
    boxes = {"take_down_on-day": "1", "take_down_on-month": "2", "take_down_on-year": "2020"}
    refused = publisher.send("/admin/listings/saturday-club/take-down", boxes)
    assert refused.status_code == 400
    assert "Enter a day after today" in refused.page.words  # type: ignore[attr-defined]


def test_a_slip_in_the_year_publishes_nothing(publisher: CheckedClient, club: Listing, session: Session) -> None:
    boxes = {"publish_on-day": "1", "publish_on-month": "2", "publish_on-year": "2020"}
    refused = decide(publisher, "schedule", **boxes)
    assert refused.status_code == 400
    assert "Enter a day that is not over yet" in refused.page.words
    assert latest_version(again(session)).state is ReviewState.IN_REVIEW


def test_a_new_listing_takes_nothing_out(publisher: CheckedClient, session: Session, keys: KeyRing, eve: str) -> None:
    online = CLUB.with_changes(coverage=Coverage.COUNTY, districts=())
    told: dict[str, Any] = {"actor": eve, "audit_key": keys.audit}
    publishing.submit(session, listing=publishing.create(session, content=online, **told), content=online, **told)
    session.commit()
    assert changed(publisher.page(REVIEW), "del") == []


def test_a_reviewer_sees_it_as_families_will_and_comes_back(publisher: CheckedClient, club: Listing) -> None:
    assert PREVIEW in [link.get("href") for link in publisher.page(REVIEW).all(".//main//a")]
    preview = publisher.page(PREVIEW)
    assert "We play ball and swim." in preview.words
    assert "Families see it once somebody publishes it." in preview.words
    assert REVIEW in [link.get("href") for link in preview.all(".//a")]


def test_what_cannot_be_published_keeps_nothing_else_back(
    session: Session, database: Database, keys: KeyRing, club: Listing, eve: str
) -> None:
    told: dict[str, Any] = {"actor": eve, "audit_key": keys.audit}
    other = publishing.create(session, content=CLUB.with_changes(kinds=()), slug="a-bare-one", **told)
    for listing in (other, club):
        latest_version(listing).publish_on = today()
    session.commit()
    assert do_due(database, on=today(), audit_key=keys.audit) == 1


def test_the_history_tells_who_did_what_and_brings_any_version_back(
    publisher: CheckedClient, club: Listing, session: Session
) -> None:
    page = publisher.page(HISTORY)
    assert "Version 2, saved by Ada Waits for review" in page.words
    assert "Version 1, saved by Ada Families see this Published by Ada" in page.words
    known = {"newest": "2"}
    sent = publisher.send("/admin/listings/saturday-club/versions/1/bring-back", known, page=HISTORY)
    assert "Version 1 is the draft now" in publisher.page(sent.location).words
    listing = again(session)
    assert latest_version(listing).content == CLUB.in_order().as_json()
    assert [version.state for version in listing.versions] == [
        ReviewState.PUBLISHED,
        ReviewState.REPLACED,
        ReviewState.DRAFT,
    ]
    known = {"newest": "3"}
    assert publisher.send("/admin/listings/saturday-club/versions/9/bring-back", known, page=HISTORY).status_code == 404


def test_a_version_comes_back_over_no_newer_one_that_the_history_did_not_show(
    publisher: CheckedClient, club: Listing, session: Session, keys: KeyRing, eve: str
) -> None:
    # given an open history, and Eve who saves another version meanwhile
    page = publisher.page(HISTORY)
    known = {"newest": page.value("newest"), "csrf_token": page.value("csrf_token")}
    hers = CHANGED.with_changes(age_to=12)
    publishing.save_draft(session, listing=again(session), content=hers, actor=eve, audit_key=keys.audit)
    session.commit()
    # then nothing replaces hers
    late = publisher.post("/admin/listings/saturday-club/versions/1/bring-back", data=known)
    assert late.status_code == 409
    assert "somebody saved a newer version meanwhile" in late.page.words  # type: ignore[attr-defined]
    assert latest_version(again(session)).content["age_to"] == 12


def test_the_history_tells_what_was_done_beside_the_versions(
    publisher: CheckedClient, club: Listing, session: Session, keys: KeyRing, eve: str
) -> None:
    # given everything that can be done to a listing without saving it
    by: dict[str, Any] = {"session": session, "listing": club, "actor": eve, "audit_key": keys.audit}
    freshness = council.load(FOLDER / "council.toml").freshness
    confirm(**by, check=Check(Checker.COUNCIL, today(), freshness))
    confirm(**by | {"actor": "provider:2"}, check=Check(Checker.ORGANISATION, today(), freshness))
    publishing.take_down_on(**by, on=date(2033, 3, 1))
    deciding.schedule(**by, on=date(2033, 2, 1))
    closed = ForNowWords(ForNowKind.CLOSED, {}, today(), None)
    notices.put_up(session, listing=club, words=closed, actor=eve, audit_key=keys.audit)
    publishing.archive(**by)
    publishing.restore(**by)
    session.commit()
    # then who did what stands there, the newest first
    words = publisher.page(HISTORY).words
    said = (
        "Ada brought it back from the archive, as a draft.",
        "Ada archived it.",
        "Ada said that it is closed for a time.",
        "Ada chose that it is published on 1 February 2033.",
        "Ada chose that it is taken down on 1 March 2033.",
        "The organisation said that all of it is right.",
        "Ada checked it for the council: all of it is right.",
        "Ada sent it for review.",
        "Version 2, saved by Ada",
    )
    places = [words.find(line) for line in said]
    assert min(places) >= 0, said[places.index(-1)]
    assert places == sorted(places)


@pytest.mark.parametrize("address", [QUEUE, REVIEW, HISTORY, EDIT, "/admin/listings/saturday-club/take-down"])
def test_no_screen_asks_the_database_often(
    publisher: CheckedClient, club: Listing, database: Database, address: str
) -> None:
    with queries_of(database) as asked:
        assert publisher.get(address).status_code == 200
    assert len(asked) <= 12, "\n".join(asked)


def test_the_demonstration_has_something_on_each_shelf_and_leaves_alone_what_staff_touched(
    session: Session, keys: KeyRing, tmp_path: Path
) -> None:
    told: dict[str, Any] = {"actor": "command", "audit_key": keys.audit}
    states = ("draft", "in_review", "returned", "going_out", "coming_down")
    for state in states:
        listing = publishing.create(session, content=CLUB, slug=state.replace("_", "-"), **told)
        publishing.publish(session, listing=listing, **told)
    entries = [
        {"listing": state.replace("_", "-"), "by": "editor", "state": state, "days": 3, "reason": "Say where."}
        | {"text": {"cost": "£2"}}
        for state in states
    ]
    (tmp_path / demonstration.NAME).write_text(yaml.safe_dump({"reviews": entries}), encoding="utf-8")

    assert demonstration.load(session, tmp_path, today=today(), audit_key=keys.audit) == 5

    editor = links.demonstration_account(session, "editor")
    counted = queries.counts(session, {}, actor=f"staff:{editor.id}")
    assert counted == dict.fromkeys(Shelf, 1)
    assert demonstration.load(session, tmp_path, today=today(), audit_key=keys.audit) == 0


def test_the_county_s_demonstration_names_listings_that_families_see() -> None:
    county = config.ROOT / "county" / "staffordshire"
    listings = yaml.safe_load((county / "demonstration.yaml").read_text(encoding="utf-8"))["listings"]
    public = {entry["slug"] for entry in listings if entry.get("status", "published") == "published"}
    reviews = yaml.safe_load((county / demonstration.NAME).read_text(encoding="utf-8"))["reviews"]
    assert {entry["listing"] for entry in reviews} <= public
    assert [entry["days"] for entry in reviews if entry["state"] in ("going_out", "coming_down")] == [12, 45]
