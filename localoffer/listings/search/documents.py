"""What the index holds of a listing, as it is read from the database: its facts, and its words in each language."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple, Self

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from localoffer.languages import LANGUAGES
from localoffer.listings.models import (
    Listing,
    ListingFact,
    ListingText,
    ListingWayIn,
    Organisation,
    RetiredTerm,
    Synonym,
    Term,
    TermText,
    Venue,
    listing_districts,
    listing_terms,
)
from localoffer.listings.search.facts import (
    NO_ASSESSMENT,
    NO_DIAGNOSIS,
    NO_PLAN,
    REFER_YOURSELF,
    Facts,
    Spot,
    is_without_professional,
)
from localoffer.listings.search.naming import Naming, Told
from localoffer.listings.search.stated import Stated, stated_words
from localoffer.listings.search.towns import Town, read_towns
from localoffer.places.models import District, DistrictText
from localoffer.vocabulary import Access, ListingStatus, WayIn

_CHUNK = 500


class Document(NamedTuple):
    """One listing as the index takes it: facts, and for each language the four parts of its text."""

    facts: Facts
    texts: dict[str, str]


@dataclass(frozen=True)
class Choice:
    """One value that families filter by: its code and its name in each language."""

    code: str
    names: dict[str, str]

    def name(self, language: str) -> str:
        """Return the name in a language, in English where it has none."""
        return self.names.get(language) or self.names["en"]


@dataclass(frozen=True)
class Vocabulary:
    """The words around the listings as they were when a generation was made.

    ``became`` has for each group of filters the codes that were merged into another one, with that one.
    """

    districts: tuple[Choice, ...] = ()
    needs: tuple[Choice, ...] = ()
    kinds: tuple[Choice, ...] = ()
    synonyms: tuple[tuple[str, str, tuple[str, ...]], ...] = ()
    towns: tuple[Town, ...] = ()
    became: tuple[tuple[str, str, str], ...] = ()

    def stored(self) -> str:
        """Return the vocabulary as a generation keeps it; ``from_stored`` reads it back."""
        return json.dumps(vars(self), ensure_ascii=False, default=vars)

    @classmethod
    def from_stored(cls, stored: str) -> Self:
        told = json.loads(stored)
        choices = {name: tuple(Choice(**choice) for choice in told[name]) for name in ("districts", "needs", "kinds")}
        synonyms = tuple((language, phrase, tuple(means)) for language, phrase, means in told["synonyms"])
        towns = tuple(Town(town["name"], tuple(town["districts"])) for town in told["towns"])
        became = tuple((group, old, new) for group, old, new in told.get("became", ()))
        return cls(**choices, synonyms=synonyms, towns=towns, became=became)

    def became_of(self, group: str) -> dict[str, str]:
        """Return the merged codes of a group with those that they became."""
        return {old: new for held, old, new in self.became if held == group}


def read_vocabulary(session: Session) -> Vocabulary:
    """Read the districts, needs, kinds of support and synonyms that there are, each in its order."""
    district_rows = session.execute(
        select(District.slug, DistrictText.language, DistrictText.name)
        .join(DistrictText, DistrictText.district_id == District.id)
        .order_by(District.position, District.id)
    )
    synonyms = session.execute(
        select(Synonym.language, Synonym.phrase, Synonym.means)
        .where(Synonym.removed_at.is_(None))
        .order_by(Synonym.language, Synonym.phrase)
    )
    return Vocabulary(
        districts=_choices(district_rows),
        needs=_choices(_term_rows(session, "need")),
        kinds=_choices(_term_rows(session, "kind")),
        synonyms=tuple((row.language, row.phrase, tuple(row.means)) for row in synonyms),
        towns=read_towns(session),
        became=_became(session),
    )


def _became(session: Session) -> tuple[tuple[str, str, str], ...]:
    merged = session.execute(
        select(RetiredTerm.vocabulary, RetiredTerm.code, Term.code)
        .join(Term, Term.id == RetiredTerm.term_id)
        .order_by(RetiredTerm.vocabulary, RetiredTerm.code)
    )
    return tuple((vocabulary, old, new) for vocabulary, old, new in merged)


def _term_rows(session: Session, vocabulary: str) -> Iterable[Row[str, str, str]]:
    return session.execute(
        select(Term.code, TermText.language, TermText.name)
        .join(TermText, TermText.term_id == Term.id)
        .where(Term.vocabulary == vocabulary)
        .order_by(Term.position, Term.id)
    )


def _choices(rows: Iterable[Row[str, str, str]]) -> tuple[Choice, ...]:
    names: dict[str, dict[str, str]] = defaultdict(dict)
    for code, language, name in rows:
        names[code][language] = name
    return tuple(Choice(code, held) for code, held in names.items())


def read_stamps(session: Session) -> dict[int, str]:
    """Return the stamp of every published listing, by id."""
    rows = session.execute(
        select(Listing.id, Listing.changed_at, Listing.version_number).where(Listing.status == ListingStatus.PUBLISHED)
    )
    return {row.id: _stamp(row.changed_at.isoformat(), row.version_number) for row in rows}


def _stamp(changed_at: str, version: int) -> str:
    return f"{changed_at} {version}"


def read_documents(session: Session, ids: Iterable[int], vocabulary: Vocabulary) -> Iterator[Document]:
    """Read published listings as documents, in the order of their ids; an id that is not published is passed over."""
    wanted = sorted(ids)
    for start in range(0, len(wanted), _CHUNK):
        yield from _read_chunk(session, wanted[start : start + _CHUNK], vocabulary)


@dataclass(frozen=True)
class _Around:
    """What stands in the tables around one listing."""

    texts: dict[str, Any]
    terms: dict[str, list[str]]
    districts: list[str]
    ways: list[str]
    answers: list[tuple[str, bool]]
    venues: list[Any]

    def offered(self) -> list[str]:
        """Return what any of its venues offers."""
        return [code for venue in self.venues for code in venue.access]


def _read_chunk(session: Session, ids: list[int], vocabulary: Vocabulary) -> Iterator[Document]:
    naming = Naming(
        districts={choice.code: choice.names for choice in vocabulary.districts},
        needs={choice.code: choice.names for choice in vocabulary.needs},
        kinds={choice.code: choice.names for choice in vocabulary.kinds},
    )
    # first, with their stamps: a change that comes in between then has an old stamp, and the next catching up sees it
    rows = session.execute(
        select(Listing.__table__, Organisation.name.label("organisation"))
        .join_from(Listing, Organisation, Listing.organisation_id == Organisation.id, isouter=True)
        .where(Listing.id.in_(ids), Listing.status == ListingStatus.PUBLISHED)
        .order_by(Listing.id)
    ).all()
    around = _around(session, ids)
    for row in rows:
        beside = around[row.id]
        facts = _facts(row, beside)
        passing = " ".join((row.organisation or "", *(venue.town for venue in beside.venues)))
        so = tuple(fact for fact, answer in beside.answers if answer)
        stated = Stated(facts.ways, so, tuple(beside.offered()))
        said = {language: stated_words(row, stated, language) for language in LANGUAGES}
        told = Told(facts.needs, facts.districts, facts.kinds, passing, said)
        yield Document(facts, naming.texts(told, beside.texts))


def _around(session: Session, ids: list[int]) -> dict[int, _Around]:
    texts = _rows_by_listing(session, select(ListingText.__table__), ListingText.listing_id, ids)
    venues = _rows_by_listing(session, select(Venue.__table__).order_by(Venue.id), Venue.listing_id, ids)
    ways = _rows_by_listing(session, select(ListingWayIn.__table__), ListingWayIn.listing_id, ids)
    answers = _rows_by_listing(session, select(ListingFact.__table__), ListingFact.listing_id, ids)
    terms, districts = _codes_by_listing(session, ids), _districts_by_listing(session, ids)
    return {
        number: _Around(
            texts={text.language: text for text in texts[number]},
            terms=terms[number],
            districts=districts[number],
            ways=_in_order((row.way_in for row in ways[number]), WayIn),
            answers=[(str(row.fact), row.answer) for row in answers[number]],
            venues=venues[number],
        )
        for number in ids
    }


def _rows_by_listing(session: Session, asked: Select[Any], listing: Any, ids: list[int]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in session.execute(asked.where(listing.in_(ids))):
        found[row.listing_id].append(row)
    return found


def _codes_by_listing(session: Session, ids: list[int]) -> dict[int, dict[str, list[str]]]:
    found: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    rows = session.execute(
        select(listing_terms.c.listing_id, Term.vocabulary, Term.code)
        .join(Term, Term.id == listing_terms.c.term_id)
        .where(listing_terms.c.listing_id.in_(ids))
        .order_by(Term.position)
    )
    for listing_id, vocabulary, code in rows:
        found[listing_id][vocabulary].append(code)
    return found


def _districts_by_listing(session: Session, ids: list[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    rows = session.execute(
        select(listing_districts.c.listing_id, District.slug)
        .join(District, District.id == listing_districts.c.district_id)
        .where(listing_districts.c.listing_id.in_(ids))
        .order_by(District.position)
    )
    for listing_id, slug in rows:
        found[listing_id].append(slug)
    return found


def _facts(row: Any, beside: _Around) -> Facts:
    stated = row.age_from is not None or row.age_to is not None
    english = beside.texts["en"].name if "en" in beside.texts else row.slug
    answers = dict(_answers(row, beside))
    return Facts(
        listing_id=row.id,
        stamp=_stamp(row.changed_at.isoformat(), row.version_number),
        coverage=str(row.coverage),
        districts=tuple(beside.districts),
        needs=tuple(beside.terms["need"]),
        any_need=row.any_need,
        ages=(row.age_from or 0, row.age_to if row.age_to is not None else 25) if stated else None,
        checked=row.checked_on.toordinal() if row.checked_on else 0,
        review_due=row.review_due.toordinal() if row.review_due else 0,
        spaces=str(row.spaces) if row.spaces is not None else "",
        spaces_stated=row.spaces_stated_on.toordinal() if row.spaces is not None and row.spaces_stated_on else 0,
        names={"en": english} | {language: text.name for language, text in beside.texts.items() if text.name},
        kinds=tuple(beside.terms["kind"]),
        ways=tuple(beside.ways),
        cost=str(row.cost) if row.cost is not None else "",
        yes=tuple(sorted(code for code, answer in answers.items() if answer)),
        no=tuple(sorted(code for code, answer in answers.items() if not answer)),
        languages=tuple(row.languages_spoken),
        times=tuple(row.times),
        access=tuple(tuple(_in_order(venue.access, Access)) for venue in beside.venues if venue.access),
        spots=tuple(_spots(beside.venues)),
    )


def _answers(row: Any, beside: _Around) -> Iterator[tuple[str, bool]]:
    """Yield what a listing states to be so or not so."""
    yield from beside.answers
    needed = {NO_DIAGNOSIS: row.diagnosis_needed, NO_ASSESSMENT: row.assessment_needed, NO_PLAN: row.ehc_plan_needed}
    yield from ((code, not is_needed) for code, is_needed in needed.items() if is_needed is not None)
    if beside.ways:
        yield REFER_YOURSELF, is_without_professional(tuple(beside.ways))


def _spots(venues: Iterable[Any]) -> Iterator[Spot]:
    """Yield where the venues are whose place families may know."""
    for venue in venues:
        if not venue.hidden and venue.easting is not None and venue.northing is not None:
            yield Spot(venue.easting, venue.northing, venue.town)


def _in_order(codes: Iterable[str], known: Iterable[str]) -> list[str]:
    held = frozenset(map(str, codes))
    return [str(code) for code in known if code in held]
