"""Areas of need and hours agreed are counted, and tell of nobody."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer.crypto import KeyRing
from localoffer.db import Database
from localoffer.insight import admin_agreed, counting
from localoffer.insight.counting import Hours
from localoffer.insight.periods import Year
from localoffer.places.models import District
from localoffer.referrals import needs, seeing_to
from localoffer.referrals.answers import Answers, DayToDay
from localoffer.referrals.asking import at_hand
from localoffer.referrals.casework.models import AgreedHours
from localoffer.referrals.choices import Hard
from tests.insight.making import moment, refer
from tests.referrals import team

YEAR = Year(2026)


def naming(*hard: Hard) -> Answers:
    return Answers(day_to_day=DayToDay(hard))


# --- areas of need ----------------------------------------------------------------------------------------------------


def test_each_area_that_a_form_names_is_counted_once_in_its_month(database: Database) -> None:
    told = (naming(Hard.BODY, Hard.FEELINGS), naming(Hard.BODY), naming(), Answers())
    for answers in told:
        with database.transaction() as session:
            needs.count(session, answers, at=datetime(2026, 3, 31, 12, tzinfo=UTC))
    with database.session(writes=False) as session:
        rows = {(row.month, row.area): row.count for row in session.scalars(select(needs.NeedCount))}
        assert counting.areas(session, Year(2025)) == {}
        assert counting.areas(session, YEAR) == {Hard.BODY: 2, Hard.FEELINGS: 1, "": 2}
    assert {month for month, _ in rows} == {date(2026, 3, 1)}


@pytest.mark.any_database
def test_what_looks_like_spam_counts_once_it_is_released(app: Flask, database: Database, keys: KeyRing) -> None:
    reference = team.refer(app, set_aside_for=["links"])
    with database.session(writes=False) as session:
        assert session.scalars(select(needs.NeedCount)).all() == []
    for _ in range(2):
        with app.test_request_context(), database.transaction() as session:
            referral = team.find(session, reference)
            desk, at = at_hand.desk(), moment(2026)
            seeing_to.release(session, referral, keys=keys, desk=desk, actor="staff:1", at=at)
    with database.session(writes=False) as session:
        assert {row.count for row in session.scalars(select(needs.NeedCount))} == {1}


@pytest.mark.any_database
def test_old_counts_of_needs_go(database: Database) -> None:
    with database.transaction() as session:
        for month in (1, 2, 3):
            needs.count(session, naming(Hard.BODY), at=moment(2026, month))
        assert needs.remove_old(session, before=date(2026, 3, 15)) == 4, "those by district go with them"
        assert [row.month for row in session.scalars(select(needs.NeedCount))] == [date(2026, 3, 1)]


@pytest.mark.any_database
def test_few_who_named_an_area_are_not_shown(app: Flask) -> None:
    with app.test_request_context():
        figure = admin_agreed.areas({Hard.BODY: 12, Hard.FEELINGS: 3, Hard.LEARNING: 2, "": 9})
    shown = {line.title: line.share for line in figure.lines}
    assert shown["Sensory and physical"] == "12"
    assert shown["Social, emotional and mental health"] == shown["Cognition and learning"] == "not shown"


# --- hours ------------------------------------------------------------------------------------------------------------


def agree(session: Session, district: str, *given: int, begins: date = date(2026, 4, 1)) -> None:
    district_id = session.scalar(select(District.id).where(District.slug == district))
    for hours in given:
        referral = refer(session, moment(2026), district_id=district_id)
        session.flush()
        session.add(AgreedHours(referral_id=referral.id, year_begins=begins, hours=hours))
    session.commit()


def test_hours_are_counted_by_district_in_the_year_in_which_they_begin(session: Session) -> None:
    agree(session, "stafford", 30, 20, 0)
    agree(session, "tamworth", 64)
    agree(session, "", 10)
    agree(session, "tamworth", 40, begins=date(2025, 4, 1))
    assert counting.hours(session, YEAR) == {"stafford": Hours(50, 2), "tamworth": Hours(64, 1), "": Hours(10, 1)}
    assert counting.hours(session, Year(2025)) == {"tamworth": Hours(40, 1)}


@pytest.mark.any_database
def test_hours_of_few_children_are_told_by_nothing(app: Flask) -> None:
    names = {"stafford": "Stafford", "tamworth": "Tamworth", "lichfield": "Lichfield"}
    with app.test_request_context():
        agreed = {"stafford": Hours(200, 9), "tamworth": Hours(40, 1), "lichfield": Hours(90, 3)}
        few = admin_agreed.hours(agreed, names, YEAR)
        many = admin_agreed.hours({code: Hours(100, 10) for code in names}, names, YEAR)
        none = admin_agreed.hours({}, names, YEAR)
    shown = {line.title: line.numbers for line in few.lines}
    assert shown["Stafford"] == ("200", "9")
    assert shown["Tamworth"] == shown["Lichfield"] == ("not shown", "not shown")
    assert few.total is not None
    assert few.total.numbers[0] == "not shown"
    assert "200" not in " ".join(few.meaning)
    assert many.meaning[0].startswith("300 hours are agreed for 30 referrals. On average that is 10 hours")
    assert none.is_empty
