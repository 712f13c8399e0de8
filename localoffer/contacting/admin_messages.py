"""The mail that tells the team of a request: its reference and where to read it, nothing about a person."""

from __future__ import annotations

from typing import NamedTuple

from localoffer.contacting.vocabulary import ContactKind
from localoffer.languages import ENGLISH, gettext, speaking


class Notice(NamedTuple):
    """A mail's subject and body."""

    subject: str
    body: str


def notice(kind: ContactKind, reference: str, base_url: str) -> Notice:
    """Write the notice to the team."""
    with speaking(ENGLISH.code):
        if kind is ContactKind.CALL:
            subject = gettext("Somebody asks to be rung: %(reference)s", reference=reference)
            safe = gettext("Look at the request before you ring: it says when it is safe.")
        else:
            subject = gettext("Somebody asks for a paper copy: %(reference)s", reference=reference)
            safe = gettext("Look at the request: it says what to send, and how.")
        where = gettext(
            "Read it here, after signing in: %(address)s",
            address=f"{base_url}/admin/contact-requests/{reference}",
        )
        return Notice(subject, f"{where}\n\n{safe}\n")
