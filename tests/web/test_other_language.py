"""Changing the language on a form that is sent without an account: what was typed comes along, and nothing is kept."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from localoffer.contacting.models import ContactRequest
from localoffer.feedback.comments.models import Comment
from localoffer.feedback.models import MissingSupport
from localoffer.privacy.models import DataComplaint
from tests.support.client import CheckedClient

pytestmark = pytest.mark.any_database
FORMS = {
    "/call-me": "words",
    "/paper-copy": "words",
    "/comment?about=site": "words",
    "/comment/young-people": "words",
    "/what-is-missing": "words",
    "/privacy/complaint": "words",
}
"""The addresses of the forms, each with one of its boxes."""
TYPED = "Aurelio will nicht mehr in die Schule"
KEPT = (ContactRequest, Comment, MissingSupport, DataComplaint)


@pytest.mark.parametrize(("address", "box"), FORMS.items())
def test_another_language_keeps_what_was_typed_and_stores_nothing(
    client: CheckedClient, session: Session, address: str, box: str
) -> None:
    answer = client.post(address, data={box: TYPED, "speak": "ur"}, headers={"Sec-Fetch-Site": "same-origin"})
    assert (answer.status_code, answer.location) == (307, f"/ur{address}")
    assert "language=ur" in answer.headers["Set-Cookie"]

    there = client.post(answer.location, data={box: TYPED, "speak": "ur"}, headers={"Sec-Fetch-Site": "same-origin"})

    assert there.status_code == 200
    text = there.get_data(as_text=True)
    assert TYPED in text
    assert "govuk-error-summary" not in text
    assert [session.scalar(select(func.count()).select_from(kind)) for kind in KEPT] == [0, 0, 0, 0]


@pytest.mark.parametrize("address", FORMS)
def test_the_languages_are_buttons_of_the_form_and_continue_comes_first(client: CheckedClient, address: str) -> None:
    page = client.page(address)
    buttons = [button for button in page.all(".//button") if button.get("type") == "submit"]
    assert buttons[0].get("name") is None
    assert {"pl", "ur"} <= {button.get("value") for button in buttons if button.get("name") == "speak"}


def test_an_unknown_language_is_no_language(client: CheckedClient) -> None:
    answer = client.post("/call-me", data={"speak": "xx"}, headers={"Sec-Fetch-Site": "same-origin"})
    assert answer.status_code == 400
