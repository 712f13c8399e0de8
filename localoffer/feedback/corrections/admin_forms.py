"""The form with which staff decide about a correction."""

from __future__ import annotations

from localoffer.feedback.corrections.vocabulary import Outcome
from localoffer.forms.fields import Choice, RadiosField, TextAreaField
from localoffer.forms.seen import SeenForm
from localoffer.forms.validators import MaxLength, Required
from localoffer.languages import lazy_gettext

OUTCOMES = {
    Outcome.PUT_RIGHT: lazy_gettext("Put right"),
    Outcome.ALREADY_RIGHT: lazy_gettext("It is right as it is"),
    Outcome.PASSED_ON: lazy_gettext("Passed on to the organisation"),
    Outcome.CANNOT_TELL: lazy_gettext("We cannot tell what is right"),
}


class DecisionForm(SeenForm):
    """What came of a correction."""

    outcome = RadiosField(
        lazy_gettext("What came of it?"),
        [Required(lazy_gettext("Choose what came of it"))],
        choices=[Choice(one.value, said) for one, said in OUTCOMES.items()],
    )
    answer = TextAreaField(
        lazy_gettext("What do you want to add? (optional)"),
        [MaxLength(2000, lazy_gettext("Use 2,000 characters or fewer"))],
        hint=lazy_gettext(
            "Whoever left an address gets it by email, after what you chose above in their own language."
        ),
        rows=4,
    )
