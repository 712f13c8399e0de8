"""A mail as it is written: in its reader's language, with the English below it until a speaker has checked that."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from localoffer.directions import Apart, apart_in
from localoffer.language_state import Part, is_checked
from localoffer.languages import ENGLISH, Language, gettext, speaking
from localoffer.outbox.message import RULE


class Written(NamedTuple):
    """A message's subject, body and language; a text has no subject."""

    subject: str
    body: str
    language: str


class Said(NamedTuple):
    """What a mail says in one language: its subject and its paragraphs."""

    subject: str
    paragraphs: Sequence[str]


def mail(language: str, write: Callable[[Apart], Said], *, to_young_person: bool = False) -> Written:
    """Write a mail in a language.

    Args:
        write: says it in the current language; it is asked once more for the English, where that stands below.
        to_young_person: whether it is said as to a young person.
    """
    with speaking(language, to_young_person=to_young_person) as spoken:
        said = write(apart_in(spoken))
    below: Sequence[str] = ()
    if not is_checked(Part.MESSAGES, spoken):
        with speaking(ENGLISH.code):
            below = english_below(spoken, write(str).paragraphs, to_young_person=to_young_person)
    return Written(said.subject, paragraphs((*said.paragraphs, *below)), spoken.code)


def english_below(spoken: Language, english: Sequence[str], *, to_young_person: bool = False) -> Sequence[str]:
    """Return the paragraphs of a message in English as they stand below the same in a language."""
    with speaking(spoken.code, to_young_person=to_young_person):
        lead = gettext("The same in English, until somebody who speaks your language has checked these words:")
    return (RULE, lead, *english)


def apart_from_english(text: str) -> tuple[str, str]:
    """Return a message without the English below it, and that English; the empty text where there is none."""
    own, _, below = text.partition(f"\n\n{RULE}\n\n")
    return own, below.partition("\n\n")[2]


def paragraphs(lines: Sequence[str]) -> str:
    """Return lines as the paragraphs of a mail."""
    return "\n\n".join(lines) + "\n"
