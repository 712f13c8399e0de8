"""What is asked last: whether somebody is at risk now, and what is agreed."""

from __future__ import annotations

from localoffer.languages import lazy_gettext
from localoffer.referrals.wording.words import Words

RISK = Words.same(lazy_gettext("Is everybody safe now?"))
RISK_NOW = Words(
    lazy_gettext("Is your child, or somebody else at home, at risk of harm now?"),
    lazy_gettext("Are you, or is somebody else at home, at risk of harm now?"),
    lazy_gettext("Is the child, or somebody else at home, at risk of harm now?"),
)
RISK_YES_HINT = lazy_gettext("Ring one of the numbers above too. You can then go on, and we alert the team.")
AGREEMENT = Words(
    lazy_gettext("What you agree to"),
    lazy_gettext("What you agree to"),
    lazy_gettext("What the family agrees to"),
)
AGREED = Words(
    lazy_gettext("Do you agree that we contact you about this form?"),
    lazy_gettext("Do you agree that we contact you about this form?"),
    lazy_gettext("Does the family agree that we contact them about this form?"),
)
AGREED_HINT = Words(
    lazy_gettext("To find support, we have to talk with you."),
    lazy_gettext("To find support, we have to talk with you."),
    lazy_gettext("To find support, we have to talk with the family."),
)
SHARE = Words(
    lazy_gettext("Do you agree that we share it with an organisation that could give the support?"),
    lazy_gettext("Do you agree that we share it with an organisation that could give the support?"),
    lazy_gettext("Does the family agree that we share it with an organisation that could give the support?"),
)
SHARE_HINT = Words.same(
    lazy_gettext(
        "We share only what they need to know. If you choose no, you can still send the form. We ask you later."
    )
)
