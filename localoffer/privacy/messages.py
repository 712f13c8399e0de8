"""The mail that acknowledges a complaint. It names the council and the reference, and nobody and nothing else."""

from __future__ import annotations

from localoffer.council import Council
from localoffer.directions import Apart
from localoffer.languages import gettext
from localoffer.outbox.written import Said, Written, mail


def receipt(reference: str, language: str, council: Council) -> Written:
    """Write the receipt to whoever complained, in the language of the page on which they did."""

    def write(apart: Apart) -> Said:
        office = council.data_protection
        lines = (
            gettext("We have your complaint about how we used information about you."),
            gettext(
                "Its reference is %(reference)s. Keep it: we ask for it if you ring us.", reference=apart(reference)
            ),
            gettext("Somebody reads what you wrote and looks into it. Then we tell you what we found, and what we do."),
            gettext("If you have a question, ring %(phone)s.", phone=apart(office.phone)),
            gettext(
                "You can also complain to the Information Commissioner. Most people wait for our answer first. "
                "Their website is %(address)s.",
                address=apart("ico.org.uk"),
            ),
            gettext("This email was sent by a computer. Replies to it are not read."),
            apart(council.name),
        )
        subject = gettext("We have your complaint: %(reference)s", reference=apart(reference))
        return Said(subject, lines)

    return mail(language, write)
