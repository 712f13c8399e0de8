"""Where support is missing, by district and need, without a number that might single somebody out."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from sqlalchemy.orm import Session

from localoffer.crypto import KeyRing
from localoffer.feedback import counts, queries, telling
from localoffer.feedback.counts import NeedSought, SearchMade, WordUsed
from localoffer.feedback.gaps import Gap, Sort, gaps, in_order, visible
from localoffer.feedback.telling import Missing
from localoffer.feedback.vocabulary import WHOLE_COUNTY, Results

pytestmark = pytest.mark.any_database

_BEFORE, _A_DAY = date(2026, 10, 1), date(2026, 11, 21)
_DISTRICTS, _NEEDS = ["stafford", "tamworth"], ["autism", "hearing"]


def gap(
    district: str = "stafford",
    need: str = "autism",
    *,
    asked: int = 0,
    none: int = 0,
    few: int = 0,
    told: int = 0,
    services: int = 0,
) -> Gap:
    return Gap(district, need, asked, none, few, told, services)


def ordered(rows: list[Gap], by: Sort) -> list[tuple[str, str]]:
    return [(row.district, row.need) for row in in_order(rows, by, districts=_DISTRICTS, needs=_NEEDS)]


def test_what_was_asked_stands_beside_what_was_told_and_what_there_is() -> None:
    demand = {("stafford", "autism"): Counter({Results.NONE: 6, Results.FEW: 2, Results.MANY: 30})}
    told = {("stafford", "autism"): 7, ("", "hearing"): 1}
    services = {("stafford", "autism"): 4, ("", "hearing"): 9, ("tamworth", "autism"): 0}

    assert gaps(demand, told, services) == [
        gap(asked=38, none=6, few=2, told=7, services=4),
        gap("", "hearing", told=1, services=9),
    ]
    assert gap("tamworth") in gaps(demand, told, services, unasked=True)


@pytest.mark.parametrize(("number", "shown"), [(0, 0), (1, 1), (4, 1), (5, 5), (200, 200)])
def test_a_number_too_small_to_be_shown_is_like_any_other_such(number: int, shown: int) -> None:
    assert visible(number) == shown


def test_the_biggest_gap_stands_first_and_then_the_one_with_fewest_services() -> None:
    rows = [
        gap("tamworth", "autism", none=6, services=3),
        gap("stafford", "hearing", none=6, services=1),
        gap("stafford", "autism", none=3, few=3, told=9),
        gap("", "", asked=90),
    ]
    assert ordered(rows, Sort.GAP) == [
        ("stafford", "autism"),
        ("stafford", "hearing"),
        ("tamworth", "autism"),
        ("", ""),
    ]


def test_the_order_does_not_tell_small_numbers_apart() -> None:
    rows = [gap("tamworth", none=4), gap("stafford", none=1)]
    for by in (Sort.GAP, Sort.NONE):
        assert ordered(rows, by) == [("stafford", "autism"), ("tamworth", "autism")]


def test_rows_stand_in_the_countys_own_order_of_districts_or_of_needs() -> None:
    rows = [gap(district, need) for district in ("tamworth", "gone", "", "stafford") for need in ("hearing", "autism")]
    assert ordered(rows, Sort.DISTRICT)[:3] == [("stafford", "autism"), ("stafford", "hearing"), ("tamworth", "autism")]
    assert ordered(rows, Sort.DISTRICT)[-1] == ("gone", "hearing")
    assert ordered(rows, Sort.NEED)[:2] == [("stafford", "autism"), ("tamworth", "autism")]


def test_counts_are_added_up_over_the_period_alone(session: Session) -> None:
    counts.add(
        session,
        {
            NeedSought(_BEFORE, "stafford", "autism", Results.NONE): 50,
            NeedSought(_A_DAY, "stafford", "autism", Results.NONE): 2,
            NeedSought(date(2026, 11, 20), "stafford", "autism", Results.NONE): 3,
            NeedSought(_A_DAY, "stafford", "autism", Results.FEW): 4,
            SearchMade(_A_DAY, "ur", Results.MANY): 8,
            SearchMade(_BEFORE, "pl", Results.MANY): 8,
            WordUsed(_A_DAY, "lego"): 5,
            WordUsed(_A_DAY, "swimming"): 9,
            WordUsed(_A_DAY, "rare"): 4,
            WordUsed(_A_DAY, ""): 12,
            WordUsed(_BEFORE, "rare"): 50,
        },
    )
    since = date(2026, 11, 1)

    assert queries.demand(session, since=since) == {
        ("stafford", "autism"): Counter({Results.NONE: 5, Results.FEW: 4}),
    }
    assert queries.searches(session, since=since) == {"ur": Counter({Results.MANY: 8})}
    assert queries.words(session, since=since, most=10, least=5) == queries.Words((("swimming", 9), ("lego", 5)), 12)
    assert queries.words(session, since=since, most=1, least=5).most == (("swimming", 9),)
    assert queries.words(session, since=_A_DAY.replace(year=2027), most=1, least=5) == queries.Words((), 0)


def tell(session: Session, keys: KeyRing, on: date, **told: object) -> None:
    missing = Missing(language="en", **told)  # type: ignore[arg-type]
    assert telling.tell(session, missing=missing, mark=f"{on} {told}", keys=keys, on=on)


def test_what_was_told_counts_once_for_each_need(session: Session, keys: KeyRing) -> None:
    tell(session, keys, _A_DAY, district="stafford", needs=("autism", "hearing"))
    tell(session, keys, _A_DAY, district=WHOLE_COUNTY, needs=("autism",))
    tell(session, keys, _A_DAY, needs=("autism",))
    tell(session, keys, _A_DAY, district="tamworth", words="Anything")
    tell(session, keys, _BEFORE, district="tamworth", needs=("autism",))

    assert queries.told(session, since=date(2026, 11, 1)) == Counter(
        {("stafford", "autism"): 1, ("stafford", "hearing"): 1, ("", "autism"): 2, ("tamworth", ""): 1}
    )
    assert queries.count_told(session, since=date(2026, 11, 1)) == 4


def test_what_was_told_is_read_newest_first_page_by_page(session: Session, keys: KeyRing) -> None:
    for day in range(1, 8):
        needs = ("autism",) if day % 2 else ("hearing", "autism")
        tell(session, keys, date(2026, 11, day), district="stafford" if day < 7 else "tamworth", needs=needs)
    since = date(2026, 11, 2)

    def days(**wanted: str | int) -> list[int]:
        page = queries.told_page(session, since=since, per_page=3, **wanted)  # type: ignore[arg-type]
        return [row.told_on.day for row in page.rows]

    assert days() == [7, 6, 5]
    assert days(page=2) == [4, 3, 2] == days(page=99)
    assert days(district="tamworth") == [7]
    assert days(need="hearing") == [6, 4, 2]
    assert days(need="hearing", district="tamworth") == []
    assert queries.told_page(session, since=since, need="hearing").total == 3
