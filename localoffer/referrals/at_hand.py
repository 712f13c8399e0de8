"""What the pages of the journey need at each request: the day, the keys, the council's rules, names to read."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from flask import current_app

from localoffer import council, languages
from localoffer.crypto import KeyRing
from localoffer.db import now, session
from localoffer.places import queries as places
from localoffer.referrals.journey import Rules
from localoffer.referrals.presenters import Names

_LONDON = ZoneInfo("Europe/London")


def today() -> date:
    """Return the day that it is in the county."""
    return now().astimezone(_LONDON).date()


def keys() -> KeyRing:
    """Return the key ring of the current application."""
    found: KeyRing = current_app.extensions["localoffer_keys"]
    return found


def rules() -> Rules:
    """Return who can be referred, as the council has decided it, today."""
    told = council.current()
    return Rules(today(), told.last_age, told.minimum_age_to_refer_oneself)


def names() -> Names:
    """Return the names of districts and languages as the reader of this page knows them."""
    spoken = languages.current().code
    return Names(
        districts={district.slug: district.name(spoken) for district in places.districts(session())},
        languages={language.code: language.own_name for language in languages.LANGUAGES.values()},
    )
