"""What the pages about a referral show, as finished words in the reader's language."""

from __future__ import annotations

from localoffer.referrals.presenters.groups import check_groups
from localoffer.referrals.presenters.reaching import language_name
from localoffer.referrals.presenters.rows import Group, Link, Names, Row

__all__ = ["Group", "Link", "Names", "Row", "check_groups", "language_name"]
