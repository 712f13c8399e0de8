"""The box for words: what was typed into it, and where that is more than is searched for, how far it was read."""

from __future__ import annotations

from dataclasses import dataclass

from localoffer.languages import gettext
from localoffer.listings.results.notes import quoted
from localoffer.listings.search.criteria import Reading

_LAST_WORDS = 3


@dataclass(frozen=True)
class WordsField:
    """The box: ``typed`` stays as it was; ``note`` is empty where all of it was searched for."""

    typed: str = ""
    note: str = ""


def words_field(reading: Reading) -> WordsField:
    """Return the box for a search."""
    text = reading.criteria.text
    if text == reading.typed:
        return WordsField(text)
    last = " ".join(text.split()[-_LAST_WORDS:])
    return WordsField(
        reading.typed,
        gettext("That is too long for our search. We looked for its first words, up to %(words)s.", words=quoted(last)),
    )
