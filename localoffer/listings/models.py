"""Listings and what they are made of.

The typed rows of a listing hold what families see or, in the archive, saw; of a draft, what was saved last. Every state
that a person saved is kept beside them as a ``ListingVersion``, so that an edit can wait while the published one stays,
and any earlier one can come back.
"""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, ForeignKey, Index, String, Table, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from localoffer.db import Base
from localoffer.places.models import District
from localoffer.vocabulary import (
    Checker,
    Cost,
    Coverage,
    Fact,
    ListingStatus,
    Regulator,
    ReviewState,
    Spaces,
    WayIn,
)

listing_terms = Table(
    "listing_terms",
    Base.metadata,
    Column("listing_id", ForeignKey("listings.id", ondelete="CASCADE"), primary_key=True),
    Column("term_id", ForeignKey("terms.id"), primary_key=True),
    Index("ix_listing_terms_term_id", "term_id", "listing_id"),
)

listing_districts = Table(
    "listing_districts",
    Base.metadata,
    Column("listing_id", ForeignKey("listings.id", ondelete="CASCADE"), primary_key=True),
    Column("district_id", ForeignKey("districts.id"), primary_key=True),
    Index("ix_listing_districts_district_id", "district_id", "listing_id"),
)


class Term(Base):
    """One word of a vocabulary that commissioners keep: an area of need, a need or a kind of support.

    ``vocabulary`` is ``area``, ``need`` or ``kind``; ``broader`` is the code of a need's area; ``dfe_code`` the type of
    need in the Department for Education's school census. ``version`` goes up with every change that staff make, and
    ``staff_changed_at`` says when they last did: then the county's file no longer writes over it.
    """

    __tablename__ = "terms"
    __table_args__ = (UniqueConstraint("vocabulary", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    vocabulary: Mapped[str] = mapped_column(String(12))
    code: Mapped[str] = mapped_column(String(60))
    position: Mapped[int]
    broader: Mapped[str | None] = mapped_column(String(60))
    dfe_code: Mapped[str | None] = mapped_column(String(12))
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    staff_changed_at: Mapped[datetime | None]
    texts: Mapped[list[TermText]] = relationship(cascade="all, delete-orphan", lazy="selectin")

    def name(self, language: str) -> str:
        """Return the term in a language, in English where it has none."""
        names = {text.language: text.name for text in self.texts}
        return names.get(language) or names["en"]


class TermText(Base):
    """A term in one language, with a short hint in the words that parents use.

    ``made_from`` has by field the English that a translation was made from, where it is not today's.
    """

    __tablename__ = "term_texts"

    term_id: Mapped[int] = mapped_column(ForeignKey("terms.id", ondelete="CASCADE"), primary_key=True)
    language: Mapped[str] = mapped_column(String(12), primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    hint: Mapped[str] = mapped_column(String(250), default="")
    made_from: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")


class RetiredTerm(Base):
    """A code that no term has any more: what it became part of (``term_id``), or None where it was removed."""

    __tablename__ = "retired_terms"

    vocabulary: Mapped[str] = mapped_column(String(12), primary_key=True)
    code: Mapped[str] = mapped_column(String(60), primary_key=True)
    term_id: Mapped[int | None] = mapped_column(ForeignKey("terms.id"))


class Synonym(Base):
    """Words that families use (``phrase``) for words that listings use (``means``), in one language.

    One that staff removed stays as a row (``removed_at``), so that the county's file does not bring it back.
    """

    __tablename__ = "synonyms"
    __table_args__ = (UniqueConstraint("language", "phrase"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    language: Mapped[str] = mapped_column(String(12))
    phrase: Mapped[str] = mapped_column(String(80))
    means: Mapped[list[str]]
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    staff_changed_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]


class Organisation(Base):
    """Who runs a service. ``key`` is unique and stable across imports; contact details are public ones."""

    __tablename__ = "organisations"

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[uuid.UUID] = mapped_column(unique=True, default=uuid.uuid4)
    source: Mapped[str] = mapped_column(String(40))
    key: Mapped[str] = mapped_column(String(120), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    description: Mapped[str] = mapped_column(Text, default="")
    website: Mapped[str] = mapped_column(String(500), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    staff_changed_at: Mapped[datetime | None]


class RetiredOrganisation(Base):
    """The key of an organisation that became part of another; files that name it mean that one."""

    __tablename__ = "retired_organisations"

    key: Mapped[str] = mapped_column(String(120), primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))


class Listing(Base):
    """One thing that a family can use.

    ``source`` says where the listing came from (``council``, ``demonstration``, ``outpost``) and ``source_reference``
    which record it was there. ``any_need`` matches every need; without it and without needs, the need is not stated.
    The three ``…_needed`` are None where nobody has said. Ages are whole years, inclusive. ``times`` are the slots of
    the week (``vocabulary.SLOTS``) in which it happens, none where nobody has said. ``take_down_on`` is the day on
    which it leaves families by itself.
    """

    __tablename__ = "listings"
    __table_args__ = (
        UniqueConstraint("source", "source_reference"),
        Index("ix_listings_status_slug", "status", "slug"),
        Index("ix_listings_status_review_due", "status", "review_due"),
        Index("ix_listings_coverage", "coverage"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[uuid.UUID] = mapped_column(unique=True, default=uuid.uuid4)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    status: Mapped[ListingStatus] = mapped_column(default=ListingStatus.DRAFT)
    source: Mapped[str] = mapped_column(String(40), default="council")
    source_reference: Mapped[str | None] = mapped_column(String(120))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    version_number: Mapped[int] = mapped_column(default=0)

    any_need: Mapped[bool] = mapped_column(default=False)
    age_from: Mapped[int | None]
    age_to: Mapped[int | None]
    diagnosis_needed: Mapped[bool | None]
    ehc_plan_needed: Mapped[bool | None]
    assessment_needed: Mapped[bool | None]
    coverage: Mapped[Coverage] = mapped_column(default=Coverage.DISTRICTS)
    cost: Mapped[Cost | None]
    spaces: Mapped[Spaces | None]
    waiting_weeks: Mapped[int | None]
    spaces_stated_on: Mapped[date | None]
    regulator: Mapped[Regulator | None]
    registration: Mapped[str] = mapped_column(String(60), default="")
    website: Mapped[str] = mapped_column(String(500), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    languages_spoken: Mapped[list[str]] = mapped_column(default=list)
    times: Mapped[list[str]] = mapped_column(default=list)
    checked_on: Mapped[date | None]
    checked_by: Mapped[Checker | None]
    review_due: Mapped[date | None]
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    take_down_on: Mapped[date | None] = mapped_column(index=True)

    organisation: Mapped[Organisation | None] = relationship()
    terms: Mapped[list[Term]] = relationship(secondary=listing_terms, order_by=Term.position)
    districts: Mapped[list[District]] = relationship(secondary=listing_districts, order_by=District.position)
    ways_in: Mapped[list[ListingWayIn]] = relationship(cascade="all, delete-orphan")
    facts: Mapped[list[ListingFact]] = relationship(cascade="all, delete-orphan")
    venues: Mapped[list[Venue]] = relationship(cascade="all, delete-orphan", order_by="Venue.id")
    texts: Mapped[list[ListingText]] = relationship(cascade="all, delete-orphan")
    versions: Mapped[list[ListingVersion]] = relationship(order_by="ListingVersion.number", back_populates="listing")

    @property
    def is_demonstration(self) -> bool:
        return self.source == "demonstration"

    @property
    def needs(self) -> list[Term]:
        return [term for term in self.terms if term.vocabulary == "need"]

    @property
    def kinds(self) -> list[Term]:
        return [term for term in self.terms if term.vocabulary == "kind"]

    def text(self, language: str) -> ListingText | None:
        """Return the listing's words in a language, None where it has none."""
        return next((text for text in self.texts if text.language == language), None)


class ListingText(Base):
    """The words of a listing in one language.

    A translation remembers which English it was made from (``english_digest``), so that it can be seen to lag.
    Empty means not given; a family then reads the English, field by field.
    """

    __tablename__ = "listing_texts"
    __table_args__ = (
        Index("ix_listing_texts_name", "language", text("lower(name)"), "listing_id"),
        Index("ix_listing_texts_made_from", "language", "listing_id", "english_digest"),
    )

    listing_id: Mapped[int] = mapped_column(ForeignKey("listings.id", ondelete="CASCADE"), primary_key=True)
    language: Mapped[str] = mapped_column(String(12), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    summary: Mapped[str] = mapped_column(String(300), default="")
    description: Mapped[str] = mapped_column(Text, default="")
    who_for: Mapped[str] = mapped_column(Text, default="")
    how_to_start: Mapped[str] = mapped_column(Text, default="")
    cost: Mapped[str] = mapped_column(Text, default="")
    opening_times: Mapped[str] = mapped_column(Text, default="")
    complex_needs: Mapped[str] = mapped_column(Text, default="")
    easy_read: Mapped[str] = mapped_column(Text, default="", server_default="")
    asked_as: Mapped[str] = mapped_column(Text, default="", server_default="")
    english_digest: Mapped[str] = mapped_column(String(64), default="")
    checked_by: Mapped[str] = mapped_column(String(120), default="")


class ListingWayIn(Base):
    """One way in to a listing."""

    __tablename__ = "listing_ways_in"

    listing_id: Mapped[int] = mapped_column(ForeignKey("listings.id", ondelete="CASCADE"), primary_key=True)
    way_in: Mapped[WayIn] = mapped_column(primary_key=True)


class ListingFact(Base):
    """A fact that decides: stated yes or no, and when. A fact that nobody stated has no row."""

    __tablename__ = "listing_facts"

    listing_id: Mapped[int] = mapped_column(ForeignKey("listings.id", ondelete="CASCADE"), primary_key=True)
    fact: Mapped[Fact] = mapped_column(primary_key=True)
    answer: Mapped[bool]
    stated_on: Mapped[date | None]


class Venue(Base):
    """A place where a listing happens. Where ``hidden``, families see the town but neither address nor postcode."""

    __tablename__ = "venues"
    __table_args__ = (Index("ix_venues_place", "town", "name", "address", "postcode", "listing_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    listing_id: Mapped[int] = mapped_column(ForeignKey("listings.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(200), default="")
    address: Mapped[str] = mapped_column(String(300), default="")
    town: Mapped[str] = mapped_column(String(120), default="")
    postcode: Mapped[str] = mapped_column(String(8), default="")
    easting: Mapped[int | None]
    northing: Mapped[int | None]
    access: Mapped[list[str]] = mapped_column(default=list)
    hidden: Mapped[bool] = mapped_column(default=False)


class ListingVersion(Base):
    """A listing's whole content as somebody saved it (``content.ListingContent`` as JSON).

    Only the last version can wait, and the published one is the one that the listing's typed rows hold
    (``version_number``). ``sent_by`` asked for the review; ``reason`` says why a reviewer gave it back; ``publish_on``
    is the day on which it goes before families by itself. ``source_said`` is what the source of the listing said when
    this was made of it, in the same JSON: what staff decided otherwise is not in it.
    """

    __tablename__ = "listing_versions"
    __table_args__ = (UniqueConstraint("listing_id", "number"), Index("ix_listing_versions_state", "state"))

    id: Mapped[int] = mapped_column(primary_key=True)
    listing_id: Mapped[int] = mapped_column(ForeignKey("listings.id", ondelete="CASCADE"))
    number: Mapped[int]
    state: Mapped[ReviewState] = mapped_column(default=ReviewState.DRAFT, server_default="draft")
    content: Mapped[dict[str, Any]]
    source_said: Mapped[dict[str, Any] | None]
    made_by: Mapped[str] = mapped_column(String(80))
    made_at: Mapped[datetime]
    sent_by: Mapped[str] = mapped_column(String(80), default="", server_default="")
    sent_at: Mapped[datetime | None]
    decided_by: Mapped[str] = mapped_column(String(80), default="", server_default="")
    decided_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(String(500), default="", server_default="")
    publish_on: Mapped[date | None]
    published_at: Mapped[datetime | None]
    listing: Mapped[Listing] = relationship(back_populates="versions")
