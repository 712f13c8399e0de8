"""Who can be referred, and by whom, as the council decided; and how old somebody is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from localoffer.referrals.choices import WhoAgreed
from localoffer.referrals.vocabulary import Referrer

# from this age a young person is not asked about an adult: the age at which the law takes their own consent to care
ALONE_FROM = 16
# from this age nobody has parental responsibility for them any more
ADULT_FROM = 18


@dataclass(frozen=True)
class Rules:
    """What the council decided about who can be referred, and by whom, and the day on which it is asked."""

    today: date
    may_refer: frozenset[Referrer]
    first_age: int
    last_age: int
    minimum_age_to_refer_oneself: int


def age_on(day: date, *, born: date) -> int:
    """Return how old somebody is; one born on 29 February has their birthday on 1 March in other years."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def may_agree(by: WhoAgreed, on: date, *, born: date) -> bool:
    """Return whether these could agree on a day: a young person alone only from the age at which the law lets them."""
    return by is not WhoAgreed.YOUNG_PERSON or age_on(on, born=born) >= ALONE_FROM
