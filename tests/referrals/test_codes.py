"""References, status codes, the blind index of a child, and the day by which the team answers."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest

from localoffer.crypto import KeyRing
from localoffer.referrals import codes
from localoffer.referrals.children import child_hash
from localoffer.working_days import answer_by, day_of

pytestmark = pytest.mark.any_database


def test_a_code_is_twelve_letters_that_are_easy_to_copy() -> None:
    letters = "[2-9A-HJKMNP-TV-Z]"
    for code in (codes.new_code() for _ in range(200)):
        assert re.fullmatch(f"{letters}{{4}}-{letters}{{4}}-{letters}{{4}}", code)


def test_the_same_browser_gets_the_same_code_and_another_gets_another(keys: KeyRing) -> None:
    assert codes.referrer_code(keys, "one") == codes.referrer_code(keys, "one")
    assert codes.referrer_code(keys, "one") != codes.referrer_code(keys, "two")


@pytest.mark.parametrize("typed", ["7KPM2XQA9RTB", " 7kpm 2xqa 9rtb ", "7kpm–2xqa–9rtb"])
def test_a_code_is_known_however_it_is_typed(keys: KeyRing, typed: str) -> None:
    stored = codes.code_hash(keys, reference="K7PM-2XQA", code="7KPM-2XQA-9RTB")
    assert codes.code_hash(keys, reference="k7pm2xqa", code=typed) == stored


def test_the_same_code_of_another_referral_is_another_secret(keys: KeyRing) -> None:
    one, other = (codes.code_hash(keys, reference=name, code="7KPM-2XQA-9RTB") for name in ("K7PM-2XQA", "K7PM-2XQB"))
    assert one != other


@pytest.mark.parametrize("spelt", ["O’Brien-Łaska", "OBRIEN ŁASKA", "o'brien łaska"])
def test_a_child_is_found_again_however_the_name_is_spelt(keys: KeyRing, spelt: str) -> None:
    born = date(2015, 3, 27)
    assert child_hash(keys, last_name=spelt, born=born) == child_hash(keys, last_name="O'Brien-Łaska", born=born)
    assert child_hash(keys, last_name=spelt, born=date(2015, 3, 28)) != child_hash(keys, last_name=spelt, born=born)


@pytest.mark.parametrize(
    ("received", "days", "answered"),
    [
        (date(2026, 11, 20), 1, date(2026, 11, 23)),  # over a weekend
        (date(2026, 11, 21), 1, date(2026, 11, 23)),  # sent on a Saturday
        (date(2026, 12, 18), 10, date(2027, 1, 6)),  # over Christmas, Boxing Day (moved) and New Year's Day
        (date(2027, 3, 25), 2, date(2027, 3, 31)),  # over Easter
    ],
)
def test_the_promised_day_leaves_out_weekends_and_bank_holidays(received: date, days: int, answered: date) -> None:
    assert answer_by(received, days) == answered


def test_a_form_sent_after_midnight_in_summer_counts_from_the_day_in_the_county() -> None:
    assert day_of(datetime(2026, 7, 1, 23, 30, tzinfo=UTC)) == date(2026, 7, 2)
