"""What stands beside the form on the page of one referral: who looked at it, and what somebody can ask to see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from localoffer import council
from localoffer.db import now, session
from localoffer.languages import format_time
from localoffer.referrals.admin import timeline
from localoffer.referrals.admin.casework_forms import RevealForm
from localoffer.referrals.casework import looking
from localoffer.referrals.casework.looking import Look
from localoffer.referrals.models import Referral
from localoffer.staff.guard import current_actor


@dataclass(frozen=True)
class Casework:
    """What is known of the work on one referral."""

    looks: Sequence[Look]

    @property
    def actors(self) -> list[str]:
        """Whoever took part in it, as the audit names them."""
        return [look.actor for look in self.looks]


@dataclass(frozen=True)
class Colleague:
    """Somebody else who opened the same referral a moment ago, and when."""

    name: str
    at: str


def casework(referral: Referral) -> Casework:
    """Return what is known of the work on a referral."""
    return Casework(looking.looks(session(), referral.uuid))


def lately(case: Casework, staff: Mapping[str, str]) -> list[Colleague]:
    """Return who else opened the referral in the last ten minutes."""
    others = looking.lately(case.looks, but=current_actor(), at=now())
    return [Colleague(timeline.name_of(look.actor, staff), format_time(look.at)) for look in others]


def revealing(*, sent: bool = False) -> RevealForm:
    """Return the form by which somebody asks to see something sensitive, blank or as it was sent."""
    form = RevealForm(prefix="reveal") if sent else RevealForm(prefix="reveal", formdata=None)
    form.prepare(asks_why=council.current().referring.says_why is not None)
    return form
