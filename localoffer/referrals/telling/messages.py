"""The receipt of whoever sent a form, and what other messages share.

A message names the council and the reference, and nobody and nothing else. It is written as a mail or as a text; a text
is in English where its letters cannot carry the language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from localoffer.council import Council
from localoffer.directions import Apart
from localoffer.languages import ENGLISH, LANGUAGES, format_date, get, gettext, speaking
from localoffer.outbox import texts
from localoffer.outbox.written import Said, Written, mail
from localoffer.referrals.telling import for_others
from localoffer.vocabulary import SentBy


@dataclass(frozen=True)
class Sent:
    """What a receipt tells of the form that was sent.

    ``base_url`` is what links begin with; ``promised_by`` the day by which the council promises to answer, None without
    a promise, and ``promise_is_example`` whether that was made up for a demonstration; ``family_reads`` the language of
    a family that somebody else asked for, empty where it asked itself.
    """

    reference: str
    base_url: str
    promised_by: date | None = None
    promise_is_example: bool = False
    family_reads: str = ""


def receipt(
    sent: Sent, *, language: str, council: Council, way: SentBy = SentBy.EMAIL, to_young_person: bool = False
) -> Written:
    """Write the receipt to whoever filled the form in, in the language in which they read it."""
    if way is SentBy.TEXT:
        return as_text(language, lambda: _receipt_text(council, sent.reference), to_young_person=to_young_person)

    def write(apart: Apart) -> Said:
        lines = (
            gettext("We have your form."),
            gettext(
                "Your reference is %(reference)s. Keep it: we ask for it if you ring us.",
                reference=apart(sent.reference),
            ),
            *_what_happens(sent),
            gettext("To follow the form, open this page and enter the reference and your status code:"),
            f"{sent.base_url}{get(language).prefix}/refer/status",
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
        subject = gettext("We have your form: %(reference)s", reference=apart(sent.reference))
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


def _what_happens(sent: Sent) -> Iterator[str]:
    """Yield what the team does now, by when, and what whoever asked for a family still has to do."""
    if sent.family_reads:
        yield for_others.what_the_team_does()
    else:
        yield gettext(
            "You do not need to do anything now. Somebody in the team reads each form, and then contacts you."
        )
    if sent.promised_by:
        day = format_date(sent.promised_by)
        yield for_others.by_when(day) if sent.family_reads else gettext("We contact you by %(day)s.", day=day)
        if sent.promise_is_example:
            yield gettext("This day is made up: the council has not set a time yet.")
    if sent.family_reads:
        prefix = LANGUAGES.get(sent.family_reads, ENGLISH).prefix
        yield from for_others.notice(f"{sent.base_url}{prefix}/refer/life-skills/for-the-family")
