"""The mail to whoever sent a referral. It names the council and the reference, and nobody and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from localoffer.council import Council
from localoffer.languages import get, gettext, speaking
from localoffer.outbox.message import left_to_right


class Written(NamedTuple):
    """A mail's subject, body and language."""

    subject: str
    body: str
    language: str


def receipt(*, language: str, council: Council, reference: str) -> Written:
    """Write the receipt to whoever filled the form in, in the language in which they read it."""
    with speaking(language) as spoken:
        # Set apart, so that the parts of the reference keep their order among words written right to left.
        apart = left_to_right if spoken.direction == "rtl" else str
        lines = (
            gettext("We have your form."),
            gettext(
                "Your reference is %(reference)s. Keep it: we ask for it if you ring us.", reference=apart(reference)
            ),
            gettext("You do not need to do anything now. Somebody in the team reads each form, and then contacts you."),
            gettext("If you have a question, ring %(phone)s.", phone=apart(council.local_offer.phone)),
            gettext(
                "If a child is in danger now, ring 999. If you are worried about a child, ring %(phone)s. "
                "In the evening, at night and at weekends, ring %(night)s.",
                phone=apart(council.front_door.phone),
                night=apart(council.out_of_hours.phone),
            ),
            gettext("This email was sent by a computer. Replies to it are not read."),
            apart(council.name),
        )
        subject = gettext("We have your form: %(reference)s", reference=apart(reference))
        return Written(subject, paragraphs(lines), get(language).code)


def paragraphs(lines: Sequence[str]) -> str:
    """Return lines as the paragraphs of a mail."""
    return "\n\n".join(lines) + "\n"
