"""The forms about strengths, hard days, wishes and help. They ask what is hard, and never for a diagnosis."""

from __future__ import annotations

from typing import Any

from localoffer.forms.fields import CheckboxesField, Choice, TextAreaField, TextField
from localoffer.forms.validators import MaxLength, WholeNumber
from localoffer.languages import lazy_gettext
from localoffer.referrals.asking.limits import WORDS
from localoffer.referrals.asking.step_form import StepForm
from localoffer.referrals.choices import Goal, Hard
from localoffer.referrals.wording import days

MOST_GOALS = 3
MOST_HOURS = 999


class StrengthsForm(StepForm):
    heading, main = days.STRENGTHS, "strengths"
    hints = {"strengths": days.STRENGTHS_HINT}
    strengths = TextAreaField(validators=[WORDS])


class DayToDayForm(StepForm):
    heading, main = days.DAY_TO_DAY, "hard"
    hints = {"hard": days.DAY_TO_DAY_HINT}
    hard = CheckboxesField(choices=[Choice(one.value, one.title, hint=one.hint) for one in Hard])
    words = TextAreaField(
        lazy_gettext("Tell us in your own words"),
        [WORDS],
        hint=lazy_gettext("You can leave this empty. Do not give medical records: you do not need any proof."),
    )

    def check_together(self) -> None:
        if not self.hard.data and not self.words.data:
            self.problem(self.hard, lazy_gettext("Choose what is hard, or choose that you are not sure"))


class LearnForm(StepForm):
    heading, main = days.LEARN, "goals"
    hints = {"goals": days.LEARN_HINT}
    goals = CheckboxesField(choices=[Choice(one.value, one.title) for one in Goal])
    own_goal = TextField(
        lazy_gettext("Something else, in your own words"),
        [MaxLength(300, lazy_gettext("Use 300 characters or fewer"))],
    )

    def check_together(self) -> None:
        chosen = len(self.goals.data) + bool(self.own_goal.data)
        if not chosen:
            self.problem(self.goals, lazy_gettext("Choose at least one thing, or write one in your own words"))
        elif chosen > MOST_GOALS:
            self.problem(self.goals, lazy_gettext("Choose up to 3 things, counting the one in your own words"))


class HelpNowForm(StepForm):
    """Asks what help there is already. All of it is optional."""

    heading, main = days.HELP_NOW, "words"
    labels = {"hours_used": days.HOURS_USED}
    hints = {"words": days.HELP_NOW_HINT, "hours_used": days.HOURS_USED_HINT}
    words = TextAreaField(validators=[WORDS], rows=3)
    hours_used = TextField(
        validators=[WholeNumber(0, MOST_HOURS, lazy_gettext("Enter the hours as a whole number, or leave this empty"))],
        width="4",
        inputmode="numeric",
        autocomplete="off",
    )

    def fill(self, values: dict[str, Any]) -> None:
        """Put values into the boxes; 0 hours is an answer, and not an empty box."""
        hours = values.get("hours_used")
        super().fill({**values, "hours_used": "" if hours is None else str(hours)})
