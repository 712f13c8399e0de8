"""The notices above the page that is being made, without a question to the database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from flask import Flask, current_app, request
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from localoffer import languages
from localoffer.days import today
from localoffer.guide.models import GuidePage
from localoffer.guide.notices.models import SiteNotice
from localoffer.guide.notices.vocabulary import SECTION, NoticeKind, NoticePlace
from localoffer.languages import Language
from localoffer.web.following import Followed, follow
from localoffer.web.translated import of_today, trust
from localoffer.web.trusting import trust_notes

SUBJECT = "notices"
"""The change number of notices; whoever archives a page that one of them leads to moves it too."""
_EXTENSION = "localoffer_notices"
_PLACES = {
    "listings": NoticePlace.SERVICES,
    "referrals": NoticePlace.FORM,
    **dict.fromkeys(("guide", "glossary", "help", "duties"), NoticePlace.GUIDE),
}


@dataclass(frozen=True)
class Notice:
    """One notice that has not ended; ``page`` is the slug of a page that says more, empty for none.

    ``key`` is what the translator's desk knows it by. ``texts`` lacks translations of what the English no longer says.
    """

    key: str
    kind: NoticeKind
    place: str
    texts: Mapping[str, str]
    page: str
    starts_on: date
    ends_on: date | None

    def stands_on(self, day: date) -> bool:
        """Return whether it is shown on a day."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)

    def said_in(self, language: Language) -> tuple[str, Language]:
        """Return its words in a language, or in English where it has none, with the language that they are in."""
        text = self.texts.get(language.code, "")
        return (text, language) if text else (self.texts["en"], languages.ENGLISH)

    def notes(self, language: Language) -> list[str]:
        """Return what a reader of a language should know of its words."""
        text, spoken = self.said_in(language)
        if spoken is languages.ENGLISH:
            return []
        own, english = {"text": text}, {"text": self.texts["en"]}
        return trust_notes(trust("notice", self.key, spoken.code, own, english, is_behind=False))


def above_this_page(section: str = "") -> list[Notice]:
    """Return the notices above the page that is being made, warnings first.

    Args:
        section: the code of the section of the guide that the page is in, empty where it is in none.
    """
    endpoint = request.endpoint or ""
    if endpoint.startswith("admin."):
        return []
    followed: Followed[tuple[Notice, ...]] = current_app.extensions[_EXTENSION]
    places, day = _places_of(endpoint, section), today()
    standing = [notice for notice in followed.newest if notice.place in places and notice.stands_on(day)]
    return sorted(standing, key=lambda notice: notice.kind is not NoticeKind.WARNING)


def read(session: Session) -> tuple[Notice, ...]:
    """Return the notices that have neither ended nor been taken down, in the order of their days."""
    not_over = or_(SiteNotice.ends_on.is_(None), SiteNotice.ends_on >= today())
    wanted = select(SiteNotice).where(SiteNotice.taken_down_at.is_(None), not_over)
    gone = set(session.scalars(select(GuidePage.slug).where(GuidePage.archived_at.is_not(None))))
    return tuple(
        Notice(
            key=str(row.id),
            kind=row.kind,
            place=row.place,
            texts=of_today(row.texts, row.made_from),
            page="" if row.page in gone else row.page,
            starts_on=row.starts_on,
            ends_on=row.ends_on,
        )
        for row in session.scalars(wanted.order_by(SiteNotice.starts_on, SiteNotice.id))
    )


def init_app(app: Flask) -> None:
    """Let templates ask for ``notices_above(section)``."""
    app.extensions[_EXTENSION] = follow(app, SUBJECT, read, nothing=())
    app.jinja_env.globals["notices_above"] = above_this_page


def _places_of(endpoint: str, section: str) -> set[str]:
    blueprint = endpoint.partition(".")[0]
    places: set[str] = {NoticePlace.EVERYWHERE}
    if endpoint == "site.home":
        places.add(NoticePlace.HOME)
    if blueprint in _PLACES:
        places.add(_PLACES[blueprint])
    if section:
        places.add(f"{SECTION}{section}")
    return places
