"""The format of one listing in ``demonstration.yaml``, read strictly: what is not understood is refused by its name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from localoffer.languages import LANGUAGES
from localoffer.listings.content import WORD_FIELDS, ListingContent, Place, StatedFact, Words
from localoffer.listings.slugs import LONGEST
from localoffer.vocabulary import (
    Access,
    Checker,
    Cost,
    Coverage,
    Day,
    Fact,
    ListingStatus,
    PartOfDay,
    Regulator,
    Spaces,
    WayIn,
)

Code = TypeVar("Code", bound=StrEnum)
Told = Mapping[Any, Any]

_FIELDS = frozenset(
    {
        "slug", "organisation", "status", "needs", "kinds", "ways_in", "age", "diagnosis_needed", "ehc_plan_needed",
        "assessment_needed", "coverage", "districts", "cost", "spaces", "facts", "facts_stated_on", "regulator",
        "registration", "languages_spoken", "times", "website", "email", "phone", "venues", "checked", "review_due",
        "text",
    }
)  # fmt: skip
_VENUE_FIELDS = frozenset({"name", "address", "town", "postcode", "access", "hidden"})


@dataclass(frozen=True)
class Entry:
    """One listing as the file gives it."""

    slug: str
    status: ListingStatus
    content: ListingContent


def read_entry(told: Told, organisations: Mapping[Any, Told]) -> Entry:
    """Read one listing; ``organisations`` are the file's own, by key.

    A listing that names neither phone nor e-mail has its organisation's; so it is with the website.

    Raises:
        ValueError: naming the field that is missing, unknown or wrong.
    """
    _refuse_unknown(told, _FIELDS, "")
    slug = told.get("slug")
    if not isinstance(slug, str) or not slug or len(slug) > LONGEST:
        raise ValueError(f"slug: it needs 1 to {LONGEST} characters")
    status = _code(ListingStatus, told.get("status", "published"), "status")
    organisation = _organisation(told.get("organisation"), organisations)
    needs = told.get("needs")
    content = ListingContent(
        words=_words(told),
        organisation_key=told.get("organisation"),
        needs=() if needs == "any" else _texts(needs, "needs"),
        any_need=needs == "any",
        kinds=_texts(told.get("kinds"), "kinds"),
        ways_in=_codes(WayIn, told.get("ways_in"), "ways_in"),
        coverage=_code(Coverage, told.get("coverage"), "coverage"),
        districts=_texts(told.get("districts"), "districts"),
        cost=_code_or_none(Cost, told, "cost"),
        regulator=_code_or_none(Regulator, told, "regulator"),
        registration=_text(told.get("registration"), "registration"),
        languages_spoken=_texts(told.get("languages_spoken"), "languages_spoken"),
        times=_times(told.get("times")),
        facts=_facts(told),
        venues=tuple(_venue(venue) for venue in _list(told.get("venues"), "venues")),
        review_due=_day(told.get("review_due"), "review_due"),
        **_conditions(told),
        **_spaces(told),
        **_checked(told),
        **_contact(told, organisation),
    )
    if content.coverage is Coverage.DISTRICTS and not content.districts:
        raise ValueError("districts: a listing that covers districts names them")
    return Entry(slug, status, content)


def _organisation(key: Any, organisations: Mapping[Any, Told]) -> Told:
    if key is None:
        return {}
    if key not in organisations:
        raise ValueError(f"organisation: there is no {key}")
    return organisations[key]


def _words(told: Told) -> dict[str, Words]:
    texts = told.get("text")
    if not isinstance(texts, dict) or "en" not in texts:
        raise ValueError("text.en: it is missing")
    read = {}
    for language, fields in texts.items():
        if language not in LANGUAGES or not isinstance(fields, dict):
            raise ValueError(f"text.{language}: it needs a language that the site speaks, and fields")
        _refuse_unknown(fields, frozenset(WORD_FIELDS), f"text.{language}.")
        given = {name: _text(value, f"text.{language}.{name}") for name, value in fields.items()}
        read[language] = Words(**{"name": "", **given})
    return read


def _conditions(told: Told) -> dict[str, Any]:
    age = told.get("age") or {}
    if not isinstance(age, dict):
        raise ValueError("age: it needs from, to or both")
    _refuse_unknown(age, frozenset({"from", "to"}), "age.")
    read: dict[str, Any] = {f"age_{end}": _whole(age.get(end), f"age.{end}") for end in ("from", "to")}
    for name in ("diagnosis_needed", "ehc_plan_needed", "assessment_needed"):
        read[name] = _yes_or_no(told[name], name) if told.get(name) is not None else None
    return read


def _spaces(told: Told) -> dict[str, Any]:
    spaces = told.get("spaces")
    if spaces is None:
        return {}
    if not isinstance(spaces, dict):
        raise ValueError("spaces: it needs state and stated_on")
    _refuse_unknown(spaces, frozenset({"state", "weeks", "stated_on"}), "spaces.")
    stated_on = _day(spaces.get("stated_on"), "spaces.stated_on")
    if stated_on is None:
        raise ValueError("spaces.stated_on: it is missing")
    state = _code(Spaces, spaces.get("state"), "spaces.state")
    weeks = _whole(spaces.get("weeks"), "spaces.weeks")
    return {"spaces": state, "waiting_weeks": weeks, "spaces_stated_on": stated_on}


def _checked(told: Told) -> dict[str, Any]:
    checked = told.get("checked")
    if checked is None:
        return {}
    # An unquoted "on" is a yes in YAML.
    day = checked.get("date", checked.get("on", checked.get(True))) if isinstance(checked, dict) else None
    if day is None:
        raise ValueError("checked: it needs a date and by")
    return {"checked_on": _day(day, "checked.date"), "checked_by": _code(Checker, checked.get("by"), "checked.by")}


def _contact(told: Told, organisation: Told) -> dict[str, Any]:
    own = {name: _text(told.get(name), name) for name in ("website", "email", "phone")}
    theirs = {name: _text(organisation.get(name), name) for name in own}
    if not own["email"] and not own["phone"]:
        own["email"], own["phone"] = theirs["email"], theirs["phone"]
    own["website"] = own["website"] or theirs["website"]
    return own


def _facts(told: Told) -> dict[Fact, StatedFact]:
    facts = told.get("facts") or {}
    if not isinstance(facts, dict):
        raise ValueError("facts: each is true or false")
    stated_on = _day(told.get("facts_stated_on"), "facts_stated_on")
    return {
        _code(Fact, code, "facts"): StatedFact(_yes_or_no(answer, f"facts.{code}"), stated_on)
        for code, answer in facts.items()
    }


def _times(told: Any) -> tuple[str, ...]:
    """Read ``{mon-fri: [morning, afternoon], sat: [morning]}``."""
    if told is None:
        return ()
    if not isinstance(told, dict):
        raise ValueError("times: each day, or range of days, has its parts of the day")
    return tuple(
        f"{day}-{part}"
        for days, parts in told.items()
        for day in _days(days)
        for part in _codes(PartOfDay, parts, f"times.{days}")
    )


def _days(told: Any) -> list[Day]:
    week = list(Day)
    ends = [week.index(_code(Day, end, "times")) for end in str(told).split("-", 1)]
    if ends[-1] < ends[0]:
        raise ValueError(f"times: {told} ends before it begins")
    return week[ends[0] : ends[-1] + 1]


def _venue(told: Any) -> Place:
    if not isinstance(told, dict):
        raise ValueError("venues: each has fields")
    _refuse_unknown(told, _VENUE_FIELDS, "venues.")
    named = {name: _text(told.get(name), f"venues.{name}") for name in ("name", "address", "town", "postcode")}
    hidden = _yes_or_no(told.get("hidden", False), "venues.hidden")
    return Place(**named, access=_codes(Access, told.get("access"), "venues.access"), hidden=hidden)


def _refuse_unknown(told: Told, known: frozenset[str], before: str) -> None:
    if unknown := sorted(str(name) for name in told if name not in known):
        raise ValueError(f"{before}{unknown[0]}: there is no such field")


def _code(kind: type[Code], told: Any, field: str) -> Code:
    try:
        return kind(told)
    except ValueError:
        raise ValueError(f"{field}: {told} is none of {', '.join(kind)}") from None


def _code_or_none(kind: type[Code], told: Told, field: str) -> Code | None:
    return _code(kind, told[field], field) if told.get(field) is not None else None


def _codes(kind: type[Code], told: Any, field: str) -> tuple[Code, ...]:
    return tuple(_code(kind, code, field) for code in _list(told, field))


def _texts(told: Any, field: str) -> tuple[str, ...]:
    return tuple(_text(value, field) for value in _list(told, field))


def _list(told: Any, field: str) -> list[Any]:
    if told is None:
        return []
    if not isinstance(told, list):
        raise ValueError(f"{field}: it is not a list")
    return told


def _text(told: Any, field: str) -> str:
    if told is None:
        return ""
    if not isinstance(told, str):
        raise ValueError(f"{field}: {told} is not text; put it in quotes")
    return told.strip()


def _whole(told: Any, field: str) -> int | None:
    if told is None:
        return None
    if not isinstance(told, int) or isinstance(told, bool) or told < 0:
        raise ValueError(f"{field}: {told} is not a whole number")
    return told


def _yes_or_no(told: Any, field: str) -> bool:
    if not isinstance(told, bool):
        raise ValueError(f"{field}: {told} is neither true nor false")
    return told


def _day(told: Any, field: str) -> date | None:
    if told is None:
        return None
    try:
        return told if isinstance(told, date) else date.fromisoformat(told)
    except (TypeError, ValueError):
        raise ValueError(f"{field}: {told} is not a date such as 2026-11-03") from None
