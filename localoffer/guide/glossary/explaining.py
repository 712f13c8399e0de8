"""Words explained where they stand: the first of each in a page is a button that opens its meaning over the page."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from markupsafe import Markup

from localoffer.alphabets import IN_A_WORD
from localoffer.guide.glossary.words import Word
from localoffer.languages import ENGLISH

# what a button may not stand in, or should not
_WITHOUT_BUTTONS = frozenset(
    {"a", "button", "caption", "h1", "h2", "h3", "h4", "h5", "h6", "label", "legend", "option", "summary"}
)
_NO_TEXT_OF_OURS = frozenset({"code", "script", "style", "svg", "textarea"})
_ENDS = "[).,:;!?…»”’،؛؟۔]*"
_OPENS = "[(«“‘]*"
# to the order of a line written right to left a button is no letter at all: these say what its letters are
_LEFT_TO_RIGHT = "\u200e"
_WITHOUT_END = frozenset({"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"})
# what Jinja and our sanitiser write is well formed: no text holds a bracket, no value of an attribute its own quote
_MARKUP = re.compile(r"""(<!--.*?-->|<(?:[^<>"']|"[^"]*"|'[^']*')*>|&#?\w+;)""", re.DOTALL)
_TAG = re.compile(r"<(?P<ends>/?)(?P<name>[a-z][a-z0-9-]*)", re.IGNORECASE)
_LANGUAGE = re.compile(r"""\slang=["']([^"']+)""")


class _Forms(NamedTuple):
    """What words look like in texts of one language; ``pattern`` is None where there are none."""

    pattern: re.Pattern[str] | None
    by_form: Mapping[str, Word]


class Explainer:
    """Goes through a page, piece after piece, and marks the first time that each word of the glossary stands there.

    The words are in the reader's language; ``language`` is that of the texts, where it is another one. Within a piece
    each part that says ``lang="en"`` is searched for what the words are called in English, and a part in any other
    language is left alone. ``found`` are the words that were met, in the order of the page.
    """

    def __init__(self, words: Iterable[Word], *, reader: str = ENGLISH.code, language: str = "") -> None:
        known = tuple(words)
        self.found: list[Word] = []
        self._reader = reader
        self._language = language or reader
        self._forms = {ENGLISH.code: _forms(known, True), reader: _forms(known, reader == ENGLISH.code)}

    def explain(self, markup: Markup) -> Markup:
        """Return a piece of the page with buttons on words that no piece before had.

        Nothing within links, headings, captions, labels, buttons and what screen readers skip is touched.
        """
        marked = "".join(self._pieces(markup, _WITHOUT_BUTTONS | _NO_TEXT_OF_OURS))
        return Markup(marked)  # noqa: S704 - it was markup, and only buttons of ours were added

    def read(self, markup: Markup) -> None:
        """Go through a piece that stays as it is, headings and labels too, for what ``found`` has afterwards."""
        for _ in self._pieces(markup, _NO_TEXT_OF_OURS):
            continue

    def _pieces(self, markup: Markup, left_alone: frozenset[str]) -> Iterator[str]:
        """Yield the pieces of markup, those of text marked but within what is left alone."""
        within = [_Open("", self._language, False)]
        # every other piece is one that the pattern found
        for at, piece in enumerate(_MARKUP.split(str(markup))):
            if at % 2:
                _enter_or_leave(within, piece, left_alone)
                yield piece
            elif piece:
                yield piece if within[-1].is_left_alone else self._mark(piece, within[-1].language)

    def _mark(self, text: str, language: str) -> str:
        """Return text of a page in a language, already escaped, with buttons on words that are new."""
        forms = self._forms.get(language)
        if forms is None or forms.pattern is None:
            return text

        def button(found: re.Match[str]) -> str:
            word = forms.by_form.get(found["form"]) or forms.by_form[found["form"].casefold()]
            if word in self.found:
                return found[0]
            self.found.append(word)
            return _button(word, found["form"], found["opening"], found["after"])

        return forms.pattern.sub(button, text)


def _button(word: Word, form: str, opening: str, after: str) -> str:
    """Return a word as it stands in a text, already escaped, with a button that opens its meaning.

    Of several words the last is the button, named by all of them: no browser breaks a button between two lines. The
    ``opening`` of a bracket before it stays on its line, and so does what ``after`` it ends a bracket or a sentence.
    """
    before, space, last = form.rpartition(" ")
    name = f' aria-label="{form}"' if before else ""
    side = _LEFT_TO_RIGHT if word.language.direction == "rtl" and _ends_left_to_right(form) else ""
    button = f'<button type="button" class="lo-word" popovertarget="{word.pop_up}"{name}>{last}</button>'
    opens = f"{side}{button}{side}"
    if before:
        return f'{opening}<span class="lo-explained">{before}{space}</span>{_unbroken(opens, after)}'
    return _unbroken(opening, opens, after)


def _unbroken(*pieces: str) -> str:
    """Return pieces of a line as one that no line breaks, where there are several."""
    several = len([piece for piece in pieces if piece]) > 1
    return f'<span class="lo-unbroken">{"".join(pieces)}</span>' if several else "".join(pieces)


def _ends_left_to_right(form: str) -> bool:
    """Return whether the last letter of a form is one of those that are written left to right."""
    directions = (unicodedata.bidirectional(letter) for letter in reversed(form))
    return next((direction == "L" for direction in directions if direction in {"L", "R", "AL"}), False)


class _Open(NamedTuple):
    """An element that is open: the language within it, and whether its text stays as it is."""

    tag: str
    language: str
    is_left_alone: bool


def _enter_or_leave(within: list[_Open], piece: str, left_alone: frozenset[str]) -> None:
    """Note what a tag opens or closes; ``within`` are the elements that are open, the innermost last."""
    tag = _TAG.match(piece)
    if tag is None or piece.endswith("/>"):
        return
    name, around = tag["name"], within[-1]
    if tag["ends"]:
        while any(opened.tag == name for opened in within) and within.pop().tag != name:
            continue
    elif name not in _WITHOUT_END:
        said = _LANGUAGE.search(piece)
        language = said[1] if said else around.language
        within.append(_Open(name, language, around.is_left_alone or name in left_alone))


def _key(form: str) -> str:
    """Return what a form is known by: an acronym as it is written (OT is no ot), anything else in any case."""
    return form if _is_acronym(form) else form.casefold()


def _is_acronym(form: str) -> bool:
    return not any(letter.islower() for letter in form)


@lru_cache(maxsize=32)
def _forms(words: tuple[Word, ...], in_english: bool) -> _Forms:
    """Return what words look like: in English texts, or in those of the language that they are in."""
    by_form = {_key(form): word for word in words for form in _forms_of(word, in_english)}
    return _Forms(_pattern(form for word in words for form in _forms_of(word, in_english)), by_form)


def _forms_of(word: Word, in_english: bool) -> tuple[str, ...]:
    return word.english if in_english and word.language is not ENGLISH else word.text.forms


def _pattern(forms: Iterator[str]) -> re.Pattern[str] | None:
    """Return what finds any of the forms as whole words, the longest first; None where there are none."""
    longest_first = sorted(set(forms), key=lambda form: (-len(form), form))
    found = [re.escape(form) if _is_acronym(form) else f"(?i:{re.escape(form)})" for form in longest_first]
    whole = rf"(?P<opening>{_OPENS})(?<![{IN_A_WORD}-])(?P<form>{'|'.join(found)})(?![{IN_A_WORD}-])(?P<after>{_ENDS})"
    return re.compile(whole) if found else None
