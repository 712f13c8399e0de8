"""Readers say whether a page was useful: counted once, with nobody in it, and told to commissioners."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from limits import RateLimitItemPerHour
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from localoffer.days import today
from localoffer.db import now
from localoffer.feedback import pace
from localoffer.feedback.usefulness import counting
from localoffer.feedback.usefulness.counting import Said
from localoffer.feedback.usefulness.models import UsefulCount, UsefulMark
from localoffer.staff.models import User
from tests.support.client import CheckedClient
from tests.support.listings import listing
from tests.support.staff import sign_in

pytestmark = pytest.mark.any_database

FROM_US = {"Sec-Fetch-Site": "same-origin"}
CLUB = "listing:club"


@pytest.fixture
def club(session: Session) -> None:
    listing(session, "Saturday club", slug="club")
    session.commit()


def press(
    client: CheckedClient, answer: str, *, mark: str = "a mark", about: str = CLUB, prefix: str = ""
) -> TestResponse:
    told = {"about": about, "useful": answer, "mark": mark}
    return client.post(f"{prefix}/useful", data=told, headers=FROM_US)


def counted(session: Session) -> dict[tuple[str, str, bool], int]:
    session.rollback()
    rows = session.scalars(select(UsefulCount).execution_options(populate_existing=True))
    found = {(row.about, row.language, row.was_useful): row.count for row in rows}
    session.rollback()
    return found


def test_each_opened_page_counts_once_and_no_cookie_is_set(client: CheckedClient, session: Session, club: None) -> None:
    marks = [client.page("/services/club").value("mark") for _ in range(2)]
    answers = [press(client, "no", mark=mark) for mark in (*marks, marks[0])]

    assert len(set(marks)) == 2
    assert {answer.location for answer in answers} == {"/useful/thanks?about=listing:club&useful=no"}
    assert counted(session) == {(CLUB, "en", False): 2}
    assert not any("Set-Cookie" in answer.headers for answer in answers)


def test_the_thanks_lead_back_and_a_no_offers_the_telephone(client: CheckedClient, club: None) -> None:
    glad, sorry = (client.page(press(client, answer, mark=answer).location) for answer in ("yes", "no"))
    for page in (glad, sorry):
        assert "/services/club" in page.links
    assert "Ring us" in sorry.words
    assert "Ring us" not in glad.words


def test_each_language_is_counted_by_itself(client: CheckedClient, session: Session, club: None) -> None:
    answer = press(client, "yes", prefix="/ur")
    assert answer.location.startswith("/ur/useful/thanks")
    assert client.page(answer.location)
    assert counted(session) == {(CLUB, "ur", True): 1}


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ({"about": "listing:nothing"}, 404),
        ({"about": "x" * 5000}, 404),
        ({"useful": "perhaps"}, 400),
        ({"mark": ""}, 400),
        ({"mark": "x" * 101}, 400),
    ],
)
def test_what_no_page_of_ours_sends_is_not_counted(
    client: CheckedClient, session: Session, club: None, told: dict[str, str], status: int
) -> None:
    sent = {"about": CLUB, "useful": "yes", "mark": "m", **told}
    assert client.post("/useful", data=sent, headers=FROM_US).status_code == status
    assert client.post("/useful", data=sent).status_code == 400
    assert counted(session) == {}


def test_a_flood_is_thanked_and_not_counted_and_leaves_the_forms_open(
    client: CheckedClient, session: Session, club: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pace, "FROM_ONE_ADDRESS", RateLimitItemPerHour(2))
    for number in range(4):
        assert press(client, "no", mark=str(number)).status_code == 303
    assert counted(session) == {(CLUB, "en", False): 2}
    told = {"mark": "m", "words": "A club", "district": "", "age_band": ""}
    assert client.post("/what-is-missing", data=told, headers=FROM_US).status_code == 303


def test_old_counts_and_marks_go(session: Session) -> None:
    day = today()
    for number, on in enumerate((day, day - timedelta(days=9))):
        at = now() - timedelta(days=9 * number)
        counting.tell(session, Said("site", "en", True), mark=str(number), on=on, at=at)
    assert counting.remove_old(session, before=day, at=now()) == 2
    assert counting.tallies(session, since=day - timedelta(days=30))[0].yes == 1
    assert len(session.scalars(select(UsefulMark)).all()) == 1


def test_commissioners_see_what_helps_least_first_and_no_page_with_few_answers(
    client: CheckedClient, session: Session, club: None, make_user: Callable[..., User]
) -> None:
    listing(session, "Boat trips", slug="boats")
    said = {(CLUB, True): 9, (CLUB, False): 1, ("listing:boats", False): 6, ("site", True): 4}
    mark = iter(range(100))
    for (about, was_useful), times in said.items():
        for _ in range(times):
            told = Said(about, "en", was_useful)
            counting.tell(session, told, mark=str(next(mark)), on=today(), at=now())
    session.commit()
    make_user(role="editor")
    sign_in(client)

    page = client.page("/admin/usefulness")

    rows = [[" ".join("".join(cell.itertext()).split()) for cell in row] for row in page.all(".//tbody/tr")]
    assert rows == [["Boat trips", "0", "6", "100%"], ["Saturday club", "9", "1", "10%"]]
    assert "1 page has fewer than 5 answers" in page.words
    assert "No page has 5 answers" in client.page("/admin/usefulness?language=pl&days=7").words


def test_triage_does_not_see_the_report(client: CheckedClient, make_user: Callable[..., User]) -> None:
    make_user(role="triage")
    sign_in(client)
    assert client.get("/admin/usefulness").status_code == 403
