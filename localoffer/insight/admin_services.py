"""Figures of services: what is searched for beside what there is, what finds nothing, and how listings are kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product

from localoffer.feedback.gaps import Pair
from localoffer.feedback.suppressing import small, suppressed
from localoffer.insight.admin_agreed import names_of_areas
from localoffer.insight.admin_figures import Cell, Figure, Heat, Line, said, with_bars
from localoffer.insight.counting import Listings, Searches
from localoffer.insight.periods import Year
from localoffer.languages import format_month, format_number, gettext
from localoffer.listings.admin.narrowing_forms import WITHOUT

_PRESSURES = (2, 5, 10)
"""From how many searches for each service a cell of the heat map is in the next class."""


def demand(
    searched: Mapping[Pair, Searches],
    services: Mapping[Pair, int],
    with_room: Mapping[Pair, int],
    *,
    districts: Mapping[str, str],
    needs: Mapping[str, str],
    referrals: Sequence[str],
    areas: Mapping[str, Mapping[str, int]],
) -> Figure:
    """Return what was searched for in each district for each need, beside the services that there are.

    Args:
        referrals: how many came from each district as it may be shown, in their order; empty where none did.
        areas: how many forms named an area of need in a district, by the area and the district.
    """
    pairs = [pair for pair in product(districts, needs) if pair in searched]
    pairs.sort(key=lambda pair: (-_pressure(searched, services, pair), -(small(searched[pair].made) or 0)))
    asked = [*_referrals_by_area(areas, districts), *_all_referrals(referrals, districts)]
    lines = with_bars(
        (
            gettext("%(district)s: %(need)s", district=districts[pair[0]], need=needs[pair[1]]),
            (
                small(searched[pair].made),
                small(searched[pair].found_nothing),
                services.get(pair, 0),
                with_room.get(pair, 0),
            ),
        )
        for pair in pairs
    )
    return Figure(
        code="demand",
        title=gettext("What is searched for, beside what there is"),
        chart=gettext("Searches in each district for each need"),
        first=gettext("District and need"),
        columns=(gettext("Searches"), gettext("Found nothing"), gettext("Services"), gettext("With spaces")),
        lines=lines,
        meaning=_about_demand(searched, services, pairs, lines),
        notes=(
            gettext("Only searches that named a district and a need are counted. One for two needs counts for each."),
            gettext("Services for any need or the whole county count everywhere. Services are those of today."),
            gettext(
                "Referrals are told apart by the four areas of need alone, counted when a form comes: what a child"
                " needs beyond that is sealed."
            ),
        ),
        heat=_heat(searched, services, districts=districts, needs=needs, referrals=asked) if pairs or areas else None,
    )


def nothing_found(searched: Mapping[int, Searches], year: Year) -> Figure:
    """Return how many searches found nothing in each month."""
    made = suppressed({day.month: searched.get(day.month, Searches()).made for day in year.months})
    nothing = suppressed({day.month: searched.get(day.month, Searches()).found_nothing for day in year.months})
    rows = ((format_month(day), (nothing.counts[day.month], made.counts[day.month])) for day in year.months)
    return Figure(
        code="nothing-found",
        title=gettext("Searches that found nothing"),
        chart=gettext("Searches that found nothing in each month"),
        first=gettext("Month"),
        columns=(gettext("Found nothing"), gettext("All searches")),
        lines=with_bars(rows) if searched else (),
        meaning=_about_nothing(made.total, nothing.total, is_empty=not searched),
        total=Line(gettext("Together"), (said(nothing.total), said(made.total))),
        notes=(gettext("Robots, feeds and further pages of one search are not counted."),),
    )


def listings(counts: Listings, languages: Mapping[str, str]) -> Figure:
    """Return how many listings are past their review date, were never checked, or lack a translation."""
    lacking = [
        (f"{WITHOUT}{code}", gettext("Without %(language)s", language=name), _untranslated(counts, code))
        for code, name in languages.items()
    ]
    rows = [
        ("overdue", gettext("Past the review date"), counts.stale),
        ("unchecked", gettext("Never checked"), counts.unchecked),
        *lacking,
    ]
    return Figure(
        code="listings",
        title=gettext("Listings to bring up to date"),
        chart=gettext("Listings that lack something"),
        first=gettext("What is missing"),
        columns=(gettext("Listings"), gettext("Of all that families see")),
        lines=tuple(_of_all(*row, counts.published) for row in rows) if counts.published else (),
        meaning=_about_listings(counts),
        notes=(gettext("These are the listings that families see today, whatever the year."),),
    )


def _heat(
    searched: Mapping[Pair, Searches],
    services: Mapping[Pair, int],
    *,
    districts: Mapping[str, str],
    needs: Mapping[str, str],
    referrals: Sequence[tuple[str, tuple[Cell, ...]]],
) -> Heat:
    def cell(pair: Pair) -> Cell:
        made = small(searched.get(pair, Searches()).made)
        words = gettext(
            "%(district)s, %(need)s: searches %(made)s, services %(services)s",
            district=districts[pair[0]],
            need=needs[pair[1]],
            made=said(made),
            services=format_number(services.get(pair, 0)),
        )
        return Cell("–" if made is None else format_number(made), _pressure(searched, services, pair), words)

    rows = [(name, tuple(cell((district, need)) for district in districts)) for need, name in needs.items()]
    return Heat(
        tuple(districts.values()),
        (*rows, *referrals),
        (
            gettext("No search, or too few to show"),
            gettext("Fewer than %(number)s searches for each service", number=_PRESSURES[0]),
            gettext("%(number)s or more searches for each service", number=_PRESSURES[0]),
            gettext("%(number)s or more searches for each service", number=_PRESSURES[1]),
            gettext("%(number)s or more searches for each service, or no service", number=_PRESSURES[2]),
        ),
    )


def _referrals_by_area(
    areas: Mapping[str, Mapping[str, int]], districts: Mapping[str, str]
) -> list[tuple[str, tuple[Cell, ...]]]:
    """Return a line of the map for each area of need that forms named: how many in each district, but no few."""
    rows = []
    for code, name in names_of_areas().items():
        if code not in areas:
            continue
        # those without a district too, so that none can be told from the sum of all
        shown = suppressed({district: areas[code].get(district, 0) for district in ("", *districts)}).counts
        row = gettext("Referrals: %(area)s", area=name)
        rows.append((row, tuple(_referrals_cell(row, districts[one], said(shown[one])) for one in districts)))
    return rows


def _all_referrals(referrals: Sequence[str], districts: Mapping[str, str]) -> list[tuple[str, tuple[Cell, ...]]]:
    row = gettext("Referrals, for any need")
    cells = [_referrals_cell(row, name, number) for name, number in zip(districts.values(), referrals, strict=False)]
    return [(row, tuple(cells))] if cells else []


def _referrals_cell(row: str, district: str, number: str) -> Cell:
    words = gettext("%(district)s, %(row)s: %(number)s", district=district, row=row, number=number)
    return Cell("–" if number == said(None) else number, 0, words)


def _pressure(searched: Mapping[Pair, Searches], services: Mapping[Pair, int], pair: Pair) -> int:
    """Return how hard searches press on services: 0 (none that can be shown) to 4."""
    made, there = small(searched.get(pair, Searches()).made), services.get(pair, 0)
    if not made:
        return 0
    return 4 if not there else 1 + sum(made >= least * there for least in _PRESSURES)


def _about_demand(
    searched: Mapping[Pair, Searches], services: Mapping[Pair, int], pairs: Sequence[Pair], lines: Sequence[Line]
) -> tuple[str, ...]:
    if not pairs:
        return (gettext("No search of this year named a district and a need."),)
    if not _pressure(searched, services, pairs[0]):
        return (gettext("Too few searches named a district and a need to show how many."),)
    first = gettext("The most searches for each service: %(pair)s.", pair=lines[0].title)
    return (first, gettext("Where many search for each service, families look for more than there is. Begin there."))


def _about_nothing(made: int | None, nothing: int | None, *, is_empty: bool) -> tuple[str, ...]:
    if is_empty:
        return (gettext("No search is counted for this year yet."),)
    if not made or nothing is None:
        return (gettext("Too few are counted to show how many."),)
    return (
        gettext("%(nothing)s of %(made)s searches found nothing.", nothing=said(nothing), made=said(made)),
        gettext("The page of gaps says for which needs and in which districts."),
    )


def _about_listings(counts: Listings) -> tuple[str, ...]:
    if not counts.published:
        return (gettext("Families see no listing yet."),)
    return (
        gettext(
            "Families see %(all)s listings. %(stale)s are past their review date, %(unchecked)s were never checked.",
            all=format_number(counts.published),
            stale=format_number(counts.stale),
            unchecked=format_number(counts.unchecked),
        ),
        gettext("A family that meets one wrong listing trusts none. Begin with those past their review date."),
    )


def _untranslated(counts: Listings, language: str) -> int:
    return counts.published - counts.translated.get(language, 0)


def _of_all(only: str, title: str, number: int, published: int) -> Line:
    percent = round(100 * number / published)
    share = gettext("%(number)s%%", number=format_number(percent))
    return Line(title, (format_number(number), share), percent, only)
