"""Saving, publishing and archiving listings."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer import audit
from localoffer.audit import AuditEntry
from localoffer.crypto import KeyRing
from localoffer.db import MissingRow, change_number
from localoffer.listings import publishing
from localoffer.listings.applying import content_of, content_of_version, latest_version
from localoffer.listings.content import ListingContent, Place, StatedFact, Words
from localoffer.listings.models import Listing, Organisation
from localoffer.vocabulary import Access, Cost, Coverage, Fact, ListingStatus, ReviewState, Spaces, WayIn

EDITOR = "staff:7"
CLUB = ListingContent(
    words={"en": Words(name="Saturday club", summary="A calm club.", description="We play."), "pl": Words(name="Klub")},
    organisation_key="moorland-steps",
    needs=("autism", "hearing"),
    kinds=("activities",),
    ways_in=(WayIn.CONTACT, WayIn.DROP_IN),
    age_from=5,
    age_to=11,
    diagnosis_needed=False,
    coverage=Coverage.DISTRICTS,
    districts=("stafford", "lichfield"),
    cost=Cost.PAID,
    spaces=Spaces.WAITING,
    waiting_weeks=6,
    spaces_stated_on=date(2026, 11, 3),
    facts={Fact.TRANSPORT: StatedFact(False, date(2026, 10, 5)), Fact.VISIT_FIRST: StatedFact(True)},
    languages_spoken=("en", "pl"),
    times=("tue-evening", "sat-morning"),
    venues=(
        Place("The Hall", "1 Demonstration Yard", "Stafford", "st162lh", (Access.PARKING, Access.STEP_FREE), True),
        Place("The Annexe"),
    ),
).in_order()
RENAMED = CLUB.with_changes(words={**CLUB.words, "en": Words(name="Sunday club", summary="A calm club.")})


@pytest.fixture
def club(session: Session, keys: KeyRing) -> Listing:
    session.add(Organisation(source="council", key="moorland-steps", name="Moorland Steps"))
    session.flush()
    return publishing.create(session, content=CLUB, actor=EDITOR, audit_key=keys.audit)


def _publish(session: Session, listing: Listing, keys: KeyRing) -> None:
    publishing.publish(session, listing=listing, actor=EDITOR, audit_key=keys.audit)


def _save(session: Session, listing: Listing, keys: KeyRing, content: ListingContent) -> int:
    return publishing.save_draft(session, listing=listing, content=content, actor=EDITOR, audit_key=keys.audit).number


def _reread(session: Session, listing: Listing) -> Listing:
    session.flush()
    session.expire_all()
    return session.scalars(select(Listing).where(Listing.id == listing.id)).one()


def test_a_new_listing_is_a_draft_that_holds_all_it_was_given(session: Session, club: Listing) -> None:
    found = _reread(session, club)
    assert (found.slug, found.status, found.version_number) == ("saturday-club", ListingStatus.DRAFT, 1)
    assert content_of(found) == CLUB.with_changes(
        venues=(
            Place("The Hall", "1 Demonstration Yard", "Stafford", "ST16 2LH", CLUB.venues[0].access, True),
            CLUB.venues[1],
        )
    )
    assert (found.venues[0].easting, found.venues[0].northing) == (392000, 323200)
    assert found.published_at is None
    assert change_number(session, "listings") == 0


def test_the_same_name_twice_gives_two_addresses(session: Session, club: Listing, keys: KeyRing) -> None:
    slugs = [
        publishing.create(session, content=CLUB, actor=EDITOR, audit_key=keys.audit, slug=wanted).slug
        for wanted in (None, None, "saturday-club", "another")
    ]
    assert slugs == ["saturday-club-2", "saturday-club-3", "saturday-club-4", "another"]


def test_publishing_shows_it_and_says_so(session: Session, club: Listing, keys: KeyRing) -> None:
    _publish(session, club, keys)
    assert club.status is ListingStatus.PUBLISHED
    assert club.published_at is not None
    assert latest_version(club).published_at == club.published_at
    assert change_number(session, "listings") == 1


def test_a_saved_change_waits_until_it_is_published(session: Session, club: Listing, keys: KeyRing) -> None:
    _publish(session, club, keys)

    assert _save(session, club, keys, RENAMED) == 2

    assert content_of(club).words["en"].name == "Saturday club"
    assert change_number(session, "listings") == 1
    _publish(session, club, keys)
    assert content_of(_reread(session, club)).words["en"].name == "Sunday club"
    assert (club.version_number, change_number(session, "listings")) == (2, 2)
    assert club.slug == "saturday-club", "its address stays"


def test_a_draft_that_was_never_published_is_seen_by_staff_as_saved_last(
    session: Session, club: Listing, keys: KeyRing
) -> None:
    _save(session, club, keys, RENAMED)
    assert content_of(_reread(session, club)).words["en"].name == "Sunday club"


def test_an_earlier_version_can_come_back(session: Session, club: Listing, keys: KeyRing) -> None:
    _save(session, club, keys, RENAMED)
    _publish(session, club, keys)
    earlier: dict[str, Any] = {"listing": club, "actor": EDITOR, "audit_key": keys.audit}
    draft = publishing.bring_back_version(session, number=1, **earlier)
    assert (draft.number, draft.state) == (3, ReviewState.DRAFT)
    assert content_of(club).words["en"].name == "Sunday club", "families see no change yet"
    _publish(session, club, keys)
    assert content_of(_reread(session, club)).words["en"].name == "Saturday club"
    with pytest.raises(MissingRow):
        publishing.bring_back_version(session, number=9, **earlier)


def test_everything_can_be_taken_away_again(session: Session, club: Listing, keys: KeyRing) -> None:
    bare = ListingContent(words={"en": Words(name="Club")})
    _save(session, club, keys, bare)
    assert content_of(_reread(session, club)) == bare


def test_saving_what_is_there_already_saves_nothing(session: Session, club: Listing, keys: KeyRing) -> None:
    entries = len(session.scalars(select(AuditEntry)).all())
    assert _save(session, club, keys, CLUB.with_changes(needs=("hearing", "autism", "hearing"))) == 1
    assert len(session.scalars(select(AuditEntry)).all()) == entries


def test_a_change_that_began_from_an_older_version_is_refused(session: Session, club: Listing, keys: KeyRing) -> None:
    _save(session, club, keys, RENAMED)
    with pytest.raises(publishing.SavedMeanwhile):
        publishing.save_draft(session, listing=club, content=CLUB, actor=EDITOR, audit_key=keys.audit, based_on=1)


def test_what_families_need_is_asked_for_before_publishing(session: Session, keys: KeyRing) -> None:
    empty = ListingContent(words={"pl": Words(name="Klub")})
    made = publishing.create(session, content=empty, actor=EDITOR, audit_key=keys.audit)
    with pytest.raises(publishing.NotReady) as refused:
        _publish(session, made, keys)
    assert refused.value.problems == ["name", "summary", "kinds", "ways_in", "districts"]
    assert made.status is ListingStatus.DRAFT


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"needs": ("autism", "boredom")}, "needs: there is no boredom"),
        ({"kinds": ("parties",)}, "kinds: there is no parties"),
        ({"districts": ("atlantis",)}, "districts: there is no atlantis"),
        ({"times": ("mon-night", "sat-morning")}, "times: there is no mon-night"),
        ({"organisation_key": "nobody"}, "organisation: there is no nobody"),
        ({"venues": (Place(postcode="Leek"),)}, "venues: Leek is not a postcode"),
        ({"age_from": 12, "age_to": 5}, "age: it ends before it begins"),
        ({"phone": "0" * 41}, "phone: it is longer than 40 characters"),
        ({"words": {"en": Words(name="x" * 201)}}, "text.en.name: it is longer than 200 characters"),
        (
            {"words": {"en": Words(name="Club", asked_as=f"sitter\n{'x' * 81}")}},
            "text.en.asked_as: line 2: it is longer than 80 characters",
        ),
        (
            {"words": {"pl": Words(name="", asked_as="\n".join(f"niania {number}" for number in range(41)))}},
            "text.pl.asked_as: line 41: there is room for 40 lines",
        ),
    ],
)
def test_what_no_row_can_hold_is_refused_by_its_name(
    session: Session, club: Listing, keys: KeyRing, changes: dict[str, object], said: str
) -> None:
    _publish(session, club, keys)
    with pytest.raises(ValueError, match=said):
        _save(session, club, keys, CLUB.with_changes(**changes))
    with pytest.raises(ValueError, match=said):
        publishing.create(session, content=CLUB.with_changes(**changes), actor=EDITOR, audit_key=keys.audit)
    assert latest_version(club).number == 1


def test_archiving_takes_it_away_and_restoring_brings_a_draft(session: Session, club: Listing, keys: KeyRing) -> None:
    _publish(session, club, keys)
    publishing.archive(session, listing=club, actor=EDITOR, audit_key=keys.audit)
    assert (club.status, change_number(session, "listings")) == (ListingStatus.ARCHIVED, 2)
    with pytest.raises(publishing.NotAllowed):
        publishing.archive(session, listing=club, actor=EDITOR, audit_key=keys.audit)
    with pytest.raises(publishing.NotAllowed):
        _publish(session, club, keys)
    publishing.restore(session, listing=club, actor=EDITOR, audit_key=keys.audit)
    with pytest.raises(publishing.NotAllowed):
        publishing.restore(session, listing=club, actor=EDITOR, audit_key=keys.audit)
    assert (club.status, change_number(session, "listings")) == (ListingStatus.DRAFT, 2)
    _publish(session, club, keys)
    assert club.status is ListingStatus.PUBLISHED


def test_a_translation_is_seen_to_lag_behind_changed_english(session: Session, club: Listing, keys: KeyRing) -> None:
    def made_from(language: str) -> str:
        text = _reread(session, club).text(language)
        assert text is not None
        return text.english_digest

    _publish(session, club, keys)
    assert made_from("pl") == CLUB.words["en"].digest

    _save(session, club, keys, RENAMED)
    _publish(session, club, keys)
    assert made_from("pl") == CLUB.words["en"].digest, "nobody has looked at the Polish since"

    both = RENAMED.with_changes(words={**RENAMED.words, "pl": Words(name="Klub w niedzielę")})
    _save(session, club, keys, both)
    _save(
        session, club, keys, both.with_changes(words={**both.words, "en": Words(name="Evening club", summary="Calm.")})
    )
    _publish(session, club, keys)
    assert made_from("pl") == RENAMED.words["en"].digest, "the Polish was made from the version in between"
    assert made_from("en") == content_of(club).words["en"].digest


def test_what_families_type_in_a_language_leaves_its_translation_where_it_is(
    session: Session, club: Listing, keys: KeyRing
) -> None:
    def digests() -> dict[str, str]:
        return {text.language: text.english_digest for text in _reread(session, club).texts}

    _publish(session, club, keys)
    _save(session, club, keys, RENAMED)
    asked = {
        "en": replace(RENAMED.words["en"], asked_as="somewhere calm on Sunday"),
        "pl": replace(RENAMED.words["pl"], asked_as="spokojne miejsce w niedzielę"),
        "ur": Words(name="", asked_as="پرسکون جگہ"),
    }
    _save(session, club, keys, RENAMED.with_changes(words={**RENAMED.words, **asked}))
    _publish(session, club, keys)

    assert {text.language: text.asked_as for text in club.texts} == {
        code: said.asked_as for code, said in asked.items()
    }
    assert digests() == {"en": RENAMED.words["en"].digest, "pl": CLUB.words["en"].digest, "ur": ""}


def test_each_step_is_in_the_audit_with_what_changed_and_no_words(
    session: Session, club: Listing, keys: KeyRing
) -> None:
    _save(session, club, keys, RENAMED.with_changes(age_to=12))
    _publish(session, club, keys)
    publishing.archive(session, listing=club, actor=EDITOR, audit_key=keys.audit)
    publishing.restore(session, listing=club, actor=EDITOR, audit_key=keys.audit)
    entries = session.scalars(select(AuditEntry).order_by(AuditEntry.number)).all()
    assert [entry.action for entry in entries] == [
        f"listing.{done}" for done in ("created", "saved", "published", "archived", "restored")
    ]
    assert {(entry.actor, entry.subject, entry.subject_id) for entry in entries} == {
        (EDITOR, "listing", str(club.uuid))
    }
    assert entries[1].details == {"version": 2, "changed": ["words", "age_to"]}
    assert audit.verify(session, key=keys.audit) == 5


def test_every_saved_state_is_kept(session: Session, club: Listing, keys: KeyRing) -> None:
    _save(session, club, keys, RENAMED)
    found = _reread(session, club)
    assert [content_of_version(version) for version in found.versions] == [CLUB, RENAMED]
    assert [version.made_by for version in found.versions] == [EDITOR, EDITOR]
