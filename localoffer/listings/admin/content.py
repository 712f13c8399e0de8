"""Between the editor's form and a listing's content."""

from __future__ import annotations

from datetime import date
from typing import Any, TypeVar

from localoffer.languages import LANGUAGES
from localoffer.listings.admin.forms import ANY_NEED, NEEDED, VENUES, ListingForm
from localoffer.listings.content import WORD_FIELDS, ListingContent, Place, StatedFact, Words
from localoffer.vocabulary import Access, Checker, Cost, Coverage, Fact, Regulator, Spaces, WayIn

_PLAIN = ("registration", "website", "email", "phone", "spaces_stated_on", "checked_on", "review_due")
_NUMBERS = ("age_from", "age_to", "waiting_weeks")
_CODES: dict[str, Any] = {"cost": Cost, "spaces": Spaces, "regulator": Regulator, "checked_by": Checker}
_VENUE_TEXTS = ("name", "address", "town", "postcode")

Key = TypeVar("Key")


def values_of(content: ListingContent) -> dict[str, Any]:
    """Return what the form shows of a content, by the names of its fields."""
    values: dict[str, Any] = {name: getattr(content, name) for name in _PLAIN}
    values |= {name: _text(getattr(content, name)) for name in (*_NUMBERS, *_CODES)}
    values |= {name: _yes_no(getattr(content, name)) for name in NEEDED}
    values |= {
        "organisation_key": content.organisation_key or "",
        "kinds": content.kinds,
        "needs": (ANY_NEED,) if content.any_need else content.needs,
        "ways_in": [str(code) for code in content.ways_in],
        "coverage": str(content.coverage),
        "districts": content.districts,
        "languages_spoken": content.languages_spoken,
        "times": content.times,
    }
    for language in LANGUAGES:
        words = content.words.get(language) or Words(name="")
        values |= {f"{language}_{name}": getattr(words, name) for name in WORD_FIELDS}
    for fact in Fact:
        stated = content.facts.get(fact)
        values[f"fact_{fact}"] = _yes_no(stated.answer if stated else None)
    for number, place in enumerate(content.venues[:VENUES], start=1):
        values |= {f"venue{number}_{name}": getattr(place, name) for name in _VENUE_TEXTS}
        values[f"venue{number}_access"] = [str(code) for code in place.access]
        values[f"venue{number}_hidden"] = ["yes"] if place.hidden else []
    return values


def content_from(form: ListingForm, *, before: ListingContent, today: date) -> ListingContent:
    """Return the content that a valid form gives.

    Args:
        before: what the change began from; what the form does not show is kept, and a fact whose answer is the same
            keeps its date.
        today: the date of the facts whose answer is new.
    """
    told: dict[str, Any] = {name: form[name].data for name in _PLAIN}
    told |= {name: int(form[name].data) if form[name].data else None for name in _NUMBERS}
    told |= {name: kind(form[name].data) if form[name].data else None for name, kind in _CODES.items()}
    told |= {name: _answer(form[name].data) for name in NEEDED}
    any_need = ANY_NEED in form.needs.data
    words = {code: Words(**{name: form[f"{code}_{name}"].data for name in WORD_FIELDS}) for code in LANGUAGES}
    return ListingContent(
        words={**before.words, **words},
        organisation_key=form.organisation_key.data or None,
        needs=() if any_need else tuple(form.needs.data),
        any_need=any_need,
        kinds=tuple(form.kinds.data),
        ways_in=tuple(WayIn(code) for code in form.ways_in.data),
        coverage=Coverage(form.coverage.data or Coverage.DISTRICTS),
        districts=tuple(form.districts.data),
        facts=_facts(form, before, today),
        languages_spoken=tuple(form.languages_spoken.data),
        times=tuple(form.times.data),
        venues=(*_venues(form), *before.venues[VENUES:]),
        **told,
    ).in_order()


def _facts(form: ListingForm, before: ListingContent, today: date) -> dict[Fact, StatedFact]:
    facts = {}
    for fact in Fact:
        answer = _answer(form[f"fact_{fact}"].data)
        known = before.facts.get(fact)
        if answer is not None:
            facts[fact] = known if known and known.answer == answer else StatedFact(answer, today)
    return facts


def _venues(form: ListingForm) -> list[Place]:
    places = []
    for number in range(1, VENUES + 1):
        texts = {name: form[f"venue{number}_{name}"].data for name in _VENUE_TEXTS}
        access = tuple(Access(code) for code in form[f"venue{number}_access"].data)
        if any(texts.values()) or access:
            places.append(Place(**texts, access=access, hidden=bool(form[f"venue{number}_hidden"].data)))
    return places


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _yes_no(answer: bool | None) -> str:
    return {True: "yes", False: "no", None: ""}[answer]


def _answer(chosen: str) -> bool | None:
    return {"yes": True, "no": False}.get(chosen)
