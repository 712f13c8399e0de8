"""What several forms of a referral ask alike: how long a text may be, what a phone number looks like, yes or no."""

from __future__ import annotations

from datetime import date

from localoffer.forms.fields import Choice
from localoffer.forms.validators import Email, MaxLength, Phone
from localoffer.languages import lazy_gettext
from localoffer.referrals.choices import YesNo

LINE = MaxLength(120, lazy_gettext("Use 120 characters or fewer"))
WORDS = MaxLength(2000, lazy_gettext("Use 2,000 characters or fewer"))
EMAIL = Email(lazy_gettext("Enter an email address like name@example.com"))
PHONE = Phone(lazy_gettext("Enter a phone number like 01632 960 001"))
YES_NO = [Choice(one.value, one.title) for one in YesNo]
EARLIEST = date(1900, 1, 1)
