"""How far each language of a page is, told from its versions alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from localoffer.guide.content import PageContent
from localoffer.guide.models import GuidePage, GuideVersion
from localoffer.guide.pages import queries
from localoffer.languages import ENGLISH
from localoffer.vocabulary import ReviewState


class Wanted(StrEnum):
    """What the list of pages can be narrowed to."""

    OVERDUE = "overdue"
    IN_REVIEW = "in_review"
    DRAFT = "draft"
    RETURNED = "returned"
    BEHIND = "behind"
    WRONG = "wrong"
    UNFILLED = "unfilled"
    ARCHIVED = "archived"


class Reach(StrEnum):
    """What families have of a page in a language."""

    CURRENT = "current"
    BEHIND = "behind"
    BEGUN = "begun"
    MISSING = "missing"


@dataclass(frozen=True)
class TextState:
    """One language of a page: what families have, the version that waits, if any, and its day if it has one.

    ``changed`` names the fields of the English that have changed since the translation was made.
    """

    language: str
    reach: Reach
    waiting: ReviewState | None = None
    publish_on: date | None = None
    changed: tuple[str, ...] = ()


def state_of(page: GuidePage, language: str) -> TextState:
    """Return how far a page is in a language."""
    newest, shown = queries.latest(page, language), queries.published(page, language)
    if newest is None:
        return TextState(language, Reach.MISSING)
    changed = changed_since(page, shown) if shown else ()
    reach = Reach.BEGUN if shown is None else Reach.BEHIND if changed else Reach.CURRENT
    waits = newest.state.waits
    return TextState(language, reach, newest.state if waits else None, newest.publish_on if waits else None, changed)


def in_review(page: GuidePage, language: str) -> GuideVersion | None:
    """Return the version of a page that waits for review; None where none does."""
    newest = queries.latest(page, language)
    return newest if newest is not None and newest.state is ReviewState.IN_REVIEW else None


def changed_since(page: GuidePage, translation: GuideVersion) -> tuple[str, ...]:
    """Return the names of what changed in the English since a translation was made from it."""
    english = queries.published(page, ENGLISH.code)
    if translation.language == ENGLISH.code or english is None or translation.english_number >= english.number:
        return ()
    made_from = english_before(page, translation)
    return tuple(made_from.changed_fields(PageContent.of_json(english.content)))


def english_before(page: GuidePage, translation: GuideVersion) -> PageContent:
    """Return the English that a translation was made from."""
    return PageContent.of_json(queries.version(page, ENGLISH.code, translation.english_number).content)
