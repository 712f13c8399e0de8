"""The mail that tells the team of a new referral: its reference and where to read it, nothing about a person."""

from __future__ import annotations

from localoffer.council import Council
from localoffer.languages import ENGLISH, gettext, speaking
from localoffer.referrals.messages import Written, paragraphs


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
