"""The glossary as pages read it: values without a database behind them, in the order of each language's alphabet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from localoffer import alphabets
from localoffer.languages import ENGLISH, Language, get


@dataclass(frozen=True)
class WordText:
    """A word in one language: what it is called, what it means, and the forms in which it stands in a text."""

    title: str
    meaning: str
    forms: tuple[str, ...] = ()

    def translated(self) -> dict[str, str]:
        """Return its parts that say in every language the same."""
        return {"title": self.title, "meaning": self.meaning}

    def by_field(self) -> dict[str, str]:
        """Return all its parts, each as one text: a form is a line."""
        return {**self.translated(), "forms": "\n".join(self.forms)}


@dataclass(frozen=True, eq=False)
class Word:
    """One word as a reader sees it. ``language`` is the one that it is in: English where theirs does not have it.

    It is itself alone, so that a page compares eighty of them quickly.

    ``english`` are the forms in which English letters have it, for a reader may look for those in any language.
    """

    code: str
    text: WordText
    language: Language
    english: tuple[str, ...] = ()

    @property
    def anchor(self) -> str:
        """The name by which addresses know it within a page."""
        return f"word-{self.code}"

    @property
    def pop_up(self) -> str:
        """The name of what opens over a page with its meaning."""
        return f"meaning-{self.code}"


@dataclass(frozen=True)
class Letter:
    """The words that begin with one letter."""

    letter: str
    words: tuple[Word, ...]

    @property
    def anchor(self) -> str:
        """The name by which addresses know it within a page."""
        return "-".join(["letter", *(str(ord(sign)) for sign in self.letter)])


def word_in(code: str, texts: Mapping[str, WordText], language: str) -> Word:
    """Return a word for readers of a language; ``texts`` has it by language, in English always."""
    english = texts[ENGLISH.code]
    if language not in texts:
        return Word(code, english, ENGLISH)
    return Word(code, texts[language], get(language), english=(english.title, *english.forms))


def in_order(words: Iterable[Word], language: str) -> tuple[Word, ...]:
    """Return words in the order of a language's alphabet."""
    return tuple(alphabets.in_order(words, lambda word: word.text.title, language=get(language)))


def by_letter(words: Sequence[Word], language: str) -> list[Letter]:
    """Return words that are in the order of a language, letter by letter."""
    initial = alphabets.of(get(language)).initial
    return [Letter(letter, tuple(some)) for letter, some in groupby(words, key=lambda word: initial(word.text.title))]


def find(words: Iterable[Word], wanted: str) -> tuple[Word, ...]:
    """Return the words that somebody may mean: first those called so, then those whose meaning says it."""
    looked_for = " ".join(wanted.casefold().split())
    called, told = [], []
    for word in words:
        names = (word.text.title, *word.text.forms, *word.english)
        if any(looked_for in name.casefold() for name in names):
            called.append(word)
        elif looked_for in word.text.meaning.casefold():
            told.append(word)
    return (*called, *told)
