"""A commissioner writes a survey and opens it for some days; people answer it once; staff see numbers, not people."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from localoffer import council
from localoffer.crypto import KeyRing
from localoffer.days import months_before, today
from localoffer.db import Database, now
from localoffer.feedback.surveys import admin_presenters, answering, queries, sealing, seeding, shown
from localoffer.feedback.surveys.answering import Told
from localoffer.feedback.surveys.models import Survey, SurveyAnswer
from localoffer.feedback.surveys.vocabulary import Kind, State
from localoffer.feedback.surveys.writing import Desk, NotAllowed
from localoffer.languages import LANGUAGES, format_date, speaking
from localoffer.privacy import retention
from localoffer.privacy.rules import Moment, rules
from localoffer.staff.models import User
from tests.support.client import CheckedClient
from tests.support.county import FOLDER
from tests.support.queries import queries_of
from tests.support.staff import sign_in

pytestmark = pytest.mark.any_database

ADDRESS = "/survey/finding-help"
ADMIN = "/admin/surveys/finding-help"
FROM_US = {"Sec-Fetch-Site": "same-origin"}
ANSWERS: dict[str, Any] = {
    "mark": "a mark",
    "q_known": "not-heard",
    "q_easy": "bad",
    "q_hard": ["diagnosis", "far"],
    "q_better": "zqcanary1 ring me on 07700 900123",
}
DAY = timedelta(days=1)


@pytest.fixture
def desk(session: Session, keys: KeyRing) -> Desk:
    return Desk(session, audit_key=keys.audit, actor="staff:1", today=today())


@pytest.fixture
def survey(session: Session, keys: KeyRing) -> Survey:
    """The county's first survey, which nobody has opened."""
    assert seeding.load(session, FOLDER, actor="system", audit_key=keys.audit) == 1
    session.commit()
    return queries.get(session, slug="finding-help")


@pytest.fixture
def opened(survey: Survey, desk: Desk, session: Session) -> Survey:
    desk.open(survey, opens_on=today(), closes_on=today() + 9 * DAY)
    session.commit()
    return survey


@pytest.fixture
def editor(client: CheckedClient, make_user: Callable[..., User]) -> CheckedClient:
    make_user(role="editor")
    sign_in(client)
    return client


def send(client: CheckedClient, prefix: str = "", **told: Any) -> TestResponse:
    return client.post(f"{prefix}{ADDRESS}", data={**ANSWERS, **told}, headers=FROM_US)


def rows(session: Session) -> list[SurveyAnswer]:
    session.rollback()
    return list(session.scalars(select(SurveyAnswer).execution_options(populate_existing=True)))


def answered(session: Session, survey: Survey, keys: KeyRing, times: dict[str, int]) -> None:
    """Answer the second question that often with each of its answers."""
    number = iter(range(1000))
    for code, often in times.items():
        for _ in range(often):
            told = Told("en", {"known": [code]})
            answering.answer(session, survey, told, mark=str(next(number)), keys=keys, on=today())
    session.commit()


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_first_survey_is_asked_whole_in_each_language_and_answered_once(
    client: CheckedClient, session: Session, keys: KeyRing, opened: Survey, code: str
) -> None:
    prefix = LANGUAGES[code].prefix
    page = client.page(f"{prefix}{ADDRESS}")
    mark = page.value("mark")
    assert queries.content_of(opened).title[code] in page.words
    # nothing of it is in another language, but for whom to ring, which has the English below it
    assert len(page.all(".//main//*[@lang]")) == len(page.with_class("lo-in-english"))

    answers = [send(client, prefix, mark=mark) for _ in range(2)]

    thanks = client.get(answers[0].location)
    assert not any("Set-Cookie" in one.headers for one in (*answers, thanks))
    (row,) = rows(session)
    assert (row.day, row.language) == (today(), code)
    assert row.chosen == {"known": ["not-heard"], "easy": ["bad"], "hard": ["diagnosis", "far"]}
    assert row.sealed_words is not None
    assert b"zqcanary" not in row.sealed_words
    assert sealing.open_words(row, keys=keys) == {"better": "zqcanary1 ring me on [number taken out]"}


def test_every_kind_of_question_is_in_the_first_survey(survey: Survey) -> None:
    assert {one.kind for one in queries.content_of(survey).questions} == set(Kind)


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"q_known": "", "q_easy": "", "q_hard": [], "q_better": ""}, "Answer at least one question"),
        ({"q_known": "perhaps"}, "Choose one of the answers on the list"),
        ({"q_better": "x" * 1001}, "Use fewer words: 1,000 letters at most"),
    ],
)
def test_a_mistake_keeps_all_that_was_answered(
    client: CheckedClient, session: Session, opened: Survey, told: dict[str, Any], said: str
) -> None:
    answer = send(client, **told)
    assert answer.status_code == 400
    page = answer.page  # type: ignore[attr-defined]
    assert said in page.words
    assert page.value("mark") == ANSWERS["mark"]
    assert client.post(ADDRESS, data=ANSWERS).status_code == 400
    assert rows(session) == []


def test_a_survey_can_be_answered_between_its_days_alone(
    client: CheckedClient, session: Session, survey: Survey, app: Flask
) -> None:
    days: list[tuple[date | None, date | None, int, int]] = [
        (None, None, 404, 404),
        (today() + DAY, today() + 2 * DAY, 404, 404),
        (today(), today(), 200, 303),
        (today() - 9 * DAY, today() - DAY, 410, 410),
    ]
    for opens_on, closes_on, looked, sent in days:
        survey.opens_on, survey.closes_on = opens_on, closes_on
        session.commit()
        assert client.get(ADDRESS).status_code == looked
        assert send(client, mark=str(opens_on)).status_code == sent
    assert len(rows(session)) == 1


def test_the_link_stands_while_it_is_open_and_costs_no_look_at_the_rows(
    app: Flask, session: Session, database: Database, opened: Survey, desk: Desk
) -> None:
    with app.test_request_context("/ur/"), speaking("ur"):
        assert [one.title for one in shown.open_surveys()] == [queries.content_of(opened).title["ur"]]
        with queries_of(database) as asked:
            shown.open_surveys()
        assert all("change_numbers" in one for one in asked)
        desk.close(opened, on=today() - DAY)
        session.commit()
        assert shown.open_surveys() == []


def test_a_survey_that_is_closed_at_once_could_be_answered_until_yesterday(opened: Survey, desk: Desk) -> None:
    opened.opens_on = today()
    desk.close(opened, on=date(2001, 1, 1))
    assert (opened.closes_on, queries.state(opened, on=today())) == (today() - DAY, State.CLOSED)
    row = admin_presenters.row(opened, queries.content_of(opened), State.CLOSED, 0)
    assert row.days == format_date(today())


def test_once_open_its_questions_are_fixed(session: Session, opened: Survey, desk: Desk) -> None:
    content = queries.content_of(opened)
    with pytest.raises(NotAllowed):
        desk.change(opened, lambda now: now)
    with pytest.raises(NotAllowed):
        desk.open(opened, opens_on=today(), closes_on=today())
    with pytest.raises(NotAllowed):
        desk.remove(opened)
    assert queries.content_of(opened) == content
    copied = desk.make(content, slug=opened.slug)
    assert (copied.slug, queries.state(copied, on=today())) == ("finding-help-2", State.DRAFT)


def test_loading_again_brings_nothing_back(session: Session, keys: KeyRing, survey: Survey, desk: Desk) -> None:
    desk.remove(survey)
    session.commit()
    assert seeding.load(session, FOLDER, actor="system", audit_key=keys.audit) == 0


def test_a_commissioner_writes_a_survey_and_opens_it(editor: CheckedClient, session: Session) -> None:
    # given a survey with a title
    head = {"title_en": "After school", "intro_en": "We want to know.", "title_ur": "اسکول کے بعد", "intro_ur": "جاننا"}
    made = editor.send("/admin/surveys/new", head)
    assert made.location == "/admin/surveys/after-school"
    # when a question is wrong, then it says so; when it is right, then it is asked
    asked = {"kind": "one", "text_en": "Do you like it?", "answers_en": "Yes\nNo\n", "answers_ur": "ہاں"}
    wrong = editor.send(f"{made.location}/questions/new", asked)
    assert "Write as many lines as in English" in wrong.page.words  # type: ignore[attr-defined]
    assert editor.send(f"{made.location}/questions/new", {**asked, "answers_ur": ""}).status_code == 303
    assert editor.send(f"{made.location}/questions/new", {"kind": "words", "text_en": "Why?"}).status_code == 303
    assert "Urdu: 4 texts are missing" in editor.page(made.location).words
    # when its second question is put first and its first removed
    editor.send(f"{made.location}/questions/question-2/up", {}, page=made.location)
    editor.send(f"{made.location}/questions/question-1/remove", {}, page=made.location)
    # and it is opened on a day that is over, then it is not; from today, then it is
    days = [_days("opens_on", day) | _days("closes_on", today() + DAY) for day in (today() - DAY, today())]
    answers = [editor.send(f"{made.location}/open", fields, page=made.location) for fields in days]
    assert [one.status_code for one in answers] == [400, 303]
    page = editor.page("/ur/survey/after-school")
    assert [field.get("name") for field in page.all(".//main//textarea")] == ["q_question-2"]
    # and nothing in it can be changed any more, but its last day
    late = editor.send(f"{made.location}/questions/new", asked | {"answers_ur": ""}, page=f"{made.location}/title")
    assert late.status_code == 409
    closing = editor.send(f"{made.location}/close", _days("closes_on", today() - DAY), page=made.location)
    assert closing.status_code == 303
    assert editor.get("/survey/after-school").status_code == 410


def test_a_language_that_is_held_back_keeps_its_words(editor: CheckedClient, session: Session) -> None:
    # given a survey that was translated into a language before the site held that back
    head = {"title_en": "After school", "intro_en": "We want to know."}
    asked = {"kind": "one", "text_en": "Do you like it?", "answers_en": "Yes\nNo"}
    at = editor.send("/admin/surveys/new", head).location
    editor.send(f"{at}/questions/new", asked)
    survey = queries.get(session, slug="after-school")
    welsh = {"title": "Ar ôl ysgol", "intro": "Hoffem wybod.", "question.question-1": "Hoffi?"}
    answers = {"question.question-1.1": "Ydw", "question.question-1.2": "Nac ydw"}
    survey.content = queries.content_of(survey).saying("cy", {**welsh, **answers}).as_json()
    session.commit()

    # when staff change its English
    told = {**head, "intro_en": "Tell us.", **_version(editor, f"{at}/title")}
    assert editor.send(f"{at}/title", told).status_code == 303
    changed = {**asked, "text_en": "Do you like it there?", "answers_en": "Yes\nNot yet"}
    first = f"{at}/questions/question-1"
    assert editor.send(first, {**changed, **_version(editor, first)}).status_code == 303

    # then it is still there, known to be of the English before
    session.expire_all()
    survey = queries.get(session, slug="after-school")
    assert queries.content_of(survey).texts_in("cy") == {**welsh, **answers}
    assert set(survey.made_from["cy"]) == {"intro", "question.question-1", "question.question-1.2"}
    session.commit()

    # and where there are more answers than before, only the question keeps it
    more = {**changed, "answers_en": "Yes\nNo\nMaybe", **_version(editor, first)}
    assert editor.send(first, more).status_code == 303
    session.expire_all()
    kept = queries.content_of(queries.get(session, slug="after-school")).texts_in("cy")
    assert {name for name, text in kept.items() if text} == set(welsh)


def test_two_who_write_at_once_do_not_undo_each_other(editor: CheckedClient) -> None:
    # given a survey that two people have before them
    at = editor.send("/admin/surveys/new", {"title_en": "After school", "intro_en": "We want to know."}).location
    question = {"kind": "one", "text_en": "Do you like it?", "answers_en": "Yes\nNo"}
    editor.send(f"{at}/questions/new", question)
    head = {"title_en": "After school", "intro_en": "We want to know.", **_version(editor, f"{at}/title")}
    asked = {**question, **_version(editor, f"{at}/questions/question-1")}

    # when one changes the title and the question
    assert editor.send(f"{at}/title", {**head, "intro_en": "Theirs"}).status_code == 303
    assert editor.send(f"{at}/questions/question-1", {**asked, "answers_en": "Yes\nPerhaps"}).status_code == 303

    # then the other reads that, with what they have typed still there, and saves it when they send it again
    late = editor.send(f"{at}/title", {**head, "title_en": "Mine"})
    assert late.status_code == 409
    assert "Theirs" in late.page.words  # type: ignore[attr-defined]
    assert late.page.value("title_en") == "Mine"  # type: ignore[attr-defined]
    late = editor.send(f"{at}/questions/question-1", {**asked, "text_en": "Is it good?"})
    assert late.status_code == 409
    assert "Perhaps" in late.page.words  # type: ignore[attr-defined]
    again = {**asked, "text_en": "Is it good?", "version": late.page.value("version")}  # type: ignore[attr-defined]
    assert editor.send(f"{at}/questions/question-1", again).status_code == 303
    assert "Is it good?" in editor.page(at).words


def _version(editor: CheckedClient, address: str) -> dict[str, str]:
    return {"version": editor.page(address).value("version")}


def _days(name: str, day: date) -> dict[str, str]:
    return {f"{name}-{part}": str(getattr(day, part)) for part in ("day", "month", "year")}


def test_results_are_a_chart_with_its_table_and_hide_small_numbers(
    editor: CheckedClient, session: Session, keys: KeyRing, opened: Survey
) -> None:
    answered(session, opened, keys, {"used": 6, "heard": 3, "not-heard": 8})
    page = editor.page(f"{ADMIN}/results")
    (section,) = (one for one in page.all(".//main//section") if one.get("aria-labelledby") == "known")
    told = [[" ".join("".join(cell.itertext()).split()) for cell in row] for row in section.findall(".//tbody/tr")]
    assert told == [
        ["Yes, and we have used it", "not shown", "not shown"],
        ["Yes, but we have not used it", "not shown", "not shown"],
        ["No", "8", "47%"],
        ["I am not sure", "0", "0%"],
    ]
    lengths = re.findall(r'lo-chart__part" width="(\d+)%', editor.get(f"{ADMIN}/results").get_data(as_text=True))
    assert "47" in lengths
    assert not {"18", "35"} & set(lengths)


def test_two_small_numbers_cannot_be_told_from_their_sum(
    editor: CheckedClient, session: Session, keys: KeyRing, opened: Survey
) -> None:
    answered(session, opened, keys, {"used": 9, "heard": 7, "not-heard": 1, "not-sure": 1})
    told = list(csv.reader(io.StringIO(editor.get(f"{ADMIN}/results.csv").get_data(as_text=True).lstrip("\ufeff"))))
    assert [line[2] for line in told if line[0].startswith("Had you heard")] == ["9", *["not shown"] * 3]


def test_the_spreadsheet_has_the_same_numbers_and_no_words(
    editor: CheckedClient, session: Session, keys: KeyRing, opened: Survey
) -> None:
    answered(session, opened, keys, {"used": 6, "heard": 3, "not-heard": 7})
    send(editor)
    told = list(csv.reader(io.StringIO(editor.get(f"{ADMIN}/results.csv").get_data(as_text=True).lstrip("\ufeff"))))
    known = {line[1]: line[2:] for line in told if line[0].startswith("Had you heard")}
    assert known["No"] == ["8", "47%"]
    assert known["Yes, and we have used it"] == ["not shown", "not shown"]
    assert known["Yes, but we have not used it"] == ["not shown", "not shown"]
    assert "zqcanary" not in str(told)


def test_too_few_answers_show_no_numbers(
    editor: CheckedClient, session: Session, keys: KeyRing, opened: Survey
) -> None:
    answered(session, opened, keys, {"used": 4})
    assert "Too few people have answered" in editor.page(f"{ADMIN}/results").words
    assert len(editor.get(f"{ADMIN}/results.csv").get_data(as_text=True).splitlines()) == 1


def test_words_are_read_by_staff_and_removed_where_they_name_somebody(
    editor: CheckedClient, session: Session, keys: KeyRing, opened: Survey
) -> None:
    send(editor)
    page = editor.page(f"{ADMIN}/results")
    assert "zqcanary1" in page.words
    (address,) = {
        form.get("action") or "" for form in page.all(".//main//form") if "words" in (form.get("action") or "")
    }
    assert editor.send(address, {}, page=f"{ADMIN}/results").status_code == 303
    assert "zqcanary1" not in editor.page(f"{ADMIN}/results").words
    (row,) = rows(session)
    assert (row.key_id, row.sealed_words, row.chosen["easy"]) == (None, None, ["bad"])


def test_answers_go_in_time(session: Session, keys: KeyRing, database: Database, opened: Survey) -> None:
    told = council.load(FOLDER / "council.toml")
    for number, day in enumerate((months_before(today(), 37), today())):
        answering.answer(session, opened, Told("en", {"known": ["used"]}), mark=str(number), keys=keys, on=day)
    session.commit()
    retention.run(database, rules(told.retention, told_months=12), Moment(now(), keys, "system"))
    assert [row.day for row in rows(session)] == [today()]


def test_triage_has_no_part_in_it(client: CheckedClient, survey: Survey, make_user: Callable[..., User]) -> None:
    make_user(role="triage")
    sign_in(client)
    for address in ("/admin/surveys", ADMIN, f"{ADMIN}/results", f"{ADMIN}/results.csv"):
        assert client.get(address).status_code == 403
