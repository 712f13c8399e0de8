"""The retention job removes what is past its time, nothing younger and nothing that is held, at any moment."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as run_with
from hypothesis import strategies as st
from sqlalchemy import delete, inspect, select, text
from sqlalchemy.orm import Session

import config
from localoffer import audit, tidying
from localoffer.crypto import KeyRing
from localoffer.db import Base, Database
from localoffer.feedback.comments import sealing as comment_sealing
from localoffer.feedback.comments.models import Comment
from localoffer.installing import Installation
from localoffer.keeping import ClosedReferrals, Retention
from localoffer.outbox.models import OutboxMessage
from localoffer.privacy import complaints, queries, retention
from localoffer.privacy.models import DataComplaint, Erasure
from localoffer.privacy.retention import Outcome
from localoffer.privacy.rules import Moment, Rule, earlier, rules
from localoffer.referrals.models import FormOpinion, Referral, ReferralCode, ReferralDraft, ReferralKey
from localoffer.referrals.vocabulary import ReferralStage
from tests.privacy import making
from tests.privacy.conftest import command

# short, so that a few months of history have every kind of end in them
TOLD = Retention(
    closed_referrals=ClosedReferrals(months=2, since=date(2026, 11, 1)),
    set_aside_days=3,
    status_code_days=5,
    message_days=4,
    opinion_months=1,
    complaint_months=1,
)
RULES = rules(TOLD, told_months=12)
START = datetime(2026, 1, 1, 12, tzinfo=UTC)
CLOSED = {ReferralStage.FINISHED, ReferralStage.NOT_ACCEPTED, ReferralStage.WITHDRAWN}

moments = st.builds(
    lambda days, seconds: START + timedelta(days=days, seconds=seconds),
    st.integers(0, 120),
    st.sampled_from([-1, 0, 0, 1]),
)


@dataclass(frozen=True)
class History:
    """What became of one referral."""

    stage: ReferralStage
    changed_at: datetime
    set_aside_at: datetime | None
    held: bool

    def is_over(self, at: datetime) -> bool:
        """Whether it has to be gone at a moment."""
        if self.held:
            return False
        aside = self.set_aside_at is not None and self.set_aside_at + timedelta(days=3) <= at
        return aside or (self.stage in CLOSED and self.changed_at <= earlier(at, 2))

    def code_is_over(self, at: datetime) -> bool:
        """Whether its status code has to be gone at a moment."""
        closed = self.stage in CLOSED and self.changed_at + timedelta(days=5) <= at
        return self.is_over(at) or (closed and not self.held)


histories = st.builds(
    History,
    st.sampled_from(list(ReferralStage)),
    moments,
    st.one_of(st.none(), st.none(), moments),
    st.booleans(),
)


def run(database: Database, keys: KeyRing, at: datetime, *, batch: int = 3) -> list[Outcome]:
    """Run the job at a moment."""
    return retention.run(database, RULES, Moment(at, keys, "system"), batch=batch)


def clear(session: Session) -> None:
    for model in (Referral, ReferralDraft, FormOpinion, DataComplaint, OutboxMessage, Erasure):
        session.execute(delete(model))


def ids(session: Session, model: type[Base]) -> set[object]:
    (primary,) = inspect(model).primary_key
    return set(session.scalars(select(primary)))


@run_with(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=st.lists(histories, max_size=6), clock=st.lists(moments, min_size=1, max_size=3))
def test_no_referral_is_older_than_its_time_none_younger_is_gone_and_held_ones_stay(
    database: Database, keys: KeyRing, told: list[History], clock: list[datetime]
) -> None:
    # given any history of referrals
    with database.transaction() as session:
        clear(session)
        made = {
            making.referral(
                session,
                keys,
                stage=one.stage,
                changed_at=one.changed_at,
                set_aside_at=one.set_aside_at,
                held_since=one.changed_at if one.held else None,
            ).id: one
            for one in told
        }
    for at in sorted(clock):
        # when the job runs at any moment
        run(database, keys, at)
        # then exactly those are there whose time is not over, and so with their keys and codes
        with database.session(writes=False) as session:
            left = {number for number, one in made.items() if not one.is_over(at)}
            assert ids(session, Referral) == left
            assert ids(session, ReferralKey) == left
            with_code = {number for number, one in made.items() if not one.code_is_over(at)}
            assert set(session.scalars(select(ReferralCode.referral_id))) == with_code
            assert len(ids(session, Erasure)) == len(made) - len(left)
        # and a second run finds nothing
        assert [one for one in run(database, keys, at) if one.over] == []


@dataclass(frozen=True)
class Others:
    """When things that belong to no referral ended; None while they have not."""

    unsaved: datetime
    saved: datetime
    opinion: date
    made: datetime
    answered: datetime | None
    sent: datetime | None


others = st.builds(
    Others,
    moments,
    moments,
    moments.map(datetime.date),
    moments,
    st.one_of(st.none(), moments),
    st.one_of(st.none(), moments),
)


@run_with(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=st.lists(others, max_size=4), at=moments)
def test_nothing_else_is_kept_too_long_or_removed_too_early(
    database: Database, keys: KeyRing, told: list[Others], at: datetime
) -> None:
    left: dict[type[Base], set[object]] = {
        kind: set() for kind in (ReferralDraft, FormOpinion, DataComplaint, OutboxMessage)
    }

    def keep(kind: type[Base], key: object, *, over: bool) -> None:
        if not over:
            left[kind].add(key)

    with database.transaction() as session:
        clear(session)
        for one in told:
            for moment, saved in ((one.unsaved, False), (one.saved, True)):
                draft = making.draft(session, expires_at=moment, saved=saved)
                keep(ReferralDraft, draft.token_hash, over=moment <= at)
            opinion = making.opinion(session, keys, day=one.opinion)
            keep(FormOpinion, opinion.id, over=one.opinion < earlier(at, 1).date())
            complaint = making.complaint(session, keys, made_at=one.made, answered_at=one.answered)
            keep(DataComplaint, complaint.id, over=one.answered is not None and one.answered <= earlier(at, 1))
            message = making.message(session, keys, created_at=one.made, sent_at=one.sent)
            keep(OutboxMessage, message.id, over=(one.sent or one.made) <= at - timedelta(days=4))

    run(database, keys, at)

    with database.session(writes=False) as session:
        assert {kind: ids(session, kind) for kind in left} == left
    assert [one for one in run(database, keys, at) if one.over] == []


def test_of_an_old_comment_only_what_tells_of_nobody_stays(database: Database, session: Session, keys: KeyRing) -> None:
    at = datetime(2026, 11, 22, 9, tzinfo=UTC)
    for told_on in (date(2024, 11, 21), date(2024, 11, 22)):
        making.comment(session, keys, told_on=told_on)
    session.commit()

    run(database, keys, at)

    old, younger = session.scalars(select(Comment).order_by(Comment.id).execution_options(populate_existing=True))
    assert (old.key_id, old.sealed, old.sealed_email) == (None, None, None)
    assert (old.told_on, old.wants_answer) == (date(2024, 11, 21), True)
    assert comment_sealing.open_email(younger, keys=keys) == "philippa@example.org"


@pytest.mark.parametrize(
    ("moment", "months", "before"),
    [
        (datetime(2026, 11, 22, 9, 30, tzinfo=UTC), 84, datetime(2019, 11, 22, 9, 30, tzinfo=UTC)),
        (datetime(2026, 3, 31, tzinfo=UTC), 1, datetime(2026, 2, 28, tzinfo=UTC)),
        (datetime(2024, 2, 29, tzinfo=UTC), 12, datetime(2023, 2, 28, tzinfo=UTC)),
        (datetime(2026, 1, 5, tzinfo=UTC), 13, datetime(2024, 12, 5, tzinfo=UTC)),
    ],
)
def test_months_are_those_of_the_calendar(moment: datetime, months: int, before: datetime) -> None:
    assert earlier(moment, months) == before


def closed(session: Session, keys: KeyRing, number: int) -> list[Referral]:
    made = [making.referral(session, keys, stage=ReferralStage.FINISHED, changed_at=START) for _ in range(number)]
    session.commit()
    return made


AFTER = START + timedelta(days=100)


def test_looking_at_what_would_go_removes_nothing(database: Database, session: Session, keys: KeyRing) -> None:
    closed(session, keys, 2)
    found = {one.name: one for one in retention.report(database, RULES, Moment(AFTER, keys, "command"))}
    assert (found["closed_referral"].over, found["closed_referral"].removed) == (2, 0)
    assert found["status_code"].over == 2
    assert len(session.scalars(select(Referral)).all()) == 2


def test_what_cannot_be_removed_stops_nothing_else(database: Database, session: Session, keys: KeyRing) -> None:
    # given one referral among many that something still clings to
    made = closed(session, keys, 7)
    session.execute(text("CREATE TABLE clinging (referral_id INTEGER REFERENCES referrals (id))"))
    session.execute(text("INSERT INTO clinging VALUES (:id)"), {"id": made[3].id})
    session.commit()
    # when the job runs
    outcome = next(one for one in run(database, keys, AFTER) if one.name == "closed_referral")
    # then all others are gone, and that one is whole
    assert (outcome.over, outcome.removed, outcome.failed) == (7, 6, 1)
    session.rollback()
    assert session.scalars(select(Referral.id)).all() == [made[3].id]
    assert session.scalars(select(ReferralKey.referral_id)).all() == [made[3].id]
    # and goes once nothing clings to it
    session.execute(text("DROP TABLE clinging"))
    session.commit()
    assert run(database, keys, AFTER)[-1].removed == 1


def test_a_referral_with_a_code_that_this_version_does_not_know_stops_nothing_else(
    database: Database, session: Session, keys: KeyRing
) -> None:
    """As after a step back to an earlier version."""
    made = closed(session, keys, 3)
    session.execute(text("UPDATE referrals SET referrer = 'of_tomorrow' WHERE id = :id"), {"id": made[0].id})
    session.commit()
    outcome = next(one for one in run(database, keys, AFTER) if one.name == "closed_referral")
    assert (outcome.over, outcome.removed, outcome.failed) == (3, 2, 1)


def test_two_jobs_at_once_remove_each_thing_once(database: Database, session: Session, keys: KeyRing) -> None:
    closed(session, keys, 12)
    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(lambda _: run(database, keys, AFTER), range(2)))
    removed = [one.removed for outcomes in done for one in outcomes if one.name == "closed_referral"]
    assert sum(removed) == 12
    assert sum(one.failed for outcomes in done for one in outcomes) == 0
    assert len(session.scalars(select(Erasure)).all()) == 12
    assert audit.verify(session, key=keys.audit) > 12


def test_the_job_and_whoever_changes_something_never_wait_for_each_other(
    database: Database, session: Session, keys: KeyRing
) -> None:
    made = [one.id for one in closed(session, keys, 3)]
    with ThreadPoolExecutor(1) as pool:
        # given somebody in the middle of a change to the second of three that are over
        with database.transaction() as theirs:
            theirs.execute(select(Referral.id).where(Referral.id == made[1]).with_for_update())
            # when the job has come as far as that one
            job = pool.submit(run, database, keys, AFTER)
            wait([job], timeout=0.5)
            # then they can finish
            audit.record(
                theirs, key=keys.audit, actor="staff:2", action="test.done", subject="referral", subject_id="1"
            )
        # and so can the job
        outcome = next(one for one in job.result(timeout=20) if one.name == "closed_referral")
    assert (outcome.removed, outcome.failed) == (3, 0)


def test_each_removal_is_in_the_audit_by_its_id(database: Database, session: Session, keys: KeyRing) -> None:
    (made,) = closed(session, keys, 1)
    opinion = making.opinion(session, keys, day=START.date())
    session.commit()
    run(database, keys, AFTER)
    entries = session.scalars(select(audit.AuditEntry)).all()
    erased = [entry for entry in entries if entry.action == "referral.erased"]
    assert [(entry.subject_id, entry.details) for entry in erased] == [(str(made.uuid), {"why": "closed_referral"})]
    removed = {entry.subject: entry.details for entry in entries if entry.action == "retention.removed"}
    assert removed["opinion"] == {"count": 1, "ids": [str(opinion.id)]}


def test_a_hold_that_comes_between_finding_and_removing_is_kept(
    database: Database, session: Session, keys: KeyRing
) -> None:
    (made,) = closed(session, keys, 1)
    rule: Rule = RULES[-1]
    made.held_since = AFTER
    session.commit()
    with database.transaction() as own:
        assert not rule.remove(own, made.id, Moment(AFTER, keys, "system"))
    assert session.scalars(select(Referral.id)).all() == [made.id]


def test_a_wrong_clock_or_a_slip_in_the_settings_takes_no_great_many_at_once(
    settings: config.Settings, session: Session, keys: KeyRing
) -> None:
    # given more closed referrals past their time than ever come in a day
    for _ in range(51):
        making.referral(session, keys, stage=ReferralStage.FINISHED, changed_at=START - timedelta(days=9999))
    session.commit()
    # then the worker leaves them, and says so where somebody asks
    tidying.tidy(Installation(settings))
    assert len(session.scalars(select(Referral.id)).all()) == 51
    session.rollback()
    assert "unusually many" in command(settings, "retention", "run").output
    # and whoever has looked can go on
    assert command(settings, "retention", "run", "--really").exit_code == 0
    assert session.scalars(select(Referral.id)).all() == []


def test_production_keeps_closed_referrals_while_the_council_has_not_decided(settings: config.Settings) -> None:
    names = {rule.name for rule in tidying.retention_rules(Installation(settings))}
    undecided = {
        rule.name for rule in tidying.retention_rules(Installation(replace(settings, environment="production")))
    }
    assert names - undecided == {"closed_referral"}


def test_a_receipt_that_never_went_out_says_so_for_as_long_as_its_complaint(
    database: Database, session: Session, keys: KeyRing
) -> None:
    # given two complaints whose receipts did not go out, one of them answered
    answered = making.complaint(session, keys, made_at=START, answered_at=START)
    waiting = making.complaint(session, keys, made_at=START, answered_at=None)
    for one in (answered, waiting):
        made = making.message(session, keys, created_at=START, unique_key=complaints.receipt_key(one))
        made.kind = complaints.RECEIPT
    session.commit()
    # when the time of messages, and that of answered complaints, is over
    run(database, keys, AFTER)
    # then the receipt of the one that nobody answered is still seen not to have gone out
    session.expire_all()
    assert session.scalars(select(DataComplaint.id)).all() == [waiting.id]
    assert queries.undelivered(session, [waiting]) == {waiting.reference}
    assert len(session.scalars(select(OutboxMessage.id)).all()) == 1
