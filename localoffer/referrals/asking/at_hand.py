"""What the pages of the journey need at each request: the day, the keys, the council's rules, names to read."""

from __future__ import annotations

from datetime import date

from flask import current_app

from localoffer import council, languages
from localoffer.alphabets import in_order
from localoffer.crypto import KeyRing
from localoffer.db import now, session
from localoffer.languages import LazyText
from localoffer.places import queries as places
from localoffer.referrals.asking.rules import Rules
from localoffer.referrals.presenters import Names
from localoffer.referrals.telling.notifying import Desk
from localoffer.referrals.vocabulary import Referrer
from localoffer.referring import Promise
from localoffer.web import settings
from localoffer.working_days import day_of


def today() -> date:
    """Return the day that it is in the county."""
    return day_of(now())


def keys() -> KeyRing:
    """Return the key ring of the current application."""
    found: KeyRing = current_app.extensions["localoffer_keys"]
    return found


def rules() -> Rules:
    """Return who can be referred, as the council has decided it, today."""
    told = council.current().referring
    return Rules(
        today=today(),
        may_refer=frozenset(map(Referrer, told.may_refer.who)),
        first_age=told.ages.first,
        last_age=told.ages.last,
        minimum_age_to_refer_oneself=told.ages.to_refer_oneself,
    )


def who_may_refer() -> list[LazyText]:
    """Return who may fill in the form, in the reader's words."""
    return [one.title for one in Referrer if one in rules().may_refer]


def promise() -> Promise | None:
    """Return within what time the council promises to answer; an example is none outside a demonstration."""
    told = council.current().referring.promise
    return None if told is None or (told.example and not settings().is_demonstration) else told


def desk() -> Desk:
    """Return what the site knows of the team that reads referrals."""
    told, promised = settings(), promise()
    return Desk(
        council=council.current(),
        base_url=told.base_url,
        team_address=told.team_address,
        duty_address=told.duty_address,
        promised_days=promised.working_days if promised else None,
        promise_is_example=promised is not None and promised.example,
        sends_texts=told.sends_texts,
    )


def names() -> Names:
    """Return the names of districts and languages as the reader of this page knows them."""
    spoken = languages.current().code
    districts = [(district.slug, district.name(spoken)) for district in places.districts(session())]
    return Names(
        districts=dict(in_order(districts, lambda named: named[1])),
        languages={language.code: language.own_name for language in languages.LANGUAGES.values()},
    )
