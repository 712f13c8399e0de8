"""The mails that ask an organisation whether its listings are still right, in the language of the link."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from localoffer.council import REMINDERS, Council
from localoffer.directions import Apart
from localoffer.languages import LazyText, format_date, gettext, lazy_gettext
from localoffer.outbox.written import Said, Written, mail

_MOST_NAMED = 20
_SUBJECTS: dict[int, LazyText] = {
    1: lazy_gettext("Are your pages on the Local Offer still right?"),
    2: lazy_gettext("Reminder: are your pages on the Local Offer still right?"),
    3: lazy_gettext("Second reminder: are your pages on the Local Offer still right?"),
    1 + REMINDERS: lazy_gettext("Last reminder: are your pages on the Local Offer still right?"),
}


@dataclass(frozen=True)
class Ask:
    """What a mail says: which of the mails about a link it is, what it asks about, by which address, until when."""

    number: int
    names: Sequence[str]
    address: str
    ends_on: date


def write(ask: Ask, *, language: str, council: Council) -> Written:
    """Write one of the mails about a link. Its subject names nobody."""

    def in_language(apart: Apart) -> Said:
        return Said(str(_SUBJECTS[ask.number]), [*_asking(ask, council), *_around(ask, apart, council)])

    return mail(language, in_language)


def _asking(ask: Ask, council: Council) -> list[str]:
    named = [f"- {name}" for name in ask.names[:_MOST_NAMED]]
    if others := len(ask.names) - len(named):
        more = gettext("and %(num)s more", num=others)
        named.append(f"- {more}")
    return [
        gettext("Families look for support on this website: %(site)s", site=council.site_name),
        gettext("Is what we say about these services still right?"),
        "\n".join(named),
        gettext("Open this link. You see each page, and say if it is right, change it, or tell us that it has closed:"),
        ask.address,
    ]


def _around(ask: Ask, apart: Apart, council: Council) -> list[str]:
    until = format_date(ask.ends_on)
    last = (
        [gettext("If we hear nothing, these services move down in the results, and the council looks at them.")]
        if ask.number == 1 + REMINDERS
        else []
    )
    return [
        *last,
        gettext("You need no account. The link works until %(day)s.", day=until),
        gettext("Whoever has the link can change these pages. Pass it on to nobody but your colleagues."),
        gettext("If you have a question, ring %(phone)s.", phone=apart(council.local_offer.phone)),
        gettext("This email was sent by a computer. Replies to it are not read."),
        apart(council.name),
    ]
