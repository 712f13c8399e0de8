"""Feeds in Open Referral UK, 3.0 and 1.0, one service at a time, in the terms of our listings.

The two name the same things differently; a service is read by whichever names it has. Nothing is guessed where a
family would rely on it, and the names of people are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from localoffer.listings.content import ListingContent, Place, Words
from localoffer.listings.imports.plain_words import clock, one_line, plain, summary_of, time_of_day
from localoffer.listings.imports.records import BadRow, OrganisationRecord, Record, Told, age_of, objects, reference_of
from localoffer.listings.imports.ways_to_reach import email, phone, web_address
from localoffer.listings.times import slots_of_session
from localoffer.places.queries import normalise
from localoffer.vocabulary import Cost, Coverage, Day, WayIn

SOURCE = "open-referral"
TOLD = ("words", "organisation_key", "ways_in", "age_from", "age_to", "cost", "times", "website", "email", "phone")
"""The fields that a record always tells of; places, needs and kinds it tells of where they are not empty."""
_CURRENT = frozenset({"", "active", "temporarily closed"})
_DEAREST = 1_000_000
_DAYS = dict(zip(("MO", "TU", "WE", "TH", "FR", "SA", "SU"), Day, strict=True))
_NAMES = {day.name: day for day in Day}


def read_record(told: Any) -> Record:
    """Read one service.

    Raises:
        BadRow: when it lacks an id or a name, is not current, or a value in it makes no sense.
    """
    if not isinstance(told, dict):
        raise BadRow("it is not an object")
    reference, name = reference_of(told), one_line(told.get("name"))
    if not reference:
        raise BadRow("id is missing")
    if not name:
        raise BadRow("name is missing")
    if (status := one_line(told.get("status"))) not in _CURRENT:
        raise BadRow(f"its status is {status}")
    notes: list[str] = []
    age_from, age_to = _ages(told)
    organisation = _organisation(told)
    schedules = [*objects(told, "schedules"), *objects(told, "regular_schedules")]
    locations = _locations(told)
    content = ListingContent(
        words={"en": _words(told, name, schedules)},
        organisation_key=organisation.key if organisation else None,
        ways_in=(WayIn.CONTACT,),
        age_from=age_from,
        age_to=age_to,
        coverage=Coverage.ONLINE if any(map(_is_online, locations)) else Coverage.OUTSIDE,
        cost=_cost(told),
        times=tuple(slot for schedule in schedules for slot in _slots(schedule)),
        website=web_address(told.get("url")) or (organisation.website if organisation else ""),
        email=email(told.get("email")) or (organisation.email if organisation else ""),
        phone=next(_phones(told), ""),
        languages_spoken=tuple(_languages(told)),
        venues=tuple(place for location in locations if (place := _place(location, notes))),
    )
    return Record(reference, organisation, content.in_order(), tuple(notes))


def named_in(told: Any) -> list[str]:
    """Return the names by which a service is put into kinds, needs and circumstances, as its taxonomies have them."""
    terms = [attribute.get("taxonomy_term") for attribute in objects(told, "attributes")]
    terms += [entry.get("taxonomy") for entry in objects(told, "service_taxonomys")]
    return [one_line(term.get("name")) for term in terms if isinstance(term, dict) and term.get("name")]


def areas_of(told: Any) -> list[str]:
    """Return the names of the places that a service is for."""
    areas = objects(told, "service_areas")
    return [one_line(area.get("name") or area.get("service_area")) for area in areas]


def _organisation(told: Told) -> OrganisationRecord | None:
    given = told.get("organization") or {}
    if not isinstance(given, dict):
        raise BadRow("organization is not an object")
    name, reference = one_line(given.get("name")), reference_of(given)
    if not name or not reference:
        return None
    website = web_address(given.get("website")) or web_address(given.get("url"))
    return OrganisationRecord(
        f"{SOURCE}-{reference}", name[:200], plain(given.get("description")), website, email(given.get("email"))
    )


def _words(told: Told, name: str, schedules: Iterable[Told]) -> Words:
    description = plain(told.get("description"))
    prices = [plain(told.get("fees")), *map(_price, objects(told, "cost_options"))]
    eligible = [plain(entry.get("eligibility")) for entry in objects(told, "eligibilitys")]
    return Words(
        name=name[:200],
        summary=summary_of(description),
        description=description,
        who_for="\n".join(filter(None, [plain(told.get("eligibility_description")), *eligible])),
        how_to_start=plain(told.get("application_process")),
        cost="\n".join(dict.fromkeys(filter(None, prices))),
        opening_times="\n".join(dict.fromkeys(filter(None, map(_opening, schedules)))),
    )


def _ages(told: Told) -> tuple[int | None, int | None]:
    eligible = objects(told, "eligibilitys")
    ages = []
    for field in ("minimum_age", "maximum_age"):
        given = (age_of(entry, field) for entry in (told, *eligible))
        ages.append(next((age for age in given if age is not None), None))
    youngest, oldest = ages
    if youngest is not None and oldest is not None and oldest < youngest:
        raise BadRow(f"maximum_age {oldest} is below minimum_age {youngest}")
    return youngest, oldest


def _cost(told: Told) -> Cost | None:
    amounts = [option.get("amount") for option in objects(told, "cost_options")]
    numbers = [amount for amount in amounts if isinstance(amount, int | float) and not isinstance(amount, bool)]
    if not numbers:
        return None
    return Cost.PAID if any(number > 0 for number in numbers) else Cost.FREE


def _price(option: Told) -> str:
    amount = option.get("amount")
    is_price = isinstance(amount, int | float) and abs(amount) < _DEAREST
    price = f"£{amount:.2f}".removesuffix(".00") if is_price else ""
    what = " ".join(filter(None, [price, one_line(option.get("amount_description"))]))
    return ": ".join(filter(None, [one_line(option.get("option")), what]))


def _opening(schedule: Told) -> str:
    if description := plain(schedule.get("description")):
        return description
    days = ", ".join(day.name.capitalize() for day in _days(schedule))
    opens, closes = schedule.get("opens_at"), schedule.get("closes_at")
    hours = f"{clock(opens)} to {clock(closes)}" if opens and closes else clock(opens)
    return f"{days}: {hours}" if days and hours else days or hours


def _slots(schedule: Told) -> list[str]:
    opens = time_of_day(_without_zone(schedule.get("opens_at")))
    closes = time_of_day(_without_zone(schedule.get("closes_at")))
    if opens is None:
        return []
    return [slot for day in _days(schedule) for slot in slots_of_session(day, opens, closes)]


def _days(schedule: Told) -> list[Day]:
    told = f"{one_line(schedule.get('byday'))},{one_line(schedule.get('weekday'))}".upper()
    found = (_NAMES.get(name) or _DAYS.get(name.lstrip("+-0123456789")) for name in re.split(r"[\s,]+", told))
    return list(dict.fromkeys(day for day in found if day is not None))


def _without_zone(told: object) -> str:
    return re.sub(r"(Z|[+-]\d\d:?\d\d)$", "", one_line(told))


def _phones(told: Told) -> Iterator[str]:
    holders = [told, *objects(told, "contacts")]
    for holder in holders:
        for entry in objects(holder, "phones"):
            if number := phone(entry.get("number")):
                yield number[:40]


def _languages(told: Told) -> Iterator[str]:
    for entry in objects(told, "languages"):
        code = one_line(entry.get("code") or entry.get("language")).lower()
        if re.fullmatch(r"[a-z]{2,3}", code):
            yield code


def _locations(told: Told) -> list[Told]:
    there = [entry.get("location") for entry in objects(told, "service_at_locations")]
    return [location for location in there if isinstance(location, dict)]


def _place(location: Told, notes: list[str]) -> Place | None:
    addresses = [*objects(location, "addresses"), *objects(location, "physical_addresses")]
    if not addresses:
        return None
    address = next((one for one in addresses if one.get("address_type") != "postal"), addresses[0])
    written = one_line(address.get("postal_code"))
    postcode = normalise(written) or ""
    if written and not postcode:
        notes.append(f"{written[:20]} is not a postcode and was left out")
    street, town = one_line(address.get("address_1")), one_line(address.get("city"))
    if not (street or town or postcode):
        return None
    return Place(name=one_line(location.get("name"))[:200], address=street[:300], town=town[:120], postcode=postcode)


def _is_online(location: Told) -> bool:
    return location.get("location_type") == "virtual"
