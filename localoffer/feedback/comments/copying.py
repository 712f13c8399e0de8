"""Whether a published form gives away who wrote the comment: what a member of staff should look at once more."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from localoffer.alphabets import IN_A_WORD
from localoffer.feedback.screening import taken_out

MOST_WORDS_IN_A_ROW = 5
"""So many words in a row may be the same as in the original: nobody can say "no social work assessment" otherwise."""

_WORD = re.compile(rf"[{IN_A_WORD}]+(?:[’'-][{IN_A_WORD}]+)*")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_SENTENCE_BEGINS = re.compile(r"(?:^|[.!?:\n“\"(]\s*)$")


class Found(StrEnum):
    """What was found in a published form."""

    COPIED = "copied"
    CONTACT = "contact"
    NUMBER = "number"
    NAME = "name"


@dataclass(frozen=True)
class Finding:
    """Something to look at once more, and the words that it is about."""

    found: Found
    words: str


def findings(public: str, original: str, *, known: Collection[str] = ()) -> list[Finding]:
    """Return what may give somebody away in a published form, none where nothing was found.

    It cannot know every name: a person reads the form all the same.

    Args:
        known: words with a capital letter that are nobody's name, such as the county's; small letters.
    """
    contacts = taken_out(public)
    rest = public
    for contact in contacts:
        rest = rest.replace(contact, " ")
    return [
        *_said(Found.COPIED, _copied(public, original)),
        *_said(Found.CONTACT, contacts),
        *_said(Found.NUMBER, _NUMBER.findall(rest)),
        *_said(Found.NAME, _names(rest, known)),
    ]


def _said(found: Found, words: Iterable[str]) -> list[Finding]:
    return [Finding(found, one) for one in dict.fromkeys(words)]


def _copied(public: str, original: str) -> list[str]:
    """Return the runs of more than ``MOST_WORDS_IN_A_ROW`` words that both texts have, the longest of each place."""
    written, there = _words(public), _words(original)
    length = MOST_WORDS_IN_A_ROW + 1
    known = {tuple(there[at : at + length]) for at in range(len(there) - length + 1)}
    runs: list[str] = []
    at = 0
    while at + length <= len(written):
        end = at + length
        if tuple(written[at:end]) in known:
            while end < len(written) and tuple(written[end - length + 1 : end + 1]) in known:
                end += 1
            runs.append(" ".join(written[at:end]))
            at = end
        else:
            at += 1
    return runs


def _words(text: str) -> list[str]:
    return [word.group().casefold() for word in _WORD.finditer(text)]


def _names(text: str, known: Collection[str]) -> list[str]:
    """Return the words that begin with a capital letter inside a sentence; abbreviations and ``I`` are none."""
    return [
        word.group()
        for word in _WORD.finditer(text)
        if word.group()[0].isupper()
        and word.group() != word.group().upper()
        and not _SENTENCE_BEGINS.search(text[: word.start()])
        and word.group().casefold() not in known
    ]
