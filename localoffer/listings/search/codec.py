"""How Whoosh keeps our postings: as arrays that a search can add and compare whole, instead of one by one.

Whoosh lets a codec say what a segment's files hold. This one leaves everything but the postings to Whoosh's own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from whoosh.codec.base import FieldWriter, TermsReader
from whoosh.codec.whoosh3 import W3Codec

from localoffer.listings.search import arrays
from localoffer.listings.search.arrays import Array
from localoffer.listings.search.inverted import Gathered, Inverted, Inverting, fields_in, named

_ENDING = ".arrays"


class ArrayCodec(W3Codec):  # type: ignore[misc]
    """Keeps postings as arrays. Whoosh keeps it with each segment, so it holds nothing."""

    length_stats = False

    def field_writer(self, storage: Any, segment: Any) -> ArrayWriter:
        return ArrayWriter(_path(storage, segment))

    def terms_reader(self, storage: Any, segment: Any) -> ArrayTerms:
        return ArrayTerms(_path(storage, segment))


class ArrayPool:
    """Where Whoosh's writer puts postings until it commits.

    Its own pool sorts all of them by field, term and listing; as the listings come in order, only terms need sorting.
    """

    def __init__(self) -> None:
        self._fields: defaultdict[str, defaultdict[bytes, Gathered]] = defaultdict(lambda: defaultdict(Gathered))

    def add(self, posting: tuple[str, bytes, int, float, bytes]) -> None:
        """Take a posting of a field and term: the number of the listing, the weight there, and the places."""
        field, term, number, weight, places = posting
        self._fields[field][term].add(number, weight, places)

    def iter_postings(self) -> Iterator[tuple[str, bytes, Gathered]]:
        """Yield each field's terms in order; what was given out is no longer kept."""
        for field in list(self._fields):
            terms = self._fields.pop(field)
            for term in sorted(terms):
                yield field, term, terms.pop(term)

    def cleanup(self) -> None:
        """Forget everything."""
        self._fields.clear()


class ArrayWriter(FieldWriter):  # type: ignore[misc]
    """Writes the postings of one segment as an ``ArrayPool`` has gathered them."""

    def __init__(self, path: Path) -> None:
        self.is_closed = False
        self._path = path

    def add_postings(self, _schema: Any, _lengths: Any, items: Iterable[tuple[str, bytes, Gathered]]) -> None:
        fields: dict[str, Mapping[str, Array]] = {}
        for field, postings in groupby(items, key=itemgetter(0)):
            inverting = Inverting()
            for _, term, gathered in postings:
                inverting.add(term, gathered)
            fields[field] = inverting.arrays()
        arrays.write(self._path, named(fields))

    def close(self) -> None:
        self.is_closed = True


class ArrayTerms(TermsReader):  # type: ignore[misc]
    """What Whoosh asks about the terms of a segment; a search asks the fields themselves."""

    def __init__(self, path: Path) -> None:
        self.fields: dict[str, Inverted] = fields_in(arrays.read(path))

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        field, text = term
        return field in self.fields and self.fields[field].frequency(text.decode()) > 0

    def terms(self) -> Iterator[tuple[str, bytes]]:
        for field in self.fields:
            yield from self.terms_from(field, b"")

    def terms_from(self, field: str, beginning: bytes) -> Iterator[tuple[str, bytes]]:
        for term in self.fields[field].terms if field in self.fields else ():
            if term.encode() >= beginning:
                yield field, term.encode()

    def indexed_field_names(self) -> list[str]:
        return list(self.fields)


def fields_of(leaf: Any) -> dict[str, Inverted]:
    """Return the fields of one segment, of which Whoosh's reader is given."""
    terms: ArrayTerms = leaf.codec().terms_reader(leaf.storage(), leaf.segment())
    return terms.fields


def _path(storage: Any, segment: Any) -> Path:
    name: str = segment.make_filename(_ENDING)
    return Path(storage.folder, name)
