"""Sending: never lost, never twice, everything in one transaction."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from threading import Barrier

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from localoffer import audit
from localoffer.crypto import KeyRing
from localoffer.db import Base, Database, now
from localoffer.outbox import store
from localoffer.outbox.models import OutboxMessage
from localoffer.referrals import answers as told
from localoffer.referrals import choices, codes, submission
from localoffer.referrals.drafting import drafts
from localoffer.referrals.drafting.drafts import Draft
from localoffer.referrals.models import Referral, ReferralDraft
from localoffer.referrals.telling.notifying import Desk
from localoffer.referrals.vocabulary import Referrer
from tests.referrals import journeys
from tests.referrals.journeys import CHECK, START
from tests.support.client import CheckedClient
from tests.support.forms_over import erase_forms_that_are_over

ANSWERS = told.Answers(
    who=told.Who(Referrer.PARENT),
    young_person=told.YoungPerson("Zebedee", "Quillfeather"),
    date_of_birth=told.DateOfBirth(date(2015, 3, 27)),
    home=told.Home("ST16 2LH", "stafford"),
    strengths=told.Strengths(),
    day_to_day=told.DayToDay((choices.Hard.NOT_SURE,)),
    learn=told.Learn((choices.Goal.COOKING,)),
    contact=told.Contact("Philippa", email="philippa@example.org"),
    speaking=told.Speaking("pl", interpreter=choices.YesNo.YES),
    agreement=told.Agreement(choices.YesNo.YES),
)


def counts(database: Database) -> dict[str, int]:
    """Return how many rows of each kind there are."""
    with database.session(writes=False) as session:
        kinds: dict[str, type[Base]] = {
            "referrals": Referral,
            "messages": OutboxMessage,
            "entries": audit.AuditEntry,
        }
        return {name: session.scalar(select(func.count()).select_from(kind)) or 0 for name, kind in kinds.items()}


ONCE = {"referrals": 1, "messages": 2, "entries": 1}


def submit(app: Flask, session: Session, draft: Draft) -> Referral:
    """Send a draft in a transaction of the caller's."""
    with app.app_context():
        return submission.submit(
            session,
            draft=draft,
            keys=app.extensions["localoffer_keys"],
            desk=Desk(
                council=app.extensions["localoffer_council"],
                base_url="http://localhost",
                team_address="team@example.org",
                duty_address="duty@example.org",
            ),
            language="en",
            at=now(),
        )


def test_going_back_and_sending_again_leads_to_the_same_confirmation(client: CheckedClient, database: Database) -> None:
    # given a form that is sent, with its page still open
    journeys.fill_in(client)
    token = client.page(CHECK).value("csrf_token")
    first = client.post(CHECK, data={"csrf_token": token})
    shown = client.page(f"{START}/sent").words
    # when it is sent again
    again = client.post(CHECK, data={"csrf_token": token})
    # then nothing is made twice
    assert first.location == again.location == f"{START}/sent"
    assert client.page(f"{START}/sent").words == shown
    assert counts(database) == ONCE
    assert client.get(f"{START}/contact").location == f"{START}/sent"


def test_two_clicks_at_the_same_moment_make_one_referral(app: Flask, client: CheckedClient, database: Database) -> None:
    # given one browser with a form that is filled in
    journeys.fill_in(client)
    token = client.page(CHECK).value("csrf_token")
    cookies = {name: client.get_cookie(name) for name in ("referral", "session")}
    barrier = Barrier(4)

    def click(_: int) -> str:
        # the checked client looks at all sessions of the process, and here others are in the middle of theirs
        browser = FlaskClient(app, app.response_class, use_cookies=True)
        for name, cookie in cookies.items():
            assert cookie is not None
            browser.set_cookie(name, cookie.value)
        barrier.wait()
        response = browser.post(CHECK, data={"csrf_token": token})
        return f"{response.status_code} {response.location}"

    # when it sends four times at once
    with ThreadPoolExecutor(4) as pool:
        answers = set(pool.map(click, range(4)))
    # then there is one referral
    assert answers == {f"303 {START}/sent"}
    assert counts(database) == ONCE


def test_a_race_past_the_first_look_still_makes_one(app: Flask, database: Database) -> None:
    """Without the draft's lock, the unique journey decides."""
    draft = Draft(drafts.new_token(), ANSWERS)
    with database.session(writes=True) as first, ThreadPoolExecutor(1) as pool:
        made = submit(app, first, draft).reference

        def other() -> str:
            with database.transaction() as session:
                return submit(app, session, draft).reference

        waiting = pool.submit(other)
        first.commit()
        assert waiting.result(timeout=20) == made
    assert counts(database) == ONCE


@pytest.mark.parametrize("part", ["audit", "messages", "draft"])
def test_what_fails_half_way_leaves_nothing(
    app: Flask, database: Database, keys: KeyRing, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    # given a stored draft, and a fault in one part of sending
    draft = Draft(drafts.new_token(), ANSWERS)
    with database.transaction() as session:
        drafts.save(session, draft, keys=keys, at=now())
    target = {"audit": (audit, "record"), "messages": (store, "enqueue"), "draft": (drafts, "mark_sent")}[part]

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("disk full")

    with monkeypatch.context() as broken:
        broken.setattr(*target, fail)
        with pytest.raises(RuntimeError), database.transaction() as session:
            submit(app, session, draft)
    # then nothing of it is there, and the answers still are
    assert counts(database) == {"referrals": 0, "messages": 0, "entries": 0}
    with database.transaction() as session:
        kept = drafts.load(session, keys=keys, token=draft.token, at=now())
        assert kept is not None
        assert kept.answers == ANSWERS
        # and sending again works
        submit(app, session, draft)
    assert counts(database) == ONCE


def test_a_reference_that_is_taken_is_drawn_again(
    app: Flask, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = iter(["AAAA-AAAA", "AAAA-AAAA", "BBBB-BBBB"])
    monkeypatch.setattr(codes, "new_reference", lambda: next(drawn))
    for expected in ("AAAA-AAAA", "BBBB-BBBB"):
        with database.transaction() as session:
            assert submit(app, session, Draft(drafts.new_token(), ANSWERS)).reference == expected


def test_references_can_be_read_aloud() -> None:
    for _ in range(200):
        reference = codes.new_reference()
        assert len(reference) == 9
        assert reference[4] == "-"
        assert not set(reference) & set("01ILOU")
    assert len(codes.ALPHABET) == 30


def test_a_form_that_lacks_an_answer_is_refused(app: Flask, database: Database) -> None:
    draft = Draft(drafts.new_token(), replace(ANSWERS, contact=None))
    with pytest.raises(submission.Incomplete, match="contact"), database.transaction() as session:
        submit(app, session, draft)


def test_sending_is_in_the_audit_and_the_chain_holds(app: Flask, database: Database, keys: KeyRing) -> None:
    for _ in range(3):
        with database.transaction() as session:
            submit(app, session, Draft(drafts.new_token(), ANSWERS))
    with database.session(writes=False) as session:
        assert audit.verify(session, key=keys.audit) == 3
        entry = session.scalars(select(audit.AuditEntry)).first()
        assert entry is not None
        assert (entry.actor, entry.action) == ("family", "referral.submitted")


def test_answers_survive_being_stored(app: Flask) -> None:
    assert told.Answers.from_json(ANSWERS.to_json()) == ANSWERS


def test_stored_answers_of_another_version_lose_only_what_changed() -> None:
    stored = {**ANSWERS.to_json(), "who": {"referrer": "robot"}, "gone": {"x": 1}}
    stored["learn"] = {**stored["learn"], "added_later": True}
    assert told.Answers.from_json(stored) == replace(ANSWERS, who=None)


def test_a_draft_runs_out_after_24_hours_and_is_erased(database: Database, keys: KeyRing) -> None:
    begun = now()
    draft = Draft(drafts.new_token(), ANSWERS)
    with database.transaction() as session:
        drafts.save(session, draft, keys=keys, at=begun)
        # a later answer does not make it live longer
        drafts.save(session, draft, keys=keys, at=begun + drafts.LASTING / 2)
        assert drafts.load(session, keys=keys, token=draft.token, at=begun + drafts.LASTING * 0.99) is not None
        assert drafts.load(session, keys=keys, token=draft.token, at=begun + drafts.LASTING) is None
    assert erase_forms_that_are_over(database, keys, at=begun + drafts.LASTING) == 1
    with database.session(writes=False) as session:
        assert session.scalar(select(func.count()).select_from(ReferralDraft)) == 0
