"""A professional says who in the family agreed, before it is known how old the child is: it has to fit that too."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.referrals import journeys
from tests.referrals.journeys import AGREED_ON, CHECK, START, fields_of
from tests.referrals.test_admin_entering import press, typed
from tests.support.client import CheckedClient

pytestmark = pytest.mark.any_database

HOW = f"{START}/how-they-agreed"
BOTH = {"by": "both", "how": "phone", **fields_of("on", AGREED_ON)}
ALONE = {**BOTH, "by": "young_person"}
BEFORE_BIRTH = {**BOTH, "on-year": "1950"}
UNDER_16 = "The young person was under 16 then, so a parent or carer has to agree too"
TOO_EARLY = "The day on which they agreed cannot be before the date of birth"


def asked(client: CheckedClient, agreed: dict[str, Any], born: dict[str, str] = journeys.BORN) -> str:
    """Go as a professional to the date of birth, and return where that leads."""
    journeys.begin(client)
    steps = journeys.changed(journeys.PROFESSIONAL, how_they_agreed=agreed)
    for slug, fields in journeys.without(steps, "date-of-birth"):
        assert journeys.answer(client, slug, fields).status_code == 303
    return journeys.answer(client, "date-of-birth", born).location


@pytest.mark.parametrize(
    ("agreed", "box", "says"),
    [(ALONE, "by", UNDER_16), (BEFORE_BIRTH, "on-day", TOO_EARLY)],
    ids=["alone", "too early"],
)
def test_an_agreement_that_does_not_fit_the_age_is_asked_again(
    client: CheckedClient, agreed: dict[str, Any], box: str, says: str
) -> None:
    # given an agreement that a child of that age cannot have given
    following = asked(client, agreed)
    # then the date of birth leads back to it, the mistake is said beside its box, and nobody gets past it
    assert following == f"{HOW}?change=1"
    page = client.page(following)
    assert page.title.startswith("Error: ")
    first = page.with_class("govuk-error-summary__list")[0].find(".//a")
    assert first is not None
    assert (first.text, first.get("href")) == (says, f"#{box}")
    assert client.get(f"{START}/home").location == HOW
    assert says in client.send(following, agreed).page.words  # type: ignore[attr-defined]
    # and once it is right, the form goes on where it stood
    assert client.send(following, BOTH).location.startswith(f"{START}/home")


@pytest.mark.parametrize(
    ("agreed", "born"),
    [
        (ALONE, fields_of("born", AGREED_ON.replace(year=AGREED_ON.year - 16))),
        (BOTH, fields_of("born", AGREED_ON)),
    ],
    ids=["16 that day", "born that day"],
)
def test_an_agreement_that_fits_is_asked_once(
    client: CheckedClient, agreed: dict[str, Any], born: dict[str, str]
) -> None:
    assert "how-they-agreed" not in asked(client, agreed, born)


def test_another_date_of_birth_leads_to_the_agreement_and_then_back_to_the_answers(client: CheckedClient) -> None:
    # given a finished form of a young person of 17 who agreed alone
    grown = journeys.changed(journeys.PROFESSIONAL, how_they_agreed=ALONE, date_of_birth=journeys.OWN_BIRTHDAY)
    place = [slug for slug, _ in grown].index("home")
    journeys.fill_in(client, [*grown[:place], ("do-they-know", {"knows": "yes"}), *grown[place:]])
    # when the date of birth is put right
    following = client.send(f"{START}/date-of-birth?change=1", journeys.BORN).location
    # then only the agreement is asked again
    assert following == f"{HOW}?change=1"
    assert client.send(following, BOTH).location == CHECK


def test_an_answer_that_is_on_no_list_breaks_nothing(client: CheckedClient) -> None:
    asked(client, BOTH)
    assert client.send(HOW, {**BOTH, "by": "robot"}).status_code == 400


def test_the_team_is_told_of_it_too_when_it_types_a_call_in(staff_client: Callable[..., CheckedClient]) -> None:
    # when the team types in a call of a professional for whom a child agreed alone
    steps = journeys.changed(journeys.PROFESSIONAL, how_they_agreed=ALONE)
    response = press(staff_client(), "send", typed(steps))
    # then there is no referral, and the page says why
    assert response.status_code == 400
    assert UNDER_16 in response.page.words  # type: ignore[attr-defined]
