"""The guide's pages: one, a section of them, and both on paper, also in large print."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from flask import Blueprint, Flask, render_template, request, url_for
from markupsafe import Markup

from localoffer import languages
from localoffer.db import MissingRow
from localoffer.feedback import subjects
from localoffer.feedback.subjects import Subject
from localoffer.guide.glossary.explaining import Explainer
from localoffer.guide.glossary.in_place import new_explainer
from localoffer.guide.glossary.words import Word
from localoffer.guide.pages import leading, markup
from localoffer.guide.pages.book import Book, Page, book
from localoffer.guide.pages.drawing import draw_steps, in_language
from localoffer.guide.pages.presenters import Named, PageShown, Tools, contact_name, named, shown
from localoffer.guide.pages.sections import Section, sections
from localoffer.guide.pages.services import Services, ServicesShown
from localoffer.languages import ENGLISH
from localoffer.web.translated import Trust, together, trust

blueprint = Blueprint("guide", __name__, url_prefix="/guide")


@dataclass(frozen=True)
class Full:
    """A page with what stands around its words: the services in it by their queries, those that it ends in, and the
    words that are explained.
    """

    page: PageShown
    found: Mapping[str, ServicesShown | None]
    services: ServicesShown | None
    words: Sequence[Word]


@blueprint.get("/<slug>")
def page(slug: str) -> str:
    """Show one page."""
    held = book()
    one = held.get(slug)
    full = full_page(one, held, _explainer(one))
    return render_template("guide/page.html", full=full, row=_row(held, full.page.section))


@blueprint.get("/sections/<code>")
def section(code: str) -> str:
    """Show what a section has."""
    held, row = book(), sections()
    found = _section(code)
    at = row.index(found)
    return render_template(
        "guide/section.html",
        section=found,
        row=_row(held, found),
        before=row[at - 1] if at else None,
        after=row[at + 1] if at + 1 < len(row) else None,
    )


@blueprint.get("/<slug>/print")
def print_page(slug: str) -> str:
    """Show one page as it is printed, in large print where that is asked for."""
    held = book()
    one = held.get(slug)
    pages = [full_page(one, held, _explainer(one), on_paper=True)]
    return _printed(pages, back=url_for("guide.page", slug=slug), title=pages[0].page.named.title)


@blueprint.get("/sections/<code>/print")
def print_section(code: str) -> str:
    """Show all pages of a section as they are printed, each on sheets of its own."""
    held, found = book(), _section(code)
    # one box of words for all of them
    for_all = new_explainer()
    pages = [full_page(one, held, for_all, on_paper=True, is_among_others=True) for one in held.of_section(code)]
    title = found.title(languages.current().code)
    return _printed(pages, back=url_for("guide.section", code=code), title=title, is_section=True)


def full_page(
    one: Page, held: Book, explainer: Explainer, *, on_paper: bool = False, is_among_others: bool = False
) -> Full:
    """Return a page as this reader is shown it.

    Args:
        one: the page.
        held: the pages that there are.
        explainer: marks words that neither this page nor one above it has explained.
        on_paper: whether it is for a printer.
        is_among_others: whether several pages stand one below the other.
    """
    language = languages.current().code
    steps = partial(_steps, held, language, one.language_of_body(language))
    tools = Tools(sections(), leading.addresses(held), steps, explainer.explain, _trust(one, held, language))
    page_shown = shown(one, held, language, tools, is_among_others=is_among_others)
    embeds = (piece.embed for piece in page_shown.pieces if piece.embed)
    services = Services(on_paper=on_paper)
    found = {embed.what: services.of(embed.what) for embed in embeds if embed.kind == "services"}
    return Full(page_shown, found, services.of(one.services) if one.services else None, explainer.found)


def subject(slug: str) -> Subject | None:
    """Return the page of an address as what a comment is about; None where families see none there."""
    one = book().pages.get(slug)
    if one is None:
        return None
    told = named(one, languages.current().code)
    return Subject(told.title, url_for("guide.page", slug=slug), told.lang)


def init_app(app: Flask) -> None:
    """Put the pages on the application."""
    app.register_blueprint(blueprint)
    subjects.register(app, subjects.PAGE, subject)
    app.jinja_env.globals["guide_contact_name"] = contact_name


def _trust(one: Page, held: Book, language: str) -> Trust:
    """Return what the reader should know of a page with the pieces that it embeds."""
    embeds = markup.held(one.said(language)[0].body).embeds
    parts = [held.parts[embed.what] for embed in embeds if embed.kind == "steps" and embed.what in held.parts]
    return together(_trust_of(page, language) for page in (one, *parts))


def _trust_of(one: Page, language: str) -> Trust:
    spoken, text = one.text(language)
    english = one.english.content.as_json()
    if spoken == ENGLISH.code:
        return Trust()
    return trust("page", one.slug, language, text.content.as_json(), english, is_behind=one.is_behind(language))


def _explainer(one: Page) -> Explainer:
    return new_explainer(one.language_of_body(languages.current().code))


def _steps(held: Book, language: str, around: str, slug: str) -> Markup:
    """Return a piece that a page embeds, marked where it is in another language than what stands ``around`` it."""
    part = held.parts.get(slug)
    if part is None:
        return Markup("")
    drawn, spoken = draw_steps(part.said(language)[0].body, leading.addresses(held)), part.language_of_body(language)
    return drawn if spoken == around else in_language(drawn, languages.get(spoken))


def _printed(pages: Sequence[Full], *, back: str, title: str, is_section: bool = False) -> str:
    is_large = request.args.get("size") == "large"
    return render_template(
        "guide/print.html", pages=pages, back=back, title=title, is_section=is_section, is_large=is_large
    )


def _row(held: Book, of: Section | None) -> list[Named]:
    name = partial(named, language=languages.current().code)
    return [name(one) for one in held.of_section(of.code)] if of else []


def _section(code: str) -> Section:
    for one in sections():
        if one.code == code:
            return one
    raise MissingRow("the guide has no such section")
