"""The pages of easy read as each process keeps them, so that no page asks the database for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from flask import Flask, current_app
from sqlalchemy.orm import Session

from localoffer.easy_read import ideas, writing
from localoffer.easy_read.ideas import Row
from localoffer.easy_read.models import EasyPage
from localoffer.easy_read.writing import Said
from localoffer.languages import ENGLISH
from localoffer.web.following import Followed, follow
from localoffer.web.translated import Trust, trust

_EXTENSION = "localoffer_easy_read"
_FOR_OTHERS = "en-for-others"


@dataclass(frozen=True)
class Shown:
    """A page in one language; ``lang`` is its language where that is not the reader's."""

    slug: str
    title: str
    rows: tuple[Row, ...]
    lang: str = ""

    @property
    def picture(self) -> str:
        """The picture of its first idea."""
        return next((row.picture for row in self.rows if row.picture), "")


@dataclass(frozen=True)
class Kept:
    """A page in every language that it has, and the names of the pages that it stands for.

    ``said`` is the same as staff write it, and ``behind`` has the languages that are of another English.
    """

    slug: str
    stands_for: tuple[str, ...]
    texts: Mapping[str, Shown]
    said: Mapping[str, Said]
    behind: frozenset[str]

    def shown(self, language: str) -> Shown:
        """Return the page in a language, in English where it has none."""
        return self.texts.get(language) or self.texts[_FOR_OTHERS]

    def trust(self, language: str) -> Trust:
        """Return what a reader of a translation should know of it."""
        if language == ENGLISH.code or language not in self.said:
            return Trust()
        own, english = (vars(self.said[code]) for code in (language, ENGLISH.code))
        return trust("easy-read", self.slug, language, own, english, is_behind=language in self.behind)


@dataclass(frozen=True)
class Shelf:
    """Every page by its slug, in order, and which of them stands for which page of the site."""

    pages: Mapping[str, Kept] = field(default_factory=dict)
    easy_of: Mapping[str, str] = field(default_factory=dict)


def shelf() -> Shelf:
    """Return the pages as this process saw them last."""
    followed: Followed[Shelf] = current_app.extensions[_EXTENSION]
    return followed.newest


def read(session: Session) -> Shelf:
    """Return the pages as the database has them."""
    pages = {row.slug: kept(row) for row in writing.every(session)}
    return Shelf(pages, {name: page.slug for page in pages.values() for name in page.stands_for})


def kept(row: EasyPage) -> Kept:
    """Return a page as the database has it."""
    said = writing.texts_of(row)
    texts = {language: shown(row.slug, words) for language, words in said.items()}
    texts[_FOR_OTHERS] = replace(texts[ENGLISH.code], lang=ENGLISH.code)
    behind = frozenset(language for language in said if writing.is_behind(row, language))
    return Kept(row.slug, tuple(row.stands_for), texts, said, behind)


def shown(slug: str, said: Said) -> Shown:
    """Return a page as readers of its language see it."""
    return Shown(slug, said.title, ideas.read(said.ideas))


def init_app(app: Flask) -> None:
    """Begin to keep the pages."""
    app.extensions[_EXTENSION] = follow(app, writing.SUBJECT, read, nothing=Shelf())
