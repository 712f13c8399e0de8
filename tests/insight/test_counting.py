"""Each figure is what a count by hand gives, on both databases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer.db import Database
from localoffer.feedback import counts
from localoffer.feedback.counts import NeedSought, SearchMade
from localoffer.feedback.vocabulary import Results
from localoffer.insight import counting, steps
from localoffer.insight.admin_referrals import first_answers
from localoffer.insight.counting import Answer, By, Searches
from localoffer.insight.periods import Year
from localoffer.insight.promises import Promise, kept
from localoffer.insight.steps import StepTaken
from localoffer.places.models import District
from localoffer.referrals.models import Referral
from localoffer.referrals.vocabulary import ReferralStage, Referrer
from localoffer.vocabulary import AgeBand, ListingStatus
from localoffer.working_days import LONDON
from tests.insight.making import moment, move, promised, refer
from tests.support.listings import listing
from tests.support.queries import queries_of

_YEAR = Year(2026)


def some_referrals(session: Session) -> list[Referral]:
    """Make referrals of three years that differ in everything that is counted; each seventh is set aside."""
    chance = Random(6)  # noqa: S311
    districts = [None, *session.scalars(select(District).order_by(District.position)).all()]
    made = []
    for number in range(120):
        at = moment(2025, 7, 1) + timedelta(hours=chance.randrange(2 * 365 * 24))
        made.append(
            refer(
                session,
                at,
                district=chance.choice(districts),
                age_band=chance.choice([None, *AgeBand]),
                language=chance.choice(["en", "pl", "ur", "other"]),
                referrer=chance.choice(list(Referrer)),
                stage=chance.choice(list(ReferralStage)),
                set_aside_at=None if number % 7 else at,
            )
        )
    session.flush()
    return made


def test_referrals_are_counted_as_by_hand(session: Session) -> None:
    # given referrals of three years, some of them set aside
    made = some_referrals(session)
    # when those of one year are counted
    found = counting.referrals(session, _YEAR)
    # then each count is that of a loop
    here = [one for one in made if one.received_at.astimezone(LONDON).year == 2026 and one.set_aside_at is None]
    assert len(here) > 30
    by_hand = {
        By.MONTH: Counter(f"{one.received_at.astimezone(LONDON).month:02}" for one in here),
        By.DISTRICT: Counter(one.district.slug if one.district else "" for one in here),
        By.AGE: Counter(one.age_band.value if one.age_band else "" for one in here),
        By.LANGUAGE: Counter(one.language for one in here),
        By.REFERRER: Counter(one.referrer.value for one in here),
        By.STAGE: Counter(one.stage.value for one in here),
    }
    assert found == by_hand


def test_a_month_begins_at_midnight_in_the_county(session: Session) -> None:
    # given referrals just before and just after midnight, in summer an hour before that of Greenwich
    for at in (moment(2026, 6, 30, 22), moment(2026, 6, 30, 23), moment(2025, 12, 31, 23), moment(2026, 12, 31, 23)):
        refer(session, at)
    session.flush()
    # then each stands in the month of the county's clocks
    assert counting.referrals(session, _YEAR)[By.MONTH] == Counter({"06": 1, "07": 1, "12": 1})


def test_the_first_answer_is_measured_against_the_promise(session: Session) -> None:
    # given referrals with each thing that can become of a promise of the 10th of June
    def one(**told: Any) -> Referral:
        return refer(session, moment(2026, 6, 1), **{"promised_by": promised(10), **told})

    in_time, late, looked_at, withdrawn, later_withdrawn = one(), one(), one(), one(), one()
    one(promised_by=promised(30)), one(promised_by=None)
    move(in_time, ReferralStage.BEING_LOOKED_AT, moment(2026, 6, 2))
    move(in_time, ReferralStage.MORE_INFORMATION, moment(2026, 6, 10, 22))
    move(in_time, ReferralStage.ACCEPTED, moment(2026, 6, 20))
    # half past eleven at night in Greenwich is the next day in the county's summer
    move(late, ReferralStage.ACCEPTED, moment(2026, 6, 10, 23))
    move(looked_at, ReferralStage.BEING_LOOKED_AT, moment(2026, 6, 3))
    move(withdrawn, ReferralStage.WITHDRAWN, moment(2026, 6, 4))
    move(later_withdrawn, ReferralStage.NOT_ACCEPTED, moment(2026, 6, 4))
    move(later_withdrawn, ReferralStage.WITHDRAWN, moment(2026, 6, 5))
    session.flush()
    # then each is told apart
    answers = counting.answers(session, _YEAR)
    assert Counter(kept(answer, today=date(2026, 6, 20)) for answer in answers) == Counter(
        {
            Promise.IN_TIME: 2,
            Promise.LATE: 1,
            Promise.OVERDUE: 1,
            Promise.WITHDRAWN: 1,
            Promise.WAITING: 1,
            Promise.NONE: 1,
        }
    )


TOLD_OF = "Of the families who were answered, or whose promised day has passed,"


def test_how_soon_families_heard_is_said_where_the_table_shows_it(app: Flask) -> None:
    # given 20 families, 15 of them answered in time, after 3 days, and the others late, after 20
    came, by = moment(2026, 6, 1), promised(10)
    kept_to = [Answer(came, by, moment(2026, 6, 4), was_withdrawn=False)] * 15
    late = [Answer(came, by, moment(2026, 6, 21), was_withdrawn=False)] * 5
    # then the sentence says so
    with app.test_request_context("/admin"):
        said = first_answers([*kept_to, *late], {Promise.IN_TIME: 15, Promise.LATE: 5}).meaning
    assert said[0] == f"{TOLD_OF} 75% were answered by that day."
    assert said[1] == "Half of the families who were answered heard within 3 days."
    # and no share where one late family could be worked out of it
    with app.test_request_context("/admin"):
        few = first_answers([*kept_to, late[0]], {Promise.IN_TIME: 15, Promise.LATE: 1}).meaning
    assert "%" not in " ".join(few)


@pytest.mark.parametrize(
    ("overdue", "said"), [(5, f"{TOLD_OF} 50% were answered by that day."), (1, None)], ids=["enough to show", "one"]
)
def test_a_promise_whose_day_has_passed_without_an_answer_is_not_kept(
    app: Flask, overdue: int, said: str | None
) -> None:
    came, by = moment(2026, 6, 1), promised(10)
    in_time = [Answer(came, by, moment(2026, 6, 4), was_withdrawn=False)] * 5
    broken = [Answer(came, by, None, was_withdrawn=False)] * overdue
    with app.test_request_context("/admin"):
        meaning = first_answers([*in_time, *broken], {Promise.IN_TIME: 5, Promise.OVERDUE: overdue}).meaning
    # one that is too small to be shown is not to be worked out of a share
    assert [line for line in meaning if "%" in line] == ([said] if said else [])


def test_searches_and_steps_are_counted_as_by_hand(session: Session) -> None:
    # given counts of days in and around the year
    chance = Random(7)  # noqa: S311
    days = [date(2025, 12, 31), date(2026, 1, 1), date(2026, 5, 9), date(2026, 12, 31), date(2027, 1, 1)]
    needs, made, taken = Counter[Any](), Counter[Any](), Counter[Any]()
    for _ in range(80):
        day, results = chance.choice(days), chance.choice(list(Results))
        needs[NeedSought(day, chance.choice(["stafford", ""]), chance.choice(["autism", ""]), results)] += 1
        made[SearchMade(day, chance.choice(["en", "ur"]), results)] += 1
        taken[StepTaken(day, chance.choice(["begun", "who", "sent"]))] += 1
    counts.add(session, needs)
    counts.add(session, made)
    steps.add(session, taken)

    # then the year's are those of a loop
    def both(of: Counter[Any], wanted: Callable[[Any], bool]) -> Searches:
        here = [one for one in of.elements() if one.day.year == 2026 and wanted(one)]
        return Searches(len(here), sum(one.results is Results.NONE for one in here))

    pairs = {(one.district, one.need) for one in needs if one.day.year == 2026}
    months = {one.day.month for one in made if one.day.year == 2026}
    assert counting.demand(session, _YEAR) == {
        (district, need): both(needs, lambda one: (one.district, one.need) == (district, need))  # noqa: B023
        for district, need in pairs
    }
    assert counting.searches(session, _YEAR) == {
        month: both(made, lambda one: one.day.month == month)  # noqa: B023
        for month in months
    }
    assert counting.steps(session, _YEAR) == Counter(one.step for one in taken.elements() if one.day.year == 2026)
    assert counting.first_day(session, today=date(2027, 1, 1)) == days[0]


def test_listings_that_families_see_are_counted(session: Session) -> None:
    # given listings that are stale, unchecked, translated, or not published
    today = date(2026, 11, 22)
    every: dict[str, dict[str, Any]] = {
        "stale": {"review_due": date(2026, 11, 21), "checked_on": date(2026, 1, 1)},
        "due-today": {"review_due": today, "checked_on": date(2026, 5, 1)},
        "unchecked": {"checked_on": None},
        "draft": {"status": ListingStatus.DRAFT, "review_due": date(2026, 1, 1)},
    }
    for slug, told in every.items():
        listing(session, slug=slug, **told)
    session.flush()
    # then only those that families see count
    found = counting.listings(session, today=today)
    assert (found.published, found.stale, found.unchecked) == (3, 1, 1)
    assert found.translated == {"en": 3}


def test_each_count_asks_the_database_once(session: Session, database: Database) -> None:
    some_referrals(session)
    session.commit()
    figures: tuple[Callable[[], object], ...] = (
        lambda: counting.referrals(session, _YEAR),
        lambda: counting.answers(session, _YEAR),
        lambda: counting.demand(session, _YEAR),
        lambda: counting.listings(session, today=_YEAR.last_day),
    )
    for count in figures:
        with queries_of(database) as asked:
            count()
        assert len(asked) == 1


def test_the_numbers_of_nothing_are_nothing(session: Session) -> None:
    assert not any(counting.referrals(session, _YEAR).values())
    assert counting.answers(session, _YEAR) == []
    assert counting.listings(session, today=_YEAR.last_day).published == 0
    assert counting.first_day(session, today=_YEAR.last_day) == _YEAR.last_day


def test_the_first_day_is_that_of_the_clocks_here(session: Session) -> None:
    """A form of just after midnight on the first of April, in summer time, is of the year that begins."""
    refer(session, datetime(2026, 3, 31, 23, 30, tzinfo=UTC))
    assert counting.first_day(session, today=date(2027, 1, 1)) == date(2026, 4, 1)
