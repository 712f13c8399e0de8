"""The forms with which staff acknowledge and answer a complaint, and hold a referral for the law."""

from __future__ import annotations

from localoffer.forms.base import Form
from localoffer.forms.fields import Choice, RadiosField, TextAreaField
from localoffer.forms.seen import SeenForm
from localoffer.forms.validators import MaxLength, Required
from localoffer.languages import lazy_gettext
from localoffer.privacy.vocabulary import Because

REASONS = {
    Because.COURT: lazy_gettext("A court or a tribunal"),
    Because.INQUIRY: lazy_gettext("An inquiry or a review"),
    Because.COMPLAINT: lazy_gettext("A complaint that is looked into"),
    Because.SAFEGUARDING: lazy_gettext("Keeping a child safe"),
}


class AnswerForm(SeenForm):
    """What was answered."""

    answer = TextAreaField(
        lazy_gettext("What did we find, and what did we answer?"),
        [
            Required(lazy_gettext("Write what was answered")),
            MaxLength(4000, lazy_gettext("Use 4,000 characters or fewer")),
        ],
        hint=lazy_gettext("Answer them yourself, in the way they chose. This is the record of it."),
        rows=6,
    )


class HoldForm(Form):
    """Why the law needs a referral."""

    because = RadiosField(
        lazy_gettext("Why must it be kept?"),
        [Required(lazy_gettext("Choose why it must be kept"))],
        choices=[Choice(one.value, said) for one, said in REASONS.items()],
    )
