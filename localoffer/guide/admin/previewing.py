"""A page as families would see it, from its newest words."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, render_template

from localoffer import languages
from localoffer.db import session
from localoffer.guide.admin import listing
from localoffer.guide.admin.here import known_language
from localoffer.guide.content import PageContent
from localoffer.guide.glossary.in_place import new_explainer
from localoffer.guide.models import GuidePage, GuideVersion
from localoffer.guide.pages import book, queries, views
from localoffer.guide.pages.book import Page, Text
from localoffer.guide.reviewing import review_due
from localoffer.languages import ENGLISH
from localoffer.staff.guard import needs


def register(blueprint: Blueprint) -> None:
    """Put the preview on the editor's blueprint."""
    blueprint.add_url_rule("/<slug>/<language>/preview", "preview", preview)


@needs("guide.edit")
def preview(slug: str, language: str) -> str:
    """Show a page in a language as families would see it were its newest words published."""
    row = queries.get(session(), slug)
    with languages.speaking(known_language(language)) as spoken:
        held, page = book.book(), _page(row, language)
        words = new_explainer(page.language_of_body(language))
        full = views.full_page(page, replace(held, pages={**held.pages, slug: page}), words)
        title = listing.title_of(row, language)
        return render_template("guide/admin/preview.html", full=full, row=[], slug=slug, spoken=spoken, title=title)


def _page(row: GuidePage, language: str) -> Page:
    newest = {code: found for code in (ENGLISH.code, language) if (found := queries.latest(row, code)) is not None}
    due = review_due(row.checked_on, row.review_months)
    texts = {code: _text(version) for code, version in newest.items()}
    return Page(row.slug, row.section, row.services, row.checked_on, due, texts)


def _text(version: GuideVersion) -> Text:
    return Text(PageContent.of_json(version.content), version.number, version.english_number, version.made_at)
