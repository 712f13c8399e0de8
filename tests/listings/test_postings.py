"""Terms as arrays: what is written is what a search reads, by looking at each text by hand."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from localoffer.listings.search import arrays, bits
from localoffer.listings.search.codec import ArrayPool
from localoffer.listings.search.fields import TextField
from localoffer.listings.search.inverted import Inverted, Inverting, fields_in, named
from localoffer.listings.search.kept import Kept
from localoffer.listings.search.ranking import _highest
from localoffer.listings.search.spelling import Speller
from localoffer.listings.search.words import PART, WEIGHTS, words

_SAID = ["lego", "swim", "club", "the", "ramp"]
_parts = st.lists(st.sampled_from(_SAID), max_size=8)
_texts = st.lists(st.tuples(*[_parts] * len(WEIGHTS)), min_size=1, max_size=12)
_SIZE = 200
_numbers = st.sets(st.integers(0, _SIZE - 1))


def _inverted(texts: list[tuple[list[str], ...]]) -> Inverted:
    field, pool, inverting = TextField("en"), ArrayPool(), Inverting()
    for number, parts in enumerate(texts):
        for term, _, weight, places in field.index(PART.join(" ".join(part) for part in parts)):
            pool.add(("text", term, number, weight, places))
    for _, term, gathered in pool.iter_postings():
        inverting.add(term, gathered)
    return Inverted(inverting.arrays())


@given(_texts)
def test_a_term_is_held_by_what_says_it_and_weighs_by_where(texts: list[tuple[list[str], ...]]) -> None:
    inverted = _inverted(texts)

    for said in _SAID:
        weights = [
            sum(weight * part.count(said) for weight, part in zip(WEIGHTS, parts, strict=True)) for parts in texts
        ]
        by_hand = {number: weight for number, weight in enumerate(weights) if weight and said != "the"}
        ids, held = inverted.holding(said)
        assert dict(zip(ids.tolist(), held.tolist(), strict=True)) == by_hand
        assert inverted.frequency(said) == len(by_hand)
        assert (said in inverted.terms) == bool(by_hand)
    counted = [sum(said != "the" for part in parts for said in part) for parts in texts]
    assert inverted.lengths(len(texts)).tolist() == counted


@given(_texts)
def test_words_stand_beside_each_other_within_a_part_alone(texts: list[tuple[list[str], ...]]) -> None:
    inverted = _inverted(texts)

    for first in _SAID:
        for second in _SAID:
            by_hand = [
                number
                for number, parts in enumerate(texts)
                if any(pair == (first, second) for part in parts for pair in pairwise(part))
            ]
            assert inverted.beside(first, second).tolist() == by_hand


def test_a_word_that_nothing_says_is_held_by_nothing() -> None:
    inverted = _inverted([(["lego"], [], [])])

    assert inverted.holding("judo")[0].size == 0
    assert inverted.beside("judo", "lego").size == 0
    assert inverted.beside("lego", "judo").size == 0


def test_arrays_are_read_as_they_were_written_even_when_the_file_is_gone(tmp_path: Path) -> None:
    written = {"many": np.arange(1000, dtype=np.uint32), "none": np.empty(0, np.float32), "one": np.array([1.5])}
    arrays.write(tmp_path / "file", written)

    read = arrays.read(tmp_path / "file")
    (tmp_path / "file").unlink()

    assert {name: held.tolist() for name, held in read.items()} == {n: held.tolist() for n, held in written.items()}
    assert {name: held.dtype for name, held in read.items()} == {name: held.dtype for name, held in written.items()}


def test_the_arrays_of_fields_are_kept_apart() -> None:
    fields = {"text_en": {"ids": np.array([1])}, "text_pl": {"ids": np.array([2]), "starts": np.array([0], np.uint32)}}

    assert set(named(fields)) == {"text_en/ids", "text_pl/ids", "text_pl/starts"}
    assert set(fields_in({"a/starts": np.array([0], np.uint32), "b/starts": np.array([0], np.uint32)})) == {"a", "b"}


@given(_numbers, st.lists(st.integers(0, _SIZE - 1)))
def test_a_set_is_the_same_as_a_number_an_array_and_a_mask(numbers: set[int], asked: list[int]) -> None:
    held = bits.from_numbers(numbers, _SIZE)

    assert list(bits.numbers(held)) == bits.to_array(held, _SIZE).tolist() == sorted(numbers)
    assert bits.mask(held, _SIZE).nonzero()[0].tolist() == sorted(numbers)
    assert bits.from_array(np.array(sorted(numbers), np.int64), _SIZE) == held
    assert bits.held_by(held, asked) == [number in numbers for number in asked]


@given(st.lists(st.integers(0, 50), unique=True, max_size=40), st.integers(1, 50))
def test_the_highest_are_picked_in_order(keys: list[int], most: int) -> None:
    numbers = np.arange(len(keys)) * 3

    by_hand = [place * 3 for place in sorted(range(len(keys)), key=lambda place: -keys[place])[:most]]
    assert _highest(numbers, np.array(keys, np.uint64), most) == by_hand


@settings(max_examples=60)
@given(st.data())
def test_any_one_mistake_in_a_word_is_put_right(data: st.DataObject) -> None:
    known = ["trampoline", "swimming", "wheelchair", "sensory", "krótkie"]
    meant = data.draw(st.sampled_from(known))
    at = data.draw(st.integers(0, len(meant) - 1))
    letter = data.draw(st.sampled_from("qxz"))
    typed = data.draw(
        st.sampled_from(
            (meant[:at] + meant[at + 1 :], meant[:at] + letter + meant[at:], meant[:at] + letter + meant[at + 1 :])
        )
    )

    assert Speller(known, lambda _: 1).meant(typed) == meant


def test_what_was_kept_first_gives_way() -> None:
    kept: Kept[str, str] = Kept(10, len)

    for word in ("aaaa", "bbbb", "cccc"):
        assert kept.keep(word, word) == word

    assert [kept.get(word) for word in ("aaaa", "bbbb", "cccc")] == [None, "bbbb", "cccc"]


def test_terms_of_a_text_stand_in_its_index_as_a_search_says_them() -> None:
    inverted = _inverted([(["Swimming"], ["the", "LEGO"], ["clubs"])])

    assert inverted.terms == sorted(word.term for word in words("swimming lego clubs", "en"))
