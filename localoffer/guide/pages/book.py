"""Everything that families see of the guide, held in each process and read anew when staff publish something."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from itertools import groupby

from flask import Flask, current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer.db import MissingRow
from localoffer.guide.content import FIELDS, PageContent
from localoffer.guide.models import GuidePage, GuideVersion
from localoffer.guide.pages import asked_as, sections
from localoffer.guide.pages.asked_as import AskedAs
from localoffer.guide.pages.finding import PageIndex
from localoffer.guide.pages.markup import heading_ids, held
from localoffer.guide.pages.publishing import SUBJECT
from localoffer.guide.pages.sections import Section
from localoffer.guide.reviewing import review_due
from localoffer.guide.vocabulary import PARTS
from localoffer.languages import ENGLISH
from localoffer.vocabulary import ReviewState
from localoffer.web.following import Followed, follow

_EXTENSION = "localoffer_guide"


@dataclass(frozen=True)
class Text:
    """A page in one language as it was published; ``english_number`` is the English that a translation was made of."""

    content: PageContent
    number: int
    english_number: int
    published_at: datetime


@dataclass(frozen=True)
class Page:
    """One page that families see, with its texts by language; English is always among them."""

    slug: str
    section: str
    services: str
    checked_on: date | None
    review_on: date | None
    texts: Mapping[str, Text]

    @property
    def english(self) -> Text:
        """Its English, which the other languages are made from."""
        return self.texts[ENGLISH.code]

    @property
    def contents(self) -> dict[str, PageContent]:
        """What it says, by language."""
        return {language: text.content for language, text in self.texts.items()}

    def text(self, language: str) -> tuple[str, Text]:
        """Return its text in a language, or in English where it has none, with the language that it is in."""
        return (language, self.texts[language]) if language in self.texts else (ENGLISH.code, self.english)

    def said(self, language: str) -> tuple[PageContent, frozenset[str]]:
        """Return what it says to readers of a language, and the fields of it that are in English in place of theirs."""
        english = self.english.content
        if language not in self.texts:
            return english, frozenset(FIELDS)
        own = self.texts[language].content
        missing = {name: text for name in FIELDS if (text := getattr(english, name)) and not getattr(own, name)}
        return replace(own, **missing), frozenset(missing)

    def language_of_body(self, language: str) -> str:
        """Return the language in which readers of another one have the page itself."""
        return ENGLISH.code if "body" in self.said(language)[1] else language

    def is_behind(self, language: str) -> bool:
        """Return whether the English has changed since its translation was made."""
        text = self.texts.get(language)
        return text is not None and language != ENGLISH.code and text.english_number < self.english.number

    @cached_property
    def changed_at(self) -> datetime:
        """When any of its texts was last published."""
        return max(text.published_at for text in self.texts.values())

    @cached_property
    def headings(self) -> list[str]:
        """The names of its headings in addresses, which are the same in every language."""
        return heading_ids(held(self.english.content.body).headings)


@dataclass(frozen=True, eq=False)
class Book:
    """The published pages by their addresses, in the order of their sections, and the pieces that they embed.

    Each reading of them is another book, so what is made of one can be kept for as long as it is the newest.
    """

    pages: Mapping[str, Page]
    parts: Mapping[str, Page]
    index: PageIndex = field(default_factory=lambda: PageIndex(()))

    def get(self, slug: str) -> Page:
        """Return the page of an address.

        Raises:
            MissingRow: when families see none there.
        """
        if slug not in self.pages:
            raise MissingRow("no page of the guide has such an address")
        return self.pages[slug]

    def of_section(self, code: str) -> tuple[Page, ...]:
        """Return the pages of a section in order."""
        return tuple(page for page in self.pages.values() if page.section == code)

    def beside(self, page: Page) -> tuple[Page | None, Page | None]:
        """Return the pages before and after one in its section."""
        row = self.of_section(page.section)
        at = row.index(page)
        return (row[at - 1] if at else None), (row[at + 1] if at + 1 < len(row) else None)


NOTHING = Book({}, {})


def read(session: Session, order: Iterable[Section], phrases: AskedAs | None = None) -> Book:
    """Read what families see; pages of sections that the county no longer has come last.

    ``phrases`` are what families type for a page.
    """
    places = {section.code: place for place, section in enumerate(order)}
    wanted = (
        select(GuideVersion, GuidePage)
        .join(GuideVersion.page)
        .where(GuideVersion.state == ReviewState.PUBLISHED, GuidePage.archived_at.is_(None))
        .order_by(GuidePage.id, GuideVersion.id)
    )
    rows = sorted(
        session.execute(wanted),
        key=lambda row: (places.get(row[1].section, len(places)), row[1].position, row[1].slug),
    )
    pages: dict[str, Page] = {}
    for slug, versions in groupby(rows, key=lambda row: row[1].slug):
        found = list(versions)
        texts = {version.language: _text(version) for version, _ in found}
        if ENGLISH.code in texts:
            pages[slug] = _page(found[0][1], texts)
    shown = {slug: page for slug, page in pages.items() if page.section != PARTS}
    parts = {slug: page for slug, page in pages.items() if page.section == PARTS}
    return Book(shown, parts, PageIndex(((slug, page.contents) for slug, page in shown.items()), phrases))


def book() -> Book:
    """Return what families see now, without a question to the database."""
    followed: Followed[Book] = current_app.extensions[_EXTENSION]
    return followed.newest


def init_app(app: Flask) -> None:
    """Let the application follow what is published.

    Raises:
        ValueError: naming the file of what families type for a page, when it cannot be read.
    """

    def read_ours(session: Session) -> Book:
        return read(session, order, asked)

    asked = asked_as.read(app.config["SETTINGS"].county / "guide")
    with app.app_context():
        order = sections.sections()
    app.extensions[_EXTENSION] = follow(app, SUBJECT, read_ours, nothing=NOTHING)


def _page(row: GuidePage, texts: Mapping[str, Text]) -> Page:
    due = review_due(row.checked_on, row.review_months)
    return Page(row.slug, row.section, row.services, row.checked_on, due, texts)


def _text(version: GuideVersion) -> Text:
    published_at = version.decided_at or version.made_at
    return Text(PageContent.of_json(version.content), version.number, version.english_number, published_at)
