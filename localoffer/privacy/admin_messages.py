"""The mail that tells the council of a complaint: its reference and where to read it, nothing about a person."""

from __future__ import annotations

from localoffer.languages import ENGLISH, gettext, speaking
from localoffer.outbox.written import Written, paragraphs


def notice(reference: str, base_url: str) -> Written:
    """Write the notice to whoever answers complaints about personal data."""
    with speaking(ENGLISH.code):
        lines = (
            gettext(
                "Somebody complains about how the council used information about them: %(reference)s.",
                reference=reference,
            ),
            gettext(
                "Read it here, after signing in: %(address)s",
                address=f"{base_url}/admin/privacy/complaints/{reference}",
            ),
            gettext("The law wants it acknowledged within 30 days."),
        )
        subject = gettext("New complaint about personal data: %(reference)s", reference=reference)
        return Written(subject, paragraphs(lines), ENGLISH.code)
