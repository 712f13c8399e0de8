"""What the codes of stages, outcomes and refusals are called on the screens."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from localoffer.languages import LazyText, gettext, lazy_gettext
from localoffer.listings.bulk.admin_columns import ADDRESS, VERSION, columns
from localoffer.listings.bulk.models import Outcome, Stage

STAGES: dict[Stage, tuple[LazyText, str]] = {
    Stage.READING: (lazy_gettext("Being read"), "blue"),
    Stage.REFUSED: (lazy_gettext("Refused"), "red"),
    Stage.READY: (lazy_gettext("Waits for you"), "yellow"),
    Stage.APPLYING: (lazy_gettext("Being done"), "blue"),
    Stage.TAKING_BACK: (lazy_gettext("Being taken back"), "blue"),
    Stage.APPLIED: (lazy_gettext("Done"), "green"),
    Stage.UNDOING: (lazy_gettext("Being undone"), "blue"),
    Stage.UNDONE: (lazy_gettext("Undone"), "grey"),
    Stage.DROPPED: (lazy_gettext("Thrown away"), "grey"),
}
OUTCOMES: dict[Outcome, LazyText] = {
    Outcome.NEW: lazy_gettext("New"),
    Outcome.CHANGED: lazy_gettext("Changed"),
    Outcome.UNCHANGED: lazy_gettext("As before"),
    Outcome.REFUSED: lazy_gettext("Refused"),
}
MISSING: dict[str, LazyText] = {
    "name": lazy_gettext("a name"),
    "summary": lazy_gettext("a summary"),
    "kinds": lazy_gettext("a kind of support"),
    "ways_in": lazy_gettext("a way in"),
    "districts": lazy_gettext("a district"),
}
_OF_FILES: dict[str, LazyText] = {
    "not_utf8": lazy_gettext(
        "Line %(line)s has letters that we cannot read. Save the file as “CSV UTF-8” in your spreadsheet, "
        "or send the Excel workbook itself."
    ),
    "not_a_table": lazy_gettext("This is not a table. Send a CSV file, an Excel workbook (.xlsx) or a JSON feed."),
    "broken_row": lazy_gettext(
        "From line %(line)s on, the table makes no sense. A quotation mark may be missing there."
    ),
    "row_too_long": lazy_gettext("The row on line %(line)s is longer than any listing. Look for a mistake there."),
    "too_many_columns": lazy_gettext("Row %(line)s has more than %(most)s columns. A table of listings has about 45."),
    "cell_too_long": lazy_gettext("A cell in row %(line)s holds more than %(most)s characters."),
    "too_many_rows": lazy_gettext("There are more than %(most)s rows. Send the file in parts."),
    "old_workbook": lazy_gettext(
        "This is an older kind of workbook, or one with a password. Save it as “Excel workbook (.xlsx)”, without one."
    ),
    "broken_workbook": lazy_gettext("The workbook is damaged. Open it in your spreadsheet and save it again."),
    "too_large_inside": lazy_gettext("The workbook is far larger inside than a table of listings can be."),
    "macros": lazy_gettext("The workbook holds macros or other programs. Save it as “Excel workbook (.xlsx)”."),
    "entities": lazy_gettext("The workbook holds instructions that no spreadsheet writes. We do not open it."),
    "no_headings": lazy_gettext(
        "The first row must hold the headings, and one of them must be “Name” or “Address”. Start from an export."
    ),
    "column_twice": lazy_gettext("The column “%(value)s” is there twice. Take one away."),
    "no_rows": lazy_gettext("There are no listings in it."),
    "changed_meanwhile": lazy_gettext(
        "Nothing was changed, because somebody changed these since you looked: %(value)s. Look again."
    ),
    "stopped": lazy_gettext("You stopped it. Everything is as it was before."),
    "fault": lazy_gettext(
        "It did not work, and everything is as it was before. Look again, or tell who runs the site."
    ),
}
_OF_ROWS: dict[str, LazyText] = {
    "no_name": lazy_gettext("It has no name."),
    "no_room_for_it": lazy_gettext("A value does not fit: %(value)s."),
    "families_need": lazy_gettext("Families see this listing, and it would have lost: %(missing)s."),
    "archived": lazy_gettext("It is archived. Bring it back first."),
    "somebody_waits": lazy_gettext("Somebody’s change of it waits. Publish that or take it back first."),
    "twice": lazy_gettext("“%(value)s” is in the file twice. Only the first is read."),
    "unknown_address": lazy_gettext(
        "No listing has the address “%(value)s”. Leave the cell empty to make a new listing."
    ),
    "unknown_version": lazy_gettext(
        "The listing has no version “%(value)s”. Leave the cell as the export wrote it, or empty."
    ),
    "new_twice": lazy_gettext("A new listing “%(value)s” of the same organisation stands further up already."),
    "is_there": lazy_gettext(
        "A listing of this name and organisation is there. To change it, write its address: %(value)s."
    ),
    "unknown_needs": lazy_gettext("“%(value)s” is not one of the needs."),
    "unknown_kinds": lazy_gettext("“%(value)s” is not one of the kinds of support."),
    "unknown_districts": lazy_gettext("“%(value)s” is not one of the districts."),
    "not_one_of": lazy_gettext("“%(value)s” is none of these: %(allowed)s."),
    "not_a_number": lazy_gettext("“%(value)s” is not a whole number from 0 to %(most)s."),
    "not_yes_or_no": lazy_gettext("“%(value)s” is neither yes nor no."),
    "not_a_day": lazy_gettext("“%(value)s” is not a day. Write it as 2026-10-03 or 03/10/2026."),
    "not_easy_read": lazy_gettext(
        "Easy read, line %(line)s: “%(value)s”. Each line needs a picture, a colon and sentences of 15 words at most."
    ),
    "not_asked_as": lazy_gettext(
        "What families type, line %(line)s: “%(value)s”. There is room for %(most)s lines of %(longest)s characters."
    ),
    "not_a_web_address": lazy_gettext("“%(value)s” is not a web address that begins with https://."),
    "not_an_email_address": lazy_gettext("“%(value)s” is not an email address."),
    "not_a_phone_number": lazy_gettext("“%(value)s” is not a telephone number."),
    "phone_without_0": lazy_gettext(
        "“%(value)s” is not a telephone number. Spreadsheets take a 0 away at the beginning: format the column as text."
    ),
    "spreadsheet_error": lazy_gettext(
        "“%(value)s” is an error of the spreadsheet. Put right what it could not work out."
    ),
    "not_a_postcode": lazy_gettext("“%(value)s” is not a postcode."),
    "feed": lazy_gettext("The feed says something that we cannot use: %(value)s."),
    "not_by_district": lazy_gettext("It is not kept by district: it is for the whole county, online or elsewhere."),
}
_HEADINGS = {"address": ADDRESS, "version": VERSION, **{one.key: one.heading for one in columns()}}


def sentence(reason: Mapping[str, Any]) -> str:
    """Return in words what a stored reason says."""
    told = {name: value for name, value in reason.items() if name != "code"}
    if reason.get("code") == "families_need":
        told["missing"] = listed(str(reason["missing"]).split(", "))
    found = _OF_ROWS.get(reason.get("code", "")) or _OF_FILES.get(reason.get("code", ""))
    if found is None:
        return ""
    return str(found) % {name: str(value).rstrip(".") for name, value in told.items()}


def listed(missing: list[str]) -> str:
    """Return in words what a listing lacks."""
    return ", ".join(str(MISSING.get(code, code)) for code in missing)


def place(reason: Mapping[str, Any], number: int) -> str:
    """Return where in the file a row stands, as closely as is known."""
    if reason.get("cell"):
        return gettext("Cell %(cell)s", cell=reason["cell"])
    if reason.get("line"):
        return gettext("Line %(line)s", line=reason["line"])
    return gettext("Row %(number)s", number=number)


def column(reason: Mapping[str, Any]) -> str:
    """Return the heading of the column that a reason is about, empty where it is about the whole row."""
    return str(_HEADINGS.get(reason.get("column", ""), ""))


def all_reasons(reason: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return every reason that is stored of a row."""
    return [reason, *reason.get("more", ())]
