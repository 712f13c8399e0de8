"""Loading the demonstration from a file that a person edits."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from localoffer import audit
from localoffer.crypto import KeyRing
from localoffer.db import change_number
from localoffer.listings import demonstration, publishing, queries, vocabulary_loading
from localoffer.listings.applying import content_of
from localoffer.listings.demonstration import DemonstrationReport
from localoffer.listings.models import Listing, ListingVersion, Organisation
from localoffer.places.queries import districts
from localoffer.vocabulary import Checker, Coverage, Fact, ListingStatus, Spaces, WayIn
from tests.support.county import FOLDER

pytestmark = pytest.mark.any_database

SMALL = """
organisations:
  - {key: steps, name: Moorland Steps, website: https://steps.example.org/, email: hi@steps.example.org,
     phone: 01632 960101}
listings:
  - slug: brick-club
    organisation: steps
    needs: [autism, adhd]
    kinds: [activities]
    ways_in: [contact]
    age: {from: 5}
    diagnosis_needed: false
    coverage: districts
    districts: [stafford]
    cost: paid
    spaces: {state: waiting, weeks: 6, stated_on: 2026-11-03}
    facts: {visit_first: true, transport: false}
    facts_stated_on: 2026-10-05
    times: {tue-thu: [morning, afternoon], sat: [morning]}
    venues: [{name: The Shed, town: Stafford, postcode: ST16 2LH, access: [parking]}]
    checked: {on: 2026-10-03, by: council}
    text:
      en: {name: Brick club, summary: We build together.}
      pl:
        name: Klub
        summary: Budujemy razem.
        asked_as: |
          on mówi tylko o klockach
          samotny syn
  - slug: half-written
    status: draft
    needs: any
    kinds: [advice]
    ways_in: [drop_in]
    coverage: online
    phone: 01632 960102
    text: {en: {name: Half written, summary: Not there yet.}}
  - slug: long-gone
    organisation: steps
    status: archived
    kinds: [advice]
    ways_in: [drop_in]
    coverage: county
    text: {en: {name: Long gone, summary: It was there once.}}
"""


def _load(session: Session, folder: Path, keys: KeyRing, text: str = SMALL) -> DemonstrationReport:
    path = folder / "demonstration.yaml"
    path.write_text(text, encoding="utf-8")
    report = demonstration.load(session, path, audit_key=keys.audit)
    session.commit()
    session.expire_all()
    return report


def test_an_entry_becomes_a_listing(session: Session, tmp_path: Path, keys: KeyRing) -> None:
    assert _load(session, tmp_path, keys) == DemonstrationReport(created=3, changed=0, unchanged=0)
    club = queries.get_published(session, slug="brick-club")
    content = content_of(club)
    assert club.is_demonstration
    assert (content.needs, content.kinds, content.ways_in) == (("adhd", "autism"), ("activities",), (WayIn.CONTACT,))
    assert (content.age_from, content.age_to, content.diagnosis_needed) == (5, None, False)
    assert (content.spaces, content.waiting_weeks) == (Spaces.WAITING, 6)
    assert content.facts[Fact.VISIT_FIRST].answer
    assert content.times == (
        *(f"{day}-{part}" for day in ("tue", "wed", "thu") for part in ("morning", "afternoon")),
        "sat-morning",
    )
    assert content.checked_by is Checker.COUNCIL
    assert str(content.checked_on) == "2026-10-03"
    assert (content.phone, content.website) == ("01632 960101", "https://steps.example.org/")
    assert (club.venues[0].easting, club.venues[0].hidden) == (392000, False)
    assert content.words["pl"].name == "Klub"
    assert content.words["pl"].asked_as == "on mówi tylko o klockach\nsamotny syn"
    draft = queries.get(session, slug="half-written")
    assert (draft.status, draft.any_need, draft.coverage) == (ListingStatus.DRAFT, True, Coverage.ONLINE)
    assert (draft.phone, draft.email) == ("01632 960102", "")
    assert queries.get(session, slug="long-gone").status is ListingStatus.ARCHIVED


def test_twice_is_the_same_as_once(session: Session, tmp_path: Path, keys: KeyRing) -> None:
    _load(session, tmp_path, keys)
    before = (change_number(session, "listings"), audit.verify(session, key=keys.audit))
    assert _load(session, tmp_path, keys) == DemonstrationReport(created=0, changed=0, unchanged=3)
    assert (change_number(session, "listings"), audit.verify(session, key=keys.audit)) == before
    assert session.scalar(select(func.count(ListingVersion.id))) == 3


def test_a_changed_entry_is_published_anew(session: Session, tmp_path: Path, keys: KeyRing) -> None:
    _load(session, tmp_path, keys)
    report = _load(session, tmp_path, keys, SMALL.replace("We build together.", "We build."))
    assert report == DemonstrationReport(created=0, changed=1, unchanged=2)
    assert content_of(queries.get_published(session, slug="brick-club")).words["en"].summary == "We build."


def test_what_a_commissioner_changed_in_between_stays(session: Session, tmp_path: Path, keys: KeyRing) -> None:
    _load(session, tmp_path, keys)
    club = queries.get(session, slug="brick-club")
    edited = content_of(club).with_changes(age_from=4)
    publishing.save_draft(session, listing=club, content=edited, actor="staff:1", audit_key=keys.audit)
    publishing.publish(session, listing=club, actor="staff:1", audit_key=keys.audit)

    assert _load(session, tmp_path, keys).unchanged == 3
    assert queries.get_published(session, slug="brick-club").age_from == 4

    assert _load(session, tmp_path, keys, SMALL.replace("We build together.", "We build.")).changed == 1
    assert queries.get_published(session, slug="brick-club").age_from == 4, "the file's change waits for a commissioner"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("kinds: [activities]", "kinds: [parties]", "brick-club: kinds: there is no parties"),
        ("kinds: [activities]", "kinds: activities", "brick-club: kinds: it is not a list"),
        ("kinds: [activities]", "", "brick-club: kinds: families need it"),
        ("ways_in: [contact]", "ways_in: [knock]", "brick-club: ways_in: knock is none of drop_in"),
        ("districts: [stafford]", "districts: []", "brick-club: districts: a listing that covers districts"),
        (
            "organisation: steps\n    needs",
            "organisation: leaps\n    needs",
            "brick-club: organisation: there is no leaps",
        ),
        ("state: waiting", "state: maybe", "brick-club: spaces.state: maybe is none of"),
        (", stated_on: 2026-11-03", "", "brick-club: spaces.stated_on: it is missing"),
        ("visit_first: true", "visit_first: maybe", "brick-club: facts.visit_first: maybe is neither"),
        ("visit_first: true", "free_tea: true", "brick-club: facts: free_tea is none of"),
        ("postcode: ST16 2LH", "postcode: Stafford", "brick-club: venues: Stafford is not a postcode"),
        ("age: {from: 5}", "age: {from: five}", "brick-club: age.from: five is not a whole number"),
        ("age: {from: 5}", "age: {since: 5}", "brick-club: age.since: there is no such field"),
        ("sat: [morning]", "sat: morning", "brick-club: times.sat: it is not a list"),
        ("sat: [morning]", "sat: [night]", "brick-club: times.sat: night is none of morning"),
        ("sat: [morning]", "someday: [morning]", "brick-club: times: someday is none of mon"),
        ("sat: [morning]", "fri-mon: [morning]", "brick-club: times: fri-mon ends before it begins"),
        ("times: {tue", "times: tue #", "brick-club: times: each day, or range of days"),
        ("cost: paid", "price: 5", "brick-club: price: there is no such field"),
        ("on: 2026-10-03", "on: soon", "brick-club: checked.date: soon is not a date"),
        ("      pl:", "      xx:", "brick-club: text.xx: it needs a language that the site speaks"),
        ("klockach", "klockach i " * 9, "brick-club: text.pl.asked_as: line 1: it is longer than 80 characters"),
        ("phone: 01632 960102", "phone: 1632960102", "half-written: phone: 1632960102 is not text"),
        ("slug: half-written", "slug: brick-club", "brick-club: slug: another listing has it too"),
        ("key: steps, ", "", "organisations: Moorland Steps: it needs a key and a name"),
        ("listings:", "listing:", "listings: it is not a list of entries"),
    ],
)
def test_what_is_wrong_is_named_by_listing_and_field(
    session: Session, tmp_path: Path, keys: KeyRing, old: str, new: str, said: str
) -> None:
    assert old in SMALL
    with pytest.raises(ValueError, match=said):
        _load(session, tmp_path, keys, SMALL.replace(old, new))


def test_removing_leaves_nothing_of_it_and_all_of_the_council_s_own(
    session: Session, tmp_path: Path, keys: KeyRing
) -> None:
    _load(session, tmp_path, keys)
    own = content_of(queries.get(session, slug="long-gone")).with_changes(organisation_key=None)
    publishing.create(session, content=own, actor="staff:1", audit_key=keys.audit)
    session.commit()
    session.expunge_all()
    assert demonstration.remove(session, audit_key=keys.audit) == 3
    assert session.scalars(select(Listing.slug)).all() == ["long-gone-2"]
    assert session.scalars(select(Organisation)).all() == []
    assert demonstration.remove(session, audit_key=keys.audit) == 0


def test_the_county_s_own_demonstration_loads(session: Session, keys: KeyRing) -> None:
    vocabulary_loading.load(session, FOLDER / "vocabulary.yaml")
    shown: list[tuple[int, int]] = []
    report = demonstration.load(
        session,
        FOLDER / "demonstration.yaml",
        audit_key=keys.audit,
        progress=lambda done, total: shown.append((done, total)),
    )
    assert report.created >= 120
    assert shown[-1] == (report.created, report.created)
    gone = session.scalars(select(Listing).where(Listing.status == ListingStatus.ARCHIVED)).all()
    assert gone
    assert all(listing.published_at for listing in gone), "an old link would not say that it went"
    found = queries.published(session)
    assert {term.code for listing in found for term in listing.kinds} == {
        t.code for t in queries.terms(session, "kind")
    }
    assert {term.code for listing in found for term in listing.needs} >= {
        term.code for term in queries.terms(session, "need") if term.broader
    }
    assert {row.way_in for listing in found for row in listing.ways_in} == set(WayIn)
    assert {listing.coverage for listing in found} == set(Coverage)
    assert {district.slug for listing in found for district in listing.districts} == {
        district.slug for district in districts(session)
    }
