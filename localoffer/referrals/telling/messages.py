"""The receipt of whoever sent a form, and what other messages share.

A message names the council and the reference, and nobody and nothing else. It is written as a mail or as a text; a text
is in English where its letters cannot carry the language.
"""

from __future__ import annotations

from collections.abc import Callable

from localoffer.council import Council
from localoffer.directions import Apart
from localoffer.languages import ENGLISH, get, gettext, speaking
from localoffer.outbox import texts
from localoffer.outbox.written import Said, Written, mail
from localoffer.vocabulary import SentBy


def receipt(
    *, language: str, council: Council, reference: str, way: SentBy = SentBy.EMAIL, to_young_person: bool = False
) -> Written:
    """Write the receipt to whoever filled the form in, in the language in which they read it."""
    if way is SentBy.TEXT:
        return as_text(language, lambda: _receipt_text(council, reference), to_young_person=to_young_person)

    def write(apart: Apart) -> Said:
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
        return Said(subject, lines)

    return mail(language, write, to_young_person=to_young_person)


def as_text(language: str, write: Callable[[], str], *, to_young_person: bool = False) -> Written:
    """Return a text in a language, or in English where the letters of a text message cannot carry it.

    Raises:
        ValueError: when they cannot carry it in English either.
    """
    for code in (language, ENGLISH.code):
        with speaking(code, to_young_person=to_young_person):
            body = texts.as_text(write())
        if body is not None:
            return Written("", body, get(code).code)
    raise ValueError("a text message holds what cannot be sent in any language")


def _receipt_text(council: Council, reference: str) -> str:
    return gettext(
        "%(site)s: we have your form. Your reference is %(reference)s. If you have a question, ring %(phone)s. "
        "If a child is in danger now, ring 999.",
        site=council.site_name,
        reference=reference,
        phone=council.local_offer.phone,
    )
