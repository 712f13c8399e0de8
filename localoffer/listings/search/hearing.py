"""From what was typed to what is searched for: mistakes put right, names understood, the rest left as words."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from localoffer.alphabets import is_spelt
from localoffer.listings.search.ages import said_age
from localoffer.listings.search.criteria import SearchCriteria
from localoffer.listings.search.documents import Vocabulary
from localoffer.listings.search.fields import text_field
from localoffer.listings.search.kept import Kept
from localoffer.listings.search.mother_tongue import mother_tongue
from localoffer.listings.search.phrases import phrases_of
from localoffer.listings.search.place_names import is_before_a_place
from localoffer.listings.search.postings import PostingStore
from localoffer.listings.search.query import QueryReader
from localoffer.listings.search.spelling import Correction, Speller, put_right
from localoffer.listings.search.tokens import Token, replaced, tokens
from localoffer.listings.search.understanding import Heard, PlaceSaid, Understander
from localoffer.listings.search.wishes import wishes
from localoffer.listings.search.words import first_term, is_too_common, words
from localoffer.places.gazetteer import Place

_MOST_CORRECTIONS = 3
_TEXTS = 1000


class Hearing(NamedTuple):
    """What was heard: the text with its mistakes put right, the corrections, and what that text asks for."""

    text: str
    corrections: tuple[Correction, ...]
    heard: Heard


class _Known:
    """What is known of words whatever the listings say: those around them, and of places."""

    def __init__(self, vocabulary: Vocabulary, places: Sequence[Place]) -> None:
        self.phrases = phrases_of(vocabulary.synonyms)
        self.said = frozenset(phrase.casefold() for _, phrase, _ in vocabulary.synonyms)
        self.understander = Understander(vocabulary, places, self.phrases)
        names = (named.name.casefold().replace("-", " ") for named in places)
        self.in_names = frozenset(word for name in names for word in name.split() if not is_too_common(word, "en"))
        self.spelt: defaultdict[str, set[str]] = defaultdict(set)
        # Families' own mistakes are understood, and are nothing that anybody meant to type.
        self.put_right: dict[tuple[str, str], str] = {}
        for language, phrase, means in vocabulary.synonyms:
            spelt = phrase.casefold().split()
            self.spelt[language].update(word for word in spelt if is_spelt(word) and len(word) > 2)
            if len(spelt) == 1 and (right := put_right(spelt[0], " ".join(means).casefold().split())):
                self.put_right[language, spelt[0]] = right


class Listener:
    """Hears searches with the words of one generation. Safe to use from several threads."""

    def __init__(
        self,
        store: PostingStore,
        vocabulary: Vocabulary,
        places: Sequence[Place] = (),
        before: Listener | None = None,
    ) -> None:
        """Take the words of the listings, those around them, and the places; ``before`` has the same of these two."""
        self._known: _Known = before._known if before is not None else _Known(vocabulary, places)
        self.reader = QueryReader(self._known.phrases, self._holds, self._holds_pair)
        self._store = store
        self._spellers: dict[str, Speller] = {}
        # of the texts asked for last, each a unit of room
        self._known_words: Kept[tuple[str, str], list[str]] = Kept(_TEXTS, lambda _: 1)
        self._mother_tongues: Kept[tuple[str, str], str] = Kept(_TEXTS, lambda _: 1)
        self._lock = threading.Lock()

    def warm(self, languages: Iterable[str]) -> None:
        """Make ready what the first search in each language would wait for."""
        for language in languages:
            self._speller(language)

    def hear(
        self, criteria: SearchCriteria, language: str, place: PlaceSaid | None = None, *, with_wishes: bool = True
    ) -> Hearing:
        """Return what a search asks for, for a reader of a language; ``Understander.hear`` tells the arguments."""
        corrections: tuple[tuple[Token, str], ...] = ()
        if criteria.text and not criteria.exact:
            corrections = tuple(self._corrected(criteria.text, language, place))
        if corrections and self.mother_tongue(criteria.text, language):
            corrections = ()
        text = replaced(criteria.text, corrections) if corrections else criteria.text
        asked = replace(criteria, text=text) if text != criteria.text else criteria
        heard = self._known.understander.hear(asked, language, place, with_wishes=with_wishes)
        told = dict.fromkeys(Correction(token.typed, meant) for token, meant in corrections)
        return Hearing(text, tuple(told), heard)

    def mother_tongue(self, text: str, language: str) -> str:
        """Return the language that a text is in, empty where that is the reader's or English."""
        found = self._mother_tongues.get((text, language))
        if found is not None:
            return found
        spoken = mother_tongue(text, language, lambda code, typed: self._speller(code).holds(typed))
        return self._mother_tongues.keep((text, language), spoken)

    def known_words(self, text: str, language: str) -> list[str]:
        """Return the words of a text that say something, in small letters.

        One that neither a listing nor a synonym has is empty: it may be somebody's name. Numbers are left out.
        """
        found = self._known_words.get((text, language))
        if found is not None:
            return found
        spoken = list(dict.fromkeys((language, "en")))
        said = (token for token in tokens(text) if not any(token.word(code).is_stop for code in spoken))
        spelt = (token.typed.casefold() for token in said if is_spelt(token.typed))
        words_of_text = [word if self._is_held(word, spoken) else "" for word in spelt]
        return self._known_words.keep((text, language), words_of_text)

    def has_word(self, word: str, language: str) -> bool:
        """Return whether a listing or a synonym has a word, or one that begins with it."""
        said, spoken = tokens(word), list(dict.fromkeys((language, "en")))
        return any(self._is_known(said, at, spoken) for at in range(len(said)))

    def _is_held(self, word: str, spoken: list[str]) -> bool:
        return word in self._known.said or any(self._speller(code).holds(word) for code in spoken)

    def _corrected(self, text: str, language: str, place: PlaceSaid | None) -> Iterator[tuple[Token, str]]:
        tried = 0
        known_place = place.typed.casefold() if place else ""
        spoken = list(dict.fromkeys((language, "en")))
        said = tokens(text)
        for at, token in enumerate(said):
            if token.quote or token.typed.casefold() in known_place or self._is_known(said, at, spoken):
                continue
            if _is_understood(token, text, spoken):
                continue
            if tried == _MOST_CORRECTIONS:
                return
            tried += 1
            meant = next((found for code in spoken if (found := self._meant(token.typed, code))), None)
            if meant is not None and self._is_fitting(meant, said, at, spoken):
                yield token, meant

    def _meant(self, typed: str, language: str) -> str | None:
        meant = self._speller(language).meant(typed)
        return meant and self._known.put_right.get((language, meant), meant)

    def _is_fitting(self, meant: str, said: Sequence[Token], at: int, spoken: list[str]) -> bool:
        """Return whether a word may be meant where another one was typed.

        After "in" or "near" a capital letter begins the name of a place: no other word was meant. What only stands in
        names of several words says nothing without another word of a name.
        """
        if self._known.understander.is_place(meant):
            return True
        if said[at].typed.istitle() and at and is_before_a_place(said[at - 1]):
            return False
        if any(self._store.holds(text_field(code), first_term(meant, code)) for code in spoken):
            return True
        beside = [said[other].typed.casefold() for other in (at - 1, at + 1) if 0 <= other < len(said)]
        return meant not in self._known.in_names or not self._known.in_names.isdisjoint(beside)

    def _is_known(self, said: Sequence[Token], at: int, spoken: list[str]) -> bool:
        """Return whether a word needs no correction: it is known, begins a known word, or is written in two ways."""
        token = said[at]
        for language in spoken:
            word = token.word(language)
            if (
                word.is_stop
                or word.says_little
                or self._speller(language).holds(token.typed)
                or self.reader.knows(language, word.term)
            ):
                return True
            if self._store.holds(text_field(language), word.term):
                return True
            begins = len(word.term) >= 3 and self._store.completions(text_field(language), word.term)
            # The stem of a word may begin another one where the word does not: "assesment" is not "assessed".
            if begins and self._speller(language).begins(token.typed):
                return True
            beside = [said[other].typed for other in (at - 1, at + 1) if 0 <= other < len(said)]
            joined = [token.typed + beside[-1]] if at + 1 < len(said) else []
            joined += [said[at - 1].typed + token.typed] if at else []
            for spelt in joined:
                term = first_term(spelt, language)
                if self._store.holds(text_field(language), term) or self.reader.knows(language, term):
                    return True
            if self.reader.halves(token.typed, language):
                return True
        return False

    def _speller(self, language: str) -> Speller:
        found = self._spellers.get(language)
        if found is None:
            others = self._known.spelt.get(language, ())
            known = {*self._store.spellings(language), *others, *self._known.in_names}
            with self._lock:
                found = self._spellers[language] = Speller(known, lambda spelt: self._often(spelt, language))
        return found

    def _often(self, spelt: str, language: str) -> int:
        """Return how many listings hold a word in any of its forms."""
        return max(
            (self._store.frequency(text_field(language), word.term) for word in words(spelt, language)), default=0
        )

    def _holds(self, language: str, term: str) -> bool:
        return bool(term) and self._store.holds(text_field(language), term)

    def _holds_pair(self, language: str, first: str, second: str) -> bool:
        together = self._store.beside(language, first, second)
        for term in (first, second):
            together &= self._store.get(text_field(language), term).bits
        return bool(together)


def _is_understood(token: Token, text: str, spoken: Iterable[str]) -> bool:
    """Return whether a word belongs to an age or a wish."""
    understood = (part for code in spoken for part in (said_age(text, code), *wishes(text, code)) if part)
    return any(part.start <= token.start and token.end <= part.end for part in understood)
