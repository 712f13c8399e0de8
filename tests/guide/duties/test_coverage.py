"""Each duty is met by pages that families see and by services there are, or the report says what is missing."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from localoffer.guide.duties import coverage
from localoffer.guide.duties.coverage import Lack, Met, Place, Services, UnknownQuery
from localoffer.guide.duties.models import Duty

TODAY = date(2026, 11, 22)
WORDS = {"en": {"title": "Transport", "explanation": "How children get there."}}


def duty(**told: Any) -> Duty:
    fields = {"code": "C8", "words": WORDS, "pages": ["transport"], "services": "", "owner": "Transport team"}
    return Duty(**(fields | {"checked_on": date(2026, 11, 1)} | told))


def place(code: str = "transport", **told: Any) -> Place:
    fields: dict[str, Any] = {"language": "en", "is_page": True, "checked_on": date(2026, 11, 1)} | told
    return Place(code, code.capitalize(), **fields)


def met(asked: Duty, *places: Place, by_district: dict[str, int] | None = None, today: date = TODAY) -> Met:
    def count(query: str) -> Services:
        if by_district is None:
            raise UnknownQuery(query)
        return Services(query, sum(by_district.values()), by_district)

    (found,) = coverage.cover([asked], {one.code: one for one in places}, count, today=today)
    return found


def test_a_duty_with_all_that_it_needs_lacks_nothing() -> None:
    found = met(duty(services="kind=transport"), place(), by_district={"stafford": 3, "lichfield": 9})
    assert found.lacks == frozenset()
    assert found.is_met


def test_without_a_page_that_families_see_it_is_not_met() -> None:
    found = met(duty())
    assert found.lacks == {Lack.NO_PAGE, Lack.PAGE_GONE}
    assert found.gone == ("transport",)
    assert not found.is_met


def test_with_one_of_two_pages_gone_it_is_met_and_the_report_says_which_is_gone() -> None:
    found = met(duty(pages=["transport", "money"]), place())
    assert (set(found.lacks), found.gone, found.is_met) == ({Lack.PAGE_GONE}, ("money",), True)


def test_without_a_service_where_one_is_meant_it_is_not_met() -> None:
    found = met(duty(services="kind=transport"), place(), by_district={"stafford": 0})
    assert found.lacks == {Lack.NO_SERVICE}
    assert not found.is_met


def test_a_query_that_the_search_does_not_know_is_named() -> None:
    found = met(duty(services="kind=magic"), place())
    assert (set(found.lacks), found.bad_query, found.is_met) == ({Lack.BAD_QUERY}, "kind=magic", False)


def test_a_district_with_one_or_two_services_is_thin() -> None:
    found = met(duty(services="kind=transport"), place(), by_district={"stafford": 3, "lichfield": 2, "tamworth": 0})
    assert found.lacks == {Lack.THIN}
    assert found.services is not None
    assert found.services.thin == {"lichfield": 2, "tamworth": 0}


@pytest.mark.parametrize(
    ("told", "lack"),
    [
        ({"unfilled": ("A number",)}, Lack.UNFILLED),
        ({"is_old": True}, Lack.PAGE_OLD),
        ({"checked_on": None}, Lack.PAGE_UNCHECKED),
    ],
)
def test_what_is_wrong_with_a_page_counts_for_its_duty(told: dict[str, Any], lack: Lack) -> None:
    assert met(duty(), place(**told)).lacks == {lack}


def test_a_place_of_the_site_is_no_page_that_somebody_has_to_check() -> None:
    assert met(duty(pages=["go:help"]), place("go:help", is_page=False, checked_on=None)).lacks == frozenset()


@pytest.mark.parametrize(("told", "lack"), [({"owner": ""}, Lack.NO_OWNER), ({"checked_on": None}, Lack.UNCHECKED)])
def test_a_duty_needs_somebody_who_sees_to_it_and_has_looked(told: dict[str, Any], lack: Lack) -> None:
    assert met(duty(**told), place()).lacks == {lack}


def test_a_check_holds_for_a_year() -> None:
    asked = duty(checked_on=date(2026, 11, 1))
    assert met(asked, place(), today=date(2027, 11, 1)).lacks == frozenset()
    assert met(asked, place(), today=date(2027, 11, 2)).lacks == {Lack.CHECK_OLD}
