"""The commissioners' report: where support is missing, and what families wrote about it. In English only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask import Blueprint, Response, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from localoffer.crypto import KeyRing
from localoffer.days import today
from localoffer.db import session
from localoffer.feedback import admin_export, admin_presenters, gaps, queries, telling
from localoffer.feedback.admin_presenters import GapRow, Names
from localoffer.feedback.gaps import Gap, Pair, Sort
from localoffer.feedback.suppressing import FEWEST
from localoffer.feedback.vocabulary import NOT_SAID, WHOLE_COUNTY
from localoffer.languages import ENGLISH, gettext
from localoffer.listings.search.criteria import SearchCriteria
from localoffer.listings.search.documents import Choice
from localoffer.listings.search.engine import Engine
from localoffer.listings.search.following import follower
from localoffer.staff.guard import current_actor, needs
from localoffer.staff.home import Tile

blueprint = Blueprint("gaps", __name__, url_prefix="/gaps")

PERIODS = (7, 28, 90, 365)
_USUAL = 28
_MOST_WORDS = 50


@dataclass(frozen=True)
class Wanted:
    """What the report shows: a period in days, one district or need (empty: all), the order, and what nobody asked."""

    days: int
    district: str
    need: str
    sort: Sort
    unasked: bool

    @property
    def since(self) -> date:
        return today() - timedelta(days=self.days - 1)

    def arguments(self) -> dict[str, Any]:
        """Return it as an address holds it."""
        return {
            "days": self.days,
            "district": self.district or None,
            "need": self.need or None,
            "sort": self.sort.value if self.sort is not Sort.GAP else None,
            "unasked": 1 if self.unasked else None,
        }


@blueprint.get("")
@needs("gaps.read")
def index() -> str:
    """Show for each district and need what was asked for beside what there is, and the words searched for most."""
    engine = follower(current_app).engine
    wanted, names = _wanted(engine), _names(engine)
    words = queries.words(session(), since=wanted.since, most=_MOST_WORDS, least=FEWEST)
    return render_template(
        "feedback/admin/gaps.html",
        wanted=wanted,
        periods=PERIODS,
        orders=admin_presenters.ORDERS,
        names=names,
        rows=_rows(engine, wanted, names),
        told=admin_presenters.number(queries.count_told(session(), since=wanted.since)),
        languages=admin_presenters.language_rows(queries.searches(session(), since=wanted.since)),
        words=admin_presenters.word_rows(words.most),
        unknown=admin_presenters.number(words.unknown),
        fewest=FEWEST,
    )


@blueprint.get("/export.csv")
@needs("gaps.read", recent=True)
def export() -> Response:
    """Give the report as a spreadsheet."""
    engine = follower(current_app).engine
    wanted = _wanted(engine)
    answer = Response(admin_export.gaps_as_csv(_rows(engine, wanted, _names(engine))), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="gaps-{today()}-{wanted.days}-days.csv"'
    return answer


@blueprint.get("/told")
@needs("comments.read")
def told() -> str:
    """Show what families could not find, one by one, newest first."""
    engine = follower(current_app).engine
    wanted, names = _wanted(engine, also=WHOLE_COUNTY), _names(engine)
    found = queries.told_page(
        session(),
        since=wanted.since,
        district=wanted.district,
        need=wanted.need,
        page=request.args.get("page", 1, type=int),
    )
    return render_template(
        "feedback/admin/told.html",
        wanted=wanted,
        periods=PERIODS,
        names=names,
        districts={**names.districts, WHOLE_COUNTY: names.district(WHOLE_COUNTY)},
        rows=[admin_presenters.told_row(row, names, keys=_keys()) for row in found.rows],
        total=found.total,
        pages=[
            {
                "number": number,
                "address": url_for("admin.gaps.told", **wanted.arguments(), page=number),
                "current": number == found.page,
            }
            for number in range(1, found.pages + 1)
        ],
    )


@blueprint.post("/told/<key>/remove")
@needs("comments.answer", recent=True)
def remove(key: str) -> ResponseReturnValue:
    """Remove what a family wrote, because it says who somebody is."""
    row = queries.get(session(), key=key)
    telling.remove_words(session(), row=row, actor=current_actor(), audit_key=_keys().audit)
    flash(gettext("The words are removed. What was missing is still counted."))
    wanted = _wanted(follower(current_app).engine, also=WHOLE_COUNTY)
    return redirect(url_for("admin.gaps.told", **wanted.arguments()), code=303)


def tiles(session: Session) -> list[Tile]:
    """Return what the first page of the commissioners' area says of gaps."""
    since = today() - timedelta(days=_USUAL - 1)
    title = gettext("Families who told us in 28 days what they could not find")
    return [Tile(title, queries.number_told(since), url_for("admin.gaps.index"), fewest=FEWEST)]


def _rows(engine: Engine, wanted: Wanted, names: Names) -> list[GapRow]:
    found = gaps.gaps(
        queries.demand(session(), since=wanted.since),
        queries.told(session(), since=wanted.since),
        _services(engine),
        unasked=wanted.unasked,
    )
    shown = [gap for gap in found if _is_wanted(gap, wanted)]
    in_order = gaps.in_order(shown, wanted.sort, districts=list(names.districts), needs=list(names.needs))
    return [admin_presenters.gap_row(gap, names) for gap in in_order]


def _is_wanted(gap: Gap, wanted: Wanted) -> bool:
    return wanted.district in ("", gap.district) and wanted.need in ("", gap.need)


def _services(engine: Engine) -> dict[Pair, int]:
    """Return for each district and need how many services there are for both."""
    everything = _counts(engine, SearchCriteria())
    services = {(NOT_SAID, code): number for code, number in everything["need"].items()}
    services[NOT_SAID, NOT_SAID] = engine.listings
    for district, number in everything["district"].items():
        counts = _counts(engine, SearchCriteria.asking(district=[district]))["need"]
        services |= {(district, NOT_SAID): number, **{(district, code): found for code, found in counts.items()}}
    return services


def _counts(engine: Engine, criteria: SearchCriteria) -> dict[str, dict[str, int]]:
    counts = engine.find(criteria, language=ENGLISH.code, today=today()).counts
    return {group: dict(counts[group]) for group in ("district", "need")}


def _wanted(engine: Engine, *, also: str = "") -> Wanted:
    asked = request.args
    days = asked.get("days", _USUAL, type=int)
    district, need = asked.get("district", ""), asked.get("need", "")
    return Wanted(
        days=days if days in PERIODS else _USUAL,
        district=district if district in (*engine.district_codes(), also) else "",
        need=need if need in engine.need_codes() else "",
        sort=Sort(asked["sort"]) if asked.get("sort") in list(Sort) else Sort.GAP,
        unasked=asked.get("unasked") == "1",
    )


def _names(engine: Engine) -> Names:
    vocabulary = engine.vocabulary

    def named(choices: tuple[Choice, ...]) -> dict[str, str]:
        return {choice.code: choice.name(ENGLISH.code) for choice in choices}

    return Names(named(vocabulary.districts), named(vocabulary.needs), named(vocabulary.kinds))


def _keys() -> KeyRing:
    found: KeyRing = current_app.extensions["localoffer_keys"]
    return found
