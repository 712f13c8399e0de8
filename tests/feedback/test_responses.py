"""“You said, we did”: themes with the council's answer, to read, to search, to follow, and as the report of a year."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import UTC, date, datetime
from xml.etree import ElementTree

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

import config
from localoffer import demonstrating
from localoffer.crypto import KeyRing
from localoffer.db import Database
from localoffer.feedback.comments import queries
from localoffer.feedback.comments.models import Comment, Theme
from localoffer.feedback.comments.vocabulary import CommentState, Progress, Topic, Who
from localoffer.feedback.responses import demonstration
from localoffer.feedback.responses import queries as responses
from localoffer.installing import Installation
from localoffer.staff.models import User
from tests.feedback.saying import comment, theme
from tests.support.client import CheckedClient
from tests.support.staff import sign_in

pytestmark = pytest.mark.any_database

SAID, THEMES = "/you-said-we-did", "/admin/responses"
ATOM = "{http://www.w3.org/2005/Atom}"
POLISH = {"pl": {"title": "Za mało wieczorem", "said": "", "response": "Sprawdziliśmy godziny.", "action": ""}}


@pytest.fixture
def editor(client: CheckedClient, make_user: Callable[..., User]) -> CheckedClient:
    """A signed-in editor."""
    make_user(role="editor")
    sign_in(client)
    return client


@pytest.mark.any_database
def test_a_theme_shows_what_was_said_what_is_answered_and_what_is_done(
    client: CheckedClient, session: Session, keys: KeyRing
) -> None:
    evenings = theme(session, progress=Progress.DONE, action_on=date(2026, 10, 3))
    comment(session, keys, "Zebedee hates tea time", theme=evenings, public={"en": "Evenings are empty."})

    page = client.page(f"{SAID}/evenings")

    for words in ("You miss clubs in the evening.", "Evenings are empty.", "We looked at", "We ask each club.", "Done"):
        assert words in page.words
    assert "Done on 3 October 2026" in page.words
    assert "Zebedee" not in page.words


@pytest.mark.any_database
def test_what_nobody_translated_stands_in_english_and_says_so(
    client: CheckedClient, session: Session, keys: KeyRing
) -> None:
    comment(session, keys, theme=theme(session, texts=POLISH))

    page = client.page(f"/pl{SAID}/evenings")

    assert page.heading == "Za mało wieczorem"
    assert "Sprawdziliśmy godziny." in page.words
    english = {
        "".join(one.itertext()) for one in page.tree.iter() if one.get("lang") == "en" and one.tag in ("p", "span")
    }
    assert english >= {"You miss clubs in the evening.", "We ask each club.", "Evenings are empty."}


@pytest.mark.any_database
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"evenings", "letters"}),
        ("q=CLUB+evening", {"evenings"}),
        ("q=empty", {"evenings"}),
        ("q=nowhere", set()),
        ("state=done", {"letters"}),
        ("about=missing", {"evenings"}),
        ("about=magic&state=magic", {"evenings", "letters"}),
    ],
)
def test_themes_are_found_by_words_state_and_what_they_are_about(
    client: CheckedClient, session: Session, keys: KeyRing, query: str, found: set[str]
) -> None:
    comment(session, keys, theme=theme(session))
    letter = {"title": "Letters", "said": "", "response": "Read them.", "action": "Sent."}
    theme(session, "letters", topic=Topic.MAKING, progress=Progress.DONE, texts={"en": letter})
    theme(session, "unseen", hidden=True)

    links = client.page(f"{SAID}?{query}").links

    shown = {slug for slug in ("evenings", "letters", "unseen") if f"{SAID}/{slug}" in links}
    assert shown == found


@pytest.mark.any_database
def test_what_is_not_published_is_not_there(client: CheckedClient, session: Session) -> None:
    theme(session, "unseen", hidden=True)
    assert client.get(f"{SAID}/unseen").status_code == 404
    assert "no answer here yet" in client.page(SAID).words


@pytest.mark.any_database
def test_new_answers_can_be_followed(client: CheckedClient, session: Session) -> None:
    theme(session)

    answer = client.get("/you-said-we-did.atom")

    feed = ElementTree.fromstring(answer.data)  # noqa: S314 - our own
    assert [one.text for one in feed.iter(f"{ATOM}title")] == ["You said, we did", "Too little in the evening"]
    assert client.get("/you-said-we-did.atom", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


def test_the_report_of_a_year_counts_without_pointing_at_anybody(
    client: CheckedClient, session: Session, keys: KeyRing
) -> None:
    evenings = theme(session, published=datetime(2025, 6, 1, tzinfo=UTC))
    for who, number in ((Who.PARENT, 7), (Who.YOUNG_PERSON, 5)):
        for _ in range(number):
            comment(session, keys, on=date(2025, 5, 1), who=who, theme=evenings)
    comment(session, keys, "By a teacher", on=date(2025, 12, 31), who=Who.PROFESSIONAL)

    page = client.page(f"{SAID}/years/2025")

    assert "Comments that came: 13" in page.words
    assert "A parent or carer 7" in page.words
    assert "A child or young person Not shown" in page.words
    assert "Somebody who works with children or young people Not shown" in page.words
    assert "Somebody else 0" in page.words
    assert "Evenings are empty." in page.words
    assert client.get(f"{SAID}/years/2019").status_code == 404


def test_two_small_numbers_of_a_year_cannot_be_told_from_their_sum(
    client: CheckedClient, session: Session, keys: KeyRing
) -> None:
    # given that the two that wrote neither as parents nor as young people are one of each
    for who, number in ((Who.PARENT, 9), (Who.YOUNG_PERSON, 7), (Who.PROFESSIONAL, 1), (Who.OTHER, 1)):
        for _ in range(number):
            comment(session, keys, on=date(2025, 5, 1), who=who)

    page = client.page(f"{SAID}/years/2025")

    # then so much is hidden that they could be others
    assert "Comments that came: 18" in page.words
    assert "A parent or carer 9" in page.words
    for who in (Who.YOUNG_PERSON, Who.PROFESSIONAL, Who.OTHER):
        assert f"{who.title} Not shown" in page.words


def test_a_sum_that_would_tell_of_somebody_is_not_shown(client: CheckedClient, session: Session, keys: KeyRing) -> None:
    # given numbers of which the sum tells that each is 4
    for who in (Who.PARENT, Who.YOUNG_PERSON):
        for _ in range(4):
            comment(session, keys, on=date(2025, 5, 1), who=who)

    page = client.page(f"{SAID}/years/2025")

    # then nothing is shown of them, nor is it said that they are fewer than they are
    assert "There are too few comments to say more" in page.words
    assert not [said for said in ("Comments that came", "Fewer than 5") if said in page.words]


def test_staff_write_a_theme_publish_it_and_take_it_back(
    editor: CheckedClient, session: Session, keys: KeyRing
) -> None:
    written = {"topic": "missing", "progress": "cannot", "title_en": "A pool", "response_en": "We know."}

    made = editor.send(f"{THEMES}/new", written)
    assert made.location == f"{THEMES}/a-pool"
    assert _press(editor, "publish") == 400
    assert editor.send(f"{THEMES}/a-pool", {**written, "action_en": "No site.", **_version(editor)}).status_code == 303
    assert _press(editor, "publish") == 303
    assert "Why we cannot do this" in editor.page(f"{SAID}/a-pool").words
    sent = editor.send(f"{THEMES}/a-pool", {**written, "action_en": "No room.", **_version(editor)})
    assert "The theme is saved. Families read it now." in editor.page(sent.location).words
    assert editor.send(f"{THEMES}/a-pool", {**written, **_version(editor)}).status_code == 400
    assert _press(editor, "withdraw") == 303
    assert editor.get(f"{SAID}/a-pool").status_code == 404


def _press(editor: CheckedClient, button: str) -> int:
    page = f"{THEMES}/a-pool"
    return editor.send(f"{page}/{button}", _version(editor), page=page).status_code


def _version(editor: CheckedClient) -> dict[str, str]:
    return {"version": editor.page(f"{THEMES}/a-pool").value("version")}


def test_two_people_do_not_overwrite_each_others_theme(editor: CheckedClient, session: Session) -> None:
    theme(session)
    written = {"topic": "missing", "progress": "done", "title_en": "Mine", "version": "7"}
    answer = editor.send(f"{THEMES}/evenings", written)
    assert answer.status_code == 409
    assert answer.page.value("title_en") == "Mine"  # type: ignore[attr-defined]


def test_a_theme_without_a_title_is_asked_for_one(editor: CheckedClient) -> None:
    answer = editor.send(f"{THEMES}/new", {"topic": "", "said_en": "Something"})
    assert answer.status_code == 400
    assert "Write a title" in answer.page.words  # type: ignore[attr-defined]


def test_the_clock_stops_when_the_theme_is_public_and_runs_again_when_it_is_taken_back(
    session: Session, keys: KeyRing
) -> None:
    evenings = theme(session, hidden=True)
    comment(session, keys, on=date(2026, 1, 5), theme=evenings)
    comment(session, keys, "Mrs Ironbottom", on=date(2026, 1, 6))
    assert queries.came_on_unanswered(session) == [date(2026, 1, 5), date(2026, 1, 6)]

    evenings.published_at = datetime(2026, 2, 1, tzinfo=UTC)
    assert queries.came_on_unanswered(session) == [date(2026, 1, 6)]
    evenings.published_at = None
    assert len(queries.came_on_unanswered(session)) == 2
    session.rollback()


def test_days_and_years_are_those_of_the_county(session: Session) -> None:
    # given a database with a clock of its own, and an answer at half past midnight of a day in summer
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SET TIME ZONE 'Pacific/Auckland'"))
    theme(session, published=datetime(2025, 6, 30, 23, 30, tzinfo=UTC))
    assert queries.last_published(session) == date(2025, 7, 1)
    # and one on the last evening of a year
    theme(session, "letters", published=datetime(2024, 12, 31, 18, tzinfo=UTC))
    assert responses.years(session) == [2025, 2024]


@pytest.mark.parametrize("year", [0, 2019, 99999])
def test_a_year_in_which_nothing_came_has_no_spreadsheet(editor: CheckedClient, year: int) -> None:
    assert editor.get(f"{THEMES}/years/{year}.csv").status_code == 404


def test_staff_take_a_year_as_a_spreadsheet_without_what_was_written(
    editor: CheckedClient, session: Session, keys: KeyRing
) -> None:
    comment(session, keys, "Zebedee hates tea", on=date(2025, 5, 1), theme=theme(session), public={"en": "=1+1"})
    written = editor.get(f"{THEMES}/years/2025.csv").data.decode("utf-8-sig")
    heading, line = csv.reader(io.StringIO(written))
    assert dict(zip(heading, line, strict=True))["Published form"] == "'=1+1"
    assert "Zebedee" not in written


def test_the_demonstration_comes_once_and_goes_whole(
    settings: config.Settings, database: Database, session: Session, keys: KeyRing, client: CheckedClient
) -> None:
    moment = demonstration.Moment(keys=keys, actor="command", at=datetime.now(UTC), today=date(2026, 11, 22))
    with database.transaction() as own:
        assert demonstration.load(own, settings.county, moment) > 10
    with database.transaction() as own:
        assert demonstration.load(own, settings.county, moment) == 0
    made_up = session.scalars(select(Theme)).all()
    for language in ("", "/pl", "/ur"):
        for one in made_up:
            assert not client.page(f"{language}{SAID}/{one.slug}").with_class("lo-untranslated")
    assert session.scalar(select(Comment.state).where(Comment.state == CommentState.SET_ASIDE)) is not None
    real = comment(session, keys, theme=made_up[0])

    demonstrating.remove_demonstration(Installation(settings), say=print)

    session.expire_all()
    assert session.scalars(select(Theme)).all() == []
    assert session.scalars(select(Comment)).all() == [real]
    assert real.state is CommentState.NEW
    session.rollback()
