"""A form that has been sent, and following it: what the tests of the status page begin from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from localoffer.crypto import KeyRing
from localoffer.db import Database, now
from localoffer.referrals import answers as told
from localoffer.referrals import choices, codes, submission, triage
from localoffer.referrals.answers import Answers
from localoffer.referrals.asking import at_hand
from localoffer.referrals.drafting import drafts
from localoffer.referrals.drafting.drafts import Draft
from localoffer.referrals.following import tracking
from localoffer.referrals.models import Referral, ReferralMessage, ReferralTask
from localoffer.referrals.vocabulary import ReferralStage, Referrer, Refusal
from tests.support.client import CheckedClient

STATUS = "/refer/status"
FAMILY_MAIL = "philippa.quillfeather@example.org"
BORN = date(now().year - 11, 3, 27)
PARENT = Answers(
    who=told.Who(Referrer.PARENT),
    young_person=told.YoungPerson("Zebedee", "Quillfeather", "Zeb"),
    date_of_birth=told.DateOfBirth(BORN),
    home=told.Home("ST16 2LH", "stafford"),
    strengths=told.Strengths("Xylophones"),
    day_to_day=told.DayToDay((choices.Hard.COMMUNICATION,), "Wobblesome mornings"),
    learn=told.Learn((choices.Goal.COOKING,)),
    contact=told.Contact("Philippa", email=FAMILY_MAIL),
    speaking=told.Speaking("en", interpreter=choices.YesNo.NO),
    agreement=told.Agreement(choices.YesNo.YES, choices.YesNo.YES),
)
PROFESSIONAL = replace(
    PARENT,
    who=told.Who(Referrer.PROFESSIONAL),
    about_you=told.AboutYou("Ottoline", "Teacher", "Thistledown", email="ottoline@example.org"),
    speaking=told.Speaking("pl", interpreter=choices.YesNo.NO),
)
PATH = {
    ReferralStage.ACCEPTED: (ReferralStage.BEING_LOOKED_AT, ReferralStage.ACCEPTED),
    ReferralStage.STARTED: (ReferralStage.BEING_LOOKED_AT, ReferralStage.ACCEPTED, ReferralStage.STARTED),
    ReferralStage.NOT_ACCEPTED: (ReferralStage.BEING_LOOKED_AT, ReferralStage.NOT_ACCEPTED),
    ReferralStage.MORE_INFORMATION: (ReferralStage.MORE_INFORMATION,),
}


@dataclass(frozen=True)
class SentForm:
    """A form that was sent: what whoever sent it has in hand, and their browser's token."""

    reference: str
    code: str
    token: str

    @property
    def typed(self) -> dict[str, str]:
        return {"reference": self.reference, "code": self.code}


def sent(app: Flask, database: Database, answers: Answers = PARENT, *, set_aside_for: tuple[str, ...] = ()) -> SentForm:
    """Send a form."""
    keys: KeyRing = app.extensions["localoffer_keys"]
    token = drafts.new_token()
    with app.test_request_context(), database.transaction() as session:
        referral = submission.submit(
            session,
            draft=Draft(token, answers),
            keys=keys,
            desk=at_hand.desk(),
            language="en",
            at=now(),
            set_aside_for=set_aside_for,
        )
        return SentForm(referral.reference, codes.referrer_code(keys, token), token)


def open_status(client: CheckedClient, form: SentForm, *, prefix: str = "") -> TestResponse:
    """Open the status page by reference and code, as anybody does who has both."""
    return client.send(f"{prefix}{STATUS}", form.typed)


def opened(client: CheckedClient, form: SentForm) -> CheckedClient:
    """Return the browser with the status page open."""
    assert open_status(client, form).status_code == 303
    return client


def moved(app: Flask, database: Database, to: ReferralStage) -> None:
    """Move the one referral that there is along its way to a stage."""
    keys: KeyRing = app.extensions["localoffer_keys"]
    for stage in PATH[to]:
        with database.transaction() as session:
            referral = session.scalars(select(Referral)).one()
            triage.move(
                session,
                referral=referral,
                to=stage,
                note="a note that the family never reads",
                reason=Refusal.OTHER_HELP if stage is ReferralStage.NOT_ACCEPTED else None,
                seen_version=referral.row_version,
                keys=keys,
                actor="staff:1",
                at=now(),
            )


def messages(database: Database) -> list[ReferralMessage]:
    """Return every message, oldest first."""
    with database.session(writes=False) as session:
        return list(session.scalars(select(ReferralMessage).order_by(ReferralMessage.id)))


def tasks(database: Database) -> list[ReferralTask]:
    """Return every task, oldest first."""
    with database.session(writes=False) as session:
        return list(session.scalars(select(ReferralTask).order_by(ReferralTask.id)))


def family_code(database: Database, keys: KeyRing) -> str:
    """Return a new code for the family, as the team gives one."""
    with database.transaction() as session:
        referral = session.scalars(select(Referral)).one()
        return tracking.issue_family_code(session, referral, keys=keys, actor="staff:1")
