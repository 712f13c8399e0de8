"""What a family sees of a decision under its status: why, what may help instead, and its letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer.languages import Language, format_date, get
from localoffer.listings import presenters as listing_presenters
from localoffer.listings.models import Listing
from localoffer.referrals.deciding import alternatives, letters
from localoffer.referrals.deciding.models import DecisionLetter
from localoffer.referrals.models import Referral, StageChange
from localoffer.referrals.vocabulary import ReferralStage
from localoffer.working_days import day_of


@dataclass(frozen=True)
class Suggested:
    """A service that may help instead; ``language`` is that of its name where it is not the reader's."""

    name: str
    language: str
    slug: str


@dataclass(frozen=True)
class LetterLink:
    """A letter to open: its number, the day it was made, and the language that it is in."""

    number: int
    day: str
    language: Language


@dataclass(frozen=True)
class Decision:
    """A decision as the family sees it; ``why`` is empty for all but one that did not accept."""

    why: str
    instead: list[Suggested]
    letters: list[LetterLink]


def decision(session: Session, referral: Referral, *, spoken: Language) -> Decision:
    """Return what a family sees of the decision that holds.

    Args:
        spoken: the language of the page; the current one.
    """
    links = [_link(letter) for letter in letters.standing(session, referral)]
    refused = _refusal(session, referral) if referral.stage is ReferralStage.NOT_ACCEPTED else None
    if refused is None:
        return Decision("", [], links)
    why = str(refused.reason.title) if refused.reason else ""
    return Decision(why, _suggested(alternatives.named(session, refused.id), spoken), links)


def _refusal(session: Session, referral: Referral) -> StageChange | None:
    wanted = select(StageChange).where(
        StageChange.referral_id == referral.id, StageChange.to_stage == ReferralStage.NOT_ACCEPTED
    )
    return session.scalars(wanted.order_by(StageChange.id.desc()).limit(1)).one_or_none()


def _suggested(listings: Sequence[Listing], spoken: Language) -> list[Suggested]:
    named = [(listing_presenters.name(one, spoken), one.slug) for one in listings]
    return [Suggested(said.text, said.lang, slug) for said, slug in named]


def _link(letter: DecisionLetter) -> LetterLink:
    return LetterLink(letter.id, format_date(day_of(letter.made_at)), get(letter.language))
