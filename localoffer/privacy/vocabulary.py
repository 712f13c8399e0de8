"""The codes of why a referral is kept although its time is over."""

from __future__ import annotations

from enum import StrEnum


class Because(StrEnum):
    """Why the law needs a referral: a code, so that the audit says it without saying who."""

    COURT = "court"
    INQUIRY = "inquiry"
    COMPLAINT = "complaint"
    SAFEGUARDING = "safeguarding"
