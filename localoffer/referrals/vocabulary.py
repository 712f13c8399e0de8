"""What the code of referrals branches on: stable codes, with a title in the reader's language."""

from __future__ import annotations

from enum import StrEnum

from localoffer.languages import LazyText, lazy_gettext


class Referrer(StrEnum):
    """Who fills in a referral."""

    PARENT = "parent"
    YOUNG_PERSON = "young_person"
    PROFESSIONAL = "professional"
    SOMEONE_ELSE = "someone_else"

    @property
    def title(self) -> LazyText:
        return _REFERRERS[self]


_REFERRERS = {
    Referrer.PARENT: lazy_gettext("A parent or carer"),
    Referrer.YOUNG_PERSON: lazy_gettext("The young person, for myself"),
    Referrer.PROFESSIONAL: lazy_gettext("A professional, such as a teacher or health visitor"),
    Referrer.SOMEONE_ELSE: lazy_gettext("Someone else who is helping"),
}


class ReferralStage(StrEnum):
    """How far a referral has come."""

    RECEIVED = "received"
    BEING_LOOKED_AT = "being_looked_at"
    MORE_INFORMATION = "more_information"
    ACCEPTED = "accepted"
    WAITING_FOR_PROVIDER = "waiting_for_provider"
    STARTED = "started"
    FINISHED = "finished"
    NOT_ACCEPTED = "not_accepted"
    WITHDRAWN = "withdrawn"

    @property
    def title(self) -> LazyText:
        return _STAGES[self]


_STAGES = {
    ReferralStage.RECEIVED: lazy_gettext("Received"),
    ReferralStage.BEING_LOOKED_AT: lazy_gettext("Being looked at"),
    ReferralStage.MORE_INFORMATION: lazy_gettext("We need to know more"),
    ReferralStage.ACCEPTED: lazy_gettext("Accepted"),
    ReferralStage.WAITING_FOR_PROVIDER: lazy_gettext("Waiting for a provider"),
    ReferralStage.STARTED: lazy_gettext("Support has started"),
    ReferralStage.FINISHED: lazy_gettext("Finished"),
    ReferralStage.NOT_ACCEPTED: lazy_gettext("Not accepted"),
    ReferralStage.WITHDRAWN: lazy_gettext("Withdrawn"),
}


class Refusal(StrEnum):
    """Why a referral was not accepted, as the family is told it."""

    OUTSIDE_AREA = "outside_area"
    OUTSIDE_AGES = "outside_ages"
    OTHER_HELP = "other_help"
    MORE_SUPPORT = "more_support"
    HAS_SUPPORT = "has_support"
    NOT_REACHED = "not_reached"
    ANOTHER = "another"

    @property
    def title(self) -> LazyText:
        return _REFUSALS[self]


_REFUSALS = {
    Refusal.OUTSIDE_AREA: lazy_gettext("The home is outside the area of this council."),
    Refusal.OUTSIDE_AGES: lazy_gettext("The age is outside the ages that this support is for."),
    Refusal.OTHER_HELP: lazy_gettext("Other help fits better."),
    Refusal.MORE_SUPPORT: lazy_gettext("More is needed than this support can give. You can ask for an assessment."),
    Refusal.HAS_SUPPORT: lazy_gettext("Other support is there already that does the same."),
    Refusal.NOT_REACHED: lazy_gettext("We could not reach you, so we do not know enough."),
    Refusal.ANOTHER: lazy_gettext("There is another reason. We wrote it to you."),
}


class CameBy(StrEnum):
    """How a referral reached the team."""

    FORM = "form"
    PAPER = "paper"
    TELEPHONE = "telephone"

    @property
    def title(self) -> LazyText:
        return _CAME_BY[self]


_CAME_BY = {
    CameBy.FORM: lazy_gettext("Online form"),
    CameBy.PAPER: lazy_gettext("Paper form"),
    CameBy.TELEPHONE: lazy_gettext("Telephone"),
}


class CodeHolder(StrEnum):
    """Who follows a referral with a status code: whoever filled it in, or the family that somebody else asked for."""

    REFERRER = "referrer"
    FAMILY = "family"


class MessageBy(StrEnum):
    """Who wrote a message about a referral."""

    TEAM = "team"
    REFERRER = "referrer"
    FAMILY = "family"


class MessageKind(StrEnum):
    """What a message about a referral is."""

    QUESTION = "question"
    UPDATE = "update"
    INFORMATION = "information"
    GOING_WELL = "going_well"
    CONCERN = "concern"
    MISSED_VISIT = "missed_visit"
    WITHDRAWAL = "withdrawal"


class TaskKind(StrEnum):
    """Why the team has to do something about a referral by a day."""

    URGENT = "urgent"
    CONCERN = "concern"
    MISSED_VISIT = "missed_visit"
    INFORMATION = "information"
    WITHDRAWAL = "withdrawal"
    OTHER = "other"

    @property
    def title(self) -> LazyText:
        return _TASKS[self]


_TASKS = {
    TaskKind.URGENT: lazy_gettext("Somebody may be at risk now"),
    TaskKind.CONCERN: lazy_gettext("A concern about the support"),
    TaskKind.MISSED_VISIT: lazy_gettext("A visit that did not happen"),
    TaskKind.INFORMATION: lazy_gettext("New information to read"),
    TaskKind.WITHDRAWAL: lazy_gettext("The family withdrew"),
    TaskKind.OTHER: lazy_gettext("Something that the team wrote down"),
}


class Opinion(StrEnum):
    """How the form was for whoever filled it in."""

    EASY = "easy"
    ALL_RIGHT = "all_right"
    HARD = "hard"

    @property
    def title(self) -> LazyText:
        return _OPINIONS[self]


_OPINIONS = {
    Opinion.EASY: lazy_gettext("Easy"),
    Opinion.ALL_RIGHT: lazy_gettext("All right"),
    Opinion.HARD: lazy_gettext("Hard"),
}
