"""The contents of the whole Local Offer, and what the law asks of it."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, current_app, render_template, url_for

from localoffer import languages
from localoffer.days import today
from localoffer.guide.duties import at_hand, presenters
from localoffer.guide.pages import leading
from localoffer.guide.pages.book import book
from localoffer.guide.pages.links import LinkKind, read_link
from localoffer.guide.pages.presenters import Named, named
from localoffer.guide.pages.sections import Section, sections
from localoffer.guide.pages.views import blueprint as guide
from localoffer.listings.offered import Choice, choices, from_a_to_z
from localoffer.listings.search.criteria import SearchCriteria
from localoffer.listings.search.following import follower

blueprint = Blueprint("duties", __name__, url_prefix="/guide")


@guide.get("")
def contents() -> str:
    """Show all that there is: pages section by section, services, and ways to be helped and heard."""
    kinds, needs, districts = _offered()
    return render_template(
        "guide/duties/contents.html", chapters=_chapters(), kinds=kinds, needs=needs, districts=districts
    )


@blueprint.get("/what-the-law-asks")
def public() -> str:
    """Show each duty of the law in plain words, with the pages and services that meet it."""
    spoken = languages.current().code
    strands = presenters.strands(at_hand.covered(spoken), spoken, address_of(), url_for("listings.search"))
    return render_template("guide/duties/public.html", strands=strands)


def address_of() -> Callable[[str], str]:
    """Return what gives the address of a place that can meet a duty, by its code."""
    lead = leading.addresses(book())

    def address(code: str) -> str:
        link = read_link(code if ":" in code else f"{LinkKind.PAGE}:{code}")
        return lead(link) if link else ""

    return address


def _chapters() -> list[tuple[Section, list[Named]]]:
    """Return each section that has pages, with them."""
    held, spoken = book(), languages.current().code
    rows = [(section, [named(page, spoken) for page in held.of_section(section.code)]) for section in sections()]
    return [(section, pages) for section, pages in rows if pages]


def _offered() -> tuple[list[Choice], list[Choice], list[Choice]]:
    """Return the kinds, needs and districts that have services, with how many."""
    engine, spoken = follower(current_app).engine, languages.current().code
    counts = engine.find(SearchCriteria(), language=spoken, today=today()).counts
    words = engine.vocabulary
    kinds, needs, districts = (
        choices(values, counts[group], spoken, _searching(group))
        for group, values in (("kind", words.kinds), ("need", words.needs), ("district", words.districts))
    )
    return kinds, needs, from_a_to_z(districts)


def _searching(group: str) -> Callable[[str], str]:
    search = url_for("listings.search")
    return lambda code: f"{search}?{SearchCriteria().with_filter(group, code).query_string()}"
