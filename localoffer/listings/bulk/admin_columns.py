"""The columns of a table of listings: what an export writes in them, and what an import reads out of them.

Both come from here, so that a file which was exported can be changed in a spreadsheet and brought back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from typing import Any

from localoffer.forms.fields import Text
from localoffer.forms.telephone import is_phone, tidied
from localoffer.forms.validators import is_email, is_web
from localoffer.languages import lazy_gettext
from localoffer.listings.bulk.admin_column import Cell, Changes, Column
from localoffer.listings.bulk.admin_text_columns import asked_as, easy_read, words
from localoffer.listings.bulk.known import Known, Names, plain
from localoffer.listings.bulk.refusing import BadCell, refuse_all
from localoffer.listings.content import ListingContent, Place, StatedFact
from localoffer.places.queries import normalise
from localoffer.vocabulary import Cost, Coverage, Fact, Spaces, WayIn

ADDRESS = lazy_gettext("Address")
"""The heading of the column that says which listing a row is of; empty for a new one."""
VERSION = lazy_gettext("Version")
"""The heading of the column that says which version an export wrote a row from."""
WRITTEN_ONLY = (lazy_gettext("Status"), lazy_gettext("Last change"))
"""The headings of the columns that an export has, and that an import does not read."""
_SEPARATOR = "; "
_YES = frozenset({"yes", "y", "true", "1"})
_NO = frozenset({"no", "n", "false", "0"})
_ANY_NEED = "any need"
_LAST_AGE = 25
_MOST_WEEKS = 520


def columns() -> tuple[Column, ...]:
    """Return the columns of what a listing holds, in their order."""
    return _COLUMNS


def _organisation() -> Column:
    def write(content: ListingContent, known: Known) -> str:
        return known.organisations.name(content.organisation_key) if content.organisation_key else ""

    def read(cell: Cell) -> Changes:
        if not cell.text:
            return {"organisation_key": None}
        found = cell.known.organisations.find(cell.text)
        if found is None:
            raise BadCell("unknown_organisation", value=cell.text)
        return {"organisation_key": found}

    return Column("organisation_key", lazy_gettext("Organisation"), write, read)


def _terms(field: str, heading: Text) -> Column:
    def write(content: ListingContent, known: Known) -> str:
        if field == "needs" and content.any_need:
            return str(lazy_gettext("Any need"))
        return _SEPARATOR.join(getattr(known, field).name(code) for code in getattr(content, field))

    def read(cell: Cell) -> Changes:
        if field == "needs" and plain(cell.text) == _ANY_NEED:
            return {"needs": (), "any_need": True}
        names: Names = getattr(cell.known, field)
        found = {written: names.find(written) for written in _named(cell.text, names)}
        refuse_all([BadCell(f"unknown_{field}", value=written) for written, code in found.items() if code is None])
        return {field: tuple(found.values()), **({"any_need": False} if field == "needs" else {})}

    return Column(field, heading, write, read)


def _one_of(field: str, heading: Text, kind: Any, *, default: object = None) -> Column:
    def write(content: ListingContent, _known: Known) -> str:
        code = getattr(content, field)
        return str(code.title) if code else ""

    def read(cell: Cell) -> Changes:
        if not cell.text:
            return {field: default}
        code = _code_of(kind, cell.text)
        if code is None:
            raise _not_one_of(kind, cell.text)
        return {field: code}

    return Column(field, heading, write, read)


def _ways_in() -> Column:
    def write(content: ListingContent, _known: Known) -> str:
        return _SEPARATOR.join(str(code.title) for code in content.ways_in)

    def read(cell: Cell) -> Changes:
        found = {written: _code_of(WayIn, written) for written in _parts(cell.text)}
        refuse_all([_not_one_of(WayIn, written) for written, code in found.items() if code is None])
        return {"ways_in": tuple(found.values())}

    return Column("ways_in", lazy_gettext("Ways in"), write, read)


def _number(field: str, heading: Text, most: int) -> Column:
    def write(content: ListingContent, _known: Known) -> str:
        value = getattr(content, field)
        return "" if value is None else str(value)

    def read(cell: Cell) -> Changes:
        if not cell.text:
            return {field: None}
        if not cell.text.isdecimal() or len(cell.text) > 4 or int(cell.text) > most:
            raise BadCell("not_a_number", value=cell.text, most=most)
        return {field: int(cell.text)}

    return Column(field, heading, write, read)


def _yes_no(field: str, heading: Text) -> Column:
    def write(content: ListingContent, _known: Known) -> str:
        return _said(getattr(content, field))

    def read(cell: Cell) -> Changes:
        return {field: _answer(cell.text)}

    return Column(field, heading, write, read)


def _fact(fact: Fact) -> Column:
    def write(content: ListingContent, _known: Known) -> str:
        stated = content.facts.get(fact)
        return _said(stated.answer if stated else None)

    def read(cell: Cell) -> Changes:
        facts, answer = dict(cell.before.facts), _answer(cell.text)
        there = facts.pop(fact, None)
        if answer is not None:
            facts[fact] = there if there and there.answer == answer else StatedFact(answer, cell.today)
        return {"facts": facts}

    return Column(f"fact_{fact}", fact.title, write, read)


def _day(field: str, heading: Text) -> Column:
    def write(content: ListingContent, _known: Known) -> str:
        day = getattr(content, field)
        return day.isoformat() if day else ""

    def read(cell: Cell) -> Changes:
        return {field: as_day(cell.text) if cell.text else None}

    return Column(field, heading, write, read)


def _contact(field: str, heading: Text, is_right: Callable[[str], bool], code: str) -> Column:
    def write(content: ListingContent, _known: Known) -> str:
        return str(getattr(content, field))

    def read(cell: Cell) -> Changes:
        if cell.text and not is_right(cell.text):
            raise BadCell(code, value=cell.text)
        return {field: cell.text}

    return Column(field, heading, write, read)


def _phone() -> Column:
    def write(content: ListingContent, _known: Known) -> str:
        return content.phone

    def read(cell: Cell) -> Changes:
        number = tidied(cell.text)
        if number and not is_phone(number):
            raise BadCell("phone_without_0" if is_phone(f"0{number}") else "not_a_phone_number", value=number)
        return {"phone": number}

    return Column("phone", lazy_gettext("Telephone"), write, read)


def _place(field: str, heading: Text) -> Column:
    """One of the columns of the first place; further places stay as they are."""

    def write(content: ListingContent, _known: Known) -> str:
        return str(getattr(content.venues[0], field)) if content.venues else ""

    def read(cell: Cell) -> Changes:
        if field == "postcode" and cell.text and normalise(cell.text) is None:
            raise BadCell("not_a_postcode", value=cell.text)
        first = cell.before.venues[0] if cell.before.venues else Place()
        text = normalise(cell.text) or "" if field == "postcode" else cell.text
        changed = Place(**{**first.__dict__, field: text})
        rest = cell.before.venues[1:]
        is_there = any((changed.name, changed.address, changed.town, changed.postcode, changed.access))
        return {"venues": (changed, *rest) if is_there else rest}

    return Column(f"place_{field}", heading, write, read)


def _parts(text: str) -> list[str]:
    return [part for written in text.replace("\n", ";").split(";") if (part := written.strip())]


def _named(text: str, names: Names) -> Iterator[str]:
    """Yield the names in a cell; a comma stands between two only where both are known, for a name may have its own."""
    for written in _parts(text):
        among = [part.strip() for part in written.split(",")]
        yield from among if names.find(written) is None and all(map(names.find, among)) else [written]


def _code_of(kind: Any, written: str) -> Any:
    wanted = plain(written)
    return next((code for code in kind if wanted in (code.value, plain(str(code.title)))), None)


def _not_one_of(kind: Any, written: str) -> BadCell:
    return BadCell("not_one_of", value=written, allowed=_SEPARATOR.join(str(code.title) for code in kind))


def _said(answer: bool | None) -> str:
    return {True: str(lazy_gettext("Yes")), False: str(lazy_gettext("No")), None: ""}[answer]


def _answer(text: str) -> bool | None:
    if not text:
        return None
    if plain(text) in _YES | _NO:
        return plain(text) in _YES
    raise BadCell("not_yes_or_no", value=text)


def as_day(text: str) -> date:
    """Return the day that stands in a cell.

    Raises:
        BadCell: when none does.
    """
    # what spreadsheets here make of a day when they save it
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
    raise BadCell("not_a_day", value=text)


def _all(*groups: Iterable[Column]) -> tuple[Column, ...]:
    return tuple(column for group in groups for column in group)


_COLUMNS = _all(
    (
        words("name", lazy_gettext("Name")),
        words("summary", lazy_gettext("Summary")),
        _organisation(),
        _terms("kinds", lazy_gettext("Kinds of support")),
        _terms("needs", lazy_gettext("Needs")),
        _one_of("coverage", lazy_gettext("Where it can be used from"), Coverage, default=Coverage.DISTRICTS),
        _terms("districts", lazy_gettext("Districts")),
        _number("age_from", lazy_gettext("Youngest age"), _LAST_AGE),
        _number("age_to", lazy_gettext("Oldest age"), _LAST_AGE),
        _ways_in(),
        _one_of("cost", lazy_gettext("Cost"), Cost),
        _one_of("spaces", lazy_gettext("Spaces"), Spaces),
        _day("spaces_stated_on", lazy_gettext("Spaces stated on")),
        _contact("website", lazy_gettext("Website"), is_web, "not_a_web_address"),
        _contact("email", lazy_gettext("Email"), is_email, "not_an_email_address"),
        _phone(),
        _day("checked_on", lazy_gettext("Checked on")),
        _day("review_due", lazy_gettext("Next check due")),
        words("description", lazy_gettext("Description")),
        words("who_for", lazy_gettext("Who it is for")),
        words("how_to_start", lazy_gettext("How to start")),
        words("cost", lazy_gettext("Cost in words")),
        words("opening_times", lazy_gettext("Opening times")),
        words("complex_needs", lazy_gettext("Which complex needs")),
        easy_read(),
        asked_as(),
        _number("waiting_weeks", lazy_gettext("Weeks to wait"), _MOST_WEEKS),
        _yes_no("diagnosis_needed", lazy_gettext("Diagnosis needed")),
        _yes_no("ehc_plan_needed", lazy_gettext("EHC plan needed")),
        _yes_no("assessment_needed", lazy_gettext("Social care assessment needed")),
        _place("name", lazy_gettext("Place")),
        _place("address", lazy_gettext("Street address")),
        _place("town", lazy_gettext("Town")),
        _place("postcode", lazy_gettext("Postcode")),
    ),
    (_fact(fact) for fact in Fact),
)
