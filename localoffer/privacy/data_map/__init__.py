"""The data map: every column and every answer that can tell of a person. A test fails where one is missing."""

from __future__ import annotations

from localoffer.privacy.data_map import (
    answers,
    contacting,
    feedback,
    forms,
    freshness,
    guide,
    listings,
    others,
    referrals,
    staff,
    translating,
)
from localoffer.privacy.data_map.kinds import Basis, Group, Kept, Readers, Use
from localoffer.privacy.data_map.others import WITHOUT_PERSONS

__all__ = ["GROUPS", "WITHOUT_PERSONS", "Basis", "Group", "Kept", "Readers", "Use"]

GROUPS: tuple[Group, ...] = (
    *answers.ANSWERS,
    *answers.BEFORE_SUPPORT,
    *referrals.REFERRAL,
    *referrals.CASEWORK,
    *forms.DRAFTS,
    *referrals.TEMPLATES,
    *forms.AROUND,
    *others.RIGHTS,
    *others.MAIL,
    *feedback.FEEDBACK,
    *contacting.CONTACTING,
    *guide.GUIDE,
    *listings.LISTINGS,
    *freshness.FRESHNESS,
    *translating.TRANSLATING,
    *staff.STAFF,
    *others.RECORD,
)
