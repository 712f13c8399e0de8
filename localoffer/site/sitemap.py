"""The site map: every page that a search engine should know, in each language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from xml.sax.saxutils import escape, quoteattr

from flask import Flask, Response, current_app, request, url_for

from localoffer.days import today
from localoffer.easy_read.kept import shelf
from localoffer.guide.pages.book import book
from localoffer.guide.pages.sections import sections
from localoffer.languages import ENGLISH, LANGUAGES
from localoffer.listings.changes import MadeOnce, changes
from localoffer.listings.search.criteria import SearchCriteria
from localoffer.listings.search.engine import Engine
from localoffer.listings.search.following import follower
from localoffer.site.views import blueprint
from localoffer.web import settings
from localoffer.working_days import day_of

MOST_ADDRESSES = 49_000
_EXTENSION = "localoffer_sitemap"
_PAGES = (
    "site.home",
    "listings.search",
    "help.question",
    "guide.contents",
    "glossary.index",
    "duties.public",
    "easy_read.index",
    "referrals.start",
    "contacting.now",
    "contacting.call_me",
    "contacting.paper_copy",
    "comments.write",
    "said.index",
    "taking_part.index",
    "feedback.missing",
    "site.contact",
    "site.accessibility",
    "site.comfort",
    "site.privacy",
    "privacy.young_people",
    "privacy.complain",
    "site.cookies",
    "site.terms",
)
_BEGINNING = (
    '<?xml version="1.0" encoding="utf-8"?>\n'
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
)


@blueprint.get("/sitemap.xml")
def sitemap() -> Response:
    """Show the site map; it is made again when what it names has changed, and each day."""
    kept: MadeOnce[bytes] = current_app.extensions[_EXTENSION]
    engine = follower(current_app).engine
    state = (changes(engine), book(), shelf(), engine.generation.name, today())
    answer = Response(kept.take(state, _made), mimetype="application/xml")
    answer.add_etag()
    answer.make_conditional(request)
    return answer


def init_app(app: Flask) -> None:
    """Give the application a place to keep the site map."""
    app.extensions[_EXTENSION] = MadeOnce()


def _made() -> bytes:
    engine = follower(current_app).engine
    pages: list[tuple[str, datetime | None]] = [(url_for(endpoint), None) for endpoint in _PAGES]
    pages += _guide()
    pages += [(url_for("easy_read.show", slug=slug), None) for slug in shelf().pages]
    pages += [(f"{url_for('listings.search')}?{asked.query_string()}", None) for asked in _searches(engine)]
    pages += [(url_for("listings.show", slug=change.slug), change.changed_at) for change in changes(engine)]
    # what changed last is what a search engine needs most, should there ever be too many
    fitting = pages[: MOST_ADDRESSES // len(LANGUAGES)]
    return "".join((_BEGINNING, *_entries(fitting), "</urlset>\n")).encode()


def _guide() -> Iterator[tuple[str, datetime | None]]:
    """Yield the sections of the guide that have pages, and each page with the moment of its last change."""
    held = book()
    yield from ((url_for("guide.section", code=one.code), None) for one in sections() if held.of_section(one.code))
    yield from ((url_for("guide.page", slug=page.slug), page.changed_at) for page in held.pages.values())


def _searches(engine: Engine) -> Iterator[SearchCriteria]:
    """Yield the searches that are pages of their own: each need and each district that has services."""
    counts = engine.find(SearchCriteria(), language=ENGLISH.code, today=today()).counts
    for group, choices in (("need", engine.vocabulary.needs), ("district", engine.vocabulary.districts)):
        yield from (SearchCriteria().with_filter(group, one.code) for one in choices if counts[group][one.code])


def _entries(pages: Iterable[tuple[str, datetime | None]]) -> Iterator[str]:
    """Yield one entry for each page and language, each naming all the others."""
    base = settings().base_url
    for path, changed_at in pages:
        addresses = {code: f"{base}{language.prefix}{path}" for code, language in LANGUAGES.items()}
        others = "".join(_alternate(code, address) for code, address in addresses.items())
        others += _alternate("x-default", addresses["en"])
        changed = f"<lastmod>{day_of(changed_at).isoformat()}</lastmod>" if changed_at else ""
        for address in addresses.values():
            yield f"<url><loc>{escape(address)}</loc>{changed}{others}</url>\n"


def _alternate(code: str, address: str) -> str:
    return f'<xhtml:link rel="alternate" hreflang="{code}" href={quoteattr(address)}/>'
