"""What can meet a duty: the pages of the guide that families see, and places of the site that are none of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from localoffer.guide.duties.coverage import Place
from localoffer.guide.pages.book import Book, Page
from localoffer.guide.pages.checking import filled
from localoffer.guide.pages.links import LinkKind
from localoffer.guide.reviewing import is_past
from localoffer.languages import LazyText, lazy_gettext

_TITLES: Mapping[str, LazyText] = {
    "contents": lazy_gettext("All of the Local Offer"),
    "help": lazy_gettext("What help can we get?"),
    "glossary": lazy_gettext("Words explained"),
    "call-me": lazy_gettext("Ask us to ring you"),
    "paper-copy": lazy_gettext("Ask for a paper copy"),
    "comment": lazy_gettext("Tell us what you think"),
    "missing": lazy_gettext("Tell us what you could not find"),
    "said": lazy_gettext("You said, we did"),
    "took-part": lazy_gettext("How families took part"),
}
_BEFORE = f"{LinkKind.PLACE}:"


def places(book: Book, language: str, *, today: date) -> dict[str, Place]:
    """Return by their codes all that can meet a duty, with what they are called in a language.

    Args:
        book: the pages that families see.
        today: the day on which it is asked.
    """
    found = {slug: _place(page, language, today) for slug, page in book.pages.items()}
    others = {f"{_BEFORE}{name}": str(title) for name, title in _TITLES.items()}
    return found | {code: Place(code, title, language) for code, title in others.items()}


def _place(page: Page, language: str, today: date) -> Place:
    spoken, text = page.text(language)
    return Place(
        page.slug,
        text.content.title,
        language=spoken,
        is_page=True,
        checked_on=page.checked_on,
        review_due=page.review_on,
        is_old=is_past(page.review_on, today),
        unfilled=tuple(filled(page.english.content)),
    )
