"""The mail with the council's answer, in the language of the page on which the comment was written."""

from __future__ import annotations

from datetime import date

from localoffer.council import Council
from localoffer.directions import Apart
from localoffer.languages import format_date, gettext
from localoffer.outbox.written import Said, Written, mail


def answer(words: str, told_on: date, *, language: str, council: Council) -> Written:
    """Write the answer to whoever left an address with a comment; what they wrote is not repeated."""

    def write(apart: Apart) -> Said:
        lines = (
            gettext("You wrote to us about the Local Offer on %(day)s. This is our answer.", day=format_date(told_on)),
            words,
            gettext("If you have a question, ring %(phone)s.", phone=apart(council.local_offer.phone)),
            gettext("We have deleted your email address from your comment now."),
            gettext("This email was sent by a computer. Replies to it are not read."),
            apart(council.name),
        )
        subject = gettext("Our answer to you about the Local Offer")
        return Said(subject, lines)

    return mail(language, write)
