"""The mails to the team and to whoever is on duty: a reference and where to read it, nothing about a person."""

from __future__ import annotations

from localoffer.council import Council
from localoffer.languages import ENGLISH, gettext, speaking
from localoffer.outbox.written import Written, paragraphs


def notice(*, council: Council, reference: str, base_url: str) -> Written:
    """Write the notice to the team: that there is a new referral, and where."""
    with speaking(ENGLISH.code):
        lines = (
            gettext("There is a new referral: %(reference)s.", reference=reference),
            gettext("Read it here, after signing in: %(address)s", address=f"{base_url}/admin/referrals/{reference}"),
            gettext("This email was sent by the site of the %(site)s.", site=council.site_name),
        )
        subject = gettext("New referral: %(reference)s", reference=reference)
        return Written(subject, paragraphs(lines), ENGLISH.code)


def urgent(*, council: Council, reference: str, base_url: str) -> Written:
    """Write the alert to whoever is on duty: that somebody said that a person is at risk now, and where to read it."""
    with speaking(ENGLISH.code):
        lines = (
            gettext(
                "Whoever filled in referral %(reference)s said that somebody may be at risk now.", reference=reference
            ),
            gettext(
                "Read it at once, after signing in: %(address)s", address=f"{base_url}/admin/referrals/{reference}"
            ),
            gettext("The form told them to ring 999 or the front door. It cannot know whether they did."),
            gettext("This email was sent by the site of the %(site)s.", site=council.site_name),
        )
        subject = gettext("Urgent referral: %(reference)s", reference=reference)
        return Written(subject, paragraphs(lines), ENGLISH.code)
