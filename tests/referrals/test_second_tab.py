"""A form that is open in two tabs: what is answered in one after the other has sent it is not lost without a word."""

from __future__ import annotations

import pytest

from tests.referrals import journeys
from tests.referrals.journeys import START
from tests.support.client import CheckedClient

pytestmark = pytest.mark.any_database

SAYS = "The answer that you gave just now is not in the form"


def test_an_answer_that_comes_after_the_form_was_sent_is_said_not_to_be_in_it(client: CheckedClient) -> None:
    # given a question that is open in another tab while the form is sent
    journeys.fill_in(client)
    change = f"{START}/strengths?change=1"
    other_tab = client.page(change)
    journeys.send(client)
    assert SAYS not in client.page(f"{START}/sent").words
    # when it is answered there
    late = {"csrf_token": other_tab.value("csrf_token"), "mark": other_tab.value("mark"), "strengths": "Yodelling"}
    response = client.post(change, data=late)
    # then the confirmation says so, and how to tell it
    page = client.page(response.location)
    assert page.heading == "We have your form"
    assert SAYS in page.words
    assert "Tell us something new" in page.words


def test_whoever_only_opens_an_old_page_is_told_of_nothing_lost(client: CheckedClient) -> None:
    journeys.fill_in(client)
    journeys.send(client)
    assert SAYS not in client.page(client.get(f"{START}/strengths").location).words
