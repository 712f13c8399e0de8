"""How hard a text is to read in English: the age that it asks for, sentences that are too long, acronyms not explained.

The age comes from the Flesch-Kincaid grade, which asks for the number of syllables. They are counted by groups of
vowels: that is right for 98 words of 100 of the guide, and the words that it misses weigh each other out. A test holds
it against a readability library, which stops at every word that its dictionary lacks.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

OLDEST_READER = 11
"""The reading age that a text may ask for."""
LONGEST_SENTENCE = 22
"""In words: about what can be read in one breath."""
_FEWEST_WORDS = 30
_KNOWN_TO_ALL = frozenset({"gov", "nhs", "uk"})
_AGE_IN_THE_FIRST_GRADE = 5
_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")
_END = re.compile(r"(?<=[.!?])\s+")
_BREATH = re.compile(r"(?<=[.!?:;])\s+")
_ACRONYM = re.compile(r"\b(?:[A-Z]{2,}[a-z]?|[A-Z][a-z]?[A-Z]+)s?\b")
_IN_BRACKETS = re.compile(r"\(([A-Za-z]+?)s?\)")
_VOWELS = re.compile(r"[aeiouy]+")
# called, comes, takes, but not needed, places, table
_SILENT_END = re.compile(r"(?<![aeiouy])(?:(?<![td])ed|(?<![cgsxz])(?<!ch)(?<!sh)es|(?<!l)e|(?<=[aeiouyrw]l)e)$")


@dataclass(frozen=True)
class Reading:
    """What was measured of a text. ``grade`` and ``age`` are None where there are too few words to tell."""

    grade: float | None
    long_sentences: tuple[str, ...]
    unexplained: tuple[str, ...]

    @property
    def age(self) -> int | None:
        """The age at which most children can read it."""
        return None if self.grade is None else _AGE_IN_THE_FIRST_GRADE + max(1, round(self.grade))

    @property
    def is_too_hard(self) -> bool:
        """Whether the text asks for an older reader than it may."""
        return self.age is not None and self.age > OLDEST_READER


def measure(texts: Sequence[str], *, explained: Collection[str]) -> Reading:
    """Measure a text in English, paragraph by paragraph.

    Args:
        texts: the paragraphs; no sentence goes on in the next.
        explained: the acronyms that the glossary explains. One that stands in brackets behind its words is explained
            there.
    """
    sentences = list(_split(texts, _END))
    words = [word for sentence in sentences for word in _WORD.findall(sentence)]
    return Reading(
        grade=_grade(words, len(sentences)) if len(words) >= _FEWEST_WORDS else None,
        long_sentences=tuple(one for one in _split(texts, _BREATH) if len(one.split()) > LONGEST_SENTENCE),
        unexplained=tuple(_acronyms(texts, explained)),
    )


def _split(texts: Iterable[str], end: re.Pattern[str]) -> Iterator[str]:
    return (sentence for text in texts for sentence in end.split(text) if _WORD.search(sentence))


def _grade(words: Collection[str], sentences: int) -> float:
    spoken = sum(syllables(word) for word in words)
    return 0.39 * len(words) / sentences + 11.8 * spoken / len(words) - 15.59


def syllables(word: str) -> int:
    """Return about how many syllables an English word has."""
    spoken = re.sub(r"['’]s?$", "", word.lower())
    return max(1, len(_VOWELS.findall(_SILENT_END.sub("", spoken))))


def _acronyms(texts: Sequence[str], explained: Collection[str]) -> list[str]:
    here = [said for text in texts for said in _IN_BRACKETS.findall(text)]
    known = _KNOWN_TO_ALL.union(word.casefold() for word in (*explained, *here))
    found = dict.fromkeys(match[0].removesuffix("s") for text in texts for match in _ACRONYM.finditer(text))
    return [acronym for acronym in found if acronym.casefold() not in known]
