"""The feed of Outpost (Buckinghamshire's directory), one service at a time, in the terms of our listings.

Nothing is guessed where a family would rely on it: what the feed does not say stays "not stated". Its placeholders
(``email@email.com``, ``www.example.com``) are left out, and so are the names of people.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from localoffer.listings.content import ListingContent, Place, Words
from localoffer.listings.imports.outpost_codes import ACCESS, DEFAULT_KIND, KINDS, NEED_AREAS, NEEDS, ROOT_KINDS
from localoffer.listings.imports.plain_words import clock, one_line, plain, summary_of, time_of_day
from localoffer.listings.imports.records import BadRow, OrganisationRecord, Record, Told, age_of, objects, reference_of
from localoffer.listings.imports.ways_to_reach import email, phone, web_address
from localoffer.listings.slugs import slug_from
from localoffer.listings.times import slots_of_session
from localoffer.places.queries import normalise
from localoffer.vocabulary import Cost, Coverage, Day, WayIn

SOURCE = "outpost"
_NOWHERE = frozenset({"nationwide", "online"})
_HOW_TO_START = "start to use your service"
_DAYS = {day.name.lower(): day for day in Day}


@dataclass(frozen=True)
class Vocabulary:
    """The codes that the county's vocabulary knows: its kinds of support, and its needs with the area of each."""

    kinds: frozenset[str]
    areas_of_needs: Mapping[str, str | None]


def read_record(told: Any, vocabulary: Vocabulary) -> Record:
    """Read one service.

    Raises:
        BadRow: when it lacks an id or a name, or a value in it makes no sense.
    """
    if not isinstance(told, dict):
        raise BadRow("it is not an object")
    reference, name = reference_of(told), one_line(told.get("name"))
    if not reference:
        raise BadRow("id is missing")
    if not name:
        raise BadRow("name is missing")
    notes: list[str] = []
    age_from, age_to = age_of(told, "min_age"), age_of(told, "max_age")
    if age_from is not None and age_to is not None and age_to < age_from:
        raise BadRow(f"max_age {age_to} is below min_age {age_from}")
    organisation = _organisation(told)
    locations = objects(told, "locations")
    content = ListingContent(
        words={"en": _words(told, name, organisation)},
        organisation_key=organisation.key if organisation else None,
        needs=_needs(told, vocabulary, notes),
        kinds=_kinds(told, vocabulary, notes),
        ways_in=(WayIn.PROFESSIONAL if told.get("needs_referral") is True else WayIn.CONTACT,),
        age_from=age_from,
        age_to=age_to,
        coverage=Coverage.ONLINE if any(_is_online(place) for place in locations) else Coverage.OUTSIDE,
        cost=_cost(told),
        times=tuple(slot for schedule in objects(told, "regular_schedules") for slot in _slots(schedule)),
        website=_website(told, organisation, notes),
        email=_first(objects(told, "contacts"), "email", email) or (organisation.email if organisation else ""),
        phone=_first(objects(told, "contacts"), "phone", phone),
        venues=tuple(_venue(place, notes) for place in locations if _is_somewhere(place)),
    )
    if not content.words["en"].summary:
        notes.append("it has no description, and stays a draft until somebody writes a summary")
    return Record(reference, organisation, content.in_order(), tuple(notes))


def _organisation(told: Told) -> OrganisationRecord | None:
    given = told.get("organisation") or {}
    if not isinstance(given, dict):
        raise BadRow("organisation is not an object")
    name, reference = one_line(given.get("name")), reference_of(given)
    if not name or not reference:
        return None
    key, description = f"{SOURCE}-{reference}", plain(given.get("description"))
    return OrganisationRecord(key, name, description, web_address(given.get("url")), email(given.get("email")))


def _words(told: Told, name: str, organisation: OrganisationRecord | None) -> Words:
    description = plain(told.get("description"))
    summary = summary_of(description) or summary_of(organisation.description if organisation else "")
    offer = told.get("local_offer") or {}
    offer = offer if isinstance(offer, dict) else {}
    answers = [(one_line(a.get("question")), plain(a.get("answer"))) for a in objects(offer, "survey_answers")]
    how = "\n\n".join(answer for question, answer in answers if answer and _HOW_TO_START in question)
    parts = [
        description,
        *[f"{question}\n{answer}" for question, answer in answers if answer and _HOW_TO_START not in question],
        _links(told),
    ]
    return Words(
        name=name,
        summary=summary,
        description="\n\n".join(part for part in parts if part),
        how_to_start=how,
        cost="\n".join(filter(None, map(_price, objects(told, "cost_options")))),
        opening_times="\n".join(filter(None, map(_opening, objects(told, "regular_schedules")))),
    )


def _links(told: Told) -> str:
    links = [(one_line(link.get("label")), web_address(link.get("url"))) for link in objects(told, "links")]
    lines = [f"- {label}: {url}" if label else f"- {url}" for label, url in links if url]
    return "\n".join(["Also online:", *lines]) if lines else ""


def _price(option: Told) -> str:
    amount, what = one_line(str(option.get("amount") or "")), one_line(option.get("option"))
    kind = one_line(option.get("cost_type"))
    price = f"£{float(amount):.2f}".removesuffix(".00") if re.fullmatch(r"\d+(\.\d+)?", amount) else amount
    told = " ".join(part for part in (price, kind) if part)
    return f"{what}: {told}" if what and told else what or told


def _opening(schedule: Told) -> str:
    day, opens, closes = one_line(schedule.get("weekday")), clock(schedule.get("opens_at")), schedule.get("closes_at")
    hours = f"{opens} to {clock(closes)}" if opens and closes else opens
    return f"{day}: {hours}" if day and hours else day or hours


def _slots(schedule: Told) -> list[str]:
    day = _DAYS.get(one_line(schedule.get("weekday")).lower())
    opens = time_of_day(schedule.get("opens_at"))
    if day is None or opens is None:
        return []
    return slots_of_session(day, opens, time_of_day(schedule.get("closes_at")))


def _needs(told: Told, vocabulary: Vocabulary, notes: list[str]) -> tuple[str, ...]:
    found: set[str] = set()
    for slug in _slugs(told, "send_needs"):
        area = NEED_AREAS.get(slug)
        of_area = {code for code, its in vocabulary.areas_of_needs.items() if its == area} if area else set()
        known = of_area | ({NEEDS[slug]} & set(vocabulary.areas_of_needs) if slug in NEEDS else set())
        if not known:
            notes.append(f"the need {slug} is not in the vocabulary and was left out")
        found |= known
    return tuple(found)


def _kinds(told: Told, vocabulary: Vocabulary, notes: list[str]) -> tuple[str, ...]:
    slugs = _slugs(told, "taxonomies")
    for table in (KINDS, ROOT_KINDS[:-1], ROOT_KINDS[-1:]):
        known = {kind for slug, kind in table if slug in slugs and kind in vocabulary.kinds}
        if known:
            return tuple(known)
    notes.append(f"the feed gives no kind of support that the vocabulary has: put under {DEFAULT_KIND}")
    return (DEFAULT_KIND,)


def _cost(told: Told) -> Cost | None:
    if told.get("free") is True:
        return Cost.FREE
    return Cost.PAID if told.get("free") is False or objects(told, "cost_options") else None


def _website(told: Told, organisation: OrganisationRecord | None, notes: list[str]) -> str:
    given = told.get("url")
    if given and not web_address(given):
        notes.append("its web address is a placeholder or not one, and was left out")
    return web_address(given) or (organisation.website if organisation else "")


def _venue(place: Told, notes: list[str]) -> Place:
    written = one_line(place.get("postal_code"))
    postcode = normalise(written) or ""
    if written and not postcode:
        notes.append(f"{written} is not a postcode and was left out")
    slugs = {slug_from(one_line(entry.get("name"))) for entry in objects(place, "accessibilities")}
    city = one_line(place.get("city"))
    return Place(
        name=one_line(place.get("name")),
        address=one_line(place.get("address_1")),
        town="" if city.lower() in _NOWHERE else city,
        postcode=postcode,
        access=tuple(code for slug, code in ACCESS.items() if slug in slugs),
        hidden=place.get("mask_exact_address") is True,
    )


def _is_online(place: Told) -> bool:
    return not place.get("postal_code") and "online" in f"{place.get('name')} {place.get('city')}".lower()


def _is_somewhere(place: Told) -> bool:
    is_nowhere = one_line(place.get("city")).lower() in _NOWHERE
    return bool(one_line(place.get("postal_code")) or (one_line(place.get("address_1")) and not is_nowhere))


def _slugs(told: Told, field: str) -> list[str]:
    return list(dict.fromkeys(one_line(str(entry.get("slug"))) for entry in objects(told, field)))


def _first(entries: Iterable[Told], field: str, clean: Any) -> str:
    return next((value for entry in entries if (value := clean(entry.get(field)))), "")
