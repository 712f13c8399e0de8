"""The message to a family that somebody else filled the form in for. It names nobody, and not who filled it in."""

from __future__ import annotations

from datetime import datetime

from localoffer.council import Council
from localoffer.directions import Apart
from localoffer.languages import format_date, get, gettext
from localoffer.outbox.written import Said, Written, mail
from localoffer.referrals.telling.messages import as_text
from localoffer.vocabulary import SentBy


def own_code(
    *,
    language: str,
    council: Council,
    reference: str,
    base_url: str,
    token: str,
    until: datetime,
    way: SentBy = SentBy.EMAIL,
) -> Written:
    """Write to a family, in its language, how it gets a status code of its own.

    Args:
        base_url: what the links begin with.
        token: what the link holds; it works until that moment.
    """
    # in the reader's language, even where a text has to be in English
    site = f"{base_url}{get(language).prefix}/refer"
    link = f"{site}/status/claim/{token}"
    if way is SentBy.TEXT:
        return as_text(language, lambda: _text(council, link, until))

    def write(apart: Apart) -> Said:
        lines = (
            gettext("Somebody filled in a form for your family. They told us that you agree to it."),
            gettext(
                "Its reference is %(reference)s. With a code of your own you can follow it and write to us.",
                reference=apart(reference),
            ),
            gettext("Open this link. We ask for the date of birth that is in the form, and then show you the code:"),
            link,
            gettext("The link works once, and until %(day)s. Do not give it to anybody else.", day=format_date(until)),
            gettext("What we know about you, who sees it and what you can ask of us:"),
            f"{site}/life-skills/for-the-family",
            gettext("If you know nothing of this form, ring us: %(phone)s", phone=apart(council.local_offer.phone)),
            gettext(
                "If a child is in danger now, ring 999. If you are worried about a child, ring %(phone)s. "
                "In the evening, at night and at weekends, ring %(night)s.",
                phone=apart(council.front_door.phone),
                night=apart(council.out_of_hours.phone),
            ),
            gettext("This email was sent by a computer. Replies to it are not read."),
            apart(council.name),
        )
        subject = gettext("Your own code for the form %(reference)s", reference=apart(reference))
        return Said(subject, lines)

    return mail(language, write)


def _text(council: Council, link: str, until: datetime) -> str:
    return gettext(
        "%(site)s: we have a form for your family. Open this link by %(day)s to follow it: %(link)s",
        site=council.site_name,
        day=format_date(until),
        link=link,
    )
