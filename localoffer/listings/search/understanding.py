"""The parts of a search that name a place, a need, an age or a wish: understood, taken as filters, and told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple

from localoffer.listings.search.ages import said_age
from localoffer.listings.search.criteria import SearchCriteria
from localoffer.listings.search.documents import Choice, Vocabulary
from localoffer.listings.search.nearness import Near
from localoffer.listings.search.phrases import Phrases
from localoffer.listings.search.place_names import PlaceNames, folded
from localoffer.listings.search.small_words import beside
from localoffer.listings.search.speech import speech_of
from localoffer.listings.search.tokens import Token, tokens, without
from localoffer.listings.search.wishes import wishes
from localoffer.listings.search.words import words
from localoffer.places.gazetteer import Place
from localoffer.places.queries import Point

_MOST = 3
_MOST_BEFORE = 4
_COMMA = re.compile(r"\s*[,،]\s*")
_NAMES = frozenset({"district", "need", "age"})


@dataclass(frozen=True)
class PlaceSaid:
    """A postcode in the words of a search, as somebody has looked it up. ``district`` is None outside the county."""

    typed: str
    postcode: str
    district: str | None
    council: str | None = None
    point: Point | None = None


@dataclass(frozen=True)
class Part:
    """A part of a search's words that was taken as a filter.

    ``group`` is one of ``criteria.GROUPS``; ``codes`` are the values that it stands for. ``near`` is the town or
    postcode where the words name one; a place outside the county is a ``district`` without codes, and ``council`` the
    council there, where that is sure. ``rest`` is the whole text without this part, ``english`` the name of the need in
    English.
    """

    group: str
    typed: str
    codes: tuple[str, ...]
    near: str = ""
    rest: str = ""
    english: str = ""
    council: str = ""

    @property
    def is_outside(self) -> bool:
        """Whether it is a place outside the county."""
        return bool(self.near) and not self.codes


class Heard(NamedTuple):
    """A search as it was understood: with the filters that its words stand for, and the words that are left over.

    ``hints`` are words that became a filter and still say what is the better match. ``near`` is where the town or
    village is that the words name.
    """

    criteria: SearchCriteria
    parts: tuple[Part, ...] = ()
    hints: tuple[str, ...] = ()
    near: Near | None = None

    @property
    def has_wishes(self) -> bool:
        """Whether anything but places, needs and ages was understood."""
        return any(part.group not in _NAMES for part in self.parts)


@dataclass(frozen=True)
class _Meaning:
    group: str
    codes: tuple[str, ...]
    near: str = ""
    english: str = ""
    point: Point | None = None
    council: str = ""


_Key = tuple[str, ...]


class Understander:
    """Knows the names of one generation's districts and needs in each language, and of the county's places."""

    def __init__(
        self, vocabulary: Vocabulary, places: Iterable[Place] = (), phrases: Mapping[str, Phrases] | None = None
    ) -> None:
        """Take the names; ``phrases`` are those of each language that families use, of which a name may be a part."""
        self._longer = phrases or {}
        self._known: dict[str, dict[_Key, _Meaning]] = {}
        self._longest: dict[str, int] = {}
        # "turning 18" is an age, and a thing to look for too.
        numbered = (held for held in vocabulary.synonyms if any(map(str.isdecimal, held[1])))
        self._phrases = frozenset(_key(phrase, language) for language, phrase, _ in numbered)
        self._places = PlaceNames(places, vocabulary.towns)
        for district in vocabulary.districts:
            for language, name in district.names.items():
                self._add(language, [name], _Meaning("district", (district.code,)))
        for need in vocabulary.needs:
            self._add_need(need)
        named = {language: dict(known) for language, known in self._known.items()}
        # Thousands of phrases mean the same few hundred words.
        key = cache(_key)
        for language, phrase, means in vocabulary.synonyms:
            meant = [named.get(language, {}).get(key(meaning, language)) for meaning in means]
            # A word for several things is no name: "clumsy" may be dyspraxia, and is not always.
            if meant[0] is not None and (phrase.isupper() or all(meaning == meant[0] for meaning in meant)):
                self._add(language, [phrase], meant[0])

    def hear(
        self, criteria: SearchCriteria, language: str, place: PlaceSaid | None = None, *, with_wishes: bool = True
    ) -> Heard:
        """Return what a search asks for.

        A value in the words joins what was chosen of its group in the form, as two chosen ones would: the counts beside
        the choices hold for both. An age in the words gives way to another one that was chosen.

        Args:
            criteria: what was asked for.
            language: of the reader.
            place: the postcode in the words, as somebody has looked it up.
            with_wishes: whether more than places, needs and ages becomes a filter.
        """
        text = criteria.text
        if not text or criteria.plain:
            return Heard(criteria)
        said = tokens(text)
        spoken = list(dict.fromkeys((language, "en")))
        taken: list[Token] = []
        small: list[Token] = []
        parts: list[Part] = []
        near: Near | None = None
        if place is not None and place.district is None:
            taken += _where(text, said, place)
            small += beside(said, taken, spoken, is_place=True) if taken else ()
        for meaning, held in self._meanings(text, said, language, place, with_wishes):
            if not _fits(meaning, criteria, parts, near) or any(token in taken or token.quote for token in held):
                continue
            typed = text[held[0].start : held[-1].end]
            joined = beside(said, held, spoken, is_place=meaning.group == "district")
            rest = without(text, (*held, *joined))
            told = (meaning.near, rest, meaning.english, meaning.council)
            parts.append(Part(meaning.group, typed, meaning.codes, *told))
            taken += held
            small += joined
            if meaning.point is not None and near is None:
                near = Near(meaning.point, next(iter(meaning.codes), None), meaning.near)
        left = without(text, {*taken, *small})
        if not parts and left == text:
            return Heard(criteria)
        return Heard(_narrowed(criteria, parts, left), tuple(parts), tuple(self._hints(parts, language)), near)

    def is_place(self, word: str) -> bool:
        """Return whether a word alone names a town or village."""
        return self._places.holds(word)

    def _meanings(
        self, text: str, said: Sequence[Token], language: str, place: PlaceSaid | None, with_wishes: bool
    ) -> Iterator[tuple[_Meaning, list[Token]]]:
        if place is not None and place.district is not None and (held := _where(text, said, place)):
            yield _Meaning("district", (place.district,), place.postcode), held
        spoken = list(dict.fromkeys((language, "en")))
        for code in spoken:
            age = said_age(text, code)
            held = _within(said, age.start, age.end) if age else []
            if age and held:
                yield _Meaning("age", tuple(str(year) for year in range(age.first, age.last + 1))), held
                break
        for code in spoken if with_wishes else ():
            for wish in wishes(text, code):
                if held := _within(said, wish.start, wish.end):
                    yield _Meaning(wish.group, wish.codes), held
        yield from self._names(said, spoken)

    def _names(self, said: Sequence[Token], spoken: Sequence[str]) -> Iterator[tuple[_Meaning, list[Token]]]:
        # Without the very common words on their own: "his" has the stem of the acronym HI.
        common = [all(token.word(code).is_stop for code in spoken) for token in said]
        keys = {code: [token.word(code).term for token in said] for code in spoken}
        plain = folded(said)
        at = 0
        while at < len(said):
            used = 1
            longest = max(self._places.longest(plain[at]), *(self._longest.get(keys[code][at], 0) for code in spoken))
            for length in range(min(longest, len(said) - at), int(common[at]), -1):
                meaning = self._place(plain, at, length) or self._named(keys, at, length)
                if meaning is not None and not (length > 1 and self._is_in_a_phrase(said, spoken, at, length)):
                    yield meaning, list(said[at : at + length])
                    used = length
                    break
            at += used

    def _named(self, keys: Mapping[str, Sequence[str]], at: int, length: int) -> _Meaning | None:
        meanings = (self._known.get(code, {}).get(tuple(held[at : at + length])) for code, held in keys.items())
        return next((found for found in meanings if found is not None), None)

    def _is_in_a_phrase(self, said: Sequence[Token], spoken: Sequence[str], at: int, length: int) -> bool:
        """Return whether some words are a part of a longer phrase: "in a wheelchair", of football in a wheelchair."""
        for code in spoken:
            if (phrases := self._longer.get(code)) is None:
                continue
            words = [token.word(code) for token in said]
            for start in range(max(0, at - _MOST_BEFORE), at + 1):
                found = phrases.at(words[start:], said[start].typed, length + 1)
                if found is not None and start + found[0] >= at + length:
                    return True
        return False

    def _place(self, words: Sequence[str], at: int, length: int) -> _Meaning | None:
        found = self._places.at(words, at, length)
        if found is None:
            return None
        return _Meaning("district", found.districts, found.name, point=found.point, council=found.council)

    def _hints(self, parts: Iterable[Part], language: str) -> Iterator[str]:
        """Yield the words that became a filter and still say what is the better match; a number of years does not."""
        for part in parts:
            is_number = part.group == "age" and any(letter.isdecimal() for letter in part.typed)
            if not is_number or any(_key(part.typed, code) in self._phrases for code in (language, "en")):
                yield part.near or part.typed
            if part.english and not _is_one_of(part.typed, part.english):
                yield part.english

    def _add_need(self, need: Choice) -> None:
        meaning = _Meaning("need", (need.code,), english=need.names["en"])
        for language, name in need.names.items():
            self._add(language, [name, *_alternatives(name, language)], meaning)

    def _add(self, language: str, names: Iterable[str], meaning: _Meaning) -> None:
        for name in names:
            key = _key(name, language)
            if key:
                self._known.setdefault(language, {}).setdefault(key, meaning)
                self._longest[key[0]] = max(self._longest.get(key[0], 0), len(key))


def _alternatives(name: str, language: str) -> list[str]:
    """Return the names in "one, two or three"; none where a name is no such choice."""
    *before, last = re.split(rf"\s+(?:{speech_of(language).either})\s+", name, flags=re.IGNORECASE)
    return [part for one in before for part in _COMMA.split(one) if part] + [last] if before else []


def _is_one_of(typed: str, english: str) -> bool:
    """Return whether what was typed is the name of a need, or one of several in its name."""
    return _key(typed, "en") in {_key(name, "en") for name in (english, *_alternatives(english, "en"))}


def _key(name: str, language: str) -> _Key:
    return tuple(word.term for word in words(name, language))


def _where(text: str, said: Sequence[Token], place: PlaceSaid) -> list[Token]:
    at = text.casefold().find(place.typed.casefold())
    return _within(said, at, at + len(place.typed))


def _within(said: Sequence[Token], start: int, end: int) -> list[Token]:
    return [token for token in said if start <= token.start and token.end <= end]


def _fits(meaning: _Meaning, criteria: SearchCriteria, parts: Sequence[Part], near: Near | None) -> bool:
    """Return whether a meaning may become a filter: it would count, and its group has room for it."""
    if meaning.group == "age" and criteria.age is not None and str(criteria.age) not in meaning.codes:
        return False
    if not meaning.codes and (near is not None or criteria.postcode):
        return False
    alike = [part for part in parts if part.group == meaning.group]
    return len(alike) < (1 if meaning.group == "age" else _MOST)


def _narrowed(criteria: SearchCriteria, parts: Sequence[Part], left: str) -> SearchCriteria:
    narrowed = replace(criteria, text=left)
    for part in parts:
        if part.group != "age" or criteria.age is None:
            narrowed = narrowed.with_values(part.group, (*narrowed.values(part.group), *part.codes))
    return replace(narrowed, page=criteria.page)
