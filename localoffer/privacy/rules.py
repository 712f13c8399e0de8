"""What goes when: one rule for each kind of thing that is kept for a time, from the numbers of the county's folder."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Any, ClassVar

from sqlalchemy import ColumnElement, and_, delete, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from localoffer.contacting.models import ContactRequest
from localoffer.crypto import KeyRing
from localoffer.days import months_before
from localoffer.feedback.comments.models import Comment
from localoffer.feedback.corrections.models import Correction
from localoffer.feedback.models import MissingSupport
from localoffer.feedback.surveys.models import SurveyAnswer
from localoffer.jobs.models import Job
from localoffer.keeping import Retention
from localoffer.listings.bulk.models import LASTING, BulkRun
from localoffer.listings.freshness.models import ProviderLink
from localoffer.outbox.models import OutboxMessage
from localoffer.privacy import complaints
from localoffer.privacy.erasing import erase
from localoffer.privacy.models import DataComplaint, Erasure
from localoffer.referrals.asking import sent_signs
from localoffer.referrals.following import lookup
from localoffer.referrals.models import (
    DraftReturn,
    FormOpinion,
    Referral,
    ReferralCode,
    ReferralDraft,
    SentSign,
    StatusTry,
)
from localoffer.referrals.triage import ENDED
from localoffer.staff.models import OneTimeLink
from localoffer.working_days import day_of

CLOSED = "closed_referral"


@dataclass(frozen=True)
class Moment:
    """When the rules are asked, and what else removing takes."""

    at: datetime
    keys: KeyRing
    actor: str


class Trail(Enum):
    """What the audit says of a rule's work: the ids that went, how many they were, or nothing."""

    IDS = "ids"
    COUNT = "count"
    NONE = "none"


Condition = Callable[[datetime], ColumnElement[bool]]


@dataclass(frozen=True)
class Rule:
    """One kind of thing: ``over`` says which rows are past their time at a moment; ``key`` is the primary key.

    ``trail`` is COUNT where the key is a hash that tells nobody anything; by a rule that is ``one_at_a_time`` each row
    goes in a transaction of its own.
    """

    name: str
    key: InstrumentedAttribute[Any]
    over: Condition
    trail: Trail = Trail.NONE
    one_at_a_time: ClassVar[bool] = False

    def remove(self, session: Session, value: Any, moment: Moment) -> bool:
        """Remove one row, if it is still past its time; return whether it was."""
        still = and_(self.key == value, self.over(moment.at))
        gone = session.execute(delete(self.key.class_).where(still).execution_options(synchronize_session=False))
        return bool(gone.rowcount)  # type: ignore[attr-defined]


class WholeReferral(Rule):
    """A rule by which referrals go with everything that belongs to them; erasing one writes the audit itself."""

    # whoever held the end of the audit while they want another referral could wait for a colleague who waits for them
    one_at_a_time = True

    def remove(self, session: Session, value: Any, moment: Moment) -> bool:
        """Erase one referral, if it is still past its time; return whether it was."""
        still = select(Referral).where(self.key == value, self.over(moment.at)).with_for_update(of=Referral)
        referral = session.scalars(still).one_or_none()
        if referral is not None:
            erase(session, referral, why=self.name, keys=moment.keys, actor=moment.actor, at=moment.at)
        return referral is not None


class WithItsMail(Rule):
    """The rule of complaints: a receipt that never went out goes with the complaint, and says so until then."""

    def remove(self, session: Session, value: Any, moment: Moment) -> bool:
        """Remove one complaint and the mail about it, if it is still past its time; return whether it was."""
        still = select(DataComplaint.uuid).where(self.key == value, self.over(moment.at))
        if (found := session.scalars(still).one_or_none()) is None:
            return False
        session.execute(delete(OutboxMessage).where(OutboxMessage.unique_key.contains(str(found))))
        return super().remove(session, value, moment)


class WordsAlone(Rule):
    """The rule of comments: what was written and the address go; that there was one, and what was published, stay."""

    def remove(self, session: Session, value: Any, moment: Moment) -> bool:
        """Empty the sealed parts of one comment, if it is still past its time; return whether it was."""
        still = and_(self.key == value, self.over(moment.at))
        emptied = {"key_id": None, "sealed": None, "sealed_email": None, "row_version": Comment.row_version + 1}
        gone = session.execute(
            update(Comment).where(still).values(emptied).execution_options(synchronize_session=False)
        )
        return bool(gone.rowcount)  # type: ignore[attr-defined]


def rules(told: Retention, *, told_months: int) -> tuple[Rule, ...]:
    """Return every rule, those that take whole referrals last.

    Args:
        told_months: how long what families could not find is kept.
    """
    return (
        *_forms(),
        *_after_sending(told),
        *_by_day(told, told_months),
        *_contacts(told),
        *_technical(told),
        WholeReferral(
            "set_aside",
            Referral.id,
            lambda at: and_(_free(), Referral.set_aside_at <= at - timedelta(days=told.set_aside_days)),
        ),
        WholeReferral(
            CLOSED,
            Referral.id,
            lambda at: and_(_free(), _closed_before(earlier(at, told.closed_referrals.months))),
        ),
    )


def earlier(moment: datetime, months: int) -> datetime:
    """Return the same time of the day that many months before; on the last of its month where that has no such day."""
    years, month = divmod(moment.year * 12 + moment.month - 1 - months, 12)
    return moment.replace(year=years, month=month + 1, day=min(moment.day, monthrange(years, month + 1)[1]))


def _forms() -> tuple[Rule, ...]:
    def unsaved(at: datetime) -> ColumnElement[bool]:
        return and_(ReferralDraft.saved_at.is_(None), ReferralDraft.expires_at <= at)

    def saved(at: datetime) -> ColumnElement[bool]:
        return and_(ReferralDraft.saved_at.is_not(None), ReferralDraft.expires_at <= at)

    return (
        Rule("draft_return", DraftReturn.token_hash, lambda at: DraftReturn.expires_at <= at, Trail.COUNT),
        Rule("unsaved_draft", ReferralDraft.token_hash, unsaved, Trail.COUNT),
        Rule("saved_draft", ReferralDraft.token_hash, saved, Trail.COUNT),
    )


def _after_sending(told: Retention) -> tuple[Rule, ...]:
    def codes(at: datetime) -> ColumnElement[bool]:
        closed = and_(_free(), _closed_before(at - timedelta(days=told.status_code_days)))
        return ReferralCode.referral_id.in_(select(Referral.id).where(closed))

    def messages(at: datetime) -> ColumnElement[bool]:
        moment = at - timedelta(days=told.message_days)
        unsent = and_(OutboxMessage.sent_at.is_(None), OutboxMessage.kind != complaints.RECEIPT)
        return or_(OutboxMessage.sent_at <= moment, and_(unsent, OutboxMessage.created_at <= moment))

    return (
        Rule("status_code", ReferralCode.id, codes, Trail.IDS),
        Rule("message", OutboxMessage.id, messages, Trail.IDS),
    )


def _by_day(told: Retention, told_months: int) -> tuple[Rule, ...]:
    def opinions(at: datetime) -> ColumnElement[bool]:
        return FormOpinion.day < months_before(day_of(at), told.opinion_months)

    def missing(at: datetime) -> ColumnElement[bool]:
        return MissingSupport.told_on < months_before(day_of(at), told_months)

    def comments(at: datetime) -> ColumnElement[bool]:
        too_old = Comment.told_on < months_before(day_of(at), told.comment_months)
        return and_(Comment.sealed.is_not(None), too_old)

    def corrections(at: datetime) -> ColumnElement[bool]:
        return Correction.decided_on < months_before(day_of(at), told.correction_months)

    def provider_links(at: datetime) -> ColumnElement[bool]:
        return ProviderLink.ends_on < months_before(day_of(at), told.provider_link_months)

    def answers(at: datetime) -> ColumnElement[bool]:
        return SurveyAnswer.day < months_before(day_of(at), told.survey_months)

    return (
        WordsAlone("comment", Comment.id, comments, Trail.IDS),
        Rule("correction", Correction.id, corrections, Trail.IDS),
        Rule("survey_answer", SurveyAnswer.id, answers, Trail.COUNT),
        Rule("provider_link", ProviderLink.id, provider_links, Trail.IDS),
        Rule("opinion", FormOpinion.id, opinions, Trail.IDS),
        Rule("missing_support", MissingSupport.id, missing, Trail.IDS),
        WithItsMail(
            "complaint",
            DataComplaint.id,
            lambda at: DataComplaint.answered_at <= earlier(at, told.complaint_months),
            Trail.IDS,
        ),
    )


def _contacts(told: Retention) -> tuple[Rule, ...]:
    def done(at: datetime) -> ColumnElement[bool]:
        return ContactRequest.done_at <= at - timedelta(days=told.contact_days)

    def set_aside(at: datetime) -> ColumnElement[bool]:
        return ContactRequest.set_aside_at <= at - timedelta(days=told.set_aside_days)

    return (
        Rule("contact_request", ContactRequest.id, done, Trail.IDS),
        Rule("contact_set_aside", ContactRequest.id, set_aside, Trail.IDS),
    )


def _technical(told: Retention) -> tuple[Rule, ...]:
    def erasures(at: datetime) -> ColumnElement[bool]:
        return and_(Erasure.erased_at <= earlier(at, told.backup_months), Erasure.written_at.is_not(None))

    return (
        Rule("sent_sign", SentSign.id, lambda at: SentSign.at <= at - sent_signs.LASTING),
        Rule("status_try", StatusTry.id, lambda at: StatusTry.at <= at - lookup.WINDOW),
        Rule("staff_link", OneTimeLink.token_hash, lambda at: OneTimeLink.expires_at <= at),
        Rule("erasure", Erasure.referral_uuid, erasures),
        Rule("bulk_run", BulkRun.id, lambda at: BulkRun.made_at <= at - LASTING),
        Rule("job", Job.id, lambda at: Job.ended_at <= at - LASTING),
    )


def _free() -> ColumnElement[bool]:
    return Referral.held_since.is_(None)


def _closed_before(moment: datetime) -> ColumnElement[bool]:
    return and_(Referral.stage.in_(ENDED), Referral.stage_changed_at <= moment)
