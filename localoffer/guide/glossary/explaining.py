"""Words explained where they stand: the first of each in a page leads to its meaning at the page's end."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from html.parser import HTMLParser

from markupsafe import Markup

from localoffer.guide.glossary.words import Word

_LEFT_ALONE = frozenset(
    {"a", "button", "caption", "code", "h1", "h2", "h3", "h4", "h5", "h6", "label", "script", "style", "summary", "svg"}
)
_WITHOUT_END = frozenset({"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"})


class Explainer:
    """Goes through a page, piece after piece, and marks the first time that each word of the glossary stands there.

    ``found`` are the words that were marked, in the order of the page: they belong into its box of words, which
    ``templates/guide/glossary/on_this_page.html`` draws.
    """

    def __init__(self, words: Iterable[Word]) -> None:
        known = tuple(words)
        self.found: list[Word] = []
        self._by_form = {_key(form): word for word in known for form in word.text.forms}
        self._pattern = _pattern(frozenset(form for word in known for form in word.text.forms))

    def explain(self, markup: Markup) -> Markup:
        """Return a piece of the page with links on words that no piece before had.

        Nothing within links, headings, captions, labels, buttons and what screen readers skip is touched.
        """
        marked = _Marked(self)
        marked.feed(markup)
        marked.close()
        return Markup("".join(marked.pieces))  # noqa: S704 - it was markup, and only links of ours were added

    def mark(self, text: str) -> str:
        """Return text of a page, already escaped, with links on words that are new."""
        return self._pattern.sub(self._link, text) if self._pattern else text

    def _link(self, found: re.Match[str]) -> str:
        word = self._by_form.get(found[0]) or self._by_form[found[0].casefold()]
        if word in self.found:
            return found[0]
        self.found.append(word)
        return f'<a class="lo-word" href="#{word.anchor}">{found[0]}</a>'


class _Marked(HTMLParser):
    """Copies markup as it stands, and lets an explainer mark its text."""

    def __init__(self, explainer: Explainer) -> None:
        super().__init__(convert_charrefs=False)
        self.pieces: list[str] = []
        self._explainer = explainer
        self._within: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.pieces.append(self.get_starttag_text() or "")
        if tag not in _WITHOUT_END:
            self._within.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.pieces.append(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        self.pieces.append(f"</{tag}>")
        if tag in self._within:
            while self._within.pop() != tag:
                continue

    def handle_data(self, data: str) -> None:
        is_left_alone = not _LEFT_ALONE.isdisjoint(self._within)
        self.pieces.append(data if is_left_alone else self._explainer.mark(data))

    def handle_entityref(self, name: str) -> None:
        self.pieces.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.pieces.append(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        self.pieces.append(f"<!--{data}-->")


def _key(form: str) -> str:
    """Return what a form is known by: an acronym as it is written (OT is no ot), anything else in any case."""
    return form if _is_acronym(form) else form.casefold()


def _is_acronym(form: str) -> bool:
    return not any(letter.islower() for letter in form)


@lru_cache(maxsize=8)
def _pattern(forms: frozenset[str]) -> re.Pattern[str] | None:
    """Return what finds any of the forms as whole words, the longest first; None where there are none."""
    longest_first = sorted(forms, key=lambda form: (-len(form), form))
    found = [re.escape(form) if _is_acronym(form) else f"(?i:{re.escape(form)})" for form in longest_first]
    return re.compile(rf"(?<![\w-])(?:{'|'.join(found)})(?![\w-])") if found else None
