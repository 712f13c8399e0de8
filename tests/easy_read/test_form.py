"""The Life Skills form in easy read: other words and pictures, the same answers and checks, and nothing lost."""

from __future__ import annotations

import pytest

from localoffer.crypto import KeyRing
from localoffer.db import Database
from localoffer.easy_read import form_words
from localoffer.referrals import sealing
from localoffer.referrals.asking.route import EXITS, STEPS
from tests.referrals import journeys
from tests.referrals.conftest import only_referral
from tests.referrals.journeys import CHECK, START
from tests.support.client import CheckedClient
from tests.support.county import FOLDER

pytestmark = pytest.mark.any_database


@pytest.fixture
def reader(client: CheckedClient) -> CheckedClient:
    """Somebody who chose easy read."""
    client.set_cookie("reading", "easy")
    return client


def test_the_whole_form_can_be_filled_in_and_says_the_same(
    reader: CheckedClient, database: Database, keys: KeyRing
) -> None:
    journeys.fill_in(reader)
    page = reader.page(CHECK)
    assert "Look at your answers." in page.words
    journeys.send(reader)
    assert "Write down the two codes above." in reader.page(f"{START}/sent").words

    answers = sealing.open_answers(only_referral(database), keys=keys)
    assert answers.strengths is not None
    assert answers.strengths.strengths == journeys.STRENGTHS["strengths"]


def test_a_question_is_said_easily_to_whoever_it_is_for(reader: CheckedClient) -> None:
    journeys.begin(reader)
    journeys.answer(reader, "who", {"referrer": "young_person"})
    assert "We want to call you by the right name." in reader.page(f"{START}/young-person").words

    journeys.answer(reader, "who", {"referrer": "parent"})
    assert "We want to call your child by the right name." in reader.page(f"{START}/young-person").words

    # whoever asks for others reads the standard words
    journeys.answer(reader, "who", {"referrer": "professional"})
    assert "Has the family agreed to this?" in reader.page(f"{START}/family-agrees").words


def test_a_mistake_is_said_and_nothing_typed_is_lost(reader: CheckedClient) -> None:
    journeys.begin(reader)
    journeys.answer(reader, "who", {"referrer": "parent"})

    answer = journeys.answer(reader, "young-person", {"first_name": "Zebedee"})

    assert answer.status_code == 400
    assert "There is a problem" in answer.text
    assert 'value="Zebedee"' in answer.text
    assert "lo-easy__question" in answer.text


def test_changing_how_to_read_keeps_what_was_typed(client: CheckedClient) -> None:
    journeys.begin(client)
    journeys.answer(client, "who", {"referrer": "parent"})
    assert 'name="reading"' in client.get(f"{START}/young-person").text

    answer = journeys.answer(client, "young-person", {"first_name": "Zebedee", "reading": "easy"})

    assert answer.status_code == 303
    assert "reading=easy" in answer.headers["Set-Cookie"]
    page = client.get(f"{START}/young-person").text
    assert "lo-easy__question" in page
    assert 'value="Zebedee"' in page


def test_a_page_that_ends_the_form_early_is_said_easily(reader: CheckedClient) -> None:
    journeys.begin(reader)
    for slug, fields in journeys.without(journeys.PARENT, "agreement"):
        journeys.answer(reader, slug, fields)
    journeys.answer(reader, "agreement", {"agreed": "no", "share": "no"})
    assert "We did not send anything." in reader.page(f"{START}/no-agreement").words


def test_every_page_of_the_form_has_words_or_pictures_and_names_boxes_that_are_there() -> None:
    told = form_words.read(FOLDER / form_words.FILE)

    assert {step.slug for step in STEPS} | {end.slug for end in EXITS} | {"check-answers", "sent"} == set(told)
    for step in STEPS:
        boxes = {name for name in vars(step.form) if not name.startswith("_")}
        for base in step.form.__mro__:
            boxes |= set(vars(base))
        words = told[step.slug].texts.get("en", {})
        named = {*told[step.slug].pictures, *told[step.slug].answers, *words.get("labels", {}), *words.get("hints", {})}
        assert named <= boxes, step.slug
        assert told[step.slug].pictures, step.slug


def test_a_language_without_words_of_its_own_keeps_the_standard_question_with_pictures(client: CheckedClient) -> None:
    with client.application.app_context():
        asked = form_words.question("who", language="xx", to_young_person=True, to_family=True)

    assert (asked.rows, asked.heading) == ((), "")
    assert asked.pictures == {"referrer": "person"}
