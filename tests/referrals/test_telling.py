"""What is written on the status page: by whom, read by whom, once, and with a day for the team."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from threading import Barrier

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from localoffer import audit
from localoffer.audit import AuditEntry
from localoffer.crypto import CannotOpen, KeyRing
from localoffer.db import Database, now
from localoffer.languages import LANGUAGES
from localoffer.referrals import sealing
from localoffer.referrals.following import tracking
from localoffer.referrals.following.tracking import Said
from localoffer.referrals.models import Referral, ReferralMessage, StageChange
from localoffer.referrals.vocabulary import CodeHolder, MessageBy, MessageKind, ReferralStage, TaskKind
from tests.referrals.conftest import everything_stored, only_referral
from tests.referrals.following import PROFESSIONAL, STATUS, SentForm, messages, moved, opened, sent, tasks
from tests.support.client import CheckedClient
from tests.support.strict_html import Page

pytestmark = pytest.mark.any_database

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
TELL, GOING, TAKE_BACK = f"{STATUS}/tell", f"{STATUS}/how-it-is-going", f"{STATUS}/take-back"
WORDS = "Marmalade Crescent is our new address"


@pytest.fixture
def form(app: Flask, database: Database) -> SentForm:
    """A form that a parent has sent."""
    return sent(app, database)


@pytest.fixture
def browser(client: CheckedClient, form: SentForm) -> CheckedClient:
    """A browser in which a parent has the status page open."""
    return opened(client, form)


def write_as_the_team(database: Database, keys: KeyRing, kind: MessageKind, text: str, *, at: datetime) -> None:
    """Write to the one family that there is."""
    with database.transaction() as session:
        referral = session.scalars(select(Referral)).one()
        sealed = sealing.seal_text(referral, text, keys=keys, column=tracking.TEXT, at=at)
        told = ReferralMessage(
            by=MessageBy.TEAM, kind=kind, sealed_text=sealed, language="en", made_by="staff:1", made_at=at
        )
        referral.messages.append(told)


def actions(database: Database) -> list[tuple[str, str]]:
    """Return who did what, oldest first."""
    with database.session(writes=False) as session:
        entries = session.scalars(select(AuditEntry).order_by(AuditEntry.number)).all()
        return [(entry.actor, entry.action) for entry in entries]


@time_machine.travel(MONDAY, tick=False)
def test_information_is_kept_sealed_with_a_task_and_an_entry_and_shown_to_its_writer(
    app: Flask, client: CheckedClient, database: Database, keys: KeyRing
) -> None:
    browser = opened(client, sent(app, database))
    assert browser.send(TELL, {"words": WORDS}).location == STATUS
    page = browser.page(STATUS)
    assert WORDS in page.words
    assert "We have what you wrote" in page.words
    assert WORDS not in everything_stored(database)
    (message,) = messages(database)
    assert (message.by, message.kind, message.language) == (MessageBy.REFERRER, MessageKind.INFORMATION, "en")
    (task,) = tasks(database)
    assert (task.kind, task.due_on) == (TaskKind.INFORMATION, date(2026, 11, 26))
    assert actions(database)[-1] == ("referrer", "referral.told")
    with database.session(writes=False) as session:
        audit.verify(session, key=keys.audit)


def test_the_same_page_sent_twice_is_kept_once_and_a_changed_text_is_new(
    browser: CheckedClient, database: Database
) -> None:
    shown = browser.page(TELL)
    fields = {name: shown.value(name) for name in ("csrf_token", "mark")}
    for words in (WORDS, WORDS, f"{WORDS}, number 7"):
        assert browser.post(TELL, data={**fields, "words": words}).status_code == 303
    assert len(messages(database)) == 2
    # and the second joins the task that nobody has done yet
    assert len(tasks(database)) == 1


def test_two_clicks_at_the_same_moment_write_one_concern(app: Flask, database: Database, form: SentForm) -> None:
    keys: KeyRing = app.extensions["localoffer_keys"]
    barrier = Barrier(2)

    def click(_: int) -> bool:
        with database.transaction() as session:
            referral = session.scalars(select(Referral)).one()
            said = Said(CodeHolder.REFERRER, WORDS, "en", "the page's mark", now())
            if database.engine.dialect.name != "sqlite":
                barrier.wait()
            return tracking.report(session, referral=referral, kind=MessageKind.CONCERN, said=said, keys=keys)

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(click, range(2))) == [False, True]
    assert len(messages(database)) == len(tasks(database)) == 1


def test_an_empty_box_is_refused_and_nothing_typed_is_lost(browser: CheckedClient, database: Database) -> None:
    answer = browser.send(TELL, {"words": "  "})
    assert answer.status_code == 400
    assert "Write what you want to tell us" in answer.get_data(as_text=True)
    long = browser.send(TELL, {"words": "x" * 2001})
    assert long.status_code == 400
    assert "x" * 2001 in long.get_data(as_text=True)
    assert messages(database) == []


def test_every_box_says_that_it_is_not_read_at_night_and_what_to_do_in_danger(
    app: Flask, browser: CheckedClient, database: Database
) -> None:
    moved(app, database, ReferralStage.STARTED)
    for address in (TELL, GOING, TAKE_BACK):
        page = browser.page(address)
        assert "Nobody reads this at night or at weekends." in page.words
        assert "ring 999" in page.words
        assert page.with_class("govuk-exit-this-page")
        assert browser.get(address).headers["Cache-Control"] == "no-store"


def test_a_question_of_the_team_is_shown_until_it_is_answered(
    app: Flask, browser: CheckedClient, database: Database, keys: KeyRing
) -> None:
    moved(app, database, ReferralStage.MORE_INFORMATION)
    write_as_the_team(database, keys, MessageKind.QUESTION, "Which bus stop is near you?", at=now())
    page = browser.page(STATUS)
    assert "We have a question for you" in page.words
    assert "Which bus stop is near you?" in browser.page(TELL).words
    assert browser.page(TELL).heading == "Answer our question"
    browser.send(TELL, {"words": "Marmalade Crescent"})
    answered = browser.page(STATUS)
    assert "We have a question for you" not in answered.words
    assert "Which bus stop is near you?" in answered.words


@time_machine.travel(MONDAY, tick=False)
@pytest.mark.parametrize(
    ("kind", "due_on"),
    [("going_well", None), ("concern", date(2026, 11, 24)), ("missed_visit", date(2026, 11, 25))],
)
def test_how_support_is_going_becomes_a_dated_task_where_somebody_has_to_act(
    app: Flask, client: CheckedClient, database: Database, kind: str, due_on: date | None
) -> None:
    browser = opened(client, sent(app, database))
    moved(app, database, ReferralStage.STARTED)
    assert browser.send(GOING, {"kind": kind, "words": WORDS}).location == STATUS
    assert [message.kind.value for message in messages(database)] == [kind]
    assert [task.due_on for task in tasks(database)] == ([due_on] if due_on else [])


@pytest.mark.parametrize("kind", ["concern", "missed_visit"])
def test_a_concern_needs_words(app: Flask, browser: CheckedClient, database: Database, kind: str) -> None:
    moved(app, database, ReferralStage.STARTED)
    answer = browser.send(GOING, {"kind": kind, "words": ""})
    assert answer.status_code == 400
    assert "Tell us w" in answer.get_data(as_text=True)
    assert browser.send(GOING, {"kind": "going_well", "words": ""}).status_code == 303


def test_nobody_is_asked_how_support_goes_before_there_is_any(browser: CheckedClient) -> None:
    assert browser.get(GOING).location == STATUS
    assert GOING not in browser.page(STATUS).links


def test_taking_the_form_back_asks_first_and_happens_once(
    browser: CheckedClient, database: Database, keys: KeyRing
) -> None:
    shown = browser.page(TAKE_BACK)
    assert only_referral(database).stage is ReferralStage.RECEIVED
    fields = {name: shown.value(name) for name in ("csrf_token", "mark")}
    for _ in range(2):
        assert browser.post(TAKE_BACK, data={**fields, "words": "We moved away"}).location == STATUS
    referral = only_referral(database)
    assert referral.stage is ReferralStage.WITHDRAWN
    assert [task.kind for task in tasks(database)] == [TaskKind.WITHDRAWAL]
    with database.session(writes=False) as session:
        changes = session.scalars(select(StageChange)).all()
        assert [(change.to_stage, change.made_by) for change in changes] == [(ReferralStage.WITHDRAWN, "referrer")]
        audit.verify(session, key=keys.audit)
    page = browser.page(STATUS)
    assert "The form was taken back" in page.words
    assert TELL not in page.links
    assert TAKE_BACK not in page.links


def test_a_form_at_its_end_cannot_be_taken_back(app: Flask, browser: CheckedClient, database: Database) -> None:
    moved(app, database, ReferralStage.NOT_ACCEPTED)
    assert browser.get(TAKE_BACK).location == STATUS
    assert browser.get(TELL).location == STATUS
    assert "The team could not say yes this time." in browser.page(STATUS).words


def test_a_note_of_the_team_is_not_a_message_to_the_family(
    app: Flask, browser: CheckedClient, database: Database
) -> None:
    moved(app, database, ReferralStage.ACCEPTED)
    page = browser.page(STATUS)
    assert "a note that the family never reads" not in page.words
    assert "Accepted" in page.words


def test_a_professional_sees_stage_and_date_and_can_only_add_what_the_team_should_know(
    app: Flask, client: CheckedClient, database: Database, keys: KeyRing
) -> None:
    browser = opened(client, sent(app, database, PROFESSIONAL))
    moved(app, database, ReferralStage.STARTED)
    write_as_the_team(database, keys, MessageKind.UPDATE, "A worker called Clementine", at=now())
    page = browser.page(STATUS)
    assert "Support has started" in page.words
    assert "Clementine" not in page.words
    assert [link for link in page.links if link.startswith(f"{STATUS}/")] == [TELL]
    for address in (GOING, TAKE_BACK, f"{STATUS}/before-support", f"{STATUS}/before-support/worker"):
        assert browser.get(address).location == STATUS
    assert browser.send(TELL, {"words": WORDS}).status_code == 303
    assert WORDS not in browser.page(STATUS).words
    assert len(messages(database)) == 2


def test_nobody_reads_what_was_written_with_the_other_code(
    app: Flask, client: CheckedClient, database: Database, keys: KeyRing, session: Session
) -> None:
    form = sent(app, database, PROFESSIONAL)
    opened(client, form).send(TELL, {"words": "Words of the school"})
    code = tracking.issue_family_code(session, session.scalars(select(Referral)).one(), keys=keys, actor="staff:1")
    session.commit()
    family = app.test_client()
    assert isinstance(family, CheckedClient)
    family.send(STATUS, {"reference": form.reference, "code": code})
    family.send(TELL, {"words": "Words of the family"})
    page = family.page(STATUS)
    assert "Words of the family" in page.words
    assert "Words of the school" not in page.words
    assert "Words of the family" not in client.page(STATUS).words
    assert [message.by for message in messages(database)] == [MessageBy.REFERRER, MessageBy.FAMILY]


def test_a_flood_of_messages_is_stopped_and_the_form_can_still_be_taken_back(
    app: Flask, browser: CheckedClient, database: Database
) -> None:
    keys: KeyRing = app.extensions["localoffer_keys"]
    with database.transaction() as session:
        referral = session.scalars(select(Referral)).one()
        for number in range(tracking.MOST_A_DAY):
            said = Said(CodeHolder.REFERRER, f"Number {number}", "en", "", now())
            tracking.add_information(session, referral=referral, said=said, keys=keys)
    answer = browser.send(TELL, {"words": WORDS})
    assert answer.status_code == 429
    assert WORDS in answer.get_data(as_text=True)
    assert browser.send(TAKE_BACK, {"words": ""}).location == STATUS
    assert only_referral(database).stage is ReferralStage.WITHDRAWN


def test_a_message_opens_only_as_long_as_its_referral_has_its_key(
    browser: CheckedClient, database: Database, keys: KeyRing
) -> None:
    browser.send(TELL, {"words": WORDS})
    (message,) = messages(database)
    with database.transaction() as session:
        referral = session.scalars(select(Referral)).one()
        session.delete(referral.key)
    with database.session(writes=False) as session:
        referral = session.scalars(select(Referral)).one()
        with pytest.raises(CannotOpen):
            sealing.open_text(referral, message.sealed_text, keys=keys, column=tracking.TEXT, at=message.made_at)
    # and the page is closed, as for a referral that there never was
    assert browser.page(STATUS).heading == "Follow a form"


@time_machine.travel(MONDAY, tick=False)
def test_a_promised_day_that_is_over_is_said_with_a_number_to_ring(
    app: Flask, client: CheckedClient, database: Database
) -> None:
    browser = opened(client, sent(app, database))
    for days, said in ((3, "We contact you by 26 November 2026."), (-3, "We said that we contact you by 20 November")):
        with database.transaction() as session:
            session.scalars(select(Referral)).one().promised_by = (MONDAY + timedelta(days=days)).date()
        assert said in browser.page(STATUS).words


def test_every_stage_has_its_plain_words(app: Flask, browser: CheckedClient, database: Database) -> None:
    seen = set()
    for stage in ReferralStage:
        with database.transaction() as session:
            session.scalars(select(Referral)).one().stage = stage
        page = browser.page(STATUS)
        assert str(stage.title) in page.words
        seen.add(page.words)
    assert len(seen) == len(ReferralStage)


def test_a_look_at_the_status_writes_nothing_but_when_it_was_used(browser: CheckedClient, database: Database) -> None:
    before = everything_counted(database)
    browser.page(STATUS)
    browser.page(TELL)
    browser.page(TAKE_BACK)
    assert everything_counted(database) == before


def everything_counted(database: Database) -> tuple[int | None, ...]:
    """Return how many messages, audit entries and moves there are."""
    with database.session(writes=False) as session:
        kinds = (ReferralMessage, AuditEntry, StageChange)
        return tuple(session.scalar(select(func.count()).select_from(kind)) for kind in kinds)


def test_changing_the_language_keeps_what_stands_in_the_box(browser: CheckedClient, database: Database) -> None:
    shown = browser.page(TELL)
    buttons = {button.get("value") for button in shown.all(".//button[@name='speak']")}
    assert buttons == set(LANGUAGES) - {"en"}
    fields = {name: shown.value(name) for name in ("csrf_token", "mark")}
    pressed = {**fields, "words": WORDS, "speak": "ur"}
    # a browser that is answered 307 sends the same again, to the new address
    answer = browser.post(TELL, data=pressed)
    assert (answer.status_code, answer.location) == (307, f"/ur{TELL}")
    page: Page = browser.post(answer.location, data=pressed).page  # type: ignore[attr-defined]
    assert page.one(".").get("lang") == "ur"
    assert page.value("words").strip() == WORDS
    assert page.value("mark") == shown.value("mark")
    assert messages(database) == []


def test_the_enter_key_sends_and_does_not_change_the_language(app: Flask, browser: CheckedClient) -> None:
    stranger = app.test_client()
    assert isinstance(stranger, CheckedClient)
    for page in (stranger.page(STATUS), browser.page(TELL), browser.page(f"{STATUS}/before-support/worker")):
        own = page.one(".//main//form").get("id")
        first = next(button for button in page.all(".//button") if button.get("form") == own)
        assert first.get("name") is None
        assert first.get("tabindex") == "-1"
