"""Filling the form in, as the four kinds of people do."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from werkzeug.test import TestResponse

from localoffer.days import today
from localoffer.db import now
from tests.support.client import CheckedClient
from tests.support.passing_time import begun_earlier

START = "/refer/life-skills"
CHECK = f"{START}/check-answers"
CHILD = {"first_name": "Zebedee", "last_name": "Quillfeather", "known_as": "Zeb"}
YEAR = now().year
AGREED_ON = today() - timedelta(days=14)
"""When a family told a professional that it agrees."""


def fields_of(name: str, day: date) -> dict[str, str]:
    """Return what somebody types into the three boxes of a date."""
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


BORN = {"born-day": "27", "born-month": "March", "born-year": str(YEAR - 11)}
HOME = {"postcode": "st16 2lh"}
RIGHT = {"right": "yes"}
SCHOOL = {"kind": "school", "name": "Thistledown Primary"}
STRENGTHS = {"strengths": "Xylophones and kindness"}
HARD = {"hard": ["communication-and-interaction"], "words": "Wobblesome mornings before school"}
LEARN = {"goals": ["cooking", "travel"], "own_goal": "Ordering dragonfruit juice"}
HELP_NOW = {"words": "Grandma Marmaduke on Tuesdays", "hours_used": "12"}
CONTACT = {
    "name": "Philippa Quillfeather",
    "relationship": "Foster carer",
    "ways": ["phone", "email"],
    "phone": "07700 900 977",
    "email": "philippa.quillfeather@example.org",
}
SAFE = {"safe_to_phone": "phone_only"}
DECIDES = {"who": ["parent", "council"], "know": "some"}
OWN_BIRTHDAY = {**BORN, "born-year": str(YEAR - 17)}
OWN_CONTACT = {name: value for name, value in CONTACT.items() if name not in ("name", "relationship")}
SPEAKING = {"language": "en", "interpreter": "no"}
NOBODY_AT_RISK = {"now": "no"}
YES = {"agreed": "yes"}
AGREED = {"agreed": "yes", "share": "yes"}

Steps = list[tuple[str, dict[str, Any]]]


def changed(steps: Steps, **answers: dict[str, Any]) -> Steps:
    """Return the steps with other answers, named by the step with ``_`` for ``-``."""
    return [(slug, answers.get(slug.replace("-", "_"), fields)) for slug, fields in steps]


REST: Steps = [
    ("young-person", CHILD),
    ("date-of-birth", BORN),
    ("home", HOME),
    ("right-area", RIGHT),
    ("school", SCHOOL),
    ("strengths", STRENGTHS),
    ("day-to-day", HARD),
    ("learn", LEARN),
    ("help-now", HELP_NOW),
    ("contact", CONTACT),
    ("safe-contact", SAFE),
    ("who-decides", DECIDES),
    ("language", SPEAKING),
    ("safe-now", NOBODY_AT_RISK),
    ("agreement", AGREED),
]
PARENT: Steps = [("who", {"referrer": "parent"}), *REST]
PROFESSIONAL: Steps = [
    ("who", {"referrer": "professional"}),
    ("family-agrees", YES),
    ("how-they-agreed", {"by": "both", "how": "phone", **fields_of("on", AGREED_ON)}),
    (
        "about-you",
        {
            "name": "Ottoline Brackenbury",
            "role": "Teacher",
            "organisation": "Thistledown Primary",
            "email": "ottoline@example.org",
        },
    ),
    *REST,
]
SOMEONE_ELSE: Steps = [
    ("who", {"referrer": "someone_else"}),
    ("family-agrees", YES),
    ("about-you", {"name": "Ottoline Brackenbury", "relationship": "Grandmother", "phone": "01632 960978"}),
    *REST,
]
YOUNG_PERSON: Steps = [
    ("who", {"referrer": "young_person"}),
    *changed([step for step in REST if step[0] != "who-decides"], date_of_birth=OWN_BIRTHDAY, contact=OWN_CONTACT),
]
ADULT = {"helps": "contact_them", "name": "Hyacinth Umberwood", "relationship": "Youth worker", "phone": "01632 960976"}
YOUNGER_PERSON: Steps = [
    *changed(YOUNG_PERSON[:3], date_of_birth={**BORN, "born-year": str(YEAR - 14)}),
    ("trusted-adult", ADULT),
    *changed(REST[2:], contact=OWN_CONTACT),
]
OF_16: Steps = [
    *changed(PARENT[:3], date_of_birth=OWN_BIRTHDAY),
    ("do-they-know", {"knows": "yes"}),
    *PARENT[3:],
]
EVERYBODY = {
    "parent": PARENT,
    "parent of somebody of 16": OF_16,
    "young person": YOUNG_PERSON,
    "younger person": YOUNGER_PERSON,
    "professional": PROFESSIONAL,
    "someone else": SOMEONE_ELSE,
}
CANARIES = (
    "Zebedee",
    "Quillfeather",
    "Xylophones",
    "Wobblesome",
    "dragonfruit",
    "Philippa",
    "900 977",
    "philippa.quillfeather",
    "Thistledown",
    "Marmaduke",
    "ST16 2LH",
    "st16 2lh",
)


def begin(client: CheckedClient, *, prefix: str = "") -> None:
    """Press the button of the start page."""
    assert client.send(f"{prefix}{START}", {}).status_code == 303


def born(age: int) -> dict[str, str]:
    """Return the date of birth of somebody who is that old for all of this year."""
    return fields_of("born", date(YEAR - age, 1, 1))


def answer(client: CheckedClient, slug: str, fields: dict[str, Any], *, prefix: str = "") -> TestResponse:
    """Open one step and send its answer."""
    return client.send(f"{prefix}{START}/{slug}", fields)


def reach(client: CheckedClient, slug: str, steps: Steps = PARENT) -> None:
    """Begin a form, and answer everything before a question."""
    begin(client)
    for name, fields in without(steps, slug):
        answer(client, name, fields)


def fill_in(client: CheckedClient, steps: Steps = PARENT, *, prefix: str = "") -> None:
    """Go from the start page to "check your answers", as slowly as people do."""
    begin(client, prefix=prefix)
    for slug, fields in steps:
        response = answer(client, slug, fields, prefix=prefix)
        assert response.status_code == 303, f"{slug} answered {response.status_code}"
    assert response.location.endswith("/check-answers")
    begun_earlier(client.application.extensions["localoffer_database"])


def send(client: CheckedClient, *, prefix: str = "") -> TestResponse:
    """Send the form from "check your answers"."""
    return client.send(f"{prefix}{CHECK}", {})


def without(steps: Steps, slug: str) -> Steps:
    """Return the steps up to one, without it."""
    return steps[: [name for name, _ in steps].index(slug)]
