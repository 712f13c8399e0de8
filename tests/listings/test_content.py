"""A listing's content as one value, and as JSON."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localoffer.listings.content import ListingContent, Place, StatedFact, Words
from localoffer.listings.slugs import LONGEST, slug_from
from localoffer.vocabulary import SLOTS, Access, Checker, Cost, Coverage, Fact, Regulator, Spaces, WayIn

TEXT = st.text(max_size=20)
DAY = st.none() | st.dates()
CODES = st.lists(st.from_regex(r"[a-z][a-z-]{0,10}", fullmatch=True), max_size=4).map(tuple)
CONTENTS = st.builds(
    ListingContent,
    words=st.dictionaries(
        st.sampled_from(["en", "pl", "ur"]), st.builds(Words, TEXT, TEXT, TEXT, TEXT, TEXT, asked_as=TEXT), max_size=3
    ),
    organisation_key=st.none() | TEXT,
    needs=CODES,
    any_need=st.booleans(),
    kinds=CODES,
    ways_in=st.lists(st.sampled_from(WayIn), max_size=5).map(tuple),
    age_from=st.none() | st.integers(0, 25),
    age_to=st.none() | st.integers(0, 25),
    diagnosis_needed=st.none() | st.booleans(),
    coverage=st.sampled_from(Coverage),
    districts=CODES,
    cost=st.none() | st.sampled_from(Cost),
    spaces=st.none() | st.sampled_from(Spaces),
    spaces_stated_on=DAY,
    facts=st.dictionaries(st.sampled_from(Fact), st.builds(StatedFact, st.booleans(), DAY)),
    regulator=st.none() | st.sampled_from(Regulator),
    languages_spoken=CODES,
    times=st.lists(st.sampled_from(list(SLOTS)), unique=True).map(tuple),
    venues=st.lists(
        st.builds(Place, TEXT, TEXT, TEXT, TEXT, st.lists(st.sampled_from(Access)).map(tuple), st.booleans()),
        max_size=2,
    ).map(tuple),
    checked_on=DAY,
    checked_by=st.none() | st.sampled_from(Checker),
    review_due=DAY,
)


@given(CONTENTS)
def test_content_survives_json(content: ListingContent) -> None:
    assert ListingContent.from_json(json.loads(json.dumps(content.as_json()))) == content


@given(CONTENTS)
def test_order_and_repeats_make_no_difference(content: ListingContent) -> None:
    turned = replace(
        content,
        needs=(*reversed(content.needs), *content.needs),
        ways_in=tuple(reversed(content.ways_in)),
        facts=dict(reversed(content.facts.items())),
        times=(*reversed(content.times), *content.times),
        words=dict(reversed(content.words.items())),
    )
    assert turned.in_order() == content.in_order()
    assert turned.in_order().as_json() == content.in_order().as_json()
    assert content.in_order().in_order() == content.in_order()


def test_a_version_from_before_there_were_times_states_none() -> None:
    stored = ListingContent(words={"en": Words(name="Club")}).as_json()
    del stored["times"]
    assert ListingContent.from_json(stored).times == ()


def test_a_version_from_before_families_words_were_kept_has_none() -> None:
    stored = ListingContent(words={"en": Words(name="Club")}).as_json()
    del stored["words"]["en"]["asked_as"]
    assert ListingContent.from_json(stored).words["en"].asked_as == ""


def test_what_families_type_is_kept_tidy() -> None:
    typed = "  screams when I brush\ther hair \r\n\nsitter for a disabled child\nScreams when I brush her hair\n"
    content = ListingContent(words={"en": Words(name="Club", asked_as=typed)})
    assert content.in_order().words["en"].asked_as == "screams when I brush her hair\nsitter for a disabled child"


def test_what_families_type_is_of_no_translation() -> None:
    assert Words(name="Club", asked_as="sitter").digest == Words(name="Club").digest


def test_what_families_type_stays_where_nothing_takes_its_place() -> None:
    held = ListingContent(words={"en": Words(name="Club", asked_as="sitter"), "pl": Words(name="", asked_as="niania")})
    silent = ListingContent(words={"en": Words(name="Clubs")}).with_asked_as_of(held)
    assert silent.words == {"en": Words(name="Clubs", asked_as="sitter"), "pl": Words(name="", asked_as="niania")}
    telling = ListingContent(words={"en": Words(name="Clubs", asked_as="a break")}).with_asked_as_of(held)
    assert telling.words["en"].asked_as == "a break"


def test_a_language_without_a_word_is_left_out() -> None:
    content = ListingContent(words={"en": Words(name="Club"), "pl": Words(name="")})
    assert set(content.in_order().words) == {"en"}


def test_changed_fields_are_named() -> None:
    content = ListingContent(words={"en": Words(name="Club")})
    changed = content.with_changes(age_from=3, review_due=date(2027, 1, 1))
    assert content.changed_fields(changed) == ["age_from", "review_due"]
    assert content.changed_fields(content) == []


def test_json_of_something_else_is_refused() -> None:
    stored = ListingContent(words={"en": Words(name="Club")}).as_json()
    with pytest.raises(ValueError, match="unknown fields: colour"):
        ListingContent.from_json({**stored, "colour": "red"})


def test_the_digest_tells_texts_apart_that_join_alike() -> None:
    assert Words(name="ab", summary="c").digest != Words(name="a", summary="bc").digest


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Saturday club, Leek", "saturday-club-leek"),
        ("Children’s café & play", "childrens-cafe-play"),
        ("12th Aylesbury Brownies", "12th-aylesbury-brownies"),
        ("کلب", "service"),
        ("", "service"),
    ],
)
def test_a_slug_is_made_from_a_name(name: str, slug: str) -> None:
    assert slug_from(name) == slug


@given(st.text(max_size=300))
def test_a_slug_is_always_a_short_plain_one(name: str) -> None:
    slug = slug_from(name)
    assert 1 <= len(slug) <= LONGEST
    assert slug.isascii()
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert slug_from(slug) == slug
