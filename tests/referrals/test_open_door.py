"""Nobody is turned away for lack of a diagnosis, a plan or an assessment: no question asks, and no path leads there."""

from __future__ import annotations

import re
from typing import Any

import pytest

from localoffer.referrals.asking.route import EXITS, STEPS
from tests.referrals import journeys
from tests.referrals.journeys import START, Steps
from tests.support.client import CheckedClient

pytestmark = pytest.mark.any_database

# every page that ends the form, and the one question whose answer can lead there
KNOWN_ENDS = {
    "another-way-to-ask": "who",
    "family-has-not-agreed": "family-agrees",
    "over-age": "date-of-birth",
    "under-age": "date-of-birth",
    "ask-an-adult": "date-of-birth",
    "young-person-has-not-agreed": "do-they-know",
    "outside-the-county": "right-area",
    "outside-our-area": "district",
    "no-agreement": "agreement",
}
ENDING_CHOICES = {
    ("family-agrees", "agreed", "no"),
    ("do-they-know", "knows", "no"),
    ("agreement", "agreed", "no"),
    ("district", "district", "outside"),
}
ASKED_FOR_NOWHERE = re.compile(r"diagnos|assess|\bEHC|\bplans?\b|\bproof of|\bscore|referral letter", re.IGNORECASE)


def test_each_end_of_the_form_has_a_reason_that_is_none_of_them() -> None:
    assert {one.slug: one.step for one in EXITS} == KNOWN_ENDS
    assert set(KNOWN_ENDS.values()) <= {step.slug for step in STEPS}


@pytest.mark.parametrize("steps", journeys.EVERYBODY.values(), ids=journeys.EVERYBODY)
def test_whatever_is_chosen_or_left_out_the_form_goes_on(client: CheckedClient, steps: Steps) -> None:
    journeys.begin(client)
    for slug, good in _with_every_question(steps):
        page = client.page(f"{START}/{slug}")
        # no box and no answer of the page is about any of them
        boxes = page.all(".//main//form//input[@name]") + page.all(".//main//form//textarea[@name]")
        form = " ".join("".join(page.all(".//main//form")[0].itertext()).split())
        assert not ASKED_FOR_NOWHERE.search(f"{form} {' '.join(box.get('name', '') for box in boxes)}"), slug
        for fields, chosen in _tries(boxes, good):
            response = journeys.answer(client, slug, fields)
            # then a mistake is said beside its box, or the next question follows: the form does not end
            ended = response.status_code == 303 and _page(response.location) in KNOWN_ENDS
            assert ended == ((slug, *chosen) in ENDING_CHOICES), f"{slug}: {fields}"
        assert journeys.answer(client, slug, good).status_code == 303


def _with_every_question(steps: Steps) -> Steps:
    """Return a journey whose postcode tells the wrong district and that likes every way, so that all is asked."""
    by_post = {**journeys.SAFE, "safe_to_text": "yes", "address": "1 Marmalade Row", "safe_to_post": "yes"}
    every_way = {"ways": ["phone", "text", "email", "post"]}
    found: Steps = []
    for slug, fields in journeys.changed(steps, right_area={"right": "no"}, safe_contact=by_post):
        found.append((slug, {**fields, **every_way} if slug == "contact" else fields))
        if slug == "right-area":
            found.append(("district", {"district": "tamworth"}))
    return found


def _tries(boxes: list[Any], good: dict[str, Any]) -> list[tuple[dict[str, Any], tuple[str, str]]]:
    """Return a good answer with each choice taken alone, and with each box left empty in turn."""
    tried = []
    for box in boxes:
        name, value = box.get("name"), box.get("value", "")
        if name in {"csrf_token", "mark", "referrer"} or name.startswith("born-"):
            continue
        if box.get("type") in {"radio", "checkbox"}:
            tried.append(({**good, name: [value]}, (name, value)))
        tried.append(({other: kept for other, kept in good.items() if other != name}, (name, "")))
    return tried


def _page(location: str) -> str:
    return location.split("/")[-1].split("?")[0]
