"""Links by which organisations keep their listings right, and what they were asked and answered."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from localoffer.db import Base
from localoffer.listings.freshness.vocabulary import ProviderAnswer
from localoffer.listings.models import Listing, Organisation


class ProviderLink(Base):
    """One link that was sent to an organisation, for one of its listings or for all of them.

    Nothing that opens it is stored: its token is made from ``uuid`` and the site's keys. The address that it was sent
    to is sealed, ``address_hash`` finds it again. ``mails`` counts what was sent, the first mail and its reminders;
    ``given_up_on`` is the day on which the last of them had gone unanswered for long enough.
    """

    __tablename__ = "provider_links"
    __table_args__ = (CheckConstraint("(listing_id IS NULL) <> (organisation_id IS NULL)", name="one_subject"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[uuid.UUID] = mapped_column(unique=True, default=uuid.uuid4)
    listing_id: Mapped[int | None] = mapped_column(ForeignKey("listings.id", ondelete="CASCADE"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id", ondelete="CASCADE"), index=True)
    language: Mapped[str] = mapped_column(String(12))
    made_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(String(80))
    ends_on: Mapped[date] = mapped_column(index=True)
    key_id: Mapped[str] = mapped_column(String(40))
    sealed_address: Mapped[bytes] = mapped_column(LargeBinary)
    address_hash: Mapped[bytes] = mapped_column(LargeBinary(32), index=True)
    mails: Mapped[int] = mapped_column(default=0)
    mailed_on: Mapped[date]
    answers: Mapped[int] = mapped_column(default=0)
    given_up_on: Mapped[date | None]
    refused_on: Mapped[date | None]
    revoked_on: Mapped[date | None]
    revoked_by: Mapped[str] = mapped_column(String(80), default="")

    listing: Mapped[Listing | None] = relationship()
    organisation: Mapped[Organisation | None] = relationship()
    questions: Mapped[list[ProviderQuestion]] = relationship(
        back_populates="link", cascade="all, delete-orphan", order_by="ProviderQuestion.id"
    )

    @property
    def is_ended(self) -> bool:
        """Whether somebody, or the mail, put an end to it before its last day."""
        return self.revoked_on is not None or self.refused_on is not None

    def opens(self, on: date) -> bool:
        """Return whether the link opens its pages on a day."""
        return self.revoked_on is None and on <= self.ends_on


class ProviderQuestion(Base):
    """Whether one listing is still right: asked by a link, and what the organisation answered last.

    ``asked_on`` is None for a listing that the mail did not name, and the organisation told about by itself.
    ``ended_on`` is the day on which asking ended, with an answer or without: the listing is not asked about again
    before it is due anew. ``version_number`` is the version that its changes went into, ``sealed_words`` what it wrote
    to the council; ``settled_on`` is set once a commissioner has dealt with an answer that asks for it.
    """

    __tablename__ = "provider_questions"
    __table_args__ = (UniqueConstraint("link_id", "listing_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[uuid.UUID] = mapped_column(unique=True, default=uuid.uuid4)
    link_id: Mapped[int] = mapped_column(ForeignKey("provider_links.id", ondelete="CASCADE"))
    listing_id: Mapped[int] = mapped_column(ForeignKey("listings.id", ondelete="CASCADE"), index=True)
    asked_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    answer: Mapped[ProviderAnswer | None]
    answered_on: Mapped[date | None]
    version_number: Mapped[int | None]
    key_id: Mapped[str | None] = mapped_column(String(40))
    sealed_words: Mapped[bytes | None] = mapped_column(LargeBinary)
    settled_on: Mapped[date | None]
    settled_by: Mapped[str] = mapped_column(String(80), default="")

    link: Mapped[ProviderLink] = relationship(back_populates="questions")
    listing: Mapped[Listing] = relationship()
