"""What was searched for, as daily counts without anybody in them, and what families say they could not find.

Districts, needs and kinds of support are kept as codes: what was asked last year stays true when a term goes.
"""

from __future__ import annotations

import uuid
from datetime import date

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from localoffer.db import Base
from localoffer.feedback.vocabulary import Results
from localoffer.vocabulary import AgeBand


class SearchCount(Base):
    """How many searches were made on a day, from pages in one language, that found so much."""

    __tablename__ = "search_counts"

    day: Mapped[date] = mapped_column(primary_key=True)
    language: Mapped[str] = mapped_column(String(12), primary_key=True)
    results: Mapped[Results] = mapped_column(primary_key=True)
    count: Mapped[int]


class DemandCount(Base):
    """How many searches asked for a need in a district; either is empty where the search named none.

    A search for two needs counts once for each. Language, age and words stand in no row with them.
    """

    __tablename__ = "demand_counts"

    day: Mapped[date] = mapped_column(primary_key=True)
    district: Mapped[str] = mapped_column(String(60), primary_key=True)
    need: Mapped[str] = mapped_column(String(60), primary_key=True)
    results: Mapped[Results] = mapped_column(primary_key=True)
    count: Mapped[int]


class WordCount(Base):
    """How often a word of the glossary or of a listing was searched for; the empty one counts all other words."""

    __tablename__ = "word_counts"

    day: Mapped[date] = mapped_column(primary_key=True)
    word: Mapped[str] = mapped_column(String(80), primary_key=True)
    count: Mapped[int]


class MissingSupport(Base):
    """What one family looked for and did not find. Nothing in it says who they are.

    ``district`` may also be ``vocabulary.WHOLE_COUNTY``. ``sealed_words`` is what they wrote, screened and then
    encrypted; None where they wrote nothing or somebody removed it. ``sent_hash`` is unique, so that a double click
    tells once.
    """

    __tablename__ = "missing_support"

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[uuid.UUID] = mapped_column(unique=True, default=uuid.uuid4)
    sent_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    told_on: Mapped[date] = mapped_column(index=True)
    language: Mapped[str] = mapped_column(String(12))
    district: Mapped[str] = mapped_column(String(60))
    needs: Mapped[list[str]]
    kinds: Mapped[list[str]]
    age_band: Mapped[AgeBand | None]
    key_id: Mapped[str | None] = mapped_column(String(40))
    sealed_words: Mapped[bytes | None] = mapped_column(LargeBinary)
