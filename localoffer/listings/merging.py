"""Two changes of the same content: two people's, or a person's and that of the source that a listing came from."""

from __future__ import annotations

from dataclasses import replace

from localoffer.listings.content import WORD_FIELDS, ListingContent, StatedFact, Words
from localoffer.vocabulary import Fact


def merged(before: ListingContent, theirs: ListingContent, mine: ListingContent) -> ListingContent:
    """Return what somebody else saved with what I changed on top: where both changed the same thing, mine."""
    changes = {
        name: getattr(mine, name) for name in before.changed_fields(mine) if name not in ("words", "facts", "venues")
    }
    if before.venues != mine.venues:
        changes["venues"] = mine.venues
    return replace(
        theirs,
        words={
            code: _merged_words(before.words.get(code), theirs.words.get(code), mine.words.get(code))
            for code in {*theirs.words, *mine.words}
        },
        facts=_merged_facts(before, theirs, mine),
        **changes,
    ).in_order()


def _merged_words(before: Words | None, theirs: Words | None, mine: Words | None) -> Words:
    nothing = Words(name="")
    began, kept, typed = before or nothing, theirs or nothing, mine or nothing
    changed = {name: getattr(typed, name) for name in WORD_FIELDS if getattr(began, name) != getattr(typed, name)}
    return replace(kept, **changed)


def _merged_facts(before: ListingContent, theirs: ListingContent, mine: ListingContent) -> dict[Fact, StatedFact]:
    kept = dict(theirs.facts)
    for fact in Fact:
        if before.facts.get(fact) != mine.facts.get(fact):
            kept.pop(fact, None)
            if fact in mine.facts:
                kept[fact] = mine.facts[fact]
    return kept
