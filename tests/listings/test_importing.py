"""Importing the feed that Outpost publishes."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from localoffer.crypto import KeyRing
from localoffer.db import Database, change_number
from localoffer.listings import publishing, queries
from localoffer.listings.applying import content_of, content_of_version, latest_version
from localoffer.listings.content import Words
from localoffer.listings.imports import importing, ways_to_reach
from localoffer.listings.imports.feed_rows import rows
from localoffer.listings.imports.importing import ImportReport
from localoffer.listings.imports.outpost import Vocabulary, read_record
from localoffer.listings.imports.plain_words import clock, plain, summary_of
from localoffer.listings.imports.records import BadRow
from localoffer.listings.models import Listing, ListingVersion, Organisation
from localoffer.vocabulary import Access, Cost, Coverage, ListingStatus, WayIn

pytestmark = pytest.mark.any_database

SAMPLE = Path(__file__).parents[1] / "support" / "outpost.json"
BUCKINGHAMSHIRE = Path(__file__).parents[3] / "shared/data/outpost-buckinghamshire/cypress_fixtures_services.json"
WORDS = Vocabulary(frozenset({"activities", "advice", "education"}), {"autism": "communication-and-interaction"})


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    """The sample, to be changed."""
    return Path(tmp_path / "feed.json")


def _import(database: Database, keys: KeyRing, path: Path = SAMPLE, *, publish: bool = True) -> ImportReport:
    return importing.import_feed(database, path, audit_key=keys.audit, publish=publish)


def _sums(report: ImportReport) -> tuple[int, int, int, int, int]:
    return report.created, report.changed, report.unchanged, report.waiting, len(report.refused)


def _service(**more: Any) -> dict[str, Any]:
    return {"id": 5, "name": "Club", "description": "We meet every week.", **more}


def test_a_service_becomes_a_listing(database: Database, session: Session, keys: KeyRing) -> None:
    _import(database, keys)
    rovers = queries.get_published(session, slug="riverbank-rovers-friends")
    content = content_of(rovers)
    words = content.words["en"]
    assert words.name == "Riverbank Rovers & friends"
    assert words.summary == "Football for everyone, on Saturday mornings."
    assert words.description == (
        "Football for everyone, on Saturday mornings.\n\n- No kit needed\n- Bring a drink\n\nCome along.\n\n"
        "How accessible is the environment?\nFlat grass.\n\nAlso online:\n- Photos: https://photos.test/rovers"
    )
    assert words.how_to_start == "Ring us first."
    assert words.opening_times == "Saturday: 9:30am to 12 noon"
    assert content.times == ("sat-morning",)
    assert words.cost == "Each session: £4.50 per child"
    assert (content.needs, content.kinds, content.cost) == (("autism", "hearing"), ("activities",), Cost.PAID)
    assert (content.age_from, content.age_to, content.coverage) == (6, 12, Coverage.OUTSIDE)
    assert (content.diagnosis_needed, content.ehc_plan_needed, content.facts) == (None, None, {}), "nothing is inferred"
    assert (content.website, content.email, content.phone) == (
        "https://riverbank.test/",
        "play@riverbank.test",
        "01296 555019",
    )
    venue = content.venues[0]
    assert (venue.name, venue.address, venue.town, venue.postcode) == ("The Rec", "Mill Lane", "Aylesbury", "HP21 7JF")
    assert (venue.access, venue.hidden) == ((Access.STEP_FREE,), True)
    assert (rovers.source, rovers.source_reference) == ("outpost", "71")
    assert rovers.organisation is not None
    assert rovers.organisation.name == "Riverbank Trust"


def test_what_the_feed_does_not_say_is_assumed_openly(database: Database, session: Session, keys: KeyRing) -> None:
    report = _import(database, keys)
    homework = content_of(queries.get_published(session, slug="homework-by-video"))
    assert (homework.coverage, homework.kinds, homework.venues) == (Coverage.ONLINE, ("advice",), ())
    assert homework.needs == ("autism", "speech-and-language"), "an area stands for all its needs"
    assert (homework.website, homework.cost, homework.organisation_key) == ("", None, None)
    assert homework.ways_in == (WayIn.CONTACT,)
    assert [note.reason for note in report.notes] == [
        "the need telepathy is not in the vocabulary and was left out",
        "the feed gives no kind of support that the vocabulary has: put under advice",
        "its web address is a placeholder or not one, and was left out",
    ]


def test_a_bad_row_is_reported_by_line_and_stops_nothing_else(database: Database, keys: KeyRing) -> None:
    report = _import(database, keys)
    assert _sums(report) == (2, 0, 0, 0, 3)
    said = {refused.row: (refused.line, refused.reason) for refused in report.refused}
    lines = SAMPLE.read_text(encoding="utf-8").splitlines()
    assert said[2] == (lines.index('      "id": 72,'), "name is missing")
    assert said[3][0] == lines.index('      "id": 73,')
    assert "it is not JSON" in said[3][1]
    broken = lines.index('      "min_age": 5') + 1
    assert f"at line {broken}" in said[3][1]
    assert said[5][1] == "max_age 5 is below min_age 12"
    assert report.lines()[-1] == "2 new, 0 changed, 0 as before, 0 wait for a commissioner, 3 refused."
    assert f"Refused: row 2 (line {said[2][0]}, id 72): name is missing" in report.lines()


@pytest.mark.parametrize(
    ("schedule", "times"),
    [
        (
            {"weekday": "Monday", "opens_at": "9:30", "closes_at": "18:00"},
            ("mon-morning", "mon-afternoon", "mon-evening"),
        ),
        ({"weekday": "sunday", "opens_at": "18:00:00", "closes_at": None}, ("sun-evening",)),
        ({"weekday": "Monday", "opens_at": None, "closes_at": "18:00"}, ()),
        ({"weekday": "Monday", "opens_at": "early", "closes_at": "18:00"}, ()),
        ({"weekday": "Weekdays", "opens_at": "10:00", "closes_at": "18:00"}, ()),
    ],
)
def test_times_are_read_only_where_day_and_hour_are_plain(schedule: dict[str, Any], times: tuple[str, ...]) -> None:
    assert read_record(_service(regular_schedules=[schedule]), WORDS).content.times == times


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        (" play@riverbank.test ", "play@riverbank.test"),
        ("play@riverbank.test,tea@riverbank.test", ""),
        ("play@riverbank.test;tea@riverbank.test", ""),
        ("play@riverbank.test tea@riverbank.test", ""),
        ("play@email.com", ""),
        ("by post", ""),
    ],
)
def test_an_address_of_mail_is_one_address(told: str, kept: str) -> None:
    assert ways_to_reach.email(told) == kept


def test_twice_is_the_same_as_once(database: Database, session: Session, keys: KeyRing) -> None:
    _import(database, keys)
    number = change_number(session, "listings")
    session.rollback()
    assert _sums(_import(database, keys)) == (0, 0, 2, 0, 3)
    assert change_number(session, "listings") == number
    assert session.scalar(select(func.count(ListingVersion.id))) == 2
    assert session.scalar(select(func.count(Organisation.id))) == 1


def test_drafts_are_made_where_publishing_is_not_asked_for(database: Database, session: Session, keys: KeyRing) -> None:
    assert _import(database, keys, publish=False).created == 2
    assert set(session.scalars(select(Listing.status))) == {ListingStatus.DRAFT}
    session.rollback()
    assert _import(database, keys, publish=True).changed == 2
    assert set(session.scalars(select(Listing.status))) == {ListingStatus.PUBLISHED}


def test_a_changed_service_is_a_new_version(database: Database, session: Session, keys: KeyRing, feed: Path) -> None:
    _import(database, keys)
    feed.write_text(SAMPLE.read_text(encoding="utf-8").replace('"max_age": 12', '"max_age": 14'), encoding="utf-8")
    assert _sums(_import(database, keys, feed)) == (0, 1, 1, 0, 3)
    rovers = queries.get_published(session, slug="riverbank-rovers-friends")
    assert (rovers.age_to, rovers.version_number) == (14, 2)


def test_what_a_commissioner_edited_is_not_overwritten(
    database: Database, session: Session, keys: KeyRing, feed: Path
) -> None:
    _import(database, keys)
    rovers = queries.get(session, slug="riverbank-rovers-friends")
    edited = content_of(rovers).with_changes(phone="01296 555020")
    publishing.save_draft(session, listing=rovers, content=edited, actor="staff:1", audit_key=keys.audit)
    publishing.publish(session, listing=rovers, actor="staff:1", audit_key=keys.audit)
    session.commit()
    assert _sums(_import(database, keys)) == (0, 0, 2, 0, 3), "the feed has not changed"

    feed.write_text(SAMPLE.read_text(encoding="utf-8").replace('"max_age": 12', '"max_age": 14'), encoding="utf-8")
    assert _sums(_import(database, keys, feed)) == (0, 0, 1, 1, 3)
    session.expire_all()
    shown = queries.get_published(session, slug="riverbank-rovers-friends")
    assert (shown.phone, shown.age_to) == ("01296 555020", 12)
    waits = content_of_version(latest_version(shown))
    assert (waits.phone, waits.age_to) == ("01296 555020", 14), "nothing waits but what the feed says anew"
    session.rollback()
    assert _sums(_import(database, keys, feed)) == (0, 0, 2, 0, 3)


def test_what_families_type_stays_when_the_feed_changes(
    database: Database, session: Session, keys: KeyRing, feed: Path
) -> None:
    _import(database, keys)
    rovers = queries.get(session, slug="riverbank-rovers-friends")
    content = content_of(rovers)
    asked = {"en": replace(content.words["en"], asked_as="football for a shy boy"), "pl": Words("", asked_as="piłka")}
    edited = content.with_changes(words=asked)
    publishing.save_draft(session, listing=rovers, content=edited, actor="staff:1", audit_key=keys.audit)
    session.commit()
    assert _sums(_import(database, keys)) == (0, 0, 2, 0, 3), "the feed has not changed"

    feed.write_text(SAMPLE.read_text(encoding="utf-8").replace('"max_age": 12', '"max_age": 14'), encoding="utf-8")
    assert _sums(_import(database, keys, feed)) == (0, 0, 1, 1, 3)
    assert _sums(_import(database, keys, feed)) == (0, 0, 2, 0, 3)
    session.expire_all()
    saved = content_of_version(latest_version(queries.get(session, slug="riverbank-rovers-friends")))
    assert (saved.age_to, saved.words["en"].asked_as) == (14, "football for a shy boy")
    assert saved.words["pl"] == asked["pl"]


def test_a_version_of_the_feed_from_before_families_words_were_kept_says_the_same(
    database: Database, session: Session, keys: KeyRing
) -> None:
    _import(database, keys)
    for version in session.scalars(select(ListingVersion)):
        english = {name: text for name, text in version.content["words"]["en"].items() if name != "asked_as"}
        version.content = {**version.content, "words": {"en": english}}
    session.commit()
    assert _sums(_import(database, keys)) == (0, 0, 2, 0, 3)


def test_an_archived_listing_is_not_brought_back(database: Database, session: Session, keys: KeyRing) -> None:
    _import(database, keys)
    rovers = queries.get(session, slug="riverbank-rovers-friends")
    publishing.archive(session, listing=rovers, actor="staff:1", audit_key=keys.audit)
    session.commit()
    assert _import(database, keys).unchanged == 2
    session.expire_all()
    assert queries.get(session, slug="riverbank-rovers-friends").status is ListingStatus.ARCHIVED


def test_a_service_inside_the_county_covers_its_district(
    database: Database, session: Session, keys: KeyRing, feed: Path
) -> None:
    inside = _service(locations=[{"name": "Hall", "city": "Stafford", "postal_code": "ST16 2LH"}])
    feed.write_text(json.dumps([inside]), encoding="utf-8")
    _import(database, keys, feed)
    club = queries.get_published(session, slug="club")
    assert (club.coverage, [district.slug for district in club.districts]) == (Coverage.DISTRICTS, ["stafford"])


def test_values_that_no_row_can_hold_and_repeats_are_refused_alone(
    database: Database, session: Session, keys: KeyRing, feed: Path
) -> None:
    found = [_service(), _service(), _service(id=6, name="x" * 201), _service(id=7, name="Seven"), 8, _service(id=None)]
    feed.write_text("\n".join(json.dumps(row) for row in found), encoding="utf-8")
    report = _import(database, keys, feed)
    assert _sums(report) == (2, 0, 0, 0, 4)
    assert [(refused.line, refused.reason) for refused in report.refused] == [
        (2, "its id stands in the file twice"),
        (5, "it is not an object"),
        (6, "id is missing"),
        (3, "text.en.name: it is longer than 200 characters"),
    ]
    assert set(session.scalars(select(Listing.slug))) == {"club", "seven"}


def test_a_service_without_a_description_stays_a_draft(
    database: Database, session: Session, keys: KeyRing, feed: Path
) -> None:
    feed.write_text(json.dumps({"content": [_service(description=None)]}), encoding="utf-8")
    report = _import(database, keys, feed)
    assert report.created == 1
    assert "stays a draft" in report.notes[-1].reason
    assert queries.get(session, slug="club").status is ListingStatus.DRAFT


def test_progress_is_told_batch_by_batch(
    database: Database, keys: KeyRing, feed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "_BATCH", 2)
    feed.write_text(json.dumps([_service(id=number) for number in range(5)]), encoding="utf-8")
    shown: list[tuple[int, int]] = []
    importing.import_feed(database, feed, audit_key=keys.audit, progress=lambda done, all_: shown.append((done, all_)))
    assert shown == [(2, 5), (4, 5), (5, 5)]


@pytest.mark.parametrize("text", ["", "[]", '{"content": []}'])
def test_a_file_without_rows_is_refused(database: Database, keys: KeyRing, feed: Path, text: str) -> None:
    feed.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match="holds no rows"):
        _import(database, keys, feed)


@pytest.mark.skipif(not BUCKINGHAMSHIRE.exists(), reason="the Buckinghamshire feed is not beside the project")
def test_buckinghamshire_s_twenty_services_are_imported_and_published(
    database: Database, session: Session, keys: KeyRing
) -> None:
    assert _sums(_import(database, keys, BUCKINGHAMSHIRE)) == (20, 0, 0, 0, 0)
    assert _sums(_import(database, keys, BUCKINGHAMSHIRE)) == (0, 0, 20, 0, 0)
    found = queries.published(session)
    assert len(found) == 20
    for listing in found:
        words = content_of(listing).words["en"]
        assert words.summary
        assert not any(
            sign in f"{words}{listing.email}{listing.website}" for sign in ("\r", "email@email", "example.com")
        )
    assert sum(bool(listing.times) for listing in found) == 1, "the only schedule in the feed"
    brownies = queries.get_published(session, slug="12th-aylesbury-brownies")
    assert (brownies.age_from, brownies.age_to) == (5, 11)
    assert {term.code for term in brownies.needs} == {"autism", "hearing"}, "of the few needs that tests know"


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ([], "it is not an object"),
        ({"id": 1}, "name is missing"),
        (_service(min_age="five"), "min_age 'five' is not an age"),
        (_service(max_age=-1), "max_age -1 is not an age"),
        (_service(min_age=True), "min_age True is not an age"),
        (_service(locations="here"), "locations is not a list of objects"),
        (_service(contacts=[None]), "contacts is not a list of objects"),
        (_service(organisation="ours"), "organisation is not an object"),
    ],
)
def test_a_row_that_makes_no_sense_says_why(told: Any, reason: str) -> None:
    with pytest.raises(BadRow, match=reason):
        read_record(told, WORDS)


@pytest.mark.parametrize(
    ("phone", "kept"), [("0777 777 7777", ""), ("0800 800 8000", "0800 800 8000"), ("111", "111"), ("none", "")]
)
def test_a_number_that_the_feed_keeps_back_is_left_out(phone: str, kept: str) -> None:
    assert read_record(_service(contacts=[{"phone": phone}]), WORDS).content.phone == kept


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
FIELDS = ("name", "description", "url", "locations", "contacts", "organisation", "taxonomies", "links", "cost_options")


@given(st.dictionaries(st.sampled_from(FIELDS), JSON))
def test_no_row_can_break_the_import(told: dict[str, Any]) -> None:
    with suppress(BadRow):
        assert read_record(_service(**told), WORDS).content.words["en"].name


@given(st.lists(JSON.map(json.dumps), min_size=1, max_size=5), st.sampled_from([None, 1]))
def test_every_row_of_a_list_is_read(values: list[str], indent: int | None) -> None:
    found = [json.loads(value) for value in values]
    read = list(rows(json.dumps({"number": 1, "content": found}, indent=indent)))
    assert [row.value for row in read] == found
    assert [row.number for row in read] == list(range(1, len(found) + 1))


@given(st.text(max_size=60))
def test_no_text_breaks_the_reader_of_rows(text: str) -> None:
    assert all(row.line >= 1 for row in rows(text))


@pytest.mark.parametrize(
    ("told", "meant"),
    [
        ("One\r\n\r\n\r\n\r\ntwo ", "One\n\ntwo"),
        ("<p>Tea &amp; cake</p><p>Free</p>", "Tea & cake\n\nFree"),
        ("a<br>b<style>p{}</style>", "a\nb"),
        ("under 5 < 6 and 7 > 3", "under 5 < 6 and 7 > 3"),
        ("nul\x00 bell\x07\u00a0here", "nul bell here"),
        (None, ""),
        (5, ""),
    ],
)
def test_words_become_plain(told: object, meant: str) -> None:
    assert plain(told) == meant


def test_a_summary_is_the_first_whole_sentence_and_short() -> None:
    assert summary_of("What we do\nWe run a club for children. It is fun.") == "We run a club for children."
    long = summary_of("word " * 60)
    assert len(long) <= 140
    assert long.endswith("word…")
    assert summary_of("") == ""


@pytest.mark.parametrize(
    ("told", "meant"),
    [
        ("09:00", "9am"),
        ("17:30", "5:30pm"),
        ("12:00", "12 noon"),
        ("00:00", "12 midnight"),
        ("late", "late"),
        (None, ""),
    ],
)
def test_times_are_said_as_people_say_them(told: object, meant: str) -> None:
    assert clock(told) == meant


def test_an_organisation_that_is_called_otherwise_waits_for_a_run_that_publishes(
    database: Database, session: Session, keys: KeyRing, feed: Path
) -> None:
    def bring(name: str, *, publish: bool) -> int:
        told = {"content": [_service(organisation={"id": 1, "name": name}, taxonomies=[])]}
        feed.write_text(json.dumps(told), encoding="utf-8")
        session.rollback()
        assert not _import(database, keys, feed, publish=publish).refused
        return change_number(session, "listings")

    before = bring("First", publish=True)
    changed_at = session.scalars(select(Listing.changed_at)).one()
    assert bring("Second", publish=False) == before
    assert session.scalars(select(Organisation.name)).one() == "First"
    session.rollback()
    # then the pages and the search follow, although no listing says anything else
    assert bring("Second", publish=True) > before
    assert session.scalars(select(Organisation.name)).one() == "Second"
    assert session.scalars(select(Listing.changed_at)).one() > changed_at
    assert bring("Second", publish=True) == before + 1


def test_what_there_is_no_room_for_is_refused_by_its_row_and_said_in_plain_letters(
    database: Database, keys: KeyRing, feed: Path
) -> None:
    organisations = [
        {"id": 1, "name": "x" * 201},
        {"id": 2, "name": "Long", "url": f"https://long.test/{'x' * 500}"},
        {"id": 3, "name": "Long", "email": f"{'x' * 250}@long.test"},
        {"id": "x" * 121, "name": "Long"},
        {"id": "\x00\ud800 5", "name": "Odd \ud800\x00letters"},
    ]
    told = [_service(organisation=who, taxonomies=[]) | {"id": n} for n, who in enumerate(organisations, start=1)]
    told += [_service(id="x" * 121), _service(id="\ud800", name="")]
    feed.write_text(json.dumps({"content": told}), encoding="utf-8")
    report = _import(database, keys, feed)
    assert (report.created, [refused.row for refused in report.refused]) == (1, [1, 2, 3, 4, 6, 7])
    "\n".join(report.lines()).encode()
