"""What families told and what was counted is kept for as long as the county's settings say."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

import config
from localoffer import council, days, tidying
from localoffer.crypto import KeyRing
from localoffer.feedback import counts, telling
from localoffer.feedback.counts import WordUsed
from localoffer.feedback.models import MissingSupport, WordCount
from localoffer.feedback.telling import Missing
from localoffer.installing import Installation
from tests.support.county import FOLDER

pytestmark = pytest.mark.any_database


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (date(2026, 11, 22), 12, date(2025, 11, 22)),
        (date(2026, 1, 5), 1, date(2025, 12, 5)),
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2024, 3, 31), 1, date(2024, 2, 29)),
        (date(2026, 12, 31), 36, date(2023, 12, 31)),
    ],
)
def test_months_are_those_of_the_calendar(day: date, months: int, before: date) -> None:
    assert days.months_before(day, months) == before


def test_tidying_removes_what_is_older_and_nothing_younger(
    settings: config.Settings, session: Session, keys: KeyRing
) -> None:
    keeping = council.load(settings.county / "council.toml").keeping
    told_until = days.months_before(days.today(), keeping.told_months)
    counted_until = days.months_before(days.today(), keeping.counts_months)
    for on in (told_until, told_until.replace(year=told_until.year - 1)):
        telling.tell(session, missing=Missing(language="en"), mark=str(on), keys=keys, on=on)
    counts.add(session, {WordUsed(on, "lego"): 1 for on in (told_until, counted_until, date(2019, 1, 1))})
    session.commit()

    assert tidying.tidy(Installation(settings)) == 2

    assert session.scalars(select(MissingSupport.told_on)).all() == [told_until]
    assert set(session.scalars(select(WordCount.day))) == {told_until, counted_until}


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ("told_months = 0", "months in feedback should be 1 or more"),
        ('told_months = "a year"', "told_months in feedback should be a whole number"),
        ("forever = 1", "forever"),
    ],
)
def test_a_setting_that_makes_no_sense_is_named(tmp_path: Path, told: str, said: str) -> None:
    told_by_the_county = (FOLDER / "council.toml").read_text(encoding="utf-8")
    path = tmp_path / "council.toml"
    path.write_text(told_by_the_county.replace("told_months = 12", told), encoding="utf-8")
    with pytest.raises(ValueError, match=said):
        council.load(path)


def test_a_county_that_says_nothing_keeps_for_a_year(tmp_path: Path) -> None:
    told, _, rest = (FOLDER / "council.toml").read_text(encoding="utf-8").partition("[feedback]")
    path = tmp_path / "council.toml"
    path.write_text(told + rest[rest.index("[contact]") :], encoding="utf-8")
    assert council.load(path).keeping == council.Keeping(told_months=12, counts_months=36)
