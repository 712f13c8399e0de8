"""Pages found by words: an index in memory, made when the pages are read, in the same terms as that of the services."""

from __future__ import annotations

import math
import operator
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice, takewhile
from typing import NamedTuple

from localoffer.guide.content import PageContent
from localoffer.guide.pages.asked_as import AskedAs
from localoffer.guide.pages.markup import plain, tokens
from localoffer.languages import ENGLISH
from localoffer.listings.search.phrases import phrases_of
from localoffer.listings.search.query import Concept, QueryReader, Saying
from localoffer.listings.search.words import Word, terms, words

MOST = 3
_GOOD_ENOUGH = 0.47
_TO_ORDER = 0.3
_BESIDE_THE_BEST = 0.7
_BEGINNING = 0.8
_SHORTEST_BEGINNING = 5
_MEANT = 0.8
_SHORTEST_PHRASE = 2
_APART, _TOGETHER = 0.72, 0.9
_NEAREST_MEANINGS = 0.6
_MOST_OF_A_TITLE = 0.5
_COMMON_IN_TITLES = 3
_COMMON_IN_PLACES = 4
"""Tuned so that the searches judged in ``tests/guide/test_content.py`` find the page that answers, or none."""


class _Place(NamedTuple):
    """How much one word of a place counts, and how much several do that stand there together."""

    word: float
    phrase: float


_TITLE, _HEADINGS = _Place(1.0, 1.0), _Place(0.7, 0.7)
_ROWS, _BODY = _Place(0.45, 0.6), _Place(0.4, 0.46)


class _Text(NamedTuple):
    """One text of a page: its place, its terms, and all of its words between spaces."""

    place: _Place
    terms: frozenset[str]
    whole: str


class _Indexed:
    """The terms of one page in one language, each with the weight of the best place that it stands in."""

    def __init__(self, slug: str, content: PageContent, language: str) -> None:
        texts = [_text(place, words(text, language)) for place, text in _places(content)]
        self.title = texts[0].terms
        self._names = (self.title, frozenset(terms(slug.replace("-", " "), language)))
        self._prominent = [text for text in texts if text.place is not _BODY]
        self.prominent = frozenset().union(*(text.terms for text in texts if text.place in (_TITLE, _HEADINGS)))
        self._texts = texts
        self.weights: dict[str, float] = {}
        for text in sorted(texts, key=lambda text: text.place):
            self.weights.update(dict.fromkeys(text.terms, text.place.word))
        self._in_order = sorted(self.weights)

    def weight(self, term: str) -> float:
        """Return how much a term counts here; one that begins another counts a little less, 0 where there is none."""
        own = self.weights.get(term, 0.0)
        if own == _TITLE.word or len(term) < _SHORTEST_BEGINNING:
            return own
        return max(own, _BEGINNING * max(map(self.weights.__getitem__, self._begun_by(term)), default=0.0))

    def together(self, said: Sequence[str]) -> float:
        """Return the weight of the best text but the body that has all of some terms, 0 where none has."""
        return max((text.place.phrase for text in self._prominent if text.terms.issuperset(said)), default=0.0)

    def is_named(self, said: Sequence[str]) -> bool:
        """Return whether some terms are most of the title, or of the address."""
        return any(_is_most_of(name, said) for name in self._names)

    def in_order(self, said: Sequence[str], *, prominent: bool) -> float:
        """Return the weight of the best text that has words one after the other, 0 where none has.

        Args:
            said: the terms of all words, the very common ones among them.
            prominent: not in the body.
        """
        wanted = f" {' '.join(said)} "
        texts = self._prominent if prominent else self._texts
        return max((text.place.phrase for text in texts if wanted in text.whole), default=0.0)

    def _begun_by(self, term: str) -> Iterator[str]:
        start = bisect_left(self._in_order, term)
        return takewhile(lambda longer: longer.startswith(term), islice(self._in_order, start, None))


def _places(content: PageContent) -> Iterator[tuple[_Place, str]]:
    """Yield the texts of a page, each with its place; the title first.

    The first cell of a row is the heading of the row.
    """
    yield _TITLE, content.title
    yield _HEADINGS, content.summary
    yield _BODY, content.who_for
    before = ["", ""]
    for token in tokens(content.body):
        if token.type == "inline":
            place = {"heading_open": _HEADINGS, "td_open": _ROWS if before[0] == "tr_open" else _BODY}
            yield place.get(before[1], _BODY), plain(token)
        before = [before[1], token.type]


def _text(place: _Place, said: Sequence[Word]) -> _Text:
    terms = frozenset(word.term for word in said if word.term and not word.is_stop)
    return _Text(place, terms, f" {' '.join(word.term for word in said)} ")


class PageIndex:
    """The words of some pages. Nothing in it changes, so several threads may use it."""

    def __init__(self, pages: Iterable[tuple[str, Mapping[str, PageContent]]], asked_as: AskedAs | None = None) -> None:
        """Index pages, given by address and with their words by language; those that come first win a draw.

        ``asked_as`` is what families type when a page answers it.
        """
        self._pages = [
            (slug, {language: _Indexed(slug, content, language) for language, content in contents.items()})
            for slug, contents in pages
        ]
        self._asked: dict[tuple[str, frozenset[str]], list[str]] = defaultdict(list)
        for slug, _ in self._pages:
            for language, phrases in (asked_as or {}).get(slug, {}).items():
                for key in {_asked(phrase, language) for phrase in phrases}:
                    self._asked[language, key].append(slug)
        self._terms: dict[str, set[str]] = defaultdict(set)
        self._titles: dict[str, Counter[str]] = defaultdict(Counter)
        self._prominent: dict[str, Counter[str]] = defaultdict(Counter)
        for _, page in self._pages:
            for language, text in page.items():
                self._terms[language].update(text.weights)
                self._titles[language].update(text.title)
                self._prominent[language].update(text.prominent)

    def reader(self, synonyms: Iterable[tuple[str, str, tuple[str, ...]]]) -> QueryReader:
        """Return what understands searches as those for services are understood, but in the words of the pages."""
        return QueryReader(phrases_of(synonyms), self._holds, lambda _language, _first, _second: False)

    def find(self, words: str, language: str, reader: QueryReader) -> list[str]:
        """Return the addresses of a few pages that words ask for, the best first; none where none is good to show.

        What somebody noted that families type for a page goes before what its words may mean.
        """
        noted = (self._asked.get((code, _asked(words, code)), []) for code in dict.fromkeys((language, ENGLISH.code)))
        if known := next(filter(None, noted), []):
            return known[:MOST]
        heard = reader.read(words, language)
        asked = [concept for concept in heard if not concept.is_hint]
        if not asked:
            return []
        said = [[self._says(concept, page) for concept in asked] for _, page in self._pages]
        rarity = [math.log(1 + len(said) / (1 + sum(map(bool, column)))) for column in zip(*said, strict=True)]
        scores = [sum(map(operator.mul, row, rarity)) / sum(rarity) for row in said]
        found = [
            (score, score + _TO_ORDER * self._better(heard, page), slug)
            for score, (slug, page) in zip(scores, self._pages, strict=True)
            if score >= _GOOD_ENOUGH and any(self._is_about(concept, page) for concept in asked)
        ]
        best = max((score for score, *_ in found), default=0.0)
        good = [one for one in found if one[0] >= best * _BESIDE_THE_BEST]
        return [slug for *_, slug in sorted(good, key=lambda one: -one[1])[:MOST]]

    def _says(self, concept: Concept, page: Mapping[str, _Indexed]) -> float:
        return max((self._weight(saying, page) for saying in concept.sayings), default=0.0)

    def _weight(self, saying: Saying, page: Mapping[str, _Indexed]) -> float:
        """Return how well a page says something: in better places or in worse.

        All words that were typed must stand there. What may be meant by them is in the title, or together elsewhere but
        not in the body; one word of it that many titles have says nothing.
        """
        if saying.language not in page or not saying.terms:
            return 0.0
        text = page[saying.language]
        if saying.is_other:
            if len(saying.terms) == 1 and self._titles[saying.language][saying.terms[0]] >= _COMMON_IN_TITLES:
                return 0.0
            place = text.in_order(saying.terms, prominent=True) if saying.in_order else text.together(saying.terms)
            return _MEANT * saying.weight * (_TITLE.phrase if text.is_named(saying.terms) else place)
        if saying.in_order:
            return saying.weight * text.in_order(_without_end(saying), prominent=False)
        found = [text.weight(term) for term in saying.terms]
        if not all(found):
            return 0.0
        if len(found) == 1:
            return saying.weight * found[0]
        return max(_APART * sum(found) / len(found), _TOGETHER * text.together(saying.terms))

    def _is_about(self, concept: Concept, page: Mapping[str, _Indexed]) -> bool:
        """Return whether a page is about what was typed, and does not only mention it or what may be meant by it."""
        said = [saying for saying in concept.sayings if self._weight(saying, page)]
        own = [saying for saying in said if not saying.is_other]
        if any(self._is_prominent(saying, page) and _is_meant(concept, saying, page) for saying in own):
            return True
        near = [saying for saying in said if saying.is_other and saying.weight >= _NEAREST_MEANINGS]
        if any(saying.in_order for saying in near):
            return True
        is_named = any(page[saying.language].is_named(saying.terms) for saying in near)
        return is_named and (bool(own) or not self._is_typed_somewhere(concept))

    def _is_prominent(self, saying: Saying, page: Mapping[str, _Indexed]) -> bool:
        """Return whether a page has what was typed where it says what it is about, and few others have."""
        text = page[saying.language]
        if len(saying.terms) > 1 or _is_most_of(text.title, saying.terms):
            return True
        return text.weight(saying.terms[0]) > _ROWS.word and not self._is_common(saying)

    def _is_common(self, saying: Saying) -> bool:
        """Return whether many pages have one word where they say what they are about."""
        return self._prominent[saying.language][saying.terms[0]] >= _COMMON_IN_PLACES

    def _is_typed_somewhere(self, concept: Concept) -> bool:
        """Return whether some page has what was typed, so that there is no need to guess what is meant."""
        own = [saying for saying in concept.sayings if not saying.is_other]
        return any(self._weight(saying, page) for _, page in self._pages for saying in own)

    def _better(self, heard: Sequence[Concept], page: Mapping[str, _Indexed]) -> float:
        """Return what puts a page before others as good: what it says of all the words, and they of its title."""
        said = {
            (one.language, term)
            for concept in heard
            for one in concept.sayings
            for term in one.terms
            if self._weight(one, page)
        }
        titles = [
            sum((language, term) in said for term in text.title) / len(text.title)
            for language, text in page.items()
            if text.title
        ]
        return max(titles, default=0.0) + sum(self._says(concept, page) for concept in heard) / len(heard)

    def _holds(self, language: str, term: str) -> bool:
        return language in self._terms and term in self._terms[language]


def _asked(phrase: str, language: str) -> frozenset[str]:
    """Return what a phrase asks for, whoever it is for: its terms without "my son" and the words that say nothing."""
    return frozenset(word.term for word in words(phrase, language) if not (word.is_stop or word.is_person))


def _is_meant(concept: Concept, typed: Saying, page: Mapping[str, _Indexed]) -> bool:
    """Return whether a page that has a word says also what families mean by it: "reading" is no verb for them."""
    text = page[typed.language]
    if len(typed.terms) > 1 or not concept.means or _is_most_of(text.title, typed.terms):
        return True
    meant = [saying for saying in concept.sayings if saying.is_other and saying.language == typed.language]
    return any(all(map(text.weight, saying.terms)) for saying in meant) or not meant


def _is_most_of(name: frozenset[str], said: Sequence[str]) -> bool:
    return name.issuperset(said) and len(said) >= _MOST_OF_A_TITLE * len(name)


def _without_end(saying: Saying) -> Sequence[str]:
    """Return the words of a phrase without those at its end that say nothing: "don't know what's wrong (with him)"."""
    last = len(saying.terms)
    while last > _SHORTEST_PHRASE and _says_nothing(saying.terms[last - 1], saying.language):
        last -= 1
    return saying.terms[:last]


def _says_nothing(term: str, language: str) -> bool:
    return any(word.is_stop or word.is_person for word in words(term, language))
