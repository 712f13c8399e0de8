"""The mail that tells what came of a correction, in the language of the page on which it was sent."""

from __future__ import annotations

from localoffer.council import Council
from localoffer.directions import Apart
from localoffer.feedback.corrections.vocabulary import Outcome
from localoffer.languages import gettext, lazy_gettext
from localoffer.outbox.written import Said, Written, mail

_SAID = {
    Outcome.PUT_RIGHT: lazy_gettext("Thank you. You were right, and we have put it right."),
    Outcome.ALREADY_RIGHT: lazy_gettext("Thank you. We checked, and the page is right as it is now."),
    Outcome.PASSED_ON: lazy_gettext(
        "Thank you. We have told the people who run the service, so that they can look at it."
    ),
    Outcome.CANNOT_TELL: lazy_gettext("Thank you. We looked, but we could not find out what is right."),
}


def answer(outcome: Outcome, words: str, *, service: str, language: str, council: Council) -> Written:
    """Write the answer to whoever said that something is wrong; what they wrote is not repeated.

    Args:
        words: what staff add in their own words, empty for nothing.
        service: the name of the listing.
    """

    def write(apart: Apart) -> Said:
        lines = (
            gettext("You told us that something was wrong on the page of this service: %(name)s", name=service),
            str(_SAID[outcome]),
            *([words] if words else []),
            gettext("If you have a question, ring %(phone)s.", phone=apart(council.local_offer.phone)),
            gettext("We have deleted your email address now."),
            gettext("This email was sent by a computer. Replies to it are not read."),
            apart(council.name),
        )
        subject = gettext("What we did about the mistake on our website")
        return Said(subject, lines)

    return mail(language, write)
