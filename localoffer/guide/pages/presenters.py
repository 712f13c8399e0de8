"""A page of the guide as it is shown: finished words in the reader's language, or marked as English."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup

from localoffer.guide.content import PageContent
from localoffer.guide.pages.book import Book, Page
from localoffer.guide.pages.checking import filled
from localoffer.guide.pages.drawing import AddressOf, Piece, draw, draw_line
from localoffer.guide.pages.markup import held
from localoffer.guide.pages.sections import Section
from localoffer.languages import ENGLISH, format_date, gettext
from localoffer.web.translated import Trust
from localoffer.web.trusting import trust_notes


class Named(NamedTuple):
    """The title of a page, and what it is about; ``lang`` and ``summary_lang`` where not in the reader's language."""

    slug: str
    title: str
    summary: str
    lang: str
    summary_lang: str


class FactShown(NamedTuple):
    """One of the three facts of a page: its question, the symbol beside it, its answer, and the language of that."""

    question: str
    symbol: str
    answer: Markup
    lang: str


class Place(NamedTuple):
    """A heading of the page: its name in the address, and its words."""

    name: str
    text: str


@dataclass(frozen=True)
class PageShown:
    """Everything that a page shows but the services in it; ``notes`` say what a reader should know of its words.

    ``body_lang`` is the language of its pieces and contents, where that is not the reader's.
    """

    named: Named
    section: Section | None
    facts: tuple[FactShown, ...]
    pieces: tuple[Piece, ...]
    contents: tuple[Place, ...]
    body_lang: str
    notes: tuple[str, ...]
    has_gaps: bool
    checked: str
    is_checked: bool
    before: Named | None
    after: Named | None


def named(page: Page, language: str) -> Named:
    """Return a page's title in a language, or in English where it has none."""
    content, in_english = page.said(language)
    return Named(page.slug, content.title, content.summary, *(_lang(name, in_english) for name in ("title", "summary")))


@dataclass(frozen=True)
class Tools:
    """What a page is drawn with, of this reader and this moment.

    ``address_of`` gives the address of a link in its words, ``steps`` the steps of a piece that it embeds, ``explain``
    marks words that the glossary explains. ``trust`` is what the reader should know of the translation.
    """

    sections: Sequence[Section]
    address_of: AddressOf
    steps: Callable[[str], Markup]
    explain: Callable[[Markup], Markup]
    trust: Trust


def shown(page: Page, book: Book, language: str, tools: Tools, *, is_among_others: bool = False) -> PageShown:
    """Return a page of a book as it is shown to a reader of a language.

    Where it ``is_among_others``, one below the other, its headings get longer names in addresses.
    """
    content, in_english = page.said(language)
    before, after = (named(one, language) if one else None for one in book.beside(page))
    headings = [f"{page.slug}-{name}" for name in page.headings] if is_among_others else page.headings
    drawn = (_with_steps(piece, tools.steps) for piece in draw(content.body, tools.address_of, headings))
    return PageShown(
        named=named(page, language),
        section=next((section for section in tools.sections if section.code == page.section), None),
        facts=tuple(_facts(page, language)),
        pieces=tuple(Piece(tools.explain(piece.markup), piece.embed) for piece in drawn),
        contents=tuple(_contents(page, content)),
        body_lang=_lang("body", in_english),
        notes=tuple(_notes(page, language, tools.trust)),
        has_gaps=bool(filled(content)),
        checked=_checked(page),
        is_checked=page.checked_on is not None,
        before=before,
        after=after,
    )


def contact_name(code: str) -> str:
    """Return how families know one of the council's contacts."""
    told = {
        "local_offer": gettext("The Local Offer team"),
        "front_door": gettext("The council's front door for children"),
        "out_of_hours": gettext("In the evening, at night and at weekends"),
        "data_protection": gettext("The data protection officer"),
    }
    return told[code]


def _with_steps(piece: Piece, steps: Callable[[str], Markup]) -> Piece:
    is_steps = piece.embed is not None and piece.embed.kind == "steps"
    return Piece(steps(piece.embed.what)) if piece.embed and is_steps else piece


def _facts(page: Page, language: str) -> list[FactShown]:
    content, in_english = page.said(language)
    told = (
        (gettext("Who it is for"), "people", "who_for"),
        (gettext("Who decides"), "pen", "who_decides"),
        (gettext("How long it takes"), "clock", "how_long"),
    )
    return [
        FactShown(question, symbol, draw_line(answer), _lang(name, in_english))
        for question, symbol, name in told
        if (answer := getattr(content, name))
    ]


def _lang(field: str, in_english: Collection[str]) -> str:
    return ENGLISH.code if field in in_english else ""


def _contents(page: Page, content: PageContent) -> list[Place]:
    headings = held(content.body).headings
    if len(headings) != len(page.headings):
        return []
    pairs = zip(page.headings, headings, strict=True)
    return [Place(name, heading.text) for name, heading in pairs if heading.level == 2]


def _notes(page: Page, language: str, trust: Trust) -> list[str]:
    if language == ENGLISH.code:
        return []
    if language not in page.texts:
        return [gettext("This page is in English. We do not have it in your language yet.")]
    partly = gettext("Some of this page is in English. We do not have it in your language yet.")
    return [*([partly] if page.said(language)[1] else []), *trust_notes(trust)]


def _checked(page: Page) -> str:
    if page.checked_on is None or page.review_on is None:
        return gettext("The council has not checked this page yet.")
    return gettext(
        "Last checked on %(day)s. It will be looked at again by %(review)s.",
        day=format_date(page.checked_on),
        review=format_date(page.review_on),
    )
