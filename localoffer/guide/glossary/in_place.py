"""Words explained in any page: templates say what of it is gone through, and the page opens the meanings."""

from __future__ import annotations

from flask import Flask, g
from markupsafe import Markup, escape

from localoffer import languages
from localoffer.guide.glossary.explaining import Explainer
from localoffer.guide.glossary.kept import words
from localoffer.guide.glossary.words import Word


def new_explainer(language: str = "") -> Explainer:
    """Return what explains the words of one page to its reader; ``language`` is that of its texts, if another one."""
    reader = languages.current().code
    return Explainer(words(reader), reader=reader, language=language)


def explained(text: str | Markup) -> Markup:
    """Return a piece of the page that is being made, with buttons on the words that it says first."""
    return _of_page().explain(escape(text))


def words_in(markup: Markup) -> list[Word]:
    """Return the words that a piece of the page says first, which stays as it is: labels and headings of a form."""
    of_page = _of_page()
    before = len(of_page.found)
    of_page.read(markup)
    return of_page.found[before:]


def words_of_page() -> list[Word]:
    """Return every word so far that the page has to open the meaning of."""
    return g.explainer.found if "explainer" in g else []


def init_app(app: Flask) -> None:
    """Let templates filter by ``explained``, and ask for ``words_in(markup)`` and ``words_of_page()``."""
    app.jinja_env.filters["explained"] = explained
    app.jinja_env.globals.update(words_in=words_in, words_of_page=words_of_page)


def _of_page() -> Explainer:
    if "explainer" not in g:
        g.explainer = new_explainer()
    found: Explainer = g.explainer
    return found
