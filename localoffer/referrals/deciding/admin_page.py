"""The page on which the team moves a referral: what the form offers, and what the family would read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from flask import current_app, request

from localoffer import council
from localoffer.crypto import CannotOpen
from localoffer.db import session
from localoffer.forms.fields import Choice
from localoffer.languages import ENGLISH, LANGUAGES
from localoffer.listings import presenters as listing_presenters
from localoffer.listings.models import Listing
from localoffer.listings.search.following import follower
from localoffer.referrals import queries, sealing, triage
from localoffer.referrals.answers import Answers
from localoffer.referrals.asking import at_hand
from localoffer.referrals.asking.rules import age_on
from localoffer.referrals.deciding import alternatives, composing, making, templates
from localoffer.referrals.deciding.admin_forms import MoveForm
from localoffer.referrals.deciding.alternatives import Wanted
from localoffer.referrals.deciding.choosing import letter_of, of_move
from localoffer.referrals.deciding.composing import About, Composed
from localoffer.referrals.deciding.letter_page import Decided, Letter
from localoffer.referrals.deciding.letters import Made
from localoffer.referrals.deciding.making import Workshop
from localoffer.referrals.deciding.press import LetterPress
from localoffer.referrals.deciding.templates import Wordings
from localoffer.referrals.deciding.vocabulary import Template
from localoffer.referrals.models import Referral
from localoffer.referrals.vocabulary import ReferralStage, Referrer
from localoffer.web import settings


def workshop() -> Workshop:
    """Return with what the current application makes letters."""
    told = settings()
    return Workshop(
        council=council.current(),
        keys=at_hand.keys(),
        press=LetterPress(told.templates / "referrals" / "decision_letter.typ", told.static / "typefaces"),
        base_url=told.base_url,
        is_demonstration=told.is_demonstration,
    )


@dataclass(frozen=True)
class MovePage:
    """A referral that somebody moves, and the form with which they do."""

    referral: Referral
    form: MoveForm

    def prepare(self) -> None:
        """Offer what there is to choose."""
        languages = {code: str(one.locale.get_language_name("en")) for code, one in LANGUAGES.items()}
        self.form.prepare(
            self.referral.stage, triage.moves_of(self.referral), services=self._services(), languages=languages
        )

    @property
    def is_decision(self) -> bool:
        """Whether a letter tells the family of it."""
        return self.form.stage in triage.DECISIONS

    @property
    def is_question(self) -> bool:
        """Whether the family is asked something with it."""
        return self.form.stage is ReferralStage.MORE_INFORMATION

    @property
    def is_refusal(self) -> bool:
        """Whether the family is told why not, and what may help instead."""
        return self.form.stage is ReferralStage.NOT_ACCEPTED

    @property
    def goes_back(self) -> bool:
        """Whether it puts a wrong move right."""
        stage = self.form.stage
        return stage is not None and triage.goes_back(self.referral.stage, stage)

    @property
    def takes_decision_back(self) -> bool:
        """Whether a decision from before no longer holds."""
        return self.referral.stage not in triage.UNDECIDED and self.form.stage in triage.UNDECIDED

    @cached_property
    def message(self) -> Composed | None:
        """What the family is sent with the move; None before somebody said where to."""
        if self.form.stage is None:
            return None
        wordings = self._wordings[of_move(self.referral.stage, self.form.stage)]
        chosen = templates.chosen(wordings, self.family)
        return composing.compose(chosen, wordings[ENGLISH.code], family=self.family, about=self._about)

    @cached_property
    def family(self) -> str:
        """The language in which the family is written to."""
        return composing.family_language(self.referral, keys=at_hand.keys())

    def letter(self, *, services: Sequence[Listing]) -> Made:
        """Return the letter that says what was decided.

        Raises:
            CannotPrint: when somebody's words have letters that our typefaces lack.
        """
        shop = workshop()
        wordings = self._wordings[letter_of(self.form.stage or self.referral.stage)]
        return shop.press.print(
            Letter(
                chosen=templates.chosen(wordings, self.family),
                in_english=wordings[ENGLISH.code],
                family=self.family,
                about=self._about,
                addressed=making.addressed(self._answers),
                decided=Decided(
                    reason=self.form.refusal,
                    services=services,
                    words=self.form.words.data or "",
                    words_language=self.form.words_language.data or ENGLISH.code,
                ),
                base_url=shop.base_url,
                is_demonstration=shop.is_demonstration,
            )
        )

    @property
    def instead(self) -> list[Listing]:
        """The services that were chosen, in order."""
        if not self.is_refusal:
            return []
        return alternatives.published(session(), [int(one) for one in self.form.instead.data])

    @cached_property
    def _wordings(self) -> dict[Template, Wordings]:
        stage = self.form.stage
        if stage is None:
            return {}
        letter = [letter_of(stage)] if stage in triage.DECISIONS else []
        wanted = [of_move(self.referral.stage, stage), *letter]
        return templates.wordings(session(), wanted, to_young_person=self._is_young)

    @cached_property
    def _about(self) -> About:
        return About(council.current(), self.referral.reference, at_hand.today(), self._is_young)

    @property
    def _is_young(self) -> bool:
        return self.referral.referrer is Referrer.YOUNG_PERSON

    @cached_property
    def _answers(self) -> Answers | None:
        try:
            return sealing.open_answers(self.referral, keys=at_hand.keys())
        except CannotOpen:
            return None

    def _services(self) -> list[Choice]:
        """Return the services to choose from: those that were ticked, then those that fit or were looked for."""
        if self.form.to.data != ReferralStage.NOT_ACCEPTED.value:
            return []
        ticked = [int(one) for one in request.form.getlist("instead") if one.isdecimal() and len(one) < 10]
        found = alternatives.published(session(), list(dict.fromkeys([*ticked, *self._found()])))
        return [Choice(str(one.id), listing_presenters.name(one, ENGLISH).text, hint=_by(one)) for one in found]

    def _found(self) -> list[int]:
        answers, district = self._answers, self.referral.district
        areas = [one.value for one in answers.day_to_day.hard] if answers and answers.day_to_day else []
        born = answers.date_of_birth.born if answers and answers.date_of_birth else None
        wanted = Wanted(
            words=self.form.find.data or "",
            district=district.slug if district else "",
            needs=queries.needs_in_areas(session(), areas),
            age=age_on(at_hand.today(), born=born) if born else None,
        )
        engine = follower(current_app).engine
        return alternatives.find(engine, wanted, language=ENGLISH.code, today=at_hand.today())


def _by(listing: Listing) -> str:
    return listing.organisation.name if listing.organisation else ""
