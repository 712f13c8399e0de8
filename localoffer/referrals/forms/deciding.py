"""The last forms: whether somebody is at risk now, and what is agreed."""

from __future__ import annotations

from localoffer.forms.fields import Choice, RadiosField
from localoffer.forms.validators import Required
from localoffer.languages import lazy_gettext
from localoffer.referrals.asking.limits import YES_NO
from localoffer.referrals.asking.step_form import StepForm
from localoffer.referrals.choices import RiskNow
from localoffer.referrals.wording import deciding


class RiskForm(StepForm):
    """Asks whether somebody is at risk now. No answer ends the form."""

    heading = deciding.RISK
    labels = {"now": deciding.RISK_NOW}
    now = RadiosField(
        validators=[Required(lazy_gettext("Choose yes, no, or that you are not sure"))],
        choices=[
            Choice(one.value, one.title, hint=deciding.RISK_YES_HINT if one is RiskNow.YES else "") for one in RiskNow
        ],
    )


class AgreementForm(StepForm):
    """Asks for contact, without which nobody can help, and apart from it for sharing, which may be refused."""

    heading = deciding.AGREEMENT
    labels = {"agreed": deciding.AGREED, "share": deciding.SHARE}
    hints = {"agreed": deciding.AGREED_HINT, "share": deciding.SHARE_HINT}
    agreed = RadiosField(validators=[Required(lazy_gettext("Choose yes or no for contact"))], choices=YES_NO)
    share = RadiosField(validators=[Required(lazy_gettext("Choose yes or no for sharing"))], choices=YES_NO)
