"""No page of the form can be reached before its turn: every page, for everybody who fills it in, at every point."""

from __future__ import annotations

import pytest

from localoffer.referrals.asking import journey
from localoffer.referrals.asking.route import EXITS, STEPS
from tests.referrals import journeys
from tests.referrals.journeys import CHECK, START, Steps
from tests.support.client import CheckedClient

pytestmark = pytest.mark.any_database

ADDRESSES = [f"{START}/{page.slug}" for page in (*STEPS, *EXITS)] + [CHECK]


@pytest.mark.parametrize("steps", journeys.EVERYBODY.values(), ids=journeys.EVERYBODY)
def test_no_page_can_be_opened_before_its_turn(client: CheckedClient, steps: Steps) -> None:
    journeys.begin(client)
    opened: list[str] = []
    for slug, fields in steps:
        # given somebody who stands at one question
        opened.append(f"{START}/{slug}")
        # when they open any address of the form
        for address in ADDRESSES:
            response = client.head(address, unchecked=True)  # there is no page in the answer to check
            # then those up to it are shown, and every other leads to it
            expected = (200, None) if address in opened else (303, opened[-1])
            assert (response.status_code, response.location) == expected, f"{address} at {slug}"
        assert journeys.answer(client, slug, fields).status_code == 303


@pytest.mark.parametrize("steps", journeys.EVERYBODY.values(), ids=journeys.EVERYBODY)
def test_no_answer_is_taken_before_its_turn(client: CheckedClient, steps: Steps) -> None:
    # given somebody who stands at the first question
    journeys.begin(client)
    token = client.page(f"{START}/who").value("csrf_token")
    # when the answers to all later ones are sent all the same, in order and in the other one
    for slug, fields in [*steps[1:], *reversed(steps[1:])]:
        response = client.post(f"{START}/{slug}", data={"csrf_token": token, **fields})
        # then each leads back to it
        assert response.location == f"{START}/who"
    # and none of them was kept
    journeys.answer(client, "who", steps[0][1])
    assert client.get(CHECK).location == f"{START}/{steps[1][0]}"


def test_everybody_is_asked_what_the_route_says() -> None:
    # given the questions that the journeys of these tests go through, and the one that an unclear postcode adds
    asked = {slug for steps in journeys.EVERYBODY.values() for slug, _ in steps} | {"district"}
    # then that is all there is
    assert asked == {step.slug for step in STEPS}
    assert all(journey.find_step(slug) for slug in asked)
