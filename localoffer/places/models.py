"""Where things are. Points are metres of the British National Grid (easting, northing)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from localoffer.db import Base


class District(Base):
    """One district of the county; ``slug`` is its code in addresses, ``gss`` its official code (ONS).

    ``version`` goes up with every change that staff make to its names; after one (``staff_changed_at``) the settings of
    the county no longer write over them.
    """

    __tablename__ = "districts"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    gss: Mapped[str] = mapped_column(String(9), unique=True)
    position: Mapped[int]
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    staff_changed_at: Mapped[datetime | None]
    texts: Mapped[list[DistrictText]] = relationship(cascade="all, delete-orphan", lazy="selectin")

    def name(self, language: str) -> str:
        """Return the district's name in a language, in English where it has none."""
        names = {text.language: text.name for text in self.texts}
        return names.get(language) or names["en"]


class DistrictText(Base):
    """The name of a district in one language."""

    __tablename__ = "district_texts"

    district_id: Mapped[int] = mapped_column(ForeignKey("districts.id", ondelete="CASCADE"), primary_key=True)
    language: Mapped[str] = mapped_column(String(12), primary_key=True)
    name: Mapped[str] = mapped_column(String(120))


class Postcode(Base):
    """One postcode of an outward code that touches the county, terminated ones too, as families still type them.

    ``postcode`` has no space (``ST162LH``). Exactly one of ``district_id`` (inside the county) and ``council`` (the
    upper-tier council outside it) is set. Easting and northing are missing where the directory has no point.
    """

    __tablename__ = "postcodes"

    postcode: Mapped[str] = mapped_column(String(7), primary_key=True)
    district_id: Mapped[int | None] = mapped_column(ForeignKey("districts.id"))
    council: Mapped[str | None] = mapped_column(String(120))
    easting: Mapped[int | None]
    northing: Mapped[int | None]


class OutwardCode(Base):
    """The first half of a postcode (``ST16``) anywhere in the country: its middle, and whose area most of it is."""

    __tablename__ = "outward_codes"

    outward: Mapped[str] = mapped_column(String(4), primary_key=True)
    district_id: Mapped[int | None] = mapped_column(ForeignKey("districts.id"))
    council: Mapped[str | None] = mapped_column(String(120))
    easting: Mapped[int | None]
    northing: Mapped[int | None]
