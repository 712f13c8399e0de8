"""What figures are made from: each thing is counted when the first figure needs it, and once."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sqlalchemy.orm import Session

from localoffer.feedback.gaps import Pair
from localoffer.feedback.suppressing import together
from localoffer.insight import counting, provision
from localoffer.insight.counting import Answer, By, Hours, Listings, Searches
from localoffer.insight.periods import Year
from localoffer.insight.promises import Promise, kept
from localoffer.languages import ENGLISH
from localoffer.listings.search.engine import Engine


@dataclass(frozen=True)
class Source:
    """The database, the published listings, the year that is wanted and the day that it is."""

    session: Session
    engine: Engine
    year: Year
    today: date

    @cached_property
    def referrals(self) -> dict[By, Counter[str]]:
        return counting.referrals(self.session, self.year)

    @cached_property
    def answers(self) -> list[Answer]:
        return counting.answers(self.session, self.year)

    @cached_property
    def promises(self) -> Counter[Promise]:
        return Counter(kept(one, today=self.today) for one in self.answers)

    @cached_property
    def may_tell_referrals(self) -> bool:
        """Whether how many referrals came may be told by every figure of them, or by none."""
        return together(*self.referrals.values(), self.promises)

    @cached_property
    def areas(self) -> Counter[str]:
        return counting.areas(self.session, self.year)

    @cached_property
    def areas_by_district(self) -> dict[str, Counter[str]]:
        return counting.areas_by_district(self.session, self.year)

    @cached_property
    def hours(self) -> dict[str, Hours]:
        return counting.hours(self.session, self.year)

    @cached_property
    def demand(self) -> dict[Pair, Searches]:
        return counting.demand(self.session, self.year)

    @cached_property
    def searches(self) -> dict[int, Searches]:
        return counting.searches(self.session, self.year)

    @cached_property
    def listings(self) -> Listings:
        return counting.listings(self.session, today=self.today)

    @cached_property
    def steps(self) -> Counter[str]:
        return counting.steps(self.session, self.year)

    @cached_property
    def services(self) -> dict[Pair, int]:
        return provision.services(self.engine, today=self.today)

    @cached_property
    def with_room(self) -> dict[Pair, int]:
        return provision.services(self.engine, today=self.today, with_room=True)

    @cached_property
    def districts(self) -> dict[str, str]:
        return {choice.code: choice.name(ENGLISH.code) for choice in self.engine.vocabulary.districts}

    @cached_property
    def needs(self) -> dict[str, str]:
        return {choice.code: choice.name(ENGLISH.code) for choice in self.engine.vocabulary.needs}
