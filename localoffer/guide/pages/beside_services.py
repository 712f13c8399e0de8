"""Pages shown beside the services that a search finds."""

from __future__ import annotations

from flask import Flask, current_app, url_for

from localoffer.guide.pages.book import Book, book
from localoffer.guide.pages.presenters import Named, named
from localoffer.listings import beside
from localoffer.listings.beside import Beside
from localoffer.listings.search.engine import Engine
from localoffer.listings.search.following import follower
from localoffer.listings.search.query import QueryReader

_EXTENSION = "localoffer_guide_reader"


def found(words: str, language: str) -> list[Beside]:
    """Return the pages that the words of a search ask for, in the reader's language or else in English."""
    held = book()
    slugs = held.index.find(words, language, _reader(held, follower(current_app).engine))
    titles = (named(held.pages[slug], language) for slug in slugs)
    return [Beside(one.title, _summary(one), url_for("guide.page", slug=one.slug), one.lang) for one in titles]


def _summary(one: Named) -> str:
    """Return what a page is about, where that is in the language of its title."""
    return one.summary if one.summary_lang == one.lang else ""


def init_app(app: Flask) -> None:
    """Let searches find pages."""
    app.extensions[_EXTENSION] = None
    beside.add(app, found)


def _reader(held: Book, engine: Engine) -> QueryReader:
    """Return the reader of searches, made once for each state of the pages and of the services' synonyms."""
    kept: tuple[Book, str, QueryReader] | None = current_app.extensions[_EXTENSION]
    if kept is None or kept[0] is not held or kept[1] != engine.generation.name:
        kept = (held, engine.generation.name, held.index.reader(engine.vocabulary.synonyms))
        current_app.extensions[_EXTENSION] = kept
    return kept[2]
