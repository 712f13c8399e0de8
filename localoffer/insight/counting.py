"""Counting for the figures: each function asks the database once, and it does the counting."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    and_,
    case,
    extract,
    func,
    literal,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import Session

from localoffer.feedback.gaps import Pair
from localoffer.feedback.models import DemandCount, SearchCount
from localoffer.feedback.vocabulary import Results
from localoffer.insight.models import StepCount
from localoffer.insight.periods import Year, midnight
from localoffer.listings.models import Listing, ListingText
from localoffer.places.models import District
from localoffer.referrals.casework.models import AgreedHours
from localoffer.referrals.models import Referral, StageChange
from localoffer.referrals.needs import DistrictNeedCount, NeedCount
from localoffer.referrals.triage import NOT_ANSWERED
from localoffer.referrals.vocabulary import ReferralStage
from localoffer.vocabulary import ListingStatus
from localoffer.working_days import day_of


class By(StrEnum):
    """What referrals are counted by."""

    MONTH = "month"
    DISTRICT = "district"
    AGE = "age"
    LANGUAGE = "language"
    REFERRER = "referrer"
    STAGE = "stage"


@dataclass(frozen=True)
class Answer:
    """One referral: when it came, by when an answer was promised, and when the family first heard something.

    ``was_withdrawn`` is set where the family withdrew before that.
    """

    received_at: datetime
    promised_by: date | None
    answered_at: datetime | None
    was_withdrawn: bool


@dataclass(frozen=True)
class Searches:
    """How many searches there were, and how many of them found nothing."""

    made: int = 0
    found_nothing: int = 0


@dataclass(frozen=True)
class Hours:
    """How many hours are agreed, and for how many referrals."""

    agreed: int = 0
    referrals: int = 0


@dataclass(frozen=True)
class Listings:
    """How many listings families see, and how many of them are past their review date or were never checked.

    ``translated`` holds by language how many have words in it, English among them.
    """

    published: int
    stale: int
    unchecked: int
    translated: dict[str, int]


def referrals(session: Session, year: Year) -> dict[By, Counter[str]]:
    """Return how many referrals came in a year, by each thing that they are counted by and its code.

    What is set aside as possible spam is in none. A referral without a district or an age stands under the empty code.
    """
    asked = union_all(*(_counted(by, code, year) for by, code in _codes(year).items()))
    found = {by: Counter[str]() for by in By}
    for by, code, number in session.execute(asked):
        found[By(by)][code or ""] = number
    return found


def areas(session: Session, year: Year) -> Counter[str]:
    """Return how many forms of a year named each area of need; those that named none stand under the empty code."""
    rows = session.execute(
        select(NeedCount.area, func.sum(NeedCount.count).label("number"))
        .where(NeedCount.month.between(year.first_day, year.last_day))
        .group_by(NeedCount.area)
    )
    return Counter({row.area: row.number for row in rows})


def areas_by_district(session: Session, year: Year) -> dict[str, Counter[str]]:
    """Return for each area of need how many forms of a year named it in each district; the empty code where neither."""
    rows = session.execute(
        select(DistrictNeedCount.area, DistrictNeedCount.district, func.sum(DistrictNeedCount.count).label("number"))
        .where(DistrictNeedCount.month.between(year.first_day, year.last_day))
        .group_by(DistrictNeedCount.area, DistrictNeedCount.district)
    )
    found: dict[str, Counter[str]] = {}
    for area, district, number in rows:
        found.setdefault(area, Counter())[district] = number
    return found


def hours(session: Session, year: Year) -> dict[str, Hours]:
    """Return the hours agreed by district, in the year of hours that begins in a year.

    Referrals without a district stand under the empty code.
    """
    rows = session.execute(
        select(District.slug, func.sum(AgreedHours.hours), func.count())
        .join(Referral, Referral.id == AgreedHours.referral_id)
        .outerjoin(District, District.id == Referral.district_id)
        .where(AgreedHours.year_begins.between(year.first_day, year.last_day), AgreedHours.hours > 0)
        .group_by(District.slug)
    )
    return {slug or "": Hours(agreed, referrals) for slug, agreed, referrals in rows}


def answers(session: Session, year: Year) -> list[Answer]:
    """Return when each referral of a year was first answered, the oldest first."""
    heard = (*NOT_ANSWERED, ReferralStage.WITHDRAWN)
    first = (
        select(StageChange.referral_id, func.min(StageChange.made_at).label("at"))
        .where(StageChange.to_stage.not_in(heard))
        .group_by(StageChange.referral_id)
        .subquery()
    )
    rows = session.execute(
        select(Referral.received_at, Referral.promised_by, first.c.at, Referral.stage)
        .outerjoin(first, first.c.referral_id == Referral.id)
        .where(_came_in(year))
        .order_by(Referral.received_at, Referral.id)
    )
    return [Answer(came, by, at, at is None and stage is ReferralStage.WITHDRAWN) for came, by, at, stage in rows]


def demand(session: Session, year: Year) -> dict[Pair, Searches]:
    """Return how many searches of a year asked for a need in a district; either is empty where none was named."""
    rows = session.execute(
        select(DemandCount.district, DemandCount.need, func.sum(DemandCount.count), _nothing(DemandCount))
        .where(DemandCount.day.between(year.first_day, year.last_day))
        .group_by(DemandCount.district, DemandCount.need)
    )
    return {(district, need): Searches(made, nothing) for district, need, made, nothing in rows}


def searches(session: Session, year: Year) -> dict[int, Searches]:
    """Return how many searches there were in the months of a year, by the month's number."""
    month = extract("month", SearchCount.day).label("month")
    rows = session.execute(
        select(month, func.sum(SearchCount.count), _nothing(SearchCount))
        .where(SearchCount.day.between(year.first_day, year.last_day))
        .group_by(month)
    )
    return {int(number): Searches(made, nothing) for number, made, nothing in rows}


def listings(session: Session, *, today: date) -> Listings:
    """Return how the listings stand that families see today."""
    shown = Listing.status == ListingStatus.PUBLISHED
    states = select(
        literal("").label("code"),
        func.count(),
        func.count().filter(Listing.review_due < today),
        func.count().filter(Listing.checked_on.is_(None)),
    ).where(shown)
    texts = (
        select(ListingText.language, func.count(), literal(0), literal(0))
        .join(Listing, Listing.id == ListingText.listing_id)
        .where(shown, ListingText.name != "")
        .group_by(ListingText.language)
    )
    rows = {code: numbers for code, *numbers in session.execute(union_all(states, texts))}
    published, stale, unchecked = rows.pop("")
    return Listings(published, stale, unchecked, {code: number for code, (number, *_) in rows.items()})


def steps(session: Session, year: Year) -> Counter[str]:
    """Return how many forms of a year came to each step."""
    rows = session.execute(
        select(StepCount.step, func.sum(StepCount.count).label("number"))
        .where(StepCount.day.between(year.first_day, year.last_day))
        .group_by(StepCount.step)
    )
    return Counter({row.step: row.number for row in rows})


def first_day(session: Session, *, today: date) -> date:
    """Return the first day of which something can be counted; today where there is none."""
    found = session.execute(
        select(
            select(func.min(Referral.received_at)).scalar_subquery(),
            select(func.min(SearchCount.day)).scalar_subquery(),
            select(func.min(StepCount.day)).scalar_subquery(),
        )
    ).one()
    days = [day_of(one) if isinstance(one, datetime) else one for one in found if one is not None]
    return min([*days, today])


def _codes(year: Year) -> dict[By, ColumnElement[Any]]:
    """Return what gives the code of a referral, by each thing that referrals are counted by."""
    months = [(Referral.received_at < midnight(day), f"{day.month - 1:02}") for day in year.months[1:]]
    return {
        By.MONTH: case(*months, else_="12"),
        By.DISTRICT: select(District.slug).where(District.id == Referral.district_id).scalar_subquery(),
        By.AGE: type_coerce(Referral.age_band, String),
        By.LANGUAGE: type_coerce(Referral.language, String),
        By.REFERRER: type_coerce(Referral.referrer, String),
        By.STAGE: type_coerce(Referral.stage, String),
    }


def _counted(by: By, code: ColumnElement[Any], year: Year) -> Select[Any]:
    each = select(code.label("code")).where(_came_in(year)).subquery()
    return select(literal(by.value).label("by"), each.c.code, func.count()).group_by(each.c.code)


def _came_in(year: Year) -> ColumnElement[bool]:
    return and_(Referral.received_at >= year.begins, Referral.received_at < year.ends, Referral.set_aside_at.is_(None))


def _nothing(counts: type[DemandCount] | type[SearchCount]) -> ColumnElement[int]:
    return func.coalesce(func.sum(counts.count).filter(counts.results == Results.NONE), 0)
