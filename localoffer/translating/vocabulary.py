"""How the translation of a text stands, and what becomes of one that comes back in a file."""

from __future__ import annotations

from enum import StrEnum


class Standing(StrEnum):
    """How far a text is in one language, what is most to be done first."""

    MISSING = "missing"
    BEHIND = "behind"
    MACHINE = "machine"
    BEING_TRANSLATED = "being_translated"
    CURRENT = "current"


class Kind(StrEnum):
    """What a text is of."""

    TEMPLATE = "template"
    LISTING = "listing"
    PAGE = "page"
    NOTICE = "notice"
    LISTING_NOTICE = "listing-notice"
    HELP_RULE = "help-rule"
    SURVEY = "survey"
    RESPONSE = "response"
    TAKING_PART = "taking-part"
    TERM = "term"
    WORD = "word"
    EASY_READ = "easy-read"
    SIGNED_VIDEO = "signed-video"


class Outcome(StrEnum):
    """What a text of a file is to the text that the site has."""

    CHANGED = "changed"
    UNCHANGED = "unchanged"
    EMPTY = "empty"
    REFUSED = "refused"


class Refusal(StrEnum):
    """Why a text of a file is not taken."""

    ENGLISH_MOVED_ON = "english_moved_on"
    PLACES_DIFFER = "places_differ"
    UNKNOWN = "unknown"
    TOO_LONG = "too_long"
    NOT_ALLOWED = "not_allowed"
    NEEDS_NAME = "needs_name"
    TWICE = "twice"
    OPENED = "opened"
