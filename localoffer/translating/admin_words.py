"""What the desk's screens call kinds and standings, and why a translation is not taken. In English only."""

from __future__ import annotations

from dataclasses import dataclass

from localoffer.languages import LazyText, gettext, lazy_gettext
from localoffer.translating.files.units import Fault
from localoffer.translating.importing import Looked
from localoffer.translating.texts import NotTaken
from localoffer.translating.vocabulary import Kind, Outcome, Refusal, Standing

KINDS: dict[Kind, LazyText] = {
    Kind.TEMPLATE: lazy_gettext("Messages and letters"),
    Kind.NOTICE: lazy_gettext("Notices"),
    Kind.LISTING_NOTICE: lazy_gettext("Notices of listings"),
    Kind.HELP_RULE: lazy_gettext("What help can we get?"),
    Kind.SURVEY: lazy_gettext("Surveys"),
    Kind.PAGE: lazy_gettext("Pages"),
    Kind.EASY_READ: lazy_gettext("Easy read"),
    Kind.SIGNED_VIDEO: lazy_gettext("Videos in British Sign Language"),
    Kind.RESPONSE: lazy_gettext("You said, we did"),
    Kind.TAKING_PART: lazy_gettext("How families took part"),
    Kind.LISTING: lazy_gettext("Listings"),
    Kind.TERM: lazy_gettext("Needs and kinds of support"),
    Kind.WORD: lazy_gettext("Glossary"),
}


@dataclass(frozen=True)
class Said:
    """How a text stands: in a word or two with a colour, and in a sentence."""

    text: LazyText
    colour: str
    meaning: LazyText


STANDINGS: dict[Standing, Said] = {
    Standing.MISSING: Said(
        lazy_gettext("Missing"), "red", lazy_gettext("Families read the English, marked as English.")
    ),
    Standing.BEHIND: Said(
        lazy_gettext("Behind"),
        "yellow",
        lazy_gettext("The English has changed since, or some of it was never translated."),
    ),
    Standing.MACHINE: Said(
        lazy_gettext("Machine-made"), "orange", lazy_gettext("A machine made it, and nobody has checked it.")
    ),
    Standing.BEING_TRANSLATED: Said(
        lazy_gettext("Being translated"),
        "blue",
        lazy_gettext("Somebody works on it, or a new version waits to be published."),
    ),
    Standing.CURRENT: Said(lazy_gettext("Current"), "green", lazy_gettext("It says what the English says today.")),
}
OUTCOMES: dict[Outcome, tuple[LazyText, str]] = {
    Outcome.CHANGED: (lazy_gettext("Changes"), "green"),
    Outcome.UNCHANGED: (lazy_gettext("Stays as it is"), "grey"),
    Outcome.EMPTY: (lazy_gettext("Not translated in the file"), "grey"),
    Outcome.REFUSED: (lazy_gettext("Not taken"), "red"),
}
FAULTS: dict[str, LazyText] = {
    Fault.BROKEN: lazy_gettext("This file cannot be read. Send an XLIFF 2 file (.xlf) or an Excel workbook (.xlsx)"),
    Fault.HOSTILE: lazy_gettext("This file holds macros or a document type, so it is not read"),
    Fault.TOO_LARGE: lazy_gettext("There is too much in this file. Send it in parts, up to 5 MB each"),
    Fault.NOT_OURS: lazy_gettext("This is not a file that was exported here, or not XLIFF 2"),
    Fault.OTHER_LANGUAGE: lazy_gettext("This file is not in a language of the site"),
}
_REFUSALS: dict[Refusal, LazyText] = {
    Refusal.ENGLISH_MOVED_ON: lazy_gettext("The English has changed since the file was made."),
    Refusal.PLACES_DIFFER: lazy_gettext("What must stay as it is, is missing or is there too often."),
    Refusal.UNKNOWN: lazy_gettext("The site has no such text, or families do not see it any more."),
    Refusal.TOO_LONG: lazy_gettext("It is too long."),
    Refusal.NOT_ALLOWED: lazy_gettext("Its feature does not take it from you, or another text is called so already."),
    Refusal.NEEDS_NAME: lazy_gettext("This part is needed."),
    Refusal.TWICE: lazy_gettext("The file has it twice."),
    Refusal.OPENED: lazy_gettext("The survey is open. What is missing can be added, and nothing of it changes."),
}


def why(looked: Looked) -> str:
    """Return why a text of a file is not taken, empty where it is."""
    if looked.refusal is None:
        return ""
    said = str(_REFUSALS[looked.refusal])
    return f"{said} ({looked.what})" if looked.what else said


def problem(fault: NotTaken) -> str:
    """Return what somebody has to put right in a box."""
    match fault.refusal:
        case Refusal.TOO_LONG:
            return gettext("Use %(most)s characters or fewer", most=fault.what)
        case Refusal.PLACES_DIFFER:
            return gettext("Keep exactly these, as often as the English has them: %(places)s", places=fault.what)
        case Refusal.NEEDS_NAME:
            return gettext("Translate this part too")
    return str(_REFUSALS[fault.refusal])
