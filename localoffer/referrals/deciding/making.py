"""Making the letter about a decision that stands: what it says comes from the referral and from what was decided."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from localoffer.council import Council
from localoffer.crypto import CannotOpen, KeyRing
from localoffer.languages import ENGLISH
from localoffer.referrals import sealing, triage
from localoffer.referrals.admin import reach
from localoffer.referrals.answers import Answers
from localoffer.referrals.deciding import alternatives, templates
from localoffer.referrals.deciding.choosing import letter_of
from localoffer.referrals.deciding.composing import About
from localoffer.referrals.deciding.letter_page import Addressed, Decided, Letter
from localoffer.referrals.deciding.letters import Made
from localoffer.referrals.deciding.press import LetterPress
from localoffer.referrals.models import Referral, StageChange
from localoffer.referrals.vocabulary import Referrer
from localoffer.working_days import day_of


@dataclass(frozen=True)
class Workshop:
    """With what letters are made; ``base_url`` is where their links begin."""

    council: Council
    keys: KeyRing
    press: LetterPress
    base_url: str
    is_demonstration: bool = False


def decision_of(referral: Referral) -> StageChange | None:
    """Return the decision that stands; None before there is one, and where it was taken back."""
    decided = None
    for change in referral.changes:
        if change.to_stage in triage.DECISIONS:
            decided = change
        elif change.to_stage in triage.UNDECIDED:
            decided = None
    return decided


def addressed(answers: Answers | None) -> Addressed:
    """Return to whom a letter goes; without the address where the family did not say that post is safe."""
    if answers is None or answers.young_person is None:
        return Addressed()
    child = f"{answers.young_person.first_name} {answers.young_person.last_name}"
    post = answers.contact.address if answers.contact and reach.may_post(answers) else ""
    return Addressed(person=reach.addressee(answers), address=post, child=child)


def letter(session: Session, referral: Referral, decision: StageChange, *, workshop: Workshop, family: str) -> Made:
    """Return a letter about a decision that was made before.

    Args:
        family: the language in which the family is written to.

    Raises:
        CannotPrint: when the text has letters that our typefaces lack.
    """
    template = letter_of(decision.to_stage)
    is_young = referral.referrer is Referrer.YOUNG_PERSON
    wordings = templates.wordings(session, [template], to_young_person=is_young)[template]
    return workshop.press.print(
        Letter(
            chosen=templates.chosen(wordings, family),
            in_english=wordings[ENGLISH.code],
            family=family,
            about=About(workshop.council, referral.reference, day_of(decision.made_at), is_young),
            addressed=addressed(_answers(referral, workshop.keys)),
            decided=Decided(reason=decision.reason, services=alternatives.named(session, decision.id)),
            base_url=workshop.base_url,
            is_demonstration=workshop.is_demonstration,
        )
    )


def _answers(referral: Referral, keys: KeyRing) -> Answers | None:
    try:
        return sealing.open_answers(referral, keys=keys)
    except CannotOpen:
        return None
