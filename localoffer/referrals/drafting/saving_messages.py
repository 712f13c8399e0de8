"""The mail with the link that leads back to a saved form. It names the council, and nobody and nothing else."""

from __future__ import annotations

from datetime import datetime

from localoffer.council import Council
from localoffer.directions import Apart
from localoffer.languages import format_date, gettext
from localoffer.outbox.written import Said, Written, mail


def return_link(
    *, language: str, council: Council, address: str, until: datetime, to_young_person: bool = False
) -> Written:
    """Write the mail in the language of the pages on which it was asked for.

    Args:
        address: the whole address of the link.
        until: the moment from which the link leads nowhere.
    """

    def write(apart: Apart) -> Said:
        lines = (
            gettext("You saved a form on our website. This link opens it again:"),
            # on a line of its own and bare, so that every mail program makes the whole of it a link
            address,
            gettext(
                "The link works one time, until %(date)s. After that day we erase the form.", date=format_date(until)
            ),
            gettext("Do not pass this email on: whoever opens the link can read the form."),
            gettext("If you did not ask for this email, you can delete it."),
            gettext("If you have a question, ring %(phone)s.", phone=apart(council.local_offer.phone)),
            gettext("This email was sent by a computer. Replies to it are not read."),
            apart(council.name),
        )
        return Said(gettext("The link that you asked for"), lines)

    return mail(language, write, to_young_person=to_young_person)
