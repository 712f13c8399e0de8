"""Whose work a referral is, as its own page shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from localoffer.referrals.admin.assigning_forms import AssignForm
from localoffer.referrals.models import Referral
from localoffer.staff.guard import current_actor


@dataclass(frozen=True)
class Whose:
    """Who works on a referral (``name``, empty for nobody), and the form by which somebody else comes to."""

    name: str
    to_me: bool
    me: str
    form: AssignForm


def whose(referral: Referral, team: Mapping[str, str], staff: Mapping[str, str]) -> Whose:
    """Return whose work a referral is.

    Args:
        team: the names of those whom it can be assigned to, by how the audit names them.
        staff: the names of all who had to do with it.
    """
    me, name = current_actor(), staff.get(referral.assigned_to, "")
    form = AssignForm.blank(team, me=me, seen=referral.assigned_to)
    return Whose(name=name, to_me=referral.assigned_to == me, me=me, form=form)
