"""The form under the answers: a button, and a box that only machines fill in."""

from __future__ import annotations

from localoffer.forms.fields import TextField
from localoffer.languages import lazy_gettext
from localoffer.referrals.asking.step_form import MarkedForm


class SendForm(MarkedForm):
    """``comment`` is out of sight; browsers fill nothing of that name in by themselves."""

    comment = TextField(lazy_gettext("Leave this empty"), autocomplete="off")
